"""Python's garbage collector, put off while a vault is read, judged and written down."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Let the garbage collector rest: a run makes a million values and no cycles among them.

    Looking for cycles again and again costs over a quarter of a watch's run of 100,000 notes. May be nested.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
