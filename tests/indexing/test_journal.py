"""The journal of what was encoded: found again by key, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from chatbot.indexing.digests import Digests
from chatbot.indexing.index import PIECE, Codes
from chatbot.indexing.journal import Journal
from chatbot.indexing.matrix import Stored, stored

DIMENSIONS = 3
RANDOM = np.random.default_rng(5)
BLOCKS = [[0, 4], [2], [0, 0, 1]]
"""How many pieces each text of each block has."""


Texts = tuple[Digests, Stored, list[Codes]]


def made(numbers: list[int], coded: bool = False) -> Texts:
    """Return the keys, rows and pieces of texts that have so many pieces each."""
    keys = RANDOM.integers(0, 2**63, (len(numbers), 2)).astype(np.uint64)
    rows = stored(RANDOM.random((len(numbers), DIMENSIONS), np.float32), coded)
    return keys, rows, [RANDOM.integers(-9, 9, (number, PIECE)).astype(np.int8) for number in numbers]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "encoded" / "journal"


def written(file: Path, coded: bool = False) -> list[Texts]:
    """Write the blocks, each by a build of its own; return what is in them."""
    blocks = [made(numbers, coded) for numbers in BLOCKS]
    for block in blocks:
        with Journal(file, DIMENSIONS, coded) as journal:
            journal.append(*block)
    return blocks


def known(file: Path, blocks: list[Texts], coded: bool = False) -> list[bool]:
    """Tell of each block whether the journal knows its texts; what it knows must be as it was written."""
    told = []
    with Journal(file, DIMENSIONS, coded) as journal:
        for keys, rows, pieces in blocks:
            places = journal.find(keys[::-1])
            there = bool((places >= 0).all())
            assert there or (places < 0).all()
            if there:
                assert journal.rows(places).tobytes() == rows[::-1].tobytes()
                assert [one.tolist() for one in journal.pieces(places)] == [one.tolist() for one in pieces[::-1]]
            told.append(there)
    return told


@pytest.mark.parametrize("coded", [False, True])
def test_what_builds_have_appended_is_found_by_its_key(file: Path, coded: bool) -> None:
    blocks = written(file, coded)
    assert known(file, blocks, coded) == [True, True, True]
    assert known(file, [made([1], coded)], coded) == [False]


def test_a_torn_end_is_dropped_wherever_it_was_torn_and_what_is_added_then_is_found(file: Path) -> None:
    blocks = written(file)
    whole, found = file.read_bytes(), set()
    for size in range(0, len(whole), 11):
        file.write_bytes(whole[:size])
        kept = known(file, blocks)
        found.add(sum(kept))
        assert kept == sorted(kept, reverse=True)
        assert file.stat().st_size <= size
        assert whole.startswith(file.read_bytes())
        with Journal(file, DIMENSIONS, coded=False) as journal:
            journal.append(*blocks[-1])
        assert known(file, blocks) == [*kept[:-1], True]
    assert found == {0, 1, 2}


def test_a_changed_byte_costs_its_block_and_those_after_it_and_is_never_believed(file: Path) -> None:
    blocks = written(file)
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        kept = known(file, blocks)
        assert not kept[-1]
        assert kept == sorted(kept, reverse=True)


def test_zeros_that_a_machine_without_power_left_at_the_end_are_dropped(file: Path) -> None:
    blocks = written(file)
    size = file.stat().st_size
    file.write_bytes(file.read_bytes() + bytes(4096))
    assert known(file, blocks) == [True, True, True]
    assert file.stat().st_size == size


def test_rows_that_are_to_be_kept_otherwise_are_not_taken(file: Path) -> None:
    assert known(file, written(file, coded=False), coded=True) == [False, False, False]
