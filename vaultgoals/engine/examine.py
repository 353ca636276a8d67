"""From a folder to its gaps: list, read, link, observe, judge, compare. Nothing is written or run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from vaultgoals.config import Config
from vaultgoals.engine.collection import no_collection
from vaultgoals.engine.commands import standings
from vaultgoals.engine.evidence import Log, built_now, read_logs
from vaultgoals.engine.intake import Intake, Progress, hints
from vaultgoals.engine.marked import Marked
from vaultgoals.engine.past import Past
from vaultgoals.engine.setup import check_rules, load_config, moment_of, obsidian_settings
from vaultgoals.files import Listing, VaultFolder, list_files
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names, fold_path, link
from vaultgoals.model import AsOf, EditedRegion, Gap, Judged, Notice, Stamp
from vaultgoals.model.period import Period
from vaultgoals.observe import Context, look_up, observe_note
from vaultgoals.outcome import Seen, judge_outcomes
from vaultgoals.outcome.cycles import misspelt, progress_of
from vaultgoals.parse.scope import Scope
from vaultgoals.profiles.obsidian import ObsidianSettings
from vaultgoals.rollup.account import Account
from vaultgoals.rollup.history import (
    Record,
    Silence,
    compare,
    read_record,
    report_day,
    report_path,
    review_path,
    silence,
)
from vaultgoals.rollup.link_style import LinkStyle
from vaultgoals.rules import Selection, Verdict, judge
from vaultgoals.store import Disk, Memo


@frozen
class Basis:
    """What one run went by, beside the notes."""

    folder: VaultFolder
    """Knows at which files the run has looked, the notes themselves aside."""
    settings: ObsidianSettings
    scope: Scope
    others: frozenset[str]
    """What stands in the vault and is no listed file: folders, links. Paths as they are compared."""


@frozen
class Examination:
    """All that one run found, nothing written yet."""

    root: Path
    config: Config
    account: Account
    notices: tuple[Notice, ...]
    waived: tuple[Gap, ...]
    marked: Marked
    """Every note that carries a marker of ours, generated ones included, with its bytes."""
    reports: tuple[str, ...]
    """The days of the reports that stand in the vault, ISO, ascending."""
    past: Past
    """What the reports before this day say; read when somebody asks."""
    basis: Basis

    @property
    def judged(self) -> Judged:
        """The judged vault."""
        return self.account.judged

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in the order path, line, code, id, with the day since which each stands.

        Those of this machine alone are among them, and in no note that is written.
        """
        return self.account.told_gaps

    @property
    def nothing_checked(self) -> bool:
        """Whether there was no goal, task or spec at all: never a pass."""
        return any(gap.code == "VG903" for gap in self.gaps)

    @property
    def silence(self) -> Silence | None:
        """The days since the newest report, where there is one and it is older than yesterday's."""
        return silence(self.last_report, self.account.day)

    @property
    def last_report(self) -> str:
        """The day of the newest report up to the day of the run; empty where there is none.

        One of a later day says nothing of whether reports keep coming: `--as-of` writes such a report.
        """
        return max((day for day in self.reports if day <= self.account.day), default="")


def examine(
    root: Path,
    *,
    as_of: Stamp | None = None,
    only: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    progress: Progress = lambda _read, _all: None,
    memo: Memo | None = None,
) -> Examination:
    """Read a vault and find its gaps. Writes nothing and runs nothing.

    Args:
        root: the vault's folder.
        as_of: the moment to speak of; today in the vault's time zone if None.
        only: codes, beginnings of codes, or names of the rules to ask; the configured ones if empty.
        ignore: the same, for rules not to ask.
        progress: told again and again how many notes were read.
        memo: what earlier runs of this process have read of the same vault; by default what is remembered
            on disk. It makes a run faster, and never another.

    Raises:
        VaultMissingError, ConfigError, UnknownRuleError: as their names say.
    """
    with no_collection():
        return _examine(root, as_of, Selection(only, (), ignore), progress, memo or Memo(Disk.of(root)))


