"""Coverage -> tables for a terminal: numbers first, then what to write next."""

from __future__ import annotations

import io

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from chatbot.answering.answer import Status
from chatbot.coverage.gaps import Gap, Topic, arranged
from chatbot.coverage.lint.output import of_each_rule, summary
from chatbot.coverage.reach import Part, most_asked
from chatbot.coverage.result import Coverage
from chatbot.coverage.words import counted, shortened

_GAPS = 15
_EXAMPLES = 3
WIDTH = 110
_LISTED = 12
_ARTICLES = 40
_BAR = 30  # columns
_INDENT, _DEEP = 2, 8  # columns


def as_text(coverage: Coverage, width: int = WIDTH, colour: bool = False) -> str:
    """Return the report as text, at most `width` columns wide."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour, highlight=False, emoji=False)
    console.print(Group(*_parts(coverage)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _parts(coverage: Coverage) -> list[RenderableType]:
    parts: list[RenderableType] = [_heading(f"Coverage of index version {coverage.version}"), _statuses(coverage), ""]
    if coverage.gaps or coverage.notes:
        parts += [_heading("What to write next: questions without a sure answer, by topic"), *_gaps(coverage)]
        parts += [*map(_item, coverage.notes), ""]
    parts += [_heading("Articles"), _articles(coverage), *_rest(len(coverage.articles), _ARTICLES), ""]
    unreached = coverage.unreached
    if unreached:
        parts.append(_heading(f"Sections and FAQ entries that no question reaches: {len(unreached):,}"))
        parts += [_item(_unreached(part)) for part in unreached[:_LISTED]]
        parts += [*_rest(len(unreached)), ""]
    if coverage.overlaps:
        parts.append(_heading(f"Said twice, in two articles: {len(coverage.overlaps):,}"))
        for each in coverage.overlaps[:_LISTED]:
            places = f"{each.article}#{each.source_id}  {each.other_article}#{each.other_source_id}"
            parts.append(_item(f"{each.score:.2f}  {places}"))
        parts += [*_rest(len(coverage.overlaps)), ""]
    if coverage.findings:
        parts += [_heading(f"Lint: {summary(coverage.findings)}")]
        for group in of_each_rule(coverage.findings):
            parts.append(_item(str(group)))
            parts += [_item(f"{each.place}: {group.what(each)}", 2 * _INDENT) for each in group.first]
            parts += [_item(f"… and {group.more:,} more", 2 * _INDENT)] if group.more else []
        parts.append(_item("scripts/lint.py lists them all"))
    return parts


def _heading(text: str) -> Text:
    return Text(text, style="bold")


def _item(text: str | Text, indent: int = _INDENT, style: str = "") -> Padding:
    """Return an entry of a list; where it takes several lines, all of them are indented."""
    return Padding(Text(text, style) if isinstance(text, str) else text, (0, 0, 0, indent))


def _rest(count: int, listed: int = _LISTED) -> list[Text]:
    return [Text(f"  … and {count - listed:,} more; --format html shows more of them")] if count > listed else []


def _unreached(part: Part) -> str:
    near = f"  (nearest to {counted(part.near, 'question')} without a sure answer)" if part.near else ""
    return f"{part.article}#{part.source_id}  {part.name}{near}"


def _statuses(coverage: Coverage) -> Table:
    table = Table.grid("", Column(justify="right", min_width=5), padding=(0, 2))
    for status, style in ((Status.ANSWERED, "green"), (Status.WEAK, "yellow"), (Status.UNANSWERED, "red")):
        count = coverage.count(status)
        share = count / coverage.asked if coverage.asked else 0.0
        table.add_row(
            f"  {status}",
            f"{count:,}",
            f"{coverage.percents[status]:>3}%",
            Text("█" * round(share * _BAR), style=style),
        )
    table.add_row("  asked", f"{coverage.asked:,}", "", f"{len(coverage.outcomes):,} different questions")
    return table


def _gaps(coverage: Coverage) -> list[RenderableType]:
    first, later, lone = arranged(coverage.gaps, _GAPS)
    parts: list[RenderableType] = []
    for number, gap in enumerate(first, 1):
        parts += _gap(number, gap)
    if lone and first:
        parts.append(Text("  asked by one question each"))
    for gap in lone[:_GAPS]:
        times = f"  ({_asked(gap.topic)})" if gap.topic.size > 1 else ""
        question = Text.assemble(f"“{shortened(gap.topic.questions[0])}”", times, (f"  {_beside(gap)}", "dim"))
        parts.append(_item(question, _DEEP))
    rest = len(later) + max(len(lone) - _GAPS, 0)
    return [*parts, Text(f"  … and {rest:,} more; --format json has them all")] if rest else parts


def _gap(number: int, gap: Gap) -> list[RenderableType]:
    topic = gap.topic
    counts = f"{_asked(topic)}: {topic.unanswered:,} unanswered, {topic.weak:,} weak"
    lines: list[RenderableType] = [Text.assemble(f"{number:>4}  ", (topic.name, "bold"), f"  ({counts})")]
    for wording in topic.leading[:_EXAMPLES]:
        times = f"{wording.times:,}× " if topic.repeated else ""
        lines.append(_item(f"{times}“{shortened(wording.text)}”", _DEEP))
    lines.append(_item(f"→ {gap.advice}", _DEEP))
    if gap.shown:
        lines.append(_item(f"shown: {shortened(gap.shown.text)}", _DEEP, "dim"))
    elif gap.near:
        near = gap.near[0]
        place = f"nearest ({near.cosine:.2f}): {near.article}#{near.source_id} {near.why}: {shortened(near.text)}"
        lines.append(_item(place, _DEEP, "dim"))
    return lines


def _asked(topic: Topic) -> str:
    return f"{topic.size:,} asked {topic.when}".rstrip()


def _beside(gap: Gap) -> str:
    """Return what stands beside a question by itself."""
    if gap.shown:
        return f"shown {gap.shown.article}#{gap.shown.source_id}"
    near = gap.near[0] if gap.near else None
    return f"nearest ({near.cosine:.2f}) {near.article}#{near.source_id}" if near else "nothing comes near"


def _articles(coverage: Coverage) -> Table:
    table = Table(box=None, pad_edge=True, header_style="dim")
    for name in ("article", "answered", "weak", "parts reached"):
        table.add_column(name, justify="left" if name == "article" else "right")
    for article in most_asked(coverage.articles, _ARTICLES):
        reached = f"{article.reached} of {len(article.parts)}"
        table.add_row(Text(article.article), f"{article.answered:,}", f"{article.weak:,}", reached)
    return table
