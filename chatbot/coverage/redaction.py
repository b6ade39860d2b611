"""A reader's question -> the same question without personal data, before it is written anywhere.

Rules, because the named-entity models of maintained libraries are hundreds of megabytes and are not at hand offline:
links, e-mail and street addresses, full dates, record, account and telephone numbers by their form, names by what
stands before them (a title, "my client", "named"). A name found once goes wherever it stands. A name that nothing
announces stays: so the log is off by default, forgets after some days, and its texts are shown only in groups.
"""

from __future__ import annotations

import re

_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']+"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|org|net|info|edu|gov|io|me|app|uk|de|fr|eu|kr|ca|au|us|ch|nl|se|es|nz"
    r"|ie|jp|cn|br|biz|tv|dev|xyz|site|online|page|blog|link|health|care|clinic|therapy|center|academy|help)\b"
    r"(?:/[^\s<>\"']*)?"
    r"|(?<![\w.@/-])(?:[a-z0-9-]{2,63}\.){1,5}[a-z]{2,12}/[^\s<>\"']+",
    re.IGNORECASE,
)
_LOCAL = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_MAIL = re.compile(
    rf"{_LOCAL}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}}"
    rf"|{_LOCAL}\s*(?:\(at\)|\[at\])\s*[\w-]{{1,63}}\s*(?:\.|\(dot\)|\[dot\]|\bdot\b)\s*\w{{2,}}"
    rf"|{_LOCAL} at [\w-]{{1,63}} dot \w{{2,}}\b",
    re.IGNORECASE,
)
_END = r"(?![^\W가-힣])"  # of a number: no letter may follow, but Korean particles do ("010-1234-5678로")
_HANDLE = re.compile(r"(?<![\w.@])@(?=[\w.]*[a-z])\w[\w.]{2,29}", re.IGNORECASE)
_STREET = (
    r"(?:Street|Road|Avenue|Lane|Drive|Boulevard|Court|Crescent|Terrace|Close|Square|Highway|Parkway|Gardens|Grove|Way"
    r"|(?:St|Rd|Ave|Ln|Blvd|Hwy|Pkwy)\b\.?)"
)
_STREET_IN_SMALL = r"(?:street|road|avenue|boulevard|crescent|terrace|highway|parkway|gardens|(?:st|rd|ave|blvd)\b\.?)"
_SMALL_WORD = r"(?!(?:of|in|on|the|to|a|an|and|or|for|from|with|per|step|steps|lane|way)\b)[\w'’]+"
_FLAT = r"(?:,?\s+(?:[Aa]pt|[Ff]lat|[Uu]nit|[Ss]uite)\.?\s*\w+)?"
_PLACED = r"(?=\s*(?:[,;.?!)]|$)|\s+(?:in|and|near|at|is|was|last|since|with)\b)"
_OF_STREET = r"(?:(?:de|des|du|del|della|dei|di|da|do|dos|la|le|les|los|las)\s+|l['’]|d['’])*"
_PROPER = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[a-z]?\s+(?:[A-Z][\w'’]+\s+){{1,3}}{_STREET}{_FLAT}{_PLACED}"
    rf"|\b\d{{1,5}}[a-z]?\s+(?:{_SMALL_WORD}\s+){{1,3}}{_STREET_IN_SMALL}{_FLAT}{_PLACED}"
    rf"|(?<=\bat )\d{{1,5}}[a-z]?\s+(?:{_SMALL_WORD}\s+){{1,2}}(?:lane|drive|court|close|square|grove){_FLAT}{_PLACED}"
    r"|\b[A-ZÄÖÜ][\wäöüß-]{2,30}(?:str\.|straße|strasse|weg|gasse|platz|allee)\s*\d{1,4}\s?[a-z]?\b"
    r"|\b[a-zäöüß-]{3,30}(?:str\.|straße|strasse)\s*\d{1,4}\s?[a-z]?\b"
    rf"|\b\d{{1,4}}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|place|chemin|impasse|quai)\s+{_OF_STREET}{_PROPER}"
    rf"|\b(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua)\s+{_OF_STREET}"
    rf"{_PROPER}(?:\s+{_PROPER}){{0,2}},?\s*(?:n[.º°]\s*)?\d{{1,4}}[a-z]?(?=\s*(?:[,;.?!)]|$))"
    r"|\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s\d(?!(?:st|nd|rd|th|hr|yr)\b)[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}\b"
    r"|(?:[가-힣]{1,8}(?:도|시|군|구|읍|면)\s+){1,3}[가-힣\d]{1,12}(?:동|리|로|길)\s*\d{1,4}(?:-\d{1,4})?(?:번지|호)?"
)
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_ABROAD = (
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jänner|janvier|février|mars|avril"
    "|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    "|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro"
    "|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus|december"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}(?:,?\s+|-)\d{{2,4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})"
    rf"{_END}"
    rf"|\b\d{{1,2}}(?:\.|er)?\s+(?:de\s+)?(?:{_MONTH_ABROAD})\s+(?:de\s+|del\s+)?\d{{4}}\b"
    r"|(?:19|20)\d\d\s*년\s*\d{1,2}\s*월\s*\d{1,2}\s*일",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b((?:born|date of birth|birth ?date|birthday|d\.?o\.?b\.?|생년월일은?|생일은?)(?!\w)"
    r"(?:\s+(?:is|was|on|in))*\s*[:=]?\s*)"
    rf"((?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,4}}(?:st|nd|rd|th)?)?(?:,?\s+\d{{4}})?|(?:19|20)\d\d(?![./-]\d)|\d{{6,8}})\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b((?:mrn|ssn|nhs|npi|medicare|medicaid|record|case|file|chart|patient|client|member|policy|insurance|passport"
    r"|account|claim|reference|ref|hospital|invoice|ticket|licen[cs]e|employee|subscriber|id|차트|등록|환자)"
    r"(?P<marked>(?:\s*(?:no\.?|number|num\.?|nr\.?|id|code|번호))?(?:\s+(?:is|was))?\s*[:#=]?\s*#?)\s*)"
    r"(?P<code>(?-i:(?=(?:[A-Z/-]*\d){4}|[A-Z]{0,2}\d{3}\s\d{3})[A-Z0-9]+(?:[-/][A-Z0-9]+)*)[a-z]?(?:\s\d{3,4}){0,4})(?!-)"
    rf"{_END}",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Z]{1,4}[-/]?\d{5,}\b|#\s?\d{4,}")
_INSURED = re.compile(r"\b[A-Z]{2}(?:\s?\d\d){3}\s?[A-D]\b", re.IGNORECASE)  # British: "QQ 12 34 56 C"
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)\d\d|\d\d))?")
_YEARS = re.compile(r"(?:1[89]|20)\d\d\s*[-–/]\s*(?:(?:1[89]|20)\d\d|\d\d)")
_NUMBER = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d(?:[\s().\-–/]{0,2}\d){5,}" rf"{_END}")
_LEAST_DIGITS = 7

