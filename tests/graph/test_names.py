from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.graph import Names, fold_path

NFC, NFD = normalize("NFC", "Café.md"), normalize("NFD", "Café.md")


def found(target: str, *paths: str, source: str = "Source.md") -> tuple[str, ...]:
    """Return what a target names in a vault of these paths."""
    return Names(paths).find(target, source)


def test_the_exact_vault_path_comes_before_the_own_folder() -> None:
    """A note at the very path that is written wins over one beside the source and over all others."""
    paths = ("Note.md", "Work/Note.md", "A/Note.md")

    assert found("Note", *paths, source="Work/Source.md") == ("Note.md",)
    assert found("A/Note", *paths, "Work/A/Note.md", source="Work/Source.md") == ("A/Note.md",)


def test_the_own_folder_comes_before_a_shorter_path() -> None:
    """Without an exact path a note beside the source wins, however long its path."""
    paths = ("A/Note.md", "A long folder/Note.md")

    assert found("Note", *paths, source="A long folder/Source.md") == ("A long folder/Note.md",)


@pytest.mark.parametrize("source", ["Long/Way/Down/Source.md", "Source.md", "Long/Source.md"])
def test_folders_above_and_below_the_source_count_for_nothing(source: str) -> None:
    """Only the source's very own folder is near; a note one folder up or down is like any other."""
    assert found("Note", "Long/Way/Note.md", "Z/Note.md", source=source) == ("Z/Note.md",)


def test_a_folder_qualified_target_is_near_only_in_the_own_folder() -> None:
    """Of paths that end in ``sub/Note`` one in the source's own folder wins, else the shortest."""
    paths = ("Long folder/sub/Note.md", "B/sub/Note.md")

    assert found("sub/Note", *paths, source="Long folder/sub/Source.md") == ("Long folder/sub/Note.md",)
    assert found("sub/Note", *paths, source="Long folder/Source.md") == ("B/sub/Note.md",)


def test_the_shortest_path_is_the_shortest_string() -> None:
    """Of several the path with the fewest characters wins, not the one with the fewest folders."""
    assert found("Note", "a/b/Note.md", "longer/Note.md") == ("a/b/Note.md",)


def test_equal_lengths_are_all_told_in_path_order() -> None:
    """Where nothing tells paths apart all are returned, the first in path order first."""
    assert found("Kitchen", "Work/Kitchen.md", "Home/Kitchen.md") == ("Home/Kitchen.md", "Work/Kitchen.md")


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("./Note", "A/B/S.md", ("A/B/Note.md",)),
        ("../Note", "A/B/S.md", ("A/Note.md",)),
        ("../../Note.md", "A/B/S.md", ("Note.md",)),
        ("./../B/Note", "A/B/S.md", ("A/B/Note.md",)),
        ("../../../Note", "A/B/S.md", ()),
        ("./Other", "A/B/S.md", ()),
        ("../Elsewhere", "A/B/S.md", ()),
    ],
)
def test_dots_are_relative_and_exact(target: str, source: str, expected: tuple[str, ...]) -> None:
    """``./`` and ``../`` lead from the source to one place, and are never looked up elsewhere."""
    paths = ("Note.md", "A/Note.md", "A/B/Note.md", "Z/Other.md", "Z/Elsewhere.md")

    assert found(target, *paths, source=source) == expected


def test_case_makes_no_difference() -> None:
    """A target in other letters names the note all the same, in the folder as in the name."""
    assert found("GOALS/tASKS rUN", "Goals/Tasks run.md") == ("Goals/Tasks run.md",)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    """A name typed on one system is found where another has stored it in pieces, and the other way round."""
    assert found(NFC.removesuffix(".md"), f"A/{NFD}") == (f"A/{NFD}",)
    assert found(NFD.removesuffix(".md"), f"A/{NFC}") == (f"A/{NFC}",)


