"""An HTML page -> Article and faults: the steps of this package, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from chatbot.errors import Fault, Severity
from chatbot.reading import outline
from chatbot.reading.article import Article, Span
from chatbot.reading.assembly import Draft, Role, with_parts
from chatbot.reading.html.assembly import Assembler, without_empty
from chatbot.reading.html.bylines import without_bylines, without_pull_quotes
from chatbot.reading.html.comments import find_comments
from chatbot.reading.html.content import article_nodes, boilerplate
from chatbot.reading.html.decks import with_deck, with_plain_subtitle, without_label_above
from chatbot.reading.html.declared import Reconciler
from chatbot.reading.html.decoding import decode
from chatbot.reading.html.flow import Flow
from chatbot.reading.html.footnotes import notes_of
from chatbot.reading.html.headings import anchor_of
from chatbot.reading.html.landmarks import find_root, find_title, is_index, is_link_home
from chatbot.reading.html.metadata import is_redirect, metadata_of
from chatbot.reading.html.pieces import Heading, Lines, Piece
from chatbot.reading.html.questions import find_questions, is_faq_page
from chatbot.reading.html.related import find_related
from chatbot.reading.html.scanning import lines_of_tags
from chatbot.reading.html.signs import edge_signs, signs_of
from chatbot.reading.html.structured import DeclaredFaq, structured_of
from chatbot.reading.html.tabs import tabs_of
from chatbot.reading.html.text import line_of, lines_of
from chatbot.reading.html.titles import is_site_name, title_of, title_without_name
from chatbot.reading.html.tree import Node, TooDeep, parse
from chatbot.reading.html.unmarked import (
    with_bold_headings,
    with_whole_lists,
    without_repetition,
    words_of,
)
from chatbot.reading.languages import language_of
from chatbot.reading.references import references_of

_SAVE = "save the page as a browser shows it, or remove the file"
_NO_TEXT = "a page with a title and no text"
_LEAVE = "nothing needs to be done: its links are not quoted, only its title is known"


def read_html(raw: bytes, *, article_id: str, source: str) -> tuple[Article, list[Fault]]:
    """Read one saved page.

    Args:
        raw: the file's bytes.
        article_id: the id that the article gets.
        source: the file's path relative to the corpus folder, for faults.

    Returns:
        The article and every fault. Where a fault is an error the page cannot be read and comes without text; so does,
        with a warning, one that holds no article, as a site's pages of menus do, and without one a page that only
        sends its readers to another.
    """
    markup, faults = decode(raw, source)
    refused = Article(article_id, "", "", source)
    if any(fault.severity is Severity.ERROR for fault in faults):
        return refused, faults
    page = parse(markup)
    if isinstance(page, TooDeep):
        return refused, [*faults, Fault(source, page.line, page.seen, "close the elements that are left open")]
    if is_redirect(page):
        return refused, faults
    if not page.size:
        seen = "a page without visible text, which is left out"
        return refused, [*faults, Fault(source, 0, seen, _SAVE, Severity.WARNING)]
    article, found = _Reading(page, markup, source).article(article_id)
    return article, [*faults, *found]


class _Reading:
    """One page being read."""

    def __init__(self, page: Node, markup: str, source: str) -> None:
        self._page = page
        self._markup = markup
        self._source = source
        self._structured = structured_of(page, source)
        self._metadata = metadata_of(page, self._structured)
        self._signs = signs_of(page)
        self._edges = edge_signs(page)
        self._root = find_root(page)
        self._faults = list(self._structured.faults)
        self._is_index = False

    def article(self, article_id: str) -> tuple[Article, list[Fault]]:
        data = self._metadata
        title = find_title(self._page, self._root, data.titles)
        if title and (not line_of(title, self._signs) or is_site_name(line_of(title, self._signs), data)):
            title = None
        related, outside = find_related(self._page, title, data.base, article_id)
        pieces, unseen = self._pieces(title, outside)
        pieces = [piece for piece in pieces if not self._is_link_home(piece)]
        name, title, pieces = self._titled(title, pieces)
        pieces = without_label_above(without_repetition(pieces, title), title, self._root)
        pieces = with_deck(with_plain_subtitle(pieces, data.description), title, data)
        pieces = without_bylines(pieces, data.authors)
        pieces = with_whole_lists(with_bold_headings(without_pull_quotes(pieces)))
        base = Article(article_id, name, "", self._source, related=related)
        assembler = Assembler(base, lambda node: anchor_of(node, self._signs, self._root))
        article, drafts = assembler.assemble(title, pieces)
        reconciler = Reconciler(article.text, assembler.ids, assembler.declared, self._source)
        parts, unanswered = without_empty(reconciler.fit(drafts, unseen))
        self._faults += reconciler.faults
        places = self._places([*assembler.nodes.values(), *(table.node for table in assembler.tables if table.ragged)])
        for draft, node in assembler.nodes.items():
            draft.line = places.get(node, 0)
        article = self._filled(with_parts(article, parts), parts)
        self._report_tables(assembler.tables, places)
        shown = (draft for draft in unanswered if draft not in assembler.declared)  # others were compared with the page
        self._report_unanswered(shown, article.text)
        self._report_missing(article, name)
        return article, self._faults

    def _filled(self, article: Article, parts: list[Draft]) -> Article:
        """Return the article with what stands in none of its parts."""
        cited = (outline.Piece(block) for part in parts if part.role is Role.REFERENCES for block in part.blocks)
        return replace(
            article,
            title=article.title or title_without_name(self._source, parts, article.text),
            references=tuple(references_of(cited, article.text)),
            **self._metadata.metadata() | {"language": self._metadata.language or language_of(article.text)},
            page_text="\n".join(lines_of(self._page, self._edges)),
        )

    def _pieces(self, title: Node | None, outside: set[Node]) -> tuple[list[Piece], list[DeclaredFaq]]:
        """Return the article's pieces, and the declared questions that no element of the page holds alone."""
        tabs = tabs_of(self._root)
        skipped = boilerplate(self._root, title) | outside | find_comments(self._root, title)
        skipped |= {tab.row for tab in tabs.values()} | self._edges
        self._is_index = is_index(self._root, skipped)
        if self._is_index:
            return [], []
        names = [*self._metadata.titles, self._metadata.url or "", line_of(title, self._signs) if title else ""]
        is_faq = is_faq_page(names, self._page)
        nodes = article_nodes(self._root, skipped, title)
        questions, unseen = find_questions(nodes, self._signs, self._structured.faq, is_faq=is_faq)
        flow = Flow(skipped, self._signs, notes_of(self._root), questions, tabs)
        return flow.pieces(self._root, title), unseen

    def _titled(self, title: Node | None, pieces: list[Piece]) -> tuple[str, Node | None, list[Piece]]:
        """Return the title, its heading and the other pieces; a page without h1 may bear its title elsewhere."""
        if title is not None:
            return line_of(title, self._signs), title, pieces
        name = title_of(self._metadata, [piece.text for piece in pieces if isinstance(piece, Heading)])
        named = [piece for piece in pieces if isinstance(piece, Heading | Lines)]
        same = next((piece for piece in named if name and words_of(piece) == name), None)
        return name, same.node if same else None, [piece for piece in pieces if piece is not same]

    def _is_link_home(self, piece: Piece) -> bool:
        """Tell a heading that is only a link to the site, or has its name: it heads the site."""
        if not isinstance(piece, Heading) or piece.node.linked < piece.node.size:
            return False
        return is_link_home(piece.node, self._metadata.titles) or is_site_name(piece.text, self._metadata)

    def _places(self, nodes: Collection[Node]) -> dict[Node, int]:
        """Return the lines on which elements begin."""
        tags = frozenset(node.tag for node in nodes)
        lines = lines_of_tags(self._markup, tags)
        places: dict[Node, int] = {}
        for tag in tags:
            same = [node for node in self._page.walk() if node.tag == tag]
            if len(same) == len(lines[tag]):  # else the parser mended the markup, and counting finds nothing
                places.update(zip(same, lines[tag], strict=True))
        return places

    def _report_tables(self, tables: list[Lines], places: dict[Node, int]) -> None:
        for table in tables:
            if table.ragged:
                rows = ", ".join(map(str, table.ragged[:5]))
                seen = f"a table whose row {rows} has not as many cells as its first row"
                self._warn(places.get(table.node, 0), seen, "give each row a cell for every column")

    def _report_unanswered(self, drafts: Iterable[Draft], text: str) -> None:
        for draft in drafts:
            if draft.question:
                seen = f'the question "{draft.question.of(text)}" has no visible answer'
                self._warn(draft.line, seen, "show its answer on the page, or remove it")

    def _warn(self, line: int, seen: str, remedy: str) -> None:
        self._faults.append(Fault(self._source, line, seen, remedy, Severity.WARNING))

    def _report_missing(self, article: Article, name: str) -> None:
        if not article.text:
            self._warn(0, "a page of menus, without an article, which is left out", "remove the file from the corpus")
            return
        if not name:
            self._warn(0, "a page without a title", "give it an h1")
        if article.references_heading and not article.references:
            self._warn(0, "an empty list of references", "add them or remove its heading")
        if article.title_span == Span(0, len(article.text)):
            self._warn(0, *(("an index or table of contents", _LEAVE) if self._is_index else (_NO_TEXT, _SAVE)))
