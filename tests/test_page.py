from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tests.browser
from tests.pages import DESKTOP, PHONE, opened, write_page
from tests.terminal import ROOT
from tests.vaults import TODAY, Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.model import Gap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "\"' onclick=alert(1) x='",
    "{{ 7*7 }} {% raw %}",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "عربي مع English داخل",
    "📚 日本語 é",
    "a" * 200,
)
SCRIPT = "</script><script>document.title='owned'</script>"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the example vault after ten weekly reports."""
    folder = tmp_path_factory.mktemp("example")
    root = folder / "vault"
    shutil.copytree(ROOT / "examples" / "vault", root)
    for day in ("2026-10-03", "2026-10-17", "2026-10-31", "2026-11-14"):
        publish(Vault(root).examine(day), accept_loss=True)
    return write_page(root, folder / "page.html")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a vault whose every text wants to be more than text."""
    folder = tmp_path_factory.mktemp("hostile")
    text = f"---\ntype: goal\nstatus: active\nwhy: {json.dumps(SCRIPT)}\n---\n- [x] do {SCRIPT} ✅ {TODAY}\n"
    files = {f"Goals/{title}.md": text for title in HOSTILE}
    files["Specs/`x` [[y]] <svg onload=alert(1)>.md"] = "---\ntype: spec\nstatus: accepted\n---\n"
    write_files(folder / "vault", files)
    return write_page(folder / "vault", folder / "page.html")


def shown_gaps(page: Page) -> list[str]:
    """Return the ids of the gaps that are to be seen."""
    ids: list[str] = page.evaluate(
        "[...document.querySelectorAll('.gap')].filter(one => one.checkVisibility()).map(one => one.id)"
    )
    return ids


def gaps_of(page: Path) -> tuple[Gap, ...]:
    """Return the gaps of the vault of a page, without those of this machine alone."""
    return tuple(gap for gap in Vault(page.parent / "vault").examination.gaps if not gap.local)


def test_the_gaps_are_filtered_by_goal_rule_and_age(browser: Browser, example: Path) -> None:
    """Each filter shows just the gaps that fit it and all others, says how many, and can be taken back."""
    gaps = gaps_of(example)
    with opened(browser, example) as page:
        assert len(shown_gaps(page)) == len(gaps)

        page.select_option("#by-rule", "VG203")
        expected = {f"gap-{gap.id}" for gap in gaps if gap.code == "VG203"}
        assert set(shown_gaps(page)) == expected
        assert page.inner_text("#shown") == f"{len(expected)} of {len(gaps)} gaps are shown."

        page.select_option("#by-age", "30")
        old = {f"gap-{gap.id}" for gap in gaps if gap.code == "VG203" and gap.since <= "2026-10-22"}
        assert set(shown_gaps(page)) == old

        page.get_by_role("button", name="Show all").click()
        page.wait_for_function("document.getElementById('shown').textContent.startsWith('All')")
        page.select_option("#by-goal", label="Write in public (2)")
        path = "Goals/Write in public.md"
        assert set(shown_gaps(page)) == {f"gap-{gap.id}" for gap in gaps if path in (gap.path, gap.goal)}
        headings = page.locator(".gap-section:visible h3")
        assert headings.count() == page.locator(".gap-section:has(.gap:visible)").count()


def test_an_age_is_reached_on_its_day(browser: Browser, tmp_path: Path) -> None:
    """A gap that stands for a week is among those of 7 days or more, and one that stands for six is not."""
    spec = "---\ntype: spec\nstatus: accepted\n---\n"
    root = tmp_path / "vault"
    for day, name in (("2026-11-14", "A week"), ("2026-11-15", "Less")):
        write_files(root, {f"Specs/{name}.md": spec})
        publish(Vault(root).examine(day))
    with opened(browser, write_page(root, tmp_path / "page.html")) as page:
        page.select_option("#by-age", "7")

        assert page.locator(".gap:visible .subject bdi").first.inner_text() == "A week"
        assert page.locator(".gap:visible").count() == 1
        assert page.locator("#by-age option:checked").inner_text() == "7 days or more (1)"


