"""Names and targets that are rare, and that a short way through the index could get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.graph import Names, fold_path


def found(target: str, *paths: str, source: str = "Source.md") -> tuple[str, ...]:
    """Return what a target names in a vault of these paths."""
    return Names(paths).find(target, source)


@pytest.mark.parametrize(
    ("target", "paths", "expected"),
    [
        (" Note", (" Note.md", "Note.md"), "Note.md"),
        ("Note\t", ("Note\t.md", "Note.md"), "Note.md"),
        ("a\\b", ("a\\b.md", "a/b.md"), "a/b.md"),
        ("X/Note", ("X/Note.md", "Y/Note.md"), "X/Note.md"),
        ("Work/MAX", ("Work/MAX.md", "A/Work/MA.md"), "Work/MAX.md"),
    ],
)
def test_blanks_and_backslashes_are_none_of_a_name(
    target: str, paths: tuple[str, ...], expected: str
) -> None:
    """What is taken off a target or turned round in it is so also where a file is called just like that."""
    assert found(target, *paths) == (expected,)


@pytest.mark.parametrize("target", [" Note", "a\\b", "Note "])
def test_a_file_that_is_called_so_is_not_meant(target: str) -> None:
    """A name with a backslash or a blank at its end cannot be linked."""
    assert found(target, f"{target}.md") == ()


def test_a_folder_that_is_written_is_not_passed_over() -> None:
    """A note beside the source is meant by a target with a folder only where it lies in that folder."""
    assert found("sub/Note", "A/Note.md", source="A/S.md") == ()
    assert found("sub/Note", "A/Note.md", "Far/sub/Note.md", source="A/S.md") == ("Far/sub/Note.md",)


@pytest.mark.parametrize("start", ["", "A/"])
def test_md_is_added_once(start: str) -> None:
    """A target that ends in ``.md`` names that file, and not one with the extension twice."""
    one, two = f"{start}Note.md", f"{start}Note.md.md"

    assert found(one, two) == ()
    assert found(one, one, two) == (one,)
    assert found(one.upper(), one, two) == (one,)
    assert found(two, one, two) == (two,)
    assert found(f"{start}Note", one, two) == (one,)


def test_a_note_and_a_file_of_one_name_are_rivals() -> None:
    """The exact path wins over a note elsewhere, be it that of a file that is no note."""
    assert found("board.base", "board.base", "A/board.base.md") == ("board.base",)
    assert found("board.base", "A/board.base", "board.base.md") == ("board.base.md",)


def test_an_empty_target_is_the_note_itself_whatever_there_is() -> None:
    """Also in a folder that holds a file without a name."""
    assert found("", ".md", source="B/S.md") == ("B/S.md",)
    assert found("  ", ".md", source="B/S.md") == ("B/S.md",)


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("./Note", "S.md", ("Note.md",)),
        ("../Note", "S.md", ()),
        ("../Note", "A/S.md", ("Note.md",)),
        ("..//Note", "A/B/S.md", ("A/Note.md",)),
        (".//B/./Note", "A/S.md", ("A/B/Note.md",)),
    ],
)
def test_the_top_of_the_vault_has_no_folder_above(
    target: str, source: str, expected: tuple[str, ...]
) -> None:
    """From a note at the top one place is beside it and none above; slashes written twice are one."""
    assert found(target, "Note.md", "A/Note.md", "A/B/Note.md", source=source) == expected


def test_only_a_name_that_is_nearly_the_same_is_what_was_meant() -> None:
    """Folders make no difference to that, and half a name is not enough."""
    names = Names(["Goals/Photos can be found.md", "Goals/Weekly review.md"])

    assert names.nearest("Some/other/quite/long/folder/Photos could be found") == "Photos can be found"
    assert names.nearest("Photos can be found") == "Photos can be found"
    assert names.nearest("Photos can hardly be lost") == ""
    assert names.nearest("Yearly reviews") == ""


def test_one_title_is_known_in_any_folder_and_none_where_there_is_none() -> None:
    """However deep the path that is asked for, of which nothing needs to be there."""
    names = Names(["B/C/x.md", "A/X.md"])

    assert names.same_title("Q/R/X.md") == names.same_title("x.md") == ("A/X.md", "B/C/x.md")
    assert names.same_title("Q/y.md") == ()


parts = st.sampled_from(("a", "A", "ab", "ä", "b"))
files = st.lists(parts, min_size=1, max_size=3).map("/".join)


@given(st.lists(files, max_size=9, unique=True), files)
def test_what_begins_so_is_told_in_path_order(paths: list[str], text: str) -> None:
    """All paths of the vault that begin with a text, in any case, and no other."""
    folded = fold_path(text)

    assert Names(paths).beginning(folded) == sorted(
        path for path in paths if fold_path(path).startswith(folded)
    )
