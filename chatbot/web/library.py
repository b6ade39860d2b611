"""The open index version and its answerer, shared by all requests of one process.

A request takes `library().current()` once and answers from that, so no answer mixes two versions. A thread looks four
times a second which version is to be served, opens a new one beside the old, and only then lets it answer; where the
new one cannot be opened, the old one goes on. A file of the served version that anybody has touched is noticed before
the next answer, and every checksum is compared again. Which index it is and how it is opened is decided in app.py.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import Generic, TypeVar, cast
from weakref import ref

from flask import current_app

from chatbot.answering.answerer import Answerer
from chatbot.answering.question import Limits
from chatbot.errors import ChatbotError, DamagedIndexError, IndexingError, UnreachableIndexError
from chatbot.indexing.index import ArticleRecord, PassageIndex, records
from chatbot.stores import Store
from chatbot.web.board import Board

EXAMPLES = 4  # questions that invite a reader
LOOKED_AT = 50  # articles searched for them, for reviews, and for one to show: thousands are not read through
WATCH_SECONDS = 0.25  # between two looks at the pointer; each costs 0.1 ms
AGAIN_SECONDS = 30  # after which a refused version is read again though no file of it has changed
_log = logging.getLogger(__name__)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the corpus certainly answers; `lang` is its article's language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Open:
    """One index version, open.

    `reviews` tells that its articles are reviewed: of one that is not, readers are told. A bank's never are.
    """

    index: PassageIndex
    answerer: Answerer
    examples: tuple[Example, ...]
    reviews: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A version that is to be served and cannot be: why, and when to try again though none of its files has changed."""

    version: str
    error: IndexingError
    trace: Hashable
    again: float


class Library:
    """Holds the open version. Safe to use from several threads."""

    def __init__(self, store: Store, board: Board, answering: Callable[[PassageIndex], Answerer] = Answerer) -> None:
        self.store = store
        self._board = board
        self._answering = answering
        self._lock = threading.Lock()  # held while a version is opened; answering from an open one takes no lock
        self._open: Open | None = None
        self._trace: Hashable = None
        self._watched = False
        self.refused: Refused | None = None

    def current(self) -> Open:
        """Return the open version; whoever asks first opens it.

        Raises:
            IndexingError: there is no index yet, it is damaged, or another encoder made it.
        """
        opened = self._open
        if opened is not None and self.store.trace(opened.index.version) == self._trace:
            return opened
        return self.refresh()

    def refresh(self) -> Open:
        """Open the version that is to be served now, unless it is open; return the open one.

        Raises:
            IndexingError: it cannot be opened, and no other is open and undamaged.
        """
        with self._lock:
            if not self._watched:
                self._watched = True
                threading.Thread(target=_watch, args=(ref(self),), name="index-watch", daemon=True).start()
            self._keep_whole()
            try:
                self._follow()
            except IndexingError:
                if self._open is None:
                    raise
            finally:
                self._show()
            assert self._open is not None  # noqa: S101  # where `_follow` does not raise, a version is open
            return self._open

    def _keep_whole(self) -> None:
        """Open the version again whose files somebody has touched; let go of it where one of them is damaged now."""
        if self._open is None or self.store.trace(self._open.index.version) == self._trace:
            return
        version, self._open = self._open.index.version, None
        try:
            self._install(version, self.store.trace(version))
        except IndexingError as error:
            _log.error("the served index version can no longer be read: %s", error)

    def _follow(self) -> None:
        """Open the version that the pointer names, unless it is open or has just been found to be unusable."""
        version, trace = "", None
        try:
            version = self.store.served()
            if self._open is not None and self._open.index.version == version:
                if self.refused is not None:
                    _log.info("what was in the way is over; index version %s is served", version)
                self.refused = None
                return
            trace = self.store.trace(version)  # before it is read: what is touched meanwhile is read again
            self._recall(version, trace)
            self._install(version, trace)
        except IndexingError as error:
            self._refuse(version, error, trace)
            raise

    def _show(self) -> None:
        """Tell the board which version answers, and whether another should."""
        version = int(self._open.index.version, 16) if self._open else 0
        self._board.put("index_version", version - 2**64 if version >= 2**63 else version)
        self._board.put("index_refused", int(self.refused is not None))

    def _recall(self, version: str, trace: Hashable) -> None:
        """Raise again why this version was refused, unless its files have changed or it is time to read them again."""
        refused = self.refused
        if refused is None or refused.version != version or time.monotonic() > refused.again:
            return
        if isinstance(refused.error, UnreachableIndexError):
            return  # a server that gave no answer may give one now
        if refused.trace == trace:
            raise type(refused.error)(str(refused.error))

    def _install(self, version: str, trace: Hashable) -> None:
        try:
            index = self.store.open(version)
            first = list(records(index, LOOKED_AT))
            examples = tuple(islice(_examples(first), EXAMPLES))
            self._open = Open(index, self._answering(index), examples, any(map(_tells_of_review, first)))
        except ChatbotError:
            raise
        except Exception as error:  # bytes that changed after they had been compared can raise anything
            seen = f"{type(error).__name__}: {error}"
            raise DamagedIndexError(
                f"index version {version} cannot be opened ({seen}); where that stays so, build it again"
            ) from error
        self._trace, self.refused = trace, None
        self._board.add("swaps")
        _log.info("serving index version %s", version)

    def _refuse(self, version: str, error: IndexingError, trace: Hashable) -> None:
        """Remember why a version cannot be served; a reason met again is not logged again, nor remembered longer."""
        known, now = self.refused, time.monotonic()
        again = now + AGAIN_SECONDS
        if known is None or (known.version, str(known.error)) != (version, str(error)):
            kept = f"; {self._open.index.version} stays served" if self._open else ""
            _log.error("index version %s cannot be served: %s%s", version or "unknown", error, kept)
        elif known.again > now:
            again = known.again
        kept_error = type(error)(str(error))  # the one raised holds its frames, and they hold this library
        self.refused = Refused(version, kept_error, trace, again)


