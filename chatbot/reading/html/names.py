"""Words by which pages name their parts, in headings and in `class` or `id`.

Only names that many sites share; nothing that is true of one site alone. Headings are matched whole, so that "Sources
of grief" is not a list of sources.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chatbot.reading.html.tree import Node

_FLAGS = re.IGNORECASE
_EDGES = r"[\s\W_]*"


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGES}(?:{words}){_EDGES}", _FLAGS)


FAQ_ANYWHERE = re.compile(
    r"\bfaqs?\b|\bfrequently[ -]asked\b|\bcommonly[ -]asked\b|\bq\s?&\s?as?\b|\bquestions? (?:and|&) answers?\b"
    r"|자주\s?묻는\s?질문|질문과\s?답변|よくある質問|常见问题|常見問題|\bh[äa]ufig(?:e|\s+gestellte) fragen\b"
    r"|\bpreguntas frecuentes\b|\bquestions fr[ée]quentes\b|\bfoire aux questions\b|\bdomande frequenti\b"
    r"|\bperguntas frequentes\b|الأسئلة الشائعة",
    _FLAGS,
)
FAQ_HEADING = _whole(r"(?:common|popular|general)(?:ly asked)? questions|your questions,? answered|questions")
ASKS_BACK = re.compile(
    r"^\W*(?:(?:do you )?(?:still )?(?:have|got|need|any)\b.{0,30}\b(?:questions?|help|more)\b"
    r"|(?:was|is|did) (?:this|you find)\b.{0,40}\b(?:help|useful)"
    r"|(?:can(?:no|['’])?t|did(?:n['’]t| not)) find\b)",
    _FLAGS,
)
TAKEAWAY = _whole(
    r"(?:the )?(?:key|main) (?:take-?\s?aways?|points?|messages?|facts)|take-?aways?|tl;?dr|핵심 (?:요약|정리)"
)
REFERENCES = _whole(
    r"(?:notes and )?(?:references|bibliography|works cited|literature cited|sources)(?: and further reading)?"
    r"|references and notes|참고\s?(?:문헌|자료)|출처|参考文献|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?"
    r"|r[ée]f[ée]rences|bibliograph?ie|referencias|bibliograf[íi]a|refer[êe]ncias"
)
RELATED = _whole(
    r"related|(?:related|recommended|similar|more|other) "
    r"(?:articles?|posts?|stories|reading|content|guides?|pages?|links?)"
    r"|you (?:may|might) also (?:like|enjoy|be interested in)|read next|more (?:from|on|like) .{1,40}|keep reading"
    r"|관련\s?(?:글|기사|문서)|함께 읽기"
)
CONTENTS = _whole(
    r"(?:table of )?contents|on this page|in this (?:article|page|guide|post)|jump to|목차|inhalt(?:sverzeichnis)?"
)
REVIEWED = re.compile(
    r"(?:^|[.;|·•—–]\s*)(?:this (?:article|page|content|information|guide|faq)\b.{0,30}?)?"
    r"(?:(?:last|medically|clinically|scientifically|editorially|fact|expert)[ -])*"
    r"(?:reviewed\b.{0,20}?\b(?:by|on|for)\b|reviewed\s*:|reviewer\s*:|medical review(?:er)?\s*:)"
    r"|^(?:last|medically|clinically) (?:medically |clinically )?reviewed\b|감수\s*:|검토자\s*:",
    _FLAGS,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ABOUT_LAYOUT = frozenset({"has", "have", "no", "with", "without", "hide"})
_WRAPPING = frozenset({"content", "main", "wrap", "wrapper", "layout", "container", "page", "body", "grid", "row"})


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


def class_words(node: Node) -> frozenset[str]:
    """Return the lower-case words of a node's classes: "entry-meta", "entryMeta" and "entry__meta" are two words."""
    return _words(node.attrs.get("class", ""))


def is_named(node: Node, names: frozenset[str], *, is_bulk: bool = False) -> bool:
    """Tell whether a class of `node` says that it is one of `names`.

    "has-sidebar" says something about the page; "sidebar-layout" may wrap all of it (`is_bulk`: most of the page).
    """
    for name in node.attrs.get("class", "").split():
        words = _words(name)
        if words & names and not words & _ABOUT_LAYOUT and not (is_bulk and words & _WRAPPING):
            return True
    return False
