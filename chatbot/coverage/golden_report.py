"""What became of golden questions, and what changed between two versions -> lines for a terminal, or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from chatbot.answering.answer import Answer
from chatbot.answering.answerer import Answerer
from chatbot.coverage.comparing import (
    Change,
    Move,
    Source,
    Texts,
    alike,
    compare,
    first_quote,
    section_texts,
    source_between,
    whereabouts,
)
from chatbot.coverage.golden import Checked, Fate, Golden, check
from chatbot.coverage.progress import Step, silent
from chatbot.coverage.survey import Place
from chatbot.coverage.words import counted, shortened
from chatbot.indexing.index import PassageIndex

_SHOWN = 110  # characters of a quote in one line
_OTHERS = 2  # questions named beside the first one whose answer changed alike
_GRAVEST = (Fate.LOST, Fate.MOVED, Fate.WEAK)


@dataclass(frozen=True, slots=True)
class GoldenReport:
    """All that a check found; what follows `now` is empty where it compared with no other version.

    `earlier` is what became of each golden question in that version.
    """

    version: str
    checked: tuple[Checked, ...]
    now: Texts
    against: str = ""
    before: Texts | None = None
    earlier: Mapping[Golden, Fate] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    @property
    def lost(self) -> int:
        """How many golden questions lost their answer: of two versions those that had it in the other one."""
        return sum(each.fate is Fate.LOST for each in self.news)

    @property
    def fallen(self) -> list[Checked]:
        """The golden questions that are not kept, the gravest first."""
        fallen = [each for each in self.checked if each.fate is not Fate.KEPT]
        return sorted(fallen, key=lambda each: _GRAVEST.index(each.fate))

    @property
    def same(self) -> list[Checked]:
        """Those of the fallen that fared so in the version compared with, too."""
        return [each for each in self.fallen if self.earlier.get(each.golden) is each.fate]

    @property
    def alike(self) -> list[list[Change]]:
        """The changes in groups of questions whose answer changed in the same way."""
        return alike(self.changes)

    @property
    def by_move(self) -> list[tuple[Move, int, list[list[Change]]]]:
        """For each way in which answers changed, the gravest first: how many did, and in which groups."""
        ways = groupby(self.alike, key=lambda group: group[0].move)
        listed = [(move, list(groups)) for move, groups in ways]
        return [(move, sum(map(len, groups)), groups) for move, groups in listed]

    @property
    def moves(self) -> str:
        """How many answers changed in which way, the gravest first: "1 no longer answered; 3 now answered"."""
        return "; ".join(f"{count:,} {move}" for move, count, _ in self.by_move)

    @property
    def news(self) -> list[Checked]:
        """Those of the fallen that fared otherwise in the version compared with; all of them where there is none."""
        return [each for each in self.fallen if self.earlier.get(each.golden) is not each.fate]

    def source(self, golden: Golden) -> str:
        """Say what became of the sections that a golden question expects, "" where it expects none."""
        told = {place: self.source_at(place, golden) for place in golden.places}
        if len(told) == 1:
            return next(iter(told.values()))
        return "; ".join(f"{section}: {what}" for (_, section), what in told.items())

    def source_at(self, place: Place, golden: Golden) -> str:
        """Say what became of one of the sections that a golden question expects."""
        if place not in self.now:
            return self._missing(place)
        if not golden.said_in(self.now[place]):
            return f"its section no longer says “{golden.says}”"
        if self.before is None:
            return "its section is there"
        fate = source_between(place, self.before, self.now)
        return "its section is new" if fate is Source.NONE else str(fate)

    def _missing(self, place: Place) -> str:
        """Say of a section that is not there where it went, as far as that can be known."""
        if self.before is None or place not in self.before:
            known = any(article == place[0] for article, _ in self.now)
            return "there is no such section" if known else "there is no such article"
        there = whereabouts(self.before[place], self.now)
        if there is None:
            return str(Source.REMOVED)
        kept = f", or keep links to it alive: write {{#{place[1]}}} after its heading" if there[0] == place[0] else ""
        what = "its text" if self.before[place] in self.now[there] else "most of its text"
        return f"{what} stands in {'#'.join(there)} now; expect it there{kept}"


def compared(
    report: GoldenReport,
    before: PassageIndex,
    now: PassageIndex,
    questions: Sequence[str] = (),
    step: Step = silent,
) -> GoldenReport:
    """Return the report of what `now` answers with what has changed since `before`, for more `questions`, too."""
    goldens = [each.golden for each in report.checked]
    texts = [*(golden.question for golden in goldens), *questions]
    return replace(
        report,
        against=before.version,
        before=section_texts(before),
        earlier={each.golden: each.fate for each in check(goldens, Answerer(before), step("checking before"))},
        changes=tuple(compare(texts, before, now, step("comparing"))),
    )


def as_text(report: GoldenReport) -> str:
    """Return the report for a terminal: what moved, or what moved between two versions; then a line that counts.

    Where nothing is compared, answers in their place that are not sure take a line each, the least sure first.
    """
    unsure = [] if report.against else [each for each in report.news if each.fate is Fate.WEAK and each.place]
    lines = [line for each in report.news if each not in unsure for line in _told(each, report)]
    if unsure:
        lines.append("Quoted first as one that may answer, with the confidence of the answer:")
        rows = sorted(unsure, key=lambda each: each.answer.confidence)
        lines += [*(f"{each.answer.confidence:6.2f}  {each.golden.question}" for each in rows), ""]
    if report.against:
        same = Counter(each.fate for each in report.same)
        if same:
            lines += [
                f"As before, in version {report.against}, and listed where nothing is compared: {_counted(same)}",
                "",
            ]
        changed = f"{counted(len(report.changes), 'answer')} changed"
        told = {each.golden.question for each in report.news}
        groups = [group for group in report.alike if not told.issuperset(change.question for change in group)]
        above = " (those of golden questions stand above)" if len(groups) < len(report.alike) else ""
        lines += [f"Since version {report.against}, {changed}{': ' * bool(report.moves)}{report.moves}{above}", ""]
        lines += [line for group in groups for line in _changed(group)]
    counts = Counter(each.fate for each in report.checked)
    parts = ", ".join(f"{counts[fate]} {fate}" for fate in Fate)
    if report.against and counts[Fate.LOST]:
        parts += f" ({report.lost} of them since version {report.against})"
    golden = counted(len(report.checked), "golden question")
    return "\n".join([*lines, f"{golden}, version {report.version}: {parts}"])


def as_json(report: GoldenReport) -> str:
    """Return the report as JSON: version, against, golden (one object each) and changes."""
    golden = [
        {
            "question": each.golden.question,
            "fate": each.fate.value,
            "before": report.earlier.get(each.golden),
            "expected": each.golden.expected or None,
            "source": report.source(each.golden),
            "place": each.place,
            "answer": _answer(each.answer),
        }
        for each in report.checked
    ]
    changes = [
        {
            "question": change.question,
            "move": change.move.value,
            "source": change.source.value,
            "before": _answer(change.before),
            "after": _answer(change.after),
        }
        for change in report.changes
    ]
    body = {"version": report.version, "against": report.against or None, "golden": golden, "changes": changes}
    return json.dumps(body, ensure_ascii=False, indent=2)


def shown(answer: Answer, text: str = "") -> str:
    """Return an answer's status, confidence, and the place and beginning of its first quote, or `text`, in one line."""
    (place, quote), how = first_quote(answer), f"{answer.status} ({answer.confidence:.2f})"
    return f"{how} by {place}: “{shortened(text or quote, _SHOWN)}”" if place else how


