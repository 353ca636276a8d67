"""From a link's target to the file it names, in Obsidian's order.

The order, as observed of Obsidian 1.13 by pvliesdonk/markdown-vault-mcp (its reference and issue
1380): the exact vault path; of all files whose path ends so, one in the source's own folder, else the
one with the shortest path. Equal lengths are unstable in Obsidian; here the first in path order is
taken and the caller is told of all. ``./`` and ``../`` are relative and exact. Names are compared
without case and in Unicode's composed form, an exact spelling winning among twins. Aliases name nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from unicodedata import normalize

from vaultgoals.model import folder_of, title_of


def fold_path(path: str) -> str:
    """Return ``path`` as it is compared: composed (NFC) and in small letters.

    Small letters as Obsidian makes them: `str.casefold` would take ``Straße`` for ``Strasse``.
    """
    if path.isascii():
        return path.lower()
    return normalize("NFC", normalize("NFC", path).lower())


_FOLDER_PAGES = ("index.md", "readme.md", "_index.md")


class Names:
    """An index over the paths of a vault."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_path: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        """What `_shortest` gave: a thousand links to one of a thousand `index` are looked up once."""
        self._only: dict[str, tuple[str, ...]] = {}
        """What a bare name means that one path alone carries: it means that wherever it stands."""
        self._nearest: dict[str, str] = {}
        for path in sorted(paths):
            folded = fold_path(path)
            self._by_path.setdefault(folded, []).append(path)
            self._by_name.setdefault(folded.rpartition("/")[2], []).append(path)

    def find(self, target: str, source: str) -> tuple[str, ...]:
        """Return the paths that ``target`` names when it stands in the note ``source``.

        Empty where nothing carries the name; more than one only where they rank equally, in path
        order. A target without an extension names a note (``.md``).
        """
        found = self._only.get(target) or self._alone(target)
        if found:
            return found
        target = target.strip().replace("\\", "/")
        if not target:
            return (source,)
        if target.startswith(("./", "../")):
            exact = _relative(target, folder_of(source))
            return self._exact(exact) if exact is not None else ()
        target = target.strip("/")
        return self._exact(target) or self._own(target, folder_of(source)) or self._shortest(target)

    def same_title(self, path: str) -> tuple[str, ...]:
        """Return every path whose file name is that of ``path``, itself included."""
        return tuple(self._by_name.get(fold_path(path).rpartition("/")[2], ()))

    def beginning(self, folded: str) -> list[str]:
        """Return the paths that begin with ``folded``, a folded text, in path order."""
        found = []
        for at in range(bisect_left(self._in_order, folded), len(self._in_order)):
            if not self._in_order[at].startswith(folded):
                break
            found.extend(self._by_path[self._in_order[at]])
        return sorted(found)

    @cached_property
    def _in_order(self) -> list[str]:
        """The folded paths in order: those that begin alike stand together."""
        return sorted(self._by_path)

    def nearest(self, target: str) -> str:
        """Return what to link where ``target`` names nothing, or an empty text.

        The page of a folder of that name; the note that it is the number of, or whose title is almost that.
        """
        from difflib import get_close_matches  # in most vaults no link is broken

        target = target.strip().strip("/")
        pages = [] if target.lower().endswith(".md") else self._pages_of(fold_path(target).lstrip("./"))
        if len(pages) == 1:
            return pages[0].removesuffix(".md")
        wanted = fold_path(_with_extension(target)).rpartition("/")[2]
        if wanted not in self._nearest:
            notes = [name for name in self._by_name if name.endswith(".md")]
            near = get_close_matches(wanted, notes, n=1, cutoff=0.8)
            numbered = _numbered(wanted.removesuffix(".md"), notes)
            if len(numbered) == 1:
                near = numbered
            self._nearest[wanted] = title_of(self._by_name[near[0]][0]) if near else ""
        return self._nearest[wanted]

    def _pages_of(self, folder: str) -> list[str]:
        """Return the pages of the folders whose (folded) path ends so: other tools follow a link to them."""
        named = self._pages.get(folder.rpartition("/")[2], ()) if folder else ()
        return [path for path in named if f"/{fold_path(folder_of(path))}".endswith(f"/{folder}")]

    @cached_property
    def _pages(self) -> dict[str, list[str]]:
        """By the folded name of a folder: its pages."""
        found: dict[str, list[str]] = {}
        for path in (path for page in _FOLDER_PAGES for path in self._by_name.get(page, ())):
            found.setdefault(fold_path(folder_of(path)).rpartition("/")[2], []).append(path)
        return found

    def _alone(self, target: str) -> tuple[str, ...]:
        """Return the one path that has a bare name, taken as it is or for a note's; empty for other targets.

        Most links are so, and wherever one stands it means that path: two look-ups do for all of the order.
        """
        if not target or "/" in target or "\\" in target or target.strip() != target:
            return ()
        folded = fold_path(target)
        bearers = self._by_name.get(folded, [])
        if not folded.endswith(".md"):
            bearers = [*bearers, *self._by_name.get(f"{folded}.md", ())]
        if len(bearers) != 1:
            return ()
        self._only[target] = (bearers[0],)
        return self._only[target]

    def _exact(self, target: str) -> tuple[str, ...]:
        for wanted in (_with_extension(target), target):
            twins = self._by_path.get(fold_path(wanted), [])
            if wanted in twins:
                return (wanted,)
            if twins:
                return tuple(twins)
        return ()

    def _own(self, target: str, folder: str) -> tuple[str, ...]:
        """Return what lies in ``folder`` itself and ends as ``target`` does."""
        path = f"{folder}/{target.rpartition('/')[2]}"
        ends_so = f"/{fold_path(path)}".endswith(f"/{fold_path(target)}")
        return self._exact(path) if ends_so else ()

    def _shortest(self, target: str) -> tuple[str, ...]:
        if target not in self._found:
            self._found[target] = self._look_up(target)
        return self._found[target]

    def _look_up(self, target: str) -> tuple[str, ...]:
        for wanted in (_with_extension(target), target):
            folded = fold_path(wanted)
            ending = [
                path
                for path in self._by_name.get(folded.rpartition("/")[2], ())
                if fold_path(path).endswith("/" + folded)
            ]
            if ending:
                shortest = min(map(len, ending))
                equal = [path for path in ending if len(path) == shortest]
                spelt = [path for path in equal if path.endswith("/" + wanted)]
                return tuple(spelt if len(spelt) == 1 else equal)
        return ()


def _numbered(number: str, names: Iterable[str]) -> list[str]:
    """Return the names that begin with a number, or what ends in one, and go on with a title.

    Other tools follow ``[[202611031300]]`` to ``202611031300 Write the thesis``; Obsidian does not.
    """
    if not number or not number[-1].isdigit():
        return []
    return [name for name in names if name.startswith(number) and not name[len(number)].isalnum()]


def _with_extension(target: str) -> str:
    return target if target.lower().endswith(".md") else f"{target}.md"


def _relative(target: str, folder: str) -> str | None:
    """Resolve ``./`` and ``../`` against ``folder``; None where it leaves the vault."""
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
