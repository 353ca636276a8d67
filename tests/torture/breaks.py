"""P16: a vault of which much is missing is not written about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.torture.rows import Row, scaled
from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.errors import ShrunkVaultError

_GOALS = 50
_SHARES = (10, 18, 20, 22, 24, 30, 40, 50, 60, 70, 80, 90, 98, 100)
"""Percent; a fifth is the border."""


def _unlink(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garble(path: Path) -> None:
    path.write_bytes(b"---\ntype: goal\nwhy: caf\xe9\n---\n")


def _half(path: Path) -> None:
    path.write_bytes(b"---\ntype: go")


def _pipe(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _cloud(path: Path) -> None:
    path.rename(path.with_name(f".{path.name}.icloud"))


def _conflict(path: Path) -> None:
    path.rename(path.with_name(f"{path.stem}.sync-conflict-20261121-101112-ABCDEFG.md"))


WAYS: dict[str, Callable[[Path], None]] = {
    "dropped": _unlink,
    "emptied": _empty,
    "no longer UTF-8": _garble,
    "half-written": _half,
    "made folders": _pipe,
    "in iCloud": _cloud,
    "conflict copies": _conflict,
}


def breaks(folder: Path, scale: float) -> list[Row]:
    """Take 10 to 100 % of the goals away in each way; above a fifth nothing may be written."""
    shares = _SHARES[:: max(1, len(_SHARES) // scaled(len(_SHARES), scale, 2))]
    came: Counter[str] = Counter()
    for name, way in WAYS.items():
        for share in shares:
            came[_tried(folder / f"{name} {share}", way, share)] += 1
    return [
        Row(
            "P16",
            f"10 to 100 % of {_GOALS} goals {', '.join(WAYS)}: {came.total()} vaults",
            f"{came['written above']} written above a fifth, "
            f"{came['refused below']} refused at or below it ({came['right']} right)",
            "0 and 0",
            came["right"] == came.total() > 0,
        )
    ]


def _tried(root: Path, way: Callable[[Path], None], share: int) -> str:
    write_files(root, {f"Goals/G{at:02}.md": "---\ntype: goal\nwhy: x\n---\n" for at in range(_GOALS)})
    vault = Vault(root)
    publish(vault.examine("2026-11-20"))
    lost = _GOALS * share // 100
    for path in Random(share).sample(sorted((root / "Goals").iterdir()), lost):
        way(path)
    before = vault.snapshot()
    try:
        publish(vault.examine())
    except ShrunkVaultError:
        assert vault.snapshot() == before
        return "right" if lost * 5 > _GOALS else "refused below"
    changed = vault.snapshot() != before
    return "written above" if changed and lost * 5 > _GOALS else "right"
