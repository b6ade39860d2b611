"""A language -> the notice in it, where the operator's file does not speak it; read when a reader first needs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from chatbot.safety.helplines import DEFAULT, NoticeTexts, Protocol
from chatbot.settings import read_toml

FOLDER = Path(__file__).with_name("notices")
LANGUAGES = frozenset(path.stem for path in FOLDER.glob("*.toml"))


class Translation(Struct, frozen=True, forbid_unknown_fields=True):
    """One file: the notice's words, and what the file of helplines that ships says in English of each of them."""

    texts: NoticeTexts
    phrases: dict[str, str]


@cache
def translation(language: str) -> Translation:
    """Return what ships in one of `LANGUAGES`."""
    return msgspec.convert(read_toml(FOLDER / f"{language}.toml"), Translation)


def texts_in(protocol: Protocol, language: str) -> tuple[str, NoticeTexts]:
    """Return the notice's words and their language: this one, else English. The operator's own come first."""
    if language in protocol.texts:
        return language, protocol.texts[language]
    if language in LANGUAGES:
        return language, translation(language).texts
    return DEFAULT, protocol.texts[DEFAULT]


def phrase_in(phrases: dict[str, str], language: str) -> str:
    """Return what a helpline says in a language; else what it says in English, translated where that is known."""
    english = phrases[DEFAULT]
    if language in phrases or language not in LANGUAGES:
        return phrases.get(language, english)
    return translation(language).phrases.get(english, english)
