"""A Markdown file (CommonMark with tables, YAML front matter) -> Article.

The title stands first in the text, then the deck, then the document. Headings get the anchors that GitHub gives them.
A draft gives no article and no fault. Raw HTML is read for its words alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from chatbot.errors import Fault, Severity
from chatbot.reading.article import Article, RelatedLink
from chatbot.reading.assembly import assemble
from chatbot.reading.builder import TextBuilder
from chatbot.reading.decoding import decode
from chatbot.reading.frontmatter import FrontMatter, read_front_matter
from chatbot.reading.markdown_blocks import BlockWriter, heading_words
from chatbot.reading.metadata import language_of
from chatbot.reading.pipes import cells_of, row_fault
from chatbot.reading.rawhtml import raw_blocks
from chatbot.reading.relatedlinks import article_target
from chatbot.reading.slugs import Slugger

_DEEPEST = 100  # levels; the parser drops what is nested deeper, two levels for each list
_PARSER = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
_STRUCTURED = frozenset({"table", "ul", "ol", "dl"})


def read_markdown(raw: bytes, *, article_id: str, source: str) -> tuple[Article | None, list[Fault]]:
    """Return the article of one Markdown file, and its faults.

    There is no article where a fault is an error, and neither article nor fault where the file is a draft.
    """
    text, fault = decode(raw, source)
    if fault:
        return None, [fault]
    front, skipped, faults = read_front_matter(text, source)
    if front.draft:
        return None, []
    lines = text.split("\n")
    tokens = _PARSER.parse("\n".join(lines[skipped:]))
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        seen = f"blocks are nested more than {_DEEPEST // 2} deep"
        return None, [*faults, Fault(source, 0, seen, "flatten its lists and quotations")]
    tree = SyntaxTreeNode(tokens)
    faults += _table_faults(tree, lines, skipped, source) + _raw_faults(tree, skipped, source)
    title, heading = _title(tree, front.title)
    faults += _title_faults(tree, title, heading, source)

    builder = TextBuilder()
    title_span = builder.add(title)
    deck = builder.add(front.deck) if front.deck else None
    writer = BlockWriter(builder, _anchors(tree), skipped)
    writer.write([node for node in tree.children if node is not heading])
    if not writer.elements:
        faults.append(Fault(source, 0, "the article has no text", "write its text below the title"))
    if any(fault.severity is Severity.ERROR for fault in faults):
        return None, faults
    base = Article(article_id, title, builder.text, source, title_span=title_span, deck=deck)
    article, warnings = assemble(_with_metadata(base, front), writer.elements)
    return replace(article, related=_related(front.related, article)), faults + warnings


def _title(tree: SyntaxTreeNode, stated: str) -> tuple[str, SyntaxTreeNode | None]:
    """Return the title and the heading that shows it: the document's first block, where it is a level-1 heading.

    Where the front matter states another title, that heading is an ordinary one.
    """
    shown = (node for node in tree.children if node.type not in ("hr", "html_block"))
    first = next(shown, None)
    if first is None or first.type != "heading" or first.tag != "h1":
        return stated, None
    words = heading_words(first)
    if stated and stated.casefold() != words.casefold():
        return stated, None
    return stated or words, first


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
    return {node.map[0]: slugger.anchor(heading_words(node)) for node in headings if node.map}


def _table_faults(tree: SyntaxTreeNode, lines: list[str], skipped: int, source: str) -> list[Fault]:
    return [fault for table in tree.walk() if table.type == "table" for fault in _rows(table, lines, skipped, source)]


def _rows(table: SyntaxTreeNode, lines: list[str], skipped: int, source: str) -> Iterator[Fault]:
    header, *rows = (node for node in table.walk() if node.type == "tr")
    for row in rows:
        line = (row.map[0] if row.map else 0) + skipped
        found = cells_of(lines[line].lstrip(" \t>"))
        fault = row_fault(source, line + 1, len(found), len(header.children))
        if fault:
            yield fault


def _raw_faults(tree: SyntaxTreeNode, skipped: int, source: str) -> list[Fault]:
    faults: list[Fault] = []
    for node in tree.walk():
        lost = sorted(raw_blocks(node.content)[1] & _STRUCTURED) if node.type == "html_block" else []
        if lost:
            line = (node.map[0] if node.map else 0) + skipped + 1
            seen = f"raw HTML holds <{lost[0]}>, which is read as plain paragraphs"
            faults.append(Fault(source, line, seen, "write it in Markdown", Severity.WARNING))
    return faults


def _with_metadata(article: Article, front: FrontMatter) -> Article:
    return replace(
        article,
        url=front.url,
        authors=front.authors,
        reviewed_by=front.reviewed_by,
        reviewed=front.reviewed,
        published=front.published,
        updated=front.updated,
        language=front.language or language_of(article.text),
        category=front.category,
    )


def _related(stated: tuple[RelatedLink, ...], article: Article) -> tuple[RelatedLink, ...]:
    """Return the front matter's links, then those of the text that it does not hold; files are named by article id."""
    links = [replace(link, target=article_target(link.target, article.id)) for link in (*stated, *article.related)]
    found: dict[str, RelatedLink] = {}
    for link in links:
        found.setdefault(link.target or link.title, link)
    return tuple(found.values())
