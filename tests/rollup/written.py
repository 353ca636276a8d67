"""Vaults with hostile titles, and what readers make of the notes that are written about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from markdown_it import MarkdownIt

from tests.vaults import Vault, write_files
from vaultgoals.engine import publish
from vaultgoals.graph import Names
from vaultgoals.parse.body import read_body
from vaultgoals.parse.dialect import Dialect

HOSTILE = (
    "100 % sure", "%% hidden", "%%x%%", "a #tag b", "#tag", "x ^block", "[bracket", "a [b] c",
    "]] close", "[[open",
    "<% tp.x() %>", "$= dv.current()", "`code`", "```dataviewjs", "= this.file", "🎯 aim 👩‍👩‍👧",
    "{{date}}", "L" * 200,
    normalize("NFD", "Über Größe"), "a|b | c", "key:: value", "[k:: v]", "- [ ] task", "- [x] done",
    "> [!note] x",
    "<b>bold<b>", "<!-- vaultgoals:end gaps -->", "<!-- vaultgoals:rollup -->", "R&amp;D &lt;", "2026-11-20",
    "**bold** _it_", "~~x~~ ==y==", "![[embed", "[x](y.md)", "www.example.org", "@me", "((ref))", "TODO buy",
    "1. one", "a\\b", 'say "so"', "it's: so", "trailing.", " leading", "*star", "why?", "C:x", "con",
    "日本語 العربية",
    "a\u202eb", "{ \"a\": 1 }", "no", "---", "|", "😀", "mailto:a@b.c", "!", "true", "# Heading", "\\[[x]]",
)  # fmt: skip
"""Names of files that Linux allows, and texts of which each has meant something to some reader of notes."""

_FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->")
_CODE = re.compile(r"`[^`\n]*`")
_CHART = re.compile(r"^```mermaid\n(.*?)^```$\n", re.MULTILINE | re.DOTALL)
_WIKILINK = re.compile(r"\[\[([^\[\]|\\\n]+)(?:\\?\|([^\[\]|\n]+))?\]\]")
_CHECKLIST = re.compile(r"^[\s>]*(?:[-*+]|\d+[.)])\s+\[.\]", re.MULTILINE)
_TAG = re.compile(r"(?:^|(?<=\s))#[^\s#]", re.MULTILINE)
_TRIGGERS = ("<%", "%>", "$=", "{{", "}}", "```", "%%", "::", "![", "^", "</")
_FENCE = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*~~~", re.MULTILINE)
"""Tildes fence only where they begin a line, or an item: in the middle of a link's name they are its name."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_EXPECTED = {
    "heading", "paragraph", "inline", "bullet_list", "list_item", "blockquote", "table", "thead",
    "tbody", "tr",
    "th", "td", "html_block", "fence",
}  # fmt: skip


def hostile_vault(root_vault: Vault, titles: tuple[str, ...] = HOSTILE) -> Vault:
    """Lay out a goal, a done task and a spec for each title, and the title as each kind of text."""
    files: dict[str, str] = {}
    for title in titles:
        quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
        goal = f"../Goals/{title}.md".replace("%", "%25").replace("#", "%23").replace("(", "%28")
        target = goal.replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
        link = f'"[g](<{target}>)"' if '"' not in target else "'[g](<" + target.replace("'", "''") + ">)'"
        texts = f"why: {quoted}\nsuccess_criteria: [{quoted}]\nmetric: {quoted}\n"
        checks = f"verify: [{quoted}]\nevidence: [{quoted}]\nverified_by: {quoted}\n"
        body = f"## Acceptance criteria\n\n- [ ] {title}\n"
        files[f"Goals/{title}.md"] = f"---\ntype: goal\nstatus: {quoted}\n{texts}{checks}---\n{body}"
        files[f"Tasks/{title}.md"] = f"---\ntype: task\nstatus: done\ngoal: {link}\nproject: {quoted}\n---\n"
        files[f"Specs/{title[:180]} spec.md"] = (
            f"---\ntype: spec\nstatus: accepted\ngoal: {link}\nimplemented_by: [{quoted}]\n---\n"
            f"- [ ] {title}\n"
        )
    write_files(root_vault.root, files)
    return root_vault


