"""Findings -> text for a terminal, JSON, and SARIF 2.1.0 for code-review tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chatbot.coverage.lint.model import Finding, Level, Rule
from chatbot.coverage.words import counted

_OF_EACH = 3  # findings of a rule that are listed where not all are
_MANY = 30  # findings, about a screen of them
_MEMBERS = ("rule", "level", "path", "line", "section", "seen", "remedy")  # of a finding in JSON, in this order
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule; `remedy` is what mends each of them, "" where each has a remedy of its own."""

    level: Level
    rule: str
    remedy: str
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        """The heading of the group: level, rule, and the remedy."""
        return f"{self.level} [{self.rule}]{': ' if self.remedy else ''}{self.remedy}"

    @property
    def first(self) -> tuple[Finding, ...]:
        """Those that are listed where not all are."""
        return self.findings[:_OF_EACH]

    @property
    def more(self) -> int:
        """How many that leaves out."""
        return len(self.findings) - len(self.first)

    def what(self, finding: Finding) -> str:
        """Return what stands behind the finding's place: what was seen, and the remedy where it is its own."""
        return finding.seen if self.remedy else f"{finding.seen}; {finding.remedy}"


def of_each_rule(findings: Sequence[Finding]) -> list[Group]:
    """Return the findings by rule, the gravest rules first: a note on each of forty articles hides no error.

    Rules that matter alike stand as their first findings do.
    """
    by_rule: dict[tuple[Level, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: list(Level).index(finding.level)):
        by_rule.setdefault((finding.level, finding.rule), []).append(finding)
    groups = []
    for (level, rule), own in by_rule.items():
        remedies = {finding.remedy for finding in own}
        groups.append(Group(level, rule, remedies.pop() if len(remedies) == 1 else "", tuple(own)))
    return groups


def as_text(findings: Sequence[Finding]) -> str:
    """Return each rule with its remedy and a line for each finding, the gravest first, then a line that counts all.

    Where they are many, the count of each rule stands before that: what came first has left the screen. A file below
    the present folder is named as seen from there.
    """
    groups = of_each_rule(findings)
    here, lines = f"{Path.cwd()}/", []
    for group in groups:
        told = (f"  {each.place.removeprefix(here)}: {group.what(each)}" for each in group.findings)
        lines += [str(group), *told, ""]
    if len(findings) > _MANY:
        lines += [f"{len(group.findings):7,} {group.level:<8}[{group.rule}]" for group in groups]
    return "\n".join([*lines, summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """Return "3 errors, 1 warning, 0 notes in 2 files"."""
    counts = Counter(finding.level for finding in findings)
    files = len({finding.path for finding in findings})
    return f"{', '.join(counted(counts[level], level) for level in Level)} in {counted(files, 'file')}"


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