def test_a_goal_leads_to_its_gaps(browser: Browser, example: Path) -> None:
    """The number of gaps in a goal's row shows these gaps and no others."""
    with opened(browser, example) as page:
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Photos can be found"))
        link = row.get_by_role("link", name="2 gaps")

        link.click()

        assert len(shown_gaps(page)) == 2
        assert page.locator("#by-goal option:checked").inner_text() == "Photos can be found (2)"


def test_the_keyboard_does_it_all(browser: Browser, example: Path) -> None:
    """The first stop skips to the content; lists, button and folded trees work by key, in plain sight."""
    with opened(browser, example) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"

        while page.evaluate("document.activeElement.id") != "by-rule":
            page.keyboard.press("Tab")
        everything = len(shown_gaps(page))
        page.keyboard.press("ArrowDown")
        assert 0 < len(shown_gaps(page)) < everything
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_function("document.getElementById('shown').textContent.startsWith('All')")
        assert len(shown_gaps(page)) == everything

        while not page.evaluate("document.activeElement.matches('details.root > summary')"):
            page.keyboard.press("Tab")
        was = page.evaluate("document.activeElement.parentElement.open")
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.parentElement.open") is not was


def test_without_script_everything_is_there(browser: Browser, example: Path) -> None:
    """Where no script runs no filter is offered, every gap is read, and what is folded opens by a click."""
    gaps = gaps_of(example)
    with opened(browser, example, script=False) as page:
        assert not page.locator("#filters").is_visible()
        assert not page.locator(".buttons").is_visible()
        assert page.locator(".gap:visible").count() == len(gaps)

        task = page.locator("details.root .branch", has_text="Write down every recurring job").first
        assert not task.is_visible()
        page.locator("summary", has_text="Tasks run without me").click()
        assert task.is_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (320, 640)])
@pytest.mark.parametrize("name", ["example", "hostile"])
def test_nothing_is_wider_than_the_window(
    size: tuple[int, int], name: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    """On a desk and on a phone nothing has to be moved sideways, whatever the titles are."""
    with opened(browser, request.getfixturevalue(name), size) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        assert page.evaluate(
            "[...document.querySelectorAll('body *')]"
            ".filter(one => one.checkVisibility() && !one.closest('.unseen, .skip, thead, svg'))"
            ".filter(one => { const box = one.getBoundingClientRect();"
            " return box.right > innerWidth + 0.5 || box.left < 0 })"
            ".map(one => one.outerHTML.slice(0, 200))"
        ) == []  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(size: tuple[int, int], dark: bool, browser: Browser, example: Path) -> None:
    """Contrast, names, headings, tables and order are right for who cannot see well, or not at all."""
    axe = tests.browser.axe()
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        bypass_csp=True,  # the page allows no script but its own
    )
    page = context.new_page()
    page.goto(example.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.add_script_tag(content=axe)

    found = page.evaluate(
        "axe.run().then(all => all.violations.map(one => [one.id, one.nodes[0].html, one.nodes.length]))"
    )

    assert found == []
    context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_charts_can_be_seen(dark: bool, browser: Browser, example: Path) -> None:
    """Letters stand out from the ground by 4.5 to 1, lines and bars by 3 to 1 (WCAG 2.2, 1.4.3, 1.4.11)."""
    with opened(browser, example, dark=dark) as page:
        ground, text, *shapes = page.evaluate("""[
          ["body", "backgroundColor"], [".chart text", "fill"], [".chart .line-1 path", "stroke"],
          [".chart .line-2 path", "stroke"], [".chart .line-1 circle", "fill"], [".bar .full", "fill"],
        ].map(([where, what]) => getComputedStyle(document.querySelector(where))[what])""")

        assert contrast(text, ground) >= 4.5
        assert all(contrast(shape, ground) >= 3 for shape in shapes)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG measures it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_dark_is_dark(browser: Browser, example: Path) -> None:
    """The page follows the system: dark ink on a light ground, or light ink on a dark ground."""
    grounds = []
    for dark in (False, True):
        with opened(browser, example, dark=dark) as page:
            grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert grounds == ["rgb(255, 255, 255)", "rgb(20, 23, 26)"]


@pytest.mark.parametrize("script", [True, False])
def test_print_leaves_nothing_folded(script: bool, browser: Browser, example: Path) -> None:
    """On paper there are no filters and no buttons, the ink is black, and what is folded is there."""
    with opened(browser, example, script=script) as page:
        folded = page.locator("details:not([open]) .branch").first
        assert not folded.evaluate("one => one.checkVisibility()")

        page.emulate_media(media="print")

        assert folded.evaluate("one => one.checkVisibility()")
        assert not page.locator("#filters").is_visible()
        assert not page.locator("nav").is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_hostile_text_stays_text(browser: Browser, hostile: Path) -> None:
    """A title is shown as it is; no element, attribute or script comes of any text."""
    with opened(browser, hostile) as page:
        titles = page.locator(".goals th[scope=row] > bdi").all_text_contents()
        assert sorted(titles) == sorted(HOSTILE)
        assert set(page.locator(".intent").all_text_contents()) == {SCRIPT}
        tasks = page.locator(".tree bdi").all_text_contents()
        assert tasks.count("do document.title='owned'") == len(HOSTILE)

        assert page.title() == f"Goals and gaps, {TODAY}"
        names = page.evaluate("[...document.querySelectorAll('*')].map(one => one.localName)")
        assert names.count("script") == 1
        assert names.count("style") == 1
        assert not {"img", "iframe", "object", "embed", "link", "base", "i"} & set(names)
        attributes = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames())"
        )
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src")]
        assert page.evaluate(
            "[...document.querySelectorAll('[href]')].every(one => one.getAttribute('href').startsWith('#'))"
        )


