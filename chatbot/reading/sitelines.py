"""Lines that a site puts among those of an article, told by their words alone, the same for every format.

Where such words could be a sentence of the article, neighbours must say the same; `boilerplate.py` looks at those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.reading.parts import MONTH, TIME, WHEN

_NAMED = r"(?:article|(?:blog )?post|page|story|guide|recipe|video|news)"
THIS = rf"(?: this)?(?: {_NAMED})?(?: (?:on|via|by|with) .{{1,30}})?:?"
_ALONE = re.compile(rf"share this{THIS}|copy link|follow us(?: on .{{1,60}})?", re.IGNORECASE)
_POINTER = re.compile(
    r"(?:related|read (?:also|more|next)|also read|see also|more on this|you (?:may|might) also (?:like|enjoy)"
    r"|관련 ?(?:글|기사)|함께 ?(?:읽으면|보면) ?좋은 ?글|더 ?읽기"
    r"|tags?|filed under|posted in|태그)\s*[:：]\s*\S.*[^.。]",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"(?:(?:was|is|did you find) (?:it|this(?: (?:article|page|post|guide|answer|information|content))?)"
    r" (?:helpful|useful)|did (?:it|this(?: article| page)?) answer your question)\?(?:[\s/|·]*(?:yes|no)\b)*",
    re.IGNORECASE,
)
_READING_TIME = re.compile(  # alone, or in a line of facts ("By Ann Lee · 3 May 2024 · 4 min read")
    r"(?:(?:reading|read) time\s*:?\s*)(?:about )?\d{1,3} ?min(?:ute)?s?\.?"
    r"|(?!.*review)(?:[^.!?]{1,80} ?[·•|–—] ?)?\d{1,3}[ -]?min(?:ute)?s?\.? read(?: ?[·•|–—] ?[^.!?]{1,80})?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\W*+(?:(?:go )?(?:back|return|jump) to (?:the )?(?:top(?: of (?:the |this )?page)?|(?:table of )?contents|toc"
    r"|(?:all )?(?:blog|news|articles|posts|guides|stories|overview|home(?: ?page)?))"
    r"|nach oben|zum (?:seiten)?anfang|haut de page|retour en haut|맨 ?위로|목차로)\W*+",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:copyright )?[©ⓒ]\s*\d{4}.{0,150}", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:(?:this )?{_NAMED} (?:was )?|content )?(?:last |first |originally )?"
    r"(?:updated|modified|edited|revised|changed|published|posted)(?: on| at)?"
    r"|(?:date )?(?:last )?(?:update|modification)|(?:zuletzt )?(?:aktualisiert|geändert|veröffentlicht)(?: am)?"
    r"|(?:마지막|최종|최근)? ?(?:수정|업데이트|갱신|게시|작성)(?:일|일자| ?날짜)?",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_WHEN = re.compile(
    rf" ?[:：]? ?(?:{_WEEKDAY}\.?,? )?(?:{WHEN}|{MONTH} \d{{4}})(?:(?:,| at| [·•|–—-])? {TIME})?\W*", re.IGNORECASE
)
_STEP = re.compile(
    r"\W*+(?:(?:go to )?(?:the )?(?:prev(?:ious)?|next|older|newer|up|home|index|(?:table of )?contents|toc|modules"
    r"|top)(?: (?:page|chapter|section|topic|article|post|lesson))?|printer[- ]friendly(?: version)?"
    r"|(?:view (?:a )?)?print(?:able)?(?: (?:this )?(?:page|article|guide|version))?|edit this page"
    r"(?: on \w{1,20})?|view (?:page )?source|log ?in|sign in)\W*+",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:photo(?:graph)?|image|picture|illustration|artwork|graphic)s?"
    r"(?: (?:credits?|source)\s*:|(?: (?:taken|created|made))? by\b| courtesy of\b| via\b|\s*[:/]?\s*©)"
    r".{1,100}[^.!?]"
    r"|credits?\s*:.{1,100}[^.!?]",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[\s,;·•|/#]*")


def is_aside(line: str) -> bool:
    """Tell a line that asks to share the page, points to another one, files this one, or leads back to its beginning.

    A sentence that begins as a pointer does is none.
    """
    return bool(_ALONE.fullmatch(line) or _POINTER.fullmatch(line) or _BACK.fullmatch(line))


def asks_whether_helped(line: str) -> bool:
    """Tell the question whether the page was of use."""
    return bool(_HELPED.fullmatch(line))


def is_dated(line: str) -> bool:
    """Tell a line that says no more than when the page was published or last changed; a reviewer's date is none."""
    flat = " ".join(line.split())
    found = _DATED.match(flat)
    return bool(found and _WHEN.fullmatch(flat, found.end()))


def is_step(link: str) -> bool:
    """Tell the words of a link that leads on from page to page, or to a tool, and name neither page nor subject."""
    return bool(_STEP.fullmatch(link))


def is_credit(caption: str) -> bool:
    """Tell a picture's caption that says no more than who made it."""
    return bool(_CREDIT.fullmatch(caption))


def is_of_site(text: str, linked: Iterable[str]) -> bool:
    """Tell whether a paragraph is none of the article's; `linked` are the words in it that are links.

    What a pointer names is linked from its colon on; a concept may be explained as "See also: ...", too. Beside the
    day of the last change there may be links, such as one to how the site checks its texts.
    """
    links = sorted(linked, key=len, reverse=True)
    if _POINTER.fullmatch(text):
        return bool(_PARTED.fullmatch(_without(re.split(r"[:：]", text, maxsplit=1)[1], links)))
    if is_aside(text) or asks_whether_helped(text) or is_dated(text) or is_dated(_without(text, links)):
        return True
    return bool(_READING_TIME.fullmatch(text) or _RIGHTS.fullmatch(text))


def _without(text: str, links: Iterable[str]) -> str:
    for words in links:
        text = text.replace(words, "")
    return text
