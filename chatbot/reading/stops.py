"""Full stops and other marks -> where they end a sentence though an abbreviation ends with them, and where they do not.

What stands before a stop and what follows tell it. After an abbreviation that may end a sentence ("etc.", "Inc.",
"9 a.m.") a word that begins sentences begins one; after one that always leads to more ("Ms.", "vol. 2") none does.
What can be both stays whole: two sentences quoted as one lose nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_OPENED = "[\"'“‘(]*"
_CAPITAL = rf"(?={_OPENED}(?:[A-Z][a-z'’]|[AI] [a-z]))"
_UNIT = re.compile(rf"(?<=\d)\s?(?:[ghlmst]|min|[kcm]m|ft)\.\s+(?={_OPENED}[A-Z])")
_NOTED = re.compile(r"(?<=[a-zß-ÿ]{4})[.!?][\"'”’)]?\d{1,3}(?:[,–-]\d{1,3}){0,9}\s+(?=[\"'“‘]?[A-Z])")
_NO = re.compile(rf"(?:\bno|(?:^|[.!?][\"'”’)]?\s|[\"'“‘(])No)\.\s+{_CAPITAL}")
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:days?)?\b"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_ZONE = r"(?:[A-Z]{1,2}[DS]?T|GMT|UTC|CES?T|Eastern|Central|Mountain|Pacific|Greenwich)\b"
_OF_DAY = rf"(?=[(]?(?:{_DAY}|{_MONTH}|{_ZONE}))"
_HALF_DAY = r"\b[AaPp]\.\s?[Mm]\.\s+"
_AT_TIME = re.compile(rf"{_HALF_DAY}(?!{_OF_DAY}){_CAPITAL}")
_TIME_OF_DAY = re.compile(rf"{_HALF_DAY}$")
_BEGINS_DAY = re.compile(_OF_DAY)
_STARTER = (  # words that begin sentences, and no name of a person or firm
    r"(?:The|This|That|These|Those|It|Its|He|She|They|We|You|His|Her|Their|Our|My|Your|There|Here|If|When|While|Where"
    r"|Who|What|Why|How|Which|In|On|At|By|For|From|With|To|As|After|Before|Since|Until|Unless|But|And|Or|So|Yet|Then"
    r"|Now|Not|No|Yes|All|Both|Each|Every|Some|Many|Most|Any|Anyone|Nobody|Nothing|Everyone|Do|Does|Don['’]t|Is|Are"
    r"|Though|Few|Ask|Bring|Take|Use|Try|Keep|Make|Check|Put|Write|Send|Pay|Contact|Visit|Give|Get|Avoid|Remember|Wait"
    r"|Stop|Set|Turn|Add|Remove|Click|Choose|Select|Tell|Say|Learn"
    r"|(?:It|That|There|You|They|We|He|She|I|What|Who|Here|Let)['’](?:s|re|ll|ve|d|m)|[AI](?= [a-z]))\b"
)
_ENDING = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|Bros|[JS]r|Esq|St|Ave|Rd|Blvd|[Dd]ept|al|Ph\.D|M\.Sc|[A-Z]\.(?:[A-Z]\.){0,2}[A-Z])"
    rf"\.\s+(?={_OPENED}{_STARTER})"
)
_AND_SO_ON = re.compile(rf"\b(?:etc|p\.\s?a)\.\s+{_CAPITAL}")
_IN_GERMAN = re.compile(
    r"\b(?:etc|usw|usf|u\.\s?a|o\.\s?[äÄ]|[vn]\.\s?Chr|Mio|Mrd|Str|Jh|Inc|Ltd|Co|p\.\s?a)\.\s+(?=[„\"'‚(]*"
    r"(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Einen|Einem|Einer|Es|Er|Sie|Wir|Ihr|Ich|Man|Ihre|Sein|Seine|Unser|Unsere"
    r"|Diese[rsmn]?|Jede[rsmn]?|Alle|Viele|Manche|Kein|Keine|In|Im|Am|An|Auf|Bei|Beim|Mit|Nach|Für|Von|Vom|Zu|Zum|Zur"
    r"|Aus|Um|Über|Unter|Vor|Seit|Bis|Ohne|Durch|Gegen|Wenn|Wer|Was|Wie|Wo|Wann|Warum|Weil|Da|Dann|Dort|Hier|Auch|Aber"
    r"|Und|Oder|Doch|So|Nur|Nicht|Noch|Jetzt|Heute|Danach|Deshalb|Daher|Damit|Dabei|Außerdem|Ist|Sind|Hat|Wird|Kann)\b)"
)
_VARIABLE = re.compile(rf"(?<=[a-z=<>] )[ijkmnxyz]\.\s+(?!Chr\b|Zt\b|Hd\b|Bsp\b|Allg\b){_CAPITAL}")  # "n. Chr."
_WITH_I = re.compile(rf"\b(?:am|and|as|do|is|than|was) I\.\s+(?={_OPENED}{_STARTER})")
_ASIDE = re.compile(r"(?:^|[.!?][\"'”’)]?\s)\((?=[A-Z가-힣])[^()]{1,400}[.!?]\)\s+(?=[\"'“‘(]*[A-Z가-힣])")
_OTHER = re.compile(rf"(?:(?<=\d)\s?[CF]\.|(?<=[a-z])\s?…)\s+(?={_STARTER})")
_ASIDE_ENDS = re.compile(rf"[a-z]{{3}}[.!?]\)\s+(?={_OPENED}{_STARTER})")
_ENDS = (_UNIT, _NOTED, _NO, _AT_TIME, _ENDING, _WITH_I, _VARIABLE, _OTHER, _ASIDE, _ASIDE_ENDS, _IN_GERMAN)

_LONGEST = 12  # characters of an abbreviation, white space behind it included
_ABBREVIATED = re.compile(
    r"\b(?:approx|apt|avg|chs?|chap|dept|eds?|esp|est|excl|ext|hrs?|incl|lbs?|max|min|mins|misc|mos?|[cmk]m|[mk]g|ml|oz"
    r"|paras?|tbsp|tel|temp|tsp|vols?|wks?|yrs?|mon|tues?|wed|thurs?|fri)\.\s+$",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"\b(?:Ms|Mx|Drs|Ft)\.\s+$")
_ORDINAL = re.compile(r"\s\d{1,2}\.\s+$")
_BEFORE_NOUN = re.compile(r"\b(?:inkl|exkl|zzgl|abzgl|einschl|Abs|Kap|Tsd)\.\s+$")


def missed(piece: str, language: str) -> Iterator[int]:
    """Yield where sentences of `piece` begin behind a stop that looks like an abbreviation's."""
    for pattern in _ENDS if language.startswith("de") else (*_ENDS, _AND_SO_ON):  # German nouns are capitalised
        yield from (match.end() for match in pattern.finditer(piece))


def leads_on(piece: str, start: int, end: int, language: str) -> bool:
    """Tell whether `piece[start:end]` ends with the stop of an abbreviation, and what follows belongs to it.

    The library knows English abbreviations best: in other languages a small letter begins no sentence ("na 2. piętrze",
    "9 a. m. abre"), nor does a German noun behind a number ("im 2. Stock").
    """
    following, begin = piece[end], max(start, end - _LONGEST)
    if following.islower() and not language.startswith("en") and piece[begin:end].rstrip().endswith("."):
        return True
    if language.startswith("de") and _ORDINAL.search(piece, begin, end):
        return True
    if following.isupper() and (_BEFORE_NAME.search(piece, begin, end) or _BEFORE_NOUN.search(piece, begin, end)):
        return True
    if _TIME_OF_DAY.search(piece, begin, end) and _BEGINS_DAY.match(piece, end):
        return True
    is_open = following.islower() or following.isdigit() or unicodedata.category(following) == "Sc"
    return is_open and bool(_ABBREVIATED.search(piece, begin, end))
