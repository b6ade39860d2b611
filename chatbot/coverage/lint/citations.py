r"""In-text citations and reference lists: who is cited, who is listed, and who is missing on either side.

Read as APA, Harvard and Chicago author-date write them: "(Author, 2001)", "(Author & Other, 2001a; Third et al., 1999)"
and "Author (2001)", "Author and Other's (2001)". A citation means a reference when year and surnames agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatbot.coverage.lint.model import Level, LintContext, Violation, rule
from chatbot.coverage.lint.page import Page
from chatbot.coverage.words import shortened
from chatbot.reading.article import Article
from chatbot.reading.landing import fold

_YEAR = r"(?:1[89]|20)\d\d"
_BEFORE = "van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ter|ten|zu|zur"  # a surname
_INSIDE = "of|the|for|and"  # the name of an organisation
_PARTICLE, _LINK = rf"(?:(?:{_BEFORE})\s+)", rf"(?:(?:{_INSIDE})\s+)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*+"
_SURNAME = rf"{_PARTICLE}{{0,2}}(?:[dDlL]['’])?{_CAPITAL}(?:['’-][^\W\d_]++)*+"
_NAMES = rf"{_SURNAME}(?:,\s+{_SURNAME})*(?:,?\s+(?:&|and)\s+{_SURNAME})?(?:,?\s+(?:et\s+al\.?|and\s+colleagues))?"
_YEARS = rf"{_YEAR}[a-z]?(?:\s*[,/]\s*(?:{_YEAR}[a-z]?|[a-z]\b(?!\.)))*"
_OPENS = rf"(?<![^\W\d_])(?={_CAPITAL}[\s,'’-]|[abdeltvzDL][a-z'’])"  # sees quickly where no name can begin
_NARRATIVE = re.compile(
    rf"{_OPENS}(?P<names>{_NAMES})(?:['’]s?)?\s+\((?P<years>{_YEARS})(?:,\s*(?:pp?\.|ch\.|para)[^()]*)?\)"
)
_PARENTHESIS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_INTRODUCTION = re.compile(
    r"^(?:see also|see|cf\.|e\.\s?g\.,?|i\.\s?e\.,?|for example,?|as cited in|cited in|also)\s+", re.I
)
_PIECE = rf"(?:{_PARTICLE}|{_LINK}|{_SURNAME}|[\s,.&]|\bet al\b)"
_WITHIN = re.compile(rf"^(?=[^\W\d_])(?P<names>{_PIECE}{{1,400}}?),?(?<!\s)\s+(?P<years>{_YEARS})\b")
_DATES_AND_PLACES = """
    january february march april may june july august september october november december spring summer fall autumn
    winter chapter figure table section part version edition volume since until before after around in by
"""
_NOT_NAMES = frozenset(_DATES_AND_PLACES.split())
_PARTICLES = frozenset(f"{_BEFORE}|{_INSIDE}|et".split("|"))
_NUMBERED = re.compile(r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]")
_SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited work: surnames folded to plain lower case, its years ("2005a"), and where it stands in the text.

    `shown` may name several works of the same authors, which are `others` then.
    """

    surnames: tuple[str, ...]
    years: tuple[str, ...]
    start: int
    shown: str
    others: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One reference: folded words of its author part and of all of it, and its years ("" where it names none)."""

    authors: frozenset[str]
    words: frozenset[str]
    years: frozenset[str]

    def answers(self, citation: Citation) -> bool:
        """Tell whether the citation means this reference: a year in common and its surnames among the authors."""
        if self.years and not any(_agree(own, year) for own in self.years for year in citation.years):
            return False
        known = self.authors if self.authors & set(citation.surnames) else self.words
        return all(name in known for name in citation.surnames)


def citations_in(text: str, start: int = 0) -> Iterator[Citation]:
    """Yield the author-date citations of `text`; offsets are counted from `start`."""
    for found in _NARRATIVE.finditer(text):
        names = surnames(found["names"])
        if names and names[0] not in _NOT_NAMES:
            yield from _cited(names, found["years"], start + found.start(), found.group())
    for parenthesis in _PARENTHESIS.finditer(text):
        offset = start + parenthesis.start(1)
        for piece in parenthesis[1].split(";"):
            introduced = _INTRODUCTION.sub("", piece.strip())
            begin = offset + len(piece.rstrip()) - len(introduced)
            within = _WITHIN.match(introduced)
            names = surnames(within["names"]) if within else ()
            if within and names and names[0] not in _NOT_NAMES:
                yield from _cited(names, within["years"], begin, within.group())
            offset += len(piece) + 1


def _cited(names: tuple[str, ...], years: str, start: int, shown: str) -> Iterator[Citation]:
    """Yield each work of a list of years: "2005a, b" are two works, "1917/1957" is one that was printed again."""
    works: list[tuple[str, ...]] = []
    year = ""
    for work in years.split(","):
        printed: list[str] = []
        for part in map(str.strip, work.split("/")):
            year = part if part[0].isdigit() else year[:4] + part
            printed.append(year)
        works.append(tuple(printed))
    yield from (Citation(names, work, start, shown, others=len(works) > 1) for work in works)


def surnames(names: str) -> tuple[str, ...]:
    """Return the surnames of an author list as folded words, initials, particles and "et al." left out."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(re.sub(r"\bet\s+al\b\.?|\band colleagues\b", " ", names)))
    return tuple(w for w in words if len(w) >= _SHORTEST_WORD and w not in _PARTICLES)


