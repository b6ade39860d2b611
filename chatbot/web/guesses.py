"""Wrong tokens of each client, counted over all worker processes: after some in a minute none of its is looked at."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from enum import Enum, auto

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter

WRONG_A_MINUTE = 10
AGAIN_SECONDS = 60  # after which tokens of a client are looked at again, at most


class Verdict(Enum):
    """What became of a token: it is right, it is wrong or missing, or it was not looked at."""

    RIGHT = auto()
    WRONG = auto()
    IGNORED = auto()


class Guesses:
    """Knows one token, and who has sent how many wrong ones in its place within a minute."""

    def __init__(self, kind: str, wanted: str, counting: Callable[[], RateLimiter]) -> None:
        """Expect `wanted`; `counting` gives what counts guesses of this kind for all worker processes together."""
        self._wanted = digest(wanted)
        self._counting = counting
        self._own = FixedWindowRateLimiter(MemoryStorage())  # while what all processes share cannot be reached
        self._limit = RateLimitItemPerMinute(WRONG_A_MINUTE, namespace=kind)

    def judge(self, client: str, token: str | None) -> Verdict:
        """Return what becomes of this client's token, and count it where it is wrong; who sends none does not guess.

        To compare a token takes the same time for every wrong one.
        """
        if not self._counted(lambda counting: counting.test(self._limit, client)):
            return Verdict.IGNORED
        if token is None:
            return Verdict.WRONG
        if hmac.compare_digest(digest(token), self._wanted):
            return Verdict.RIGHT
        self._counted(lambda counting: counting.hit(self._limit, client))
        return Verdict.WRONG

    def _counted(self, look: Callable[[RateLimiter], bool]) -> bool:
        shared = self._counting()
        try:
            return look(shared)
        except shared.storage.base_exceptions:
            return look(self._own)


def digest(token: str) -> bytes:
    """Return what of a token is kept and compared."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