def written(vault: Vault, *, force: bool = False, accept_loss: bool = False) -> dict[str, str]:
    """Publish, and return the text of each note that was written, by path."""
    published = publish(vault.examine(), force=force, accept_loss=accept_loss)
    return {path: vault.read(path) for path in published.written}


def body_of(text: str) -> str:
    """Return what readers see of a note: without frontmatter, comments and code."""
    return _CODE.sub("", _CHART.sub("", _COMMENT.sub("", _FRONT.sub("", text))))


def charts(text: str) -> list[str]:
    """Return the source of each Mermaid chart in a note."""
    return _CHART.findall(text)


def wikilinks(text: str) -> Iterator[tuple[str, str]]:
    """Yield target and shown text of each wikilink."""
    for match in _WIKILINK.finditer(body_of(text)):
        yield match[1], match[2] or match[1].rpartition("/")[2]


def assert_plain(path: str, text: str) -> None:
    """No reader finds a checklist, a field, a tag, a query, HTML or another trap in a generated note.

    Plugins look for fields and queries in the source, so these are looked for there too.
    """
    body = body_of(text)
    assert not _CHECKLIST.search(body), path
    assert not _TAG.search(re.sub(r"^#+ ", "", body, flags=re.MULTILINE)), path
    seen = [trigger for trigger in _TRIGGERS if trigger in body]
    assert not seen, (path, seen)
    assert not _FENCE.search(body), path
    unlinked = re.sub(r"\[[^\]]*\]\([^)]*\)", "", _WIKILINK.sub("", body))
    assert "[[" not in unlinked, path
    assert "]]" not in unlinked, path
    assert "((" not in unlinked, path
    assert "==" not in unlinked, path
    for chart in charts(text):
        source = re.sub(r"\A%%\{init: .*\}%%\n", "", chart)
        assert [one for one in (*_TRIGGERS, "`", "<", "[[", "$", "((", "==") if one in source] == [], path
    own = read_body(_FRONT.sub("", text).replace("<!-- vaultgoals:", "<!-- "), 1, Dialect(), want_links=True)
    assert own.tasks == [], path
    _assert_markdown(path, _FRONT.sub("", text))


def _assert_markdown(path: str, body: str) -> None:
    for token in _MARKDOWN.parse(body):
        assert token.type.removesuffix("_open").removesuffix("_close") in _EXPECTED, (path, token)
        assert token.type != "fence" or token.info == "mermaid", (path, token)
        if token.type == "html_block":
            assert _COMMENT.sub("", token.content).strip() == "", (path, token.content)
        for child in token.children or ():
            assert child.type != "image", (path, child)
            if child.type == "html_inline":
                assert _COMMENT.fullmatch(child.content), (path, child.content)


def assert_links_lead_home(path: str, text: str, vault: Vault) -> None:
    """Each link of a generated note resolves, by the rules of links, to one note of the title it shows."""
    names = Names(file for file in vault.snapshot() if not file.startswith("."))
    for target, shown in (*wikilinks(text), *markdown_links(text)):
        found = names.find(target, path)
        assert len(found) == 1, (path, target, found)
        title = found[0].rpartition("/")[2].removesuffix(".md")
        assert shown.strip() in (normalize("NFC", title).strip(), "rollup"), (path, target, shown)


def markdown_links(text: str) -> Iterator[tuple[str, str]]:
    """Yield target, decoded, and shown text of each Markdown link."""
    for token in _MARKDOWN.parse(_WIKILINK.sub("", _FRONT.sub("", text))):
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "link_open":
                end = next(n for n in range(at, len(children)) if children[n].type == "link_close")
                yield (
                    unquote(str(child.attrs["href"])),
                    "".join(one.content for one in children[at + 1 : end]),
                )
