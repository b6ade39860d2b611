"""The article's part of a page -> which of its elements are FAQ questions.

Four sources: FAQPage data (JSON-LD or microdata), whose questions are looked for in the visible text; headings; `dt`;
and what pages make accordions of (`summary`, buttons, elements named so, bold lines). Without such data an element has
to end with a question mark, and its page or part of the page has to be an FAQ: it calls itself one, or nearly all
elements of one kind are questions. One question among the headings of a how-to makes no FAQ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from chatbot.reading.faq import MOSTLY, are_asking
from chatbot.reading.html.answers import Ends, item_of
from chatbot.reading.html.headings import number_length
from chatbot.reading.html.names import asks, asks_back, asks_unmarked, calls_itself_faq, class_words
from chatbot.reading.html.structured import DeclaredFaq
from chatbot.reading.html.text import line_of, squash
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import FEWEST, answer_start

_MOSTLY = 0.8  # of the headings beside it
_FEWEST_HEADINGS = 4
_LONGEST = 400  # characters of a question
_NAMES = frozenset({"question", "faq", "faqs", "accordion", "toggle", "collapsible", "expand", "expander"})
_BOLD = ("strong", "b")


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """`node` is the question; its answer is what follows it, until `end` ends or another question or heading begins."""

    node: Node
    end: Node
    declared: DeclaredFaq | None = None


@dataclass(slots=True)
class _Found:
    """What `find_questions` works on: the nodes of the article in order, and where each stands."""

    nodes: list[Node]
    signs: Collection[Node]
    in_faq: set[Node] = field(default_factory=set)
    questions: dict[Node, DeclaredFaq | None] = field(default_factory=dict)
    answers: dict[Node, Node] = field(default_factory=dict)
    _texts: dict[Node, str] = field(default_factory=dict)

    def text(self, node: Node) -> str:
        """Return the text of a node on one line, "" where it is too long for a question."""
        if node.size > _LONGEST:
            return ""
        if node not in self._texts:
            self._texts[node] = line_of(node, self.signs)
        return self._texts[node]


def is_faq_page(titles: Iterable[str], page: Node) -> bool:
    """Tell whether a page or the book that it belongs to has FAQ in its title."""
    books = (
        node.attrs.get("title", "")
        for node in page.walk()
        if node.tag == "link" and node.attrs.get("rel", "").lower() in ("home", "up", "start", "contents", "index")
    )
    return any(calls_itself_faq(title) for title in (*titles, *books))


def find_questions(
    nodes: Iterable[Node], signs: Collection[Node], declared: tuple[DeclaredFaq, ...], *, is_faq: bool
) -> tuple[dict[Node, Question], list[DeclaredFaq]]:
    """Return the questions by their nodes, and the declared ones of which no element holds the question alone.

    Args:
        nodes: the article's elements in order, its root first, the title not among them.
        signs: links in headings that are not their text.
        declared: what FAQPage data says.
        is_faq: the page calls itself an FAQ.
    """
    root, *inner = nodes
    found = _Found(inner, signs)
    found.in_faq = set(inner) if is_faq else _inside_faq(found)
    unseen = _match_declared(found, declared)
    for find in (_microdata, _paired, _labelled, _headings, _terms, _accordions, _bold_lines):
        for node in find(found):
            found.questions.setdefault(node, None)
    chosen = _outermost(found)
    ends = Ends(inner, chosen, root, found.answers)
    return {node: Question(node, ends.of(node), found.questions[node]) for node in chosen}, unseen


def _is_asked(found: _Found, node: Node) -> bool:
    text = found.text(node)
    asked = asks(text) or (node in found.in_faq and asks_unmarked(text))
    return asked and not asks_back(text)


def _asking(found: _Found, alike: Sequence[Node], fewest: int = FEWEST, mostly: float = MOSTLY) -> list[Node]:
    """Return those that ask of elements of one kind; where too few of them do, only those in an FAQ."""
    asked = [node for node in alike if _is_asked(found, node)]
    enough = are_asking(len(asked), len(alike), fewest, mostly)
    return asked if enough else [node for node in asked if node in found.in_faq]


def _inside_faq(found: _Found) -> set[Node]:
    """Return the nodes under a heading such as "Frequently asked questions", and what follows it as one of its kind."""
    inside: set[Node] = set()
    level = 0
    for node in found.nodes:
        if node.level:
            text = found.text(node)
            if calls_itself_faq(text):
                level = node.level
                continue
            if level and (node.level < level or (node.level == level and not asks(text))):
                level = 0
        if level:
            inside.add(node)
    return inside


def _match_declared(found: _Found, declared: tuple[DeclaredFaq, ...]) -> list[DeclaredFaq]:
    by_text: dict[str, list[Node]] = defaultdict(list)
    if declared:
        for node in found.nodes:
            if text := found.text(node):
                by_text[_key(text)].append(node)
    unseen = []
    for faq in declared:
        same = by_text.get(_key(faq.question), [])
        best = min(same, key=_standing, default=None)
        if best is None or best in found.questions:
            unseen.append(faq)
        else:
            found.questions[best] = faq
    return unseen


def _key(text: str) -> str:
    return squash(text[number_length(text) :]).rstrip("?？؟:.")


def _standing(node: Node) -> int:
    """Order elements of the same text: a heading, a term, a summary; else the outermost comes first anyway."""
    return 0 if node.level else 1 if node.tag in ("dt", "summary") else 2


def _microdata(found: _Found) -> Iterator[Node]:
    """Find the names of questions, or the headings that hold them."""
    for node in found.nodes:
        if node.attrs.get("itemprop") == "name" and found.text(node) and (item := item_of(node)):
            yield next((each for each in node.ancestors() if each.level and item in each.ancestors()), node)


def _paired(found: _Found) -> Iterator[Node]:
    """Find what is named "question" and stands before what is named "answer"; it need not ask."""
    for node in found.nodes:
        if node.block and "question" in class_words(node) and found.text(node):
            after = next((each for each in node.following() if each.is_seen), None)
            if after is not None and "answer" in class_words(after):
                found.answers[node] = after
                yield node


def _labelled(found: _Found) -> Iterator[Node]:
    """Find paragraphs "Q: ..." that ask, each before a paragraph "A: ...", wherever there are several."""
    pairs = pairwise(node for node in found.nodes if node.tag == "p")
    asked = [node for node, following in pairs if _is_labelled(found, node) and answer_start(line_of(following))]
    yield from asked if len(asked) >= FEWEST else ()


def _is_labelled(found: _Found, node: Node) -> bool:
    text = found.text(node)
    return text[:1] in tuple("Qq문질") and number_length(text) > 0 and _is_asked(found, node)


def _headings(found: _Found) -> Iterator[Node]:
    groups: dict[tuple[Node | None, int], list[Node]] = defaultdict(list)
    path: list[Node] = []
    for node in found.nodes:
        if node.level:
            while path and path[-1].level >= node.level:
                path.pop()
            groups[path[-1] if path else None, node.level].append(node)
            path.append(node)
    for group in groups.values():
        yield from _asking(found, group, _FEWEST_HEADINGS, _MOSTLY)


def _terms(found: _Found) -> Iterator[Node]:
    lists: dict[Node | None, list[Node]] = defaultdict(list)
    for node in found.nodes:
        if node.tag == "dt":
            lists[node.within("dl")].append(node)
    for group in ([*chain(*lists.values())], *lists.values()):
        yield from _asking(found, group)


def _accordions(found: _Found) -> Iterator[Node]:
    """Find what opens something and asks, where most of what is made like it asks too.

    Where it stands in a heading, the heading is the question.
    """
    alike: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in found.nodes:
        if _opens_something(node):
            alike[node.tag, node.attrs.get("class", "")].append(node)
    for group in alike.values():
        for node in _asking(found, group):
            yield next((each for each in node.ancestors() if each.level), node)


def _opens_something(node: Node) -> bool:
    if node.tag == "summary" or node.attrs.get("role") in ("button", "tab"):
        return True
    if node.tag == "button" and node.attrs.keys() & {"aria-expanded", "aria-controls"}:
        return True
    return (node.block or node.tag in (*_BOLD, "button", "span", "a")) and bool(class_words(node) & _NAMES)


def _bold_lines(found: _Found) -> Iterator[Node]:
    """Find lines that are bold as a whole, and paragraphs of an FAQ that begin with "Q:".

    They are those of an FAQ that ask, or all that ask where nearly all bold lines of the page do.
    """
    bold = [node for node in found.nodes if node.tag in _BOLD and _is_own_line(node)]
    yield from _asking(found, bold, _FEWEST_HEADINGS, _MOSTLY)
    yield from (node for node in found.nodes if node in found.in_faq and node.tag == "p" and _is_labelled(found, node))


def _is_own_line(node: Node) -> bool:
    """Tell whether nothing else stands on the line of an inline element."""
    sides = (node.preceding(), node.following())
    beside = (next((each for each in side if each.size or each.tag == "br"), None) for side in sides)
    return all(each is None or each.tag == "br" or each.block for each in beside)


def _outermost(found: _Found) -> set[Node]:
    """Of questions inside one another keep the heading or term; else the outer one, unless it holds several."""
    chosen: set[Node] = set()
    single = {node for node in found.questions if not _holds_several(node, found.questions)}
    for node in single:
        around = (each for each in node.ancestors() if each in single)
        inside = (each for each in node.walk() if each in single)
        is_inner = any(_standing(each) <= _standing(node) for each in around)
        if not is_inner and not any(_standing(each) < _standing(node) for each in inside):
            chosen.add(node)
    return chosen


def _holds_several(node: Node, questions: Collection[Node]) -> bool:
    """Tell the box of an accordion of which only the questions are seen: its text ends as the last of them does."""
    holding = [node]
    while len(holding) == 1:
        below = holding[0].children
        holding = [each for each in below if any(inner in questions for inner in each.walk())]
    return len(holding) > 1
