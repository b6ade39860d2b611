"""Outcomes -> gaps: what readers ask and the corpus does not surely answer, in topics, with what comes nearest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

import numpy as np

from chatbot.answering.answer import Status
from chatbot.coverage.common import Common
from chatbot.coverage.grouping import MOST
from chatbot.coverage.naming import Wording, names_of, title_of, told_apart
from chatbot.coverage.nearness import CLOSE, Near, nearest_to
from chatbot.coverage.survey import Outcome, in_words, months_of, plain, tally
from chatbot.coverage.talk import TALK
from chatbot.coverage.words import unsure
from chatbot.indexing.arrays import product
from chatbot.indexing.index import Floats, PassageIndex

_KNOWN = 50  # passages that tell what their site is about


@dataclass(frozen=True, slots=True)
class Shown:
    """The place from which most readers with the questions of a gap are quoted first, how many of them, and the quote.

    Where no place is that of half of them, `times` are all that are shown something, from as many `places`.
    """

    article: str
    source_id: str
    text: str
    times: int
    places: int = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions about one thing; `size` counts how often they were asked, hidden ones included.

    `leading` are those that stand for the others, the most asked first, and `words` what all have in common; `name` is
    one of the two. `foreign` tells that what they have in common is a language in which no article is, `talk` that
    they ask about no subject; `months` are the first days of the first and of the last month in which they were asked,
    none where that is not known.
    """

    name: str
    size: int
    answered: int
    weak: int
    unanswered: int
    questions: tuple[str, ...]
    leading: tuple[Wording, ...]
    words: str = ""
    foreign: bool = False
    talk: bool = False
    months: tuple[date, ...] = ()

    @property
    def repeated(self) -> bool:
        """True where some of its questions were asked more than once, so that it matters how often each was."""
        return self.size > len(self.questions)

    @property
    def when(self) -> str:
        """The months in words: "in Nov 2026", "from Jan to Nov 2026", "" where they are not known."""
        return in_words(self.months)


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic of flagged questions, the passages nearest to it, and what most of its readers are shown, if anything.

    `declined` tells that the golden questions say of most of it that no article answers it. `around` are the articles
    that its questions come nearest to, with how often these were asked, the most first.
    """

    topic: Topic
    nearest: tuple[Near, ...]
    shown: Shown | None = None
    declined: bool = False
    around: tuple[tuple[str, int], ...] = ()

    @property
    def lone(self) -> bool:
        """True where one question alone makes the topic, and nothing else is to be said of it."""
        return len(self.topic.questions) == 1 and not self.topic.foreign and not self.closed

    @property
    def closed(self) -> bool:
        """True where nothing is to be written: no article is to answer it, or it asks about no subject."""
        return self.declined or self.topic.talk

    @property
    def noted(self) -> str:
        """The topic's name where its usual question does not say it, and how often it was asked, if more than once."""
        topic = self.topic
        asked = f"asked {topic.size:,} times {topic.when}".rstrip() if topic.size > 1 else ""
        return ": ".join(filter(None, (topic.name if topic.name != topic.questions[0] else "", asked)))

    @property
    def near(self) -> tuple[Near, ...]:
        """The nearest passages that have to do with it at all."""
        return tuple(near for near in self.nearest if near.counts)

    @property
    def advice(self) -> str:
        """What an editor may do about it: a sentence without its full stop."""
        if self.declined:
            return "the golden questions say that no article answers it; where one should, take that out there"
        if self.topic.talk:
            return "nothing to write: they greet, thank, or go on from an answer"
        if self.topic.foreign:
            return "no article is in that language: translate those that answer these, or write some in it"
        if self.shown:
            place = f"{self.shown.article}#{self.shown.source_id}"
            seen = f"{self.shown.times} of {self.topic.size} {'is' if self.shown.times == 1 else 'are'} shown"
            if self.shown.places > 1:
                seen += f" one of {self.shown.places} places, such as {place}"
                return f"{seen}: if these answer them, use their words there; if not, write an article about it"
            return f"{seen} {place}: if it answers them, use their words there; if not, add the answer there"
        return self._writing

    @property
    def _writing(self) -> str:
        """Where to write about it."""
        if not self.near:
            return "nothing comes near: write an article, if it is a subject of yours"
        article, times = self.around[0]
        if 2 * times < self.topic.size:
            return f"write an article about it: its questions come nearest to {len(self.around)} different articles"
        if any(near.held or near.cosine >= CLOSE for near in self.near):
            places = dict.fromkeys((self.near[0].article, article))  # that of the passage which stands below this first
            return f"write about it: an article, or a section of {' or '.join(places)}"
        return "write an article: what comes nearest does not speak of it"


