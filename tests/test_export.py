from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.terminal import ROOT, Terminal
from tests.vaults import Vault, write_files
from vaultgoals.engine.export import html
from vaultgoals.rollup.page.render import PARTS

GOAL = "---\ntype: goal\nstatus: active\nwhy: y\nmetric: z\n---\n- [x] write the script ✅ 2026-11-18\n"
DAY = "--as-of 2026-11-21"
PAGE = f"vaultgoals export html {DAY}"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with one goal."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, {"Goals/Tasks run without me.md": GOAL, ".obsidian/app.json": "{}"})
    return terminal


def refused(terminal: Terminal, output: str, sentence: str) -> None:
    """Assert that a page is refused with a sentence, and that every file is as it was."""
    before = Vault(terminal.vault).snapshot()

    assert terminal.run(f"{PAGE} -o {output}") == (2, "", f"vaultgoals: {sentence}\n")

    assert Vault(terminal.vault).snapshot() == before


def test_the_bytes_depend_on_vault_configuration_and_day_alone(tmp_path: Path) -> None:
    """The same notes elsewhere, in another zone, with a memo or none, printed or written: the same page."""
    terminals = []
    for name in ("a", "a longer name"):
        (tmp_path / name).mkdir()
        terminals.append(Terminal(tmp_path / name, 60))
        write_files(terminals[-1].vault, {"Goals/Ärger, begone.md": GOAL, ".obsidian/app.json": "{}"})
    one, two = terminals
    code, printed, _ = one.run(PAGE)
    two.run(f"TZ=Pacific/Auckland LC_ALL=C VAULTGOALS_NO_MEMO=1 PYTHONHASHSEED=7 {PAGE} -o ../page.html")

    assert code == 0
    assert (two.vault.parent / "page.html").read_bytes() == printed.encode()
    assert two.run(f"{PAGE} -o ../page.html")[1].startswith(
        "nothing to write: ../page.html already reads so\n"
    )
    assert str(tmp_path) not in printed
    assert "/home" not in printed
    assert printed.isprintable() or not set(printed) & {"\r", "\x00", "\u202e"}


def test_a_page_in_the_vault_is_taken_back(terminal: Terminal) -> None:
    """Undo brings back the page that stood before, and then removes the first one."""
    assert terminal.run(f"{PAGE} -o Goals/page.html")[0] == 0
    page = terminal.vault / "Goals" / "page.html"
    first = page.read_bytes()
    write_files(terminal.vault, {"Goals/Another.md": GOAL})
    assert terminal.run(f"{PAGE} -o Goals/page.html")[0] == 0
    assert page.read_bytes() != first

    assert terminal.run("vaultgoals undo")[1].startswith("restored Goals/page.html\n")
    assert page.read_bytes() == first
    assert terminal.run("vaultgoals undo")[1].startswith("removed Goals/page.html\n")
    assert not page.exists()


def test_undo_leaves_a_page_that_became_somebody_elses(terminal: Terminal) -> None:
    """A file that took the name of a page since is not ours to remove."""
    terminal.run(f"{PAGE} -o page.html")
    (terminal.vault / "page.html").write_text("<p>mine</p>")

    code, printed, _ = terminal.run("vaultgoals undo")

    assert code == 2
    assert "it is no page that `vaultgoals export html` made" in printed
    assert (terminal.vault / "page.html").read_text() == "<p>mine</p>"


def test_a_page_that_an_editor_has_touched_is_still_an_earlier_page(terminal: Terminal) -> None:
    """Line ends of Windows, as git may make them, do not make a stranger of it."""
    page = terminal.vault.parent / "page.html"
    terminal.run(f"{PAGE} -o ../page.html")
    ours = page.read_bytes()
    page.write_bytes(ours.replace(b"\n", b"\r\n"))

    assert terminal.run(f"{PAGE} -o ../page.html")[0] == 0
    assert page.read_bytes() == ours


@pytest.mark.parametrize("place", ["mine.html", "../mine.html"])
def test_what_is_no_page_of_ours_stays(place: str, terminal: Terminal) -> None:
    """A file of that name that somebody else made is left alone, in the vault and outside."""
    (terminal.vault / place).write_text("<!doctype html>\n<p>mine, made with vaultgoals in mind</p>")

    why = "it is no page that `vaultgoals export html` made; move it, or name another file"
    refused(terminal, place, f"{place.removeprefix('../')}: not written, {why}")
    assert "mine" in (terminal.vault / place).read_text()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("Goals", "Goals: not written, it is a folder; name a file in it"),
        ("nowhere/page.html", "nowhere/page.html: not written, its folder is not there; make it first"),
        ("'Goals/Tasks run without me.md'", None),
        ("page.txt", "page.txt: not written, its name does not end in .html"),
        (".obsidian/page.html", ".obsidian/page.html: not written, it is hidden"),
        ("../con.html", "con.html: not written, its name cannot exist on every system"),
    ],
)
def test_a_bad_place_is_one_sentence(output: str, sentence: str | None, terminal: Terminal) -> None:
    """A folder, a missing folder, a note, another ending, a hidden place: refused, and nothing is touched."""
    note = "Goals/Tasks run without me.md: not written, its name does not end in .html"
    refused(terminal, output, sentence or note)


