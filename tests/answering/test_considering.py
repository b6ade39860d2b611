"""How sure an answer is: what a help centre is asked about is like an errand, and is answered where it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question

SIGNING_IN = """---
title: I cannot sign in
---

## A new password

1. Open the page and click **Forgot password?**
2. Type the address of your account.
3. Open the link in the letter and choose other words.

## A locked account

It opens by itself after half an hour. Nobody can open it before that.

## Cheques

We do not take them, but any bank card.
"""


@pytest.fixture(scope="module")
def answerer(answerer_of: Callable[[str, str], Answerer]) -> Answerer:
    return answerer_of("signing-in", SIGNING_IN)


def test_what_stands_word_for_word_is_no_errand(answerer: Answerer) -> None:
    answer = answerer.ask(make_question("I forgot my password"))
    assert answer.status is Status.ANSWERED
    assert "Forgot password?" in answer.quotes[0].text


@pytest.mark.parametrize("errand", ["reset the password of my router", "order new cheques", "my card was stolen"])
def test_an_errand_that_only_shares_words_with_it_is_one(answerer: Answerer, errand: str) -> None:
    assert answerer.ask(make_question(errand)).status is Status.UNANSWERED


@pytest.mark.parametrize("said", ["I can't log in", "unable to log in"])
def test_what_says_in_other_words_what_a_title_does_is_shown(answerer: Answerer, said: str) -> None:
    assert answerer.ask(make_question(said)).status is Status.WEAK
    assert answerer.ask(make_question("log in to my bank")).status is Status.UNANSWERED
