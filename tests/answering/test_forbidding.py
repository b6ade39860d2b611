"""Who asks what not to do is quoted what says so, and no answer that has the same words in the other sense."""

from __future__ import annotations

import json

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.forbidding import FORBIDDING, asks_what_not
from chatbot.answering.question import make_question
from chatbot.indexing.versions import open_index
from tests.answering.practice import write_practice
from tests.indexes import index_of
from tests.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    "text",
    [
        *("when should I not charge for a missed hour", "what should not be in notes", "and when not?"),
        *("when should therapy not be offered to the bereaved", "when can I not let a client go home"),
        *("who shouldn't get online therapy?", "what shouldnt i write?", "who shouldn’t drive", "when not to disclose"),
        *(
            "what should i avoid in a first session",
            "things to avoid in the last session",
            "which words should I avoid",
        ),
        *("what to avoid before surgery", "things to avoid saying to a client", "when is EMDR not a good idea"),
        "when is exposure not suitable for children?",
        *("when is couple therapy not indicated?", "who isn't online therapy for", "when is exposure contraindicated?"),
    ],
)
def test_what_should_not_be_done_is_asked(text: str) -> None:
    assert asks_what_not(text)


@pytest.mark.parametrize(
    "text",
    [
        *("what should I do if he does not come", "what can I do when she does not talk", "why can't I sleep?"),
        *("how do I avoid burnout?", "why do clients not come back", "what should I say if not?", "should I not ask?"),
        *("what if a client avoids the topic", "what cannot be solved in linear time", "why can I not sign in?"),
        *("what helps to avoid falls?", "when is the library not open?", "when should I not have told her?"),
    ],
)
def test_what_is_not_so_is_another_question(text: str) -> None:
    assert not asks_what_not(text)


@pytest.mark.parametrize(
    ("sentence", "forbids"),
    [
        ("Do not hug a client.", True),
        ("Go by the rule, and never tell it to the other one.", True),
        ("Nobody should be left alone, and the plan must not be lost.", True),
        ("Rather not", True),
        ("When online work is not suitable", True),
        ("What not to do", True),
        ("People do not pass through fixed stages.", False),
        ("There is no right number of seconds.", False),
        ("Clients avoid the subject.", False),
    ],
)
def test_a_sentence_says_what_not_to_do(sentence: str, forbids: bool) -> None:
    assert (FORBIDDING.search(sentence) is not None) is forbids


@needs_shared
def test_hardly_a_question_of_the_evaluation_sets_asks_so() -> None:
    texts = [
        str(json.loads(line)["question"])
        for file in sorted(SHARED.glob("eval/*/questions.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert sum(map(asks_what_not, texts)) < 0.002 * len(texts)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return Answerer(open_index(index_of(write_practice(tmp_path_factory.mktemp("practice")), "practice")))


def test_what_says_when_not_goes_before_an_answer_in_the_other_sense(answerer: Answerer) -> None:
    def first(text: str) -> tuple[str, str]:
        quote = answerer.ask(make_question(text)).quotes[0]
        [(start, end)] = quote.highlights
        return quote.kind.value, quote.text[start:end]

    assert first("when should i charge for a missed session")[0] == "faq"
    kind, said = first("when should i not charge for a missed session")
    assert kind == "section"
    assert said.startswith("Do not charge when you yourself cancelled")


def test_within_a_passage_the_sentence_that_says_when_not_is_marked(answerer: Answerer) -> None:
    quote = answerer.ask(make_question("who should not do these breathing exercises")).quotes[0]
    [(start, end)] = quote.highlights
    assert quote.text[start:end] == "Do not use these with clients who have epilepsy."