def test_a_link_is_not_written_through(terminal: Terminal) -> None:
    """A symbolic link in the place of a page is left, and so is what it leads to."""
    (terminal.vault.parent / "real.html").write_text("x")
    (terminal.vault / "page.html").symlink_to(terminal.vault.parent / "real.html")

    refused(terminal, "page.html", "page.html: not written, it is a symbolic link")


def test_a_folder_that_may_not_be_written_to_is_told(terminal: Terminal) -> None:
    """A place that the system keeps shut is one sentence; nothing is left behind."""
    shut = Path("/proc/self")  # also root can make no file there

    code, printed, errors = terminal.run(f"{PAGE} -o {shut}/page.html")

    assert (code, printed) == (2, "")
    assert errors.startswith("vaultgoals: page.html could not be written (")
    assert errors.count("\n") == 1


def test_a_vault_that_is_half_gone_keeps_its_page(terminal: Terminal) -> None:
    """Where many goals cannot be read any more the page stays as it is, until that is meant."""
    write_files(terminal.vault, {f"Goals/{number}.md": GOAL for number in range(12)})
    terminal.run(f"vaultgoals report {DAY}")
    terminal.run(f"{PAGE} -o page.html")
    before = (terminal.vault / "page.html").read_bytes()
    for number in range(10):
        (terminal.vault / f"Goals/{number}.md").unlink()

    code, _, errors = terminal.run(f"{PAGE} -o page.html")
    assert (code, errors.startswith("vaultgoals: 13 goals and specs stood in Gap report 2026-11-21")) == (
        2,
        True,
    )
    assert (terminal.vault / "page.html").read_bytes() == before

    assert terminal.run(f"{PAGE} -o page.html --accept-loss")[0] == 0
    assert (terminal.vault / "page.html").read_bytes() != before


def test_gaps_of_this_machine_alone_are_on_no_page(tmp_path: Path) -> None:
    """A page is handed on: what is true on one machine only is not told there."""
    write_files(
        tmp_path,
        {
            "Goals/A.md": "---\ntype: goal\nwhy: y\nverify: 'run: look'\n---\n- [x] t ✅ 2026-11-18\n",
            "vaultgoals.toml": '[commands]\nlook = ["true"]\n',
        },
    )
    found = Vault(tmp_path).examination

    assert any(gap.code == "VG601" for gap in found.gaps)
    assert "VG601" not in html(found)


@pytest.mark.parametrize("line", ["--help", "check", "report --dry-run", "export --help", "show 'A'"])
def test_no_other_command_loads_what_makes_pages(line: str, tmp_path: Path) -> None:
    """jinja2 and leather are imported by `export html` alone."""
    write_files(tmp_path, {"Goals/A.md": GOAL})
    code = (
        "import sys; sys.argv = ['vaultgoals', *sys.argv[1:]]; from vaultgoals.cli import main; main(); "
        "print(sorted({'jinja2', 'leather', 'vaultgoals.rollup.page'} & set(sys.modules)), file=sys.stderr)"
    )
    place = ["--vault", "."] if line.startswith("show") else ["."]
    words = line.replace("'", "").split() + ([] if "--help" in line else place)
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr.splitlines()[-1] == "[]"


def test_a_terminal_is_no_place_for_a_page(terminal: Terminal) -> None:
    """Without a file a page goes into a pipe; on a terminal one is asked to name a file."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["/bin/sh", "-c", PAGE],
        cwd=terminal.vault,
        env=terminal.environment(),
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as shell:
        os.close(theirs)
        assert shell.stderr is not None
        told = shell.stderr.read().decode()
    os.close(ours)

    assert shell.returncode == 2
    assert told.startswith("vaultgoals: a page is nothing to read in a terminal: name a file with --output")


def test_the_page_is_made_of_files_that_the_package_holds(tmp_path: Path) -> None:
    """Template, style and script are in the wheel."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    with ZipFile(wheel) as package:
        assert {f"vaultgoals/rollup/page/{name}" for name in PARTS} <= set(package.namelist())
