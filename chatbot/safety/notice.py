"""Tier and locale -> the notice a reader sees: texts in the reader's language, helplines of the reader's region."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.safety.helplines import DEFAULT, Helpline, Protocol


@dataclass(frozen=True, slots=True)
class ShownHelpline:
    """A helpline: its number, the country it serves and how to reach it, in the notice's language."""

    name: str
    number: str
    where: str
    how: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Shown above the quotes. `text` is paragraphs, a line each; `language` is that of all texts."""

    language: str
    title: str
    text: str
    helplines: tuple[ShownHelpline, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Footer:
    """The quiet line below the quotes of a question about the topic; `text` is one paragraph."""

    language: str
    text: str
    helplines: tuple[ShownHelpline, ...]


def notice_for(protocol: Protocol, locale: str) -> Notice:
    """Return the notice for a locale such as "en", "en-GB" or "ko"."""
    language = _language(protocol, locale)
    texts = protocol.texts[language]
    text = "\n".join((texts.text, texts.danger, texts.elsewhere))
    return Notice(language, texts.title, text, _lines(protocol, locale, language), texts.more)


def footer_for(protocol: Protocol, locale: str) -> Footer:
    """Return the quiet line for a locale."""
    language = _language(protocol, locale)
    return Footer(language, protocol.texts[language].quiet, _lines(protocol, locale, language))


def _parts(locale: str) -> tuple[str, str]:
    """Return the language and the region of a locale, "" for a region that it does not name ("en", "zh-Hant")."""
    language, *rest = locale.replace("_", "-").split("-")
    return language.lower(), next((p.upper() for p in rest if len(p) == 2 and p.isalpha()), "")


def _language(protocol: Protocol, locale: str) -> str:
    language = _parts(locale)[0]
    return language if language in protocol.texts else DEFAULT


def _lines(protocol: Protocol, locale: str, shown_in: str) -> tuple[ShownHelpline, ...]:
    """Return the helplines of the region; where it has none, those in the language; where there are none, all."""
    language, region = _parts(locale)
    near = [line for line in protocol.helplines if region in line.regions]
    spoken = [line for line in protocol.helplines if language in line.languages]
    return tuple(_shown(line, shown_in) for line in near or spoken or protocol.helplines)


def _shown(line: Helpline, language: str) -> ShownHelpline:
    return ShownHelpline(
        line.name,
        line.number,
        line.where.get(language, line.where[DEFAULT]),
        line.how.get(language, line.how[DEFAULT]),
        line.url,
    )