EMPTY = {
    "no goal": (
        {"Specs/A.md": "---\ntype: spec\n---\n"},
        ["Work and outcome", "Gaps 0", "Goal tree", "Trends"],
    ),
    "no gap": (
        {"Goals/A.md": "---\ntype: goal\nwhy: y\nmetric: z\nstatus: planned\n---\n"},
        ["Work and outcome", "Goals 1", "Gaps 0", "Goal tree", "Trends"],
    ),
    "many": (
        {f"Goals/Goal {n}.md": "---\ntype: goal\nwhy: y\nmetric: z\n---\n- [x] t\n" for n in range(300)},
        ["Work and outcome", "Goals 300", "Gaps 300", "Goal tree", "Trends"],
    ),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_with_little_or_much_on_it_is_whole(name: str, browser: Browser, tmp_path: Path) -> None:
    """Without goals, without gaps, with hundreds: each part is there, says what it has, and fits a phone."""
    files, headings = EMPTY[name]
    write_files(tmp_path / "vault", files)
    file = write_page(tmp_path / "vault", tmp_path / "page.html")
    with opened(browser, file, PHONE) as page:
        assert page.locator("h2").all_inner_texts() == headings
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        assert page.locator("#filters").count() == (name == "many")
        for section in page.locator("section").all():
            assert section.locator("p:visible, ul:visible, table:visible, details:visible").count()
        if name == "many":
            assert page.locator(".square details:not([open])").count() == 1
            assert page.locator("details.root[open]").count() == 0


def test_every_link_leads_somewhere(browser: Browser, example: Path) -> None:
    """Each link stays on the page and finds its place there; no id is given twice."""
    with opened(browser, example) as page:
        assert page.evaluate(
            "[...document.links].filter(one => !document.getElementById(one.hash.slice(1))).length"
        ) == 0  # fmt: skip
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids))


def test_a_foreign_script_does_not_run(browser: Browser, example: Path) -> None:
    """Were a text to become a script after all, the page's policy would not run it, nor fetch anything."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(example.as_uri())
    page.evaluate("""() => {
      window.told = [];
      addEventListener("securitypolicyviolation", (event) => told.push(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "document.title = 'owned'";
      document.body.append(script);
      const image = document.createElement("img");
      image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
      document.body.append(image);
      document.body.setAttribute("style", "color: red");
      fetch("http://127.0.0.1:9/").catch(() => {});
    }""")
    page.wait_for_function("told.length >= 4")

    assert page.title() == f"Goals and gaps, {TODAY}"
    assert set(page.evaluate("told")) == {"script-src-elem", "img-src", "connect-src", "style-src-attr"}
    context.close()
