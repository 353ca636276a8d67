"""Every gap in full: its identity, place, words, goal and what else it speaks of.

`gaps/<rule>.txt` shows what a rule says of the vaults in its docstring, and of more vaults that stand in the
file itself. A gap whose identity changes looks closed and new again in everybody's reports: read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.vaults import Vault, write_files
from vaultgoals.model import Gap
from vaultgoals.rules import RULES, Rule
from vaultgoals.rules.documentation import examples

UPDATE = "VAULTGOALS_UPDATE_TRANSCRIPTS"
"""Environment variable: write down what is said now, as for the transcripts."""

_VAULT = re.compile(r"^=== (.+)\n", re.MULTILINE)
_FILE = re.compile(r"^== (.+)\n", re.MULTILINE)
_SAID = "=> gaps\n"


def said(gap: Gap) -> str:
    """Return all that a gap holds, but for what its rule gives to each."""
    about = f" about {gap.object!r}" if gap.object else ""
    goal = f" of {gap.goal}" if gap.goal else ""
    here = ", on this machine" if gap.local else ""
    head = f"{gap.id} {gap.path}:{gap.line}{about}{goal}{here}\n  {gap.message}\n  {gap.fix}\n"
    return head + "".join(f"  see {place.path}:{place.line}\n" for place in gap.related)


def looked_at(rule: Rule, files: dict[str, str], root: Path) -> str:
    """Return what a rule says of a vault."""
    root.mkdir()
    write_files(root, files)
    asked = () if rule.default else (rule.code,)
    gaps = Vault(root).examine(select=asked).gaps
    return "".join(said(gap) for gap in gaps if gap.code == rule.code)


def vaults(rule: Rule, page: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return title, text and files of each vault: those of the docstring, then those of the page."""
    found = [(f"documented {number}", "", files) for number, (files, _) in enumerate(examples(rule), start=1)]
    parts = _VAULT.split(page)
    for title, text in zip(parts[1::2], parts[2::2], strict=True):
        if not title.startswith("documented "):
            layout = text.partition(_SAID)[0]
            pieces = _FILE.split(layout)
            files = {
                path: body.rstrip("\n") + "\n" for path, body in zip(pieces[1::2], pieces[2::2], strict=True)
            }
            found.append((title, layout, files))
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_rule_says_changes_only_knowingly(rule: Rule, tmp_path: Path) -> None:
    """Each gap has the identity, place, words, next action, goal and related lines that are written down."""
    path = Path(__file__).parent / "gaps" / f"{rule.name.replace('-', '_')}.txt"
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    now = "\n".join(
        f"=== {title}\n{layout}{_SAID}{looked_at(rule, files, tmp_path / str(number))}"
        for number, (title, layout, files) in enumerate(vaults(rule, page))
    )
    if os.environ.get(UPDATE):
        path.write_text(now, encoding="utf-8")

    assert now == path.read_text(encoding="utf-8"), f"{UPDATE}=1 writes it down"
