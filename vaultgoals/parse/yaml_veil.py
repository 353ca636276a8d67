"""Characters that PyYAML would take for structure and that are only text, hidden from it for a while.

PyYAML reads YAML 1.1, where U+0085, U+2028 and U+2029 end a line; in YAML 1.2 and in Obsidian they are
ordinary characters. A placeholder such as ``{{date:YYYY-MM-DD}}`` in a template is, to YAML, a mapping
whose key is a mapping. Both are moved, character by character, into a plane of Unicode that has no
characters and that the text does not use: lengths, lines and columns stay what they are.
"""

from __future__ import annotations

import re

from vaultgoals.parse.yaml_faults import YamlFault

_PLANES = range(0xD, 0x3, -1)
"""Planes in which Unicode has assigned nothing."""

_IN_PLACEHOLDER = r"[^{}\n\r\"'\\]*"  # no quote and no escape: hiding must not change a quoted scalar
_PLACEHOLDER = rf"\{{\{{\{{{_IN_PLACEHOLDER}\}}\}}\}}|\{{\{{{_IN_PLACEHOLDER}\}}\}}"
_NO_BREAKS = "[\x85\u2028\u2029\ufeff]"
_TO_HIDE = re.compile(f"{_PLACEHOLDER}|{_NO_BREAKS}")

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"\r\n|\n|\r")


def refuse_control_characters(text: str, first_line: int) -> None:
    """Raise `YamlFault` at the first character that YAML does not allow anywhere."""
    if found := _CONTROLS.search(text):
        raise _character_fault(text, found.start(), first_line)


def veil(text: str, first_line: int) -> tuple[str, int]:
    """Return ``text`` with what is only text hidden, and the plane it is hidden in (0: nothing was)."""
    if (text.isascii() and "{{" not in text) or _TO_HIDE.search(text) is None:
        return text, 0
    plane = next((plane for plane in _PLANES if not _uses(text, plane)), 0)
    if not plane:  # ten unassigned planes in one note; what is left may not be read wrongly
        found = re.search(_NO_BREAKS, text)
        if found:
            raise _character_fault(text, found.start(), first_line)
        return text, 0
    base = plane << 16
    return _TO_HIDE.sub(lambda found: "".join(_moved(character, base) for character in found[0]), text), plane


def unveil(text: str, plane: int) -> str:
    """Return ``text`` with what `veil` hid in ``plane`` put back."""
    if text.isascii():
        return text
    return "".join(chr(ord(c) & 0xFFFF) if ord(c) >> 16 == plane else c for c in text)


def _moved(character: str, base: int) -> str:
    return chr(base + ord(character)) if ord(character) < 0x10000 else character


def _uses(text: str, plane: int) -> bool:
    """Whether ``text`` has a character of the plane, or an escape that may stand for one."""
    if f"\\u000{plane:x}" in text.lower():
        return True
    return re.search(f"[{chr(plane << 16)}-{chr((plane << 16) + 0xFFFF)}]", text) is not None


def _character_fault(text: str, at: int, first_line: int) -> YamlFault:
    before = _BREAK.split(text[:at])
    return YamlFault(
        "control-character",
        f"the character U+{ord(text[at]):04X} cannot stand in frontmatter",
        first_line + len(before) - 1,
        len(before[-1]) + 1,
        "Delete the character; most editors show it when asked to show invisible ones.",
    )
