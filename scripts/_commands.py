"""What scripts with several actions have in common: their arguments, their lines of output, their exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

from chatbot.errors import ChatbotError


def actions_of(
    parser: argparse.ArgumentParser, told: Mapping[str, str], index: str | None, where: str, about: str
) -> dict[str, argparse.ArgumentParser]:
    """Return a parser for each action of `told`, which says what it does; each takes --index, a `where`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="|".join(told))
    parts = {name: actions.add_parser(name, help=text, description=text) for name, text in told.items()}
    for part in parts.values():
        part.add_argument("--index", default=index, metavar=where, help=about)
    return parts


def versions_kept(text: str) -> int:
    """Return how many versions a pruning leaves, as --keep names it.

    Raises:
        argparse.ArgumentTypeError: it is no number of 1 or more.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of versions; keep at least 1, the served one")
    return int(text)


class OutputError(OSError):
    """The standard output takes no more: its reader has gone, or its disk is full."""


def say(line: str) -> None:
    """Write a line to the standard output at once: the next one may take minutes.

    Raises:
        OutputError: it cannot be written, which is no fault of what the script works on.
    """
    try:
        print(line, flush=True)
    except OSError as error:
        raise OutputError(*error.args) from error


def complain(what: object, status: int) -> int:
    """Write a line to the standard error; return `status`, to exit with."""
    sys.stderr.write(f"{what}\n")
    return status


def run(main: Callable[[], int]) -> int:
    """Return the exit status of a script's main; where a file that it was given is of no use, complain and return 2."""
    try:
        return main()
    except (ChatbotError, FileNotFoundError, PermissionError) as error:
        return complain(error, 2)