_TITLE = (
    r"(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof|[Rr]ev|[Hh]r|[Ff]r)\."
    r"|(?:Dr|Mrs?|Ms|Miss|Mx|Prof|[Pp]rofessor|[Dd]octor|Herr|Frau|Sir|Madam|Pastor|Rabbi|Imam|[Nn]urse|Judge|[Oo]fficer"
    r"|Coach|Sergeant|Sgt\.?|Captain|Capt\.?|Detective|Aunt|Auntie|Uncle|Grandma|Grandpa|Granny)"
)
_CASE = "client|patient|supervisee|couple"
_TRADE = (
    "colleague|supervisor|therapist|counsell?or|psychiatrist|psychologist|doctor|teacher|boss|trainee|intern"
    "|nurse|coach"
)
_KIN = (
    f"{_CASE}|friend|roommate|flatmate|fianc[eé]e?|stepson|stepdaughter|stepmother|stepfather|grandson|granddaughter"
    "|husband|wife|partner|spouse|boyfriend|girlfriend|ex|son|daughter|child|brother|sister|mother|father|mom|mum|dad"
    "|aunt|uncle|cousin|niece|nephew|neighbou?r|student|man|woman|boy|girl|teenager|grandmother|grandfather|baby|twins"
)
_WORD = r"[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ]+|['’][A-ZÀ-Þ]?[a-zß-öø-ÿ]+|\.)(?:[-'’]?[A-ZÀ-Þ][a-zß-öø-ÿ]+)*"
_PARTICLES = ("van", "von", "de", "der", "den", "la", "al")
_OF = rf"(?:(?:{'|'.join(_PARTICLES)})\s+)*"
_NAME = rf"({_OF}{_WORD}(?:\s+{_OF}{_WORD}){{0,2}})"
_LOWER = (
    r"(?!(?:after|whom|for|by|the|this|that|and|only)\b)([a-z]{3,}(?:\s+[a-z]{3,})?)\b"
    r"(?=\s*[,.?!)]|\s+(?:who|and|is|has|was)\b|$)"
)
_OWN_ABROAD = (
    r"[Mm]eine?|[Mm]einer|[Mm]einem|[Mm]einen|[Uu]nsere?|[Mm]on|[Mm]a|[Mm]i|[Mm]io|[Mm]ia|[Mm]eu|[Mm]inha|[Mm]ijn"
)
_KIN_ABROAD = (
    "Klient|Klientin|Patient|Patientin|Mann|Frau|Sohn|Tochter|Bruder|Schwester|Mutter|Vater|Freund|Freundin|Partner"
    "|Partnerin|client|cliente|patiente?|mari|femme|fils|fille|frère|s[oœ]eur|mère|père|amie?|cliente|clienta|paciente"
    "|marido|esposo|esposa|mujer|hijo|hija|hermano|hermana|madre|padre|amigo|amiga|paziente|marito|moglie|figlio|figlia"
    "|fratello|sorella|amico|amica|mulher|filho|filha|irmão|irmã|mãe|pai|cliënte?|patiënte?|vriend|vriendin|zoon|dochter"
    "|broer|zus|man|vrouw"
)
_OWN = r"[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|\w+['’]s"
_WHOSE = rf"{_OWN}|[Aa]|[Tt]he|[Tt]his|[Oo]ne of (?:my|our)"
_LINK_TO = r"(?:\s+of mine)?(?:\s*,)?(?:\s+(?:called|named|goes by|who goes by))?\s*[,:(–—-]?\s*"
_NAMED = (
    r"[Nn]amed|[Nn]ame is|[Nn]ame['’]s|[Nn]ame was|[Nn]ame\s*[:–—-]|[Gg]oes by|[Gg]o by"
    r"|[Ii]ch hei(?:ß|ss)e|[Mm]ein [Nn]ame ist|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i chiamo"
)
_AM = r"[Ii] am|[Ii]['’]m|[Ii]ch bin"
_ENDED = r"[Rr]egards|[Ss]igned|[Ss]incerely|[Tt]hanks|[Tt]hank you|[Cc]heers|[Yy]ours|[Bb]est(?: wishes)?|[Ll]ove"
_SMALL = r"(?:and|or|med|phil|with|who|is|was|has)\b"
_AFTER = "for|and|who|in|on|at|by|via|if|to|that|today|yesterday|weekly|twice|every|since|about|as|is|was"
_MET = (
    r"seeing|saw|treat(?:ing|ed)?|sessions? with|appointment with|meeting with|contact(?:ed)?|e?-?mail|call|phone|text"
    r"|spoke (?:to|with)|talk(?:ed|ing)? (?:to|with)|met with|referred (?:by|to)|heard from|wrote to"
)
# Syllables of Korean names: frequent family names, and what given names begin and end with
_FAMILY = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄원채천방공현"
    "함변염여추도소석선"
)
_FIRST = (
    "가건경광규기나다동명무문미민병보상서석선성세소송수숙순승시신아애연영예용우원유윤은의인일재정제종주준"
    "지진찬창채철춘충태하한해현형혜호홍화환효훈희"
)
_LAST = (
    "건경관광구국권규균근기길나남라람란례룡린림만명미민배범복봉빈상서석선섭수숙순승식신아애연열영예옥용우"
    "욱운웅원윤율은익일자재정조종주준중지진찬창채천철태택표학한향헌혁현형혜호홍환효후훈희"
)
_GIVEN = f"[{_FIRST}][{_LAST}]"
# Given names that are frequent in Korea and no words: alone after a word for a person they need no ending of their own
_FREQUENT = """
    민준 서준 도윤 예준 시우 하준 주원 지호 지후 준우 준서 도현 지훈 현우 우진 선우 서진 민재 현준 연우 유준 정우
    승우 승현 준혁 은우 지환 승민 민성 준영 동현 재윤 민규 성민 재원 민우 건우 상현 태현 성현 재현 성훈 정훈
    영수 영호 영철 영식 철수 민수 민호 민석 준호 진우 상우 재호 경수 동욱 병철 성호 종수 정호 재훈 현수 용준 광수
    서연 서윤 서현 하은 하윤 지유 윤서 채원 지민 수아 지아 지윤 은서 다은 예은 수빈 소율 예린 지안 소윤 예원 채은
    유나 가은 서영 민지 민경 예지 수현 지현 지영 지은 은지 은정 은주 은영 은경 은희 혜진 혜원 혜영 수진 수연
    수민 유진 미영 미숙 미경 미선 영희 영숙 영자 순자 순영 정희 정숙 정은 경숙 경희 현정 현주 현숙 현아
    선영 선희 소영 소연 소희 나영 나연 진희 진아 윤정 윤희 명숙 말순 옥순 태희 희정 희진 아영 주희 주연 연희
"""
_KNOWN = "|".join(_FREQUENT.split())
_PERSON = "내담자|환자|고객|학생|친구|딸|아들|남편|아내|동생|언니|누나|오빠"
_BETWEEN = r"(?:분|인)?(?:\s*[,:(]\s*|\s+)"
_PARTICLE = "가|이|은|는|을|를|의|와|과|에게|한테|랑|도"
_ENDING = rf"(?=\s?(?:씨|님)|이?(?:{_PARTICLE})(?![가-힣])|\s*(?:[,.?:)]|$))"
_ANNOUNCED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:{_TITLE})\s+(?:med\.\s+|phil\.\s+)?{_NAME}",
        rf"\b(?:[Dd]r|[Mm]rs?|[Mm]s)\.\s+(?!{_SMALL})([a-z]{{3,}})\b",
        rf"\b[Mm]rs?\s+(?!{_SMALL})([a-z]{{3,}})\b",
        rf"(?<!\w)(?:{_WHOSE})\s+(?:[a-z-]+\s+){{0,2}}(?:{_KIN})s?(?:-in-law)?{_LINK_TO}{_NAME}",
        rf"{_NAME}(?:\s+\(|\s+is\s+)(?:my|our)\s+(?:[a-z]+\s+)?(?:{_KIN}|{_TRADE})\b",
        rf"{_NAME},\s+(?:my|our)\s+(?:[a-z]+\s+)?(?:{_KIN}|{_TRADE})\s*,",
        rf"(?<!\w)(?:{_OWN})\s+(?:[a-z-]+\s+)?(?:{_TRADE})s?{_LINK_TO}{_NAME}",
        rf"(?<!\w)(?:{_OWN_ABROAD})\s+(?:{_KIN_ABROAD}){_LINK_TO}{_NAME}",
        rf"\b(?:{_CASE})s?\s+(?:called\s+|named\s+)?{_NAME}",
        rf"\b(?:[Cc]lient|[Pp]atient|[Ss]upervisee)(?:['’]s)?(?:\s+[Nn]ame)?\s*[:(–—-]\s*{_NAME}",
        rf"(?:^|[.!?]\s+)(?:Client|Patient)s?\s+{_NAME}(?=\s+[a-z])",
        rf"\b(?:Therapist|Supervisor|Counsell?or|Psychiatrist|Psychologist)\s*[:–—-]\s*{_NAME}(?=\s*[.,;(]|\s+(?:{_AFTER})\b|\s*$)",
        rf"\b(?:{_ENDED})\s*[,!.:–—-]*\s+{_NAME}[.!]?\s*\Z",
        rf"\b(?:{_MET})\s+{_NAME}(?=\s*[,.?!]|\s+(?:{_AFTER})\b)",
        rf"\b(?:I|[Ww]e) see\s+{_NAME}(?=\s+(?:every|weekly|twice|once|on|today|since)\b)",
        rf"\b(?:{_NAMED})\s+{_NAME}",
        rf"\b(?:{_NAMED})\s+{_LOWER}",
        rf"\b(?:{_AM}|[Tt]his is)\s+{_NAME}(?=\s*[,.]|\s+(?:and|from|here|und|aus)\b)",
        rf"\b(?:{_AM})\s+({_WORD}\s+{_OF}{_WORD})",
        rf"(?:내담자|환자|친구)\s*([{_FAMILY}]{_GIVEN}){_ENDING}",
        rf"(?:내담자|환자|친구)\s*({_GIVEN})(?=이(?:{_PARTICLE})(?![가-힣]))",  # no noun takes 이 before a particle
        rf"(?:{_PERSON}){_BETWEEN}({_KNOWN}|[{_FAMILY}]{_GIVEN}){_ENDING}",
        rf"이름[은이]?\s*:?\s*([{_FAMILY}]{_GIVEN})(?=[\s,.]|$)",
        r"이름[은이]?\s*:?\s*([가-힣]{2,4}?)(?=입니다|이에요|예요|이고|이라|인데|이며)",
        r"저는\s+([가-힣]{2,4}?)(?=(?:이라고|라고)\s*(?:합니다|해요|하는|불러))",
        rf"(?<![가-힣])([가-힣]{{2,4}})\s?씨(?:(?:{_PARTICLE})(?![가-힣])|(?![가-힣]{{2}}))",
    )
)
_BESIDE = re.compile(rf"\[name\](?:['’]s)?\s*(?:,|&|\band|\bor|\bund|,\s*and)\s+(?:(?:{_TITLE})\s+)?{_NAME}")
_CAPITALISED = """
    I It He She We They The This That These Those There Is Are Was Were Has Have Had Does Do Did Can Could Should Would
    Will May Might Must When While Where What Why Who How If And But Or So Not No Yes As At In On To For From With After
    Before During Since Because My Our Your His Her Their A An Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April June July August September October November December Christmas Easter Ramadan
    Christian Catholic Protestant Muslim Jewish Buddhist Hindu American British English German French Spanish Korean
    Chinese Japanese Asian African European Indian Mexican Zoom Facebook Instagram Google Health Centered Centred
    Therapy Online Here Now Then Just Also Still Once Okay Please Thanks Thank Hello Dear Any Some Every Each
    Skype Teams WhatsApp TikTok YouTube Medicaid Medicare Covid Autism Bipolar Borderline Asperger Alcoholics Anonymous
    Black White Latino Latina Hispanic Indigenous Native Arab Turkish Russian Polish Italian Greek Dutch Irish Scottish
    Canadian Australian Ukrainian Israeli Palestinian Iranian Syrian Vietnamese Filipino Brazilian Mormon Evangelical
    Orthodox Sikh Internal Motivational Acceptance Dialectical Cognitive Emotion Schema Gestalt Solution Narrative Eye
    Person Rogerian Freudian Jungian Adlerian Kleinian Lacanian Satisfaction Rights Portal Outcome Attachment Name Are
    Best Warm Kind Much Many Very However Yesterday Today Tomorrow Tonight Sometimes Lately Recently Often Suddenly
    Usually Finally Actually Currently Again Always Never First Second Last Next Whenever Although Though Unless Until
    Honestly Hopefully Unfortunately Clearly Perhaps Apparently Sadly Resistance Silence Feedback Engagement Records
    Mr Mrs Ms Dr Prof Miss Herr Frau
    Notes Care Safety Files Maybe Nothing Something Everything Tell Say Ask Help Good Great New Old Young Both
"""
_KOREAN = """
    이름 자신 본인 상태 이야기 가족 부모 아저 날 글 솜 마음 말 맵 불 선생 상담 어머니 아버지 문제 관계 감정
    행동 무엇 누구 가명 별명 익명 비밀
"""
_NO_NAMES = frozenset(f"{_CAPITALISED} {_KOREAN}".split())  # words that begin no name though they stand where one does


