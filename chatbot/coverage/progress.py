"""Progress of commands that ask many questions: callbacks, and a bar on standard error where that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

Tell = Callable[[int, int | None], None]
"""Takes how many are done, and of how many, None where nobody knows."""
Step = Callable[[str], Tell]
"""Begins a step with this name."""


def quiet(_done: int, _of: int | None) -> None:
    """Tell nobody."""


def silent(_name: str) -> Tell:
    """Begin a step of which nobody is told."""
    return quiet


@contextmanager
def bar(*more: ProgressColumn) -> Iterator[Step]:
    """Show the current step, how far it is, `more` of it, and the time left.

    Shows nothing where standard error is no terminal.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *more, TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:

        def step(name: str) -> Tell:
            for before in shown.task_ids:
                shown.remove_task(before)
            task = shown.add_task(name, total=None)
            return lambda done, of: shown.update(task, completed=done, total=of)

        yield step
