"""What stands behind the result on a line of the evidence log: check, links, name, hashes, remark."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from vaultgoals.model import Form, Reference
from vaultgoals.parse.check_key import KEYWORD, with_keyword
from vaultgoals.parse.references import WIKILINK, references, wiki_target

MARKDOWN_LINK = r"\[[^\[\]]*\]\((?:<[^<>]*>|[^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*)(?:\s+\"[^\"]*\")?\)"
_URL = r"<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+>|\b(?:https?|ftp|file|obsidian)://[^\s<>]+"
_CODE = r"(?P<code>`[^`]*`)"
_LINK = re.compile(rf"{_CODE}|{WIKILINK.pattern}|{MARKDOWN_LINK}|{_URL}")
_MIDDLE_DOT = "·"
_CUTS = {
    "·": "·",
    "•": "[·•]",
    "|": "[·|]",
    ";": r"·|;(?=\s|\Z)",
    ",": r"·|[,;](?=\s|\Z)",
    "-": r"·|(?<=\s)[-–—](?=\s|\Z)",
    "": r"[·•|]|;(?=\s|\Z)|(?<=\s)[-–—](?=\s|\Z)",
}
"""By the separator behind the day: what cuts the parts."""


@cache
def cut_at(separator: str) -> re.Pattern[str]:
    """Return what cuts the parts, which never happens within a link or code; ``separator`` may be empty."""
    return re.compile(rf"{_CODE}|{WIKILINK.pattern}|{MARKDOWN_LINK}|(?P<cut>{_CUTS[separator]})")


_NAMED = re.compile(r"(by|criteria|built|note|remark)(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE | re.ASCII)
_HASH = re.compile(r"`?([0-9a-f]{8})`?", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AROUND_LINKS = " \t,;&+!.()"


def decoded(text: str) -> str:
    """Return ``text`` as a reader sees it: with its character references resolved."""
    if "&" not in text:
        return text
    from html import unescape

    return _ENTITY.sub(lambda found: unescape(found[0]), text)


@lru_cache(maxsize=4096)  # a log names the same few goals over and over
def target_of(inner: str) -> str:
    """Return what a wikilink points at, by its inside."""
    return wiki_target(inner)


def wikilink(found: re.Match[str], line: int) -> Reference:
    """Return the reference that a match of `WIKILINK` is."""
    return Reference("", found[0], line, Form.WIKILINK, target_of(found[1]))


def parts_of(rest: str, separator: str) -> list[str]:
    """Cut what follows the result at the separator (as `cut_at` knows it), but not within links and code."""
    if "[" not in rest and "`" not in rest and separator == _MIDDLE_DOT:
        return rest.split(_MIDDLE_DOT)
    parts, start = [], 0
    for found in cut_at(separator).finditer(rest):
        if found["cut"]:
            parts.append(rest[start : found.start()])
            start = found.end()
    parts.append(rest[start:])
    if len(parts) == 1 and separator not in ("", _MIDDLE_DOT):
        return parts_of(rest, "")  # other separators than before the result
    return parts


@dataclass(slots=True)
class Rest:
    """What stands behind the result, taken part by part."""

    line: int
    check: str = ""
    links: list[Reference] = field(default_factory=list)
    by: str = ""
    criteria: str = ""
    built: str = ""
    remarks: list[str] = field(default_factory=list)

    def take(self, part: str) -> None:
        """Take one part for what it is."""
        part = part.strip()
        if not part:
            return
        wiki = WIKILINK.fullmatch(part) if part[0] == "[" else None
        if wiki is not None:
            self.links.append(wikilink(wiki, self.line))
            return
        named = _NAMED.match(part)
        if named is not None and self._take_named(named[1].lower(), part[named.end() :]):
            return
        if not self.check and (KEYWORD.match(part) or (part[-1] == "?" and " " in part)):
            self.check = with_keyword(decoded(part))
            return
        self._take_text(part)

    def _take_named(self, name: str, value: str) -> bool:
        if name in ("note", "remark"):
            self._take_text(value, bare=False)
        elif name == "by" and not self.by:
            self.by = decoded(value)
        elif name == "criteria" and not self.criteria and (found := _HASH.fullmatch(value)):
            self.criteria = found[1].lower()
        elif name == "built" and not self.built and (found := _HASH.fullmatch(value)):
            self.built = found[1].lower()
        else:
            return False
        return True

    def _take_text(self, text: str, *, bare: bool = True) -> None:
        """Take links, wherever they stand, and what is more than links as a remark.

        A ``bare`` text may also be the path of a file, or a URL without a scheme.
        """
        links = [link[0].rstrip(".,;:!?") for link in _LINK.finditer(text) if not link["code"]]
        for link in links:
            self.links.extend(references("", link, self.line))
        if links and not _LINK.sub("", text).strip(_AROUND_LINKS):
            return
        text = decoded(text)
        if bare and not links and " " not in text:
            found = references("", text, self.line)
            if len(found) == 1 and found[0].form in (Form.PATH, Form.URL):
                self.links.append(found[0])
                return
        self.remarks.append(text)
