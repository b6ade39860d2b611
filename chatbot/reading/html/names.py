"""Words by which pages name their parts, in headings and in `class` or `id`.

What headings mean in articles of any format stands in `chatbot/reading/parts.py`; here is what web pages add to it:
titles that speak of an FAQ in more languages, boilerplate, classes. Only names that many sites share; nothing that is
true of one site alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chatbot.reading.html.tree import Node
from chatbot.reading.parts import Part, part_of

_FLAGS = re.IGNORECASE
_EDGES = r"[\W_]*+"
_CLOSING = frozenset("?!\"'”’»)]")  # what may stand behind a question mark, white space aside


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGES}(?:{words}){_EDGES}", _FLAGS)


_FAQ = re.compile(
    r"\bfaqs?\b|\bfrequently[ -]asked\b|\bcommonly[ -]asked\b|\bq\s?&\s?as?\b|\bquestions? (?:and|&) answers?\b"
    r"|자주\s?묻는\s?질문|よくある質問|常见问题|常見問題|\bh[äa]ufig(?:e|\s+gestellte) fragen\b"
    r"|\bpreguntas frecuentes\b|\bquestions fr[ée]quentes\b|\bfoire aux questions\b|\bdomande frequenti\b"
    r"|\bperguntas frequentes\b|الأسئلة الشائعة",
    _FLAGS,
)
_QUESTIONS = _whole(r"(?:common|popular|general)(?:ly asked)? questions|your questions,? answered|questions")
_ASKED_POLITELY = re.compile(r"(?:까|나요|가요|은지|는지|죠|ですか|ますか)[\s.。]*$")
_INVERTED = re.compile(
    r"(?:(?:how(?: (?:long|much|many|often|far|soon|old|big))?|(?:what|which|whose)(?: kinds? of \w+)?"
    r"|when|where|why|who) )?"
    r"(?:do|does|did|is|are|was|were|can|could|will|would|should|may|might|must|has|have|am)"
    r" (?:i|you|we|they|he|she|it|there|this|that|these|those|my|your|our|their|the|an?)\b.*\w",
    _FLAGS,
)
_ASKS_BACK = re.compile(
    r"^\W*+(?:(?:do you )?(?:still )?(?:have|got|need|any)\b.{0,30}\b(?:questions?|help|more)\b"
    r"|(?:was|is|did) (?:this|you find)\b.{0,40}\b(?:help|useful)"
    r"|(?:can(?:no|['’])?t|did(?:n['’]t| not)) find\b|(?:haben sie |hast du )?noch (?:weitere )?fragen\b"
    r"|avez-vous (?:encore|d['’]autres|toujours) (?:des )?questions\b|tiene[ns]? (?:más|alguna) (?:preguntas?|dudas?)\b"
    r"|(?:이|본) ?(?:페이지|글|문서|정보|답변|콘텐츠).{0,40}(?:만족|도움)|더 궁금한)",
    _FLAGS,
)
_SEE_ALSO = _whole(
    "see also|siehe auch|voir aussi|v[ée]ase tambi[ée]n|ver tamb[ée]m|vedi anche|zie ook"
    "|(?:같이|함께) ?보기|関連項目|参见"
    "|(?:read|explore|discover) more|(?:what to )?read (?:this )?next|up next|continue reading|next articles?"
    "|weiterlesen|(?:à )?lire aussi|sigue leyendo"
)
_MORE = _whole(r"more (?:from|on|like) .{1,40}")
_LONGEST_TITLE = 300  # characters
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ABOUT_LAYOUT = frozenset({"has", "have", "no", "not", "with", "without", "hide"})
_WRAPPING = frozenset({"content", "main", "wrap", "wrapper", "layout", "container", "page", "body", "grid", "row"})
_PLACED = frozenset(
    {"area", "bar", "block", "box", "banner", "card", "column", "columns", "col", "group", "inner", "item", "items"}
    | {"left", "right", "top", "bottom", "list", "menu", "notice", "outer", "panel", "primary", "section", "widget"}
    | {"widgets", "buttons", "icons", "links", "form", "title", "heading", "text", "desktop", "mobile", "default"}
    | {"component", "element", "module", "unit"}
)
_OF_SITE = frozenset({"global", "location", "main", "mobile", "site", "sticky", "top"})
_FILED_UNDER = ("category-", "tag-")


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def class_words(node: Node) -> frozenset[str]:
    """Return the lower-case words of a node's classes: "entry-meta", "entryMeta" and "entry__meta" are two words."""
    return _words(node.attrs.get("class", ""))


def is_named(node: Node, names: frozenset[str], *, is_bulk: bool = False, is_section: bool = False) -> bool:
    """Tell whether a class of `node` says that it is one of `names`.

    "has-sidebar" says something about the page, "category-cookies" about the article's subject; "sidebar-layout" may
    wrap all of it (`is_bulk`: most of the page). "social-anxiety" names a subject where the node reads like a section.
    """
    for name in node.attrs.get("class", "").split():
        words = _words(name)
        about = words & _ABOUT_LAYOUT or name.lower().startswith(_FILED_UNDER) or (is_bulk and words & _WRAPPING)
        if words & names and not about and not (is_section and _has_other_subject(name, names)):
            return True
    return False


def is_site_header(node: Node) -> bool:
    """Tell whether one class of `node` says that it is the header of the site: "site-header", "builder-top-header"."""
    words = (_words(name) for name in node.attrs.get("class", "").split())
    return any("header" in each and each & _OF_SITE and not each & _ABOUT_LAYOUT for each in words)


def _has_other_subject(name: str, names: frozenset[str]) -> bool:
    """Tell whether a class goes on after the last of `names` with a word that is not about the look of the page."""
    words = [word.lower() for word in _WORD.findall(name)]
    last = max(place for place, word in enumerate(words) if word in names)
    return any(not word.isdigit() and word not in _WRAPPING | _PLACED for word in words[last + 1 :])


def calls_itself_faq(title: str) -> bool:
    """Tell whether a title or heading says that what it stands over is an FAQ."""
    if len(title) > _LONGEST_TITLE:
        return False
    return bool(_FAQ.search(title) or _QUESTIONS.fullmatch(title)) or part_of(title) is Part.FAQ


def asks_unmarked(text: str) -> bool:
    """Tell whether it is a question without its mark ("How long do I wait"); only an FAQ may have one."""
    return bool(_ASKED_POLITELY.search(text) or _INVERTED.fullmatch(text))


def asks_back(text: str) -> bool:
    """Tell whether the page asks its reader ("Still have questions?"), and not a reader the page."""
    return bool(_ASKS_BACK.search(text))


def opens_related(heading: str) -> bool:
    """Tell whether it is the heading of links to other articles."""
    return part_of(heading) is Part.RELATED or bool(_MORE.fullmatch(heading))


def opens_see_also(heading: str) -> bool:
    """Tell whether it is a heading under which pages link to others of their site, or say more themselves."""
    return bool(_SEE_ALSO.fullmatch(heading))


def asks(text: str) -> bool:
    """Tell whether the text ends with a question mark that has words before it, closing marks behind it aside."""
    end = len(text)
    while end and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        end -= 1
    if "?" not in text[end:]:
        if text[end - 1 : end] not in ("？", "؟"):
            return False
        end -= 1
    return any(c.isalnum() for c in text[:end].rpartition("?")[2])
