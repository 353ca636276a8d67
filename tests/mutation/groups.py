"""What is changed on purpose, and the tests that have to notice: those of the module, in the same process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PACKAGE = ROOT / "vaultgoals"


@dataclass(frozen=True, slots=True)
class Module:
    """One file, and what tries it."""

    group: str
    name: str
    """Below ``vaultgoals``, with dots: ``rules.dead_link``."""
    tests: tuple[str, ...]
    chosen: str = ""
    """What pytest's ``-k`` gets, where a file of tests speaks of other modules too."""

    @property
    def path(self) -> str:
        """Return the file's path from the project's folder."""
        return f"vaultgoals/{self.name.replace('.', '/')}.py"


_TESTS = {
    "graph": ("tests/graph", "tests/test_outcome_states.py", "tests/rules/test_gaps.py"),
    "outcome": (
        "tests/test_outcome_states.py",
        "tests/test_outcome.py",
        "tests/test_expiry.py",
        "tests/test_outcome_log.py",
    ),
    "one key": ("tests/parse/test_one_key.py",),
    "writing": ("tests/rollup/test_splice.py", "tests/rollup/test_escape.py"),
}
_APPROVED = (
    "tests/act/test_fingerprint.py",
    "tests/act/test_refusals.py",
    "tests/act/test_approvals.py",
    "tests/act/test_mutations.py",
)
_OWN = {
    "outcome.cycles": (*_TESTS["outcome"], "tests/rules/test_incomplete_cycle.py"),
    "outcome.due": ("tests/test_due.py", "tests/test_due_words.py"),
    "outcome.held": ("tests/rollup/test_became_true.py", "tests/rollup/test_since_when.py"),
    "outcome.implementation": (
        "tests/test_implementation.py",
        "tests/rules/test_unimplemented_spec.py",
        "tests/rules/test_missing_artifact.py",
        "tests/rollup/test_shipped.py",
    ),
    "parse.one_key_value": ("tests/parse/test_one_key.py", "tests/parse/test_put_key.py"),
    "parse.put_key": ("tests/parse/test_put_key.py",),
    "act.changes": ("tests/act/test_changes.py", "tests/act/test_approvals.py"),
    "act.fingerprint": _APPROVED,
    "act.approvals": _APPROVED,
    "act.run": (
        "tests/act/test_run.py",
        "tests/act/test_starts.py",
        "tests/act/test_interruptions.py",
        "tests/act/test_mutations.py",
    ),
    "rules.__init__": (
        "tests/rules/test_selection.py",
        "tests/rules/test_waivers.py",
        "tests/rules/test_unused_waiver.py",
        "tests/rules/test_gaps.py",
    ),
    "rules.unused_waiver": ("tests/rules/test_unused_waiver.py", "tests/rules/test_unapproved_command.py"),
}
_CHOSEN = {
    "one key": "not thousands",
    "act.run": "test_run or test_starts or test_interruptions or script_text or record_removed",
}
"""By group or module; what is left out would take seconds for each change that nobody notices."""
_MODULES = {
    "one key": ("parse.one_key", "parse.one_key_proof", "parse.one_key_value", "parse.put_key"),
    "writing": ("rollup.splice", "rollup.escape"),
    "trust": ("act.approvals", "act.changes", "act.fingerprint", "act.run"),
}


def modules() -> Iterator[Module]:
    """Yield every module that must never be wrong, group by group."""
    for path in sorted((_PACKAGE / "rules").glob("*.py")):
        if "\ndef " in path.read_text(encoding="utf-8"):
            yield _rule(path.stem)
    for group, names in _MODULES.items():
        for name in names:
            chosen = _CHOSEN.get(name) or _CHOSEN.get(group, "")
            yield Module(group, name, _OWN.get(name) or _TESTS[group], chosen)
    for group in ("outcome", "graph"):
        for path in sorted((_PACKAGE / group).glob("*.py")):
            if "def " in path.read_text(encoding="utf-8"):
                name = f"{group}.{path.stem}"
                yield Module(group, name, _OWN.get(name) or _TESTS[group])


def _rule(stem: str) -> Module:
    """Return a rule with its own tests and examples; what rules have in common is tried by all of them."""
    name, own = f"rules.{stem}", f"tests/rules/test_{stem}.py"
    if not (ROOT / own).exists():
        return Module("rules", name, _OWN.get(name, ("tests/rules",)))
    tests = (*_OWN.get(name, (own,)), "tests/rules/test_catalogue.py", "tests/rules/test_gaps.py")
    of_rule = f"test_{stem} or {stem.replace('_', '-')}"
    return Module("rules", name, tests, f"{of_rule} or test_a_waiver" if name in _OWN else of_rule)
