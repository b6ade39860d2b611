"""Memory of a started process: what was freed is returned to the system, the rest is moved into huge pages.

Starting leaves tens of MB freed but kept. And the encoder reads all its weights for each text: with pages of 4 KB the
processor looks up where each of them lies, again and again; in pages of 2 MB a text is encoded a tenth faster. Asking
for such pages from the start makes a program start later.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from pathlib import Path

HUGE = 2 << 20  # bytes of a huge page on x86-64 and most ARM systems
_OWN = 0.9  # share of a region that this process alone must have written to: memory would be taken for the rest
_COLLAPSE = 25  # MADV_COLLAPSE, since Linux 6.1
_LOG = logging.getLogger(__name__)


def give_back() -> None:
    """Return memory that has been freed to the system, where the C library is one that can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def collapse() -> int:
    """Move large regions that this process alone writes to into huge pages; return the bytes moved.

    0 where the system cannot. Takes about .1 s for 50 MB, without holding the interpreter's lock.
    """
    try:
        advise = ctypes.CDLL(None).madvise
        regions = list(_regions(Path("/proc/self/smaps").read_text(encoding="ascii", errors="replace")))
    except (OSError, AttributeError) as error:
        _LOG.info("no huge pages: %s", error)
        return 0
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    return sum(end - start for start, end in regions if advise(start, end - start, _COLLAPSE) == 0)


def _regions(smaps: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end), whole huge pages, of the anonymous regions that are mostly written to by this process."""
    start = end = 0
    for line in smaps.splitlines():
        name, _, rest = line.partition(" ")
        if not name.endswith(":"):  # "55d0c0a00000-55d0c2e00000 rw-p 00000000 00:00 0   [heap]"
            start, end = (int(place, 16) for place in name.split("-"))
            if not rest.startswith("rw") or rest.split()[3] != "0":
                end = start  # a file's, or not to be written to
        elif name == "Private_Dirty:" and int(rest.split()[0]) * 1024 >= _OWN * (end - start):
            first, last = -(-start // HUGE) * HUGE, end // HUGE * HUGE
            if first < last:
                yield first, last
