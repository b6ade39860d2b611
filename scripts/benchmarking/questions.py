"""Questions -> request bodies. Readers do not ask the same thing twice in a row, so each body can be made its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle, islice, product
from pathlib import Path

from chatbot.coverage.asked import read_questions
from chatbot.coverage.golden import read_golden

EARLIER = 3  # questions before a follow-up
_OPENINGS = (
    "", "Hello, ", "Please tell me: ", "My question is: ", "I wonder, ", "Quick question: ", "Can you help? ",
    "I am new here. ", "Asking for a colleague: ", "I could not find it: ", "Thanks in advance. ", "One more thing: ",
    "A client asked me: ", "We were discussing this: ", "Sorry to bother you. ", "For my notes: ", "In short: ",
    "I read your page. ", "Good morning, ", "Just curious: ", "Before my next session: ", "I keep asking myself: ",
    "Our team would like to know: ", "Maybe you know: ",
)  # fmt: skip


def questions_of(path: Path) -> list[str]:
    """Return the questions of a golden set (.yaml), or of a text, CSV or JSON-lines file."""
    if path.suffix in {".yaml", ".yml"}:
        return [golden.question for golden in read_golden(path)]
    return [asked.text for asked in read_questions(path).asked]


def different(questions: Sequence[str]) -> Iterator[str]:
    """Yield different wordings of the questions: all of them with one opening, then with the next."""
    return (opening + question for opening, question in product(_OPENINGS, questions))


def pointing(question: str) -> str:
    """Return the question worded as a follow-up: words that point back make it lean on the earlier ones."""
    return f"And what about that, {question}"


def bodies(questions: Sequence[str], number: int) -> list[str]:
    """Return `number` requests that ask the questions in turn."""
    return [body(question) for question in islice(cycle(questions), number)]


def body(question: str, history: Sequence[str] = ()) -> str:
    """Return the JSON of one request."""
    return json.dumps({"question": question, "history": list(history)})
