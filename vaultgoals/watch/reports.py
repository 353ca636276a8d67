"""What a watch does at each reason: one report, and what there is to tell of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from time import monotonic

from vaultgoals.config import Config
from vaultgoals.engine import Examination, Former, Published, examine, publish
from vaultgoals.engine.collection import no_collection
from vaultgoals.engine.half_written import half_written
from vaultgoals.engine.intake import Progress
from vaultgoals.engine.setup import today_in
from vaultgoals.engine.unaffected import Latest
from vaultgoals.errors import (
    NoteChangedError,
    ShrunkVaultError,
    StateFolderError,
    VaultGoalsError,
    VaultMissingError,
    WriteFailedError,
    WriterBusyError,
)
from vaultgoals.frozen import frozen
from vaultgoals.model import Notice
from vaultgoals.state.known import known_notes
from vaultgoals.state.undo import Writing
from vaultgoals.state.watcher import WatcherStatus, note_watcher
from vaultgoals.store import Disk, Memo
from vaultgoals.watch.inbox import Stop

QUIET = 10.0
"""Seconds for which a user's own note must have been left alone before its region is written."""
PATIENCE = 3.0
"""Seconds after which a note that looks half-written is what its owner made of it."""

_LOOK_AGAIN = 0.5
"""Seconds between looks at a note that looks half-written."""
_AGAIN = 1.0
"""Seconds until a run that failed is made again; twice as many each further time ..."""
_AGAIN_MOST = 60.0
"""... up to so many."""
_PASSING = (
    NoteChangedError,
    ShrunkVaultError,
    StateFolderError,  # a full disk
    VaultMissingError,  # a drive that did not answer
    WriteFailedError,
    WriterBusyError,
)
"""What may be over soon without any change that is a reason to run."""


class Happening(StrEnum):
    """What a watch tells of."""

    START = "start"
    """The vault could be read; it is watched from here on."""
    REPORT = "report"
    """A report was made, whether anything had to be written or not."""
    WAITING = "waiting"
    """None was made yet, as a note looks half-written."""
    REFUSED = "refused"
    """None could be made, or it could not be written."""
    NOTICE = "notice"
    """Something was left as it is."""
    POLLING = "polling"
    """Events cannot be had; all files are looked at instead."""
    STOP = "stop"


@frozen
class Told:
    """One thing that a watch tells."""

    event: Happening
    message: str
    """A sentence, or the part of one that follows the reason."""
    reason: str = ""
    """Why a report was made: ``start``, ``2 changes``, ``a new day``."""
    written: tuple[str, ...] = ()
    gaps: int | None = None
    """How many there are; None where no report was made."""
    seconds: float | None = None
    """How long the report took."""
    found: Examination | None = None
    """What was found; None where nothing was."""


class _StoppedError(Exception):
    """The watch was told to end while it was reading."""


