"""``vaultgoals doctor``: what runs, what cannot be read, which settings are in force."""

from __future__ import annotations

import json
from pathlib import Path

import click

from vaultgoals.cli.options import as_of_option, vault_argument
from vaultgoals.cli.terminal import put, reading_progress, say
from vaultgoals.engine.doctor import Diagnosis, Item, diagnose
from vaultgoals.model import Stamp

_EPILOG = """\b
Examples:
  vaultgoals doctor
  vaultgoals doctor ~/Notes
  vaultgoals doctor --format json

\b
Exit: 0 all is well, 1 something calls for an action, 2 could not do it.
"""


@click.command("doctor", epilog=_EPILOG)
@vault_argument
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print; text if left out.",
)
def command(vault: Path, as_of: Stamp | None, form: str) -> int:
    """Say whether reports keep coming, what of VAULT cannot be read, and which settings are in force.

    What is wrong comes with the one thing to do about it. Writes nothing.
    """
    with reading_progress() as progress:
        found = diagnose(vault, as_of=as_of, progress=progress)
    if form == "json":
        put(json.dumps(as_table(found), indent=2, ensure_ascii=True))
    else:
        _print(found)
    return 1 if found.wrong else 0


def as_table(found: Diagnosis) -> dict[str, object]:
    """Return the diagnosis as plain values, in the published shape."""
    return {
        "version": 1,
        "healthy": not found.wrong,
        "sections": [
            {
                "title": section.title,
                "items": [
                    {"name": item.name, "text": item.text, "wrong": item.wrong, "next": item.next_step}
                    for item in section.items
                ],
            }
            for section in found.sections
        ],
    }


def _print(found: Diagnosis) -> None:
    for section in found.sections:
        say(section.title, bold=True)
        for item in section.items:
            _print_item(item)
        say()
    number = len(found.wrong)
    say(f"{number} thing{'s' * (number != 1)} to look at, marked with !" if number else "All is well.")


def _print_item(item: Item) -> None:
    if not item.wrong:
        say(f"  {item.name}: {item.text}")
        return
    say(f"! {item.name}: {item.text}", fg="yellow")
    say(f"    Next: {item.next_step}")
