"""Laws that hold for any vault: reading never raises, twice is once, and users' bytes are theirs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given
from hypothesis import strategies as st

from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.engine.review import write_review
from vaultgoals.model import Note
from vaultgoals.model.period import Period
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.rollup.history import review_path
from vaultgoals.rollup.splice import Refusal, find

OPT_IN = "<!-- vaultgoals:rollup -->"

# What notes are made of, sound and broken: each piece is something that has tripped a reader.
FRAGMENTS = (
    "---\n",
    "--- \n",
    "----\n",
    "type: goal\n",
    "type: task\n",
    "type: spec\n",
    "type: project\n",
    "status: done\n",
    "status: active\n",
    "status: simmering\n",
    'goal: "[[A]]"\n',
    "goal: [[B]]\n",
    "goals:\n  - A\n",
    "up: [[A]], [[B]]\n",
    "verified: 2026-11-20\n",
    "verified: true\n",
    "verified: 2027-05-05\n",
    "review_interval: 7d\n",
    "why: x\n",
    "verify:\n  - ask: Is it so?\n",
    'verify: "fresh: *.md within 2d"\n',
    "waive: VG203 until 2026-12-31: later\n",
    'implements: "[[C]]"\n',
    "implemented_by: src/x.py\n",
    'evidence: "[[2026-11-20]]"\n',
    "x: &a [*a]\n",
    "@\n",
    "\t- x\n",
    "- [ ] open [[A]]\n",
    "- [x] done [[A]] ✅ 2026-11-18\n",
    "- [/] half [goal:: [[B]]]\n",
    "> - [-] dropped [[A]]\n",
    "```\n",
    "~~~\n",
    "%% \n",
    "<!--\n",
    "-->\n",
    "[x]: http://example.org\n",
    "# Acceptance criteria\n",
    "## Why\n",
    "weight:: 80\n",
    "`[[A]]`\n",
    "[A](B.md)\n",
    "\r\n",
    "\r",
    "\x00",
    "\ufeff",
    "\u2028",
    "\ud800",
    " ",
    "\n",
    "text ",
    f"{OPT_IN}\n",
    f"{OPT_IN}\r\n",
    "<!-- vaultgoals:begin rollup sha=000000000000 -->\n",
    "<!-- vaultgoals:end rollup -->\n",
    "<<<<<<< HEAD\n",
    "[[A|<% x %>]]\n",
    "🎯 日本語 é\n",
    "{{date}}\n",
    "a::b\n",
)

texts = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join) | st.text(max_size=200)
sound = st.lists(st.sampled_from(FRAGMENTS[3:29]), max_size=8, unique=True).map(
    lambda keys: f"---\n{''.join(keys)}---\n"
)
on_disk = st.tuples(sound | st.just(""), texts).map("".join).map(lambda text: text.replace("\ud800", ""))
vaults = st.dictionaries(
    st.sampled_from(("A.md", "B.md", "C.md", "sub/A.md", "sub/D.md", "2026-11-20.md", "src/x.py")),
    on_disk,
    min_size=1,
    max_size=5,
)


@given(texts)
def test_reading_a_note_never_raises(text: str) -> None:
    """Any text at all is read as a note, and every line it speaks of is a line of the file."""
    note = read_note("Folder/2026-11-20.md", text, Dialect())

    assert isinstance(note, Note)
    last = text.count("\n") + text.count("\r") + 1
    spoken_of = [problem.line for problem in note.problems] + [task.line for task in note.tasks]
    assert all(1 <= line <= last for line in spoken_of)


@given(vaults)
def test_reporting_twice_is_reporting_once(files: dict[str, str]) -> None:
    """The second report of a day finds every note as it should be and writes nothing."""
    with TemporaryDirectory() as folder:
        vault = _laid_out(folder, files)
        publish(vault.examine())
        after = vault.snapshot()

        again = publish(vault.examine())

        assert again.written == ()
        assert vault.snapshot() == after


@given(vaults)
def test_reviewing_twice_is_reviewing_once(files: dict[str, str]) -> None:
    """A month's review finds itself as it should be the second time, also with a report in between."""
    month = Period.month("2026-11")
    assert month is not None
    with TemporaryDirectory() as folder:
        vault = _laid_out(folder, {**files, "Goal.md": "---\ntype: goal\n---\n- [x] a ✅ 2026-11-18\n"})
        write_review(vault.examine(), month)
        before = vault.read(review_path("Gaps", month))
        publish(vault.examine())

        again = write_review(vault.examine(), month)

        assert again.written == ()
        assert vault.read(review_path("Gaps", month)) == before


@given(vaults)
def test_a_report_changes_no_byte_of_a_note_without_the_opt_in_line(files: dict[str, str]) -> None:
    """Notes in which nobody typed the opt-in line are the same bytes after any report."""
    with TemporaryDirectory() as folder:
        vault = _laid_out(folder, files)
        before = vault.snapshot()

        publish(vault.examine())

        after = vault.snapshot()
        assert {
            path: raw for path, raw in before.items() if OPT_IN.encode() not in raw
        }.items() <= after.items()
        assert {path for path in after if not path.startswith("Gaps/")} == set(before)


@given(vaults, sound, texts, texts, st.sampled_from(("\n", "\r\n")))
def test_a_region_changes_no_byte_outside_itself(
    files: dict[str, str], front: str, above: str, below: str, line_end: str
) -> None:
    """Where somebody opted in, what stands outside the region is what stood there; or the note is refused."""
    note = f"{front}{above}\n{OPT_IN}\n{below}".replace("\ud800", "").replace("\n", line_end)
    with TemporaryDirectory() as folder:
        vault = _laid_out(folder, {**files, "Own.md": note, "Goal.md": "---\ntype: goal\n---\n"})
        before = vault.snapshot()

        published = publish(vault.examine())

        after = vault.snapshot()
        told = {notice.path for notice in published.notices}
        event("written" if "Own.md" in published.written else "refused" if "Own.md" in told else "no opt-in")
        for path in set(before) - set(published.written):
            assert before[path] == after[path]
        for path in set(published.written) & set(before):
            assert _same_outside(before[path], after[path])


@given(vaults)
def test_checking_writes_nothing(files: dict[str, str]) -> None:
    """An examination leaves every file as it is and makes none."""
    with TemporaryDirectory() as folder:
        vault = _laid_out(folder, files)
        before = vault.snapshot()

        vault.examine()

        assert vault.snapshot() == before


def _laid_out(folder: str, files: dict[str, str]) -> Vault:
    root = Path(folder)
    write_files(root, files)
    return Vault(root)


def _same_outside(before: bytes, after: bytes) -> bool:
    """Whether only a region, and line ends next to it, came in between what stood there before."""
    old, new = before.decode("utf-8"), after.decode("utf-8")
    regions = find(new)
    assert not isinstance(regions, Refusal)
    head = new[: regions[0].start].rstrip("\r\n")
    tail = new[regions[0].end :].lstrip("\r\n")
    stood = find(old)
    assert not isinstance(stood, Refusal)
    if stood:
        return (old[: stood[0].start].rstrip("\r\n"), old[stood[0].end :].lstrip("\r\n")) == (head, tail)
    between = old.removeprefix(head).removesuffix(tail)
    return len(between) == len(old) - len(head) - len(tail) and not between.strip("\r\n")
