"""The Markdown that is read: CommonMark and the extensions of other systems, so that no markup is quoted as words.

Tables, task lists, alerts and struck words as on GitHub, tables of Pandoc, footnotes, definition lists, boxes ("!!!" of
MkDocs, ":::" of Docusaurus, "> [!tip]" of Obsidian, directives of MyST), names of headings ("{#name}"), attributes of
kramdown and Pandoc, links, embeds and highlights of wikis. Calls of templates ("{{< toc >}}", "{% include x %}"),
imports of components, comments ("%% for us %%") and the names of blocks ("^name") show no text: they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from chatbot.reading.markdown_components import CALLS, closes_component, components
from chatbot.reading.markdown_mdx import MDX, mdx
from chatbot.reading.markdown_mdx import shown as shown_of_mdx
from chatbot.reading.markdown_myst import is_myst, is_unseen, myst, without_roles
from chatbot.reading.markdown_panels import panels
from chatbot.reading.markdown_state import begin_of
from chatbot.reading.markdown_tables import drawn_tables

BOX = "box"
_CALL = re.compile(r"\{\{[<%][^{}]*[>%]\}\}|\{%[^{}]*%\}|\{\{[^{}]*\}\}")
_TAG = re.compile(r"<[^<>]*>")
_LINKED_CALL = re.compile(rf"\[([^\[\]]*)\]\((?:{_CALL.pattern})[^()\s]*\)")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_PAIR = r"(?:[.#][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}\"]+))"
_PAIRS = rf"\{{:?\s*{_PAIR}(?:\s+{_PAIR})*\s*\}}"
_NAME = re.compile(rf"{_PAIRS}\s*")
_FOLLOWING = re.compile(_PAIRS)
_SPAN = re.compile(rf"\[([^\[\]]*)\]{_PAIRS}")
_LABEL = re.compile(rf"(?=\{{[.#]){_PAIRS}\s*$")
_ATTRIBUTED = ("image", "link_close", "code_inline")
_ID = re.compile(r"#([\w:.-]+)")
_EMBED = re.compile(r"!\[\[[^\[\]]*\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_COMMENT = "%%"
_HIGHLIGHT = re.compile(r"(?<![\w=])==(?=[^\s=])([^=]+)(?<!\s)==(?!=)")
_BLOCK_NAME = re.compile(r"(?:^|\s)\^(?=[\w-]*[A-Za-z])[\w-]{2,}\s*$")
_CALLOUT = re.compile(r"\[![\w-]+\][+-]?\s*")
_NO_TEXT = re.compile(
    r"import\s[^'\"]*['\"][^'\"]*['\"];?|export\s+(?:const|default|function)\b.*|\[\[?_?TOC_?\]?\]|\$\{toc\}|--8<--.*",
    re.IGNORECASE,
)


def markdown_parser(deepest: int = 20) -> MarkdownIt:
    """Return a parser of this Markdown that drops what is nested more than `deepest` levels deep."""
    parser = MarkdownIt("commonmark", {"maxNesting": deepest, "tasklists": True, "alerts": True}).enable(
        ["table", "strikethrough"]
    )
    parser.use(footnote_plugin, inline=False).use(deflist_plugin).use(admon_plugin)
    parser.use(container_plugin, BOX, validate=lambda *_: True).use(drawn_tables).use(myst, BOX)
    parser.use(components).use(mdx).use(panels)
    parser.block.ruler.before("code", "comment", _comment_block, {"alt": ["paragraph"]})
    parser.inline.ruler.push("comment", _comment)
    parser.core.ruler.push("written_for_systems", _tidy)
    return parser


def _comment_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Pass over a comment from a line that begins with "%%" to the one that ends with it."""
    begin = begin_of(state, first)
    if state.is_code_block(first) or not state.src.startswith(_COMMENT, begin):
        return False
    end = state.src.find(_COMMENT, begin + len(_COMMENT), state.eMarks[last - 1])
    line = next((line for line in range(first, last) if end <= state.eMarks[line]), last)
    if end < 0 or state.src[end + len(_COMMENT) : state.eMarks[line]].strip():
        return False
    state.line = state.line if silent else line + 1
    return True


