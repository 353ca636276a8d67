from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs import user_cache_dir

from tests.store.laws import DAY, VAULT, forgetting, remembering, tick, trusting
from tests.terminal import Terminal
from tests.test_determinism import WITHOUT_RIGHTS, skip, started
from tests.vaults import write_files
from vaultgoals.engine import examine
from vaultgoals.store.disk import _cache_folder

__all__ = ["trusting"]

pytestmark = pytest.mark.usefixtures("trusting")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a vault that has a memo."""
    folder = tmp_path / "vault"
    write_files(folder, VAULT)
    tick(folder)
    examine(folder, as_of=DAY)
    return folder


def database(own_state: Path) -> Path:
    """Return the file of the only memo there is."""
    (found,) = (own_state / "cache" / "vaultgoals").glob("*.sqlite")
    return found


def rows(path: Path) -> list[tuple[bytes, bytes]]:
    """Return folder and content of each row."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT folder, content FROM folders ORDER BY folder").fetchall()
    connection.close()
    return found


def test_only_folders_that_changed_are_written_anew(root: Path, own_state: Path) -> None:
    """A run after one change rewrites one row; one after no change writes nothing at all."""
    before, raw = dict(rows(database(own_state))), database(own_state).read_bytes()
    examine(root, as_of=DAY)
    assert database(own_state).read_bytes() == raw
    (root / "Notes/Plain.md").write_text("changed")
    tick(root)
    examine(root, as_of=DAY)
    after = dict(rows(database(own_state)))
    assert {folder for folder in after if after[folder] != before[folder]} == {b"Notes"}


def test_a_folder_that_is_gone_is_forgotten(root: Path, own_state: Path) -> None:
    """What was remembered of a deleted folder is deleted: notes do not live on in the cache."""
    shutil.rmtree(root / "Daily")
    examine(root, as_of=DAY)
    assert b"Daily" not in dict(rows(database(own_state)))


def test_the_memo_is_for_the_user_alone(root: Path, own_state: Path) -> None:
    """It holds what notes say: folder 700, every file 600, also where the folder stood open before."""
    path = database(own_state)
    path.parent.chmod(0o755)
    (root / "Notes/Plain.md").write_text("changed")
    examine(root, as_of=DAY)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_a_memo_that_others_could_write_to_is_not_read(root: Path, own_state: Path) -> None:
    """Where other users may write to the file it is as if it were not there."""
    path = database(own_state)
    path.chmod(0o622)
    raw = path.read_bytes()
    assert remembering(root) == forgetting(root)
    assert path.read_bytes() == raw


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _text(path: Path) -> None:
    path.write_text("This is no database. " * 200)


def _other_tables(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE folders (content TEXT)")
    connection.commit()
    connection.close()


def _strange_rows(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE folders SET content = 'text' WHERE folder = CAST('Goals' AS BLOB)")
    connection.execute("UPDATE folders SET content = x'00' WHERE folder = CAST('Tasks' AS BLOB)")
    connection.execute("UPDATE folders SET folder = x'FF' WHERE folder = CAST('Notes' AS BLOB)")
    connection.commit()
    connection.close()


def _swapped(path: Path) -> None:
    """Let each folder have the blob of the next one."""
    connection = sqlite3.connect(path)
    held = connection.execute("SELECT rowid, content FROM folders").fetchall()
    for (number, _), (_, content) in zip(held, held[1:] + held[:1], strict=True):
        connection.execute("UPDATE folders SET content = ? WHERE rowid = ?", (content, number))
    connection.commit()
    connection.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def _old_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(os.urandom(5000))


@pytest.mark.parametrize(
    "damage",
    [_emptied, _halved, _text, _other_tables, _strange_rows, _swapped, _folder, _link, _old_log, Path.unlink],
)
def test_a_damaged_memo_changes_nothing(root: Path, own_state: Path, damage: Callable[[Path], None]) -> None:
    """Emptied, cut, overwritten, swapped or replaced: a run gives the same, and so does the one after it."""
    damage(database(own_state))
    expected = forgetting(root)
    assert remembering(root) == expected
    assert remembering(root) == expected


@pytest.mark.parametrize("damage", [_emptied, _halved, _text, _other_tables, _strange_rows, Path.unlink])
def test_a_damaged_memo_is_made_anew(root: Path, own_state: Path, damage: Callable[[Path], None]) -> None:
    """Two runs later the memo is whole again."""
    before = rows(database(own_state))
    damage(database(own_state))
    examine(root, as_of=DAY)
    examine(root, as_of=DAY)
    assert rows(database(own_state)) == before


@pytest.mark.parametrize("seed", range(40))
def test_flipped_bits_change_nothing(root: Path, own_state: Path, seed: int) -> None:
    """Whatever bits of the file are others, a run gives the same."""
    path, chance = database(own_state), random.Random(seed)  # noqa: S311
    raw = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 20, 500))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)
    assert remembering(root) == forgetting(root)


