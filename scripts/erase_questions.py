#!/usr/bin/env python3
"""Erase logged questions for a reader who asks for it: `scripts/erase_questions.py WORDS [--log FILE] [--erase]`.

WORDS stand in the question as the reader typed it; what is personal in them is redacted first, as it was in the log.
Without --erase it only says how many questions hold them. No question is shown: it may be another reader's. Exits 0, 1
when no question holds the words, 2 when the arguments or settings are wrong.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package
from chatbot.coverage.questionlog import QuestionLog
from chatbot.errors import SettingsError
from chatbot.settings import load_settings
from scripts._commands import complain, run, say


def main(arguments: list[str] | None = None) -> int:
    """Count or erase as the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description="Erase logged questions for a reader who asks for it.")
    parser.add_argument("words", metavar="WORDS", help="words of the question, as its reader typed them")
    parser.add_argument("--log", metavar="FILE", help="the question log (default: the setting question_log)")
    parser.add_argument("--erase", action="store_true", help="erase them; without it, only say how many there are")
    asked = parser.parse_args(arguments)
    settings = load_settings()
    name = asked.log or settings.question_log
    if not Path(name).is_file():
        seen = f"{name}: there is no question log" if name else "the setting question_log is empty"
        raise SettingsError(f"{seen}; name the file that the server writes with --log")
    log = QuestionLog(Path(name), settings.log_days)
    entries = log.holding(asked.words, date.today())
    if not entries:
        return complain(f"no question of the last {settings.log_days} days holds these words", 1)
    if asked.erase:
        erased = sum(map(log.erase, entries))
        say(f"questions erased: {erased}; reports that were written before may still hold them")
    else:
        say(f"questions that hold these words: {len(entries)}; add --erase to erase them")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