class Reports:
    """Makes one report after another; a `vaultgoals.watch.Work`."""

    def __init__(
        self,
        root: Path,
        stop: Stop,
        tell: Callable[[Told], None],
        *,
        progress: Callable[[], AbstractContextManager[Progress]],
        polling: bool = False,
        accept_loss: bool = False,
    ) -> None:
        """Args: `accept_loss` holds for the first report that is written, and no longer."""
        self.root = root
        self._config = Config()
        self._stop = stop
        self._memo = Memo(Disk.of(root))
        """Kept from run to run: after one change one note is read ..."""
        self._former = Former()
        """... and what is as it was is not made again."""
        self._tell = tell
        self._progress = progress
        self._accept_loss = accept_loss
        self._status = WatcherStatus(os.getpid(), _now(), mode="polling" if polling else "events")
        self._watching = False
        self._formerly = known_notes(root)
        self._doubted: dict[str, float] = {}
        self._waiting: frozenset[str] = frozenset()
        self._left: frozenset[Notice] = frozenset()
        self._stands: Latest | None = None
        """What the latest run has found, if all of it is written."""
        self._delay = 0.0

    @property
    def config(self) -> Config:
        """As the latest run that could read it has read it."""
        return self._config

    def today(self) -> date:
        """Return the day it is in the vault's zone."""
        return today_in(self._config)

    def fall_back(self, why: str, every: float) -> None:
        """Tell that events cannot be had, and note it."""
        self._tell(Told(Happening.POLLING, f"{why}; looking at all files every {every:g} s instead"))
        self._note(replace(self._status, mode="polling"))

    def passes_over(self, reason: str, changed: Collection[str]) -> bool:
        """Whether these changes make no difference to what is written; that is then told.

        Args:
            reason: as for `run`.
            changed: all vault-relative paths that may have changed since the latest run began.
        """
        started = monotonic()
        stands = self._stands
        if stands is None or not stands.outlasts(changed):
            return False
        found = stands.found
        message = _message(found, Published((), (), ()), gone=bool(self._formerly))
        seconds = monotonic() - started
        self._tell(
            Told(Happening.REPORT, message, reason, gaps=len(found.gaps), seconds=seconds, found=found)
        )
        self._note(replace(self._status, last_run=_now()))
        return True

    def run(self, reason: str) -> float:
        """Make one report; return in how many seconds to be called again, 0 for not at all.

        Raises:
            VaultGoalsError: the first run could not read the vault or its configuration. Later, and where
                it cannot write, that is told, and the next change is a reason to try again.
        """
        with no_collection():  # what a run leaves behind is collected when its report stands
            return self._run(reason, monotonic())

    def _run(self, reason: str, started: float) -> float:
        self._stands = None
        try:
            found = self._examine()
            if self._waits_for(self._half_written(found), reason):
                return _LOOK_AGAIN
            writing = Writing(self.root, "watch")
            known = self._former.joined(found)
            published = publish(known, accept_loss=self._accept_loss, quiet=QUIET, writing=writing)
        except _StoppedError:
            return 0.0
        except VaultGoalsError as error:
            if not self._watching:
                raise
            return self._refused(reason, error)
        self._published(reason, found, published, monotonic() - started)
        return published.due_in

    def _examine(self) -> Examination:
        # Only the first reading is waited for by somebody; later ones go on behind the latest line.
        with nullcontext(_in_silence) if self._watching else self._progress() as progress:

            def heed(read: int, every: int) -> None:
                self._heed_stop()
                progress(read, every)

            found = examine(self.root, progress=heed, memo=self._memo)
        self._heed_stop()
        self._config = found.config  # before anything is written, as it says which changes are our own
        if not self._watching:
            self._tell(Told(Happening.START, f"watching {self.root}"))
            self._watching = True
        return found

    def _heed_stop(self) -> None:
        if self._stop.asked:
            raise _StoppedError

    def _half_written(self, found: Examination) -> frozenset[str]:
        """Return the notes that look half-written and have not done so for long."""
        now = monotonic()
        self._doubted = {path: self._doubted.get(path, now) for path in half_written(found, self._formerly)}
        return frozenset(path for path, since in self._doubted.items() if now - since < PATIENCE)

    def _waits_for(self, half: frozenset[str], reason: str) -> bool:
        """Whether there is anything to wait for; tell of each set of notes once."""
        if half - self._waiting:
            more = f" and {len(half) - 1} more" if len(half) > 1 else ""
            message = f"waiting for {min(half)}{more}, half-written as it seems"
            self._tell(Told(Happening.WAITING, message, reason))
        self._waiting = half
        return bool(half)

    def _published(self, reason: str, found: Examination, published: Published, seconds: float) -> None:
        if not found.nothing_checked:
            notes = found.judged.vault.notes.values()
            self._formerly = frozenset(note.path for note in notes if note.kind is not None)
            self._accept_loss = False
        self._delay = 0.0
        self._stands = Latest(found) if not published.due_in and not published.notices else None
        message = _message(found, published, gone=bool(self._formerly))
        gaps, written = len(found.gaps), published.written
        self._tell(Told(Happening.REPORT, message, reason, written, gaps, seconds, found))
        self._tell_left(published.notices)
        now = _now()
        last = now if written else self._status.last_written
        self._note(replace(self._status, last_run=now, last_written=last, trouble=""))

    def _refused(self, reason: str, error: VaultGoalsError) -> float:
        message = str(error)
        if isinstance(error, ShrunkVaultError):
            message += " to `vaultgoals report`; the watch goes on by itself when they are back"
        if message != self._status.trouble:
            self._tell(Told(Happening.REFUSED, message, reason))
        self._note(replace(self._status, last_run=_now(), trouble=message))
        if not isinstance(error, _PASSING):
            return 0.0
        self._delay = min(max(_AGAIN, self._delay * 2), _AGAIN_MOST)
        return self._delay

    def _tell_left(self, notices: Iterable[Notice]) -> None:
        """Tell what was left as it is, once and not after every change."""
        for notice in notices:
            if notice not in self._left:
                self._tell(Told(Happening.NOTICE, f"{notice.path}: {notice.message} ({notice.name})"))
        self._left = frozenset(notices)

    def _note(self, status: WatcherStatus) -> None:
        self._status = status
        note_watcher(self.root, status)


def _in_silence(_read: int, _every: int) -> None:
    return


def _message(found: Examination, published: Published, *, gone: bool) -> str:
    if found.nothing_checked:
        more = "is there any more" if gone else "yet"
        return f"no goal, task or spec {more}; nothing was written"
    waiting = "; a region waits until its note is quiet" if published.due_in else ""
    if not published.written:
        return f"nothing {'else ' if waiting else ''}to write{waiting}"
    number = len(published.written)
    return f"wrote {number} note{'s' * (number != 1)}{waiting}"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
