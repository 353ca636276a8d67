"""What all spellings of one check have in common.

A module of its own: every run asks for it, and none of the patterns by which the evidence log is read is
needed for that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

KEYWORD = re.compile(r"(ask|fresh|exists|contains|metric|count|run)\s*:\s*(?=\S)", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=4096)  # a log asks for the same few checks over and over
def check_key(check: str) -> str:
    """Return what all spellings of one check have in common: by it the check of a record is found in a goal.

    A question without a keyword is the same as one with ``ask:``; case, white space and characters that
    nobody sees do not count.
    """
    shown = "".join(one for one in normalize("NFC", check) if category(one)[0] != "C" or one.isspace())
    return with_keyword(" ".join(shown.split())).casefold()


def with_keyword(check: str) -> str:
    """Return a check as a record holds it: with its keyword, which a question may lack in a note."""
    check = check.strip()
    found = KEYWORD.match(check)
    if found:
        return f"{found[1].lower()}: {check[found.end() :]}"
    return f"ask: {check}" if check else ""
