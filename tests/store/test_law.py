from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.files.disk import run_python
from tests.store.laws import DAY, VAULT, forgetting, remembering, tick, trusting
from tests.vaults import write_files
from vaultgoals.engine import examine, publish
from vaultgoals.store import Memo

__all__ = ["trusting"]

CONFIGS = (
    "",
    'output = "Lücken"\n',
    'ignore = ["Notes"]\n',
    '[folders]\nNotes = "goal"\n',
    '[statuses]\nactive = ["simmering"]\n',
    '[fields]\nwhy = ["weight"]\n',
)
SETTINGS = (
    "{}",
    '{"userIgnoreFilters": ["Tasks/"]}',
    '{"useMarkdownLinks": true}',
)
TEXTS = (*VAULT.values(), "", "\ufeff---\ntype: goal\n---\n", "---\ntype: spec\nstatus: done\n---\n")
NAMES = (*VAULT, "Daily/2026-11-21.md", "Gaps/Dashboard.md", "notes/plain.md", "Goals/Sub/Walk.md")


def _write(root: Path, name: str, text: str) -> None:
    write_files(root, {name: text})


def _swap_letters(root: Path, name: str, _: str) -> None:
    """Change a text and neither its size nor its time of change."""
    path = root / name
    if path.is_file():
        info = path.stat()
        path.write_bytes(path.read_bytes().replace(b"done", b"open").replace(b"goal", b"task"))
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))


def _touch(root: Path, name: str, _: str) -> None:
    if (root / name).is_file():
        os.utime(root / name)


def _delete(root: Path, name: str, _: str) -> None:
    (root / name).unlink(missing_ok=True)


def _rename_over(root: Path, name: str, other: str) -> None:
    source, target = root / name, root / (other if other in VAULT else "Goals/Walk.md")
    if source.is_file() and source != target:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _rename_folder(root: Path, name: str, _: str) -> None:
    folder = (root / name).parent
    if folder.is_dir() and folder != root and not folder.with_name("Moved").exists():
        folder.rename(folder.with_name("Moved"))


def _configure(root: Path, name: str, _: str) -> None:
    _write(root, "vaultgoals.toml", CONFIGS[len(name) % len(CONFIGS)])


def _set_obsidian(root: Path, name: str, text: str) -> None:
    _write(root, ".obsidian/app.json", SETTINGS[len(text) % len(SETTINGS)])
    if len(name) % 2:
        tasks = {"globalFilter": "#task" if len(text) % 2 else ""}
        _write(root, ".obsidian/plugins/obsidian-tasks-plugin/data.json", json.dumps(tasks))


def _report(root: Path, _name: str, _text: str) -> None:
    found = examine(root, as_of=DAY)
    if not any(notice.name == "in-output" for notice in found.notices):
        publish(found, accept_loss=True)


def _no_utf8(root: Path, name: str, _: str) -> None:
    if (root / name).parent.is_dir():
        (root / name).write_bytes(b"---\ntype: goal\n---\n\xff")


EDITS = st.tuples(
    st.sampled_from([
        _write, _write, _swap_letters, _touch, _delete, _rename_over, _rename_folder, _configure,
        _set_obsidian, _report, _no_utf8,
    ]),
    st.sampled_from(NAMES),
    st.sampled_from(TEXTS),
)  # fmt: skip
Edit = Callable[[Path, str, str], None]


@pytest.mark.usefixtures("trusting")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, min_size=1, max_size=6))
def test_with_the_memo_and_without_it_a_run_gives_the_same(edits: list[tuple[Edit, str, str]]) -> None:
    """After any edits, a run with a memo (on disk, or of one process) gives what one without it gives."""
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "vault"
        write_files(root, VAULT)
        kept = Memo()
        tick(root)
        assert remembering(root) == remembering(root, kept) == forgetting(root)
        for edit, name, text in edits:
            tick(root)
            edit(root, name, text)
            tick(root)
            expected = forgetting(root)
            assert remembering(root) == expected
            assert remembering(root) == expected
            assert remembering(root, kept) == expected


@pytest.mark.parametrize("number", range(20))
def test_an_edit_within_one_tick_is_seen(tmp_path: Path, number: int) -> None:
    """A file changed again at once, to the same size and time, is read again: its times tell nothing yet."""
    root = tmp_path / "vault"
    write_files(root, VAULT)
    for before, after in pairwise([b"done", b"open", b"done", b"open"]):
        examine(root, as_of=DAY)
        path = root / "Tasks/Shoes.md"
        info = path.stat()
        path.write_bytes(path.read_bytes().replace(before, after))
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
        assert remembering(root) == forgetting(root), number


