"""Obsidian's comments (``%% ... %%``), blanked before a body is parsed; line numbers are kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt

_MOST_PASSES = 4
_RUN = re.compile("`+")
_BLOCKS = MarkdownIt("commonmark", {"maxNesting": 130}).disable(["inline", "text_join"])

Spans = dict[int, list[tuple[int, int]]]
"""By number of a line: where in it code stands, from left to right."""


def without_comments(lines: list[str]) -> list[str]:
    """Blank ``%% ... %%``, across lines too, but not in code; an unclosed one runs to the end."""
    for _ in range(_MOST_PASSES):
        kept = _blanked(lines)
        if kept == lines or not any("%%" in line for line in kept):
            return kept
        lines = kept  # what seemed code may have been so only by a fence inside a comment
    return lines


def _blanked(lines: list[str]) -> list[str]:
    code = _code(lines)
    inside = False
    kept = []
    for number, line in enumerate(lines):
        if inside or "%%" in line:
            text, inside = _blank(line, code.get(number, []), inside)
            kept.append(text)
        else:
            kept.append(line)
    return kept


def _blank(line: str, code: Sequence[tuple[int, int]], inside: bool) -> tuple[str, bool]:
    kept, position, next_span = [], 0, 0
    while (mark := line.find("%%", position)) >= 0:
        while next_span < len(code) and code[next_span][1] <= mark:
            next_span += 1
        if not inside:
            in_code = next_span < len(code) and code[next_span][0] <= mark
            end = code[next_span][1] if in_code else mark
            kept.append(line[position:end])
            if in_code:
                position = end
                continue
        inside = not inside
        position = mark + 2
    if not inside:
        kept.append(line[position:])
    return "".join(kept), inside


def _code(lines: Sequence[str]) -> Spans:
    """Return where code stands: fenced, indented, in a block of raw HTML, or between backticks."""
    spans: Spans = {}
    for token in _BLOCKS.parse("\n".join(lines)):
        if token.map is None:
            continue
        first, last = token.map
        if token.type in ("fence", "code_block", "html_block"):
            spans.update((number, [(0, len(lines[number]))]) for number in range(first, last))
        elif token.type == "inline" and any("%%" in line for line in lines[first:last]):
            for number, start, end in _code_spans(lines[first:last]):
                spans.setdefault(first + number, []).append((start, end))
    return spans


def _code_spans(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield line, start and end of each span of code in a paragraph; one of many lines once for each.

    A span ends at the next run of as many backticks (https://spec.commonmark.org/0.31.2/#code-spans).
    """
    runs = [(number, *found.span()) for number, line in enumerate(lines) for found in _RUN.finditer(line)]
    of_length: dict[int, list[int]] = {}
    for index, (_, start, end) in enumerate(runs):
        of_length.setdefault(end - start, []).append(index)
    index = 0
    while index < len(runs):
        number, start, end = runs[index]
        start += _is_escaped(lines[number], start)
        closers = of_length.get(end - start, [])
        at = bisect_right(closers, index)
        if at == len(closers):
            index += 1
            continue
        last, _, stop = runs[closers[at]]
        for inner in range(number, last + 1):
            yield inner, start if inner == number else 0, stop if inner == last else len(lines[inner])
        index = closers[at] + 1


def _is_escaped(line: str, position: int) -> bool:
    slashes = position
    while slashes and line[slashes - 1] == "\\":
        slashes -= 1
    return (position - slashes) % 2 == 1
