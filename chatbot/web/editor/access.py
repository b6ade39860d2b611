"""Access to the editor's pages: by a token, sent with each request or typed once into a form.

A program sends `Authorization: Bearer TOKEN` (or Basic, with the token as the password). A person types it; then a
cookie, signed with the token and good for hours, stands for it, so that a new token ends every session. Tokens are
compared in constant time, and wrong ones are counted.
"""

from __future__ import annotations

from collections.abc import Callable

from itsdangerous import BadSignature, URLSafeTimedSerializer
from limits.strategies import RateLimiter

from chatbot.errors import SettingsError
from chatbot.web.guesses import Guesses, digest

SHORTEST = 24  # characters; 32 random ones are easily made
LEAST_DIFFERENT = 10  # different characters of a token
SESSION_SECONDS = 8 * 3600
COOKIE = "editor"
_MAKE = "make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
_DEFAULTS = (
    "changeme", "changethis", "replaceme", "default", "password", "passwort", "secret", "token", "example", "editor",
    "letmein", "qwerty", "1234567", "abcdefg", "placeholder",
)  # fmt: skip


def checked_token(token: str) -> str:
    """Return a token that may be used.

    Raises:
        SettingsError: it is short, repetitive, or looks like one that everybody knows.
    """
    if len(token) < SHORTEST:
        raise SettingsError(f"editor_token has {len(token)} characters; use at least {SHORTEST}; {_MAKE}")
    if len(set(token)) < LEAST_DIFFERENT:
        raise SettingsError(f"editor_token has {len(set(token))} different characters and can be guessed; {_MAKE}")
    plain = "".join(char for char in token.lower() if char.isalnum())
    known = next((word for word in _DEFAULTS if word in plain), "")
    if known:
        raise SettingsError(f"editor_token holds {known!r}, as a default or an example would; {_MAKE}")
    return token


class Access:
    """Knows the token, the sessions it has signed, and who has guessed too often."""

    def __init__(self, token: str, counting: Callable[[], RateLimiter]) -> None:
        """Check the token; `counting` gives what counts wrong ones, for all worker processes together.

        Raises:
            SettingsError: the token must not be used.
        """
        self._signer = URLSafeTimedSerializer(digest(checked_token(token)), salt="editor session")
        self.guesses = Guesses("editor", token, counting)

    def session(self) -> str:
        """Return the value of a cookie that stands for the token."""
        return str(self._signer.dumps("editor"))

    def knows(self, session: str) -> bool:
        """Tell whether a cookie's value was made with this token, and not too long ago."""
        try:
            self._signer.loads(session, max_age=SESSION_SECONDS)
        except BadSignature:
            return False
        return True
