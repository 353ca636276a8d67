"""What the latest run of a process has made, handed on to the next: a watch makes nothing twice."""

from __future__ import annotations

from dataclasses import replace

from vaultgoals.engine.examine import Examination
from vaultgoals.engine.marked import Marked
from vaultgoals.engine.past import Past


class Former:
    """Makes publishing faster, run after run of one process on one vault, and never another.

    Kept are the bytes of generated notes and what was read of past reports, used while the digest of what
    stands on disk is theirs, and what was rendered, used while all that it was rendered from is equal.
    """

    def __init__(self) -> None:
        from vaultgoals.rollup.rendered import Rendered  # most commands render nothing

        self._rendered = Rendered()
        self._marked: Marked | None = None
        self._past: Past | None = None

    def joined(self, examination: Examination) -> Examination:
        """Return the examination as one that knows what was made before."""
        if self._marked is not None:
            examination.marked.recall(self._marked)
        self._marked = examination.marked
        if self._past is not None:
            examination.past.recall(self._past)
        self._past = examination.past
        return replace(examination, account=replace(examination.account, rendered=self._rendered))
