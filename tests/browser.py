"""A real browser for what is meant to be looked at: Debian's Chromium, started once, without a network.

`conftest` hands its fixtures to every test: one browser is all that a process of tests may drive.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.requirements import needs, needs_node_package, needs_python_package

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "chromium"
"""The program; nothing else is looked for, and nothing is ever downloaded."""
MERMAIDS = ("mermaid", "mermaid-10", "mermaid-11")
"""The npm packages: the newest, and two older ones, for not every app is up to date."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; each test opens pages of its own in it."""
    needs(CHROMIUM)
    needs_python_package("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page that reaches no network."""
    with browser.new_context(offline=True) as context:
        yield context.new_page()


def axe() -> str:
    """Return the text of axe-core, which finds what keeps people with a disability out of a page."""
    needs_node_package("axe-core")
    return _found("axe-core/axe.min.js").read_text(encoding="utf-8")


def program(name: str) -> str:
    """Return where a program is that is known to be there."""
    found = shutil.which(name)
    assert found is not None
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """What Mermaid made of one chart."""

    error: str
    """What it complains of; empty where it drew the chart."""
    labels: tuple[str, ...]
    """The text of each label, in the order drawn."""
    texts: tuple[str, ...]
    """Every text in the picture, labels included."""
    links: tuple[str, ...]
    """The labels of the nodes that Obsidian makes links of."""


class Mermaid:
    """A page with one version of the real Mermaid."""

    def __init__(self, page: Page, package: str) -> None:
        """Args: an empty page, and the npm package to draw with."""
        self.page = page
        page.set_content("<body style='margin:0;background:#fff'><div id='drawn' style='width:760px'></div>")
        page.add_script_tag(path=str(_built(package)))
        page.evaluate("mermaid.initialize({startOnLoad: false})")

    def draw(self, source: str) -> Drawn:
        """Draw a chart in place of the one before."""
        got = json.loads(self.page.evaluate(_DRAW, source))
        return Drawn(got["error"], *(tuple(got[name]) for name in ("labels", "texts", "links")))

    def picture(self, path: Path) -> None:
        """Save what was drawn last as a PNG."""
        self.page.locator("#drawn svg").screenshot(path=path)


_DRAW = """async source => {
  const place = document.getElementById("drawn");
  place.innerHTML = "";
  window.drawings = (window.drawings || 0) + 1;
  let error = "";
  try {
    place.innerHTML = (await mermaid.render("chart" + window.drawings, source)).svg;
  } catch (fault) {
    error = String(fault);
  }
  const all = selector => [...place.querySelectorAll(selector)].map(one => one.textContent.trim());
  return JSON.stringify({
    error,
    labels: all(".nodeLabel, .data-points text, .legend text, .bottom-axis .label text"),
    texts: all("text, .nodeLabel, .edgeLabel"),
    links: all(".internal-link .nodeLabel"),
  });
}"""


def _built(package: str) -> Path:
    """Return the file of a package that a browser loads."""
    needs_node_package(package)
    return _found(f"{package}/package.json").parent / "dist" / "mermaid.min.js"


def _found(file: str) -> Path:
    """Return where Node finds a file of a package."""
    found = subprocess.run(
        ["node", "-p", "require.resolve(process.argv[1])", file],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
    )
    return Path(found.stdout.strip())
