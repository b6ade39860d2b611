"""Is a question for the gist of an article, naming no subject: "summary please", "tl;dr", "what is this page about"?

No passage holds such words, or all do, so that nothing is found by them. The lists are English and Korean.
"""

from __future__ import annotations

import re

from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import surfaces

_THIS = r"(?:article|page|text|post|piece|guide)"
_GIST = re.compile(
    r"\b(?:summar(?:y|ies|i[sz](?:e[ds]?|ing))|takeaways?|take away|tl dr|tldr|gist|overview|recap|synopsis|nutshell"
    r"|(?:main|key|central|important) (?:points?|messages?|ideas?|facts|things?)|bottom line|short version|in short"
    rf"|sum (?:it |this )?up|(?:{_THIS}|this|it)(?: all)? about|about (?:this|the) {_THIS}"
    rf"|(?:learn|remember) from (?:this|the {_THIS}))\b"
    r"|(?:요약|핵심|요점|줄거리|한마디로)\w*"
)
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
    said, asked = _GIST.subn(" ", " ".join(surfaces(text)))
    return asked > 0 and _BESIDE.issuperset(said.split())