def arranged(gaps: Sequence[Gap], most: int) -> tuple[list[Gap], list[Gap], list[Gap]]:
    """Return the gaps to show in full, at most `most`; the topics that follow; and single questions that few ask.

    A question by itself stands among the first where it is asked as often as their topics, but not if it is asked once.
    """
    leading = [gap for gap in gaps if not (gap.lone and gap.topic.size == 1)]
    first = leading[:most]
    later = [gap for gap in leading[most:] if not gap.lone]
    return first, later, [gap for gap in gaps if gap.lone and gap not in first]


def question_vectors(outcomes: Sequence[Outcome], encode: Callable[[str], Floats]) -> Floats:
    """Return (n, dimensions): the vectors of what is meant."""
    return np.stack([encode(outcome.meant) for outcome in outcomes]) if outcomes else np.empty((0, 1), np.float32)


def groups_among(rows: Sequence[int], outcomes: Sequence[Outcome], vectors: Floats, common: Common) -> list[list[int]]:
    """Return these rows in groups of like questions; of more than `MOST` those asked most often, of these the last.

    `common` is what all questions share: what sets two of them apart is the rest.
    """
    most = sorted(sorted(rows, key=lambda row: (outcomes[row].times, row))[-MOST:])
    texts = [outcomes[row].meant for row in most]
    return [[most[place] for place in group] for group in common.groups(vectors[most], texts)]


def ungrouped_note(count: int) -> str:
    """Return a sentence on the questions that `groups_among` leaves out, "" where there are none."""
    why = f"of so many, only the {MOST:,} different ones that are asked most often are grouped"
    return f"{unsure(count)} in no topic: {why}." if count else ""


def kinds_apart(groups: Sequence[Sequence[int]], outcomes: Sequence[Outcome]) -> list[list[int]]:
    """Return groups without talk and questions in languages in which no article is, and one group of each such kind.

    To an encoder that does not read a language all its sentences are about one thing.
    """
    kinds = [_kind(each) for each in outcomes]
    own = [[row for row in rows if not kinds[row]] for rows in groups]
    apart: dict[str, list[int]] = {}
    for row in sorted(row for rows in groups for row in rows if kinds[row]):
        apart.setdefault(kinds[row], []).append(row)
    return [rows for rows in (*own, *apart.values()) if rows]


def _kind(outcome: Outcome) -> str:
    """Return what keeps a question apart from all of another kind: a language of no article, or talk; else ""."""
    return outcome.language or (TALK if outcome.talk else "")


def topics_of(
    outcomes: Sequence[Outcome],
    groups: Sequence[Sequence[int]],
    vectors: Floats,
    hidden: frozenset[int],
    index: PassageIndex,
) -> list[tuple[Topic, list[int]]]:
    """Return the topic of each group with its rows, the most asked first, talk last.

    Of its questions those stand last that say the same again. Hidden rows are counted, but neither shown nor used for
    names; a group of nothing else is left out. What words name nothing is told by the passages of `index`, if many.
    """
    central = [_by_centrality(rows, vectors) for rows in groups if not hidden.issuperset(rows)]
    seen_rows = [[row for row in rows if row not in hidden] for rows in central]
    shown = [told_apart([outcomes[row] for row in rows], vectors[rows]) for rows in seen_rows]
    idf = index.idf if len(index) >= _KNOWN else None
    names = names_of([[each.meant for each in seen] for seen, _ in shown], idf)
    topics = [
        (_topic(words, [each.question for each in seen], leading, [outcomes[row] for row in rows]), rows)
        for words, (seen, leading), rows in zip(names, shown, central, strict=True)
    ]
    return sorted(topics, key=lambda item: (item[0].talk, -item[0].size, item[0].name))