def redact(text: str) -> str:
    """Return `text` with [name], [e-mail], [link], [address], [date] or [number] for what leads to a person."""
    text = _MAIL.sub("[e-mail]", text)
    text = _LINK.sub("[link]", text)
    text = _HANDLE.sub("[name]", text)
    text = _ACCOUNT.sub("[number]", text)
    text = _ADDRESS.sub("[address]", text)
    text = _BORN.sub(r"\1[date]", text)
    text = _DATE.sub("[date]", text)
    text = _RECORD.sub(_record, text)
    text = _CODE.sub("[number]", text)
    text = _INSURED.sub("[number]", text)
    text = _NUMBER.sub(_number, text)
    return _without_names(text)


def _record(found: re.Match[str]) -> str:
    """Return a record's number redacted; a year alone is none ("in case 2019 was hard")."""
    if not found["marked"].strip() and _YEAR.fullmatch(found["code"]):
        return found.group()
    return f"{found.group(1)}[number]"


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
    text = _replaced(text, names)
    text = re.sub(r"\[name\](?:[\s-]+\[name\])+", "[name]", text)
    also = {name for found in _BESIDE.finditer(text) for name in _kept(found.group(1))}
    return _replaced(text, also) if also else text


def _replaced(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        whole = rf"(?<!\w){re.escape(name)}(?!\w|-\w)"
        text = re.sub(re.escape(name) if "가" <= name[0] <= "힣" else whole, "[name]", text)
    return text


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
