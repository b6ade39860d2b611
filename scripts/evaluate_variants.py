#!/usr/bin/env python3
"""Ask evaluation sets' questions again, changed, and report what each change costs or gives.

Mistyped: one random slip in each content word. Misspelt: one word as people are known to misspell it. Misspaced: one
space left out, or put into a word. Of each how many such words are read as they were meant. Two at once: two questions
in one message, each of which gets a right quote when asked alone. Courtesies, a story around it, how to answer:
greetings, thanks, what readers tell of themselves and what they tell assistants, those on which the code was tuned and
those held back. After another topic: two unrelated questions before each. Where a set has conversations, its later
turns with and without what was asked before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._development  # noqa: F401  # before anything that needs a package

# isort: split
import numpy as np

from scripts._commands import run, say
from scripts.evaluation.arguments import parser_of_sets
from scripts.evaluation.asking import Outcome, ask_all
from scripts.evaluation.measuring import each_figure, interval
from scripts.evaluation.sets import Asked, EvaluationSet, OpenAnswerer, load_set, open_set, source_name
from scripts.evaluation.variants import (
    after_another_topic,
    around,
    at_once,
    misspelt,
    mistyped,
    read_as_meant,
    run_together,
    surrounded,
    torn_apart,
    without_history,
)

_LOWER = 5.0  # percentile: the lower end of a 90 % interval


def main(arguments: list[str] | None = None) -> int:
    """Evaluate as the command line says; return the exit status."""
    asked = parser_of_sets("Measure what mistyping and earlier questions cost or give.").parse_args(arguments)
    for folder in asked.sets:
        evaluated = load_set(folder)
        for line in compared(evaluated, open_set(evaluated, asked.work)):
            say(f"{evaluated.name}: {line}")
    return 0


def compared(evaluated: EvaluationSet, answerer: OpenAnswerer) -> Iterator[str]:
    """Yield a line for each change that applies to the set."""
    answerable, named = [asked for asked in evaluated.questions if asked.relevant], evaluated.qualified
    plain = list(ask_all(answerer, answerable, named))
    later = [outcome for outcome in plain if outcome.asked.history]
    if later:
        alone = list(ask_all(answerer, without_history([outcome.asked for outcome in later]), named))
        yield _line("history", "nDCG@10", alone, later)
    else:
        moved = list(ask_all(answerer, after_another_topic(answerable), named))
        yield _line("an unrelated history", "nDCG@10", plain, moved)
    known = [outcome.asked for outcome in plain if _is_quoted(outcome, outcome.asked, named)]
    both = [_both_are_quoted(answerer, *pair, named) for pair in at_once(known)]
    if both:
        yield f"two at once: {np.mean(both):.4f} of {len(both)} pairs have a right quote each"
    changes = (
        ("mistyping", dict(enumerate(mistyped(answerable)))),
        ("misspelling one word", misspelt(answerable)),
        ("a space left out", run_together(answerable)),
        ("a space put in", torn_apart(answerable)),
    )
    for what, changed in changes:
        if not changed:
            continue
        before, after = [plain[place] for place in changed], list(ask_all(answerer, list(changed.values()), named))
        yield from (_line(what, measure, before, after) for measure in ("hit@5", "hit@1"))
        typed, read = [outcome.asked.text for outcome in after], [outcome.read for outcome in after]
        found = read_as_meant([outcome.asked.text for outcome in before], typed, read)
        yield f"{what}: {np.mean(found):.4f} of {len(found)} words are read as meant"
    yield from _surroundings(answerer, plain, named)


def _surroundings(answerer: OpenAnswerer, plain: Sequence[Outcome], named: bool) -> Iterator[str]:
    """Yield what it costs that something is said around a question: in right answers, and in sure ones."""
    questions = [outcome.asked for outcome in plain]
    kinds = (("courtesies", "courtesies"), ("a story around it", "stories"), ("how to answer", "instructions"))
    for what, kind in kinds:
        for part in ("tuned on", "held back"):
            after = list(ask_all(answerer, surrounded(questions, around(kind, part)), named))
            sure, still = (np.mean([each.answer.answered for each in outcomes]) for outcomes in (plain, after))
            yield f"{_line(f'{what} ({part})', 'hit@1', plain, after)}; sure are {sure:.4f} and {still:.4f}"


def _both_are_quoted(answerer: OpenAnswerer, joined: Asked, other: Asked, qualified: bool) -> bool:
    (outcome,) = ask_all(answerer, [joined], qualified)
    return all(_is_quoted(outcome, asked, qualified) for asked in (joined, other))


def _is_quoted(outcome: Outcome, asked: Asked, qualified: bool) -> bool:
    """Tell whether a section or FAQ entry that answers `asked` is among the quotes."""
    return any(source_name(*quote.place[:2], qualified) in asked.relevant for quote in outcome.answer.quotes)


def _line(change: str, measure: str, plain: Sequence[Outcome], changed: Sequence[Outcome]) -> str:
    before, after = (each_figure(outcomes, measure) for outcomes in (plain, changed))
    low = interval(after - before, _LOWER)[0]
    return (
        f"{change} moves {measure} from {before.mean():.4f} to {after.mean():.4f} "
        f"({(after - before).mean():+.4f}, lower end of 90 % {low:+.4f}, {len(plain)} questions)"
    )


if __name__ == "__main__":
    sys.exit(run(main))
