"""Who asks for the definition of a term is understood as asking what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.defining import plainly
from chatbot.answering.question import make_question
from chatbot.indexing.versions import open_index
from tests.indexes import index_of


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Define anticipatory grief.", "what is anticipatory grief?"),
        ("please define the working alliance", "what is the working alliance?"),
        ("rupture meaning", "what is rupture?"),
        ("here-and-now definition please", "what is here-and-now?"),
        ('What\'s the meaning of "ego state"?', "what is ego state?"),
        ("can you give me a definition of ITT", "what is ITT?"),
        ("what is meant by productive silence", "what is productive silence?"),
        ("what does “yes, but” mean?", "what is yes, but?"),
    ],
)
def test_a_definition_is_asked_for_in_plain_words(question: str, plain: str) -> None:
    assert plainly(question) == plain


@pytest.mark.parametrize(
    "question",
    [
        *(
            "what does it mean if I feel nothing?",
            "what does a client's silence mean",
            "the meaning of this",
            "meaning",
        ),
        *("are all televisions high definition", "how do I define goals with a client", "define it", "", "\n"),
        "the meaning of the many pauses that a client makes",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert plainly(question) == question


def test_a_term_is_found_in_whichever_words_it_is_asked_for() -> None:
    answerer = Answerer(open_index(index_of(Path("corpus"), "corpus")))
    asked = ("what is a rupture", "rupture meaning", "define rupture", "definition of rupture")
    first = {answerer.ask(make_question(text)).quotes[0].place for text in asked}
    assert len(first) == 1
    text = answerer.ask(make_question("rupture meaning")).quotes[0].text
    assert text.startswith("A rupture is")
