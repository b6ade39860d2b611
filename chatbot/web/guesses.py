"""Wrong tokens of each client, counted over all worker processes: after some in a minute none of its is looked at."""

from __future__ import annotations

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
    """Who has sent how many wrong tokens of one kind within a minute."""

    def __init__(self, kind: str, counting: Callable[[], RateLimiter]) -> None:
        """Count tokens of this kind; `counting` gives what counts for all worker processes together."""
        self._counting = counting
        self._own = FixedWindowRateLimiter(MemoryStorage())  # while what all processes share cannot be reached
        self._limit = RateLimitItemPerMinute(WRONG_A_MINUTE, namespace=kind)

    def judge(self, client: str, token: str | None, is_right: Callable[[str], bool]) -> Verdict:
        """Return what becomes of this client's token, and count it where it is wrong; who sends none does not guess."""
        if not self._counted(lambda counting: counting.test(self._limit, client)):
            return Verdict.IGNORED
        if token is None:
            return Verdict.WRONG
        if is_right(token):
            return Verdict.RIGHT
        self._counted(lambda counting: counting.hit(self._limit, client))
        return Verdict.WRONG

    def _counted(self, look: Callable[[RateLimiter], bool]) -> bool:
        shared = self._counting()
        try:
            return look(shared)
        except shared.storage.base_exceptions:
            return look(self._own)
