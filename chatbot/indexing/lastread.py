"""What a corpus held when it was last read, noted in the index folder: files that nobody touched are not read again."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from chatbot.indexing.inputs import code_digest
from chatbot.reading.folder import Corpus

_NOTE = "seen.json"  # in the index folder


def digest_of(corpus: Corpus, folder: Path) -> str:
    """Return the corpus's digest: that of its last reading where no file was touched since, by the same code.

    Raises:
        CorpusError: files of the corpus cannot be read.
    """
    state = corpus.state
    noted = _noted(corpus, folder, state)
    if noted:
        return noted
    if state is None or corpus.read_state != state:
        for _ in corpus:
            pass  # the digest is complete only then
    note(corpus, folder)
    return corpus.digest


def note(corpus: Corpus, folder: Path) -> None:
    """Note what a corpus holds that was read to its end; a folder that cannot be written to is left as it is."""
    if corpus.read_state is None:
        return
    until = corpus.until.isoformat() if corpus.until else ""
    days = {"from": corpus.today.isoformat(), "until": until}
    seen = {"seen": [corpus.read_state, code_digest()], "corpus": corpus.digest, **days}
    with suppress(OSError):
        (folder / _NOTE).write_text(json.dumps(seen) + "\n", encoding="utf-8")


def _noted(corpus: Corpus, folder: Path, state: str | None) -> str:
    """Return the digest that is noted of files in this state, "" where they must be read.

    They hold the same articles on every day until one of them is to be published.
    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        last, today = json.loads((folder / _NOTE).read_bytes()), corpus.today.isoformat()
        due = last["from"] <= today and (not last["until"] or today < last["until"])
        if state and last["seen"] == [state, code_digest()] and due:
            return str(last["corpus"])
    return ""
