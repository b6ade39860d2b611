"""A Markdown file (as `markdown_syntax` reads it, with front matter) -> Article.

The title stands first in the text, then the deck, the front matter's takeaway, and the document. Headings get the
anchors that they name ("{#name}"), or else those that GitHub gives them. Below the document stand its footnotes,
outside of all sections, and then the questions of an FAQ in the front matter, where systems show them. A draft gives no
article and no fault. Raw HTML is read as `rawhtml` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it.tree import SyntaxTreeNode

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, RelatedLink
from chatbot.reading.builder import TextBuilder
from chatbot.reading.decoding import decode
from chatbot.reading.frontmatter import FrontMatter, Question, read_front_matter
from chatbot.reading.labelled import assemble
from chatbot.reading.languages import language_of
from chatbot.reading.markdown_blocks import BlockWriter, anchor_of, heading_words
from chatbot.reading.markdown_components import CALLS
from chatbot.reading.markdown_inline import words_of
from chatbot.reading.markdown_mdx import MDX
from chatbot.reading.markdown_syntax import markdown_parser
from chatbot.reading.markdown_tables import DRAWN
from chatbot.reading.outline import Element, Opens
from chatbot.reading.parts import Part
from chatbot.reading.pipes import cells_of, is_rule, row_fault
from chatbot.reading.rawhtml import read_raw
from chatbot.reading.relatedlinks import article_target
from chatbot.reading.slugs import Slugger

_DEEPEST = 32  # levels, two for each list; the parser drops what is nested deeper, and tries all in a row of "!["
_PARSER = markdown_parser(_DEEPEST)


def read_markdown(raw: bytes, *, article_id: str, source: str) -> tuple[Article | None, list[Fault]]:
    """Return the article of one Markdown file, and its faults.

    There is no article where a fault is an error, and neither article nor fault where the file is a draft. A file of
    front matter alone that states a title, as sites have them for a section's index page, is an article without text,
    with a warning.
    """
    text, fault = decode(raw, source)
    if fault:
        return None, [fault]
    front, skipped, faults = read_front_matter(text, source)
    if front is None:
        return None, faults
    if front.draft:
        return None, []
    article, found = _article(_File(article_id, source, text.split("\n"), skipped), front)
    faults += found
    return None if any(fault.severity is Severity.ERROR for fault in faults) else article, faults


@dataclass(frozen=True, slots=True)
class _File:
    """A file's name, its lines, and how many of them stand before the document."""

    article_id: str
    source: str
    lines: list[str]
    skipped: int


def _article(file: _File, front: FrontMatter) -> tuple[Article | None, list[Fault]]:
    """Return what the document and its front matter say, and the faults of the document."""
    env: dict[str, list[tuple[int, str]]] = {MDX: []} if file.source.lower().endswith(".mdx") else {}
    tokens = _PARSER.parse("\n".join(file.lines[file.skipped :]), env)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        seen = f"lists or quotations are nested about {_DEEPEST // 2} deep"
        return None, [Fault(file.source, 0, seen, "flatten them")]
    tree = SyntaxTreeNode(tokens)
    title, heading = _title(tree, front.title)
    faults = [*_title_faults(tree, title, heading, file.source), *_table_faults(tree, file), *_raw_faults(tree, file)]
    faults += [*_broken_tables(tree, file), *_call_faults(env.get(CALLS, []), file)]
    if not title:
        return None, faults
    body = [node for node in tree.children if node is not heading]
    base, elements = _written(body, replace(front, title=title), _anchors(tree), file.skipped)
    if not elements:
        severity = Severity.WARNING if front.title else Severity.ERROR
        seen = f"the article has no text{', and is left out' if front.title else ''}"
        faults.append(Fault(file.source, 0, seen, "write its text below the title", severity))
        return Article(file.article_id, title, "", file.source), faults
    article, warnings = assemble(replace(base, id=file.article_id, source=file.source), elements)
    return replace(article, related=_related(front.related, article)), faults + warnings


def _written(
    body: list[SyntaxTreeNode], front: FrontMatter, anchors: dict[int, str], skipped: int
) -> tuple[Article, list[Element]]:
    """Return the text with its metadata, not yet its id and parts, and the elements in it."""
    builder = TextBuilder()
    title = builder.add(front.title)
    deck = builder.add(front.deck) if front.deck else None
    writer = BlockWriter(builder, anchors, skipped)
    summary = _stated_takeaway(front.takeaway, builder)
    writer.write(body)
    elements = [*summary, *writer.elements, *_stated_faq(front.faq, builder)]
    article = Article("", front.title, builder.text, "", title_span=title, deck=deck)
    language = front.language or language_of(article.text)
    return replace(article, **front.metadata() | {"language": language}), elements


def _stated_takeaway(points: Sequence[str], builder: TextBuilder) -> list[Element]:
    """Write the article's summary box, which systems show above the document; return its elements."""
    writer = BlockWriter(builder, {}, 0)
    writer.write_points([SyntaxTreeNode(_PARSER.parse(point)).children for point in points])
    return [Opens(Part.TAKEAWAY), *writer.elements, Opens(None)] if writer.elements else []


