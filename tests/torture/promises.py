"""The promises, and the harnesses that try them."""

from __future__ import annotations

from dataclasses import dataclass

from tests.torture.breaks import breaks
from tests.torture.canaries import canaries, unasked
from tests.torture.escapes import escapes
from tests.torture.faults import faults
from tests.torture.full_disk import full_disk
from tests.torture.hazard_folder import hazard_folder
from tests.torture.hostile_regions import hostile_regions
from tests.torture.instances import instances
from tests.torture.kill_loop import kill_loop
from tests.torture.mutations import mutations
from tests.torture.one_key import one_key
from tests.torture.printed import printed
from tests.torture.races import races
from tests.torture.read_only import read_only
from tests.torture.rows import Harness
from tests.torture.same_bytes import same_bytes
from tests.torture.storm import storm
from tests.torture.titles import titles
from tests.torture.undoing import undoing
from tests.torture.values import values


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence that users may rely on, and what tries to break it."""

    name: str
    text: str
    harnesses: tuple[Harness, ...]


PROMISES = (
    Promise("P1", "Bytes outside our span never change; otherwise we refuse with a reason", (one_key,)),
    Promise(
        "P2", "After any crash or error a note is exactly old or exactly new", (faults, kill_loop, full_disk)
    ),
    Promise("P3", "A save of yours is never lost to us", (races,)),
    Promise("P4", "Two of our processes never lose each other's work", (instances,)),
    Promise("P5", "Everything we replaced can be brought back: `vaultgoals undo`", (undoing,)),
    Promise("P6", "Commands that read do not write to the vault", (read_only,)),
    Promise("P7", "We write only declared outputs that carry our marker", (escapes,)),
    Promise(
        "P8",
        "Same vault, configuration and date, same bytes on every machine; a second run writes nothing",
        (same_bytes,),
    ),
    Promise("P9", "Regions: exactly one legal pair of markers, or the note is untouched", (hostile_regions,)),
    Promise("P10", "The watch comes to what a fresh reader sees, after any storm", (storm,)),
    Promise("P11", "One bad note never stops the rest", (hazard_folder,)),
    Promise("P12", "We read the values that Obsidian shows", (values,)),
    Promise("P13", "No command runs that you did not approve, byte for byte", (mutations, unasked)),
    Promise("P14", "Note text never becomes markup or code in what we write", (titles,)),
    Promise("P15", "Note text never controls your terminal", (printed,)),
    Promise("P16", "If much of the vault is missing we write nothing", (breaks,)),
    Promise("P17", "Command output and secrets stay out of notes", (canaries,)),
)
