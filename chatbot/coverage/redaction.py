"""A reader's question -> the same question without personal data, before it is written anywhere.

Rules, because the named-entity models of maintained libraries are hundreds of megabytes and are not at hand offline:
links, e-mail addresses, full dates, record and telephone numbers by their form, names by what stands before them (a
title, "my client", "named"). A name found once goes wherever it stands. A name that nothing announces stays: so the log
is off by default, forgets after some days, and its texts are shown only in groups.
"""

from __future__ import annotations

import re

_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']+"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|info|edu|gov|io|me|app|uk|de|fr|eu|kr|ca|au|us)\b"
    r"(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_MAIL = re.compile(
    rf"{_LOCAL}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}}"
    rf"|{_LOCAL}\s*(?:\(at\)|\[at\])\s*[\w-]{{1,63}}\s*(?:\.|\(dot\)|\[dot\]|\bdot\b)\s*\w{{2,}}"
    rf"|{_LOCAL} at [\w-]{{1,63}} dot \w{{2,}}\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+\d{{2,4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})\b"
    r"|(?:19|20)\d\d\s*년\s*\d{1,2}\s*월\s*\d{1,2}\s*일",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"\b((?:born|date of birth|birth ?date|birthday|d\.?o\.?b\.?)\b(?:\s+(?:is|was|on|in))*\s*[:=]?\s*)"
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,4}}(?:st|nd|rd|th)?)?(?:,?\s+\d{{4}})?|(?:19|20)\d\d|\d{{6,8}})\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b((?:mrn|ssn|nhs|medicare|medicaid|record|case|file|chart|patient|client|member|policy|insurance|passport|account"
    r"|claim|reference|id|차트|등록|환자)(?:\s*(?:no\.?|number|num\.?|nr\.?|id|code|번호))?\s*[:#=]?\s*#?\s*)"
    r"([a-z]{0,4}[-/]?\d[\d/-]{2,}\d[a-z]?)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Z]{1,4}[-/]?\d{5,}\b|#\s?\d{4,}")
_YEARS = re.compile(r"(?:1[89]|20)\d\d\s*[-–/]\s*(?:(?:1[89]|20)\d\d|\d\d)")
_NUMBER = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d(?:[\s().\-–/]{0,2}\d){5,}(?!\w)")
_LEAST_DIGITS = 7

_TITLE = (
    r"(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof|[Rr]ev|[Hh]r|[Ff]r)\."
    r"|(?:Dr|Mrs?|Ms|Miss|Mx|Prof|Professor|Doctor|Herr|Frau|Sir|Madam|Pastor|Rabbi)"
)
_KIN = (
    "client|patient|supervisee|trainee|intern|colleague|supervisor|therapist|counsell?or|psychiatrist|friend|boss"
    "|husband|wife|partner|spouse|boyfriend|girlfriend|ex|son|daughter|child|brother|sister|mother|father|mom|mum|dad"
    "|aunt|uncle|cousin|niece|nephew|neighbou?r|student|couple|man|woman|boy|girl"
)
_WORD = r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]+|['’][A-ZÀ-Þ]?[a-zß-öø-ÿ]+|\.)(?:[-'’]?[A-ZÀ-Þ][a-zß-öø-ÿ]+)*"
_PARTICLES = ("van", "von", "de", "der", "den", "la", "al")
_OF = rf"(?:(?:{'|'.join(_PARTICLES)})\s+)*"
_NAME = rf"({_OF}{_WORD}(?:\s+{_OF}{_WORD}){{0,2}})"
_LOWER = (
    r"(?!(?:after|whom|for|by|the|this|that|and|only)\b)([a-z]{3,}(?:\s+[a-z]{3,})?)\b"
    r"(?=\s*[,.?!)]|\s+(?:who|and|is|has|was)\b|$)"
)
_WHOSE = r"[Mm]y|[Oo]ur|[Aa]|[Tt]he|[Tt]his|[Hh]is|[Hh]er"
_NAMED = r"[Nn]amed|[Nn]ame is|[Nn]ame['’]s|[Nn]ame was"
_ENDING = r"(?=\s*(?:씨|님|이가|가|이|은|는|을|를|의|와|과|에게)(?:\s|$|[,.?]))"
_ANNOUNCED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:{_TITLE})\s+{_NAME}",
        r"\b(?:[Dd]r|[Mm]rs?|[Mm]s)\.\s+([a-z]{3,})\b",
        rf"\b(?:{_WHOSE})\s+(?:[a-z]+\s+)?(?:{_KIN})s?(?:\s+called)?\s*[,:(–—-]?\s*{_NAME}",
        rf"\b(?:client|patient|supervisee)\s+(?:called\s+)?{_NAME}",
        rf"\b(?:{_NAMED})\s+{_NAME}",
        rf"\b(?:{_NAMED})\s+{_LOWER}",
        rf"\b(?:I am|I['’]m|[Tt]his is)\s+{_NAME}(?=\s*[,.]|\s+(?:and|from|here)\b)",
        rf"(?:내담자|환자|친구)\s*([가-힣]{{2,4}}?){_ENDING}",
        r"(?<![가-힣])([가-힣]{2,4})\s?씨(?![가-힣]{2})",
    )
)
_CAPITALISED = """
    I It He She We They The This That These Those There Is Are Was Were Has Have Had Does Do Did Can Could Should Would
    Will May Might Must When While Where What Why Who How If And But Or So Not No Yes As At In On To For From With After
    Before During Since Because My Our Your His Her Their A An Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April June July August September October November December Christmas Easter Ramadan
    Christian Catholic Protestant Muslim Jewish Buddhist Hindu American British English German French Spanish Korean
    Chinese Japanese Asian African European Indian Mexican Zoom Facebook Instagram Google Health Centered Centred
    Therapy Online Here Now Then Just Also Still Once Okay Please Thanks Thank Hello Dear Any Some Every Each
"""
_KOREAN = "이름 자신 본인 상태 이야기 가족 부모 아저 날 글 솜 마음 말 맵 불 선생 상담 어머니 아버지 문제 관계 감정 행동"
_NO_NAMES = frozenset(f"{_CAPITALISED} {_KOREAN}".split())  # words that begin no name though they stand where one does


