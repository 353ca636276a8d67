"""vaultgoals as a library: load a vault, look at its goals and gaps, write a report."""

from __future__ import annotations

from pathlib import Path

from vaultgoals.engine.examine import Examination, examine
from vaultgoals.engine.publish import Published, publish
from vaultgoals.errors import BadDateError
from vaultgoals.frozen import frozen
from vaultgoals.model import Gap, Outcome, Stamp, State, Work


@frozen
class Goal:
    """One goal with what the evidence says of it."""

    path: str
    """Vault-relative, with ``/``."""
    title: str
    status: State
    """What its note claims."""
    outcome: Outcome
    """What the evidence says."""
    work: Work
    tasks_done: int
    tasks_open: int
    reason: str
    """Why the outcome is what it is."""
    next_step: str
    """What would change it."""


class LoadedVault:
    """A vault as it stood when it was loaded."""

    def __init__(self, examination: Examination) -> None:
        self.examination = examination
        """Everything that was found, for those who want more than goals and gaps."""

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals in path order."""
        judged = self.examination.judged
        return tuple(
            Goal(
                path=goal.path,
                title=goal.title,
                status=goal.state,
                outcome=state.outcome,
                work=state.work,
                tasks_done=state.tasks_done,
                tasks_open=state.tasks_open,
                reason=state.reason,
                next_step=state.next_step,
            )
            for goal in judged.vault.goals
            for state in [judged.goals[goal.path]]
        )

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in the order path, line, code."""
        return self.examination.gaps

    def write_report(
        self, *, dry_run: bool = False, force: bool = False, accept_loss: bool = False
    ) -> Published:
        """Write report, dashboard, rollups and regions; see `vaultgoals.engine.publish`."""
        return publish(self.examination, dry_run=dry_run, force=force, accept_loss=accept_loss)


def load(path: str | Path, *, as_of: str | None = None) -> LoadedVault:
    """Read a vault and judge it.

    Args:
        path: the vault's folder.
        as_of: ``2026-11-21`` or ``2026-11-21T09:00``; today if None.

    Raises:
        VaultGoalsError: the folder, the date or the configuration cannot be used.
    """
    return LoadedVault(examine(Path(path), as_of=moment(as_of)))


def moment(text: str | None) -> Stamp | None:
    """Read a date given by a user; raise `BadDateError` if it is none."""
    if text is None:
        return None
    stamp = Stamp.parse(text)
    if stamp is None:
        raise BadDateError(text)
    return stamp
