"""From a folder to its gaps: list, read, link, observe, judge, compare. Nothing is written or run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vaultgoals.config import CONFIG_NAME, Config, parse_config
from vaultgoals.errors import ConfigError, UnknownRuleError
from vaultgoals.files import Listing, VaultFolder, list_files
from vaultgoals.graph import Names, link
from vaultgoals.model import AsOf, EditedRegion, Gap, Judged, Note, Notice, Presence, Stamp, Trouble
from vaultgoals.observe import Context, look_up, observe_note
from vaultgoals.outcome import judge_outcomes
from vaultgoals.parse.dialect import Dialect
from vaultgoals.parse.note import read_note
from vaultgoals.parse.scope import Scope
from vaultgoals.profiles.obsidian import SETTINGS_FILES, ObsidianSettings, read_settings
from vaultgoals.rollup.account import Account, count_names
from vaultgoals.rollup.escape import LinkStyle
from vaultgoals.rollup.generated import is_generated
from vaultgoals.rollup.history import Record, compare, read_record, report_day
from vaultgoals.rollup.plan import planned_paths
from vaultgoals.rollup.report import report_path
from vaultgoals.rollup.splice import Refusal, find, opts_in
from vaultgoals.rules import Selection, judge

Progress = Callable[[int, int], None]
"""Called with how many notes have been read, and of how many."""

_MARKER = "vaultgoals:"


@dataclass(frozen=True, slots=True)
class Examination:
    """All that one run found, nothing written yet."""

    root: Path
    config: Config
    account: Account
    notices: tuple[Notice, ...]
    waived: tuple[Gap, ...]
    marked: dict[str, bytes]
    """Every note that carries a marker of ours, generated ones included, with the bytes that were read."""
    reports: tuple[str, ...]
    """The days of the reports that stand in the vault, ISO, ascending."""

    @property
    def judged(self) -> Judged:
        """The judged vault."""
        return self.account.judged

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in the order path, line, code, id, with the day since which each stands."""
        return self.account.comparison.gaps

    @property
    def nothing_checked(self) -> bool:
        """Whether there was no goal, task or spec at all: never a pass."""
        return any(gap.code == "VG903" for gap in self.gaps)


def examine(
    root: Path,
    *,
    as_of: Stamp | None = None,
    only: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    progress: Progress = lambda _read, _all: None,
) -> Examination:
    """Read a vault and find its gaps. Writes nothing and runs nothing.

    Args:
        root: the vault's folder.
        as_of: the moment to speak of; today in the vault's time zone if None.
        only: codes, beginnings of codes, or names of the rules to ask; the configured ones if empty.
        ignore: the same, for rules not to ask.
        progress: told after each note that was read.

    Raises:
        VaultMissingError, ConfigError, UnknownRuleError: as their names say.
    """
    folder = VaultFolder(root)
    listing = list_files(root)
    config = load_config(folder)
    _check_configured(config)
    selection = Selection(only, config.select, (*config.ignore_rules, *ignore))
    selection.check()
    moment = _moment(as_of, config)
    settings, notices = _settings(folder, config)
    scope, scope_notices = Scope.of(config, settings)
    reading = _Reading(folder, Dialect.of(config, settings), scope)
    notes = reading.read(listing, progress)
    paths = [entry.path for entry in listing.files if not entry.path.startswith(f"{config.output}/")]
    # What a cloud has not brought here yet has a name all the same: a link to it is not broken.
    elsewhere = [notice.path for notice in listing.notices if notice.name == "not-local"]
    names = Names([*paths, *elsewhere])
    notices = (*listing.notices, *notices, *scope_notices, *reading.notices, *_hints(notes))
    vault = link(notes, paths, names, notices)
    context = Context(vault=vault, names=names, look=folder, as_of=moment, output=config.output, source="")
    observations = {note.path: observe_note(note, context) for note in vault.notes.values() if note.checks}
    artifacts = look_up(vault, names, folder)
    judged = Judged(
        vault=vault,
        as_of=moment,
        goals=judge_outcomes(vault, observations, artifacts, moment),
        artifacts=artifacts,
        observations=observations,
        edited_regions=_edited(reading.marked, config.output, moment),
        stalled_after=config.stalled_after,
    )
    verdict = judge(judged, selection)
    days = _report_days(listing, config.output)
    previous = _previous(folder, days, config.output, moment)
    comparison = compare(verdict.gaps, verdict.waived, verdict.ran, judged, previous)
    style = LinkStyle(settings.link_form, settings.markdown_links)
    # Our own notes count before they stand: a link must read the same when they do.
    generated = planned_paths(judged, config.output)
    names_of = count_names({*(entry.path for entry in listing.files), *generated})
    account = Account(judged, comparison, len(verdict.waived), config.output, style, names_of)
    return Examination(root, config, account, notices, verdict.waived, reading.marked, days)


def _check_configured(config: Config) -> None:
    """Raise `ConfigError` where the configuration names a rule that does not exist."""
    try:
        Selection((), config.select, config.ignore_rules).check()
    except UnknownRuleError as error:
        raise ConfigError(f"[rules]: {error}") from error


