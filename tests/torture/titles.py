"""P14: a title never becomes markup or code in what is written, and reads as itself when rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from tests.rollup import test_escape as laws
from tests.rollup.written import HOSTILE, assert_links_lead_home, assert_plain, hostile_vault, written
from tests.torture.rows import Row, scaled
from tests.vaults import Vault
from vaultgoals.rollup.escape import clean

_BATCH = 60


def _law(test: Any) -> Callable[..., None]:  # noqa: ANN401 - Hypothesis keeps the test itself so
    inner: Callable[..., None] = test.hypothesis.inner_test
    return inner


PLACES: dict[str, Callable[[str, str], object]] = {
    "list item": lambda title, _: _law(laws.test_title_in_a_list_item_reads_back_as_its_text_alone)(title),
    "start of an item": lambda title, _: _law(laws.test_title_that_opens_a_list_item_starts_nothing)(title),
    "callout": lambda title, _: _law(laws.test_title_in_a_callout_reads_back_as_its_text_alone)(title),
    "table cell": lambda title, _: _law(laws.test_title_in_a_table_cell_stays_in_its_cell)(title),
    "source": lambda title, _: _law(laws.test_raw_source_holds_no_trigger)(title),
    "property": lambda title, _: _law(laws.test_value_reads_back_as_the_same_text)(title),
    "comment": lambda title, _: _law(laws.test_token_reads_back_and_cannot_end_its_comment)(title),
    "wikilink": lambda title, name: _law(laws.test_hostile_names_give_one_link_or_none)(
        name, title, "shortest", unique=True, in_table=False
    ),
    "Markdown link": lambda title, name: _law(laws.test_hostile_markdown_link_leads_to_its_file)(name, title),
}


def titles(folder: Path, scale: float) -> list[Row]:
    """Put titles into every place by itself, and into whole notes by way of a vault."""
    chance = Random(1)
    hostile = [_title(chance) for _ in range(scaled(20_000, scale, 100))]
    return [_in_places(hostile), _in_notes(folder, scaled(1200, scale, 60), chance)]


def _title(chance: Random) -> str:
    made = "".join(chance.choice(laws.FRAGMENTS) for _ in range(chance.randrange(1, 9)))
    return chance.choice((made, made, f"x{made}", chance.choice(HOSTILE)))


def _in_places(hostile: list[str]) -> Row:
    broken: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for title in hostile:
        if not clean(title):
            continue
        name = title.replace("/", "").replace("\0", "") or "x"
        for place, holds in PLACES.items():
            broken[place] += not _holds(holds, title, name)
        others["unescaped"] += not _plain(title)
        others["html.escape"] += not _plain(escape(title))
    wrong = {place: number for place, number in broken.items() if number}
    return Row(
        "P14",
        f"{len(hostile):,} hostile titles in {len(PLACES)} places: {', '.join(PLACES)}",
        f"{sum(broken.values())} broken, found as code or not reading as the title {wrong or ''}".strip(),
        "0",
        not wrong,
        "; ".join(f"{name}: {number:,} broken or found" for name, number in others.items()),
    )


def _holds(law: Callable[[str, str], object], title: str, name: str) -> bool:
    try:
        law(title, name)
    except AssertionError:
        return False
    return True


def _plain(text: str) -> bool:
    """Whether a text, written as it is, is still one list item of text and holds no trigger."""
    line = f"- X{text}\n- after"
    if laws._kinds(laws._tokens(line)) != laws._kinds(laws._tokens("- X\n- after")):
        return False
    children = laws._inlines(line)[0].children or []
    marked = {child.type for child in children} - {"text", "text_special"}
    return not marked and not any(trigger in text for trigger in laws.RAW_TRIGGERS)


def _in_notes(folder: Path, number: int, chance: Random) -> Row:
    wrong = notes = used = 0
    for start in range(0, number, _BATCH):
        root = folder / str(start)
        root.mkdir()
        names = {_file_name(chance) for _ in range(_BATCH)} if start else set(HOSTILE)
        used += len(names)
        vault = hostile_vault(Vault(root), tuple(sorted(names)))
        for path, text in written(vault).items():
            notes += 1
            wrong += not _sound(path, text, vault)
    return Row(
        "P14",
        f"{used:,} hostile names as file, status, reason, criterion, measure, check, evidence and task: "
        f"{notes:,} notes written about them",
        f"{wrong} with a task, field, tag, query, HTML, embed, or a link that leads elsewhere",
        "0",
        wrong == 0 and notes > used >= number * 0.9,  # a few come twice
    )


def _file_name(chance: Random) -> str:
    title = _title(chance).encode("utf-8", "ignore").decode()
    name = "".join(one for one in title if one.isprintable() and one != "/")[:80].strip()
    return name.lstrip(".") or "x"


def _sound(path: str, text: str, vault: Vault) -> bool:
    try:
        assert_plain(path, text)
        assert_links_lead_home(path, text, vault)
    except AssertionError:
        return False
    return True
