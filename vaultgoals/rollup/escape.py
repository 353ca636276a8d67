"""Foreign text made safe for the places of a generated note where it may stand.

A title is text that anybody may have written. Plugins look for their triggers in the raw source, before
any Markdown is read, so a backslash protects nothing: what could start something is written as a numeric
entity (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
"""

from __future__ import annotations

import re
from datetime import date
from unicodedata import category, normalize
from urllib.parse import unquote_to_bytes

from vaultgoals.rollup.link_style import LinkStyle

MAX_LENGTH = 300
"""A longer text is cut: a title is a name, not a page."""

_JOINERS = "\u200c\u200d"
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_BEYOND_ASCII = rf"[^\x00-\x7f{_JOINERS}]"
# Persian, Indic scripts and emoji need joiners; beside ASCII they only hide something.
_LOOSE_JOINER = re.compile(f"(?<!{_BEYOND_ASCII})[{_JOINERS}]|[{_JOINERS}](?!{_BEYOND_ASCII})")
_SPACES = re.compile(r"\s+")

_RISKY = re.compile(
    r"""
    [<>`*_\[\]{}|\\~=$^#@]      # markup, templates, queries, tags, block ids, mentions
  | &(?![ ])                    # an entity
  | :(?![ 0-9]) | (?<=:):       # an inline field, a URL, an emoji's short name
  | %(?=%|\Z) | (?<=%)% | \A%   # a comment
  | \((?=\() | (?<=\()\(        # Logseq's block reference
  | (?<=[wW]{3})\.              # a URL without a scheme
  | \A[-+(:]                    # a list in a list item; the second half of a link
  | !\Z                         # would make an embed of a link that follows
    """,
    re.VERBOSE,
)
_ORDERED = re.compile(r"\A([0-9]{1,9})([.)])(?=\s|\Z)")
_LOGSEQ_TASK = re.compile(
    r"\A(?:TODO|DOING|DONE|NOW|LATER|WAIT|WAITING|IN-PROGRESS|CANCELED|CANCELLED|STARTED)(?=\s|\Z)"
)

