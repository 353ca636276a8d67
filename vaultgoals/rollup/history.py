"""What the report before said: the only history there is.

Each gap in a report ends in a hidden comment that carries its identity, its rule, the day since
which it stands and the path of its subject. Comparing with them tells what is new and what is closed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from vaultgoals.frozen import frozen
from vaultgoals.model import Gap, Judged, gap_id, title_of
from vaultgoals.model.period import Period

REPORT_PREFIX = "Gap report "
"""How the name of a day's report begins; never only a date, which would collide with a daily note."""

REVIEW_PREFIX = "Outcome review "
"""How the name of a period's review begins."""

_REVIEW_NAME = re.compile(
    re.escape(REVIEW_PREFIX) + r"(\d{4}-W\d{2}|\d{4}-\d{2}|\d{4}-\d{2}-\d{2} to \d{4}-\d{2}-\d{2})\.md"
)
_REPORT_NAME = re.compile(re.escape(REPORT_PREFIX) + r"(\d{4}-\d{2}-\d{2})\.md")
_GAP = re.compile(r"<!-- gap ([0-9a-f]{8}) (VG\d{3}) since (\d{4}-\d{2}-\d{2}) at (\S+) -->")
_COUNT = re.compile(r"^(goals|specs): (\d+)\r?$", re.MULTILINE)


@frozen
class Entry:
    """One gap as an earlier report listed it."""

    id: str
    code: str
    since: str
    path: str


@frozen
class Record:
    """One earlier report."""

    day: str
    """ISO date."""
    entries: tuple[Entry, ...]
    goals: int
    specs: int

    @property
    def title(self) -> str:
        """The report's file name without ``.md``."""
        return f"{REPORT_PREFIX}{self.day}"


@frozen
class Closed:
    """A gap of the report before that is no more, and why."""

    entry: Entry
    how: str
    """``closed``, ``waived``, or ``the note is gone``."""


@frozen
class Comparison:
    """The gaps of now against the report before."""

    gaps: tuple[Gap, ...]
    """With ``since`` filled in."""
    new: frozenset[str]
    """Ids of those that the report before did not have."""
    closed: tuple[Closed, ...]
    kept: tuple[Entry, ...]
    """Of subjects that could not be read, or of rules that did not run: neither there nor closed."""
    previous: Record | None


def report_day(name: str) -> str:
    """Return the day of a report by its file name, or an empty string if it is no report's name."""
    match = _REPORT_NAME.fullmatch(name)
    return match[1] if match and _is_day(match[1]) else ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:  # 2026-02-30
        return False
    return True


@frozen
class Silence:
    """Days without a report: those between one and the day that is spoken of."""

    last: str
    """The day of the report before them, ISO."""
    day: str
    """The day that is spoken of, ISO."""

    @property
    def age(self) -> int:
        """How many days before `day` the last report is."""
        return (date.fromisoformat(self.day) - date.fromisoformat(self.last)).days

    @property
    def told(self) -> str:
        """The sentence that names the days themselves."""
        one = timedelta(days=1)
        first, end = date.fromisoformat(self.last) + one, date.fromisoformat(self.day) - one
        return f"No report was written {f'on {first}' if first == end else f'from {first} to {end}'}."


def silence(last: str, day: str) -> Silence | None:
    """Return the days without a report between ``last`` and ``day``.

    Args:
        last: the day of a report, ISO; empty where there never was one, which is no silence.
        day: the day that is spoken of, ISO; its own report may be yet to come.
    """
    found = Silence(last, day)
    return found if last and found.age > 1 else None


def report_path(output: str, day: str) -> str:
    """Return the vault path of the report of a day (ISO)."""
    return f"{output}/{REPORT_PREFIX}{day}.md"


def review_path(output: str, period: Period) -> str:
    """Return the vault path of the review of a period."""
    return f"{output}/{REVIEW_PREFIX}{period.name}.md"


def is_review_name(name: str) -> bool:
    """Whether a file name is that of a review."""
    return _REVIEW_NAME.fullmatch(name) is not None


def gap_comment(entry: Entry) -> str:
    """Return the hidden comment that carries a gap's identity to the next report."""
    from vaultgoals.rollup.escape import comment_value  # where nothing is compared it need not be loaded

    return f"<!-- gap {entry.id} {entry.code} since {entry.since} at {comment_value(entry.path)} -->"


def read_record(day: str, text: str) -> Record:
    """Read an earlier report; what cannot be understood in it is passed over."""
    from vaultgoals.rollup.escape import from_comment

    entries = {
        match[1]: Entry(match[1], match[2], match[3], from_comment(match[4])) for match in _GAP.finditer(text)
    }
    return replace(read_counts(day, text), entries=tuple(entries.values()))


def read_counts(day: str, text: str) -> Record:
    """Read of an earlier report only how many goals and specs there were; it comes without its entries."""
    counts = {name: int(number) for name, number in _COUNT.findall(text[:4000])}
    return Record(day, (), counts.get("goals", 0), counts.get("specs", 0))


def compare(
    gaps: Sequence[Gap],
    waived: Iterable[Gap],
    ran: frozenset[str],
    judged: Judged,
    previous: Record | None,
) -> Comparison:
    """Compare the gaps of now with the report before.

    A gap is closed only if its subject was read and its rule ran; of an unreadable subject it is
    kept, of a waived or deleted one that is said. A subject of the same name at another place, its
    old place empty, has moved: its gaps keep their day.
    """
    today = judged.as_of.day.isoformat()
    before = {entry.id: entry for entry in previous.entries} if previous else {}
    dated: list[Gap] = []
    new: set[str] = set()
    matched: set[str] = set()
    titles = Counter(title_of(path) for path in judged.vault.notes if before)
    for gap in gaps:
        entry = before.get(gap.id) or _moved(gap, before, judged, titles)
        if entry is None:
            new.add(gap.id)
        else:
            matched.add(entry.id)
        dated.append(replace(gap, since=entry.since if entry else today))
    waived_ids = {gap.id for gap in waived}
    closed: list[Closed] = []
    kept: list[Entry] = []
    for entry in before.values():
        if entry.id in matched:
            continue
        how = _how_closed(entry, judged, ran, waived_ids)
        if how:
            closed.append(Closed(entry, how))
        else:
            kept.append(entry)
    return Comparison(tuple(dated), frozenset(new), tuple(closed), tuple(kept), previous)


def _moved(gap: Gap, before: dict[str, Entry], judged: Judged, titles: Counter[str]) -> Entry | None:
    """Return the entry that this gap had before its note was moved, if there is exactly one."""
    title = title_of(gap.path)
    if titles[title] != 1:
        return None
    found = [
        entry
        for entry in before.values()
        if entry.code == gap.code
        and title_of(entry.path) == title
        and entry.path not in judged.vault.files
        and entry.id == gap_id(gap.code, entry.path, gap.object)
    ]
    return found[0] if len(found) == 1 else None


def _how_closed(entry: Entry, judged: Judged, ran: frozenset[str], waived: set[str]) -> str:
    if entry.id in waived:
        return "waived"
    note = judged.vault.notes.get(entry.path)
    if note is None:
        return "" if entry.path in judged.vault.files or _left_out(entry.path, judged) else "the note is gone"
    if note.unreadable and entry.code != "VG902":
        return ""
    return "closed" if entry.code in ran else ""


def _left_out(path: str, judged: Judged) -> bool:
    """Whether a file that was not listed is known to be there: in the cloud, say, or in a locked folder."""
    told = {notice.path for notice in judged.vault.notices}
    parts = path.split("/")
    return any("/".join(parts[:length]) in told for length in range(1, len(parts) + 1))
