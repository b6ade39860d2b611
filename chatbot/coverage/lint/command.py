"""The command line of lint: arguments in, a report on standard output, an exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from chatbot.coverage.lint.helplines import lint_helplines
from chatbot.coverage.lint.model import Finding, Level, Limits
from chatbot.coverage.lint.output import as_json, as_sarif, as_text
from chatbot.coverage.lint.run import ALL_RULES, lint_folder
from chatbot.coverage.words import fitted
from chatbot.errors import SettingsError
from chatbot.settings import load_settings

_FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": lambda findings: fitted(as_text(findings), sys.stdout),
    "json": as_json,
    "sarif": lambda findings: as_sarif(findings, ALL_RULES),
}


def main(arguments: Sequence[str], today: date) -> int:
    """Lint a corpus; return 0 where nothing is an error, 1 where something is, 2 for bad input."""
    parser = argparse.ArgumentParser(prog="lint.py", description="Report what should be mended in the articles.")
    where = parser.add_mutually_exclusive_group()  # both ways, as of build_index.py; the other commands have the second
    where.add_argument("corpus", nargs="?", default=argparse.SUPPRESS, help="as --corpus")
    where.add_argument("--corpus", metavar="DIR", help="folder or file (default: the setting corpus)")
    parser.add_argument("--format", choices=list(_FORMATS), default="text", help="of the output [%(default)s]")
    parser.add_argument("--rules", action="store_true", help="list the rules and stop")
    options = parser.parse_args(arguments)
    if options.rules:
        sys.stdout.write("".join(f"{rule.level:<8}{rule.id:<23}{rule.sentence}\n" for rule in ALL_RULES))
        return 0
    try:
        settings = load_settings(asked={"corpus": options.corpus})
        due = list(lint_helplines(settings.helplines, today))
    except SettingsError as error:
        sys.stderr.write(f"lint.py: {error}\n")
        return 2
    corpus = Path(settings.corpus)
    if not corpus.exists():
        sys.stderr.write(f"lint.py: there is no {corpus}; name a folder of articles or one file\n")
        return 2
    limits = Limits(today, settings.review_months, article_bytes=settings.max_article_bytes)
    findings = lint_folder(corpus, limits)
    findings = [*findings, *due]  # in this order, since whoever lints the articles wants to read of them first
    sys.stdout.write(_FORMATS[options.format](findings) + "\n")
    return int(any(finding.level is Level.ERROR for finding in findings))
