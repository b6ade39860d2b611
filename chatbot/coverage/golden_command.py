"""The command line of golden questions: arguments in, what moved on standard output, an exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked, read_all
from chatbot.coverage.comparing import open_version, section_texts
from chatbot.coverage.golden import HOW, Golden, check, golden_file, read_golden
from chatbot.coverage.golden_report import GoldenReport, as_json, as_text, compared
from chatbot.coverage.preview import ReadOnce, index_of
from chatbot.coverage.privacy import shareable
from chatbot.coverage.progress import bar
from chatbot.coverage.questionlog import read_log
from chatbot.coverage.words import fitted
from chatbot.errors import ChatbotError, NoIndexError, SettingsError
from chatbot.indexing.index import PassageIndex
from chatbot.indexing.staleness import version_of
from chatbot.indexing.versions import open_index
from chatbot.settings import Settings, load_settings
from chatbot.stores import Store, local_folder, store_of

_BEFORE = "the version served before"


def main(arguments: Sequence[str], today: date) -> int:
    """Check the golden questions; return 0, 1 where an answer was lost, 2 for bad input."""
    options = _arguments().parse_args(arguments)
    try:
        report = _report(options, today)
    except ChatbotError as error:
        sys.stderr.write(f"check_golden.py: {error}\n")
        return 2
    sys.stdout.write(as_json(report) if options.format == "json" else fitted(as_text(report), sys.stdout))
    sys.stdout.write("\n")
    return int(report.lost > 0)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="check_golden.py",
        description="Tell which golden questions lost their answer, and what a new version of the index changed.",
        epilog="Before you publish: check_golden.py --preview. Versions: scripts/index.py list, or database.py list. "
        "Exits 0, 1 where an answer was lost (of two versions: between them), 2 where the input is wrong.",
    )
    parser.add_argument("--corpus", metavar="DIR", help="folder of articles (default: the setting corpus)")
    parser.add_argument(
        "--golden", type=Path, metavar="FILE", help="the golden questions (default: golden.yaml in the corpus)"
    )
    parser.add_argument(
        "--index", metavar="DIR", help="an index folder, or a postgresql:// URL (default: the setting index)"
    )
    checked = parser.add_mutually_exclusive_group()
    checked.add_argument("--version", default="", help="the version that is checked (default: the served one)")
    checked.add_argument(
        "--preview",
        action="store_true",
        help="check the articles as they are now, which nobody has published, and compare with what is served",
    )
    parser.add_argument(
        "--against",
        nargs="?",
        default="",
        const=_BEFORE,
        metavar="VERSION",
        help="another version to compare with; without its name, the one served before (with --preview: now)",
    )
    parser.add_argument(
        "--questions", type=Path, nargs="*", default=[], metavar="FILE", help="more questions to compare, in files"
    )
    parser.add_argument(
        "--log",
        type=Path,
        metavar="FILE",
        help="a question log, whose questions are compared too (default: the setting)",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help="of the output [%(default)s]")
    return parser


def _report(options: argparse.Namespace, today: date) -> GoldenReport:
    settings = load_settings()
    settings = replace(settings, corpus=options.corpus or settings.corpus, index=options.index or settings.index)
    if options.corpus and not Path(options.corpus).exists():
        raise SettingsError(f"there is no {options.corpus}; give --corpus a folder of articles or one file")
    store = store_of(replace(settings, model=""))  # earlier versions may be of another encoder
    goldens = _goldens(options, settings)
    asked = _asked(options, settings, today)
    index, before = _opened(options, settings, store, today)
    with bar() as step:
        checked = check(goldens, Answerer(index), step("checking"))
        report = GoldenReport(index.version, tuple(checked), section_texts(index))
        if before is None:
            return report
        questions = shareable(asked, index.encoder.encode_question, step("reading the log"))
        return compared(report, before, index, questions, step)


def _compares(options: argparse.Namespace) -> bool:
    return bool(options.against or options.preview)


def _asked(options: argparse.Namespace, settings: Settings, today: date) -> list[Asked]:
    """Return the questions that are compared beside the golden ones, none where nothing is compared."""
    if not _compares(options):
        if options.questions or options.log:
            raise SettingsError("more questions are for comparing; say with what: --preview or --against [VERSION]")
        return []
    asked = list(read_all(options.questions, sys.stderr))
    log = options.log or Path(settings.question_log)
    if options.log or (settings.question_log and log.exists()):
        return asked + read_log(log, settings.log_days, today)
    if settings.question_log:
        sys.stderr.write(f"check_golden.py: note: {log} is not on this machine, so no logged question is compared\n")
    return asked


def _opened(
    options: argparse.Namespace, settings: Settings, store: Store, today: date
) -> tuple[PassageIndex, PassageIndex | None]:
    """Open the version that is checked and the one that it is compared with, if any; one encoder serves both.

    The first is that of the articles as they are now, the one that is named, or the served one.
    """
    if options.preview:
        folder = index_of(_articles(settings, today), settings)
        before = open_version(store, _against(options, store, ""))
        return open_index(folder, settings, before.encoder), before
    index = open_version(store, options.version)
    if not (options.index or options.version):
        _warn_where_stale(settings, index.version, today)
    return index, open_version(store, _against(options, store, index.version)) if options.against else None


def _goldens(options: argparse.Namespace, settings: Settings) -> list[Golden]:
    """Return the golden questions; whoever compares versions by other questions needs none."""
    usual = golden_file(Path(settings.corpus))
    if options.golden or usual.exists():
        return read_golden(options.golden or usual)
    if _compares(options) and (options.questions or options.log):
        return []
    raise SettingsError(f"there is no {usual}; write golden questions there: {HOW}")


def _articles(settings: Settings, today: date) -> ReadOnce:
    return ReadOnce(Path(settings.corpus), max_article_bytes=settings.max_article_bytes, today=today)


def _against(options: argparse.Namespace, store: Store, version: str) -> str:
    """Return the version to compare with, "" for the served one."""
    if options.against not in ("", _BEFORE):
        return str(options.against)
    if options.preview:
        return ""
    before = store.before(version)
    if not before:
        raise NoIndexError(f"no version served before {version} is there; versions kept: {', '.join(store.kept())}")
    return before


def _warn_where_stale(settings: Settings, version: str, today: date) -> None:
    """Say on standard error where the articles are no longer those that are checked, if they are on this machine."""
    if not Path(settings.corpus).exists():
        return
    try:
        made = version_of(_articles(settings, today), local_folder(settings.index), settings.model)
    except ChatbotError:  # files that a build would refuse, too
        made = "none"
    if made not in ("", version):
        what = f"version {version} is checked, which is not what {settings.corpus} holds now"
        sys.stderr.write(f"check_golden.py: warning: {what}; check that with --preview, or build it first\n")
