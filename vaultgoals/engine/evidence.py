"""The evidence log of a vault, read and sorted by goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vaultgoals.files import Listing, VaultFolder
from vaultgoals.frozen import frozen
from vaultgoals.graph import Names
from vaultgoals.model import Artifact, Form, Kind, Notice, Presence, Record, Reference, Vault
from vaultgoals.outcome.ground import built_hash, implementation_paths


@frozen
class Log:
    """What the evidence log says."""

    records: Mapping[str, tuple[Record, ...]]
    """By goal path, in the order of files and lines."""
    notices: tuple[Notice, ...]
    """Lines that could not be read, and lines about goals that are gone."""
    lost: frozenset[Reference] = frozenset()
    """What records link that is not there: such a link backs nothing."""


def read_logs(listing: Listing, folder: VaultFolder, output: str, vault: Vault, names: Names) -> Log:
    """Read every note below ``output``/Evidence; one that cannot be read is told."""
    records: dict[str, list[Record]] = {}
    notices: list[Notice] = []
    for entry in listing.files:
        if not entry.path.startswith(f"{output}/Evidence/") or not entry.path.lower().endswith(".md"):
            continue
        text = folder.text(entry.path)
        if text is None:
            notices.append(Notice(entry.path, "evidence-unreadable", "this evidence log cannot be read"))
            continue
        from vaultgoals.parse.evidence_log import read_log

        found, odd = read_log(entry.path, text)
        notices += [Notice(item.path, "odd-evidence-line", item.reason, item.line) for item in odd]
        for record in found:
            goal = _goal(record, vault, names)
            if goal is None:
                message = f"evidence for {record.goal!r}, which is no goal of this vault; it is kept"
                notices.append(Notice(record.path, "orphan-evidence", message, record.line))
            else:
                records.setdefault(goal, []).append(record)
    lost = _lost(records.values(), folder, names)
    return Log({goal: tuple(found) for goal, found in records.items()}, tuple(notices), lost)


def _lost(logs: Iterable[Iterable[Record]], folder: VaultFolder, names: Names) -> frozenset[Reference]:
    """Return the links that name nothing; each target is looked for once from each log."""
    by_place: dict[tuple[str, str], list[Reference]] = {}
    for found in logs:
        for record in found:
            for link in record.links:
                if link.form is not Form.URL:
                    by_place.setdefault((link.target, record.path), []).append(link)
    absent: dict[str, bool] = {}
    lost: set[Reference] = set()
    for (target, source), links in by_place.items():
        if names.find(target, source):
            continue
        if target not in absent:
            absent[target] = folder.presence(target) is Presence.ABSENT
        if absent[target]:
            lost.update(links)
    return frozenset(lost)


def _goal(record: Record, vault: Vault, names: Names) -> str | None:
    paths = names.find(record.goal, record.path)
    note = vault.notes.get(paths[0]) if paths else None
    return note.path if note is not None and note.kind is Kind.GOAL else None


def built_now(log: Log, vault: Vault, artifacts: Sequence[Artifact], folder: VaultFolder) -> dict[str, str]:
    """Return the hash of the implementations of each goal whose records carry one."""
    return {
        goal: built_hash(map(folder.digest, implementation_paths(goal, vault, artifacts)))
        for goal, records in log.records.items()
        if any(record.built for record in records)
    }
