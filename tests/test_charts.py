"""Every chart is drawn by the real Mermaid, in a real browser, whatever the goals are called."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from tests.browser import MERMAIDS, Mermaid
from tests.history import History
from tests.rollup.written import HOSTILE, charts
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.rollup.mermaid import bars_and_line, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

EXAMPLE = Path(__file__).parent.parent / "examples" / "vault"
DASHBOARD = "Gaps/Dashboard.md"
TITLES = (
    *HOSTILE,
    "end", "click here", "subgraph x", "style a fill:#fff", "classDef x:#abc; y", "life style: 50% off #1;",
    "graph TD", "title mine", "quadrant-1 x", "accTitle: x", "default", "__proto__", "constructor",
    "#35; #quot;",
    "&#35; &quot;", "ﬂ°°35¶ß Straße °", "1. one", "2) two", "- item", "+1", "fa:fa-home", "$$x^2$$",
    "A --> B",
    "@{ shape: cyl }", ":::warning", "`` ` ``", "~~~", "'single'", "C:\\new\\table", "שלום (עולם)", "مرحبا",
    "<br>", "<script>alert(1)</script>", "%%{init: {}}%%", "x\u2028y", "👨‍👩‍👧‍👦 kin", "Ünïcödé", "x <= y",
    "javascript:alert(1)",
)  # fmt: skip
"""Texts that mean something to Mermaid, to Markdown or to a browser."""


@pytest.fixture(scope="module", params=MERMAIDS)
def mermaid(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Mermaid]:
    """Return a page with a real Mermaid: the newest, and two older ones."""
    with browser.new_context(offline=True) as context:
        yield Mermaid(context.new_page(), str(request.param))


def shown(title: str) -> str:
    """Return how a title reads in a chart: without what nobody sees, in one line."""
    bare = "".join(one for one in normalize("NFC", title) if one not in "\u202e\u200b").replace("ﬂ", "fl")
    return " ".join(bare.replace("¶", " ").split())


def test_every_chart_of_the_example_is_drawn(mermaid: Mermaid) -> None:
    """Mermaid finds no fault in the committed dashboard, and each chart says what it is about."""
    found = [mermaid.draw(chart) for chart in charts((EXAMPLE / DASHBOARD).read_text(encoding="utf-8"))]

    assert [chart.error for chart in found] == [""] * 7
    for chart, text in zip(
        found,
        (
            "Goals verified (bars) of all goals (line)",
            "All gaps (bars), and those of work done but not verified (line)",
            "Age of the oldest gap in days",
            "Days from done to verified, by number in the table",
            "Outcomes of 19 goals",
            "The completion illusion",
            "Fit for the long trail",
        ),
        strict=True,
    ):
        assert text in chart.texts
    assert "Tasks run without me" in found[5].labels
    assert "Resting weight under 80" in found[6].links


def test_every_chart_of_a_year_is_drawn(mermaid: Mermaid, year: History) -> None:
    """A year's charts are drawn, a bar for each month, and the newest of those that are named last."""
    text = year.vault.read(DASHBOARD)
    found = [mermaid.draw(chart) for chart in charts(text)]

    assert [chart.error for chart in found] == [""] * 7
    assert [one for one in found[0].labels if one] == [
        "2025-11", "2026-01", "2026-03", "2026-05", "2026-07", "2026-09", "2026-11",
    ]  # fmt: skip
    assert len(found[0].labels) == 13


@pytest.mark.parametrize("name", ["01-{:02}", "2026-{:02}"])
def test_the_names_of_many_points_do_not_run_into_each_other(mermaid: Mermaid, name: str) -> None:
    """Of as many points as there may be each has its bar, and what is named below stands apart."""
    chart = bars_and_line("Title", "Goals", [name.format(at) for at in range(26)], list(range(26)))
    drawn = mermaid.draw(charts(f"{chart}\n")[0])
    boxes = mermaid.page.evaluate(
        """[...document.querySelectorAll('#drawn .bottom-axis .label text')]
        .filter(one => /\\d/.test(one.textContent))
        .map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"""
    )

    assert drawn.error == ""
    assert mermaid.page.locator("#drawn .plot rect").count() == 26
    assert len(boxes) > 8
    assert [left for (_, right), (left, _) in pairwise(sorted(boxes)) if left < right + 3] == []


def test_a_label_reads_as_its_title(mermaid: Mermaid) -> None:
    """No title breaks a chart, and each is read in it as its author wrote it, as a point and as a node."""
    texts = [label(title, limit=300) for title in TITLES]
    points = [f'    "{text}": [0.5, {at / len(texts):.3f}]' for at, text in enumerate(texts)]
    nodes = [f'    goal{at}["{text}"]' for at, text in enumerate(texts)]
    for lines in (["quadrantChart", *points], ["flowchart LR", *nodes]):
        drawn = mermaid.draw("\n".join(lines))

        assert drawn.error == ""
        assert sorted(drawn.labels) == sorted(shown(title) for title in TITLES)
    assert mermaid.page.evaluate("document.querySelectorAll('#drawn script, #drawn b').length") == 0


def test_a_dashboard_of_hostile_titles_is_drawn(mermaid: Mermaid, tmp_path: Path) -> None:
    """In a vault of such titles, all in one tree, every chart of the dashboard is drawn."""
    vault = Vault(tmp_path)
    titles = [title for title in TITLES if "/" not in title and "." not in title[:1] and len(title) < 100]
    for title in titles:
        write_files(tmp_path, {f"Goals/{title}.md": '---\ntype: goal\ngoal: "[[Top]]"\n---\n'})
    write_files(tmp_path, {"Goals/Top.md": "---\ntype: goal\n---\n"})
    for day in ("2026-11-20", "2026-11-21"):
        publish(vault.examine(day))
    drawn = [mermaid.draw(chart) for chart in charts(vault.read(DASHBOARD))]

    assert [chart.error for chart in drawn] == [""] * 6
    assert len(drawn[4].labels) == 8
    assert len(drawn[5].labels) == 30
    assert set(drawn[5].links) <= {"Top", *map(shown, titles)}


def test_pictures_are_not_blank(mermaid: Mermaid, tmp_path: Path) -> None:
    """What was drawn is seen: the picture of a chart holds its bars."""
    shutil.copytree(EXAMPLE, tmp_path / "vault")
    chart = charts(Vault(tmp_path / "vault").read(DASHBOARD))[0]
    mermaid.draw(chart)
    mermaid.picture(tmp_path / "chart.png")
    bars = mermaid.page.evaluate(
        "[...document.querySelectorAll('#drawn .plot rect')].map(one => one.getBoundingClientRect().height)"
    )

    assert max(bars) > 50
    assert (tmp_path / "chart.png").stat().st_size > 2000
