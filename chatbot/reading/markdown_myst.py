"""What MyST and Jupyter Book add to Markdown: directives in fences, roles, targets and comments, told from code.

A directive that frames text ("```{note}") is a box like any other, its options are no text. One that makes its text
from other files or draws a table of contents has none here; one that shows code is code. An unknown one is code, as it
is in Quarto and R Markdown ("```{python}").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from chatbot.reading.markdown_state import begin_of, line_of

_OPTION = re.compile(r":[\w-]+:(?:\s.*)?")
_ROLE = re.compile(r"\{[A-Za-z][\w:-]*\}$")
_COMMENT = re.compile(r"%(?:\s.*)?")
_NO_TEXT = re.compile(r"\([\w:. -]+\)=|\+\+\+(?:\s*\{.*\})?")
_TITLED = (  # what stands behind the name is shown
    r"admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|dropdown|card|grid-item-card"
    r"|tab-item|sidebar|topic|exercise|solution|proof|theorem|lemma|definition|example|remark|list-table|table"
)
_UNTITLED = (
    r"figure|grid|grid-item|tab-set|epigraph|highlights|pull-quote|versionadded|versionchanged|deprecated|margin|aside"
    r"|div|glossary"
)
_SILENT = (
    r"toctree|tableofcontents|contents|include|literalinclude|image|bibliography|index|raw|meta|todo|todolist|embed"
    r"|iframe"
)
_CODE = r"code|code-block|code-cell|sourcecode|csv-table|math|mermaid|parsed-literal"
_FENCE = re.compile(
    r"(?P<fence>`{3,}|~{3,}|:{3,})\{(?:"
    rf"(?P<titled>{_TITLED})|(?P<untitled>{_UNTITLED})|(?P<silent>{_SILENT})|(?P<code>{_CODE})"
    r")\}[ \t]*(?P<title>.*)"
)
_MYST = re.compile(rf"^(?:{_FENCE.pattern}|\([\w:.-]+\)=[ \t]*)$", re.MULTILINE)


def myst(parser: MarkdownIt, box: str) -> None:
    """Make the parser read directives; those that frame text are containers named `box`."""

    def directive(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        if not state.src.startswith(("`", "~", ":"), begin_of(state, first)):
            return False
        found = None if state.is_code_block(first) else _FENCE.fullmatch(line_of(state, first))
        if not found or silent:
            return bool(found)
        end = _end_of_fence(state, first + 1, last, found["fence"])
        begin = _behind_options(state, first + 1, end)
        if found["code"]:
            code = state.push("fence", "code", 0)
            code.content, code.map = state.getLines(begin, end, state.sCount[first], True), [first, end]
        elif not found["silent"]:
            words = f"{found['titled']} {found['title']}" if found["titled"] else found["untitled"]
            _push_box(state, (begin, end), box, words.strip())
        is_closed = end < last and not line_of(state, end).strip(found["fence"][0])
        state.line = end + is_closed
        return True

    parser.block.ruler.before(
        "fence", "directive", directive, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def is_myst(source: str) -> bool:
    """Tell whether a document has directives or targets; only there a line that begins with "%" is a comment."""
    return bool(_MYST.search(source))


def without_roles(children: Sequence[Token]) -> None:
    """Leave out the name of a role before its words, and the target behind them: {ref}`the words <target>`."""
    for before, child in pairwise(children):
        if child.type == "code_inline" and before.type == "text" and _ROLE.search(before.content):
            before.content = _ROLE.sub("", before.content)
            words, bracket, _ = child.content.rpartition("<")
            child.content = (
                words.rstrip() if bracket and words.strip() and child.content.endswith(">") else child.content
            )


def is_unseen(line: str) -> bool:
    """Tell a line of MyST that shows nothing: a comment, a target, a break between blocks."""
    return bool(_COMMENT.fullmatch(line) or _NO_TEXT.fullmatch(line))


def _end_of_fence(state: StateBlock, first: int, last: int, fence: str) -> int:
    """Return the line that closes a fence, or else the first behind its list item or the whole text."""
    for line in range(first, last):
        text = line_of(state, line)
        if (text and state.sCount[line] < state.blkIndent) or (len(text) >= len(fence) and not text.strip(fence[0])):
            return line
    return last


def _behind_options(state: StateBlock, first: int, end: int) -> int:
    """Return the line behind the options, ":name: value" each, or all between two lines of dashes."""
    if first < end and line_of(state, first) == "---":
        closing = next((line for line in range(first + 1, end) if line_of(state, line) == "---"), None)
        return first if closing is None else closing + 1
    return next((line for line in range(first, end) if not _OPTION.fullmatch(line_of(state, line))), end)


def _push_box(state: StateBlock, lines: tuple[int, int], box: str, info: str) -> None:
    begin, end = lines
    opening = state.push(f"container_{box}_open", "div", 1)
    opening.info, opening.map, opening.markup = info, [begin - 1, end], ":::"
    outer, state.lineMax = state.lineMax, end
    state.md.block.tokenize(state, begin, end)
    state.lineMax = outer
    state.push(f"container_{box}_close", "div", -1)
