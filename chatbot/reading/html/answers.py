"""A FAQ question -> the element with which its answer ends.

An answer that the page hides is none: a link could not show it, and what stands after it answers something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from chatbot.reading.html.text import line_of
from chatbot.reading.html.tree import Node
from chatbot.reading.parts import may_be_name


class Ends:
    """Finds where answers end. Counts once, for each rank of question, how many of its neighbours an element holds."""

    def __init__(
        self, nodes: Sequence[Node], chosen: Collection[Node], root: Node, answers: Mapping[Node, Node]
    ) -> None:
        """Look at the article's `nodes` in order and the questions `chosen`; `answers` are the known ones."""
        self._root = root
        self._answers = answers
        self._counts = {rank: _count(nodes, chosen, rank) for rank in {node.level for node in chosen}}

    def of(self, node: Node) -> Node:
        """Return the element whose end is the end of the answer.

        The largest element around the question that holds no other question and no heading of its rank; where that
        holds nothing after the question, the nearest one that does. The question itself where its answer is hidden.
        """
        summary = node if node.tag == "summary" else node.within("summary")
        if summary and summary.parent:
            return summary.parent
        if marked := item_of(node) or self._answers.get(node):
            return marked
        counts = self._counts[node.level]
        item = node
        while item is not self._root and item.parent is not None and counts[item.parent] == counts[node]:
            item = item.parent
        if self._is_hidden_after(node, item):
            return node
        if item is not self._root and not _has_more(item, node):
            around = (each for each in item.ancestors() if each is self._root or _has_more(each, node))
            item = next(around, self._root)
        while item.parent is not None and item is not self._root and (item.tag == "p" or not item.block):
            item = item.parent  # an answer that begins in the question's paragraph may go on in the next
        return item if node.level else self._before_group(node, item)

    def _before_group(self, node: Node, item: Node) -> Node:
        """Return what ends before the bold name of the next group of questions, `item` where no such name follows."""
        while node is not item and node.parent is not item and node.parent is not None:
            node = node.parent
        seen = [node]
        for each in node.following():
            if self._counts[0][each]:
                is_named = len(seen) > 2 and seen[-2].block and _is_bold_name(seen[-1])
                return seen[-2] if is_named else item
            if each.is_seen:
                seen.append(each)
        return item

    def _is_hidden_after(self, node: Node, item: Node) -> bool:
        """Tell whether the answer is hidden.

        It is where all is hidden that follows the question in its `item`; where nothing follows there, what comes next
        on the page decides.
        """
        if not node.level and any(each.block and _hides_words(each) for each in node.walk()):
            return item is self._root or not _has_more(item, node)
        while node is not self._root:
            after = (each for each in node.following() if each.is_seen or (each.block and _hides_words(each)))
            first = next(after, None)
            if first is not None:
                is_own = item is not self._root and item in node.ancestors()
                return not first.is_seen and not (is_own and any(each.is_seen for each in after))
            node = node.parent or self._root
        return False


def _is_bold_name(node: Node) -> bool:
    shown = [each.tag for each in node.children if each.is_seen]
    return node.tag == "p" and shown in (["strong"], ["b"]) and may_be_name(line_of(node))


def _hides_words(node: Node) -> bool:
    """Tell whether it shows nothing, though it holds words: they are hidden."""
    return not node.is_seen and any(each.hidden and each.size for each in node.walk())


def _has_more(item: Node, node: Node) -> bool:
    """Tell whether a reader sees anything in `item` after `node`."""
    while node is not item and node.parent is not None:
        if any(each.is_seen for each in node.following()):
            return True
        node = node.parent
    return False


def item_of(node: Node) -> Node | None:
    """Return the microdata item "Question" that a node is the name of."""
    owner = next((each for each in node.ancestors() if "itemscope" in each.attrs), None)
    return owner if owner and owner.attrs.get("itemtype", "").endswith("schema.org/Question") else None


def _count(nodes: Sequence[Node], chosen: Collection[Node], rank: int) -> Counter[Node]:
    outside = {each for node in chosen for each in node.ancestors()}
    counts: Counter[Node] = Counter()
    for node in nodes:
        is_rank = node.level > 0 and (rank == 0 or node.level <= rank)
        if node in chosen or ((is_rank or node.tag in ("dt", "summary")) and node not in outside):
            counts[node] += 1
            counts.update(node.ancestors())
    return counts
