"""The bytes of a corpus file -> its text, or the fault that says which byte is in the way and what to do."""

from __future__ import annotations

import codecs

from chatbot.errors import Fault

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\v\x1b")


def decode(raw: bytes, source: str) -> tuple[str, Fault | None]:
    r"""Return the text of a UTF-8 file without its byte order mark and with "\n" line ends.

    The text is "" exactly where there is a fault: nothing in the file, a binary file, or bytes that are no UTF-8.
    """
    fault = file_fault(raw, source)
    if fault:
        return "", fault
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return "", _encoding_fault(raw.removeprefix(codecs.BOM_UTF8), error, source)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def empty_fault(raw: bytes, source: str) -> Fault | None:
    """Return the fault of a file that no reader can use, whatever its format and encoding."""
    if raw.removeprefix(codecs.BOM_UTF8).strip():
        return None
    return Fault(source, 0, "the file is empty", "write the article into it or remove the file")


def file_fault(raw: bytes, source: str) -> Fault | None:
    """Return the fault of a file that is no text in UTF-8: empty, binary or UTF-16."""
    if fault := empty_fault(raw, source):
        return fault
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Fault(source, 0, "the file is UTF-16", "save it as UTF-8")
    nul = raw.find(b"\0")
    if nul >= 0:
        line = raw.count(b"\n", 0, nul) + 1
        remedy = "remove the file, or export the article as text"
        return Fault(source, line, f"a NUL byte at byte {nul}: the file is binary, not text", remedy)
    return None


def _encoding_fault(raw: bytes, error: UnicodeDecodeError, source: str) -> Fault:
    line = raw.count(b"\n", 0, error.start) + 1
    column = error.start - raw.rfind(b"\n", 0, error.start)
    if raw.translate(None, _CONTROLS) != raw:
        seen = f"byte 0x{raw[error.start]:02X} and control characters: the file is binary, not text"
        return Fault(source, line, seen, "remove the file, or export the article as text")
    shown = raw[error.start : error.start + 1].decode("cp1252", errors="replace")
    seen = f'byte 0x{raw[error.start]:02X} at byte {column} of the line is not UTF-8 ("{shown}" in Latin-1)'
    return Fault(source, line, seen, "save the file as UTF-8")
