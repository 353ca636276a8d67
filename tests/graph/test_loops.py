from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vaultgoals.graph import loops

nodes = st.sampled_from("abcdefg")
graphs = st.dictionaries(nodes, st.lists(nodes, max_size=4), max_size=7)


def test_a_chain_is_no_loop() -> None:
    """What leads on and on and never back is no loop."""
    assert loops({"a": ["b", "c"], "b": ["c"]}) == ()


def test_a_loop_is_told_by_its_sorted_members() -> None:
    """A loop of three is one loop, wherever one begins to walk; what leads into it is no part of it."""
    assert loops({"z": ["c"], "c": ["a"], "a": ["b"], "b": ["c"]}) == (("a", "b", "c"),)


def test_what_points_at_itself_is_a_loop_of_one() -> None:
    """A goal that serves itself is a loop."""
    assert loops({"a": ["a"], "b": ["a"]}) == (("a",),)


def test_separate_loops_are_told_in_order() -> None:
    """Loops that do not touch are two, in the order of their first members."""
    assert loops({"y": ["x"], "x": ["y"], "b": ["a"], "a": ["b"]}) == (("a", "b"), ("x", "y"))


def test_a_chain_of_any_length_is_walked() -> None:
    """A hundred thousand notes in a row, and back to the first, are one loop and no fault."""
    ring = {str(number): [str((number + 1) % 100_000)] for number in range(100_000)}

    assert [len(loop) for loop in loops(ring)] == [100_000]


@given(graphs)
def test_a_loop_is_what_can_reach_itself(edges: dict[str, list[str]]) -> None:
    """Two nodes share a loop exactly where each can be reached from the other."""
    names = {*edges, *(target for targets in edges.values() for target in targets)}
    reach = {name: reachable(name, edges) for name in names}
    expected = {tuple(sorted(b for b in reach[a] if a in reach[b])) for a in names if a in reach[a]}

    assert loops(edges) == tuple(sorted(expected))


def reachable(start: str, edges: dict[str, list[str]]) -> set[str]:
    """Return what can be reached from a node in one step or more."""
    seen: set[str] = set()
    pending = list(edges.get(start, ()))
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(edges.get(node, ()))
    return seen
