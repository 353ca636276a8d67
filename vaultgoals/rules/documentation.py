"""The rules' own docstrings as pages: for the command line, and for the README beside the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from inspect import cleandoc

from vaultgoals.rules.rule import Rule

HEADINGS = ("What it finds", "Why it matters", "Example", "How to fix")
"""What every rule's docstring has, in this order."""

_MARK = re.compile(r" *\{(VG\d{3})\}")
_BLOCK = re.compile(r"^```vault\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADER = re.compile(r"^== (.+)$", re.MULTILINE)


def page(rule: Rule) -> str:
    """Return the page of one rule as Markdown, the marks of its examples taken out."""
    title = f"# {rule.code} {rule.name}"
    default = "" if rule.default else ", off unless selected"
    body = _MARK.sub("", cleandoc(rule.doc)).replace("```vault", "```markdown")
    return f"{title}\n\nSeverity: {rule.severity.value}{default}.\n\n{body}\n"


def section(rule: Rule, heading: str) -> str:
    """Return what stands under one of `HEADINGS`, its lines joined into paragraphs."""
    parts = re.split(r"^## (.+)$", cleandoc(rule.doc), flags=re.MULTILINE)
    text = dict(zip(parts[1::2], parts[2::2], strict=True))[heading].strip()
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def index(rules: Sequence[Rule]) -> str:
    """Return the README of all rules: a table, then every page."""
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity.value} "
        f"| {cleandoc(rule.doc).partition(chr(10))[0]} |"
        for rule in rules
    ]
    head = "# The rules\n\nWritten from the docstrings of the rules; `make rules` renews it.\n\n"
    table = "\n".join(("| Code | Name | Severity | Finds |", "| --- | --- | --- | --- |", *rows))
    pages = [re.sub(r"^#", "##", page(rule), flags=re.MULTILINE) for rule in rules]
    return f"{head}{table}\n\n{chr(10).join(pages)}"


def examples(rule: Rule) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Yield the files of each example, and ``path:line`` of every line marked for this rule.

    A mark above the first file is about the vault as a whole: ``:0``.
    """
    for block in _BLOCK.findall(cleandoc(rule.doc)):
        parts = _HEADER.split(block)
        files: dict[str, str] = {}
        marked = [":0" for code in _MARK.findall(parts[0]) if code == rule.code]  # about the whole vault
        for path, text in zip(parts[1::2], parts[2::2], strict=True):
            lines = text.removeprefix("\n").split("\n")
            for number, line in enumerate(lines, start=1):
                marked += [f"{path}:{number}" for code in _MARK.findall(line) if code == rule.code]
            files[path] = "\n".join(_MARK.sub("", line) for line in lines)
        yield files, marked
