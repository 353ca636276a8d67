"""While a run is made the garbage collector rests, and afterwards it is as it was."""

from __future__ import annotations

import gc

import pytest

from vaultgoals.engine.collection import no_collection


def test_the_collector_rests_within_and_is_on_again_behind_it() -> None:
    """Also where one run is made within another, and where a run ends with an error."""
    assert gc.isenabled()
    with no_collection():
        with pytest.raises(KeyError), no_collection():
            raise KeyError
        assert not gc.isenabled()
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    """A program that never collects goes on so."""
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
