"""The bytes of a connection -> requests; those that can be read in two ways are refused (request smuggling).

A proxy that reads a request's end or its host otherwise than this server would let one reader's bytes become another
reader's request. Sources: RFC 9112, sections 3.2, 6.1, 6.3 and 9.6.
"""

from __future__ import annotations

import re
from io import BytesIO

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest

_BEGINNING = re.compile(rb"[!#$%&'*+\-.^_`|~\w]")
_LENGTHS = re.compile(rb"\r\n(?:content-length|transfer-encoding):", re.IGNORECASE)


class _Body:
    """Takes a body as it arrives, as waitress's buffers do; of one longer than `most` bytes only the length is kept.

    The app refuses such a body by its length; kept until it has arrived whole, some hundreds would fill the memory.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._length = 0
        self._kept = BytesIO()

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        self._length += len(data)
        if self._length > self._most:
            self._kept = BytesIO()
        else:
            self._kept.write(data)

    def getfile(self) -> BytesIO:
        self._kept.seek(0)
        return self._kept

    def close(self) -> None:
        self._kept.close()


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request that arrives; `let_in` says whether it counts as one that is in work."""

    command = path = ""  # of one whose first line has not arrived or cannot be read
    completed = False  # once it has arrived whole, or is refused
    let_in = False

    def received(self, data: bytes) -> int:
        """Read some bytes of the request and return how many of them belong to it.

        Who asks before sending a body (`Expect: 100-continue`) is told to go on only where a body is still to come:
        waitress says so to a request that it has refused or that has none, too, and then waits for more of it. What
        cannot become a request (https:// was asked of this server, which speaks none) is refused at once.
        """
        read = int(super().received(data))
        if not self.headers_finished and not self.completed and not self._may_become_one():
            self.error = BadRequest("this is not HTTP (https, perhaps), or its lines do not end with CR and LF")
            self.completed = True
        if self.completed:
            self.expect_continue = False
        return read

    def _may_become_one(self) -> bool:
        """Tell whether what has arrived may be the beginning of a request, for whose rest it is worth waiting."""
        begun = self.header_plus.lstrip()
        return (not begun or _BEGINNING.match(begun) is not None) and begun.count(b"\n") == begun.count(b"\r\n")

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the header lines.

        Raises:
            ParsingError: they cannot be read, or in more than one way.
        """
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address or a length that Python's own parsers refuse
            raise ParsingError("the address or the length cannot be read") from error
        if "close" in (option.strip().lower() for option in self.headers.get("CONNECTION", "").split(",")):
            self.headers["CONNECTION"] = "close"  # which waitress knows only where it stands alone
        if self.version == "1.1":
            host = self.headers.get("HOST")
            if host is None or "," in host:
                raise ParsingError("there is no Host line, or more than one")
        elif "TRANSFER_ENCODING" in self.headers:
            raise ParsingError(f"HTTP/{self.version} has no Transfer-Encoding")
        if len(_LENGTHS.findall(header_plus)) > 1:
            raise ParsingError("more than one header line says how long the body is")
        if self.body_rcv is not None:
            self.body_rcv.buf = _Body(self.adj.inbuf_overflow)
