"""Letters with accents -> the same letters without them, in linear time."""

from __future__ import annotations

import unicodedata


class _Bare(dict[int, str]):
    """Code point -> its letters without accents (NFKD), each worked out when first met.

    One by one: to normalize a whole text takes time with the square of a row of accents, for it puts them in order.
    """

    def __missing__(self, code: int) -> str:
        letters = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        self[code] = letters
        return letters


_BARE = _Bare()


def without_accents(text: str) -> str:
    """Return `text` in compatibility forms, taken apart (NFKD), without the combining marks."""
    return text.translate(_BARE)
