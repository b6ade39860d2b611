"""Components in Markdown (`<Accordion title="Q">` of MDX, `{{< details "Q" >}}` of Hugo) -> their titles and contents.

Read are those that have an end: with their tags on lines of their own, or with a title and all on one line. What stands
between is Markdown, in MDX however far it is indented. What a component without end shows only its system knows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block

from chatbot.reading.markdown_mdx import MDX
from chatbot.reading.markdown_state import begin_of, line_of, push_inline

CALLS = "calls"  # in the parser's `env`: (line from 0, text) of each call of what shows nobody knows what
COMPONENT = "component"
COMPONENT_TITLE = "component_title"
_ENDS = "component_ends"  # in the parser's `env`: the line of the end by the line of the beginning
_LONGEST_TAG = 2000  # characters
_BLOCKS = "(?:div|section|article|aside|center|details|figure)"  # whose content is Markdown in MDX alone
_WORD = r"""(?![%>]\}|-?%\}|/>)[^\s"'`{}<>=]++"""
_VALUE = rf"""(?:"[^"]*+"|'[^']*+'|`[^`]*+`|\{{(?:[^{{}}]|\{{[^{{}}]*+\}})*+\}}|{_WORD})"""
_ARGUMENTS = rf"(?P<arguments>(?:\s++(?:[\w:.-]++\s*+=\s*+{_VALUE}|{_VALUE}))*+)\s*+"
_JSX = re.compile(rf"<(?P<name>(?:[A-Z][\w.]*+|{_BLOCKS}(?![\w-]))){_ARGUMENTS}>")
_ALONE = re.compile(rf"<(?P<name>[A-Z][\w.]*+){_ARGUMENTS}/>")
_SHORTCODE = re.compile(rf"\{{\{{[<%]\s*+(?P<name>[\w-]++){_ARGUMENTS}[>%]\}}\}}")
_LIQUID = re.compile(rf"\{{%-?\s*+(?P<name>[\w-]++){_ARGUMENTS}-?%\}}")
_CLOSING = re.compile(
    rf"</([A-Z][\w.]*+|{_BLOCKS})\s*+>" r"|\{\{[<%]\s*+/\s*+([\w-]++)\s*+[>%]\}\}|\{%-?\s*+(?:end|/)([\w-]++)\s*+-?%\}"
)
_ARGUMENT = re.compile(rf"(?:([\w:.-]++)\s*+=\s*+)?+({_VALUE})")
_TITLES = ("question", "title", "summary", "heading", "header", "label", "q")
_OPENING = re.compile(r"accordion|details|faq|question|collaps|expand|toggle|disclosure|dropdown", re.IGNORECASE)
_PICTURE = re.compile(r"image|img|icon|photo|figure|video|youtube|audio|divider|spacer", re.IGNORECASE)
_TAB = re.compile(r"tab|tab-?item|tab-?panel", re.IGNORECASE)
_DECIDING = frozenset({"if", "unless", "case", "for", "range", "with", "capture"})
_IN_RAW = re.compile(r"<[A-Z]")
_UP_TO_BLANK = re.compile(r"<(?![!?]|(?:script|style|pre|textarea)\b)", re.IGNORECASE)  # how far raw HTML reaches
_FENCE = re.compile(r"\s*+(`{3,}+|~{3,}+)")
_QUOTES = "\"'`"


@dataclass(frozen=True, slots=True)
class _Tag:
    """The beginning of a component; `end` is the offset behind it."""

    name: str
    arguments: str
    end: int
    is_jsx: bool


def components(parser: MarkdownIt) -> None:
    """Make the parser read components.

    `meta` "opens" of a title tells whether a click on it opens the content, "is_box" of a component whether it opens.
    """
    parser.block.ruler.before("code", "component_alone", _alone, {"alt": ["paragraph"]})
    parser.block.ruler.before("code", COMPONENT, _component, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("html_block", _raw_html, {"alt": ["paragraph", "reference", "blockquote"]})


def closes_component(call: str) -> bool:
    """Tell whether a call of a template is only the end of another one."""
    return _CLOSING.fullmatch(call) is not None


def _component(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    begin = begin_of(state, first)
    if state.src[begin : begin + 1] not in ("<", "{") or state.is_code_block(first):
        return False
    end = _ends(state).get(first, last)
    tag = _tag_at(state.src, begin) if end < last else None
    if tag is None or tag.name in _DECIDING or (tag.is_jsx and tag.name[0].islower() and MDX not in state.env):
        return False
    title = _title(tag)
    inside = first + 1 + state.src.count("\n", begin, tag.end)
    rest = state.src[tag.end : state.eMarks[inside - 1]].strip()
    stands_inside = (state.isEmpty(line) or state.sCount[line] >= state.blkIndent for line in range(inside, end + 1))
    if (rest and (not title or end >= inside)) or not all(stands_inside):  # of the list item or quotation around it
        return False
    if silent:
        return True
    opening = state.push(f"{COMPONENT}_open", "div", 1)
    opening.map = [first, end + 1]
    opens = title.endswith("?") or bool(_OPENING.search(tag.name))
    opening.meta = {"is_box": tag.name == "details" or (bool(title) and opens)}
    if title:
        heads = push_inline(state, COMPONENT_TITLE, "p", title, (first, first + 1))
        heads.meta = {"opens": opens}
    if rest:
        push_inline(state, "paragraph", "p", _CLOSING.sub("", rest), (first, first + 1))
    elif tag.name != "comment":
        is_alone = _CLOSING.fullmatch(line_of(state, end)) is not None
        _push_content(state, inside, end + (not is_alone), tag)
    state.push(f"{COMPONENT}_close", "div", -1)
    state.line = end + 1
    return True


def _alone(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: ARG001 - the library's signature
    """Pass over a component of MDX without content; report what is more than a picture or the like."""
    begin = begin_of(state, first)
    tag = _ALONE.match(state.src, begin, begin + _LONGEST_TAG) if MDX in state.env else None
    if tag is None:
        return False
    line = first + tag[0].count("\n")
    if state.src[tag.end() : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
        if not _PICTURE.search(tag["name"]):
            state.env.setdefault(CALLS, []).append((first, " ".join(tag[0].split())))
    return True


def _raw_html(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read raw HTML, which ends with an empty line, or before a component."""
    if silent or not _UP_TO_BLANK.match(state.src, begin_of(state, first)):
        return html_block(state, first, last, silent)
    for line in takewhile(lambda line: not state.isEmpty(line), range(first + 1, last)):
        if _IN_RAW.match(state.src, begin_of(state, line)) and _component(state, line, last, silent=True):
            return html_block(state, first, line, silent)
    return html_block(state, first, last, silent)


def _ends(state: StateBlock) -> dict[int, int]:
    """Return the line of the end of each component by the line of its beginning; all are looked for once."""
    if _ENDS not in state.env:
        state.env[_ENDS] = dict(_pairs(state))
    found: dict[int, int] = state.env[_ENDS]
    return found


def _pairs(state: StateBlock) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    names: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    fence = ""
    for line in range(len(state.bMarks) - 1):
        text = line_of(state, line)
        mark = _FENCE.match(text)
        if mark or fence:
            fence = ("" if mark and mark[1].startswith(fence) else fence) if fence else (mark[1] if mark else "")
            continue
        tag = _tag_at(state.src, begin_of(state, line))
        if tag:
            opened.append((tag.name, line))
            names[tag.name] += 1
        for name in (closing.group(closing.lastindex or 0) for closing in _CLOSING.finditer(text)):
            while names[name]:
                other, begin = opened.pop()
                names[other] -= 1
                if other == name:
                    pairs.append((begin, line))
                    break
    return pairs


def _tag_at(source: str, begin: int) -> _Tag | None:
    for pattern in (_JSX, _SHORTCODE, _LIQUID):
        found = pattern.match(source, begin, begin + _LONGEST_TAG)
        if found:
            return _Tag(found["name"], found["arguments"], found.end(), pattern is _JSX)
    return None


def _title(tag: _Tag) -> str:
    """Return the title among the arguments: a named one, or of what a click opens the first in quotation marks."""
    arguments = _ARGUMENT.findall(tag.arguments)
    named = {name: value for name, value in arguments if name}
    plain = [value for name, value in arguments if not name and value[0] in _QUOTES]
    is_tab = bool(_TAB.fullmatch(tag.name))
    if is_tab:
        named.setdefault("title", named.get("name", ""))
    if not tag.is_jsx and plain and (is_tab or _OPENING.search(tag.name)):
        named["title"] = named.get("title") or plain[0]
    stated = (named[name].strip("{}").strip() for name in _TITLES if name in named)
    return next((value[1:-1].strip() for value in stated if value[:1] in _QUOTES and value[1:-1].strip()), "")


def _push_content(state: StateBlock, begin: int, end: int, tag: _Tag) -> None:
    if tag.name == "highlight":
        code = state.push("fence", "code", 0)
        code.content, code.map = state.getLines(begin, end, state.blkIndent, True), [begin, end]
        return
    outer = state.lineMax, state.blkIndent, state.parentType
    indents = [state.sCount[line] for line in range(begin, end) if not state.isEmpty(line)]
    state.lineMax, state.parentType = end, "component"
    state.blkIndent = min(indents, default=state.blkIndent) if tag.is_jsx else state.blkIndent
    state.md.block.tokenize(state, begin, end)
    state.lineMax, state.blkIndent, state.parentType = outer
