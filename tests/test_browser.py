from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_the_browser_is_a_real_one(browser: Browser) -> None:
    """It lays out a page and runs its script."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content("<p id=p>one</p><script>p.append(' two')</script>")

    assert page.locator("p").inner_text() == "one two"
    assert page.evaluate("innerWidth") == 390
    page.close()


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """A picture without words is found: what finds nothing elsewhere has looked."""
    page = browser.new_page()
    page.set_content('<html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"></main></html>')
    page.add_script_tag(content=axe())

    found = page.evaluate("axe.run().then(all => all.violations.map(one => one.id))")

    assert found == ["image-alt"]
    page.close()
