"""The seeded corpus: articles with defects on marked lines, so that a test knows what lint must find and no more."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chatbot.coverage.lint.model import Finding, Limits
from chatbot.coverage.lint.run import lint_folder

MARKED = Path(__file__).with_name("seeded")
LIMITS = Limits(today=date(2026, 11, 23), review_months=24, section_words=100)
_MARK = re.compile(r" ?⟦([\w-]+)⟧")

Place = tuple[str, str, int]  # rule, file, line


@dataclass(frozen=True, slots=True)
class Linted:
    """What was marked and what was found; a `Counter`, because one line may break a rule twice."""

    marked: Counter[Place]
    found: Counter[Place]
    findings: list[Finding]


def lint(corpus: Path) -> list[Finding]:
    """Return what lint finds in a folder or file on the day of `LIMITS`, without an encoder."""
    return lint_folder(corpus, LIMITS)


def lint_seeded(folder: Path) -> Linted:
    """Write the seeded corpus without its marks into `folder`, read it and lint it."""
    marked: Counter[Place] = Counter()
    for path in sorted(MARKED.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            marked.update((rule, path.name, number) for rule in _MARK.findall(line))
        (folder / path.name).write_text(_MARK.sub("", text), encoding="utf-8")
    findings = lint(folder)
    return Linted(marked, Counter((f.rule, f.path, f.line) for f in findings), findings)
