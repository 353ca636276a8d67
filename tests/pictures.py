"""Renew the pictures of the guide: each chart as the real Mermaid draws it. Run by `make pictures`.

The trends are those of the year of `tests.history`, all else is the example's dashboard.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, MERMAIDS, Mermaid, program
from tests.history import live_a_year
from tests.rollup.written import charts

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
NAMES = (
    "goals-verified",
    "gaps",
    "oldest-gap",
    "done-to-verified",
    "outcomes",
    "work-and-outcome",
    "goal-tree",
)
"""One for each chart of a dashboard, in its order."""
_TRENDS = 4


def main() -> None:
    """Draw them all."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CACHE_HOME"] = f"{folder}/state"
        year = live_a_year(Path(folder) / "vault")
        drawn = charts(year.vault.read("Gaps/Dashboard.md"))[:_TRENDS]
    drawn += charts((ROOT / "examples/vault/Gaps/Dashboard.md").read_text(encoding="utf-8"))[_TRENDS:]
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(CHROMIUM), args=["--no-sandbox"])
        mermaid = Mermaid(started.new_page(), MERMAIDS[0])
        for name, chart in zip(NAMES, drawn, strict=True):
            error = mermaid.draw(chart).error
            if error:
                raise SystemExit(f"{name}: {error}")
            mermaid.picture(PICTURES / f"{name}.png")
        started.close()


if __name__ == "__main__":
    main()