def test_letters_that_are_others_stay_others() -> None:
    """``Straße`` and ``Strasse`` are two names, as they are two files and, to Obsidian, two notes."""
    assert found("Strasse", "Straße.md") == ()
    assert found("Straße", "a/Strasse.md", "longer/Straße.md") == ("longer/Straße.md",)


def test_among_twins_by_case_the_exact_spelling_wins() -> None:
    """Of two files that differ in case only the one spelt as written is meant; else both are told."""
    twins = ("A/NOTE.md", "A/Note.md")

    assert found("Note", *twins) == ("A/Note.md",)
    assert found("A/NOTE", *twins) == ("A/NOTE.md",)
    assert found("note", *twins) == twins
    assert found("a/note", *twins) == twins
    assert found("note", *twins, source="A/S.md") == twins


def test_among_twins_by_composition_the_exact_spelling_wins() -> None:
    """Of two files of one name, composed and decomposed, the one written so is meant."""
    assert found(NFD, NFC, NFD) == (NFD,)
    assert found(NFC, NFC, NFD) == (NFC,)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("v1.2", ("Notes/v1.2.md",)),
        ("v1.2.md", ("Notes/v1.2.md",)),
        ("board", ("board.md",)),
        ("board.base", ("board.base",)),
        ("photo.png", ("img/photo.png",)),
        ("photo", ()),
        ("plan.canvas", ("plan.canvas",)),
        ("plan", ()),
    ],
)
def test_only_notes_are_named_without_their_extension(target: str, expected: tuple[str, ...]) -> None:
    """``.md`` may be left out or written, dots in a title are no extension, other files need theirs."""
    paths = ("Notes/v1.2.md", "board.md", "board.base", "img/photo.png", "plan.canvas")

    assert found(target, *paths) == expected


def test_a_suffix_matches_whole_names_only() -> None:
    """The end of a folder's or note's name is no match."""
    assert found("Note", "A/My Note.md") == ()
    assert found("sub/Note", "A/mysub/Note.md") == ()


def test_slashes_are_read_either_way() -> None:
    """A slash before the path, and backslashes, mean the same path."""
    assert found("/Goals/Note", "Goals/Note.md") == ("Goals/Note.md",)
    assert found("Goals\\Note", "Goals/Note.md") == ("Goals/Note.md",)


def test_an_empty_target_is_the_note_itself() -> None:
    """``[[#Heading]]`` names the note that it stands in."""
    assert found("", "A.md", source="B/S.md") == ("B/S.md",)


def test_a_slip_is_answered_with_the_name_that_was_meant() -> None:
    """The nearest title is told for a name spelt almost like it, none for a name like no other."""
    names = Names(["Goals/Photos can be found.md", "Goals/photo.png"])

    assert names.nearest("Photos could be found") == "Photos can be found"
    assert names.nearest("photo") == ""
    assert names.nearest("../elsewhere/") == ""
    assert names.nearest("Something else") == ""


def test_one_title_in_many_folders_is_told_in_full() -> None:
    """Every path of a file name is known, whatever its case."""
    assert Names(["B/x.md", "A/X.md", "x.png"]).same_title("Q/X.md") == ("A/X.md", "B/x.md")


PARTS = ("a", "A", "bb", "Note", "note", "nöte", normalize("NFD", "nöte"), "straße", "strasse", "x.y")
parts = st.sampled_from(PARTS)
folders = st.lists(parts, max_size=2).map(lambda names: "".join(f"{name}/" for name in names))
files = st.tuples(folders, parts, st.sampled_from((".md", ".md", ".MD", ".png", ""))).map("".join)
targets = st.tuples(folders, parts, st.sampled_from(("", "", ".md", ".png"))).map("".join)


@given(
    st.lists(files, max_size=12, unique=True), targets, st.tuples(folders, st.just("Source.md")).map("".join)
)
def test_every_link_leads_where_the_plain_reading_of_the_order_leads(
    paths: list[str], target: str, source: str
) -> None:
    """For any vault, target and source the answer is that of the order, spelt out step by step."""
    assert found(target, *paths, source=source) == spelt_out(target, paths, source)