def test_a_change_that_its_times_do_not_tell_is_seen_while_they_are_new(tmp_path: Path) -> None:
    """The same listing, another text: what was listed just after its change is compared byte by byte."""
    from dataclasses import replace

    from vaultgoals.config import Config
    from vaultgoals.engine.intake import TICK, Intake
    from vaultgoals.files import VaultFolder, list_files
    from vaultgoals.parse.scope import Scope
    from vaultgoals.profiles.obsidian import ObsidianSettings

    root = tmp_path / "vault"
    write_files(root, {"A.md": "---\ntype: goal\n---\n"})
    listing = list_files(root)
    changed = listing.files[0].ctime_ns

    def kind(memo: Memo, begun: int) -> str | None:
        config, settings = Config(), ObsidianSettings()
        scope, _ = Scope.of(config, settings)
        taken = Intake(VaultFolder(root), config, settings, scope)
        (note,) = taken.read(replace(listing, begun_ns=begun), memo, lambda _read, _all: None)
        return note.kind

    new, old = Memo(), Memo()
    assert kind(new, changed + TICK) == "goal"
    assert kind(old, changed + TICK + 1) == "goal"
    (root / "A.md").write_text("---\ntype: task\n---\n")  # the listings are those of before
    assert kind(new, changed + 10 * TICK) == "task"
    assert kind(old, changed + 10 * TICK) == "goal"
    (root / "A.md").write_text("---\ntype: spec\n---\n")
    assert kind(new, changed + 10 * TICK) == "task"  # it was let alone for a while when it was compared


@pytest.mark.usefixtures("trusting")
def test_what_cannot_be_read_is_read_next_time(tmp_path: Path) -> None:
    """A file that was away when it was to be read is read by the next run, though its times are the same."""
    root = tmp_path / "vault"
    write_files(root, VAULT)
    tick(root)
    expected = forgetting(root)

    def hide(read: int, _every: int) -> None:
        if read == 1:
            (root / "Tasks").rename(tmp_path / "away")

    assert "Tasks/Shoes.md" not in examine(root, as_of=DAY, progress=hide).judged.vault.notes
    (tmp_path / "away").rename(root / "Tasks")
    assert remembering(root) == expected


@pytest.mark.usefixtures("trusting")
def test_a_region_changed_by_hand_is_remembered_as_such(tmp_path: Path) -> None:
    """Text changed in a generated region is VG904 in each later run: in a report, a rollup, a user's note."""
    root = tmp_path / "vault"
    write_files(root, {name: text for name, text in VAULT.items() if name != "Gaps/Mine.md"})
    publish(examine(root, as_of=DAY))
    paths = ["Gaps/Gap report 2026-11-21.md", "Gaps/Rollups/Walk rollup.md", "Goals/Sing.md"]
    for path in paths:
        text = (root / path).read_text()
        (root / path).write_text(text.replace("<!-- vaultgoals:end", "By hand.\n<!-- vaultgoals:end", 1))
    tick(root)
    expected = forgetting(root)
    for _ in range(2):
        found = examine(root, as_of=DAY)
        assert [gap.path for gap in found.gaps if gap.code == "VG904"] == paths
        assert remembering(root) == expected


def test_a_run_that_finds_nothing_new_reads_no_note(tmp_path: Path) -> None:
    """Where nothing has changed no note is parsed: the parser is not even imported."""
    root = tmp_path / "vault"
    write_files(root, {name: text for name, text in VAULT.items() if not name.startswith("Gaps/")})
    tick(root)
    program = f"""
import sys
from vaultgoals.engine import examine, intake
from vaultgoals.model import Stamp
intake.TICK = 0
found = examine({str(root)!r}, as_of=Stamp.parse("2026-11-21"))
print(len(found.gaps), "vaultgoals.parse.note" in sys.modules)
"""
    first, second = (run_python(program, tmp_path).split() for _ in range(2))
    assert first[1] == "True"
    assert second == [first[0], "False"]


@pytest.mark.usefixtures("trusting")
def test_a_report_over_a_note_saved_meanwhile_leaves_it(tmp_path: Path) -> None:
    """A note that was remembered, and is saved between the run and its report, keeps what was saved."""
    root = tmp_path / "vault"
    write_files(root, {name: text for name, text in VAULT.items() if name != "Gaps/Mine.md"})
    tick(root)
    examine(root, as_of=DAY)
    found = examine(root, as_of=DAY)
    saved = VAULT["Goals/Sing.md"] + "\nSaved.\n"
    (root / "Goals/Sing.md").write_text(saved)
    publish(found)
    assert (root / "Goals/Sing.md").read_text() == saved


@pytest.mark.usefixtures("trusting")
def test_a_moved_vault_takes_nothing_along(tmp_path: Path) -> None:
    """A vault put in the place of another one is read for itself."""
    root = tmp_path / "vault"
    write_files(root, VAULT)
    tick(root)
    examine(root, as_of=DAY)
    shutil.rmtree(root)
    write_files(root, {"Goals/Walk.md": "---\ntype: spec\n---\n"})
    tick(root)
    assert remembering(root) == forgetting(root)
