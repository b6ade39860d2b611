"""A page saved as plain text -> Article: what its markup said is told again from the lines and their neighbours.

The first line is the title, or one below a category; a short line or two below it the deck. A heading is a line
without final punctuation that a block follows; a numbered one is a step where blocks stand between the numbers, and a
list item where none do. Labels ("Key takeaway", "References", ...) open the special parts. Nothing here knows one
site's wording.
"""

from __future__ import annotations

from dataclasses import replace

from chatbot.errors import Fault
from chatbot.reading.article import Article, Block, BlockKind, RelatedLink, Span
from chatbot.reading.boilerplate import without_boilerplate
from chatbot.reading.builder import TextBuilder
from chatbot.reading.decoding import decode
from chatbot.reading.labelled import assemble
from chatbot.reading.languages import language_of
from chatbot.reading.outline import Element, Heading, Opens, Piece
from chatbot.reading.pagehead import title_place, without_page_name
from chatbot.reading.pagelines import Chunk, Kind, chunks_of, items_of, lines_of, name_of
from chatbot.reading.pageparts import Role, roles_of
from chatbot.reading.parts import part_of
from chatbot.reading.pipes import cells_of, is_rule, names_columns, row_fault
from chatbot.reading.relatedlines import links_of


def read_pagetext(raw: bytes, *, article_id: str, source: str) -> tuple[Article | None, list[Fault]]:
    """Return the article of one page saved as text, and its faults; no article where one of them is an error."""
    text, fault = decode(raw, source)
    if fault:
        return None, [fault]
    chunks = without_boilerplate(without_page_name(chunks_of(text)))
    place = title_place(chunks, article_id)
    roles = roles_of(chunks, place)
    if Role.TITLE not in roles:
        return None, [Fault(source, 1, "the page does not begin with a title", "write the title on the first line")]
    if len(chunks) == 1:
        return None, [Fault(source, 1, "the page has a title and no text", "write the article below its title")]
    faults = [fault for chunk in chunks if chunk.kind is Kind.TABLE for fault in _row_faults(chunk, source)]
    if faults:
        return None, faults
    writer = _Writer()
    for chunk, role in zip(chunks, roles, strict=True):
        writer.write(chunk, role)
    related = writer.close()
    whole = writer.builder.text
    base = Article(article_id, chunks[place].text, whole, source, language=language_of(whole))
    base = replace(base, title_span=writer.title, deck=writer.deck)
    article, warnings = assemble(base, writer.elements)
    return replace(article, related=related), warnings


def _rows_of(chunk: Chunk) -> tuple[list[tuple[int, list[str]]], bool]:
    """Return a table's rows as (line, cells), and whether the first is a header: a rule or its words say so."""
    ruled = len(chunk.lines) > 1 and is_rule(chunk.lines[1]) and not is_rule(chunk.lines[0])
    lines = [(chunk.line + n, line) for n, line in enumerate(chunk.lines) if not (ruled and n == 1)]
    rows = [(number, cells_of(line)) for number, line in lines]
    return rows, ruled or names_columns([cells for _, cells in rows])


def _row_faults(chunk: Chunk, source: str) -> list[Fault]:
    """Return the faults of rows that have other cells than the first."""
    (_, first), *rows = _rows_of(chunk)[0]
    faults = [row_fault(source, line, len(cells), len(first)) for line, cells in rows]
    return [fault for fault in faults if fault]


class _Writer:
    """Lays the chunks out as text and notes them as elements."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.elements: list[Element] = []
        self.title: Span | None = None
        self.deck: Span | None = None
        self._items: list[Chunk] = []
        self._related: list[tuple[str, bool]] = []
        self._links: tuple[RelatedLink, ...] = ()
        self._boxed = False
        self._headed = False

    def write(self, chunk: Chunk, role: Role) -> None:
        """Write the next chunk."""
        if role is not Role.ITEM or (self._items and not _goes_on(self._items[-1], chunk)):
            self._write_items()
        if role is not Role.RELATED:
            self._write_related()
        if self._boxed and role not in (Role.BOX, Role.HEADING, Role.STEP, Role.LABEL):
            self.elements.append(Opens(None))
        self._boxed = role is Role.BOX
        if role is Role.ITEM:
            self._items.append(chunk)
        elif role is Role.RELATED:
            self._related += [(line, chunk.gap) for line in lines_of(chunk)]
        elif role in (Role.HEADING, Role.STEP, Role.LABEL):
            level = 3 if role is Role.STEP and self._headed else 2
            self.elements.append(Heading(self.builder.add(chunk.text), level, chunk.line))
            self._headed = self._headed or role is Role.HEADING
        elif role is Role.ASIDE:
            self.builder.add(chunk.text)
        elif role is Role.TITLE:
            self.title = self.builder.add(chunk.text)
        elif role is Role.DECK:
            self.deck = self.builder.add(chunk.text)
        else:
            self._write_block(chunk)

    def close(self) -> tuple[RelatedLink, ...]:
        """Write what is gathered, and return the related articles."""
        self._write_items()
        self._write_related()
        return self._links

    def _write_block(self, chunk: Chunk) -> None:
        if chunk.kind is Kind.TABLE:
            numbered, ruled = _rows_of(chunk)
            rows = [cells for _, cells in numbered]
            block = self.builder.table(rows[0] if ruled else None, rows[1:] if ruled else rows)
        elif chunk.kind is Kind.LIST:
            items, first = items_of(chunk)
            block = self.builder.list(BlockKind.LIST if first is None else BlockKind.STEPS, items, first or 1)
        else:
            quoted = chunk.kind is Kind.QUOTE
            block = self.builder.block(BlockKind.QUOTATION if quoted else BlockKind.PARAGRAPH, chunk.text)
        self.elements.append(Piece(block, chunk.line, _label(chunk.text, block)))

    def _write_items(self) -> None:
        """Write the items gathered as one list: numbered lines, or lines that lost their bullets."""
        if self._items:
            first = self._items[0]
            kind = BlockKind.STEPS if first.kind is Kind.NUMBER else BlockKind.LIST
            block = self.builder.list(kind, [name_of(item) for item in self._items], first.number or 1)
            self.elements.append(Piece(block, first.line))
        self._items = []

    def _write_related(self) -> None:
        if self._related:
            links, shown = links_of(self._related)
            self._links += tuple(links)
            for line in shown:
                self.builder.add(line)
        self._related = []


def _label(text: str, block: Block) -> tuple[Span, ...]:
    """Return the label with which a paragraph begins, "Key takeaway: ..."; on the page it stands out."""
    label, colon, _ = text.partition(":")
    return (Span(block.span.start, block.span.start + len(label)),) if colon and part_of(label) else ()


def _goes_on(item: Chunk, following: Chunk) -> bool:
    """Tell whether the next item belongs to the same list: both bare, or numbered one after the other."""
    return item.kind is following.kind and (item.number is None or following.number == item.number + 1)
