"""One module under mutmut: in a copy of the project, with its own tests, at most two processes."""

from __future__ import annotations

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


def tried(module: Module, folder: Path) -> Trial:
    """Run all mutants of a module in ``folder``, which is made anew.

    Raises:
        RuntimeError: mutmut could not do it; the message is the end of what it said.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    (folder / "setup.cfg").write_text(_settings(module))
    said = _mutmut(folder, "run", "--max-children", "2")
    found = _RESULT.findall(_mutmut(folder, "results", "--all", "true"))
    if any(status == "not checked" for _, status in found):
        raise RuntimeError(said[-2000:])
    survivors = [_survivor(folder, name) for name, status in found if status not in _KILLED]
    return Trial(module, len(found), tuple(survivors))


def _settings(module: Module) -> str:
    """Return the configuration of mutmut, which it reads from setup.cfg where pyproject.toml has none."""
    pytest = ["-p", "no:cacheprovider", "-p", "no:xdist"]
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