def gaps_of(
    outcomes: Sequence[Outcome],
    topics: Sequence[tuple[Topic, list[int]]],
    vectors: Floats,
    index: PassageIndex,
    declined: Collection[str] = (),
) -> list[Gap]:
    """Return the topics of flagged questions, each with its nearest passages and what its readers are shown.

    Of topics that are asked as often those of the latest month stand first, then those to which a passage comes
    nearest: what is far from every article may be none of the site's business. `declined` are questions, as `plain`
    writes them, that no article is to answer; topics that are mostly such stand last, and talk.
    """
    gaps = []
    for topic, rows in topics:
        own = [outcomes[row] for row in rows]
        refused = sum(each.times for each in own if {plain(each.question), plain(each.meant)}.intersection(declined))
        gap = Gap(topic, (), declined=2 * refused > topic.size, around=_around(own))
        if not (topic.foreign or topic.talk):
            near = nearest_to(topic.words, topic.questions, vectors[rows].mean(axis=0), index)
            gap = replace(gap, nearest=near, shown=_shown(own))
        gaps.append(gap)
    return sorted(gaps, key=_in_order)


def _in_order(gap: Gap) -> tuple[bool, int, int, float, str]:
    """Return what sorts gaps, as `gaps_of` says."""
    last = gap.topic.months[-1].toordinal() if gap.topic.months else 0
    close = max((near.cosine for near in gap.nearest), default=0.0)
    return gap.closed, -gap.topic.size, -last, -close, gap.topic.name


def _shown(outcomes: Sequence[Outcome]) -> Shown | None:
    """Return what those who ask are quoted first, None where fewer than half of them are shown anything."""
    times = tally(((each.article, each.source_id), each.times) for each in outcomes)
    asked, nothing = times.total(), times.pop(("", ""), 0)
    if 2 * nothing > asked:
        return None
    (article, source), most = times.most_common(1)[0]
    usual = max(
        (each for each in outcomes if (each.article, each.source_id) == (article, source)), key=attrgetter("times")
    )
    if 2 * most >= asked:
        return Shown(article, source, usual.quote, most)
    return Shown(article, source, usual.quote, asked - nothing, len(times))


def _around(outcomes: Sequence[Outcome]) -> tuple[tuple[str, int], ...]:
    """Return the articles that those who ask come nearest to, and how many of them, the most first."""
    return tuple(tally((each.nearest[0], each.times) for each in outcomes).most_common())


def _by_centrality(rows: Sequence[int], vectors: Floats) -> list[int]:
    middle = vectors[list(rows)].mean(axis=0)
    return sorted(rows, key=lambda row: (-float(product(vectors[row], middle)), row))


def _topic(words: str, questions: Sequence[str], leading: tuple[Wording, ...], outcomes: Sequence[Outcome]) -> Topic:
    kind, language = _kind(outcomes[0]), outcomes[0].language
    counts = tally((outcome.status, outcome.times) for outcome in outcomes)
    return Topic(
        f"questions in {language}" if language else kind or title_of(words, leading, counts.total()),
        counts.total(),
        counts[Status.ANSWERED],
        counts[Status.WEAK],
        counts[Status.UNANSWERED],
        tuple(questions),
        leading,
        words,
        foreign=bool(language),
        talk=kind == TALK,
        months=months_of(outcomes),
    )