def _watch(library: ref[Library]) -> None:
    """Look for a new version until the library is gone."""
    seen: Open | None = None
    while True:
        time.sleep(WATCH_SECONDS)
        held = library()
        if held is None:
            return
        try:
            now = held.refresh()
            if seen is not None and now is not seen:
                gc.collect()  # an index holds itself in circles; its maps are to be gone now, not some day
            seen = now
        except IndexingError:
            pass  # it has been logged, and /readyz says so
        except Exception as error:  # whatever it is, a server that looks no more would answer from old articles forever
            _log.error("looking for a new index version: %s: %s", type(error).__name__, error)
        del held


class MadeOfIndex(Generic[Made]):
    """What takes a while to make of an index: made when first needed, kept, and made anew of the next index.

    Safe to use from several threads.
    """

    def __init__(self, make: Callable[[PassageIndex], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: tuple[ref[PassageIndex], Made] | None = None

    def of(self, index: PassageIndex) -> Made:
        """Return what is made of `index`."""
        with self._lock:
            if self._kept is None or self._kept[0]() is not index:
                self._kept = ref(index), self._make(index)
            return self._kept[1]


def library() -> Library:
    """Return the library of the app that handles the current request."""
    return cast("Library", current_app.extensions["library"])


def question_limits() -> Limits:
    """Return how much a reader may send to the app that handles the current request."""
    return cast("Limits", current_app.extensions["limits"])


def _tells_of_review(article: ArticleRecord) -> bool:
    """Tell whether an article says when or by whom it was reviewed, or that nobody did."""
    return bool(article.reviewed or article.reviewed_by or article.review_note or article.says_unreviewed)


def _examples(articles: Sequence[ArticleRecord]) -> Iterator[Example]:
    """Yield FAQ questions of these articles: the first of each, then the second of each ..."""
    asked = ([Example(text, record.language) for text in record.questions] for record in articles)
    return (example for example in chain.from_iterable(zip_longest(*asked)) if example)
