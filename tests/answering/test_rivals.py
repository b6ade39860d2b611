"""What is about another name than the question stands behind what is not, and is never shown as sure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.answering.ranking import Ranking
from chatbot.indexing.versions import open_index
from tests.indexes import index_of

HELP = """---
title: Help with the apps
---

## Frequently asked questions

### How do I export my notes from Inkwell?

Open the menu, choose Export, and pick a folder. All notebooks are saved as one archive.

### How do I delete my Inkwell account?

Open your profile and choose Delete account. Your notes are kept for a month.

### Can I share a drawing from Easelo?

Choose Share above the drawing and copy the link.

### Can I open a file of Easelo in another program?

Save it as SVG first. Most drawing programs open that.

### How do I print a page from Inkwell or Folio?

Both print from the menu of the page. Folio leaves out the margins.

### Which version of Folio do I have?

The last line of the menu says it. In Inkwell it stands in the profile.

### Where are the templates of Folio?

They stand below the pages, in a list of their own.

### How do I sign in from the United Kingdom?

Choose the server in the west when you are asked for one.

### May I pay by a UK card?

Yes, and in euros.

### What does the Library hold?

All that others have shared with you.

### How do I add a shape to the library of Easelo?

Draw it and choose Keep.

### How do I install Inkwell on Windows?

Open the file that you downloaded.

### Does Folio work on Windows?

Yes, and on all others that have a browser.

### Who answers me in Portuguese?

Anna does, on weekdays.

### How do I pay with Visa?

Type the number of the card.

### Why is my payment by Maestro late?

Banks need two days for it.
"""


NUMBERED = """---
title: Messages and versions
---

## ERR-1042: The link has run out

Ask for another one on the page where you began.

## ERR-1108: The client is there already

Merge both of them. This cannot be undone.

## ERR-2001: The number of a phone is not right

Write it with the code of its country, as +49 151 2345678.

## Version 4.8

### Mended

The list of clients no longer stops at the letter M.

## Version 4.7

### Mended

Letters were sent an hour late in the week in which the clocks were changed, and the list of letters was empty.

## 2 weeks after the operation

The stitches are taken out. Two sticks are needed for walking.

## 6 weeks after the operation

Driving a car and riding a bicycle are allowed again.

## Frequently asked questions

### Can I bring 2 dogs or more to the hotel?

No.

### Are there beds for 3 nights?

In summer only.
"""


HIRE = """---
title: Boats for hire
---

## Frequently asked questions

### What does it cost to hire a kayak for a day?

Twelve euros, with a vest.

### What does it cost to hire a canoe for a day?

Twenty euros, with two vests.

### How far down the river may I go with a canoe?

As far as the old mill, where you can leave it.

### Where can I leave my boat over night?

At the jetty, below the lamp.

### Who cleans my boat after the trip?

We do, and you may help.
"""

CARDS = """---
title: Cards
---

## Frequently asked questions

### How do I block a credit card?

Call the number on its back.

### How do I block a debit card?

Go to a branch and bring your passport.

### Will a lost credit card be replaced for free?

Once a year.

### Does it cost anything to get another debit card?

Ten euros.
"""

HARBOUR = """---
title: Rules of the harbour
---

## Frequently asked questions

### Where can I leave my ship over night?