def _stated_faq(faq: Sequence[Question], builder: TextBuilder) -> list[Element]:
    """Write the questions that the document does not ask itself, with their answers; return their elements."""
    document = builder.text.casefold()
    asked = [each for each in faq if each.question.casefold() not in document]
    elements: list[Element] = [Opens(Part.FAQ)] if asked else []
    for each in asked:
        writer = BlockWriter(builder, {}, each.line - 1)
        writer.write_question(each.question, SyntaxTreeNode(_PARSER.parse(each.answer)).children)
        elements += writer.elements
    return elements


def _title(tree: SyntaxTreeNode, stated: str) -> tuple[str, SyntaxTreeNode | None]:
    """Return the title and the heading that shows it: the document's first block, where it is a level-1 heading.

    Where the front matter states another title, that heading is an ordinary one.
    """
    shown = (node for node in tree.children if node.type not in ("hr", "html_block") and not _is_wordless(node))
    first = next(shown, None)
    if first is None or first.type != "heading" or first.tag != "h1":
        return stated, None
    words = heading_words(first)
    if stated and stated.casefold() != words.casefold():
        return stated, None
    return stated or words, first


def _is_wordless(node: SyntaxTreeNode) -> bool:
    """Tell a paragraph of pictures, or of what a system puts before a page's title."""
    return node.type == "paragraph" and not words_of(node.children[0]).text


def _title_faults(tree: SyntaxTreeNode, title: str, heading: SyntaxTreeNode | None, source: str) -> list[Fault]:
    if not title:
        remedy = 'add "title: ..." to the front matter, or begin the text with one "# Title"'
        return [Fault(source, 1, "the article has no title", remedy)]
    others = [node for node in tree.walk() if node.type == "heading" and node.tag == "h1" and node is not heading]
    if heading and others:
        seen = f"besides its title the article has {len(others)} level-1 headings"
        return [Fault(source, 0, seen, 'write them as "##"', Severity.WARNING)]
    return []


def _anchors(tree: SyntaxTreeNode) -> dict[int, str]:
    """Return the anchor of each heading by its first line; a line begins at most one heading."""
    slugger = Slugger()
    headings = (node for node in tree.walk() if node.type == "heading")
    return {node.map[0]: anchor_of(node, slugger) for node in headings if node.map}


def _table_faults(tree: SyntaxTreeNode, file: _File) -> Iterator[Fault]:
    for table in (node for node in tree.walk() if node.type == "table" and not node.meta.get(DRAWN)):
        header, *rows = (node for node in table.walk() if node.type == "tr")
        for row in rows:
            line = (row.map[0] if row.map else 0) + file.skipped
            found = cells_of(file.lines[line].lstrip(" \t>"))
            fault = row_fault(file.source, line + 1, len(found), len(header.children))
            if fault:
                yield fault


def _broken_tables(tree: SyntaxTreeNode, file: _File) -> Iterator[Fault]:
    """Report what was meant as a table and is shown as lines between bars: its rule has other cells than its header."""
    for node in (node for node in tree.walk() if node.type == "paragraph" and node.map):
        first, end = (number + file.skipped for number in node.map or (0, 0))
        for number, (above, line) in enumerate(pairwise(file.lines[first:end]), first + 1):
            if is_rule(line) and "|" in above:
                found, wanted = len(cells_of(above)), len(cells_of(line))
                seen = f"a table that is none: its header has {found} cells, the line of dashes {wanted}"
                remedy = 'make them equal; a pipe inside a cell is "\\|", inside code, too'
                yield Fault(file.source, number, seen, remedy, Severity.WARNING)


def _raw_faults(tree: SyntaxTreeNode, file: _File) -> Iterator[Fault]:
    for node in (node for node in tree.walk() if node.type == "html_block"):
        lost = sorted(read_raw(node.content).lost)
        if lost:
            line = (node.map[0] if node.map else 0) + file.skipped + 1
            seen = f"raw HTML holds <{lost[0]}>, which is read as plain paragraphs"
            yield Fault(file.source, line, seen, "write it in Markdown", Severity.WARNING)


def _call_faults(calls: Sequence[tuple[int, str]], file: _File) -> list[Fault]:
    """Report calls of templates in one warning: nobody but their system knows what they would show."""
    if not calls:
        return []
    line, call = min(calls)
    more = f" and {len(calls) - 1} more" if len(calls) > 1 else ""
    seen = f'what the call of a template "{call[:40]}"{more} would show is not read'
    return [Fault(file.source, line + file.skipped + 1, seen, "write it in Markdown", Severity.WARNING)]


def _related(stated: tuple[RelatedLink, ...], article: Article) -> tuple[RelatedLink, ...]:
    """Return the front matter's links, then those of the text; one that stands in both has what either says of it.

    A relative link to a file is given as the id of the article in it.
    """
    found: dict[str, RelatedLink] = {}
    for link in (*stated, *article.related):
        target = article_target(link.target, article.id)
        known = found.get(target or link.title, RelatedLink(""))
        title, category, deck = known.title or link.title, known.category or link.category, known.deck or link.deck
        found[target or link.title] = RelatedLink(title, category, deck, target)
    return tuple(found.values())