def _told(each: Checked, report: GoldenReport) -> Iterator[str]:
    yield f"{each.fate.upper():<6}{each.golden.question}"
    before = report.earlier.get(each.golden)
    change = next((change for change in report.changes if change.question == each.golden.question), None)
    excerpts = change.excerpts if change else ("", "")
    if before:  # its fate is not said again where the answer's status has the same name: "weak"
        answer = shown(change.before, excerpts[0]) if change else ""
        fate = "" if answer.startswith(before) else f"{before}{', ' * bool(answer)}"
        yield f"      before    {fate}{answer}"
    if each.place != 1:  # where it is quoted first, what follows says so
        for place in each.golden.places:
            yield f"      expected  {'#'.join(place)}: {report.source_at(place, each.golden)}"
        if not each.golden.places:
            yield "      expected  no answer; where one is right by now, name its article and section in place of it"
    if each.place and each.place > 1:
        yield f"      quoted    in place {each.place}"
    yield f"      now       {shown(each.answer, excerpts[1])}"
    yield ""


def _counted(fates: Counter[Fate]) -> str:
    return ", ".join(f"{fates[fate]} {fate}" for fate in _GRAVEST if fates[fate])


def _changed(group: Sequence[Change]) -> Iterator[str]:
    change = group[0]
    yield f"{change.question}"
    if len(group) > 1:
        others = "".join(f" “{other.question}”" for other in group[1 : 1 + _OTHERS])
        yield f"      and{others}{f' and {len(group) - 1 - _OTHERS} more' if len(group) > 1 + _OTHERS else ''}"
    yield f"      {change.move}; {change.source}"
    before, after = change.excerpts
    yield f"      before    {shown(change.before, before)}"
    yield f"      after     {shown(change.after, after)}"
    yield ""


def _answer(answer: Answer) -> dict[str, object]:
    quote = answer.quotes[0] if answer.quotes else None
    return {
        "status": answer.status.value,
        "confidence": answer.confidence,
        "article": quote.article.id if quote else None,
        "source_id": quote.source_id if quote else None,
        "quote": quote.text if quote else None,
    }