In the deep part, if the master agrees.
"""


@pytest.fixture(scope="module")
def hire(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    corpus = tmp_path_factory.mktemp("hire")
    (corpus / "hire.md").write_text(HIRE, encoding="utf-8")
    (corpus / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    return Answerer(open_index(index_of(corpus, "hire")))


@pytest.fixture(scope="module")
def cards(answerer_of: Callable[[str, str], Answerer]) -> Answerer:
    return answerer_of("cards", CARDS)


@pytest.fixture(scope="module")
def numbered(answerer_of: Callable[[str, str], Answerer]) -> Answerer:
    return answerer_of("numbered", NUMBERED)


@pytest.fixture(scope="module")
def answerer(answerer_of: Callable[[str, str], Answerer]) -> Answerer:
    return answerer_of("help", HELP)


def first(answerer: Answerer, question: str, *earlier: str) -> tuple[str, Status]:
    answer = answerer.ask(make_question(question, earlier))
    asked = [part.text for quote in answer.quotes[:1] for part in quote.context if part.role == "question"]
    return "".join(asked), answer.status


def test_what_is_asked_of_one_name_is_not_answered_with_another(answerer: Answerer) -> None:
    assert first(answerer, "How do I export my notes from Inkwell?")[1] is Status.ANSWERED
    asked, status = first(answerer, "How do I export my notes from Easelo?")
    assert "Inkwell" not in asked
    assert status is not Status.ANSWERED


def test_the_case_in_which_a_name_is_typed_does_not_matter(answerer: Answerer) -> None:
    assert "Inkwell" not in first(answerer, "how can i export my notes from easelo")[0]
    assert "Inkwell" in first(answerer, "how can i export my notes from inkwell")[0]


def test_names_that_passages_hold_together_do_not_exclude_each_other(answerer: Answerer) -> None:
    assert "templates" in first(answerer, "Where are the templates of Inkwell?")[0]
    assert "templates" not in first(answerer, "Where are the templates of Easelo?")[0]


def test_a_word_that_some_headings_write_small_is_no_name(answerer: Answerer) -> None:
    assert "Inkwell" in first(answerer, "How do I export my notes from the library?")[0]


def test_what_is_named_beside_other_names_may_be_left_unsaid(answerer: Answerer) -> None:
    assert first(answerer, "How do I delete my account on Windows?") == (
        "How do I delete my Inkwell account?",
        Status.ANSWERED,
    )


def test_where_names_just_never_meet_the_passage_stays_and_is_unsure(answerer: Answerer) -> None:
    asked, status = first(answerer, "Easelo: how do I delete my account?")
    assert "Inkwell" in asked
    assert status is Status.WEAK
    assert first(answerer, "How do I delete my account?")[1] is Status.ANSWERED


def test_names_too_rare_to_meet_by_chance_do_not_exclude_each_other(answerer: Answerer) -> None:
    assert "print" in first(answerer, "How do I print a page in Portuguese?")[0]


def test_rare_names_beside_the_same_word_do(answerer: Answerer) -> None:
    assert "Visa" not in first(answerer, "How do I pay with Maestro?")[0]


def test_an_abbreviation_is_the_name_that_it_stands_for(answerer: Answerer) -> None:
    assert "United Kingdom" in first(answerer, "How do I sign in from the UK?")[0]
    assert "UK" in first(answerer, "May I pay by a card from the United Kingdom?")[0]


def test_a_follow_up_about_another_name_is_no_question_about_the_first(answerer: Answerer) -> None:
    earlier = "How do I export my notes from Inkwell?"
    assert "Inkwell" not in first(answerer, "And from Easelo?", earlier)[0]


@pytest.mark.parametrize(
    ("question", "earlier", "said"),
    [
        ("and 1108?", ["ERR-1042"], "Merge both"),
        ("which list of letters was mended in 4.8?", [], "list of clients"),
        ("what is wrong with the number of a phone, 9999?", [], "code of its country"),
    ],
    ids=["own heading", "outer heading", "heads nothing"],
)
def test_what_is_asked_of_one_number_is_not_answered_with_what_stands_under_another(
    numbered: Answerer, question: str, earlier: list[str], said: str
) -> None:
    assert said in numbered.ask(make_question(question, earlier)).quotes[0].text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Can I drive a car 2 weeks after the operation?", "Driving a car"),
        ("Can I bring 3 dogs?", "No."),
    ],
    ids=["another heading counts the same", "the other number counts something else"],
)
def test_a_number_of_things_is_no_name(numbered: Answerer, question: str, said: str) -> None:
    answer = numbered.ask(make_question(question))
    assert answer.status is Status.WEAK
    assert said in answer.quotes[0].text


@pytest.mark.parametrize(
    "question", ["How far down the river may I go with a {}?", "how far can I go down the river by {}"]
)
def test_what_headings_tell_apart_by_one_word_is_not_sure_for_the_other_word(hire: Answerer, question: str) -> None:
    asked, status = first(hire, question.format("kayak"))
    assert (asked, status) == ("How far down the river may I go with a canoe?", Status.WEAK)
    assert first(hire, question.format("canoe")) == (asked, Status.ANSWERED)


def test_a_word_that_no_heading_tells_apart_may_be_another_for_the_same(hire: Answerer) -> None:
    assert first(hire, "How far down the river may I go with a boat?")[1] is Status.ANSWERED


def test_two_articles_may_say_the_same_in_other_words(hire: Answerer) -> None:
    assert first(hire, "Who cleans my ship after the trip?") == ("Who cleans my boat after the trip?", Status.ANSWERED)


def test_what_is_asked_about_comes_before_another_thing_though_that_is_asked_in_the_same_words(cards: Answerer) -> None:
    assert first(cards, "Will my lost debit card be replaced?")[0] == "Does it cost anything to get another debit card?"
    assert first(cards, "Will my lost credit card be replaced?")[0] == "Will a lost credit card be replaced for free?"
    assert first(cards, "Will my lost card be replaced?")[0] == "Will a lost credit card be replaced for free?"


def test_those_behind_keep_their_order_and_have_the_lowest_score() -> None:
    ranking = Ranking(np.array([4, 2, 0, 1]), np.array([0.9, 0.8, 0.5, 0.1], np.float32))
    found = ranking.behind(np.array([True, False, True]))
    assert found.order.tolist() == [2, 1, 4, 0]
    assert found.scores.tolist() == pytest.approx([0.8, 0.1, 0.1, 0.1])
    assert ranking.behind(np.array([False])) is ranking
