"""``fresh: Logs/*.md within 2d``: the newest file that matches is recent."""

from __future__ import annotations

import re
from datetime import date

from vaultgoals.model import Fresh, Observation, Result, Stamp
from vaultgoals.observe.context import Context, counted
from vaultgoals.observe.paths import link_target, vault_path
from vaultgoals.observe.places import files_in, is_pattern

_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_]?)(\d{2})\2(\d{2})(?!\d)", re.ASCII)


def observe_fresh(check: Fresh, context: Context) -> Observation:
    """Return how recent the newest match is.

    Nothing matches yet: open. Nothing of it is dated: unknown. Else it passes or is late by the dated ones;
    dates beyond the day after the run's are left out, and said.
    """
    paths = _matches(check.pattern, context)
    if paths is None:
        return Observation(check, Result.UNKNOWN, f"{check.pattern} lies outside the vault")
    if not paths:
        return Observation(check, Result.OPEN, f"nothing matches {check.pattern} yet")
    dated = [stamp for path in paths if (stamp := _date_of(path, check, context)) is not None]
    future = [stamp for stamp in dated if context.as_of.in_future(stamp)]
    newest = context.newest(stamp for stamp in dated if not context.as_of.in_future(stamp))
    if newest is None:
        return Observation(check, Result.UNKNOWN, _undated(check, len(paths), bool(future)))
    in_time = context.as_of.within(newest, check.within)
    result = Result.PASS if in_time else Result.FAIL
    if check.by_mtime and future and not in_time:
        result = Result.UNKNOWN  # a clock was wrong: the file may have changed at any time
    return Observation(
        check,
        result,
        _measured(check, context, len(paths), newest, in_time)
        + _left_out(len(paths) - len(dated), len(future), "changed" if check.by_mtime else "dated"),
        newest=newest,
        late=result is Result.FAIL,
    )


def _matches(pattern: str, context: Context) -> list[str] | None:
    """Return the paths that match, the check's own note left out; None outside the vault."""
    target = link_target(pattern)
    if target is not None:
        found = list(context.names.find(target, context.source)[:1])
    else:
        path = vault_path(pattern, context.source)
        if path is None:
            return None
        found = files_in(path, context)
        if not found and not is_pattern(path) and context.look.modified(path) is not None:
            found = [path]  # a plain path also names a file in a folder that holds no notes
    return [path for path in found if path != context.source and not context.generated(path)]


def _date_of(path: str, check: Fresh, context: Context) -> Stamp | None:
    if check.by_mtime:
        modified = context.look.modified(path)
        return None if modified is None else Stamp(modified.date(), modified)
    note = context.vault.notes.get(path)
    return note.date if note is not None else _date_in_name(path)


def _date_in_name(path: str) -> Stamp | None:
    """Return the first date in the file's name: 2026-11-21, 20261121 or 2026_11_21."""
    for year, _, month, day in _DATE_IN_NAME.findall(path.rpartition("/")[2]):
        try:
            return Stamp(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return None


def _undated(check: Fresh, matches: int, all_future: bool) -> str:
    files = f"{counted(matches, 'file')} match{'es' if matches == 1 else ''} {check.pattern}"
    if all_future:
        return f"{files}, and every {'time of change' if check.by_mtime else 'date'} is in the future"
    if check.by_mtime:
        return f"{files}, none of them could be looked at"
    return f"{files}, none of them dated; add a `date` property or `by mtime`"


def _measured(check: Fresh, context: Context, matches: int, newest: Stamp, in_time: bool) -> str:
    which = f"the newest of {matches} matches" if matches > 1 else "the only match"
    when = f"{'was changed on' if check.by_mtime else 'is dated'} {context.shown(newest)}"
    reach = "no more than" if in_time else "more than"
    return f"{which} of {check.pattern} {when}, {reach} {context.window(check.within)}"


def _left_out(undated: int, future: int, verb: str) -> str:
    """Say what was not judged by."""
    parts = [
        f"{undated} not dated" if undated and verb == "dated" else "",
        f"{undated} could not be looked at" if undated and verb == "changed" else "",
        f"{future} {verb} in the future" if future else "",
    ]
    said = " and ".join(filter(None, parts))
    return f" ({said}, left out)" if said else ""
