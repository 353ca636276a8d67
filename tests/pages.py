"""Pages in a browser, and everything that must never happen in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.vaults import TODAY
from vaultgoals.engine import examine
from vaultgoals.engine.export import html
from vaultgoals.model import Stamp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP = (1280, 900)
PHONE = (390, 844)

_LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`forbidden: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


def write_page(vault: Path, target: Path, day: str = TODAY) -> Path:
    """Write the page of a vault into a file, and return that."""
    target.write_text(html(examine(vault, as_of=Stamp.parse(day))), encoding="utf-8")
    return target


@contextmanager
def opened(
    browser: Browser, file: Path, size: tuple[int, int] = DESKTOP, *, dark: bool = False, script: bool = True
) -> Iterator[Page]:
    """Yield a page; afterwards assert that nothing was fetched, forbidden or complained of."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if script:
        page.add_init_script(_LISTEN)
    page.goto(file.as_uri())
    try:
        yield page
        assert asked == [file.as_uri()]
        assert complaints == []
    finally:
        context.close()