def _examine(
    root: Path, as_of: Stamp | None, asked: Selection, progress: Progress, memo: Memo
) -> Examination:
    folder = VaultFolder(root)
    listing = list_files(root)
    config = load_config(folder)
    check_rules(config)
    selection = Selection(asked.only, config.select, (*config.ignore_rules, *asked.ignore))
    selection.check()
    moment = moment_of(as_of, config)
    settings, told = obsidian_settings(folder, config)
    scope, told_of_scope = Scope.of(config, settings)
    intake = Intake(folder, config, settings, scope)
    notes = intake.read(listing, memo, progress)
    del memo  # the rest of a single run needs nothing of it
    paths = [entry.path for entry in listing.files if not entry.path.startswith(f"{config.output}/")]
    # What a cloud has not brought here yet has a name all the same: a link to it is not broken.
    elsewhere = [notice.path for notice in listing.notices if notice.name == "not-local"]
    names = Names([*paths, *elsewhere])
    notices = (*listing.notices, *told, *told_of_scope, *intake.notices, *hints(notes))
    vault = link(notes, paths, names, notices)
    log = read_logs(listing, folder, config.output, vault, names)
    context = Context(vault=vault, names=names, look=folder, as_of=moment, output=config.output, source="")
    seen = _seen(context, folder, log)
    goals = judge_outcomes(vault, seen, moment)
    judged = Judged(
        vault=vault,
        as_of=moment,
        goals=goals,
        artifacts=tuple(seen.artifacts),
        observations=seen.observations,
        edited_regions=_edited(intake.marked, config.output, moment),
        stalled_after=config.stalled_after,
        progress=progress_of(vault, goals, seen.artifacts, config.cycles),
        commands=standings(root, config, vault),
    )
    verdict = judge(judged, selection)
    days = report_days(listing, config.output)
    previous = _previous(folder, days, config.output, moment)
    account = _account(judged, verdict, previous, listing, config, settings)
    past = Past(folder, intake.marked, config.output, days, account.day)
    return Examination(
        root=root,
        config=config,
        account=replace(account, past=past.days),
        notices=(*notices, *misspelt(vault, config.cycles), *log.notices),
        waived=verdict.waived,
        marked=intake.marked,
        reports=days,
        past=past,
        basis=Basis(folder, settings, scope, frozenset(map(fold_path, listing.others))),
    )


def _seen(context: Context, folder: VaultFolder, log: Log) -> Seen:
    """Observe every check, look up every artifact, and add what the evidence log says."""
    vault = context.vault
    observations = {note.path: observe_note(note, context) for note in vault.notes.values() if note.checks}
    artifacts = look_up(vault, context.names, folder)
    return Seen(observations, artifacts, log.records, built_now(log, vault, artifacts, folder), log.lost)


def _account(
    judged: Judged,
    verdict: Verdict,
    previous: Record | None,
    listing: Listing,
    config: Config,
    settings: ObsidianSettings,
) -> Account:
    """Compare with the report before, and settle how notes are named in what is written."""
    shared = tuple(gap for gap in verdict.gaps if not gap.local)
    waived = tuple(gap for gap in verdict.waived if not gap.local)
    comparison = compare(shared, waived, verdict.ran, judged, previous)
    local = tuple(replace(gap, since=judged.as_of.day.isoformat()) for gap in verdict.gaps if gap.local)
    style = LinkStyle(settings.link_form, settings.markdown_links)

    def paths() -> Iterable[str]:
        from vaultgoals.rollup.plan import planned_paths

        # Our own notes count before they stand: a link must read the same when they do.
        return {*(entry.path for entry in listing.files), *planned_paths(judged, config.output)}

    return Account(judged, comparison, len(waived), config.output, style, paths, local)


def _edited(marked: Marked, output: str, as_of: AsOf) -> tuple[EditedRegion, ...]:
    current = (report_path(output, as_of.day.isoformat()), review_path(output, Period.week_of(as_of.day)))
    return tuple(EditedRegion(path, line, name) for path, line, name in marked.edited(output, current))


def report_days(listing: Listing, output: str) -> tuple[str, ...]:
    """Return the days of the reports in a listing, ISO, ascending."""
    below = [
        entry.path.removeprefix(f"{output}/")
        for entry in listing.files
        if entry.path.startswith(f"{output}/")
    ]
    return tuple(sorted(day for name in below if (day := report_day(name))))


def _previous(folder: VaultFolder, days: tuple[str, ...], output: str, as_of: AsOf) -> Record | None:
    """Read the newest report dated before the day of the run."""
    before = [day for day in days if day < as_of.day.isoformat()]
    text = folder.text(report_path(output, before[-1])) if before else None
    return None if text is None else read_record(before[-1], text)
