"""The values that say something about an article, checked the same way for every format that states them."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?(?:[Tt ].*)?", re.DOTALL)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{1,8})*)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_day(value: str) -> date | None:
    """Return the day of "2025-03-09", "2025/3/9" or a date with time, as written there (no time zone is applied)."""
    found = _DAY.fullmatch(value.strip())
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def is_long_ago(day: date, today: date, months: int) -> bool:
    """Whether more than `months` months have passed from `day` to `today`."""
    passed = (today.year - day.year) * 12 + today.month - day.month
    return passed > months or (passed == months and today.day > day.day)


def parse_language(value: str) -> str | None:
    """Return a language tag ("en", "pt-BR"; "pt_BR" of a CMS) with its first part in lower case, None for no tag."""
    found = _LANGUAGE.fullmatch(value.strip().replace("_", "-"))
    return found[1].lower() + found[2] if found else None


def parse_url(value: str) -> str | None:
    """Return an absolute http or https address, None for anything else: it becomes a link on a public page."""
    address = value.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    usable = parts.scheme.lower() in ("http", "https") and parts.netloc and not re.search(r"[\s\x00-\x1f<>\"]", address)
    return address if usable else None


def has_lone_surrogate(text: str) -> bool:
    r"""Tell whether `text` holds half a character, as the escape "\ud83d" alone makes it; no file can store it."""
    return bool(_SURROGATE.search(text))


def unstorable(text: str) -> str:
    """Name what in `text` not every store can hold: half a character, or NUL; "" where all can hold it."""
    if has_lone_surrogate(text):
        return "half a character"
    return "a NUL character" if "\0" in text else ""
