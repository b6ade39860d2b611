"""The 250 questions of stackfaq whose 25 threads were left out of the index: found among the others, and grouped."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_mutual_info_score

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked
from chatbot.coverage.common import common_of
from chatbot.coverage.gaps import question_vectors
from chatbot.coverage.naming import names_of
from chatbot.coverage.pooling import judge
from chatbot.coverage.progress import quiet
from chatbot.coverage.survey import survey
from chatbot.coverage.words import stems
from chatbot.indexing.index import Floats
from chatbot.indexing.versions import open_index
from scripts.evaluation.sets import load_set
from tests.indexes import index_of_set
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
STACKFAQ = SHARED / "eval" / "stackfaq"


@pytest.fixture(scope="module")
def questions() -> list[tuple[str, str]]:
    """(question, thread) of the unanswerable ones."""
    lines = (STACKFAQ / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [(record["question"], record["thread"]) for record in records if not record["answerable"]]


@pytest.fixture(scope="module")
def vectors(questions: list[tuple[str, str]], small_index: Path) -> Floats:
    """The small index is here for its encoder alone."""
    encoder = open_index(small_index).encoder
    return np.stack([encoder.encode_question(text) for text, _ in questions])


def agreement(groups: list[list[int]], threads: Sequence[str]) -> float:
    labels = np.zeros(len(threads), np.int64)
    for number, rows in enumerate(groups):
        labels[rows] = number
    return float(adjusted_mutual_info_score(threads, labels))


def test_the_250_fall_into_their_threads(questions: list[tuple[str, str]], vectors: Floats) -> None:
    """At least .70 of adjusted mutual information with 25 threads, in 20 to 35 groups."""
    groups = common_of(vectors).groups(vectors, [text for text, _ in questions])
    found = agreement(groups, [thread for _, thread in questions])
    print(f"adjusted mutual information {found:.3f} in {len(groups)} groups")
    assert found >= 0.70
    assert 20 <= len(groups) <= 35


@pytest.mark.parametrize("seed", range(5))
def test_five_questions_a_topic_are_enough(seed: int, questions: list[tuple[str, str]], vectors: Floats) -> None:
    by_thread: defaultdict[str, list[int]] = defaultdict(list)
    for row, (_, thread) in enumerate(questions):
        by_thread[thread].append(row)
    chance = np.random.default_rng(seed)
    rows = np.concatenate([chance.permutation(own)[:5] for own in by_thread.values()])
    texts, threads = zip(*(questions[row] for row in rows), strict=True)
    found = agreement(common_of(vectors[rows]).groups(vectors[rows], texts), threads)
    print(f"adjusted mutual information of five questions a topic {found:.3f}")
    assert found >= 0.60


def test_names_say_what_their_thread_is_about(questions: list[tuple[str, str]], vectors: Floats) -> None:
    """The left-out threads' titles are not in the set: a word that most of a thread's questions use stands for them."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, thread in questions:
        used[thread].update(set(stems(text)))
    groups = common_of(vectors).groups(vectors, [text for text, _ in questions])
    names = names_of([[questions[row][0] for row in rows] for rows in groups])
    telling = set()
    for name, rows in zip(names, groups, strict=True):
        thread, _ = Counter(questions[row][1] for row in rows).most_common(1)[0]
        subject = {stem for stem, n in used[thread].items() if n >= 6}
        if subject & set(stems(name)):
            telling.add(thread)
    print(f"{len(telling)} threads are named by a word of their own")
    assert len(telling) >= 20


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(open_index(index_of_set("stackfaq")))


@pytest.mark.parametrize(("every", "least"), [pytest.param(1, 0.80, marks=pytest.mark.long), (2, 0.78)])
def test_what_the_corpus_does_not_answer_is_flagged(every: int, least: float, answerer: Answerer) -> None:
    """F1 is at least .80 on all questions together; where fewer are asked, fewer like ones stand beside each."""
    asked = load_set(STACKFAQ).questions[::every]
    wanted = {question.text: not question.answerable for question in asked}
    found = survey([Asked(text) for text in wanted], answerer.ask, quiet)
    flagged = {
        o.question for o in judge(found, question_vectors(found, answerer.index.encoder.encode_question)) if o.flagged
    }
    right = sum(wanted[text] for text in flagged)
    f1 = 2 * right / (len(flagged) + sum(wanted.values()))
    print(f"flagged of {len(wanted)} questions: F1 {f1:.3f}")
    assert f1 >= least
