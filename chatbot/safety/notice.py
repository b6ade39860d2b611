"""Dangers and locale -> the notice a reader sees: texts in the reader's language, helplines of the reader's region."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.safety.helplines import Danger, DangerTexts, Helpline, Protocol
from chatbot.safety.translations import phrase_in, texts_in

_ON_ONE_LINE = 3  # helplines of the quiet line


@dataclass(frozen=True, slots=True)
class ShownHelpline:
    """A helpline: its number, the country it serves and how to reach it, in the notice's language."""

    name: str
    number: str
    where: str
    how: str
    url: str

    @property
    def call(self) -> str:
        """The address that a phone dials: "tel:08082000247"."""
        return "tel:" + re.sub(r"[^0-9+]", "", self.number)


@dataclass(frozen=True, slots=True)
class Notice:
    """Shown above the quotes. `text` is paragraphs, a line each; `language` is that of all texts.

    `dangers` are those that the question speaks of, most urgent first; words and helplines are chosen for them.
    """

    language: str
    title: str
    text: str
    helplines: tuple[ShownHelpline, ...]
    more: str
    dangers: tuple[Danger, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """The quiet line below the quotes of a question about the topic; `text` is one paragraph."""

    language: str
    text: str
    helplines: tuple[ShownHelpline, ...]


def notice_for(protocol: Protocol, locale: str, dangers: Sequence[Danger]) -> Notice:
    """Return the notice for a locale such as "en", "en-GB" or "de", where a question speaks of `dangers`.

    They come most urgent first. Where a body is in danger the emergency number is spoken of before anything else.
    """
    language, texts = texts_in(protocol, _parts(locale)[0])
    own = next((texts.about[danger] for danger in dangers if danger in texts.about), DangerTexts())
    words, call = own.text or texts.text, own.danger or texts.danger
    said = (call, words) if Danger.MEDICAL in dangers else (words, call)
    return Notice(
        language,
        own.title or texts.title,
        "\n".join((*said, texts.elsewhere)),
        _lines(protocol, locale, language, dangers),
        texts.more,
        tuple(dangers),
    )


def footer_for(protocol: Protocol, locale: str, dangers: Sequence[Danger]) -> Footer:
    """Return the quiet line for a locale: helplines for the first danger and for all, so that it stays one line.

    Where these are many, because each part of a country has its own, those for all stand alone. It names none for
    emergencies, since a question about the topic speaks of none.
    """
    language, texts = texts_in(protocol, _parts(locale)[0])
    calm = [danger for danger in dangers if danger is not Danger.MEDICAL]
    lines = _lines(protocol, locale, language, calm[:1])
    if len(lines) > _ON_ONE_LINE:
        lines = _lines(protocol, locale, language, ())
    return Footer(language, texts.quiet, lines)


def _parts(locale: str) -> tuple[str, str]:
    """Return the language and the region of a locale, "" for a region that it does not name ("en", "zh-Hant")."""
    language, *rest = locale.replace("_", "-").split("-")
    return language.lower(), next((p.upper() for p in rest if len(p) == 2 and p.isalpha()), "")


def _lines(protocol: Protocol, locale: str, shown_in: str, dangers: Sequence[Danger]) -> tuple[ShownHelpline, ...]:
    """Return the helplines of the region; where it has none, those in the language; where there are none, all.

    Only those that are for one of the dangers, or for all, are meant; those for the most urgent danger come first,
    those for all last. A file that has none of them shows the others rather than nothing. To a reader of a region that
    has none, those for all are enough: free numbers of another country cannot be called, and a list of them hides that.
    """
    language, region = _parts(locale)
    fit = [line for line in protocol.helplines if not line.dangers or not set(dangers).isdisjoint(line.dangers)]
    fit = fit or protocol.helplines
    near = [line for line in fit if region in line.regions]
    if region and not near:
        fit = [line for line in fit if not line.dangers] or fit
    spoken = [line for line in fit if language in line.languages]

    def urgency(line: Helpline) -> int:
        return next((place for place, danger in enumerate(dangers) if danger in line.dangers), len(dangers))

    return tuple(_shown(line, shown_in) for line in sorted(near or spoken or fit, key=urgency))


def _shown(line: Helpline, language: str) -> ShownHelpline:
    return ShownHelpline(
        line.name,
        line.number,
        phrase_in(line.where, language),
        phrase_in(line.how, language),
        line.url,
    )
