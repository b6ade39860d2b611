"""Settings: defaults, overridden by `chatbot.toml`, overridden by `CHATBOT_*` environment variables.

Each setting is a field with a default and one sentence; the README's table is tested against them. An unknown key is an
error: a misspelt setting that is silently ignored is worse than a server that does not start. All
faults of one start are told at once.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from chatbot.errors import ChatbotError, SettingsError

PREFIX = "CHATBOT_"
MOST = 2**31 - 1  # for numbers that need no tighter limit
Form = tuple[Callable[[str], object], str]
"""What is true of a text that can be used, and what to call such a one."""


def _like(pattern: str, wanted: str) -> Form:
    return re.compile(pattern).fullmatch, wanted


def _is_network(text: str) -> bool:
    with suppress(ValueError):
        return bool(ip_network(text))
    return False


_ANY = _like(r"(?s:.*)", "")
_PLACE = _like(r"(?s:.*\S.*)", "a folder or file")  # the empty one would be whatever folder the program was started in
_HOST = _like(r".*\S.*", "an address, such as 127.0.0.1, or 0.0.0.0 for all that this machine has")
_VERSION = _like(r"[0-9a-f]{16}", "the id of a version, as scripts/index.py list shows it")
_REDIS = _like(r"(?:rediss?://.*)?", "redis://HOST:PORT, or nothing")
_LOG = _like("events|requests", '"events" or "requests"')
_ORIGIN = _like(
    r"\*|[a-z][a-z0-9+.-]*://[^/\sA-Z]+",
    "an origin such as https://a.example, in small letters and without a slash at its end",
)
_NETWORK = (_is_network, "an address, or a network by its first one, such as 10.0.0.0/8")


def _setting(default: Any, sentence: str, least: int = 0, most: int = MOST, form: Form = _ANY) -> Any:
    """Return a field; `form` is that of a text, or of each in a list."""
    return field(default=default, metadata={"sentence": sentence, "least": least, "most": most, "form": form})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator may set; read-only once loaded."""

    corpus: str = _setting("corpus", "Folder (or single file) that holds the articles.", form=_PLACE)
    index: str = _setting("index", "Folder that holds the built index versions, or a postgresql:// URL.", form=_PLACE)
    keep_versions: int = _setting(
        10, "Index versions that a build leaves: the served one and those served last before it.", 2
    )
    pinned_versions: tuple[str, ...] = _setting(
        (), "Index versions that are never removed, such as one that answers are compared with.", form=_VERSION
    )
    model: str = _setting("", "A sentence-transformers model name or folder; empty means all-MiniLM-L6-v2 from PyPI.")
    host: str = _setting("127.0.0.1", "Address the server listens on.", form=_HOST)
    port: int = _setting(8080, "Port the server listens on; 0 picks a free one.", 0, 65_535)
    threads: int = _setting(0, "Texts that one process encodes at once; 0 means one for each of its cores.", 0, 1000)
    site_name: str = _setting("", 'Name at the top of the chat page; empty means "Ask the articles", in its language.')
    max_article_bytes: int = _setting(5 * 1024 * 1024, "Largest article file that is read; larger ones are faults.", 1)
    max_question_chars: int = _setting(1000, "Longest question, in characters.", 1)
    max_history: int = _setting(10, "Most earlier questions that a request may carry.", 0)
    max_body_bytes: int = _setting(64 * 1024, "Largest request body.", 1024)
    connections: int = _setting(8, "Most connections of one process to each PostgreSQL server.", 1)
    encoders: str = _setting(".cache/encoders", "Folder that keeps encoders fetched from PostgreSQL.", form=_PLACE)
    vector_cache: int = _setting(2048, "Questions kept in memory, as vectors and for follow-ups.", 0)
    review_months: int = _setting(24, "A review older than this many months is marked as old.", 1, 1200)
    question_log: str = _setting("", "SQLite file for the question log; empty means that no question is written down.")
    log_days: int = _setting(30, "Days for which a logged question is kept.", 1, 36_500)
    helplines: str = _setting("", "File of helplines and notice texts; empty means those of the package.")
    editor_token: str = _setting(
        "", "Token that opens /editor, 24 random characters or more; empty means no such page."
    )
    editor_questions: tuple[str, ...] = _setting(
        (), "Files of questions that /editor looks at beside the question log."
    )
    allowed_origins: tuple[str, ...] = _setting(
        (), "Origins whose pages may call the API from a browser.", form=_ORIGIN
    )
    trusted_proxies: int = _setting(
        0, "Number of proxies in front of the server, whose X-Forwarded-* headers are believed.", 0
    )
    workers: int = _setting(1, "Processes that answer, sharing the index and one port; 0 means one per core.", 0, 1000)
    max_concurrent: int = _setting(64, "Requests at once, over all processes; more are refused with 503.", 1)
    request_seconds: int = _setting(
        30, "Seconds in which a request must have arrived, and in which it must be answered.", 1
    )
    requests_per_minute: int = _setting(600, "Requests that one client may send in a minute; 0 means any number.", 0)
    questions_per_minute: int = _setting(60, "Questions that one client may ask in a minute; 0 means any number.", 0)
    tokens_per_minute: int = _setting(
        20_000, "Word pieces that one client's questions may hold in a minute; 0 means any number.", 0
    )
    unlimited_clients: tuple[str, ...] = _setting(
        ("127.0.0.0/8", "::1"),
        "Addresses and networks that may ask any number; by default this machine.",
        form=_NETWORK,
    )
    rate_storage: str = _setting(
        "", "redis://HOST:PORT that counts clients of several machines; empty counts on this one.", form=_REDIS
    )
    metrics_token: str = _setting("", "Bearer token that GET /metrics asks for; without one there are no metrics.")
    log: str = _setting(
        "events", 'What is logged as JSON lines: "events", or "requests" too; never a question.', form=_LOG
    )


