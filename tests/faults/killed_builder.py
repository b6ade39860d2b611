"""Builders that are killed, run as `python -m tests.faults.killed_builder CORPUS INDEX`; told what to do line by line.

    STEP 17      fork a builder that kills itself before its 17th step
    AFTER 0.3    fork a builder and kill it after so many seconds
    ENCODED 1    fork a builder that kills itself once what was encoded is so many bytes more than when it began

The answer to each line is how the builder ended, -9 or 0, and the names of the steps that it took. A step is one
operation on a file of the index folder: opening, renaming, making or removing it. Python tells of each before it
happens, so a kill there is a kill between two of them. Builders are forked from a process that has imported all.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from chatbot.indexing.build import build_index
from tests.indexing.corpora import corpus_in
from tests.indexing.once_encoded import signal_once_encoded

OPERATIONS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "shutil.rmtree"}


def build(corpus: Path, index: Path, fatal: int, told: int) -> None:
    """Build; write each step to the descriptor `told`, and die before the one of this number."""
    taken = 0

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if event in OPERATIONS and str(arguments[0]).startswith(str(index)):
            taken += 1
            if taken == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            os.write(told, f" {event}".encode())

    sys.addaudithook(look)
    build_index(corpus_in(corpus), index)


def main(corpus: Path, index: Path) -> None:
    """Do what each line asks for."""
    for line in sys.stdin:
        order, number = line.split()
        steps, told = os.pipe()
        child = os.fork()
        if not child:
            if order == "ENCODED":
                signal_once_encoded(signal.SIGKILL, index, int(number))
            build(corpus, index, int(number) if order == "STEP" else 0, told)
            os._exit(0)
        os.close(told)
        if order == "AFTER":
            time.sleep(float(number))
            os.kill(child, signal.SIGKILL)
        with os.fdopen(steps) as seen:
            taken = seen.read()
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{ended}{taken}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
