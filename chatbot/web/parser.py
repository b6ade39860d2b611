"""The bytes of a connection -> requests that can be read in one way only."""

from __future__ import annotations

from waitress.parser import HTTPRequestParser


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request that arrives; `let_in` says whether it counts as one that is in work."""

    let_in = False