def redact(text: str) -> str:
    """Return `text` with [name], [e-mail], [link], [date] or [number] for what names a person or leads to one."""
    text = _MAIL.sub("[e-mail]", text)
    text = _LINK.sub("[link]", text)
    text = _BORN.sub(r"\1[date]", text)
    text = _DATE.sub("[date]", text)
    text = _RECORD.sub(r"\1[number]", text)
    text = _CODE.sub("[number]", text)
    text = _NUMBER.sub(_number, text)
    return _without_names(text)


def _number(found: re.Match[str]) -> str:
    run = found.group()
    if _YEARS.fullmatch(run.strip()) or sum(char.isdigit() for char in run) < _LEAST_DIGITS:
        return run
    return "[number]"


def _without_names(text: str) -> str:
    names: set[str] = set()
    for pattern in _ANNOUNCED:
        for found in pattern.finditer(text):
            names |= _kept(found.group(1))
    for name in sorted(names, key=len, reverse=True):
        whole = rf"(?<!\w){re.escape(name)}(?!\w|-\w)"
        text = re.sub(re.escape(name) if "가" <= name[0] <= "힣" else whole, "[name]", text)
    return re.sub(r"\[name\](?:[\s-]+\[name\])+", "[name]", text)


def _kept(phrase: str) -> set[str]:
    """Return a name and each word of it, up to the first word that begins no name; particles alone are no name."""
    words: list[str] = []
    for word in phrase.split():
        bare = re.sub(r"['’]s$", "", word)
        if bare in _NO_NAMES:
            break
        words.append(bare)
    alone = {word for word in words if word not in _PARTICLES and len(word.strip(".")) > 1}
    return alone | {" ".join(words)} if alone else set()
