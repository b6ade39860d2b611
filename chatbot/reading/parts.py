"""What headings and lines of articles mean, the same for every format: labels of special parts, questions, numbers.

Labels are matched whole, ignoring case, numbering and what is no letter around them, so that "Sources of grief" is no
list of sources; "Frequently asked questions about grief" counts as "Frequently asked questions". English and Korean
labels are known, those of references in some more languages. Knows no file format and no offsets of an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Part(StrEnum):
    """A part of an article that is more than a section."""

    TAKEAWAY = "takeaway"
    FAQ = "faq"
    REFERENCES = "references"
    RELATED = "related"
    COMMENTS = "comments"
    NOTES = "notes"


_LABELS = {
    Part.TAKEAWAY: (
        "(?:the )?(?:key |main )?take-? ?aways?|(?:the )?(?:key|main) (?:points?|messages?|facts)|"
        "at a glance|in brief|in short|tl;?dr|das wichtigste (?:in kürze|auf einen blick)|auf einen blick|"
        "à retenir|l['’]essentiel|en bref|puntos clave|lo esencial|punti chiave|"
        "핵심 ?요약|핵심 ?정리|한눈에 보기|요점 ?정리|핵심 ?포인트"
    ),
    Part.FAQ: (
        "faqs?|f\\.a\\.q\\.|frequently asked questions?|frequently asked questions \\(faqs?\\)|common questions|"
        "questions (?:and|&) answers|q ?(?:&|and) ?a|자주 ?(?:묻는|하는) ?질문(?:들)?(?:과 ?답변| ?\\(faq\\))?|"
        "자주 ?묻는 ?질문 ?\\(q&a\\)|질문과 ?답변|"
        "(?:häufige|oft gestellte|häufig gestellte) fragen|fragen und antworten|(?:questions|perguntas) fr[ée]quente?s|"
        "foire aux questions|preguntas (?:más )?frecuentes|domande frequenti|veelgestelde vragen"
    ),
    Part.REFERENCES: (
        "reference|reference list|(?:sources|further reading) and references|references and notes|"
        "(?:notes and )?(?:references|bibliography|works cited|literature cited|sources)(?: and further reading)?|"
        "참고 ?문헌|참고 ?자료|출처|参考文献|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|"
        "r[ée]f[ée]rences|bibliograph?ie|referencias|bibliograf[íi]a|refer[êe]ncias"
    ),
    Part.RELATED: (
        "(?:related|recommended|similar|more|other|recent|recently viewed|latest|popular|featured|trending) "
        "(?:articles?|posts?|stories|reading|content|guides?|pages?|links?)|"
        "related (?:topics|information|resources)|related|read next|keep reading|"
        "you (?:may|might) also (?:like|enjoy|be interested in)|"
        "most (?:read|popular|viewed)|(?:recommended|more) for you|"
        "das könnte (?:sie|dich) auch interessieren|te puede interesar|"
        "관련 ?(?:글|기사|아티클|콘텐츠|포스트)|함께 ?(?:읽으면|보면) ?좋은 ?글|(?:추천|인기|최근|최신) ?(?:글|기사)|"
        "많이 ?본 ?(?:글|뉴스|기사)|.{1,40}카테고리의 ?다른 ?글"
    ),
    # bare "Comments" may be a chapter on the comments of a language
    Part.COMMENTS: (
        "\\d{1,6} (?:comments?|replies)|comments? \\(\\d{1,6}|"
        "(?:\\d{1,6}|one) (?:responses?|thoughts?|comments?|repl(?:y|ies)) (?:to|on) .+|"
        "(?:leave|post|add|write) a (?:comment|reply)(?: below)?|(?:readers?['’]?|user) comments|"
        "join the (?:discussion|conversation)|댓글 ?\\(?\\d{1,6} ?개?|\\d{1,6} ?개의 ?댓글|댓글 ?(?:남기기|쓰기|달기)"
    ),
}
# A label without an icon before it and a colon behind it. Its end is looked for from behind: to search for marks that
# reach the end takes time with the square of a long row of marks.
_WORDED = re.compile(r"[\W_]*+(.*[\w)])", re.DOTALL)
_ABOUT = r"(?:\s+(?:about|on|for|to|zu[mr]?|über|sur|sobre|su|over)\b.*|\s*[:：—–|(].*)?"
_PATTERNS = {
    part: re.compile(f"(?:{labels}){_ABOUT if part is Part.FAQ else ''}", re.IGNORECASE)
    for part, labels in _LABELS.items()
}
_LABELLED = re.compile(r"([^:：]{3,40})[:：]\s+\S")
_NUMBERING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,4}\.)\s+")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_STEP = re.compile(
    r"(\d{1,2})[.)]\s+\S"
    r"|(?:step|stage|phase|move|tip|rule|principle|strategy|exercise|lesson)\s+"
    rf"(\d{{1,2}}|{'|'.join(NUMBERS)})\s*(?:[.):—–-]|$)"
    r"|(\d{1,2})\s*단계(?:\s|[:.)]|$)",
    re.IGNORECASE,
)
_QUESTION_PREFIX = re.compile(
    r"(?:q(?:uestion)?\s*\d{0,3}\s*[.:)]|q(?=\s+[가-힣])|질문\s*\d{0,3}\s*[.:)]|\d{1,3}(?:\.\d{1,3})*[.)]"
    r"|(?:f(?:rage)?|p(?:regunta|ergunta|ytanie)?|d(?:omanda)?|v(?:raag)?|в(?:опрос)?|س)\s*\d{0,3}\s*:)\s+",
    re.IGNORECASE,
)
_ANSWER_PREFIX = re.compile(
    r"(?:a(?:nswer)?\s*\d{0,3}\s*[.:)]|a(?=\s+(?!씨)[가-힣])|답변?\s*\d{0,3}\s*[.:)]"
    r"|(?:a(?:ntwort|ntwoord)|r(?:[ée]ponse|espuesta|esposta|isposta)?|o(?:dpowiedź)?|о(?:твет)?|ج)\s*\d{0,3}\s*:|:)\s+",
    re.IGNORECASE,
)
_QUESTION_END = re.compile(r"[?？؟][\"'”’」』)\]]*$|(?:까요?|나요|가요)$")
_SENTENCE_END = (".", "!", "…", "。", ":")
_REVIEWED = re.compile(
    r"(?:(?:all |the )?(?:content|information|material)s? (?:in|on) )?"
    r"(?:this|the) (?:article|page|guide|post|piece|content|text|story|site|website)\b.{0,120}"
    r"\b(?:review|fact-check|vett|(?:checked|verified) by\b)"
    r"|(?:(?:medically|clinically|professionally|editorially|last|expert|page|content|fact[- ]checked|and|&) )*reviewed"
    r"(?:(?: and \w{1,20})? (?:by|on|for)\b|\s*[:：])"
    r"|(?:(?:medical|clinical|editorial|expert|scientific) )?review(?:er)?\s*[:：]"
    r"|(?:written|drafted|edited) .{0,80}\breviewed\b"
    r"|(?:이|본) ?(?:글|기사|아티클|콘텐츠|문서)[은는]\b.{0,120}(?:검토|감수)|(?:검토|감수)(?:자|일)?\s*[:：]",
    re.IGNORECASE | re.DOTALL,
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"  # written out or short
DAY = (
    rf"{MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\.?\s+{MONTH},?\s+\d{{4}}"
    r"|\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}\.?|\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
)
WHEN = rf"{DAY}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{1,2}} (?:minute|hour|day|week|month|year)s? ago"
TIME = r"(?:[ap]m )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: (?:UTC|GMT|[CE]E?S?T)\b)?"
_NAME = r"(?-i:[A-Z가-힣][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,2})"
_SAID = re.compile(
    r"reply|[^.,!?]{1,40} (?:says|said|wrote|writes):|답글(?: ?달기)?"
    rf"|(?:{_NAME}(?: on|,| ?[·•|–—-])? )?(?:{WHEN})(?:(?:,| at| [·•|–—-])? {TIME})?",
    re.IGNORECASE,
)
_CITED = re.compile(r"\[?\d{1,4}[\].)]\s|[^a-z].*(?:\b(?:1[5-9]|20)\d\d|\bn\. ?d\.|\b[Ii]n press\b)", re.DOTALL)
_CONTENTS = re.compile(
    r"(?:table of )?contents|on this page|in this (?:article|page|guide|post)|jump to|목차|inhalt(?:sverzeichnis)?",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(r"advertisements?|sponsored|ad|anzeige|publicité|publicidad|광고", re.IGNORECASE)
_BREADCRUMB = re.compile(r"(?:home|홈|startseite|accueil|inicio)\s*[>›»→]", re.IGNORECASE)
LEAD = (":", "：")  # ends what introduces a list
LABELLED = ("en", "ko")  # languages in which the labels are known well
FEWEST = 2
"""How many questions make a FAQ where nothing calls them one."""

FIRST_COMMENT = 6  # elements below "Comments": a name, a date, what was said, "Reply"
LONGEST_HEADING = 120  # characters, two lines of a page
_LONGEST_FOOTER = 400  # characters; a footer is a sentence or two, a paragraph about reviews is not one


def part_of(heading: str) -> Part | None:
    """Return the special part that a heading or label opens, None for an ordinary one."""
    label = _worded(heading)
    if len(label) > LONGEST_HEADING:
        return None
    numbering = _NUMBERING.match(label)
    label = label[numbering.end() :] if numbering else label
    return next((part for part, pattern in _PATTERNS.items() if pattern.fullmatch(label)), None)


def _worded(heading: str) -> str:
    worded = _WORDED.match(heading)
    return worded[1] if worded else ""


def opens_takeaway(line: str) -> bool:
    """Tell whether a line is the label of the article's summary, or begins with it: "Key takeaway: Rest helps."."""
    label = _LABELLED.match(line)
    return Part.TAKEAWAY in (part_of(line), part_of(label.group(1)) if label else None)


