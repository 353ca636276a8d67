"""Renew the pictures of the guide that show the page: that of the example vault, in a real browser.

Run by `make pictures`; it needs Debian's chromium.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from vaultgoals import load
from vaultgoals.engine.export import html

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-21"
LARGEST = 120_000
"""Bytes of a picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One look at the page."""

    name: str
    width: int
    height: int
    dark: bool = False
    phone: bool = False
    show: str = ""
    """What is scrolled to; the top of the page if empty."""


TAKEN = (
    Picture("page-desktop", 1120, 900),
    Picture("page-phone", 390, 844, phone=True, show="#goals"),
    Picture("page-dark", 1120, 720, dark=True, show="#courses"),
)


def main() -> int:
    """Make every picture anew; return 0, or 1 where one is too large."""
    from playwright.sync_api import sync_playwright

    too_large = []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "page.html"
        page_file.write_text(html(load(ROOT / "examples" / "vault", as_of=DAY).examination), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for one in TAKEN:
            page = browser.new_page(
                viewport={"width": one.width, "height": one.height},
                color_scheme="dark" if one.dark else "light",
                device_scale_factor=1.25 if one.phone else 1,
            )
            page.goto(page_file.as_uri())
            if one.show:
                page.locator(one.show).evaluate("place => place.scrollIntoView()")
            target = PICTURES / f"{one.name}.png"
            page.screenshot(path=target)
            page.close()
            if target.stat().st_size > LARGEST:
                too_large.append(target.name)
        browser.close()
    for name in too_large:
        print(f"{name} is larger than {LARGEST} bytes", file=sys.stderr)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
