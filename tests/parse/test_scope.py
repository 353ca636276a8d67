from __future__ import annotations

from time import process_time

import pytest

from vaultgoals.config import Config
from vaultgoals.parse.scope import Scope
from vaultgoals.profiles.obsidian import ObsidianSettings


def scope(*filters: str, config: Config | None = None, templates: tuple[str, ...] = ()) -> Scope:
    """Return what is left out by these filters; every filter must have been understood."""
    found, notices = Scope.of(config or Config(), ObsidianSettings(templates=templates, ignore=filters))
    assert notices == ()
    return found


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("Gaps/Dashboard.md", "generated"),
        ("Gaps/Rollups/A rollup.md", "generated"),
        ("Templates/Goal.md", "template"),
        ("Templates/Sub/Goal.md", "template"),
        ("Own templates/Goal.md", "template"),
        ("Archive/Old.md", "ignored"),
        ("Inbox.md", "ignored"),
        ("Sketch.excalidraw.md", "drawing"),
        ("Gaps.md", ""),
        ("Gaps in the plan/A.md", ""),
        ("Templates of mine/Goal.md", ""),
        ("Goals/Templates/Goal.md", ""),
        ("Archive.md", ""),
        ("Inbox.md/A.md", "ignored"),
        ("Excalidraw.md", ""),
        ("Goals/A.md", ""),
    ],
)
def test_folders_are_left_out_whole_and_by_name(path: str, reason: str) -> None:
    """Generated notes, templates, the config's folders and drawings are not read; like-named ones are."""
    config = Config(ignore=("Archive", "Inbox.md"), templates=("Own templates",))

    assert scope(config=config, templates=("Templates",)).leaves_out(path) == reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("Templates/Goal.md", "template"),
        ("_templates/Goal.md", "template"),
        ("99 - Templates/Goals/Goal.md", "template"),
        ("Meta/📄 Template/Goal.md", "template"),
        ("Vorlagen/Ziel.md", "template"),
        ("archetypes/default.md", "template"),
        ("Templates.md", ""),
        ("Templates of mine/Goal.md", ""),
        ("Contemplates/Goal.md", ""),
        ("Goals/Template.md", ""),
    ],
)
def test_a_folder_of_templates_is_known_by_its_name_where_nobody_names_it(path: str, reason: str) -> None:
    """A form to be filled in is no goal: without a setting for it, the folder's name says what lies there."""
    assert scope().leaves_out(path) == reason


def test_the_output_folder_is_that_of_the_config() -> None:
    """With another output folder, a folder named Gaps is the user's."""
    found = scope(config=Config(output="Reviews/Gaps"))

    assert found.leaves_out("Reviews/Gaps/Dashboard.md") == "generated"
    assert found.leaves_out("Gaps/Dashboard.md") == ""
    assert found.leaves_out("Reviews/2026.md") == ""


@pytest.mark.parametrize(
    ("item", "left_out", "read"),
    [
        ("Archive/", "Archive/A.md", "Old/Archive/A.md"),
        ("Arch", "Archive/A.md", "My Arch.md"),
        ("/", "/A.md", "A.md"),
        ("//", "//A.md", "A.md"),
        ("/Archive/", "Old/Archive/A.md", "Goals/A.md"),
        ("/^Archive\\/.*\\.md$/", "Archive/A.md", "Old/Archive/A.md"),
        ("/\\d{4}-W\\d{2}/", "Weeks/2026-W47.md", "Weeks/2026.md"),
        ("/.*\\/old\\/.*\\/drafts\\/.*/", "a/old/b/drafts/c.md", "a/old/drafts/c.md"),
        ("/(Old|Archived?)\\//", "Archive/A.md", "Goals/A.md"),
        ("/[+*?(]/", "What?.md", "What.md"),
        ("/\\(old\\)/", "A (old).md", "A old.md"),
        ("/[]x]+$/", "A.md]x", "A.md"),
    ],
)
def test_filters_of_excluded_files(item: str, left_out: str, read: str) -> None:
    """A filter is a prefix of the path, or between slashes a regular expression found anywhere in it."""
    found = scope(item)

    assert (found.leaves_out(left_out), found.leaves_out(read)) == ("ignored", "")


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a|a)*b",
        "(a{1,9}){9}",
        "(a)\\1",
        "(?=a)a",
        "a*a*a*b",
        "a+x.*a{2,}",
        "x" + "a?" * 20,
        "(a|aa)" * 9,
        "[a-z]+[a-z]+[a-z]+!",
        "a{99999999999}",
        "(",
        "[",
        "[[a]",
        "*",
        "a" * 201,
    ],
)
def test_a_pattern_that_is_broken_or_could_take_for_ever_is_told(pattern: str) -> None:
    """Such a filter leaves nothing out, takes no time, and a notice names it."""
    found, (notice,) = Scope.of(Config(), ObsidianSettings(ignore=(f"/{pattern}/",)))

    assert notice.name == "filter-not-understood"
    assert f"/{pattern}/" in notice.message
    assert found.leaves_out("a" * 60) == ""


@pytest.mark.parametrize("pattern", [".*a.*b.*!", "a+a+!", "(a|aa)(a|aa)(a|aa)(a|aa)!", "a?a?a?a?a?a?!"])
def test_the_worst_pattern_that_is_taken_is_fast_enough(pattern: str) -> None:
    """On a path of the longest kind in use a filter costs less than half a second."""
    found = scope(f"/{pattern}/")
    start = process_time()

    assert found.leaves_out("a" * 255) == ""
    assert process_time() - start < 0.5
