"""The Markdown parser, with rules for wikilinks and checkboxes, and plain lines out of its tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, escape, image, link, newline
from markdown_it.token import Token

from vaultgoals.model import Reference
from vaultgoals.parse.comments import without_comments
from vaultgoals.parse.plain_line import LINE_END, PlainLine, mask, without_masks
from vaultgoals.parse.references import WIKILINK, markdown_reference

_ESCAPED = frozenset("[]():")
# Characters that would be the syntax of links and fields if they were not escaped.

_GENERATED = re.compile(r"\s*<!--\s*vaultgoals:(begin|end)\s+([a-z0-9]+(?:-[a-z0-9]+)*)", re.IGNORECASE)
_BOX = re.compile(r"\[[^\d\n]\](?=[\s*]|\Z)")
_BLANK = re.compile(r"[\s>]*")

# The preset's 20 levels would drop tasks below list level 9 without a word; a list takes two. Each level
# is up to three Python frames of a thousand.
_MOST_LEVELS = 130

_Rule = Callable[[StateInline, bool], bool]


def _wikilink(state: StateInline, silent: bool) -> bool:
    """Take ``[[...]]`` as a token of its own, before a reference definition can split its brackets."""
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("wikilink", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _checkbox(state: StateInline, silent: bool) -> bool:
    """Take a paragraph's leading ``[x]`` as text: it is no link to ``[x]: ...``, and ``*`` in it no emphasis.

    A number in it may well be a link to a footnote.
    """
    match = _BOX.match(state.src) if state.pos == 0 and not silent else None
    if match is None:
        return False
    state.push("text", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _where_links_can_be(rule: _Rule) -> _Rule:
    """Spare a bracket the look at all that follows it, in text that holds no link."""

    def sparing(state: StateInline, silent: bool) -> bool:
        source, can_be = state.env.get("can hold links", ("", False))
        if source is not state.src:
            can_be = "](" in state.src or bool(state.env.get("references"))
            state.env["can hold links"] = (state.src, can_be)
        return can_be and rule(state, silent)

    return sparing


def _noting_end(rule: _Rule) -> _Rule:
    """Note where in the source a line break ends: code, HTML and links swallow others without a token."""

    def noting(state: StateInline, silent: bool) -> bool:
        taken = rule(state, silent)
        if taken and not silent and state.tokens[-1].type in ("softbreak", "hardbreak"):
            state.tokens[-1].meta["end"] = state.pos
        return taken

    return noting


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS})
    parser.disable("text_join")  # it would make escaped characters one with the text around
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    parser.inline.ruler.before("link", "checkbox", _checkbox)
    parser.inline.ruler.at("link", _where_links_can_be(link))
    parser.inline.ruler.at("image", _where_links_can_be(image))
    parser.inline.ruler.at("newline", _noting_end(newline))
    parser.inline.ruler.at("escape", _noting_end(escape))
    return parser


_PARSER = _parser()


def parse_body(body: str) -> tuple[list[Token], list[str]]:
    """Parse a body; return markdown-it's block tokens and the body's lines.

    Generated regions and Obsidian comments (``%%``) are blanked first, line numbers kept.
    """
    lines = [_blank(line) for line in _without_generated(LINE_END.split(body))]
    if any("%%" in line for line in lines):
        lines = without_comments(lines)
    return _PARSER.parse("\n".join(lines)), lines


def _blank(line: str) -> str:
    """Make plain blanks of a line of odd ones: the parser strips them, and would count lines wrong."""
    return re.sub(r"[^\S \t]", " ", line) if _BLANK.fullmatch(line) else line


def _without_generated(lines: list[str]) -> list[str]:
    """Blank what vaultgoals wrote itself: it is no word of the user's. A region without an end is none."""
    begun: tuple[int, str] | None = None
    kept = list(lines)
    for number, line in enumerate(lines):
        marker = _GENERATED.match(line) if "<!--" in line else None
        if marker is None:
            continue
        name = marker[2].lower()
        if marker[1].lower() == "begin":
            begun = (number, name)
        elif begun is not None and begun[1] == name:
            kept[begun[0] : number + 1] = [""] * (number + 1 - begun[0])
            begun = None
    return kept


def plain_lines(token: Token, first_line: int) -> Iterator[PlainLine]:
    """Yield the lines of one ``inline`` token with code masked and HTML and comments left out.

    ``first_line`` is the line of the file on which the parsed text begins.
    """
    assert token.map is not None  # every inline token of a block has one
    links, masked, parts, position = list[Reference](), list[str](), list[str](), 0
    current = PlainLine(first_line + token.map[0], "", links, masked)
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            current.text = "".join(parts)
            yield current
            end = int(child.meta["end"])
            links, masked, parts = [], [], []
            current = PlainLine(current.line + token.content.count("\n", position, end), "", links, masked)
            position = end
        elif child.type == "link_open":
            links.append(markdown_reference(str(child.attrGet("href") or ""), current.line))
            parts.append(mask("", masked))
        elif child.type == "code_inline" or (child.type == "text_special" and child.content in _ESCAPED):
            parts.append(mask(child.content, masked))
        elif child.type in ("text", "wikilink", "text_special"):
            parts.append(without_masks(child.content))
    current.text = "".join(parts)
    yield current
