"""Is a question for the gist of an article, and of which: "summary please", "tl;dr", "summarize the one on silence"?

No passage holds such words, or all do, so that nothing is found by them. The lists are English and Korean.
"""

from __future__ import annotations

import re

from chatbot.answering import talking
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_THIS = r"(?:article|page|text|post|piece|guide)"
_SUMMARY = (
    r"summar(?:y|ies|i[sz](?:e[ds]?|ing))|takeaways?|take away|tl dr|tldr|gist|overview|recap|synopsis|nutshell"
    r"|(?:main|key|central|important) (?:points?|messages?|ideas?|facts|things?)|bottom line|short version"
    r"|sum (?:it |this )?up"
)
_ABOUT = (
    rf"in short|(?:{_THIS}|this|it)(?: all)? about|about (?:this|the) {_THIS}"
    rf"|(?:learn|remember) from (?:this|the {_THIS})"
)
_IN_KOREAN = r"(?:요약|핵심|요점|줄거리|한마디로)\w*"
_GIST = re.compile(rf"\b(?:{_SUMMARY}|{_ABOUT})\b|{_IN_KOREAN}")
_GIST_OF = re.compile(rf"\b(?:{_SUMMARY})\b|{_IN_KOREAN}")
_WHAT_IT_IS_ABOUT = re.compile(rf"^what (?:is|s)\b(?=.*\b{_THIS}\b.*\babout$)")
_ARTICLE = re.compile(rf"\b{_THIS}\b|(?:^| )(?:글|기사)")
_WORDS = """
    article page text post piece guide key main central important essential most short quick brief briefly line sentence
    sentences words version point points message messages idea ideas fact facts thing things tell give show get got need
    know remember learn want like read reading make say says one two three whole entire hi hello gimme pls plz thanks
    이 그 글 글의 글을 기사 기사의 기사를 내용 내용을 내용은 좀 해 해줘 해주세요 주세요 줘 알려줘 알려주세요 무엇인가요
    뭐야 뭐예요
"""
_BESIDE = FUNCTION_WORDS | frozenset(_WORDS.split())


def asks_for_gist(text: str) -> bool:
    """Tell whether `text` asks for a summary and has no word that says of what."""
    words = surfaces(text)
    return _beside(" ".join(words), _GIST) == [] or talking.asks_for_gist(words)


def gist_of(text: str) -> tuple[str, bool]:
    """Return of what `text` asks for a summary, "" for nothing, and whether it says that this is an article.

    "What are the main points of the article on silence?" asks for that of "silence", an article.
    """
    said = " ".join(surfaces(text))
    subject = _beside(said, _GIST_OF) or _beside(said, _WHAT_IT_IS_ABOUT)
    return (" ".join(subject), _ARTICLE.search(said) is not None) if subject else ("", False)


def _beside(said: str, gist: re.Pattern[str]) -> list[str] | None:
    """Return the words of `said` beside those that ask for a summary, None where none do."""
    others, asked = gist.subn(" ", said)
    return [word for word in others.split() if word not in _BESIDE] if asked else None
