"""A text's token ids -> its vector and what the model makes of each token: one run of an ONNX graph, unpadded.

Where this process has cores that its Python does not keep to, a thread of the runtime's own runs there, one text after
another. It needs Python neither to begin nor to work: what is done meanwhile costs an answer no time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar
from weakref import finalize, ref

import numpy as np
import onnxruntime as ort

from chatbot.indexing.cores import go_beside
from chatbot.indexing.index import Floats

INPUT, OUTPUT, STATES = "input_ids", "vector", "states"

Made = TypeVar("Made")
Finish = Callable[[Floats, Floats], Made]
"""Makes what is asked for of a vector (dimensions,) and of the states of a text's tokens (t, width)."""
End = Callable[[Sequence[Floats], None, str], None]
"""What the runtime calls when a run has ended, with an error that is empty where nothing went wrong."""


class Session:
    """Runs one graph for all threads, its weights in memory once."""

    def __init__(self, graph: Path, threads: int) -> None:
        """Load `graph`; at most `threads` run it at a time, so that many clients do not slow each other down."""
        self.is_beside = go_beside()
        self._turns = BoundedSemaphore(threads)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 2 if self.is_beside else 1  # the second one is its own: it starts on this core
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3  # errors only: warnings are about unused initialisers
        self._session = ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._begun: set[ref[End]] = set()
        finalize(self, _wait_for, self._begun)

    def run(self, ids: Sequence[int], finish: Finish[Made]) -> Made:
        """Return what `finish` makes of one text, (t,) token ids."""
        return self.begin(ids, finish).result()

    def begin(self, ids: Sequence[int], finish: Finish[Made]) -> Future[Made]:
        """Return what will be made of it: begun on another core, or done already where there is none."""
        made: Future[Made] = Future()
        inputs = {INPUT: np.array([ids], np.int64)}
        if self.is_beside:
            end = _end(made, finish)
            self._begun.add(ref(end, self._begun.discard))
            self._session.run_async([OUTPUT, STATES], inputs, end, None)
        else:
            with self._turns:
                outputs = self._session.run([OUTPUT, STATES], inputs)
            made.set_result(finish(*outputs))
        return made


def _end(made: Future[Made], finish: Finish[Made]) -> End:
    """Return what hands on the outcome of a run; it knows no session, which would end with it, on its own thread."""

    def end(outputs: Sequence[Floats], _: None, error: str) -> None:
        try:
            if error:
                raise RuntimeError(error)
            made.set_result(finish(*outputs))
        except Exception as raised:  # raised again where the result is asked for; its trace would keep what is called
            made.set_exception(raised.with_traceback(None))

    return end


def _wait_for(begun: set[ref[End]]) -> None:
    """Wait until the runtime has let go of all that it was to call, before the session or the process ends.

    A run that ends where Python has gone aborts the process; and the session, which waits for its thread, would wait
    forever for one that waits for Python. Once what it called is gone, that thread needs Python no more.
    """
    while begun:
        time.sleep(0.001)
