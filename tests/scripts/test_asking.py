"""What became of a question: what is ranked and read is what was asked as a whole, also where it was asked in parts."""

from __future__ import annotations

from chatbot.indexing.versions import open_index
from scripts.evaluation.asking import ask_all
from scripts.evaluation.sets import Asked, OpenAnswerer
from tests.indexes import index_of
from tests.web.small_corpus import SHIPPED

SILENCE, RUPTURE = "How long should I let a silence go on?", "And what are the two kinds of rupture?"


def test_several_questions_at_once_are_ranked_as_one() -> None:
    answerer = OpenAnswerer(open_index(index_of(SHIPPED, "corpus")))
    texts = (f"{SILENCE} {RUPTURE}", SILENCE)
    asked = [Asked(text, text, (), frozenset(), True, "", "", ()) for text in texts]
    both, alone = ask_all(answerer, asked, qualified=True)
    assert len({quote.asked for quote in both.answer.quotes}) == 2
    assert (both.read, alone.read) == texts
    for outcome in (both, alone):
        meaning, considered = answerer.consider(outcome.asked.question())
        assert meaning.text == outcome.read
        assert outcome.ranked[0][1] == considered.ranking.scores[0]
