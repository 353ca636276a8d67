"""The benchmark: its vaults are the same at every run, its figures are what they say, its table has a place.

Nothing here depends on how fast anything is.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import record
from bench.figures import Figure, figures
from bench.notes import Plan
from bench.page import BEGIN, END, ratio_table
from bench.peers import missing
from bench.process import ProgramFailedError, Sample, run
from bench.rows import ROWS, Kind
from bench.run import main
from bench.vaults import make_vault, provide
from bench.watching import Waits
from tests.vaults import Vault

ROOT = Path(__file__).parent.parent
PAGE = f"What was learnt.\n\n{BEGIN}\nan older table\n{END}\n\nAnd what was not.\n"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which vaults are made once for all these tests."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture
def options(tmp_path: Path, build: Path) -> list[str]:
    """Return the command line of a short run that touches no file of the project."""
    (tmp_path / "page.md").write_text(PAGE)
    paths = [f"--build={build}", f"--page={tmp_path / 'page.md'}", f"--ratios={tmp_path / 'ratios.json'}"]
    return ["--sizes=50", "-n=1", "--saves=2", *paths]


def samples(*seconds: float) -> list[Sample]:
    """Return one sample a time, of 50 MB each."""
    return [Sample(each, 50_000_000) for each in seconds]


def test_a_vault_is_the_same_at_every_run(tmp_path: Path, build: Path) -> None:
    """Another process, in which Python hashes otherwise, writes the same files and bytes."""
    make_vault(tmp_path, 50)

    assert Vault(provide(build, 50).pristine).snapshot() == Vault(tmp_path).snapshot()


def test_a_vault_has_the_mix_that_it_promises() -> None:
    """Of 1,000 notes 77 % have frontmatter, the mean is 2.5 KB, and there are about seven links a note."""
    plan = Plan(1000)
    texts = [plan.text(note) for note in plan.notes]
    kinds = [note.kind for note in plan.notes]

    assert [kinds.count(kind) for kind in ("note", "daily", "goal", "task", "spec", "log")] == [
        400,
        100,
        40,
        300,
        100,
        60,
    ]
    assert len({note.title.casefold() for note in plan.notes}) == 1000
    assert 750 <= sum(text.startswith("---\n") for text in texts) <= 790
    assert 2300 <= sum(len(text.encode()) for text in texts) / 1000 <= 2700
    assert 6.5 <= sum(text.count("[[") for text in texts) / 1000 <= 8.5


def test_a_vault_is_made_once(build: Path) -> None:
    """It is used again as it stands; what was left half-made, without its stamp, is made anew."""
    vaults = provide(build, 50)
    note = next(vaults.pristine.rglob("*.md"))
    note.write_text("left from before")
    again = provide(build, 50).pristine / note.relative_to(vaults.pristine)
    kept = again.read_text()
    vaults.stamp.unlink()
    provide(build, 50)

    assert kept == "left from before"
    assert note.read_text() != "left from before"


def test_the_whole_run_puts_its_table_into_the_page(tmp_path: Path, options: list[str]) -> None:
    """Every comparison with an installed peer gets a figure; the prose around the table stays as it was."""
    assert main([*options, "--record"]) == 0

    text = (tmp_path / "page.md").read_text()
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    rows = re.findall(r"^\| (.+?) \| (?:\*\*)?([\d.]+)(?:\*\*)? (?:\(.*?\) )?\|", table, re.MULTILINE)
    recorded = json.loads((tmp_path / "ratios.json").read_text())

    assert (before, after) == tuple(re.split(f"{BEGIN}.*{END}", PAGE, flags=re.DOTALL))
    assert len(rows) == len(recorded)
    measured = {row.key for row in ROWS if row.kind is not Kind.GROWTH and row.against not in missing()}
    assert measured == set(recorded)
    assert all(float(value) > 0 for label, value in rows if "KB a note" not in label)


def test_a_figure_far_above_the_record_ends_the_run_with_one(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where something was once a thousand times faster, --assert says what, and the record stays."""
    ratios = tmp_path / "ratios.json"
    once = '{"ratio version/pass": {"50": [0.001, 0.001, 0.001]}}'
    ratios.write_text(once)

    assert main([*options, "--only=start", "--assert"]) == 1
    told = capsys.readouterr().err
    assert re.search(
        r"`--version`, .*, 50 notes: [\d.]+ is more than a quarter above the recorded 0.0010", told
    )
    assert ratios.read_text() == once


