"""Bytes become text or a fault that says which byte is in the way."""

from __future__ import annotations

import pytest

from chatbot.reading.decoding import decode


def test_line_ends_and_byte_order_mark_are_taken_out() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "x.txt") == ("a\nb\nc\n", None)


@pytest.mark.parametrize(
    ("raw", "line", "seen"),
    [
        (b"", 0, "the file is empty"),
        (b"\xef\xbb\xbf \r\n\t", 0, "the file is empty"),
        (b"one\ntw\x00o", 2, "a NUL byte at byte 6: the file is binary, not text"),
        ("text".encode("utf-16"), 0, "the file is UTF-16"),
        ("one\nCaf\u00e9".encode("latin-1"), 2, 'byte 0xE9 at byte 4 of the line is not UTF-8 ("\u00e9" in Latin-1)'),
        (b"\x89PNG\r\n\x1a\n\x01", 1, "byte 0x89 and control characters: the file is binary, not text"),
    ],
)
def test_a_file_that_is_no_text_has_one_fault(raw: bytes, line: int, seen: str) -> None:
    text, fault = decode(raw, "x.txt")
    assert text == ""
    assert fault
    assert (fault.path, fault.line, fault.seen) == ("x.txt", line, seen)
    assert fault.remedy
