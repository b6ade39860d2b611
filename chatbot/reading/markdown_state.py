"""What the rules for Markdown's extensions share: where a line begins in the source, and blocks of inline content."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


def begin_of(state: StateBlock, line: int) -> int:
    """Return the offset of the first character of a line that is no indentation."""
    return state.bMarks[line] + state.tShift[line]


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the white space at its end."""
    return state.src[begin_of(state, line) : state.eMarks[line]].rstrip()


def push_inline(state: StateBlock, kind: str, tag: str, content: str, lines: tuple[int, int]) -> Token:
    """Add a block of inline content that stands on `lines`, first and end; return the token that opens it."""
    opening = state.push(f"{kind}_open", tag, 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = content, []
    opening.map = inline.map = list(lines)
    state.push(f"{kind}_close", tag, -1)
    return opening