def opens_comments(heading: str, below: Iterable[str]) -> bool:
    """Tell whether a bare "Comments" opens what readers wrote: so do some of the first `below` it say."""
    if _worded(heading).casefold() not in ("comment", "comments", "댓글"):
        return False
    return any(_SAID.fullmatch(line) or part_of(line) is Part.COMMENTS for line in below)


def are_cited(lines: Iterable[str]) -> bool:
    """Tell whether each line is an entry of a reference list: it begins with a number, or it names a year."""
    return all(map(_CITED.match, lines))


def opens_contents(heading: str) -> bool:
    """Tell whether it is the heading of a table of contents."""
    return bool(_CONTENTS.fullmatch(_worded(heading)))


def step_number(heading: str) -> int | None:
    """Return N of a heading "N. Name", "N) Name", "Step N: Name", "Tip One: Name", "N단계"; "3.1. Name" is none."""
    found = _STEP.match(heading)
    if not found:
        return None
    number = next(number for number in found.groups() if number)
    return int(number) if number.isdigit() else NUMBERS.index(number.casefold()) + 1


def is_question(text: str) -> bool:
    """Tell whether a line asks something: it ends with a question mark, or with a Korean question's ending."""
    return bool(_QUESTION_END.search(text.rstrip()))


def may_be_name(line: str) -> bool:
    """Tell whether a line may name what follows: it ends neither as a sentence does nor as what introduces a list."""
    return not line.endswith(_SENTENCE_END)


def question_start(text: str) -> int:
    """Return the offset behind a question's own numbering: "3.1. ", "2) ", "Q: ", "Q2. "; 0 where it has none."""
    found = _QUESTION_PREFIX.match(text)
    return found.end() if found else 0


def answer_start(text: str) -> int:
    """Return the offset behind an answer's label "A: ", "답: " or ": "; 0 where it has none."""
    found = _ANSWER_PREFIX.match(text)
    return found.end() if found else 0


def is_review_footer(text: str) -> bool:
    """Tell whether a paragraph says who or what reviewed the article: "Reviewed by ...", "This article was ..."."""
    return len(text) <= _LONGEST_FOOTER and bool(_REVIEWED.match(text.lstrip(" *_")))


def is_advertisement(line: str) -> bool:
    """Tell the label of an advertisement."""
    return bool(_ADVERTISEMENT.fullmatch(line.strip()))


def is_breadcrumb(line: str) -> bool:
    """Tell a line that says where in its site the page stands: "Home > Guides > This page"."""
    return len(line) <= LONGEST_HEADING and bool(_BREADCRUMB.match(line.lstrip()))
