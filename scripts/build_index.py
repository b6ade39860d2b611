#!/usr/bin/env python3
"""Build an index from a corpus, publish it, and say what it holds.

Exits 0 when the index is served, 1 when the corpus has faults or the build failed, 2 when the arguments are wrong. A
build that was stopped or killed goes on with what it had encoded when the same command is run again.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scripts._environment  # noqa: F401  # before anything that needs a package

# isort: split
from rich.console import Console
from rich.progress import ProgressColumn, Task
from rich.table import Table
from rich.text import Text

from chatbot.coverage.preview import ASIDE, of_build
from chatbot.coverage.progress import bar
from chatbot.errors import ChatbotError, CorpusError, Fault, SettingsError
from chatbot.indexing.build import BuildOptions, BuildReport, build_index
from chatbot.indexing.build import Progress as Report
from chatbot.indexing.encoders import encoder_warnings
from chatbot.indexing.staleness import is_stale
from chatbot.indexing.vectors import search_warnings
from chatbot.reading.folder import Corpus
from chatbot.settings import Settings, load_settings
from chatbot.stores import is_database, local_folder, publish

_MANY = 30  # warnings, about a screen of them
_OF_EACH = 3  # of each kind, where they are many


def main(arguments: list[str] | None = None) -> int:
    """Build as the command line and the settings say; return the exit status."""
    out, err = Console(), Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        asked = _arguments(arguments)
        settings = load_settings(asked={"corpus": asked.corpus, "index": asked.index, "model": asked.model})
        folder = local_folder(settings.index)
    except SettingsError as error:
        err.print(Text(str(error)))
        return 2
    corpus = Corpus(Path(settings.corpus), max_article_bytes=settings.max_article_bytes, today=date.today())
    try:
        kept = settings.keep_versions, settings.pinned_versions
        options = BuildOptions(settings.model, settings.threads, *kept, reuse=folder / ASIDE)
        current = (asked.if_stale or asked.is_current) and _is_current(corpus, folder, settings)
        if current or asked.is_current:
            return int(not current)
        with _shown(err) as progress:
            report = build_index(corpus, folder, options, progress)
        published = publish(folder, settings.index, settings) if is_database(settings.index) else ""
    except CorpusError as error:
        for fault in error.faults:
            err.print(Text(str(fault)))
        count = f"{len(error.faults)} error{'' if len(error.faults) == 1 else 's'}"
        err.print(f"{count} in {settings.corpus}; nothing was built, what was served stays served")
        return 1
    except ChatbotError as error:
        err.print(Text(str(error)))
        return 1
    if not (asked.if_stale and report.same):
        manifest = report.manifest
        ours = (*encoder_warnings(manifest.encoder), *search_warnings(manifest.search))
        for warning in (*remarks(report.warnings), *ours):
            err.print(Text(warning))
        out.print(_summary(report, str(folder)))
    if published:
        out.print(Text(published))
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build an index from a corpus and publish it.")
    where = parser.add_mutually_exclusive_group()  # both ways, as of lint.py; the other commands have the second
    where.add_argument("corpus", nargs="?", default=argparse.SUPPRESS, help="as --corpus")
    where.add_argument("--corpus", metavar="DIR", help="folder or file of articles (default: the setting corpus)")
    parser.add_argument(
        "--index", metavar="DIR", help="folder for the index, or a postgresql:// URL (default: the setting index)"
    )
    parser.add_argument(
        "--model", metavar="NAME", help="sentence-transformers model name or folder (default: the setting model)"
    )
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--if-stale", action="store_true", help="publish and say nothing where the index is up to date")
    when.add_argument(
        "--is-current", action="store_true", help="build nothing; exit 0 where the index is known to be up to date"
    )
    return parser.parse_args(arguments)


def _is_current(corpus: Corpus, folder: Path, settings: Settings) -> bool:
    """Tell whether the index is known to be up to date, though nobody reads the corpus: the build that follows does.

    Where nothing can be written, no build follows. What a database serves is published on purpose, not by every server
    that starts.
    """
    if is_database(settings.index):
        return True
    return not is_stale(corpus, folder, settings.model, reading=not os.access(folder, os.W_OK))


def remarks(warnings: Sequence[Fault]) -> Iterator[str]:
    """Yield the lines that tell of these warnings: of many, the first of each kind, and how many more there are.

    What has the same remedy is of one kind: a key that the front matter of a thousand articles has is told three times.
    """
    of_kind = Counter(warning.remedy for warning in warnings)
    told = Counter[str]()
    for warning in warnings:
        told[warning.remedy] += 1
        if len(warnings) <= _MANY or told[warning.remedy] <= _OF_EACH:
            yield str(warning)
    if len(warnings) > _MANY:
        for remedy, count in of_kind.most_common():
            if count > _OF_EACH:
                yield f"... and {count - _OF_EACH:,} more such warnings: {remedy}"
        yield f"{len(warnings):,} warnings; scripts/lint.py lists them all"


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


def lines(console: Console, every: float = 60) -> Report:
    """Return what prints a line on the current step each `every` seconds: in a log no bar can be drawn."""
    said = time.monotonic()

    def progress(step: str, done: int, total: int | None) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= every:
            said = now
            console.print(f"{step}: {done:,}{f' of {total:,}' if total else ''}")

    return progress


@contextmanager
def _shown(console: Console) -> Iterator[Report]:
    """Show the current step, how far it is, how fast, and the time left."""
    if not console.is_terminal:
        yield lines(console)
        return
    with bar(_Rate()) as step:
        yield of_build(step)


def _summary(report: BuildReport, folder: str) -> Table:
    manifest = report.manifest
    table = Table(title=f"{folder}: version {manifest.version}", show_header=False)
    for name, count in manifest.counts.items():
        before = report.before.get(name, count)
        table.add_row(name.replace("_", " "), f"{count:,}" + (f" ({before:,} before)" if before != count else ""))
    for reason, count in report.left_out.items():
        table.add_row(f"left out: {reason}", f"{count:,}")
    table.add_row("vectors reused", f"{report.reused:,}")
    table.add_row("seconds", f"{report.seconds:,.1f}")
    table.add_row("bytes", f"{report.bytes:,}")
    if report.removed:
        table.add_row("old versions removed", f"{len(report.removed):,}")
    encoder = manifest.encoder
    table.add_row(
        "encoder", f"{encoder['model']}, {encoder['precision']}, cosine to the original {encoder['mean_cosine']}"
    )
    return table


if __name__ == "__main__":
    for stop in (signal.SIGTERM, signal.SIGHUP):  # a service manager and a closed terminal stop it as Ctrl+C does
        if signal.getsignal(stop) != signal.SIG_IGN:  # else nohup started this
            signal.signal(stop, signal.default_int_handler)
    sys.exit(main())
