"""The bytes of a connection -> requests; those that can be read in two ways are refused (request smuggling).

A proxy that reads a request's end or its host otherwise than this server would let one reader's bytes become another
reader's request. Sources: RFC 9112, sections 3.2, 6.1 and 6.3.
"""

from __future__ import annotations

import re

from waitress.parser import HTTPRequestParser, ParsingError

_LENGTHS = re.compile(rb"\r\n(?:content-length|transfer-encoding):", re.IGNORECASE)


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request that arrives; `let_in` says whether it counts as one that is in work."""

    path = ""  # of one whose first line cannot be read
    let_in = False

    def received(self, data: bytes) -> int:
        """Read some bytes of the request and return how many of them belong to it.

        Who asks before sending a body (`Expect: 100-continue`) is told to go on only where a body is still to come:
        waitress says so to a request that it has refused or that has none, too, and then waits for more of it.
        """
        read = int(super().received(data))
        if self.completed:
            self.expect_continue = False
        return read

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the header lines.

        Raises:
            ParsingError: they cannot be read, or in more than one way.
        """
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address or a length that Python's own parsers refuse
            raise ParsingError("the address or the length cannot be read") from error
        if self.version == "1.1":
            host = self.headers.get("HOST")
            if host is None or "," in host:
                raise ParsingError("there is no Host line, or more than one")
        elif "TRANSFER_ENCODING" in self.headers:
            raise ParsingError(f"HTTP/{self.version} has no Transfer-Encoding")
        if len(_LENGTHS.findall(header_plus)) > 1:
            raise ParsingError("more than one header line says how long the body is")
