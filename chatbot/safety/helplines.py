"""The operator's file of helplines and notice texts -> Protocol, every value checked; what is due to be verified again.

The first tier cannot be turned off: the file has to hold a text in English and a helpline, and there is no switch.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from chatbot.errors import SettingsError
from chatbot.settings import read_toml

SHIPPED = Path(__file__).with_name("helplines.toml")
FRESH_DAYS = 180  # after which a number has to be checked again
DEFAULT = "en"  # the language that every file has to have

_Line = Annotated[str, Meta(min_length=1, max_length=600, pattern=r"\S")]
_Short = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\S")]
_Address = Annotated[str, Meta(pattern=r"^https://[^\s]+\Z", max_length=300)]
_Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}\Z")]
_Region = Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")]


class Danger(StrEnum):
    """What a helpline can be for, most urgent first: that order decides which words and helplines come first."""

    MEDICAL = "medical"
    CHILD = "child"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF = "self"


class DangerTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said where a question speaks of one danger; what is left out is said as for all dangers."""

    title: _Short | None = None
    text: _Line | None = None
    danger: _Line | None = None


class NoticeTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said around the helplines, in one language; `about` holds other words for some dangers."""

    title: _Short
    text: _Line
    danger: _Line
    elsewhere: _Line
    quiet: _Line
    more: _Short
    about: dict[Danger, DangerTexts] = {}


class Helpline(Struct, frozen=True, forbid_unknown_fields=True):
    """One helpline; `how` tells in each language how to reach it, `verified_on` when somebody has checked it.

    `dangers` names what it is for; a helpline without them is for all.
    """

    name: _Short
    number: Annotated[str, Meta(pattern=r"^[0-9+][0-9 ()/+-]{1,30}\Z")]
    regions: Annotated[list[_Region], Meta(min_length=1)]
    languages: Annotated[list[_Language], Meta(min_length=1)]
    where: dict[_Language, _Short]
    how: dict[_Language, _Short]
    url: _Address
    source: _Address
    verified_on: date | None = None
    dangers: list[Danger] = []


class Protocol(Struct, frozen=True, forbid_unknown_fields=True):
    """All of the file."""

    texts: dict[_Language, NoticeTexts]
    helplines: Annotated[list[Helpline], Meta(min_length=1)]


def read_protocol(file: str | Path = "") -> Protocol:
    """Return what `file` holds; "" is the file that ships.

    Raises:
        SettingsError: the file cannot be read, or a value in it cannot be used; names the file and the value.
    """
    path = Path(file) if str(file) else SHIPPED
    try:
        protocol = msgspec.convert(_without_blank_dates(read_toml(path)), Protocol)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}; {SHIPPED.name} of the package shows the form") from error
    if DEFAULT not in protocol.texts:
        raise SettingsError(f"{path}: there is no [texts.{DEFAULT}], which is shown where no other fits; add it")
    for line in protocol.helplines:
        if DEFAULT not in line.where or DEFAULT not in line.how:
            raise SettingsError(f"{path}: helpline {line.name!r} lacks {DEFAULT!r} under where or how; add it")
    return protocol


def unverified(protocol: Protocol, today: date) -> Iterator[tuple[Helpline, str]]:
    """Yield each helpline whose number nobody has checked in time, and what to say about it."""
    for line in protocol.helplines:
        if line.verified_on is None:
            yield line, f"the number of {line.name} ({line.number}) has not been verified"
        elif line.verified_on > today:
            yield line, f"the number of {line.name} ({line.number}) was verified on a day to come, {line.verified_on}"
        elif (days := (today - line.verified_on).days) > FRESH_DAYS:
            yield line, f"the number of {line.name} ({line.number}) was verified {days} days ago"


def _without_blank_dates(stored: dict[str, Any]) -> dict[str, Any]:
    """Read an empty `verified_on` as none: the file that ships has the key, to show where the date goes."""
    lines = stored.get("helplines")
    if isinstance(lines, list):
        stored["helplines"] = [
            {k: v for k, v in line.items() if (k, v) != ("verified_on", "")} if isinstance(line, dict) else line
            for line in lines
        ]
    return stored
