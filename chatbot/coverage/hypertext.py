"""Coverage -> one self-contained HTML file: no script, no other file, fit for printing."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chatbot.answering.answer import Status
from chatbot.coverage.gaps import arranged
from chatbot.coverage.lint.output import of_each_rule, summary
from chatbot.coverage.plots import articles_plot, confidence_plot, map_plot, trend_plot
from chatbot.coverage.reach import most_asked
from chatbot.coverage.result import Coverage
from chatbot.coverage.words import counted, number, plural

MOST_GAPS = 20  # topics that are shown at once; the smaller ones are folded
MOST_FOLDED = 200  # topics, and single questions, that are folded; further ones stand in the other files
MOST_QUESTIONS = 1000  # that are told one by one; ten thousand make a page that no browser scrolls well
MOST_ARTICLES = 60  # of which a table and a plot tell how questions reach them
MOST_PARTS = 100  # that no question reaches, and passages that say the same; there may be thousands
_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


def plots_of(coverage: Coverage) -> dict[str, Markup]:
    """Return the plots by name: map, confidence, articles, trend; `plots` escapes what stands in them."""
    names = [gap.topic.name for gap in coverage.gaps]
    drawn = {
        "map": map_plot(coverage.dots, names),
        "confidence": confidence_plot(coverage),
        "articles": articles_plot(most_asked(coverage.articles, MOST_ARTICLES)),
        "trend": trend_plot(coverage.trend),
    }
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704 every text in it was escaped by plots


def shown_on_page(coverage: Coverage) -> dict[str, object]:
    """Return what a template shows of coverage, by the names that it uses; `c` is all of it."""
    first, later, lone = arranged(coverage.gaps, MOST_GAPS)
    return {
        "c": coverage,
        "counted": counted,
        "number": number,
        "plural": plural,
        "plots": plots_of(coverage),
        "statuses": list(Status),
        "articles": most_asked(coverage.articles, MOST_ARTICLES),
        "most_parts": MOST_PARTS,
        "first": first,
        "later": later,
        "lone": lone,
        "lint": of_each_rule(coverage.findings),
        "lint_summary": summary(coverage.findings),
    }


def as_html(coverage: Coverage) -> str:
    """Return the report as a page."""
    questions = sorted(coverage.outcomes, key=attrgetter("times"), reverse=True)
    limits = {"most_folded": MOST_FOLDED, "most_questions": MOST_QUESTIONS}
    return _PAGES.get_template("report.html").render(shown_on_page(coverage), questions=questions, **limits)
