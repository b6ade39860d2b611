"""Two index versions and some questions -> whose answer changed, and whether its source text did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.progress import Tell, quiet
from chatbot.coverage.survey import Place, plain
from chatbot.errors import NoIndexError
from chatbot.indexing.index import PassageIndex, every_passage, record_of
from chatbot.stores import Store

Texts = Mapping[Place, str]
_LEAD = 30  # characters of what two quotes have in common, before they differ


class Move(StrEnum):
    """How an answer changed, from before to after, the gravest first."""

    LOST = "no longer answered"
    WEAKER = "now only may answer"
    REPLACED = "another quote"
    REWORDED = "same place, other words"
    ELSEWHERE = "same words, another place"
    STRONGER = "now surely answers"
    HINTED = "now may answer"
    GAINED = "now answered"


class Source(StrEnum):
    """What became of the section that was quoted before."""

    REMOVED = "its section is gone"
    MOVED = "its section's text stands elsewhere now"
    CHANGED = "its section's text changed"
    SAME = "its section's text is unchanged"
    NONE = "nothing was quoted before"


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer differs between two versions."""

    question: str
    move: Move
    source: Source
    before: Answer
    after: Answer

    @property
    def excerpts(self) -> tuple[str, str]:
        """The first quotes before and after in one line each, from shortly before they differ; "" where none is."""
        one, other = (" ".join(first_quote(answer)[1].split()) for answer in (self.before, self.after))
        pairs = enumerate(zip(one, other, strict=False))
        same = next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
        start = one.rfind(" ", 0, same - _LEAD) + 1 if same > 2 * _LEAD and one != other else 0
        return (f"… {one[start:]}", f"… {other[start:]}") if start else (one, other)


def first_quote(answer: Answer) -> tuple[str, str]:
    """Return the "article#section" and the text of an answer's first quote, "" where it has none."""
    quote = answer.quotes[0] if answer.quotes else None
    return (f"{quote.article.id}#{quote.source_id}", quote.text) if quote else ("", "")


def open_version(store: Store, version: str) -> PassageIndex:
    """Open any version of a store, served or not, every checksum compared; "" is the served one.

    Raises:
        NoIndexError: there is no such version; the message names those that there are.
        DamagedIndexError: a file is missing or differs from its checksum.
        EncoderMismatchError: the encoder that made the version is not there.
        UnreachableIndexError: the store is a database of which no server answers.
    """
    version, kept = version or store.served(), store.kept()
    if version not in kept:
        raise NoIndexError(f"there is no version {version!r}; versions kept: {', '.join(kept) or 'none'}")
    return store.open(version)


def compare(questions: Sequence[str], before: PassageIndex, after: PassageIndex, tell: Tell = quiet) -> list[Change]:
    """Ask each question of both versions; return those whose first quote or status changed, the gravest first."""
    old, new = Answerer(before), Answerer(after)
    texts = section_texts(before), section_texts(after)
    changes: list[Change] = []
    wordings: dict[str, str] = {}
    for text in questions:
        wordings.setdefault(plain(text), text)
    for done, text in enumerate(wordings.values(), 1):
        question = make_question(text)
        first, second = old.ask(question), new.ask(question)
        tell(done, len(wordings))
        move = move_between(first, second)
        if move:
            quoted = (first.quotes[0].article.id, first.quotes[0].source_id) if first.quotes else ("", "")
            changes.append(Change(text, move, source_between(quoted, *texts), first, second))
    return sorted(changes, key=lambda change: list(Move).index(change.move))


def alike(changes: Sequence[Change]) -> list[list[Change]]:
    """Return the changes in groups with the same quote before and the same after, the gravest first.

    Many readers ask one thing in as many wordings: what happened to its answer happened once. Of equally grave groups
    that of most wordings comes first.
    """
    groups: defaultdict[Hashable, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.move, first_quote(change.before), first_quote(change.after)].append(change)
    return sorted(groups.values(), key=lambda group: (list(Move).index(group[0].move), -len(group)))


def move_between(before: Answer, after: Answer) -> Move | None:
    """Return how the answer changed, None where first quote and status are the same."""
    if before.status is not after.status:
        if after.status is Status.UNANSWERED:
            return Move.LOST
        if before.status is Status.UNANSWERED:
            return Move.GAINED if after.status is Status.ANSWERED else Move.HINTED
        return Move.WEAKER if after.status is Status.WEAK else Move.STRONGER
    if not before.quotes or not after.quotes:
        return None
    (place, text), (other_place, other_text) = first_quote(before), first_quote(after)
    if place != other_place:
        return Move.REPLACED if text != other_text else Move.ELSEWHERE
    return Move.REWORDED if text != other_text else None


def section_texts(index: PassageIndex) -> Texts:
    """Return the text of every section and FAQ entry, its passages one below the other, by (article id, its id).

    A section is also found under its anchor where that differs from its id.
    """
    texts: defaultdict[Place, list[str]] = defaultdict(list)
    for passage in every_passage(index):
        text = passage.span.of(record_of(index, passage.article_id).text)
        for name in {passage.source_id, passage.anchor or passage.source_id}:
            texts[passage.article_id, name].append(text)
    return {place: "\n".join(parts) for place, parts in texts.items()}


def source_between(place: Place, before: Texts, after: Texts) -> Source:
    """Return what became of the section at (article id, section id); `Source.NONE` where there was none before."""
    if place not in before:
        return Source.NONE
    if place not in after:
        return Source.MOVED if whereabouts(before[place], after) else Source.REMOVED
    return Source.SAME if before[place] == after[place] else Source.CHANGED


def whereabouts(text: str, texts: Texts) -> Place | None:
    """Return the (article id, section id) that has this text, or else most of it, as after merging and splitting."""
    same = next((place for place, there in texts.items() if there == text), None)
    if same:
        return same
    holding = (place for place, there in texts.items() if text in there)
    parts = ((len(there), place) for place, there in texts.items() if 2 * len(there) > len(text) and there in text)
    return next(holding, None) or max(parts, default=(0, None))[1]
