"""The index is opened once, when it is there, whatever the number of threads that want it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from chatbot.errors import NoIndexError
from chatbot.indexing.index import PassageIndex
from chatbot.web.library import Library


def test_it_is_opened_once_for_all_threads(index: PassageIndex) -> None:
    opened: list[PassageIndex] = []

    def open_index() -> PassageIndex:
        opened.append(index)
        return index

    library = Library(open_index)
    with ThreadPoolExecutor(16) as pool:
        versions = {future.result() for future in [pool.submit(library.current) for _ in range(64)]}
    assert len(versions) == len(opened) == 1


def test_a_failed_opening_is_tried_again(index: PassageIndex) -> None:
    failures = [NoIndexError("there is no index; build one")]

    def open_index() -> PassageIndex:
        if failures:
            raise failures.pop()
        return index

    library = Library(open_index)
    with pytest.raises(NoIndexError):
        library.current()
    assert library.current().index is index
