#!/usr/bin/env python3
"""Check an answer that was given once against the index version it names: `scripts/verify_answer.py ANSWER.json`.

ANSWER.json is what POST /api/chat returned; "-" reads it from the standard input. Exits 0 when every quote stands in
its article, word for word, 1 when one does not or the version is damaged, 2 when there is no such answer, 3 when the
version is gone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.answering.verifying import GivenAnswer, faults_in, read_answer
from chatbot.errors import DamagedIndexError, RequestError, SettingsError
from chatbot.indexing.manifest import check_files
from chatbot.indexing.texts import FILES, TextStore
from chatbot.indexing.versions import IndexFolder
from chatbot.settings import load_settings
from chatbot.stores import local_folder
from scripts._commands import complain, say


def main(arguments: list[str] | None = None) -> int:
    """Check as the command line says; return the exit status."""
    try:
        parser = argparse.ArgumentParser(description="Check an answer against the index version that it names.")
        parser.add_argument("answer", metavar="ANSWER.json", help='what the chat API returned; "-" for standard input')
        parser.add_argument(
            "--index", default=local_folder(load_settings().index), metavar="DIR", help="index folder [%(default)s]"
        )
        asked = parser.parse_args(arguments)
        raw = sys.stdin.buffer.read() if asked.answer == "-" else Path(asked.answer).read_bytes()
        answer = read_answer(raw)
    except OSError as error:
        return complain(f"{asked.answer}: cannot be read ({error.strerror}); name a file that holds an answer", 2)
    except (RequestError, SettingsError) as error:
        return complain(error, 2)
    return _check(answer, IndexFolder(Path(asked.index)))


def _check(answer: GivenAnswer, place: IndexFolder) -> int:
    version = answer.index_version
    if version not in place.there():
        return complain(f"{place.root}: version {version[:40]!r} is gone; the answer can no longer be checked", 3)
    try:
        files = place.manifest(version).files
        check_files(place.versions / version, {name: files[name] for name in FILES})
    except DamagedIndexError as error:
        return complain(error, 1)
    faults = faults_in(answer, TextStore(place.versions / version))
    for fault in faults:
        complain(fault, 1)
    if faults:
        return 1
    say(f"{len(answer.quotes)} quotes stand word for word in version {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
