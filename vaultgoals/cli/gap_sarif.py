"""Gaps as SARIF 2.1.0, the form in which code scanning and editors take findings.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; ASCII only, and in the order of all output.
"""

from __future__ import annotations

import json
from typing import Any

from vaultgoals import __version__
from vaultgoals.cli.gap_place import Places
from vaultgoals.cli.terminal import put
from vaultgoals.engine import Examination
from vaultgoals.model import Gap, Severity
from vaultgoals.rules import RULES, Rule
from vaultgoals.rules.documentation import section

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def print_sarif(found: Examination) -> None:
    """Print the gaps as one SARIF log of one run."""
    put(json.dumps(_log(found), indent=2, ensure_ascii=True))


def _log(found: Examination) -> dict[str, Any]:
    places = Places.of(found.root)
    codes = {gap.code for gap in found.gaps}
    rules = [rule for rule in RULES if rule.code in codes]
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {"name": "vaultgoals", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    results = [_result(gap, index[gap.code], places) for gap in found.gaps]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": section(rule, "What it finds")},
        "help": {"text": f"{section(rule, 'Why it matters')}\n\nvaultgoals rule {rule.code}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(gap: Gap, number: int, places: Places) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": gap.code,
        "ruleIndex": number,
        "level": _LEVELS[gap.severity],
        "message": {"text": f"{gap.message}. {gap.fix}"},
        "partialFingerprints": {"gap/v1": gap.id},
    }
    if gap.path:
        result["locations"] = [_location(gap.path, gap.line, places)]
    if gap.related:
        result["relatedLocations"] = [_location(item.path, item.line, places) for item in gap.related]
    return result


def _location(path: str, line: int, places: Places) -> dict[str, Any]:
    place = {"uri": places.uri(path), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": place, "region": {"startLine": max(line, 1)}}}
