"""Articles that tests read, what must hold for each whichever reader made it, and their parts as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chatbot.errors import Fault
from chatbot.reading.article import Article, Block, BlockKind, FaqEntry, Section, Span
from chatbot.reading.markdown import read_markdown
from chatbot.reading.pagetext import read_pagetext
from chatbot.reading.passages import Passage


def markdown(text: str, source: str = "a.md") -> tuple[Article, list[Fault]]:
    """Return the article of a Markdown file, which has no error, and its warnings."""
    return _sound(read_markdown(text.encode(), article_id=source.rpartition(".")[0], source=source))


def pagetext(text: str, source: str = "page.txt") -> tuple[Article, list[Fault]]:
    """Return the article of a page saved as text, which has no error, and its warnings."""
    return _sound(read_pagetext(text.encode(), article_id=source.rpartition(".")[0], source=source))


def _sound(read: tuple[Article | None, list[Fault]]) -> tuple[Article, list[Fault]]:
    article, faults = read
    assert article, faults
    assert_spans_hold(article)
    return article, faults


def assert_spans_hold(article: Article) -> None:
    """Check that every span lies in the text, in reading order, around visible text, and that ids are unique."""
    text = article.text
    for span in _spans(article):
        assert 0 <= span.start < span.end <= len(text)
        assert not span.of(text).isspace()
    for blocks in _block_lists(article):
        _assert_in_order([block.span for block in blocks])
        for block in blocks:
            _assert_block_holds(block, text)
    _assert_in_order(sorted(block.span for blocks in _block_lists(article) for block in blocks))
    _assert_in_order([section.heading for section in article.sections if section.heading])
    _assert_in_order([entry.question for entry in article.faq])
    for section in article.sections:
        if section.heading and section.blocks:
            assert section.heading.end <= section.blocks[0].span.start
    for entry in article.faq:
        assert entry.blocks
        assert entry.question.end <= entry.blocks[0].span.start
    named: list[Section | FaqEntry] = [*article.sections, *article.faq]
    ids = [each.id for each in named]
    ids += [article.takeaway.id] if article.takeaway else []
    assert len(ids) == len(set(ids))
    assert all(ids)
    assert {parent for each in named for parent in each.parents} <= set(ids)
    levels = {each.id: each.level for each in named}
    for section in article.sections:
        if section.heading:
            nested = [level for level in (*map(levels.get, section.parents), section.level) if level]
            assert nested == sorted(set(nested)), section.id
    assert set(article.line_of) <= set(ids)


def assert_passages_hold(passages: Sequence[Passage], article: Article) -> None:
    """Check that no two passages share a character, and that each consists of its sentences, with nothing between."""
    _assert_in_order(passage.span for passage in passages)
    for passage in passages:
        _assert_in_order(passage.sentences)
        ends = [passage.span.start, *(sentence.end for sentence in passage.sentences)]
        starts = [*(sentence.start for sentence in passage.sentences), passage.span.end]
        assert not any(article.text[end:start].strip() for end, start in zip(ends, starts, strict=True)), passage.span
        assert all(part.span.start < part.span.end for part in passage.context)


def block_texts(article: Article, blocks: Iterable[Block]) -> list[str]:
    """Return the texts of blocks."""
    return [block.span.of(article.text) for block in blocks]


def section_texts(article: Article) -> list[str]:
    """Return the texts of all blocks of the sections."""
    return [text for section in article.sections for text in block_texts(article, section.blocks)]


def takeaway(article: Article) -> list[str]:
    """Return the texts of the takeaway's blocks."""
    assert article.takeaway
    return block_texts(article, article.takeaway.blocks)


def said(span: Span | None, article: Article) -> str:
    """Return the words of a span, "" for none."""
    return span.of(article.text) if span else ""


def kinds(blocks: Iterable[Block]) -> list[BlockKind]:
    """Return the kinds of blocks."""
    return [block.kind for block in blocks]


def outline(article: Article) -> list[tuple[int, str]]:
    """Return (level, heading) of the sections in order; "" for a section without a heading."""
    return [(s.level, s.heading.of(article.text) if s.heading else "") for s in article.sections]


def questions(article: Article) -> list[str]:
    """Return the FAQ questions in order."""
    return [entry.question.of(article.text) for entry in article.faq]


def _block_lists(article: Article) -> Iterator[tuple[Block, ...]]:
    yield from (section.blocks for section in article.sections)
    yield from (entry.blocks for entry in article.faq)
    if article.takeaway:
        yield article.takeaway.blocks


def _spans(article: Article) -> Iterator[Span]:
    alone = (article.title_span, article.deck, article.references_heading, article.review_footer)
    yield from filter(None, alone)
    yield from (section.heading for section in article.sections if section.heading)
    yield from (entry.question for entry in article.faq)
    yield from (reference.span for reference in article.references if len(reference.span))
    if article.takeaway and article.takeaway.heading:
        yield article.takeaway.heading
    for block in (block for blocks in _block_lists(article) for block in blocks):
        yield from filter(None, (block.span, block.header, block.lead, *block.items))


def _assert_in_order(spans: Iterable[Span]) -> None:
    end = 0
    for span in spans:
        assert span.start >= end
        end = span.end


def _assert_block_holds(block: Block, text: str) -> None:
    parts = [*([block.header] if block.header else []), *block.items]
    _assert_in_order(parts)
    assert all(block.span.start <= part.start and part.end <= block.span.end for part in parts)
    if block.kind in (BlockKind.TABLE, BlockKind.LIST, BlockKind.STEPS):
        assert "\n".join(part.of(text) for part in parts) == block.span.of(text)
    if block.kind is BlockKind.TABLE:
        assert all("\n" not in item.of(text) for item in block.items)
    if block.lead:
        assert block.lead.end <= block.span.start
