"""The command line of coverage: questions in, a report on standard output or in a folder."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import read_all
from chatbot.coverage.golden import declined, goldens_beside
from chatbot.coverage.hypertext import as_html
from chatbot.coverage.lint.model import Limits
from chatbot.coverage.lint.output import as_sarif
from chatbot.coverage.lint.run import ALL_RULES, lint_folder
from chatbot.coverage.preview import ReadOnce, index_of
from chatbot.coverage.progress import bar
from chatbot.coverage.questionlog import read_log
from chatbot.coverage.result import Coverage, Measuring
from chatbot.coverage.tabular import as_json, questions_csv
from chatbot.coverage.terminal import WIDTH, as_text
from chatbot.errors import ChatbotError, SettingsError
from chatbot.indexing.versions import open_index
from chatbot.settings import Settings, load_settings
from chatbot.stores import local_folder

_FORMATS: dict[str, tuple[str, Callable[[Coverage], str]]] = {
    "text": ("coverage.txt", as_text),
    "json": ("coverage.json", as_json),
    "csv": ("questions.csv", questions_csv),
    "html": ("report.html", as_html),
    "sarif": ("lint.sarif", lambda coverage: as_sarif(coverage.findings, ALL_RULES)),
}


def main(arguments: Sequence[str], today: date) -> int:
    """Report coverage; return 0, or 2 where the input cannot be used."""
    options = _arguments().parse_args(arguments)
    try:
        if options.report:  # before the questions are asked, which may take minutes
            _write(options.report, {})
        coverage = _coverage(options, load_settings(), today)
        if options.report:
            _write(options.report, {name: shown(coverage) for name, shown in _FORMATS.values()})
            sys.stderr.write(f"written to {options.report}: {', '.join(name for name, _ in _FORMATS.values())}\n")
    except ChatbotError as error:
        sys.stderr.write(f"check_coverage.py: {error}\n")
        return 2
    if options.format == "text" and sys.stdout.isatty():
        width = min(WIDTH, shutil.get_terminal_size().columns)
        sys.stdout.write(as_text(coverage, width, colour=True))
    else:
        sys.stdout.write(_FORMATS[options.format][1](coverage))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="check_coverage.py",
        description="Tell what the articles answer, what they do not, and what to write next.",
        epilog="Example: check_coverage.py --questions searches.csv --report report; then open report/report.html",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        nargs="*",
        default=[],
        metavar="FILE",
        help="what readers asked: text, JSON, or a table (.csv, .tsv) with a column of questions",
    )
    parser.add_argument(
        "--log",
        type=Path,
        metavar="FILE",
        help="a question log (default: the setting question_log, if no file is named)",
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="folder of articles (default: the setting corpus)")
    parser.add_argument("--index", metavar="DIR", help="the index folder (default: the setting index)")
    parser.add_argument("--report", type=Path, metavar="DIR", help="write the report there in every format")
    parser.add_argument("--format", choices=list(_FORMATS), default="text", help="of the standard output [%(default)s]")
    return parser


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            mark = "-sig" if name.endswith(".csv") else ""  # without it, Excel reads UTF-8 as something else
            (folder / name).write_text(text, encoding=f"utf-8{mark}")
    except OSError as error:
        raise SettingsError(f"{folder}: no report can be written there ({error}); name another folder") from error


def _coverage(options: argparse.Namespace, settings: Settings, today: date) -> Coverage:
    asked = list(read_all(options.questions, sys.stderr))
    log = options.log or (None if options.questions else settings.question_log)
    asked += read_log(Path(log), settings.log_days, today) if log else []
    if not asked and log:
        raise SettingsError(f"{log}: no question of the last {settings.log_days} days is in it; name files, too")
    if not asked:
        raise SettingsError("there are no questions; name files with --questions, or a question log with --log")
    corpus = options.corpus or Path(settings.corpus)
    if not corpus.exists():
        raise SettingsError(f"there is no {corpus}; give --corpus a folder of articles or one file")
    articles = ReadOnce(corpus, max_article_bytes=settings.max_article_bytes, today=today)
    settings = replace(settings, index=options.index or settings.index)
    folder = index_of(articles, settings)
    if folder != local_folder(settings.index):
        sys.stderr.write(f"check_coverage.py: note: {corpus} was edited since the last build; its edits are measured\n")
    index = open_index(folder, settings)
    limits = Limits(today, settings.review_months, article_bytes=settings.max_article_bytes)
    findings = lint_folder(corpus, limits, index.encoder, articles)
    notes: list[str] = []
    goldens = goldens_beside(corpus, notes)
    sys.stderr.writelines(f"check_coverage.py: note: {note}\n" for note in notes)
    with bar() as step:
        return Measuring(Answerer(index)).measure(asked, findings, step("asking"), declined(goldens))
