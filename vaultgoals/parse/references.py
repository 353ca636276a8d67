"""What one item of a list of links or artifacts points at."""

from __future__ import annotations

import re
from urllib.parse import unquote

from vaultgoals.model import Form, Reference

WIKILINK = re.compile(r"\[\[([^\[\]\n]+)\]\]")
"""Only ``]]`` closes and nesting gives the inner one (as obsidian's link cache does)."""

_MARKDOWN_LINK = re.compile(
    r"\[[^\[\]]*\]\((?:<([^<>\n]*)>|((?:[^()\s<>]|\([^()\s<>]*\))*))(?:\s+\"[^\"]*\")?\)"
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]+:[^\s<>]+)>")
_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+://|mailto:|www\.)\S+")
# A host, an address, an issue or a pull request, a commit, a release, a name in a program, a DOI: places in
# the world that lie in no vault.
_ELSEWHERE = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|edu|gov|co|de|uk|eu|fr|nl|ch|at|ai|me|us)/\S*"
    r"|[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov)"
    r"|[\w.-]+/[\w.-]+#\d+|doi:\S+"
    r"|(?:(?:PR|MR|issue|(?:pull|merge) request) )?[#!]\d+"
    r"|(?:PR|MR|GH|issue|(?:pull|merge) request)[ -]?\d+"
    r"|(?:commit )?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}"
    r"|v\d+(?:\.\d+)+(?:-[\w.]+)?"
    r"|[^\W\d]\w*(?:::\w+)+(?:\(\))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;]\s|\s(?:and|&)\s")
_WITH_REMARK = re.compile(r"(`[^`]+`|\S+?)(?::?\s+\(.*\)|\s+[-–—]\s.*|:\s.*)", re.DOTALL)
# `src/net.py (the client)`, `src/net.py - the client`: what stands behind a path is about it.
_FIGURES = re.compile(r"[\d.,:%]+(?:/[\d.,:%]+)+")  # a score, a blood pressure, a day: `8/10`
_NAME_OF_A_TOOL = re.compile(r"[A-Z][a-z]+\.js")  # Node.js, Vue.js
_IN_BACKTICKS = re.compile(r"`[^`]+`")
_DOCUMENT = re.compile(
    r"\.(?:md|canvas|base|txt|pdf|csv|tsv|xlsx?|ods|numbers|docx?|odt|pptx?|odp|html?|json|ya?ml|toml|"
    r"png|jpe?g|svg|gif|webp|mp3|m4a|mp4|mov|zip|ipynb)(?::\d+)?\Z",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"[^\s.]\.[A-Za-z][A-Za-z0-9]{0,7}(?::\d+(?::\d+)?|#L\d+|::\w+|:[A-Za-z_][\w.]*(?:\(\))?)?\Z"
)


def references(key: str, text: str, line: int) -> tuple[Reference, ...]:
    """Read one list item as the links it holds, or else as URLs, paths or mere text.

    A text with a slash, or with a file extension, names a file; prose that holds one by chance
    (``rewritten in Node.js``, ``ask and/or tell``) does not. Several on one line (``a.png, b.png``) are
    read each for itself.
    """
    text = text.strip()
    found = wikilinks(text, line, key)
    if not found:
        found = [
            _markdown(key, match[0], match[1] if match[1] is not None else match[2], line)
            for match in _MARKDOWN_LINK.finditer(text)
        ]
    if found:
        return tuple(found)
    if not text:
        return ()
    parts = [part.strip() for part in _BETWEEN.split(text)]
    if len(parts) > 1:
        several = [_bare(key, part, line) for part in parts if part]
        if all(one.form is not Form.TEXT for one in several):
            return tuple(several)
    return (_bare(key, text, line),)


def _bare(key: str, text: str, line: int) -> Reference:
    """Read a text that holds no link."""
    target = _unwrapped(text)
    form = _bare_form(target)
    if form is Form.TEXT and (found := _WITH_REMARK.fullmatch(text)):
        named = _unwrapped(found[1])
        if ("/" in named or _DOCUMENT.search(named)) and _EXTENSION.search(named):
            return Reference(key, text, line, Form.PATH, named)
    return Reference(key, text, line, form, target)


def _unwrapped(text: str) -> str:
    """Return a text without the backticks or angle brackets around it."""
    target = text[1:-1] if _IN_BACKTICKS.fullmatch(text) else text
    autolink = _AUTOLINK.fullmatch(target)
    return autolink[1] if autolink else target


def wikilinks(text: str, line: int, key: str = "") -> list[Reference]:
    """Return the wikilinks in a text, and nothing else that it may hold."""
    if "[[" not in text:
        return []
    return [
        Reference(key, match[0], line, Form.WIKILINK, wiki_target(match[1]))
        for match in WIKILINK.finditer(text)
    ]


def wiki_target(inner: str) -> str:
    """Return what a wikilink points at: its inside without display text and fragment."""
    target = inner.partition("|")[0].removesuffix("\\")  # `\|` is the pipe of a link in a table
    return target.partition("#")[0].strip()


def _markdown(key: str, text: str, href: str, line: int) -> Reference:
    if _URL.fullmatch(href):
        return Reference(key, text, line, Form.URL, href)
    return Reference(key, text, line, Form.MARKDOWN, unquote(href.partition("#")[0]))


def markdown_reference(href: str, line: int) -> Reference:
    """Return the reference of a Markdown link in the body, by its (still encoded) destination."""
    return _markdown("", href, href, line)


def _bare_form(text: str) -> Form:
    if _URL.match(text) or _ELSEWHERE.fullmatch(text):
        return Form.URL
    spaced = re.search(r"\s", text) is not None
    if (
        text.casefold() == "n/a"
        or _FIGURES.fullmatch(text)
        or (not spaced and "/" not in text and _NAME_OF_A_TOOL.fullmatch(text))
    ):
        return Form.TEXT
    if _DOCUMENT.search(text) or (not spaced and _EXTENSION.search(text)):
        return Form.PATH
    return Form.PATH if "/" in text and not spaced else Form.TEXT
