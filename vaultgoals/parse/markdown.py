"""The Markdown parser, with one inline rule for wikilinks, and plain lines out of its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token

from vaultgoals.model import Reference
from vaultgoals.parse.references import markdown_reference

MASK = "\ufffc"
"""Stands for one span of code in a plain line: it can be no field, link or date."""

LINE_END = re.compile(r"\r\n|\r|\n")

_GENERATED_BEGIN = re.compile(r"\s*<!--\s*vaultgoals:begin\s", re.IGNORECASE)
_GENERATED_END = re.compile(r"\s*<!--\s*vaultgoals:end\s", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def _wikilink(state: StateInline, silent: bool) -> bool:
    """Take ``[[...]]`` as a token of its own, before a reference definition can split its brackets."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.posMax)
    inner = state.src[state.pos + 2 : end] if end > 0 else ""
    if not inner or "[" in inner or "\n" in inner:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = f"[[{inner}]]"
    state.pos = end + 2
    return True


def _code_span(state: StateInline, silent: bool) -> bool:
    """Note how many line ends a span of code swallows: markdown-it turns them into spaces."""
    start = state.pos
    taken = backtick(state, silent)
    if taken and not silent and state.tokens and state.tokens[-1].type == "code_inline":
        state.tokens[-1].meta["line_ends"] = state.src.count("\n", start, state.pos)
    return taken


def _parser() -> MarkdownIt:
    # 20 levels (the preset's) would drop tasks below list level 9 without a word.
    parser = MarkdownIt("commonmark", {"maxNesting": 100})
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    parser.inline.ruler.at("backticks", _code_span)
    return parser


_PARSER = _parser()


@dataclass(slots=True)
class PlainLine:
    """One line of running text, without markup: what fields, links and task grammar are read from."""

    line: int
    """From 0 within the body."""
    text: str = ""
    links: list[Reference] = field(default_factory=list)
    """Its Markdown links; wikilinks stay in the text as written."""
    code: list[str] = field(default_factory=list)
    """The spans of code, in the order of the masks that stand for them."""


def parse_body(body: str) -> tuple[list[Token], list[str]]:
    """Parse a body; return markdown-it's block tokens and the body's lines.

    Generated regions and Obsidian comments (``%%``) are blanked first, line numbers kept.
    """
    lines = _without_generated(LINE_END.split(body))
    if any("%%" in line for line in lines):
        lines = _without_comments(lines)
    return _PARSER.parse("\n".join(lines)), lines


def _without_generated(lines: list[str]) -> list[str]:
    """Blank what vaultgoals wrote itself: it is no word of the user's."""
    inside = False
    kept = []
    for line in lines:
        inside = inside or _GENERATED_BEGIN.match(line) is not None
        kept.append("" if inside else line)
        inside = inside and _GENERATED_END.match(line) is None
    return kept


def _without_comments(lines: list[str]) -> list[str]:
    """Blank ``%% ... %%``, across lines too, but not in code; an unclosed one runs to the end."""
    code = _code_lines(lines)
    inside = False
    kept = []
    for number, line in enumerate(lines):
        if number in code and not inside:
            kept.append(line)
            continue
        text, inside = _blank_comments(line, inside)
        kept.append(text)
    return kept


def _code_lines(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that are code: fenced, indented, or within a raw HTML block."""
    numbers: set[int] = set()
    for token in _PARSER.parse("\n".join(lines)):
        if token.type in ("fence", "code_block", "html_block") and token.map:
            numbers.update(range(*token.map))
    return numbers


def _blank_comments(line: str, inside: bool) -> tuple[str, bool]:
    spans = [match.span() for match in _CODE_SPAN.finditer(line)] if "`" in line else []
    kept, position = [], 0
    while (mark := line.find("%%", position)) >= 0:
        span = next((end for start, end in spans if start <= mark < end), None)
        if span is not None and not inside:
            kept.append(line[position:span])
            position = span
            continue
        if not inside:
            kept.append(line[position:mark])
        inside = not inside
        position = mark + 2
    if not inside:
        kept.append(line[position:])
    return "".join(kept), inside


def plain_lines(token: Token) -> Iterator[PlainLine]:
    """Yield the lines of one ``inline`` token with code masked and HTML and comments left out."""
    assert token.map is not None  # every inline token of a block has one
    current = PlainLine(token.map[0])
    swallowed = 0  # line ends inside a span of code or of HTML
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield current
            current = PlainLine(current.line + swallowed + 1)
            swallowed = 0
        elif child.type == "code_inline":
            current.text += MASK
            current.code.append(child.content)
            swallowed += int(child.meta.get("line_ends", 0))
        elif child.type == "html_inline":
            swallowed += child.content.count("\n")
        elif child.type == "link_open":
            current.links.append(markdown_reference(str(child.attrGet("href") or ""), current.line + 1))
        elif child.type in ("text", "wikilink", "text_special"):
            current.text += child.content.replace(MASK, "")
    yield current


def unmask(text: str, code: Sequence[str]) -> str:
    """Put spans of code back where their masks stand."""
    for span in code:
        text = text.replace(MASK, span, 1)
    return text.replace(MASK, "")
