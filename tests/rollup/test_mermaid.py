"""Labels of charts, as text: what may stand in one. How they look is tested in a browser, in test_charts."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rollup.written import HOSTILE
from vaultgoals.rollup.escape import clean
from vaultgoals.rollup.mermaid import bars_and_line, fenced, label, reads_as

_UNSAFE = set("\"'`<>[](){}|\\%:&$*_=~@^-.!?/+#;\n")


def decoded(text: str) -> str:
    """Return what a label says, its entities replaced by what they stand for."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)


@given(st.text() | st.text('#;&°ﬂ¶ß"`]0123 abc') | st.sampled_from(HOSTILE))
def test_a_label_says_its_text_and_can_start_nothing(text: str) -> None:
    """Whatever a text is, no character of it that could mean something stands in the label as it is."""
    made = label(text, limit=300)
    bare = re.sub(r"#\d+;", "", made)

    assert not set(bare) & _UNSAFE
    assert "ﬂ" not in made
    assert "¶" not in decoded(made)
    assert decoded(made) == clean(clean(text).replace("ﬂ", "fl").replace("¶", " "))


@given(st.text(max_size=60))
def test_a_fence_is_closed_where_it_should_be(text: str) -> None:
    """A block begins with its own fence and ends with it, and holds no other."""
    block = fenced([f'    a["{label(text, limit=50)}"]'])

    assert re.findall("```.*", block) == ["```mermaid", "```"]
    assert len(block.splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "is_so"),
    [("Ship", True), ("50 % off", True), ("ﬂat", False), ("a  b", False), ("x" * 90, False)],
)
def test_a_label_that_reads_otherwise_is_known(name: str, is_so: bool) -> None:
    """Only a name that the label shows to the letter may be followed as a link."""
    assert reads_as(name, limit=80) is is_so


@given(st.integers(1, 26), st.sampled_from(["{:02}-01", "2026-{:02}", "{:02}"]))
def test_no_two_points_have_one_name_and_the_newest_is_named(number: int, form: str) -> None:
    """Names that have no room are blanks, each another one: two points of one name would be drawn as one."""
    labels = [form.format(at) for at in range(number)]
    axis = re.search(r"x-axis (\[.*\])", bars_and_line("T", "N", labels, [1] * number))
    assert axis is not None
    shown = json.loads(axis[1])

    assert len(set(shown)) == number
    assert shown[-1] == labels[-1]
    assert sum(len(one) for one in shown if not one.startswith("#")) <= 70