@given(
    st.lists(files, max_size=12, unique=True),
    st.lists(st.tuples(targets, st.tuples(folders, st.just("Source.md")).map("".join)), max_size=8),
)
def test_what_was_asked_before_changes_no_answer(paths: list[str], asked: list[tuple[str, str]]) -> None:
    """An index remembers what it found; a link elsewhere, or spelt in another way, gets its own answer."""
    names = Names(paths)

    assert [names.find(*one) for one in asked] == [Names(paths).find(*one) for one in asked]


def spelt_out(target: str, paths: list[str], source: str) -> tuple[str, ...]:
    """Look through all paths at each step: slow, and plainly the order that is promised."""
    own = source.rpartition("/")[0]
    folder_is_own = [path for path in paths if path.rpartition("/")[0].lower() == own.lower()]
    for candidates, whole in ((paths, True), (folder_is_own, False), (paths, False)):
        for wanted in (target if target.lower().endswith(".md") else f"{target}.md", target):
            ends = [path for path in candidates if _matches(path, wanted, whole=whole)]
            shortest = [path for path in ends if len(path) == min(map(len, ends))] if not whole else ends
            if shortest and candidates is folder_is_own:
                shortest = ends
            if shortest:
                as_written = [path for path in shortest if f"/{path}".endswith(f"/{wanted}")]
                return tuple(as_written if len(as_written) == 1 else sorted(shortest))
    return ()


def _matches(path: str, wanted: str, *, whole: bool) -> bool:
    one, other = (normalize("NFC", normalize("NFC", text).lower()) for text in (path, wanted))
    return one == other if whole else f"/{one}".endswith(f"/{other}")


def test_paths_are_compared_composed_and_in_small_letters() -> None:
    """Two spellings of one path are one to the index; folding twice is folding once."""
    assert fold_path("A/CAFÉ.md") == fold_path(normalize("NFD", "a/café.md"))
    assert fold_path(fold_path("İSTANBUL/ẞ.md")) == fold_path("İSTANBUL/ẞ.md")


def test_the_page_of_a_folder_is_near_its_name() -> None:
    """What other tools open for a link to a folder is told, by its path; of two such folders neither is."""
    names = Names(["goals/health/index.md", "goals/money/README.md", "a/x/index.md", "b/x/index.md", "z.md"])

    assert names.nearest("goals/health") == "goals/health/index"
    assert names.nearest("../goals/money/") == "goals/money/README"
    assert names.nearest("Money") == "goals/money/README"
    assert names.nearest("x") == ""
    assert names.nearest("oney") == ""


def test_the_page_of_a_folder_is_told_for_whole_names_alone() -> None:
    """A folder is named by its whole name, in any case; what says that it is a note is none."""
    names = Names(["Goals/Money/README.md", "goals/Xerox/_index.md", "notes.md/index.md", "index.md"])

    assert names.nearest("money") == "Goals/Money/README"
    assert names.nearest("als/money") == ""
    assert names.nearest("Xerox") == names.nearest("./XEROX") == "goals/Xerox/_index"
    assert names.nearest("notes.md") == names.nearest("NOTES.MD") == ""
    assert names.nearest("..") == names.nearest("/") == ""


def test_a_number_is_told_the_one_note_that_begins_with_it() -> None:
    """Of two notes of one number neither is told, and a word that begins a title is no number of it."""
    names = Names(
        ["20261103 Paint.md", "20261103 Sweep.md", "T-7 Rake the leaves.md", "7 Weed the beds.md", "70 x.md"]
    )

    assert names.nearest("20261103") == ""
    assert names.nearest("t-7") == "T-7 Rake the leaves"
    assert names.nearest("7") == "7 Weed the beds"
    assert names.nearest("T") == ""


def test_a_number_comes_before_a_title_that_is_almost_it() -> None:
    """Where one note has the number and another is spelt almost like it, the number is meant."""
    names = Names(["20261103.1 Paint the long fence.md", "2026110.md"])

    assert names.nearest("20261103.1") == "20261103.1 Paint the long fence"
