"""One module under mutmut: in a copy of the project, with its own tests, at most two processes."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.groups import ROOT, Module

_COPIED = ("vaultgoals", "tests", "examples", "docs", "bench", "fuzz", "pyproject.toml", "Makefile")
_KILLED = {"killed", "timeout", "segfault", "suspicious"}
"""How a mutant can end that somebody has noticed; one that runs into its limit of time has been too."""
_PATIENCE = 40
"""Seconds that one test may take: whoever waits for one that waits for ever has noticed."""
_RESULT = re.compile(r"^\s+vaultgoals\.(\S+): (.+)$", re.MULTILINE)
_MUTANT = re.compile(r"\.x(?:_|ǁ(\w+)ǁ)(\w+)__mutmut_\d+$")
_MUTMUT = (sys.executable, "-m", "mutmut")


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed: where, and the lines that it takes and puts."""

    function: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((self.function, *(f"    {line}" for line in self.lines)))


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of all mutants of a module."""

    module: Module
    mutants: int
    survivors: tuple[Survivor, ...]


def tried(module: Module, folder: Path, *, again: bool = False) -> Trial:
    """Run all mutants of a module in ``folder``; or ``again`` those alone that survived there before.

    Raises:
        RuntimeError: mutmut could not do it; the message is the end of what it said.
    """
    before = _results(folder) if again and (folder / "mutants").is_dir() else {}
    if not before:
        shutil.rmtree(folder, ignore_errors=True)
    _lay_out(folder)
    (folder / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)  # which tests reach what, as of then
    (folder / "setup.cfg").write_text(_settings(module))
    survived = [f"vaultgoals.{name}" for name, status in before.items() if status not in _KILLED]
    if survived or not before:
        _mutmut(folder, "run", "--max-children", "2", *survived)
    found = _results(folder)
    if before and "not checked" in found.values():  # of functions that have changed since
        _mutmut(folder, "run", "--max-children", "2")
        found = _results(folder)
    if unknown := [name for name, status in found.items() if status == "not checked"]:
        message = f"{len(unknown)} mutants have not been tried"
        raise RuntimeError(message)
    survivors = [_survivor(folder, name) for name, status in found.items() if status not in _KILLED]
    return Trial(module, len(found), tuple(survivors))


def _lay_out(folder: Path) -> None:
    """Copy the project as it stands, also to where mutmut keeps the copy that it changes."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = [folder / name for name in _COPIED]
    if (folder / "mutants").is_dir():
        copies += [folder / "mutants" / name for name in _COPIED if name != "vaultgoals"]
    for copy in copies:
        source = ROOT / copy.name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, copy, ignore=ignored, dirs_exist_ok=True, copy_function=_renew)
        else:
            shutil.copy(source, copy)


def _renew(source: str, copy: str) -> None:
    """Copy a file where it is another: mutmut takes a newer one for a changed one, and forgets."""
    if not Path(copy).exists() or not filecmp.cmp(source, copy, shallow=False):
        shutil.copy(source, copy)


def _results(folder: Path) -> dict[str, str]:
    return dict(_RESULT.findall(_mutmut(folder, "results", "--all", "true")))


def _settings(module: Module) -> str:
    """Return the configuration of mutmut, which it reads from setup.cfg where pyproject.toml has none."""
    pytest = ["-p", "no:cacheprovider", "-p", "no:xdist"]
    pytest += ["-o", f"faulthandler_timeout={_PATIENCE}", "-o", "faulthandler_exit_on_timeout=true"]
    if module.chosen:
        pytest += ["-k", module.chosen]
    lists = {
        "source_paths": ["vaultgoals"],
        "only_mutate": [module.path],
        "also_copy": list(_COPIED[2:]),
        "pytest_add_cli_args_test_selection": list(module.tests),
        "pytest_add_cli_args": pytest,
    }
    lines = ["[mutmut]", "max_stack_depth = -1", "timeout_constant = 5.0"]
    for name, values in lists.items():
        lines += [f"{name} =", *(f"  {value}" for value in values)]
    return "\n".join(lines) + "\n"


def _mutmut(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["nice", "-n", "15", *_MUTMUT, *words],
        cwd=folder,
        env=os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": "", "VAULTGOALS_NO_SHRINKING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr)[-2000:])
    return done.stdout


def _survivor(folder: Path, name: str) -> Survivor:
    shown = _mutmut(folder, "show", f"vaultgoals.{name}").splitlines()
    changed = [f"{line[0]} {line[1:].strip()}" for line in shown if re.match(r"[-+](?![-+])", line)]
    match = _MUTANT.search(name)
    assert match is not None, name
    owner = f"{match[1]}." if match[1] else ""
    return Survivor(f"{name[: match.start()]}: {owner}{match[2]}", tuple(changed))