_PLAIN_YAML = re.compile(r"[^\W\d_][\w-]*(?: [\w-]+)*")
_YAML_1_1_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_YAML_ESCAPED = re.compile(f"[<\x85\u2028\u2029{_JOINERS}{_INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_NEVER_IN_LINK = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffc\ud800-\udfff"
_NO_WIKILINK = re.compile(rf"[\[\]|#^<>%`{{}}$\\{_NEVER_IN_LINK}]|::|://|&#?\w+;")
_NO_DESTINATION = re.compile(rf"[#$\\{_NEVER_IN_LINK}]|::|&#?\w+;")
_NO_PLAIN_TOKEN = re.compile(r"[^A-Za-z0-9_./]")
_STAYS_IN_DESTINATION = frozenset("/-_.~!'&+,;=@")


def clean(text: str, *, limit: int = MAX_LENGTH) -> str:
    """Return ``text`` as one visible line of at most ``limit`` characters, in NFC.

    Control, bidirectional and zero-width characters, lone surrogates and U+FFFC are dropped; joiners stay
    between characters beyond ASCII, where scripts and emoji need them. White space is folded.
    """
    seen = _SPACES.sub(" ", _DROPPED.sub("", normalize("NFC", text)))
    line = normalize("NFC", _LOOSE_JOINER.sub("", seen)).strip()
    line = _SPACES.sub(" ", line)
    return line if len(line) <= limit else line[: limit - 1].rstrip(" " + _JOINERS) + "…"


def md_text(text: str, *, limit: int = MAX_LENGTH) -> str:
    """Return ``text``, cleaned, for the inside of a line of Markdown: a reader sees it as it is.

    It can start nothing: no markup, HTML, template, query, comment, link, tag, field, block id or table
    cell, nor a list where it opens a list item. It must not start a line.
    """
    line = clean(text, limit=limit)
    safe = _RISKY.sub(lambda match: _entity(match[0]), line)
    if ordered := _ORDERED.match(line):
        return ordered[1] + _entity(ordered[2]) + safe[ordered.end() :]
    if _LOGSEQ_TASK.match(line):
        return _entity(line[0]) + safe[1:]
    return safe


def _entity(character: str) -> str:
    return f"&#{ord(character)};"


def link(
    path: str, title: str, style: LinkStyle, *, unique: bool, source: str, in_table: bool = False
) -> str:
    """Return a link to the note at the vault path ``path``, shown as ``title``.

    ``unique`` tells whether no other file has that name; ``source`` is the folder of the note written into
    ("" at the vault's root). Where the path cannot stand in a link, the title is returned as text. A title
    that cannot stand in a wikilink is left out: entities are not reliable there.
    """
    path, title = normalize("NFC", path), normalize("NFC", title)
    target = path if style.markdown else _without_extension(path)
    file_title = _without_extension(path).rpartition("/")[2]
    shown = title if title == file_title else clean(title) or file_title
    if style.form == "relative":
        target = _relative(target, normalize("NFC", source), unique=unique)
    elif style.form == "shortest" and unique and not style.markdown:
        target = file_title
    if style.markdown:
        return md_text(shown) if _NO_DESTINATION.search(target) else f"[{md_text(shown)}]({_encoded(target)})"
    if _NO_WIKILINK.search(target) or target != target.strip():
        return md_text(shown)
    shown = file_title if _NO_WIKILINK.search(shown) else shown
    pipe = r"\|" if in_table else "|"
    return f"[[{target}]]" if target == shown else f"[[{target}{pipe}{shown}]]"


def _without_extension(path: str) -> str:
    # Only notes are found without their extension.
    return path[:-3] if path.casefold().endswith(".md") else path


def _relative(path: str, source: str, *, unique: bool) -> str:
    own, steps = source.split("/") if source else [], path.split("/")
    shared = 0
    while shared < min(len(own), len(steps) - 1) and own[shared] == steps[shared]:
        shared += 1
    up = len(own) - shared
    # Without `./` a path from the vault's root would win over the one from here.
    lead = "../" * up if up else "" if unique or not own else "./"
    return lead + "/".join(steps[shared:])


def _encoded(path: str) -> str:
    return "".join(
        one if one in _STAYS_IN_DESTINATION or category(one)[0] in "LMN" else _percent(one) for one in path
    )


def yaml_value(text: str) -> str:
    """Return ``text`` as one line of YAML that reads back as the same text, in YAML 1.1 and 1.2.

    Words and dates stand plain, all else in double quotes. A lone surrogate, which no YAML can hold,
    becomes U+FFFD.
    """
    if _PLAIN_YAML.fullmatch(text) and text.casefold() not in _YAML_1_1_WORDS:
        return text
    if len(text) == len("2026-11-21") and text.isascii() and _is_date(text):
        return text
    import json

    quoted = json.dumps(_SURROGATE.sub("\ufffd", text), ensure_ascii=False)
    return _YAML_ESCAPED.sub(_yaml_escape, quoted)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _yaml_escape(match: re.Match[str]) -> str:
    # `<` too: Templater looks for `<%` in frontmatter as well.
    code = ord(match[0])
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def comment_value(text: str) -> str:
    """Return ``text`` as one token for the inside of an HTML comment; `from_comment` reads it back.

    Letters, marks and digits of any script and ``_ . /`` stay, also a hyphen between two of them; all
    else is percent-encoded, as in a URL (RFC 3986, 2.1).
    """
    last = len(text) - 1

    def kept(match: re.Match[str]) -> str:
        one, at = match[0], match.start()
        hyphen = one == "-" and 0 < at < last and _stays(text[at - 1]) and _stays(text[at + 1])
        return one if hyphen or _stays(one) else _percent(one)

    return _NO_PLAIN_TOKEN.sub(kept, text)


def from_comment(token: str) -> str:
    """Return the text that `comment_value` made ``token`` from; damaged bytes become U+FFFD."""
    raw = unquote_to_bytes(token.encode("utf-8", "surrogatepass"))
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _stays(one: str) -> bool:
    return one in "_./" or category(one)[0] in "LMN"


def _percent(one: str) -> str:
    return "".join(f"%{byte:02X}" for byte in one.encode("utf-8", "surrogatepass"))
