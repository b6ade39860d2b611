"""A request -> the language of its page: `?locale=` where it is given, else what the browser prefers, else English."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from flask import current_app, request, url_for

from chatbot.answering.language import primary
from chatbot.web.texts import Texts
from chatbot.web.texts_en import ENGLISH

LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pt": "Português",
    "ko": "한국어",
}
"""What the pages speak, by the language's code: its name as its speakers write it. English is what "*" accepts."""
MODULES = {language: f"chatbot.web.texts_{language}" for language in LANGUAGES if language != ENGLISH.lang}
"""Loaded when somebody reads a page in that language: few servers need more than one or two."""


@cache
def texts_in(language: str) -> Texts:
    """Return the interface in a language of `LANGUAGES`."""
    if language == ENGLISH.lang:
        return ENGLISH
    texts: Texts = import_module(MODULES[language]).TEXTS
    return texts


def interface() -> Texts:
    """Return the interface texts for the current request."""
    return texts_in(primary(reader_locale()))


def on_pages() -> dict[str, object]:
    """Return what the templates of all pages use: the texts as `t`, the site's name, the first page's address."""
    texts = interface()
    return {"home": url_for("pages.home", locale=chosen_locale()), "site_name": site_name(texts), "t": texts}


def site_name(texts: Texts) -> str:
    """Return what the operator calls the site; where he does not say, what these texts call every site."""
    return str(current_app.config["SITE_NAME"]) or texts.site


def reader_locale() -> str:
    """Return the locale of the current request with its region where it says one, such as "en-GB": for helplines.

    Whoever prefers "pt-BR" to "en" reads Portuguese, though nothing here is in "pt-BR".
    """
    accepted = (tag for tag, quality in request.accept_languages if quality)
    asked = (request.args.get("locale", ""), *accepted)
    return next((tag for tag in asked if primary(tag) in LANGUAGES), ENGLISH.lang)


def chosen_locale() -> str | None:
    """Return the locale the address names, None where it names none that we have; "ko-KR" is Korean."""
    named = primary(request.args.get("locale", ""))
    return named if named in LANGUAGES else None
