"""Renew Gaps/ of the example vault: reports of earlier days, of the vault as it stood then, and of the last.

Run by `make example`. The history of a vault is its dated reports, and an earlier one that told of work done
later would make every trend drawn from it untrue. So it is written in a copy from which what came later is
taken out: daily notes, done marks, and a goal's `verified` with its evidence.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from vaultgoals import load

EXAMPLE = Path(__file__).parent.parent / "examples" / "vault"
EARLIER = ("2026-11-07", "2026-11-14")
LAST = "2026-11-21"
ENDS = "2027"
"""From this year on a date of the example is meant to lie in the future."""

_DONE = re.compile(
    r"^(\s*[-*] )\[[xX]\](.*?) +(?:✅ (\d{4}-\d{2}-\d{2})|[\[(]completion:: (\d{4}-\d{2}-\d{2})[\])])$",
    re.MULTILINE,
)
_COMPLETED = re.compile(
    r"^(?:status: done|done: true)\n(?:completed|completedDate): (\d{4}-\d{2}-\d{2})\n", re.MULTILINE
)
_VERIFIED = re.compile(r"^verified: (\d{4}-\d{2}-\d{2})\n(?:evidence: .*\n)?", re.MULTILINE)


def as_it_stood(text: str, day: str) -> str:
    """Return the text of a note of the example without what it says of later than ``day`` (ISO)."""

    def later(date: str) -> bool:
        return day < date < ENDS

    text = _DONE.sub(
        lambda match: f"{match[1]}[ ]{match[2]}" if later(match[3] or match[4]) else match[0], text
    )
    text = _COMPLETED.sub(lambda match: "status: active\n" if later(match[1]) else match[0], text)
    return _VERIFIED.sub(lambda match: "" if later(match[1]) else match[0], text)


def earlier_copy(vault: Path, copy: Path, day: str) -> None:
    """Make a copy of a vault as it stood on a day (ISO), its reports of before included."""
    shutil.copytree(vault, copy)
    for note in copy.rglob("*.md"):
        if "Gaps" in note.relative_to(copy).parts:
            continue
        if note.parent.name == "Daily" and note.stem > day:
            note.unlink()
        else:
            note.write_text(as_it_stood(note.read_text("utf-8"), day), encoding="utf-8", newline="\n")


def renew(vault: Path) -> None:
    """Write Gaps/ of the example anew; of what stands there only the evidence log is kept."""
    gaps = vault / "Gaps"
    for place in gaps.iterdir():
        if place.name != "Evidence":
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    for day in EARLIER:
        with TemporaryDirectory() as folder:
            copy = Path(folder, "vault")
            earlier_copy(vault, copy, day)
            load(copy, as_of=day).write_report()
            for note in (copy / "Gaps").glob("*.md"):
                if note.name != "Dashboard.md" and not (gaps / note.name).exists():
                    shutil.copy(note, gaps)
    load(vault, as_of=LAST).write_report()


if __name__ == "__main__":
    renew(EXAMPLE)
    print(f"wrote {EXAMPLE / 'Gaps'}")
