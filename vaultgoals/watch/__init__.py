"""Watch a vault: a report after each settled set of changes, and when the day turns.

An event of the file system is only a reason to run, and a hint: it may be doubled, late or lost. The truth
is a look at the time of change, size and number of every file, at the start of each run, every minute, and
whenever events may have been lost. What has changed is found by reading the vault; a run that finds nothing
to write ends the loop that our own writes would start. Only where every file that an event names is seen to
say what it said, and nothing else hangs on it, is no run made.
"""

from __future__ import annotations

from vaultgoals.watch.inbox import LONGEST, SETTLE, Stop
from vaultgoals.watch.loop import LOOK, START, Pace, Work, watch
from vaultgoals.watch.reports import Happening, Reports, Told

__all__ = [
    "LONGEST",
    "LOOK",
    "SETTLE",
    "START",
    "Happening",
    "Pace",
    "Reports",
    "Stop",
    "Told",
    "Work",
    "watch",
]
