"""The user's own template for a kind of note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vaultgoals.engine.new.place import Ground
from vaultgoals.errors import VaultGoalsError
from vaultgoals.files import VaultFolder, list_files
from vaultgoals.frozen import frozen
from vaultgoals.model import Kind, title_of
from vaultgoals.parse.note import read_note
from vaultgoals.parse.status import read_kind

_WORD = re.compile(r"[\W_]*(?:template|vorlage|modèle|plantilla)[\W_]*", re.IGNORECASE)
_CODE = re.compile(r"<%")


class UnfitTemplateError(VaultGoalsError):
    """A template cannot be the ground of a note."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"the template {path} cannot be used: {reason}; add --no-template to do without")


@frozen
class Template:
    """A note from which others are made."""

    path: str
    text: str
    others: tuple[str, ...] = ()
    """Templates of the same kind that were passed over."""

    @property
    def holds_code(self) -> bool:
        """Whether it holds code of the plugin Templater, which is not run here."""
        return _CODE.search(self.text) is not None


def template_for(ground: Ground, kind: Kind) -> Template | None:
    """Return the vault's template for a kind of note: the first by path that says so, or is named so.

    One whose frontmatter says that it is something else is none. None where there is no template.
    """
    found = list(_of_kind(ground, kind))
    return replace(found[0], others=tuple(one.path for one in found[1:])) if found else None


def template_at(ground: Ground, path: str, kind: Kind) -> Template:
    """Return the template at a vault path, with or without ``.md``.

    Raises:
        UnfitTemplateError: it is not there, cannot be read, or says that it is for another kind of note.
    """
    folder = VaultFolder(ground.found.root)
    for name in (path, f"{path}.md"):
        text = folder.text(name) if name.casefold().endswith(".md") else None
        if text is None:
            continue
        if _says(ground, name, text) not in ("", kind):
            raise UnfitTemplateError(name, f"its frontmatter says that it is no {kind}")
        return Template(name, text)
    raise UnfitTemplateError(path, "there is no such note in the vault, or it cannot be read")


def _of_kind(ground: Ground, kind: Kind) -> Iterator[Template]:
    homes = tuple(f"{home}/" for home in (*ground.found.config.templates, *ground.settings.templates))
    if not homes:
        return
    folder = VaultFolder(ground.found.root)
    paths = (entry.path for entry in list_files(ground.found.root).files)
    for path in sorted(path for path in paths if path.startswith(homes) and path.casefold().endswith(".md")):
        text = folder.text(path)
        if text is None:
            continue
        said = _says(ground, path, text)
        if said == kind or (not said and read_kind(_WORD.sub("", title_of(path))) is kind):
            yield Template(path, text)


def _says(ground: Ground, path: str, text: str) -> str:
    """Return the kind that a template's own frontmatter names; empty where it names none.

    A word that names no kind of ours says that it is something else.
    """
    from vaultgoals.parse.fields import Fields
    from vaultgoals.parse.frontmatter import read_frontmatter

    kind = read_note(path, text, replace(ground.dialect, folders=())).kind
    if kind is not None:
        return kind
    return "other" if Fields(read_frontmatter(text).properties, ground.dialect.keys).says_kind() else ""