_FIELDS = {each.name: each for each in fields(Settings)}
_SECRETS = ("editor_token", "metrics_token", "rate_storage")
_KINDS = {
    int: "a whole number, such as {}",
    str: "text in quotation marks",
    tuple: 'a list of strings, such as ["a", "b"]',
}


def load_settings(
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
    asked: Mapping[str, Any] | None = None,
    checks: Mapping[str, Callable[[str], object]] | None = None,
) -> Settings:
    """Return the settings of `file` (default: chatbot.toml where it exists) and `environ` (default: the process's).

    Over both goes what the command line has `asked` for; None there leaves a setting as it is. `checks` are what the
    caller asks of a text beside its form: each gets the one that holds, unless it is empty, and raises ChatbotError.

    Raises:
        SettingsError: a key is unknown, a value has the wrong type or cannot be used, or the file is not TOML; the
            message has a line for each fault of all three.
    """
    given: list[tuple[str, str, Any]] = []  # each where it stands, the key, the value
    faults: list[str] = []
    path = file or Path("chatbot.toml")
    if file or path.exists() or path.is_symlink():  # one that leads nowhere, or a folder in its place, is a mistake
        try:
            given += [(str(path), key, value) for key, value in read_toml(path).items()]
        except SettingsError as error:
            faults.append(str(error))
    for name, text in sorted((os.environ if environ is None else environ).items()):
        if name.startswith(PREFIX):
            key = name.removeprefix(PREFIX).lower()
            given.append((name, key, _from_text(key, text)))
    given += [("the command line", key, value) for key, value in (asked or {}).items() if value is not None]
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    for place, key, value in given:
        try:
            values[key], places[key] = _checked(key, value), place
        except SettingsError as error:
            faults += _told(place, error)
    for key, check in (checks or {}).items():
        try:
            if values.get(key):
                check(values[key])
        except ChatbotError as error:
            faults += _told(places[key], error)
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(**values)


def _told(place: str, error: ChatbotError) -> list[str]:
    faults = str(error).split("\n")  # a path in one may hold what splitlines() takes for the end of a line
    return [f"{place}: {fault}" for fault in faults]


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a TOML file holds.

    Raises:
        SettingsError: it cannot be read, or is no TOML; names the file.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors of Windows begin a file with a mark
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); put a readable file there") from error
    except ValueError as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise SettingsError(f"{path}: not valid TOML ({error}); mend that line") from error


def _from_text(key: str, text: str) -> Any:
    """Return what a variable sets a setting to: text stays text where a whole number is wanted and it is none."""
    default = _FIELDS[key].default if key in _FIELDS else None
    if isinstance(default, int):
        with suppress(ValueError):
            return int(text)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text.strip()


def _checked(key: str, value: Any) -> Any:
    """Return the value of a setting.

    Raises:
        SettingsError: there is no such setting, or the value, or some of its list, cannot be used: a line for each.
    """
    if key not in _FIELDS:
        near = difflib.get_close_matches(key, _FIELDS, 1)
        hint = f"did you mean {near[0]}?" if near else f"known settings: {', '.join(_FIELDS)}"
        raise SettingsError(f"there is no setting {key!r}; {hint}")
    default = _FIELDS[key].default
    if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = tuple(value)
    if type(value) is not type(default):
        raise SettingsError(f"{_seen(key, value)}; it must be {_KINDS[type(default)].format(default)}")
    each = value if isinstance(value, tuple) else (value,)
    unmet = [(one, wanted) for one in each if (wanted := _unmet(one, _FIELDS[key].metadata))]
    if unmet:
        raise SettingsError("\n".join(f"{_seen(key, one)}; it must be {wanted}" for one, wanted in unmet))
    return value


def _seen(key: str, value: Any) -> str:
    """Say what a setting is, but not of one that holds a token or a password: errors end in logs."""
    return f"{key} is not what it may be" if key in _SECRETS else f"{key} is {value!r}"


def _unmet(value: int | str, limits: Mapping[str, Any]) -> str:
    """Return what a value has to be and is not, "" for one that can be used."""
    if isinstance(value, int):
        least, most = limits["least"], limits["most"]
        return f"at least {least}" if value < least else f"at most {most}" if value > most else ""
    is_usable, wanted = limits["form"]
    return "" if is_usable(value) else str(wanted)
