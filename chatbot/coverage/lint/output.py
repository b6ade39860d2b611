"""Findings -> text for a terminal, JSON, and SARIF 2.1.0 for code-review tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chatbot.coverage.lint.model import Finding, Level, Rule

OF_EACH = 3
"""Findings of a rule that are listed where not all are."""
_MANY = 30  # findings, about a screen of them
_MEMBERS = ("rule", "level", "path", "line", "section", "seen", "remedy")  # of a finding in JSON, in this order
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Sequence[Finding]) -> str:
    """Return one line for each finding, where they are many the count of each rule, and a last line that counts all.

    The errors among thousands of findings are found by the name of their rule.
    """
    rules = Counter((finding.level, finding.rule) for finding in _gravest(findings))
    counts = [f"{count:7,} {level:<8}[{rule}]" for (level, rule), count in rules.items()]
    return "\n".join([*map(str, findings), *(counts if len(findings) > _MANY else ()), summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """Return "3 errors, 1 warning, 0 notes in 2 files"."""
    counts = Counter(finding.level for finding in findings)
    parts = [f"{counts[level]} {level}{'' if counts[level] == 1 else 's'}" for level in Level]
    files = len({finding.path for finding in findings})
    return f"{', '.join(parts)} in {files} {'file' if files == 1 else 'files'}"


def of_each_rule(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Return the first findings of each rule, the gravest rules first, for a list that is read from its top.

    Beside the last one of a rule stands how many more there are: a note on each of forty articles hides no error.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in _gravest(findings):
        by_rule.setdefault(finding.rule, []).append(finding)
    first = [(own[:OF_EACH], len(own) - OF_EACH) for own in by_rule.values()]
    return [(each, max(more, 0) if each is own[-1] else 0) for own, more in first for each in own]


def _gravest(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, errors first and notes last."""
    return sorted(findings, key=lambda finding: list(Level).index(finding.level))


def as_records(findings: Sequence[Finding]) -> list[dict[str, str | int]]:
    """Return the findings as JSON objects of `_MEMBERS`."""
    return [{name: getattr(finding, name) for name in _MEMBERS} for finding in findings]


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings as a JSON list."""
    return json.dumps(as_records(findings), ensure_ascii=False, indent=2)


def as_sarif(findings: Sequence[Finding], rules: Sequence[Rule]) -> str:
    """Return a SARIF 2.1.0 log of one run; paths in the corpus folder are relative to it.

    Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
    """
    place = {rule.id: number for number, rule in enumerate(rules)}
    driver = {
        "name": "article-chatbot-lint",
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.sentence},
                "help": {"text": rule.remedy},
                "defaultConfiguration": {"level": rule.level.value},
            }
            for rule in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"CORPUS": {"description": {"text": "The corpus folder."}}},
        "results": [_result(finding, place[finding.rule]) for finding in findings],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    path = Path(finding.path)
    place = {"uri": path.as_uri()} if path.is_absolute() else {"uri": quote(finding.path), "uriBaseId": "CORPUS"}
    location: dict[str, Any] = {"artifactLocation": place}
    if finding.line:
        location["region"] = {"startLine": finding.line}
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.level.value,
        "message": {"text": f"{finding.seen}; {finding.remedy}"},
        "locations": [{"physicalLocation": location}],
    }
