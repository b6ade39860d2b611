"""The text of an article that does not say its language -> the language, by its script and by its words of grammar.

English is what it takes for granted: another language must show many more words of its own.
"""

from __future__ import annotations

import re
from functools import cache

from stop_words import LANGUAGE_MAPPING, get_stop_words

DEFAULT = "en"

_SCRIPTS = (  # and of how many letters one has to be of it: technical Korean is full of Latin terms
    ("ko", 10, re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("ja", 10, re.compile(r"[\u3040-\u30ff]")),
    ("zh", 10, re.compile(r"[\u3400-\u9fff]")),
    ("ru", 2, re.compile(r"[\u0400-\u04ff]")),
    ("ar", 2, re.compile(r"[\u0600-\u06ff]")),
    ("he", 2, re.compile(r"[\u0590-\u05ff]")),
    ("el", 2, re.compile(r"[\u0370-\u03ff]")),
    ("hi", 2, re.compile(r"[\u0900-\u097f]")),
)
_UNSPACED = ("ko", "ja", "zh")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAMPLE = 20_000  # characters; the language of an article shows long before that
_FEWEST = 8  # different words of grammar that tell a language: "Hon." before each name of a list is Swedish, too
_SHARE = 0.15  # of all words; prose has twice as many
_MORE = 2  # times as many as English ones that are none of its own, as "die" and "was" are
_ENGLISH = 0.4  # of all words, from which on no other language is looked for


def language_of(text: str) -> str:
    """Return the language that the text's script or words tell; "en", the default, where neither tells another."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    written = (code for code, times, script in _SCRIPTS if letters and len(script.findall(sample)) * times > letters)
    by_script = next(written, DEFAULT)
    return by_script if by_script in _UNSPACED else _by_words(sample) or by_script


def _by_words(sample: str) -> str | None:
    """Return the language whose words of grammar `sample` has most of, None where they are too few to tell."""
    words = _WORD.findall(sample.casefold())
    english = [word for word in words if word in _grammar(DEFAULT)]
    if len(english) > _ENGLISH * len(words):  # of nearly all that is English, which is quick
        return None
    found = {code: [word for word in words if word in _grammar(code)] for code in LANGUAGE_MAPPING}
    best = max(found, key=lambda code: len(found[code]))
    theirs, others = found[best], sum(word not in _grammar(best) for word in english)
    enough = len(set(theirs)) >= _FEWEST and len(theirs) >= max(_SHARE * len(words), _MORE * others)
    return best if enough else None


@cache
def _grammar(code: str) -> frozenset[str]:
    return frozenset(get_stop_words(code))
