#!/usr/bin/env python3
"""Check an answer that was given once against the index version it names.

    scripts/verify_answer.py ANSWER.json [--index DIR]

ANSWER.json is what POST /api/chat returned; "-" reads it from the standard input. Exits 0 when every quote stands in
its article, word for word, 1 when one does not or the version is damaged, 2 when there is no such answer or no index to
check it with, 3 when the version is gone.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.answering.verifying import Find, GivenAnswer, faults_in, read_answer
from chatbot.errors import ChatbotError, DamagedIndexError, RequestError
from chatbot.indexing.manifest import check_files
from chatbot.indexing.texts import FILES, TextStore
from chatbot.indexing.versions import IndexFolder
from chatbot.settings import Settings, load_settings
from chatbot.stores import is_database, shown, store_of
from scripts._commands import complain, say


def main(arguments: list[str] | None = None) -> int:
    """Check as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description="Check an answer against the index version that it names.")
    parser.add_argument("answer", metavar="ANSWER.json", help='what the chat API returned; "-" for standard input')
    parser.add_argument(
        "--index", metavar="DIR", help="an index folder, or a postgresql:// URL (default: the setting index)"
    )
    asked = parser.parse_args(arguments)
    try:
        settings = load_settings()
        answer = _given(asked.answer)
        article = _articles(replace(settings, index=asked.index or settings.index, model=""), answer.index_version)
        if article is None:
            return 3
        faults = faults_in(answer, article)
    except OSError as error:
        return complain(f"{asked.answer}: cannot be read ({error.strerror}); name a file that holds an answer", 2)
    except DamagedIndexError as error:
        return complain(error, 1)
    except ChatbotError as error:
        return complain(error, 2)
    for fault in faults:
        complain(fault, 1)
    if faults:
        return 1
    say(f"quotes that stand word for word in version {answer.index_version}: {len(answer.quotes)}")
    return 0


def _given(name: str) -> GivenAnswer:
    """Return the answer in a file, or on the standard input.

    Raises:
        OSError: the file cannot be read.
        RequestError: it holds no answer.
    """
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return read_answer(raw)
    except RequestError as error:
        raise RequestError(name, error.detail) from error


def _articles(settings: Settings, version: str) -> Find | None:
    """Return the articles of a version, whole; None where it is gone, which is said.

    Raises:
        ChatbotError: the setting `index` cannot be used, or the version is damaged.
    """
    store = store_of(settings)
    if version not in store.kept():
        complain(f"{shown(settings.index)}: version {version[:40]!r} is gone; the answer can no longer be checked", 3)
        return None
    if is_database(settings.index):
        return store.open(version).article
    place = IndexFolder(Path(settings.index))
    files = place.manifest(version).files
    check_files(place.versions / version, {name: files[name] for name in FILES})
    return TextStore(place.versions / version).article


if __name__ == "__main__":
    sys.exit(main())
