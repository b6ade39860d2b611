"""What comes along with a pasted question is no part of it; names, values and what is asked about stay."""

from __future__ import annotations

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.answering.pasted import unmarked
from chatbot.answering.question import make_question

ASKED = "How long should I let a silence go on?"


@pytest.mark.parametrize(
    "message",
    [
        f"3.2 {ASKED}",
        f"12) {ASKED}",
        f"> 1. {ASKED}",
        f"Q: {ASKED}",
        f"Q4. {ASKED}",
        f"Question 12: {ASKED}",
        f"FAQ 3.1: {ASKED}",
        f"[{ASKED}]",
        f"({ASKED})",
        f"[{ASKED}](https://www.example.org/faq#silence)",
        f"**{ASKED}**",
        f"`{ASKED}`",
        f"https://www.example.org/help?id=3 {ASKED}",
        f"{ASKED} https://www.example.org/help?id=3",
        f"{ASKED} www.example.org",
        f"{ASKED}\n<https://www.example.org/help>",
    ],
)
def test_what_stands_around_a_pasted_question_is_left_out(message: str) -> None:
    assert unmarked(message).strip() == ASKED


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        "3.2 GHz",
        "1. FC Köln",
        "2.5 mg or 5 mg?",
        "What answers at http://localhost:8000?",
        "https://www.example.org/help",
        "curl -X POST https://www.example.org/help",
        "GET https://www.example.org/help",
        "(a) what is a silence (b) how long",
        "(What) is [this]",
        "*args and **kwargs",
        "Q fever: what is it?",
        "12 sessions: is it enough?",
        'What does the message "permission denied" mean?',
        'How do I answer the question "why are you silent?" in therapy?',
        'My client asked the question "do you like me?" What should I say?',
        'How do I delete the user "bob" on Linux?',
        'The prompt "Describe grief" is too vague. How do I improve it?',
        'Message: "permission denied" What does it mean?',
        "How do I add <input> to a form?",
        "<input> is not aligned. How do I fix this?",
        "What is the difference between <input> and <button>?",
        "Why is my <user> tag ignored in XML?",
        "How do I escape [user] in T-SQL?",
        "Operating system: Windows 10. Error message: access denied. What do I do?",
        "System: Ubuntu. Error message: no space left. How do I get some?",
        "Context: my landlord raised the rent. Question: can he do this?",
        "My role: trustee. My question: can I sell the house?",
    ],
)
def test_what_is_asked_about_stays(text: str) -> None:
    assert unmarked(text) == text


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("1. The client says nothing", "The client says nothing"),
        ("how long a silence https://www.example.org/a", "how long a silence"),
        ("where is https://www.example.org/a", "where is https://www.example.org/a"),
        ("4.5 or 5?", "4.5 or 5?"),
    ],
)
def test_what_asks_nothing_loses_a_list_s_number_and_a_link_that_it_does_not_lead_to(message: str, asked: str) -> None:
    assert unmarked(message) == asked


@pytest.mark.parametrize("message", [f"3.2 {ASKED}", f"{ASKED} https://www.example.org/?id=3", f"[{ASKED}]"])
def test_a_pasted_question_is_answered_as_surely_as_a_typed_one(answerer: Answerer, message: str) -> None:
    answers = [answerer.ask(make_question(text)) for text in (ASKED, message)]
    assert answers[0].answered
    assert answers[1].answer_id == answers[0].answer_id
    assert answers[1].confidence == pytest.approx(answers[0].confidence)