def listed(reference: str) -> Listed:
    """Return what is known of one entry of a reference list; its authors stand before its first year."""
    year = re.search(rf"\(?{_YEAR}|\bn\.\s?d\.|\bin press\b", reference)
    authors = reference[: year.start()] if year else reference
    return Listed(frozenset(surnames(authors)), frozenset(surnames(reference)), frozenset(_years(reference)))


def body_citations(page: Page) -> list[Citation]:
    """Return the citations of the article's sections, takeaway, FAQ and deck: not of its reference list."""
    article = page.article
    spans = [*page.spoken(), *([article.deck] if article.deck else [])]
    return [found for span in sorted(spans) for found in citations_in(span.of(article.text), span.start)]


def _years(text: str) -> tuple[str, ...]:
    return tuple(re.findall(rf"{_YEAR}(?:[a-z]\b)?", text))


def _agree(year: str, other: str) -> bool:
    """Tell whether two years are one, as "2005a" and "2005" may be, while "2005a" and "2005b" are not."""
    return year == other or (year[:4] == other[:4] and "" in (year[4:], other[4:]))


def _texts(article: Article) -> list[tuple[int, str]]:
    """Return (start, text) of the references that have text."""
    return [(r.span.start, r.span.of(article.text)) for r in article.references if r.span.of(article.text).strip(" .")]


@rule("citation-unreferenced", Level.ERROR, "add the reference, or correct the name or year of the citation")
def _unreferenced(page: Page, _context: LintContext) -> Iterator[Violation]:
    """Every author and year cited in the text stands in the reference list."""
    entries = [listed(text) for _, text in _texts(page.article)]
    reported: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for citation in body_citations(page):
        key = (citation.surnames, citation.years)
        if key not in reported and not any(entry.answers(citation) for entry in entries):
            reported.add(key)
            shown = citation.shown
            where = page.line_of(shown, page.section_at(citation.start)) or page.line_at(citation.start)
            it = f"its {'/'.join(citation.years)}" if citation.others else "it"
            yield Violation(where, page.section_at(citation.start), f'"{shown}" is cited and no reference matches {it}')


@rule("reference-uncited", Level.WARNING, "cite it where it is leaned on, or take it off the list")
def _uncited(page: Page, _context: LintContext) -> Iterator[Violation]:
    """Every reference is cited in the text."""
    article = page.article
    citations = body_citations(page)
    body = " ".join(span.of(article.text) for span in page.spoken())
    numbers = _numbers(body)
    words = set(surnames(body))
    for place, reference in enumerate(article.references, 1):
        text = reference.span.of(article.text)
        entry = listed(text)
        named = not entry.years and bool(entry.authors & words)
        numbered = (reference.number or place) in numbers
        if text.strip(" .") and not (named or numbered or any(entry.answers(citation) for citation in citations)):
            yield Violation(
                page.line_at(reference.span.start), "", f'the reference "{shortened(text, 60)}" is never cited'
            )


def _numbers(body: str) -> set[int]:
    """Return the numbers that "[3]", "[1, 4]" and "[2-5]" name."""
    found: set[int] = set()
    for group in _NUMBERED.findall(body):
        for part in group.split(","):
            ends = [int(number) for number in re.findall(r"\d+", part)]
            found |= set(range(ends[0], ends[-1] + 1))
    return found


@rule("references-empty", Level.ERROR, "restore the text of the references in the source")
def _emptied(page: Page, _context: LintContext) -> Iterator[Violation]:
    """No entry of the reference list is empty."""
    article = page.article
    empty = len(article.references) - len(_texts(article))
    heading = article.references_heading
    label = heading.of(article.text) if heading else "References"
    line = page.line_at(heading.start) if heading else 0
    if empty:
        yield Violation(line, "", f'{empty} of {len(article.references)} entries under "{label}" have no text')
    elif heading and not article.references:
        yield Violation(line, "", f'nothing stands under "{label}"')


RULES = (_unreferenced, _uncited, _emptied)
