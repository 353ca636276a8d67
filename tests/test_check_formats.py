"""The forms of `check` that other programs read say what its JSON says, whatever notes are called."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from tests.terminal import Terminal
from tests.vaults import write_files

DAY = "--as-of 2026-11-21"
TITLE = "50% done, :: [[x]] *why* <b> 100"
GOAL = "---\ntype: goal\nstatus: active\nwhy: x\nmetric: y\n---\n- [x] write it ✅ 2026-11-18\n"
VAULT = {
    f"Goals/{TITLE}.md": GOAL,
    "Goals/Ärger.md": "---\ntype: goal\nwhy: x\n---\n",
    "Work/Task.md": "---\ntype: task\n---\n",
    "Work/Link.md": '---\ntype: task\ngoal: "[[no\\nsuch]]"\n---\n',
}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in a vault with gaps of each severity, in notes with hostile names."""
    terminal = Terminal(tmp_path, 60)
    write_files(terminal.vault, VAULT)
    return terminal


def said(terminal: Terminal, form: str, before: str = "") -> str:
    """Return what `check` prints in a form."""
    code, output, errors = terminal.run(f"{before}vaultgoals check . {DAY} --format {form}")
    assert (code, errors) == (1, "")
    return output


def gaps(terminal: Terminal) -> list[dict[str, Any]]:
    """Return the gaps as JSON tells them."""
    found: list[dict[str, Any]] = json.loads(said(terminal, "json"))["gaps"]
    assert {gap["severity"] for gap in found} == {"error", "warning", "info"}
    return found


def test_an_annotation_a_gap(terminal: Terminal) -> None:
    """Each line names level, file, line and rule; nothing in a text can end it or add to it."""
    lines = said(terminal, "github").splitlines()
    read = [
        re.fullmatch(r"::(\w+) file=([^,]+),line=(\d+),title=([^,:]+)::(.+)", line) for line in lines[:-1]
    ]
    told = []
    for match in read:
        assert match is not None
        level, path, line, title, text = map(_decoded, match.groups())
        told.append((level, path, int(line), title, text))
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    assert told == [
        (
            levels[gap["severity"]],
            gap["path"],
            gap["line"],
            f"{gap['code']} {gap['rule']}",
            f"{gap['message']}\n{gap['fix']}",
        )
        for gap in gaps(terminal)
    ]
    assert lines[-1].startswith("::notice title=vaultgoals::4 notes: 2 goals, 0 verified")


def _decoded(text: str) -> str:
    """Undo the escapes as the runner does, the percent sign last."""
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def test_a_vault_within_a_checkout_is_named_from_its_root(terminal: Terminal) -> None:
    """In a run of GitHub's the paths are those of the repository, in which the vault may be a folder."""
    checkout = f"GITHUB_WORKSPACE='{terminal.vault.parent}' "
    assert "file=vault/Goals/" in said(terminal, "github", checkout)
    assert '"uri": "vault/Goals/' in said(terminal, "sarif", checkout)
    elsewhere = f"GITHUB_WORKSPACE='{terminal.vault}/Goals' "
    assert said(terminal, "github", elsewhere) == said(terminal, "github")


def test_sarif_says_what_json_says(terminal: Terminal) -> None:
    """Level, rule, place, identity and text of every result are the gap's; each URI is that of a note."""
    text = said(terminal, "sarif")
    assert text.isascii()
    log = json.loads(text)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    levels = {"error": "error", "warning": "warning", "info": "note"}
    told = []
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = unquote(place["artifactLocation"]["uri"])
        assert (terminal.vault / path).is_file()
        rule = rules[result["ruleIndex"]]
        assert (rule["id"], rule["defaultConfiguration"]["level"]) == (result["ruleId"], result["level"])
        assert rule["fullDescription"]["text"]
        fingerprint = result["partialFingerprints"]["gap/v1"]
        line = place["region"]["startLine"]
        told.append((fingerprint, result["ruleId"], result["level"], path, line, result["message"]["text"]))
    assert told == [
        (
            gap["id"],
            gap["code"],
            levels[gap["severity"]],
            gap["path"],
            gap["line"],
            f"{gap['message']}. {gap['fix']}",
        )
        for gap in gaps(terminal)
    ]


def test_a_markdown_list_reads_as_the_gaps(terminal: Terminal) -> None:
    """Rendered, each item is the text of its gap, and titles start no markup of their own."""
    output = said(terminal, "markdown")
    items = [
        "".join(child.content for child in token.children if child.type in ("text", "text_special"))
        for token in MarkdownIt().parse(output)
        if token.type == "inline" and token.level == 3 and token.children
    ]
    told = gaps(terminal)
    assert len(items) == len(told)
    for item, gap in zip(items, told, strict=True):
        assert f"{gap['path']}:{gap['line']}" in item
        assert f" · {gap['message']}" in item
        assert item.endswith(f"Next: {gap['fix']}")
    rendered = MarkdownIt().render(output)
    assert not re.search(r"<(?:b|em|a|code)\b", rendered)


@pytest.mark.parametrize("form", ["github", "sarif", "markdown"])
def test_an_empty_vault_is_no_pass(tmp_path: Path, form: str) -> None:
    """Where nothing was checked that is told in each form, about no file, with exit code 2."""
    terminal = Terminal(tmp_path, 60)
    code, output, _ = terminal.run(f"vaultgoals check . {DAY} --format {form}")
    assert code == 2
    assert "VG903" in output
    assert "file=" not in output
    assert '"locations"' not in output