def test_a_locked_memo_is_not_waited_for(root: Path, own_state: Path) -> None:
    """While another program has the file for itself, a run gives the same and leaves the file as it is."""
    path = database(own_state)
    holder = sqlite3.connect(path)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    (root / "Notes/Plain.md").write_text("changed")
    assert remembering(root) == forgetting(root)
    holder.rollback()
    holder.close()
    assert rows(path)


def test_a_memo_deleted_while_it_is_used_changes_nothing(root: Path, own_state: Path) -> None:
    """The folder of the memo is deleted in the middle of a run: it goes on, and gives the same."""
    (root / "Notes/Plain.md").write_text("changed")

    def delete(_read: int, _every: int) -> None:
        shutil.rmtree(own_state / "cache", ignore_errors=True)

    found = examine(root, as_of=DAY, progress=delete)
    assert found.account == examine(root, as_of=DAY).account
    assert remembering(root) == forgetting(root)


def test_the_switch_turns_it_off(tmp_path: Path, own_state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With VAULTGOALS_NO_MEMO set nothing is written to the cache folder."""
    monkeypatch.setenv("VAULTGOALS_NO_MEMO", "1")
    write_files(tmp_path / "vault", VAULT)
    examine(tmp_path / "vault", as_of=DAY)
    assert not (own_state / "cache").exists()


def test_no_memo_is_written_into_the_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the cache folder lies in the vault itself there is none: `check` writes nothing there."""
    write_files(tmp_path / "vault", VAULT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "vault" / ".cache"))
    examine(tmp_path / "vault", as_of=DAY)
    assert not (tmp_path / "vault" / ".cache").exists()


def test_a_cache_folder_that_is_not_absolute_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative XDG_CACHE_HOME is passed over, as the XDG base directory specification asks for."""
    write_files(tmp_path / "vault", VAULT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    examine(tmp_path / "vault", as_of=DAY)
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize("home", ["/home/a", "/home/a/", "/", "relative", "", None])
@pytest.mark.parametrize("given", ["/c", "/c/", " /c", "c", "", None])
def test_the_cache_folder_is_the_one_that_platformdirs_names(
    home: str | None, given: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short way to the cache folder leads where the library does, whatever the environment says."""
    for name, value in (("HOME", home), ("XDG_CACHE_HOME", given)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert _cache_folder() == user_cache_dir("vaultgoals", appauthor=False)


def test_a_home_that_cannot_be_written_to_changes_nothing(tmp_path: Path) -> None:
    """Where nothing can be remembered `check` prints what it prints elsewhere, and no error."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, VAULT)
    home = Path(terminal.environment()["HOME"])
    home.chmod(0o555)
    if started("/bin/sh", "-c", f"test ! -w '{home}'").returncode:
        skip("needs a user who may not write to a folder without the right to write")

    def printed() -> str:
        line = [sys.executable, "-c", WITHOUT_RIGHTS, sys.executable, "-P", "-m", "vaultgoals", "check"]
        done = subprocess.run(
            [*line, str(terminal.vault), "--as-of", "2026-11-21"],
            env=terminal.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout

    without = printed()
    assert "VG305" in without
    assert not list(home.iterdir())
    home.chmod(0o755)
    assert printed() == without
    memo = home / ".cache" / "vaultgoals"
    assert list(memo.iterdir())
    memo.chmod(0o555)
    for path in memo.iterdir():
        path.chmod(0o444)
    write_files(terminal.vault, {"New.md": "---\ntype: goal\n---\n"})
    assert len(printed()) > len(without)
    memo.chmod(0o755)


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """Where no file may grow beyond a page, `check` prints what it prints elsewhere, and no error."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, VAULT)
    line = [sys.executable, "-m", "vaultgoals", "check", str(terminal.vault), "--as-of", "2026-11-21"]
    # Python would leave its own files half written too, beside the sources
    environment = {**terminal.environment(), "PYTHONDONTWRITEBYTECODE": "1"}

    def printed(largest: int) -> str:
        """Return what is printed where no file may have more bytes."""
        done = subprocess.run(
            line,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        )
        assert done.stderr == ""
        return done.stdout

    small = printed(4096)
    assert "VG305" in small
    assert printed(1 << 30) == small
    assert printed(4096) == small


def test_runs_at_the_same_time_give_the_same(tmp_path: Path) -> None:
    """Six runs begun together on a vault without a memo, some of them killed: all that end print the same."""
    terminal = Terminal(tmp_path, 60)
    for number in range(60):
        write_files(terminal.vault / f"{number}", VAULT)
    line = [sys.executable, "-m", "vaultgoals", "check", str(terminal.vault), "--as-of", "2026-11-21"]

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(line, env=terminal.environment(), stdout=-1, stderr=-1, text=True)

    together = [start() for _ in range(6)]
    for victim in together[::3]:
        victim.send_signal(signal.SIGKILL)
    printed = {run.communicate() for run in together}
    printed = {(output, errors) for output, errors in printed if output}
    again = start().communicate()
    assert printed == {again}
    assert again[1] == ""
