from __future__ import annotations

import json
import subprocess
import sys

from tests.vaults import TODAY, Vault, write_files
from vaultgoals.act.approvals import approve, withdraw
from vaultgoals.act.fingerprint import fingerprint
from vaultgoals.engine.publish import publish
from vaultgoals.rollup.chain_tree import Branch, chain_tree


def approve_all(vault: Vault) -> None:
    """Approve every command of a vault, as `vaultgoals trust` does."""
    for command in vault.examination.config.commands.values():
        approve(vault.root, fingerprint(vault.root, command), TODAY)


def test_an_approved_command_is_no_gap(vault: Vault) -> None:
    """The gap is there until the command is approved, and again when its definition changes.

    == Goal.md
    ---
    type: goal
    verify: "run: look"
    ---
    == vaultgoals.toml
    [commands]
    look = ["true"]
    """
    assert vault.told("VG601") == ["Goal.md:3"]
    gap = vault.gaps("VG601")[0]
    assert gap.message == "`run: look` is not run here: it has not been approved on this machine"
    assert gap.fix == "Look at it and approve it with `vaultgoals trust look`."
    assert gap.local

    approve_all(vault)
    assert vault.told("VG601") == []

    write_files(vault.root, {"vaultgoals.toml": '[commands]\nlook = ["true", "x"]\n'})
    message = vault.gaps("VG601")[0].message
    assert message.endswith(f"it is not what was approved on {TODAY}: its arguments changed")


def test_an_undefined_command_is_a_gap_on_every_machine(vault: Vault) -> None:
    """A name that the configuration does not have is told with the nearest one, and written down.

    == Goal.md
    ---
    type: goal
    verify: "run: bakcup"
    ---
    == vaultgoals.toml
    [commands]
    backup = ["true"]
    """
    gap = vault.gaps("VG601")[0]

    assert gap.message.startswith("`run: bakcup` names no command: ")
    assert gap.message.endswith("; did you mean 'backup'?")
    assert not gap.local
    publish(vault.examination)
    assert "gaps_VG601: 1" in vault.read(f"Gaps/Gap report {TODAY}.md")


def test_a_command_that_cannot_be_approved_says_why(vault: Vault) -> None:
    """The gap says what has to be mended before the command can be approved.

    == Goal.md
    ---
    type: goal
    verify: "run: look"
    ---
    == vaultgoals.toml
    [commands]
    look = ["Scripts/look.sh"]
    == Scripts/look.sh
    true
    """
    gap = vault.gaps("VG601")[0]

    assert "its program 'Scripts/look.sh' is relative" in gap.message
    assert gap.fix.startswith("Mend that")


def test_one_gap_a_note_and_command(vault: Vault) -> None:
    """Two checks of one command in a note are one gap; another note and another command are others.

    == A.md
    ---
    type: goal
    verify:
      - "run: look"
      - "run: look"
      - "run: see"
    ---
    == B.md
    ---
    type: task
    goal: "[[A]]"
    verify: "run: look"
    ---
    == vaultgoals.toml
    [commands]
    look = ["true"]
    see = ["true"]
    """
    assert vault.told("VG601") == ["A.md:4", "A.md:6", "B.md:4"]
    assert [gap.goal for gap in vault.gaps("VG601")] == ["A.md", "A.md", "A.md"]


def test_dropped_and_plain_notes_are_not_judged(vault: Vault) -> None:
    """Neither a dropped goal nor a note of no kind is told of.

    == Dropped.md
    ---
    type: goal
    status: dropped
    verify: "run: look"
    ---
    == Plain.md
    ---
    verify: "run: look"
    ---
    == Goal.md
    ---
    type: goal
    ---
    """
    assert vault.told("VG601") == []


def test_what_is_written_is_the_same_with_and_without_approval(vault: Vault) -> None:
    """Report, dashboard and rollups are the same bytes on a machine that approved and on one that did not.

    == Goal.md
    ---
    type: goal
    why: x
    status: active
    verify:
      - "run: look"
      - "run: other"
    ---
    <!-- vaultgoals:rollup -->
    == Waived.md
    ---
    type: goal
    verify: "run: look"
    waive:
      - "VG601 until 2026-12-31: it runs on the server"
    ---
    == vaultgoals.toml
    [commands]
    look = ["true"]
    other = ["./relative"]
    """
    for day in ("2026-11-20", TODAY):  # the second compares with a report before
        before = vault.examine(day)
        assert {gap.path for gap in before.gaps if gap.local} == {"Goal.md"}
        first = {text.path: text.after for text in publish(before, dry_run=True).texts}
        assert {f"Gaps/Gap report {day}.md", "Gaps/Dashboard.md"} <= first.keys()
        assert not any("VG601" in text.replace("VG601 until", "") for text in first.values())
        approve(vault.root, fingerprint(vault.root, before.config.commands["look"]), day)

        after = vault.examine(day)
        assert [gap.object for gap in after.gaps if gap.local] == ["other"]
        assert {text.path: text.after for text in publish(after, dry_run=True).texts} == first
        publish(after)
        withdraw(vault.root, ["look"])


def test_check_and_show_tell_it(vault: Vault) -> None:
    """Text and JSON of `check`, and the chain that `show` prints, hold the gap of this machine.

    == Goal.md
    ---
    type: goal
    verify: "run: look"
    ---
    == vaultgoals.toml
    [commands]
    look = ["true"]
    """
    arguments = [sys.executable, "-m", "vaultgoals", "check", str(vault.root), "--as-of", TODAY]
    text = subprocess.run(arguments, capture_output=True, check=False, text=True).stdout
    assert "VG601 unapproved-command" in text
    assert "1 on this machine alone" in text

    shown = subprocess.run([*arguments, "--format", "json"], capture_output=True, check=False, text=True)
    table = json.loads(shown.stdout)
    gap = next(gap for gap in table["gaps"] if gap["code"] == "VG601")
    assert gap["since"] == TODAY
    assert table["summary"]["gaps"] == len(table["gaps"])

    assert "VG601" in flat(chain_tree(vault.examination.account, "Goal.md"))


def flat(branch: Branch) -> str:
    """Return all text of a tree."""
    return "\n".join((branch.text, *(flat(child) for child in branch.children)))


def test_a_waiver_holds_on_every_machine(vault: Vault) -> None:
    """A waiver takes the gap back, and is not called unused where the command is approved.

    == Goal.md
    ---
    type: goal
    verify: "run: look"
    waive:
      - "unapproved-command until 2026-12-31: only the server"
    ---
    == Other.md
    ---
    type: goal
    waive:
      - "VG601 until 2026-12-31: names no command"
    ---
    == vaultgoals.toml
    [commands]
    look = ["true"]
    """
    assert vault.told("VG601") == []
    assert len(vault.examination.waived) == 1
    assert vault.told("VG901") == ["Other.md:4"]

    approve_all(vault)
    assert vault.told("VG901") == ["Other.md:4"]
