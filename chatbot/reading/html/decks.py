"""Pieces of a page -> the same with the article's deck told apart: what stands below the title and is never quoted.

Templates set it as a heading of a size that they like, or as a paragraph; the page's description often repeats it. As
often the description repeats the first paragraph, and that can be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import TypeGuard

from chatbot.reading.article import BlockKind
from chatbot.reading.bylines import is_sentence
from chatbot.reading.html.bylines import tells_of_article
from chatbot.reading.html.metadata import PageMetadata
from chatbot.reading.html.names import class_words
from chatbot.reading.html.pieces import Asked, Box, Deck, Gap, Heading, Lines, Piece
from chatbot.reading.html.text import squash
from chatbot.reading.html.tree import Node
from chatbot.reading.pagehead import LONGEST_DECK
from chatbot.reading.parts import LONGEST_HEADING, Part, is_review_footer, may_be_name, opens_takeaway, part_of

_NAMES = frozenset({"subtitle", "subhead", "subheading", "subheadline", "standfirst", "deck", "dek", "strapline"})
_HEADERS = frozenset({"header", "hero"})
_ELLIPSIS = re.compile(r"(?<!\s)\s*(?:\.\.\.|…|\[…\])\s*$")
_SHORTEST = 20  # characters; a shorter description may occur anywhere by chance


def with_plain_subtitle(pieces: Sequence[Piece], description: str) -> list[Piece]:
    """Return the pieces; where they begin with the title's second line, set as a heading, it becomes a paragraph.

    A first heading is that line where its class says so and no other heading has this class, or where it says the same
    as the page's `description`. It heads no section.
    """
    place = next((place for place, piece in enumerate(pieces) if not isinstance(piece, Gap)), 0)
    first = pieces[place] if pieces else None
    if not isinstance(first, Heading):
        return list(pieces)
    classes = [piece.node.attrs.get("class") for piece in pieces if isinstance(piece, Heading)]
    is_named_so = class_words(first.node) & _NAMES and classes.count(classes[0]) == 1
    is_second_line = is_named_so or squash(first.text) == squash(description)
    plain = Lines(first.node, BlockKind.PARAGRAPH, (first.text,)) if is_second_line else first
    return [*pieces[:place], plain, *pieces[place + 1 :]]


def without_label_above(pieces: Sequence[Piece], title: Node | None, root: Node) -> list[Piece]:
    """Return the pieces without the label that a page shows above its title, such as its category.

    Nothing but short lines that are no sentences may stand there, else all of it may belong to the article.
    """
    if title is None:
        return list(pieces)
    above = set(takewhile(lambda node: node is not title, root.walk())).difference(title.ancestors())
    labels = list(
        takewhile(lambda piece: isinstance(piece, Gap) or (_is_paragraph(piece) and piece.node in above), pieces)
    )
    are_labels = all(
        isinstance(piece, Gap) or (_is_paragraph(piece) and _may_be_label(piece.lines[0])) for piece in labels
    )
    return list(pieces[len(labels) :] if are_labels else pieces)


def with_deck(pieces: Sequence[Piece], title: Node | None, metadata: PageMetadata) -> list[Piece]:
    """Return the pieces; what is the deck without doubt, and has text below it, is one.

    The first paragraph is where its element is named so. One of the first is, too, where the page's description
    repeats it and it does not begin the text: it is a heading or no sentence, or a byline, the takeaway or the end of
    the title's header parts it from the text.
    """
    is_first = True
    for place, piece in enumerate(pieces):
        if not (isinstance(piece, Gap) or _is_paragraph(piece)):
            break
        if not _is_paragraph(piece) or _is_byline(piece, metadata.authors):
            continue
        is_named_so = is_first and _is_named_so(piece.node)
        if _may_be_deck(piece.lines[0]) and (is_named_so or _repeats(metadata.description, piece)):
            below = [each for each in pieces[place + 1 :] if not isinstance(each, Gap) or each.is_byline]
            text = [each for each in below if not _is_byline(each, metadata.authors)]
            is_apart = is_named_so or below[:1] != text[:1] or _is_apart(piece, text, title)
            if is_apart and any(isinstance(each, Lines) for each in text):
                return [*pieces[:place], Deck(piece.lines[0]), *pieces[place + 1 :]]
        is_first = False
    return list(pieces)


def _is_paragraph(piece: Piece) -> TypeGuard[Lines]:
    return isinstance(piece, Lines) and piece.kind is BlockKind.PARAGRAPH


def _may_be_deck(line: str) -> bool:
    return len(line) <= LONGEST_DECK and not is_review_footer(line) and not opens_takeaway(line)


def _may_be_label(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not is_sentence(line) and not is_review_footer(line)


def _is_named_so(node: Node) -> bool:
    """Tell whether an element that holds nothing else is named as a deck, or is grouped with the title as one."""
    block = node if node.block else node.block_around()
    if block is None:
        return False
    alone = takewhile(lambda each: each.size == block.size, (block, *block.ancestors()))
    return any(class_words(each) & _NAMES for each in alone) or (block.tag == "p" and bool(block.within("hgroup")))


def _repeats(description: str, piece: Lines) -> bool:
    """Tell whether a page's description repeats a paragraph, or its beginning where it was cut off."""
    words, line = squash(_ELLIPSIS.sub("", description)), squash(piece.lines[0])
    is_cut = _ELLIPSIS.search(description) is not None
    return len(words) >= _SHORTEST and (line == words or (is_cut and line.startswith(words)))


def _is_byline(piece: Piece, authors: Collection[str]) -> bool:
    if not _is_paragraph(piece):
        return isinstance(piece, Gap)
    return is_review_footer(piece.lines[0]) or tells_of_article(piece, authors)


def _is_apart(piece: Lines, text: Sequence[Piece], title: Node | None) -> bool:
    """Tell whether a paragraph does not begin the `text` below it: by what it is, or by what stands between."""
    if piece.node.level or may_be_name(piece.lines[0]):
        return True
    return bool(text) and (_is_takeaway(text[0]) or _ends_header(piece.node, text[0], title))


def _is_takeaway(piece: Piece) -> bool:
    match piece:
        case Heading():
            return part_of(piece.text) is Part.TAKEAWAY
        case Lines():
            return _is_paragraph(piece) and opens_takeaway(piece.lines[0])
    return isinstance(piece, Box)


def _ends_header(node: Node, following: Piece, title: Node | None) -> bool:
    """Tell whether a header holds the title and `node`, and not what follows."""
    if title is None or not isinstance(following, Heading | Asked | Lines):
        return False
    behind = following.question.node if isinstance(following, Asked) else following.node
    around = set(node.ancestors())
    shared = (each for each in title.ancestors() if each in around)
    header = next((each for each in shared if each.tag == "header" or class_words(each) & _HEADERS), None)
    return header is not None and header not in behind.ancestors()