def _comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the library's signature
    """Pass over a comment inside a paragraph."""
    if not state.src.startswith(_COMMENT, state.pos):
        return False
    end = state.src.find(_COMMENT, state.pos + len(_COMMENT))
    if end < 0:
        return False
    state.pos = end + len(_COMMENT)
    return True


def _tidy(state: StateCore) -> None:
    """Take out of the texts what a page never shows; the name of a heading becomes its attribute "id"."""
    _tidy_raw(state)
    of_myst = is_myst(state.src)
    for opening, inline in pairwise(state.tokens):
        if inline.type != "inline":
            continue
        children = inline.children or []
        if of_myst:
            without_roles(children)
        if opening.type == "heading_open":
            _name_heading(opening, children)
        line = inline.map[0] if inline.map else 0
        for before, child in zip([None, *children], children, strict=False):
            if child.type == "text":
                attributes = _FOLLOWING.match(child.content) if before and before.type in _ATTRIBUTED else None
                child.content = child.content[attributes.end() :] if attributes else child.content
                calls = (call for call in _CALL.findall(child.content) if not closes_component(call))
                state.env.setdefault(CALLS, []).extend((line, call) for call in calls)
                child.content = _shown(child.content)
                if MDX in state.env:
                    child.content, unknown = shown_of_mdx(child.content)
                    state.env[CALLS] += [(line, expression) for expression in unknown]
        if children and children[-1].type == "text":
            children[-1].content = _LABEL.sub("", _BLOCK_NAME.sub("", children[-1].content))
        if opening.type == "paragraph_open" and (
            _is_no_text(inline.content)
            or all(each.type == "softbreak" or (each.type == "text" and _is_no_text(each.content)) for each in children)
            or (of_myst and all(map(is_unseen, inline.content.split("\n"))))
        ):
            inline.children = []
    for opening, paragraph, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (opening.type, paragraph.type) == ("blockquote_open", "paragraph_open"):
            _title_callout(inline.children or [])


def _tidy_raw(state: StateCore) -> None:
    """Take calls of templates out of raw HTML; of those inside a tag, which show no text, nothing is told."""
    for block in (token for token in state.tokens if token.type == "html_block" and "{" in token.content):
        line = block.map[0] if block.map else 0
        shown = _TAG.sub("", block.content)
        state.env.setdefault(CALLS, []).extend((line, call) for call in _CALL.findall(shown))
        block.content = _CALL.sub("", block.content)


def _is_no_text(content: str) -> bool:
    return bool(_NO_TEXT.fullmatch(content.strip()))


def _name_heading(opening: Token, children: Sequence[Token]) -> None:
    last = children[-1] if children else None
    begin = last.content.rfind("{") if last and last.type == "text" else -1
    if last and begin >= 0 and _NAME.fullmatch(last.content, begin):
        name = _ID.search(last.content, begin)
        last.content = last.content[:begin].rstrip()
        if name:
            opening.attrSet("id", name[1])


def _shown(text: str) -> str:
    if "{" in text:
        text = _ATTRIBUTES.sub("", _CALL.sub("", _SPAN.sub(r"\1", _LINKED_CALL.sub(r"\1", text))))
    if "==" in text:
        text = _HIGHLIGHT.sub(r"\1", text)
    return _WIKI_LINK.sub(r"\1", _EMBED.sub("", text)) if "[[" in text else text


def _title_callout(children: Sequence[Token]) -> None:
    """Leave out the kind of an Obsidian callout, "[!tip]"; what stands behind it on its line is a line of its own."""
    kind = _CALLOUT.match(children[0].content) if children and children[0].type == "text" else None
    if kind:
        children[0].content = children[0].content[kind.end() :]
        for child in children[1:2]:
            child.type = "hardbreak" if child.type == "softbreak" else child.type
