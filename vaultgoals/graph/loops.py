"""Loops in a relation: the strongly connected parts of a directed graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def loops(edges: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the loops, each as its sorted members, in the order of their first ones.

    A node that points at itself is a loop of one. The algorithm is Tarjan's (1972), with a stack of
    its own instead of recursion, so that a chain of any length is walked.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[tuple[str, ...]] = []
    for root in sorted(edges):
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found.extend(_close(node, stack, on_stack, edges))
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                on_stack.add(target)
                work.append((target, iter(edges.get(target, ()))))
            elif target in on_stack:
                low[node] = min(low[node], index[target])
    return tuple(sorted(found))


def _close(
    node: str, stack: list[str], on_stack: set[str], edges: Mapping[str, Sequence[str]]
) -> list[tuple[str, ...]]:
    """Take one finished part off the stack; it is a loop if it has two members or points at itself."""
    members = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        members.append(member)
        if member == node:
            break
    is_loop = len(members) > 1 or node in edges.get(node, ())
    return [tuple(sorted(members))] if is_loop else []