def test_a_page_without_a_place_is_told_before_anything_is_measured(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A page whose markers are gone ends the run at once, with a sentence."""
    (tmp_path / "page.md").write_text("No place.\n")

    assert main(options) == 2
    assert "has no place for the table" in capsys.readouterr().err


def test_a_program_that_fails_is_not_timed(tmp_path: Path) -> None:
    """The time of a program that could not do its work is no figure."""
    with pytest.raises(ProgramFailedError, match="no such vault"):
        run(["/bin/sh", "-c", "echo no such vault >&2; exit 2"], tmp_path)


def test_ratios_are_paired_by_round() -> None:
    """A round in which all programs were slow changes no ratio: the median is taken of one ratio a round."""
    found = figures({1000: {"cold": samples(2, 30, 3), "read": samples(1, 10, 1)}}, {})

    assert found["ratio cold/read"] == {1000: Figure(3, 2, 3)}


def test_growth_is_against_a_tenth_of_the_notes() -> None:
    """Growth stands at the larger of two sizes, and nowhere else."""
    found = figures({100: {"warm": samples(1, 1)}, 1000: {"warm": samples(8, 12)}}, {})

    assert found["growth warm/tenth"] == {1000: Figure(10, 8, 12)}


def test_memory_is_counted_above_thirty_megabytes() -> None:
    """50 MB at 10,000 notes are 2 KB a note."""
    found = figures({10_000: {"cold": samples(1)}}, {})

    assert found["memory cold/note"] == {10_000: Figure(2, 2, 2)}


def test_waits_are_given_as_median_and_as_nineteen_of_twenty() -> None:
    """Of twenty waits the longest one is left out of the p95, and the next longest is it."""
    waits = Waits([0.1] * 18 + [0.2, 5.0], [0.01] * 20)
    found = figures({10_000: {}}, {10_000: waits})

    assert found["delay watch/pass"][10_000].value == pytest.approx(10)
    assert found["long_delay watch/pass"][10_000].value == pytest.approx(20)


def test_the_work_for_a_save_that_is_passed_over_is_against_an_empty_python() -> None:
    """One ratio a save; where the system does not tell what a process uses, the line is left out."""
    passed = Waits([0.1] * 3, [0.01] * 3, [0.001, 0.002, 0.003])
    assert figures({10_000: {}}, {10_000: passed})["passed watch/pass"][10_000].value == pytest.approx(0.2)
    assert "passed watch/pass" not in figures({10_000: {}}, {10_000: Waits([0.1], [0.01])})


def test_over_budget_is_bold_only_where_the_budget_holds() -> None:
    """The budget of eight holds at 10,000 notes, so that nine is too much there and no matter at 1,000."""
    nine = Figure(9, 9, 9)
    measured = {"ratio cold/read": {1000: nine, 10_000: nine}}

    assert "| 9.00 | **9.00** | ≤ 8 at 10,000 |" in ratio_table(measured, (1000, 10_000))
    assert [line.split(":")[0] for line in record.complaints(measured, {})] == [
        "cold `check`, against reading every byte in Python, 10,000 notes"
    ]


def test_a_record_keeps_what_was_not_measured_anew(tmp_path: Path) -> None:
    """A run of one size renews that size and leaves the others."""
    place = tmp_path / "ratios.json"
    record.save(place, {"ratio cold/read": {1000: Figure(4, 3, 5), 10_000: Figure(3.5, 3, 4)}})
    record.save(place, record.merged(record.load(place), {"ratio cold/read": {1000: Figure(5, 5, 5)}}))

    assert record.load(place) == {"ratio cold/read": {1000: Figure(5, 5, 5), 10_000: Figure(3.5, 3, 4)}}


def test_the_help_names_every_group() -> None:
    """`bench/run.py --help` works from the sources alone."""
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "run.py", "--help"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "--sizes 100000" in done.stdout
