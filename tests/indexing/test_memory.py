"""Freed memory goes back to the system; what is large, in use and this process's own moves into huge pages."""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np
import pytest

from chatbot.indexing.memory import HUGE, _regions, collapse, give_back

SMAPS = """\
55d0c0a01000-55d0c1200000 rw-p 00000000 00:00 0                          [heap]
Size:               8188 kB
Private_Dirty:      8000 kB
7f0000000000-7f0000800000 rw-p 00000000 00:00 0
Private_Dirty:      4096 kB
7f1000000000-7f1000800000 rw-p 00000000 08:01 77                         /a/file of zeros
Private_Dirty:      8192 kB
7f2000000000-7f2000800000 r--p 00000000 00:00 0
Private_Dirty:      8192 kB
7f3000000000-7f3000100000 rw-p 00000000 00:00 0
Private_Dirty:      1024 kB
"""


def test_only_large_regions_of_its_own_that_are_in_use_are_moved() -> None:
    assert list(_regions(SMAPS)) == [(0x55D0C0C00000, 0x55D0C1200000)]


def _in_huge_pages() -> int:
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("AnonHugePages:"))


def test_what_is_moved_holds_the_same() -> None:
    memory = mmap.mmap(-1, 8 * HUGE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    held = np.frombuffer(memory, np.int64)
    held[:] = np.arange(len(held))
    before = _in_huge_pages()
    moved = collapse()
    assert bool((held == np.arange(len(held))).all())
    if not moved:
        pytest.skip("this system has no huge pages to give")
    assert _in_huge_pages() - before >= 7 * HUGE


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE


def test_what_was_freed_goes_back_to_the_system() -> None:
    blocks = [np.ones(2000, np.uint8) for _ in range(40_000)]
    last = blocks.pop()  # at the end of them: what lies below it is kept, however much of it is free
    full = _resident()
    blocks.clear()
    give_back()
    assert full - _resident() > 40_000_000
    assert last.all()
