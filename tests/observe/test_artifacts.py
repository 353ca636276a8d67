from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vaultgoals.model import Form, Kind, Note, Presence, Problem, Reference, Role, Trouble
from vaultgoals.observe import Context, look_up

Made = Callable[..., Context]
BROKEN = (Problem("yaml", Trouble.UNREADABLE, "broken", 1),)
FILES = {"src/dispatch.py": "x", "Work/own.csv": "x", "empty.csv": " \n", "deep/down/report.pdf": "x"}


def ref(form: Form, target: str) -> Reference:
    """Return a reference of one form."""
    return Reference(key="evidence", text=target, line=3, form=form, target=target)


def found(made: Made, form: Form, target: str) -> tuple[Presence, str | None]:
    """Look up one reference of a spec in a small vault."""
    spec = Note(path="Work/Spec.md", kind=Kind.SPEC, evidence=(ref(form, target),))
    notes = (spec, Note(path="Logs/2026-11-20 log.md"), Note(path="Logs/Broken.md", problems=BROKEN))
    made_context = made(*notes, files=FILES | {"Logs/Broken.md": ""})
    (artifact,) = look_up(made_context.vault, made_context.names, made_context.look)
    assert (artifact.source, artifact.role, artifact.reference) == (
        spec.path,
        Role.EVIDENCE,
        spec.evidence[0],
    )
    return artifact.presence, artifact.path


@pytest.mark.parametrize(
    ("form", "target", "path"),
    [
        (Form.WIKILINK, "2026-11-20 log", "Logs/2026-11-20 log.md"),
        (Form.MARKDOWN, "../Logs/2026-11-20 log.md", "Logs/2026-11-20 log.md"),
        (Form.WIKILINK, "Broken", "Logs/Broken.md"),
        (Form.WIKILINK, "", "Work/Spec.md"),
        (Form.PATH, "src/dispatch.py", "src/dispatch.py"),
        (Form.PATH, "src\\dispatch.py", "src/dispatch.py"),
        (Form.PATH, "own.csv", "Work/own.csv"),
        (Form.PATH, "./own.csv", "Work/own.csv"),
        (Form.PATH, "../src/dispatch.py", "src/dispatch.py"),
        (Form.PATH, "down/report.pdf", "deep/down/report.pdf"),
        (Form.PATH, "src/", "src"),
        (Form.PATH, "src/dispatch.py:12", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py:12:4", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py:10-20", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py#L10", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py#L10-L20", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py::Queue::run[a/b]", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py:run()", "src/dispatch.py"),
        (Form.PATH, "src/dispatch.py:Queue.run", "src/dispatch.py"),
        (Form.PATH, "Logs/2026-11-20 log.md#dispatch", "Logs/2026-11-20 log.md"),
        (Form.PATH, "src/*.py", "src/dispatch.py"),
        (Form.PATH, "src/**", "src/dispatch.py"),
        (Form.PATH, "**/report.pdf", "deep/down/report.pdf"),
    ],
)
def test_what_is_in_the_vault_is_present(context: Made, form: Form, target: str, path: str) -> None:
    """A link, a path and a place within a source file are found where they are; unreadable is not absent."""
    assert found(context, form, target) == (Presence.PRESENT, path)


@pytest.mark.parametrize(
    ("form", "target"),
    [
        (Form.WIKILINK, "2026-11-22 log"),
        (Form.WIKILINK, "src"),
        (Form.MARKDOWN, "../Logs/gone.md"),
        (Form.PATH, "src/gone.py"),
        (Form.PATH, "src/dispatch.py2"),
        (Form.PATH, "./dispatch.py"),
    ],
)
def test_what_is_nowhere_is_absent(context: Made, form: Form, target: str) -> None:
    """A name that nothing carries is absent, a relative path that misses its file included."""
    assert found(context, form, target) == (Presence.ABSENT, None)


def test_a_file_of_white_space_is_empty(context: Made) -> None:
    """An empty file is no implementation, and is told where it is."""
    assert found(context, Form.PATH, "empty.csv") == (Presence.EMPTY, "empty.csv")


@pytest.mark.parametrize(
    "target", ["/etc/hosts", "~/x.py", "../../x.py", "a/../../x.py", "C:\\x.py", "c:/x.py", "\\\\host\\x"]
)
def test_outside_the_vault_nothing_is_said(context: Made, target: str) -> None:
    """A path that leaves the vault is unknown, whatever is there."""
    assert found(context, Form.PATH, target) == (Presence.UNKNOWN, None)


def test_a_url_is_taken_to_be_there(context: Made) -> None:
    """No address is ever fetched."""
    assert found(context, Form.URL, "https://example.invalid/x") == (Presence.PRESENT, None)


def test_a_file_in_a_folder_without_notes_is_present(context: Made, tmp_path: Path) -> None:
    """A workflow in a dot folder is found by its path, plain or linked."""
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/ci.yml").write_text("on: push")
    for form, target in ((Form.PATH, ".github/ci.yml"), (Form.MARKDOWN, "../.github/ci.yml")):
        assert found(context, form, target) == (Presence.PRESENT, ".github/ci.yml")


def test_remarks_name_nothing(context: Made) -> None:
    """Mere text under `evidence` is no artifact."""
    made = context(Note(path="a.md", kind=Kind.GOAL, evidence=(ref(Form.TEXT, "asked the team"),)))
    assert look_up(made.vault, made.names, made.look) == ()


def test_each_kind_names_what_it_may_name(context: Made) -> None:
    """Specs and goals name implementations, all four kinds evidence, and plain notes nothing."""
    one = (ref(Form.PATH, "src/dispatch.py"),)
    kinds = (Kind.GOAL, Kind.PROJECT, Kind.SPEC, Kind.TASK, None)
    notes = [
        Note(path=f"{number}.md", kind=kind, implemented_by=one, evidence=one, verified_by=one)
        for number, kind in enumerate(kinds)
    ]
    made = context(*notes, files=FILES)
    artifacts = look_up(made.vault, made.names, made.look)
    shown = [Role.EVIDENCE, Role.VERIFIED_BY]
    built = [Role.IMPLEMENTED_BY, *shown]
    expected = {"0.md": built, "1.md": shown, "2.md": built, "3.md": shown}
    assert [(artifact.source, artifact.role) for artifact in artifacts] == [
        (path, role) for path, roles in expected.items() for role in roles
    ]
    assert all(artifact.presence is Presence.PRESENT for artifact in artifacts)
