"""Bytes of a page -> its characters, and faults where the encodings that it declares contradict each other.

A byte order mark comes first, then the declaration inside the page, then UTF-8. Labels mean what browsers take them to
mean (WHATWG Encoding Standard, through `webencodings`): "iso-8859-1" is windows-1252.
"""

from __future__ import annotations

import codecs
import re

import webencodings

from chatbot.errors import Fault, Severity

_HEAD = 4096  # bytes in which a declaration is looked for; browsers look at the first 1,024
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAVE = 'save the page as UTF-8 and declare it: <meta charset="utf-8">'


def decode(raw: bytes, source: str) -> tuple[str, list[Fault]]:
    """Return the characters of a page, "" where they cannot be told, and what is wrong with its encoding.

    A declaration that the bytes contradict is reported: undecodable bytes as an error, anything else as a warning.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], encoding, source, _against_mark(raw, encoding, source))
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        return "", [Fault(source, line, "a NUL byte: this is a binary file, not a page", _SAVE)]
    encoding, faults = _declared(raw, source)
    return _decoded(raw, encoding, source, faults)


def _declarations(raw: bytes) -> list[str]:
    head = raw[:_HEAD]
    found = (_META.search(head), _XML.search(head))
    return [match.group(1).decode("ascii", "replace") for match in found if match]


def _against_mark(raw: bytes, encoding: str, source: str) -> list[Fault]:
    remedy = "declare the encoding that the file has; it was read by its mark"
    known = {label: _encoding(label) for label in _declarations(raw) if encoding == "utf-8"}
    others = (label for label, each in known.items() if each is None or each.name != encoding)
    says = f"the byte order mark says {encoding}, the page declares"
    return [_warning(source, f'{says} "{label}"', remedy) for label in others]


def _declared(raw: bytes, source: str) -> tuple[str, list[Fault]]:
    """Return the encoding to read `raw` with, and what contradicts it."""
    faults: list[Fault] = []
    found: list[webencodings.Encoding] = []
    for label in _declarations(raw):
        known = _encoding(label)
        if known is None:
            faults.append(_warning(source, f'the page declares an unknown encoding, "{label}"', _SAVE))
        elif known.name.startswith("utf-16"):
            seen = f'the page declares "{label}", but its declaration can be read byte by byte'
            faults.append(_warning(source, seen, _SAVE))
        else:
            found.append(known)
    names = [encoding.name for encoding in found]
    if len(set(names)) > 1:
        seen = f"the page declares two encodings, {names[0]} and {names[1]}"
        faults.append(_warning(source, seen, f"keep the one it has; it was read as {names[0]}"))
    if names and names[0] != "utf-8" and not raw.isascii() and _is_utf8(raw):
        # Text in another encoding is practically never valid UTF-8: the declaration is a leftover of a template, and
        # the server's own header, which comes before it, showed readers the right letters.
        seen = f"the page declares {names[0]}, but all of its bytes are valid UTF-8"
        faults.append(_warning(source, seen, "declare utf-8; it was read as UTF-8"))
        return "utf-8", faults
    return (found[0].codec_info.name if found else "utf-8"), faults


def _encoding(label: str) -> webencodings.Encoding | None:
    """Return the encoding that a label means, None where there is none that Python can read with."""
    known = webencodings.lookup(label)
    try:
        return known if known and codecs.lookup(known.codec_info.name) else None
    except LookupError:  # "x-user-defined", and what browsers refuse to read: "iso-2022-kr", "hz-gb-2312"
        return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(raw: bytes, encoding: str, source: str, faults: list[Fault]) -> tuple[str, list[Fault]]:
    try:
        return raw.decode(encoding), faults
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        seen = f"byte 0x{raw[error.start]:02X} (byte {error.start + 1} of the file) is not {encoding.upper()}"
        return "", [*faults, Fault(source, line, seen, _SAVE)]


def _warning(source: str, seen: str, remedy: str) -> Fault:
    return Fault(source, 0, seen, remedy, Severity.WARNING)
