"""Frontmatter of the shapes of real vaults, and a judge of edits that shares no code with the editor."""

from __future__ import annotations

import re
from random import Random

import yaml

SOUND = (
    "tags:\n  - \n  - a\n",
    "areas:\n  - #goal\n",
    "Tags:: #task #year/2025\n",
    "Status:: Active\n",
    "Priority:: \n",
    "created: 2025-06-09 16:20\n",
    "due: 2026-12-31 # a day late\n",
    "up: [[Map]]\n",
    'goal: "[[Tasks run without me]]"\n',
    "list: [a, 'b, c',   d ]\n",
    "people: { name: Ana,   age: 3 }\n",
    "aliases:\n- One\n- 'Two: 2'\n",
    "'quoted key': 1\n",
    '"double \\" key": "a \\u00e9 b"\n',
    "# a comment of its own\n",
    "# verified: 2020-01-01\n",
    "\n",
    "  # an indented comment\n",
    "text: |\n  verified: 2020-01-01\n\n  last line\n",
    "keep: |+\n  one\n\n\n",
    "fold: >-\n    one\n    two\n",
    "long: one\n  two\n  three\n",
    "nested:\n  verified: no\n  deep:\n    er: [1, {a: b}]\n",
    "größe: 3\n",
    "日本: 語\n",
    "🎯: 🎯🎯\n",
    "time: 12:30\n",
    "zip: 01234\n",
    "version: 1.10\n",
    "country: no\n",
    "empty:\n",
    "tilde: ~\n",
    "url: http://example.org/#verified:x\n",
    "sum: a --- b\n",
    "dashes: ---\n",
    "spaced   :    x   \n",
    "tabbed:\tx\t\n",
    "anchored: &a x\nalias: *a\n",
    "content: x\n",
    "handler: y\n",
    "verified_by: Ana\n",
    "unverified: true\n",
    "line: a\u2028b\n",
    "emptyquotes: ''\n",
)
"""Entries that load, whatever stands beside them; none of them means `verified`."""

BROKEN = (
    "created: {{date}}\n",
    "assignee: @Ana\n",
    "description: Use it when: always\n",
    "title: [P] Add x\n",
    "no colon at all\n",
    "\tx: 1\n",
    "  x: 1\n",
    "- item\n",
    "{a: b}\n",
    "? complex\n",
    "x: 'never closed\n",
    "x: [never closed\n",
    "x: *nothing\n",
    "x: !!python/object:os.system x\n",
    "---\n",
    "...\n",
    "--- \n",
    "<<<<<<< HEAD\n",
    "=======\n",
    "generated_by: vaultgoals\n",
    "verified:: x\n",
    "bell: \x07\n",
    "half: \ud800\n",
    "break: \x85\n",
    "due: 1\n",
    "due: 2\n",
    "mark: \ufeff\n",
)

EDITABLE = (
    "",
    "verified: 2026-01-02\n",
    "verified:\n",
    "verified:   \n",
    "verified: # when?\n",
    "verified: ~\n",
    "verified: true   # by Ana\n",
    "verified:    'the ''day'''\n",
    'verified: "a # b" # c\n',
    "Verified: two words\n",
    "VERIFIED : x\n",
    "last_verified: 2026-01-02\n",
    "Last-Verified: 2026-01-02\n",
    '"verified": no\n',
    "verified:\t2026-01-02\t# tab\n",
    "verified: a#b c\u00a0\n",
)
"""How our key may stand so that it can be set; the first is: not at all."""

STUBBORN = (
    "verified: [a]\n",
    "verified:\n  - a\n",
    "verified: {a: b}\n",
    "verified: |\n  a\n",
    "verified: a\n  b\n",
    "verified:\n  a\n",
    'verified: "a\n  b"\n',
    "verified: &v a\n",
    "verified: !!str a\n",
    "verified: a\nVerified: b\n",
    "verified:: a\n",
    "? verified\n: a\n",
    "&k verified: a\n",
)

BODIES = (
    "",
    "\n",
    "Text\n",
    "\n# Goal\n\n- [ ] x\n\n---\n\nno end",
    "a\u2028b\n\n\n",
    "```\n---\nverified: x\n---\n```\n",
)
ENDINGS = ("\n", "\r\n", "\r")
VALUES = ("2026-11-21", "true", "42", "done well", "yes", "a: b # c", "<% x %>", "", "é\u2028\"\\'", "[[X]]")
SPELLINGS = ("verified_on", "last_verified")

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_OURS = frozenset(("verified", "verifiedon", "lastverified"))


def sound_note(random: Random) -> str:
    """Return a note whose frontmatter loads and whose key, if it is there, has a value on one line."""
    entries = [*random.sample(SOUND, random.randrange(9)), random.choice(EDITABLE)]
    return _note(random, entries)


def hostile_note(random: Random) -> str:
    """Return a note with something in it that may forbid to edit it."""
    entries = random.sample(SOUND, random.randrange(5)) + random.sample(BROKEN, random.randrange(3))
    return _note(random, [*entries, random.choice(EDITABLE + STUBBORN)])


def _note(random: Random, entries: list[str]) -> str:
    random.shuffle(entries)
    mark = random.choice(("", "", "", "\ufeff"))
    body = random.choice(BODIES)
    text = f"---{random.choice(('', '', ' '))}\n{''.join(entries)}---\n{body}"
    return mark + text.replace("\n", random.choice(ENDINGS))


def wrong_with(before: str, after: str, value: str) -> str:
    """Return what an edit did that it must not do; an empty string where it is right."""
    old, new = _LINE.findall(before.removeprefix("\ufeff")), _LINE.findall(after.removeprefix("\ufeff"))
    if before.startswith("\ufeff") != after.startswith("\ufeff"):
        return "the byte order mark"
    if not _is_one_change(old, new):
        return "more than one line"
    before_keys, after_keys = _loaded(_block(old)), _loaded(_block(new))
    if after_keys is None:
        return "" if before_keys is None and _block(old) else "frontmatter that does not load"
    read = [text for key, text in after_keys if _folded(key) in _OURS]
    if read != [repr(value)]:
        return f"the key reads as {read}"
    theirs = [entry for entry in after_keys if _folded(entry[0]) not in _OURS]
    if before_keys is not None and theirs != [one for one in before_keys if _folded(one[0]) not in _OURS]:
        return "another key"
    return ""


def _is_one_change(old: list[str], new: list[str]) -> bool:
    if len(old) == len(new):
        return sum(one != other for one, other in zip(old, new, strict=True)) <= 1
    if len(new) == len(old) + 3 and new[3:] == old:
        return True
    return any(new[:at] + new[at + 1 :] == old for at in range(len(new)))


def _block(lines: list[str]) -> str:
    """Return what stands between the fences, with LF."""
    bare = [line.rstrip("\r\n") for line in lines]
    fences = [at for at, line in enumerate(bare) if line.rstrip(" \t") == "---"]
    return "".join(f"{line}\n" for line in bare[1 : fences[1]]) if fences[:1] == [0] and fences[1:] else ""


def _loaded(block: str) -> list[tuple[str, str]] | None:
    """Return keys and values as PyYAML's own composer in Python reads them; None where it cannot."""
    try:
        root = yaml.compose(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        return None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        return None
    return [(str(key.value), _flat(value)) for key, value in root.value]


def _flat(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value)
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(map(_flat, node.value))}]"
    return f"{{{', '.join(f'{_flat(key)}: {_flat(value)}' for key, value in node.value)}}}"


def _folded(key: str) -> str:
    return re.sub(r"[\s_-]", "", key.rstrip(": \t")).lower()  # a colon typed twice makes no other key
