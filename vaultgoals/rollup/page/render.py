"""From the content of the page to its text. Only the command that writes pages loads this.

Everything foreign goes through the template's escaping. What the page may do stands in its policy: apply
the one style and run the one script that it holds, known by their hashes, and nothing else; nothing is
fetched (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from vaultgoals.rollup.page.chart import draw
from vaultgoals.rollup.page.values import Page, Trend

TEMPLATE, STYLE, SCRIPT = "page.html.j2", "page.css", "page.js"
"""The names of the files that the page is made with."""
PARTS = (TEMPLATE, STYLE, SCRIPT, "pieces.html.j2")
"""All of them; they lie beside this module."""
_MOST_NAMES = 12
_MOST_OPEN = 12


def render(page: Page, parts: dict[str, str]) -> str:
    """Return the text of the page.

    Args:
        page: all that it shows.
        parts: the text of each file of `PARTS`, by name; lines end as on Unix.
    """
    style, script = parts[STYLE], parts[SCRIPT]
    return _template(tuple(parts.items())).render(
        page=page,
        trends=_drawn(page),
        style=Markup(style),  # noqa: S704 - the package's own file
        script=Markup(script),  # noqa: S704 - the package's own file
        policy=_policy(style, script),
        most_names=_MOST_NAMES,
        most_open=_MOST_OPEN,
    )


@lru_cache(maxsize=1)  # who makes many pages reads the template once
def _template(parts: tuple[tuple[str, str], ...]) -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader(dict(parts)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE)


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _drawn(page: Page) -> list[tuple[Trend, Markup]]:
    """Return each trend with its picture."""
    return [
        (trend, Markup(draw(trend, f"trend-{number}")))  # noqa: S704 - made by an XML writer
        for number, trend in enumerate(page.trends, 1)
    ]
