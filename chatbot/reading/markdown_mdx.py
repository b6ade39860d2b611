"""What MDX adds to Markdown beside components: imports, exports, comments and expressions, none of which show text.

They are known only in files of MDX: elsewhere braces and a line that begins with "export" are the author's words. But a
comment on lines of its own, "{/* for us */}", is nobody's words in any file: many systems read each `.md` as MDX.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from chatbot.reading.markdown_state import begin_of, line_of

MDX = "mdx"  # in the parser's `env`, where the document is one
_MODULE = re.compile(r"import\s+[\w$*{\"'].*|export\s+(?:const|let|var|function|async|default|class|type|[{*]).*")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_LONGEST = 200  # lines of an import or export
_BEGIN, _END = "{/*", "*/}"  # of a comment
_LONGEST_COMMENT = 20_000  # characters
_EXPRESSION = re.compile(r"\{(?:[^{}]|\{[^{}]*+\})*+\}")
_TEXT = re.compile(r"\{\s*+(?:\"([^\"]*+)\"|'([^']*+)'|`([^`$]*+)`)\s*+\}")


def mdx(parser: MarkdownIt) -> None:
    """Make the parser pass over comments and, where its `env` says that it reads MDX, over imports and exports."""
    parser.block.ruler.before("code", "mdx_module", _module)
    parser.block.ruler.before("code", "mdx_comment", _comment, {"alt": ["paragraph"]})


def shown(text: str) -> tuple[str, list[str]]:
    """Return a text without its comments and expressions, and the expressions that would show what nobody knows.

    `{"these words"}` shows them.
    """
    unknown: list[str] = []

    def replaced(found: re.Match[str]) -> str:
        words = _TEXT.fullmatch(found[0])
        if words:
            return words[words.lastindex or 0]
        if not found[0].startswith(_BEGIN):
            unknown.append(found[0])
        return ""

    return _EXPRESSION.sub(replaced, text), unknown


def _module(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Pass over an import or export, up to the blank line behind its last bracket."""
    if MDX not in state.env or state.blkIndent or state.sCount[first] or not _MODULE.fullmatch(line_of(state, first)):
        return False
    depth, end, latest = 0, first, min(last, first + _LONGEST)
    while end < latest and not (state.isEmpty(end) and depth <= 0):
        depth += sum(_BRACKETS.get(character, 0) for character in line_of(state, end))
        end += 1
    if depth > 0:  # a bracket that only looks like one, in a text: the next blank line ends it
        end = next((line for line in range(first, latest) if state.isEmpty(line)), latest)
    state.line = state.line if silent else end
    return True


def _comment(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Pass over a comment that begins a line and ends one."""
    begin = begin_of(state, first)
    if (MDX not in state.env and state.is_code_block(first)) or not state.src.startswith(_BEGIN, begin):
        return False
    end = state.src.find(_END, begin, min(begin + _LONGEST_COMMENT, state.eMarks[last - 1]))
    if end < 0:
        return False
    line = first + state.src.count("\n", begin, end)
    if state.src[end + len(_END) : state.eMarks[line]].strip():
        return False
    state.line = state.line if silent else line + 1
    return True
