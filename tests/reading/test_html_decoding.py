"""Declared encodings are honoured, contradictions reported, undecodable bytes named."""

from __future__ import annotations

import pytest

from tests.reading.htmlreading import error_of, read, warnings_of

PAGE = "<meta charset={0}><title>T</title><h1>Müller</h1><p>Größe – 10 €</p>"


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "windows-1252", "iso-8859-1"])
def test_a_declared_encoding_is_honoured(charset: str) -> None:
    """What pages call iso-8859-1 is windows-1252 to every browser: it has a euro sign."""
    codec = "utf-8" if charset.lower().startswith("utf") else "cp1252"
    assert read(PAGE.format(charset).encode(codec)).title == "Müller"
    assert "10 €" in read(PAGE.format(charset).encode(codec)).text
    assert warnings_of(PAGE.format(charset).encode(codec)) == []


@pytest.mark.parametrize(("charset", "words"), [("euc-kr", "슬픔"), ("shift_jis", "悲しみ"), ("gb2312", "悲伤")])
def test_east_asian_encodings_are_read(charset: str, words: str) -> None:
    assert (
        read(
            f'<meta http-equiv=content-type content="text/html; charset={charset}"><h1>{words}</h1>'.encode(charset)
        ).title
        == words
    )


def test_without_a_declaration_a_page_is_utf8() -> None:
    assert read("<h1>한국어</h1>".encode()).title == "한국어"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_honoured(encoding: str) -> None:
    assert read("<h1>Müller</h1>".encode(encoding)).title == "Müller"


def test_an_undecodable_byte_is_an_error_that_names_byte_line_and_remedy() -> None:
    fault = error_of(b"<h1>one</h1>\n<p>caf\xe9</p>")
    assert fault.line == 2
    assert "0xE9" in fault.seen
    assert "byte 20 of the file" in fault.seen
    assert "UTF-8" in fault.remedy


def test_bytes_against_the_declaration_are_an_error() -> None:
    assert "is not UTF-8" in error_of(PAGE.format("utf-8").encode("cp1252")).seen


def test_utf8_bytes_under_another_declaration_are_read_and_reported() -> None:
    page = PAGE.format("iso-8859-1").encode()
    assert read(page).title == "Müller"
    assert warnings_of(page) == ["the page declares windows-1252, but all of its bytes are valid UTF-8"]


def test_a_mark_against_the_declaration_is_reported() -> None:
    page = PAGE.format("iso-8859-1").encode("utf-8-sig")
    assert read(page).title == "Müller"
    assert warnings_of(page) == ['the byte order mark says utf-8, the page declares "iso-8859-1"']


def test_two_declarations_that_differ_are_reported() -> None:
    page = b'<?xml version="1.0" encoding="iso-8859-1"?><meta charset="utf-8"><h1>T</h1><p>a</p>'
    assert warnings_of(page) == ["the page declares two encodings, utf-8 and windows-1252"]


@pytest.mark.parametrize("label", ["klingon", "iso-2022-kr", "hz-gb-2312", "x-user-defined"])
def test_an_unknown_encoding_is_reported(label: str) -> None:
    page = f"<meta charset={label}><h1>T</h1><p>a</p>".encode()
    assert warnings_of(page) == [f'the page declares an unknown encoding, "{label}"']
    assert read(b"\xef\xbb\xbf" + page).title == "T"


def test_a_page_that_calls_its_single_bytes_utf16_is_read_as_utf8() -> None:
    assert "utf-16" in warnings_of(b"<meta charset=utf-16><h1>T</h1>")[0]


def test_a_binary_file_is_an_error() -> None:
    fault = error_of(b"%PDF-1.7\n\x00\x01\x02")
    assert (fault.line, "binary" in fault.seen) == (2, True)


def test_line_ends_do_not_matter() -> None:
    page = "<h1>T</h1>\n<p>a\nb</p>\n<pre>c\nd</pre>"
    assert read(page.replace("\n", "\r\n")).text == read(page).text == "T\n\na b\n\nc\nd"