def load_config(folder: VaultFolder) -> Config:
    """Return the vault's configuration; the defaults where it has none.

    Raises:
        ConfigError: it cannot be read, or not be understood. To go on without it could mean to read
            what it leaves out and to write where it does not allow.
    """
    text = folder.text(CONFIG_NAME)
    if text is not None:
        return parse_config(text)
    if folder.presence(CONFIG_NAME) is Presence.ABSENT:
        return Config()
    raise ConfigError("it cannot be read (no text in UTF-8, no permission, or a link out of the vault)")


def today_in(config: Config) -> date:
    """Return the day it is now in the vault's time zone."""
    return datetime.now(_zone(config)).date()


def _moment(as_of: Stamp | None, config: Config) -> AsOf:
    return AsOf.at(as_of or Stamp(today_in(config)), _zone(config))


def _zone(config: Config) -> tzinfo:
    if config.timezone:
        return ZoneInfo(config.timezone)
    from tzlocal import get_localzone

    try:
        return get_localzone()
    except (
        ZoneInfoNotFoundError,
        LookupError,
        ValueError,
        OSError,
    ):  # TZ=CET-1CEST and its like: an offset is all that there is
        return datetime.now().astimezone().tzinfo or UTC


def _settings(folder: VaultFolder, config: Config) -> tuple[ObsidianSettings, tuple[Notice, ...]]:
    """Read Obsidian's settings; a file that is there and cannot be read is told like one that is no JSON."""
    if folder.presence(config.settings_folder) is Presence.UNKNOWN:
        message = "it leads out of the vault, or cannot be read; its settings are not used"
        return ObsidianSettings(), (Notice(config.settings_folder, "settings-unreadable", message),)
    texts = {name: folder.text(f"{config.settings_folder}/{name}") for name in SETTINGS_FILES}
    settings, notices = read_settings({
        name: text or ""
        for name, text in texts.items()
        if text is not None or folder.presence(f"{config.settings_folder}/{name}") is not Presence.ABSENT
    })  # fmt: skip
    return settings, tuple(
        Notice(f"{config.settings_folder}/{item.path}", item.name, item.message) for item in notices
    )


class _Reading:
    """Reads every note that is in scope; remembers those that carry a marker of ours."""

    def __init__(self, folder: VaultFolder, dialect: Dialect, scope: Scope) -> None:
        self._folder = folder
        self._dialect = dialect
        self._scope = scope
        self.marked: dict[str, bytes] = {}
        self.notices: list[Notice] = []

    def read(self, listing: Listing, progress: Progress) -> list[Note]:
        """Return the notes of a listing."""
        paths = [entry.path for entry in listing.files if entry.path.lower().endswith(".md")]
        notes = []
        for number, path in enumerate(paths, start=1):
            reason = self._scope.leaves_out(path)
            if reason not in ("", "generated"):
                self.notices.append(Notice(path, reason, _LEFT_OUT[reason]))
                continue
            note = self._read(path, generated=bool(reason))
            if note is not None:
                notes.append(note)
            progress(number, len(paths))
        return notes

    def _read(self, path: str, *, generated: bool) -> Note | None:
        found = self._folder.read_note(path)
        if found is None:  # it vanished since it was listed
            return None
        if found.text is not None and (generated or _MARKER in found.text):
            self.marked[path] = found.raw
        if generated:
            if found.text is None or not is_generated(found.text):
                self.notices.append(Notice(path, "in-output", _LEFT_OUT["in-output"]))
            return None
        if found.text is None:
            return Note(path, problems=(found.problem,) if found.problem else ())
        return read_note(path, found.text, self._dialect)


_LEFT_OUT = {
    "template": "a template; not read",
    "ignored": "left out by the vault's settings",
    "drawing": "a drawing; not read",
    "in-output": "not written by vaultgoals, but in the folder of what is; not read",
}


def _hints(notes: Iterable[Note]) -> Iterable[Notice]:
    """Tell of oddities that are no gaps: hints, and guesses in plain notes."""
    for note in notes:
        for problem in note.problems:
            if problem.trouble is Trouble.HINT:
                yield Notice(note.path, problem.name, problem.message, problem.line)


def _edited(marked: dict[str, bytes], output: str, as_of: AsOf) -> tuple[EditedRegion, ...]:
    """Return the regions changed by hand, of the notes that are still written to.

    Reports of other days are history, and in a note whose opt-in line is gone a region is the user's.
    """
    today = report_path(output, as_of.day.isoformat())
    found = {
        path: find(text)
        for path, text in ((path, raw.decode("utf-8")) for path, raw in sorted(marked.items()))
        if path == today
        or (path.startswith(f"{output}/") and not report_day(path.removeprefix(f"{output}/")))
        or (not path.startswith(f"{output}/") and opts_in(text))
    }
    return tuple(
        EditedRegion(path, region.begin_line, region.name)
        for path, regions in found.items()
        if not isinstance(regions, Refusal)
        for region in regions
        if region.edited
    )


def _report_days(listing: Listing, output: str) -> tuple[str, ...]:
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
