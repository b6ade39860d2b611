"""Personal data planted in questions, and clinical questions that hold none."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatbot.coverage.redaction import redact
from tests.pace import within

DATA = Path(__file__).resolve().parents[1] / "data"
_FIRST = "Sarah Tom Aisha Wei Priya José Anna Björn Chloé Dmitri Fatima Giulia Hiro Ines Jamal Kwame Leila Mateusz Noor"
_LAST = "Jones O'Brien Okafor Nguyen García Smith-Lee MacDonald Kowalski Petrova Schäfer Haddad Tanaka Silva Rossi Lund"
FIRST, LAST = _FIRST.split(), _LAST.split()
NAMED = (
    "My client {} cries whenever I am late, why?",
    "How do I tell Dr. {} that I disagree?",
    "my client, {}, has stopped talking to me",
    "I see a patient named {} who never looks at me",
    "Should I call Mrs {} after the session?",
    "Our supervisee {} wants to end early. What now?",
    "her husband {} reads her diary, is that abuse?",
    "my client's name is {}, can I write that down?",
    "Prof. {} says I should wait, is that right?",
    "What if client {} brings gifts?",
)
DATES = ("3 March 1987", "03/04/1990", "1985-12-01", "July 9th, 1979", "12.11.2001", "21st of May 1966")
BORN = (
    "She was born on {} and has panic attacks",
    "DOB: {}, depressed, what next?",
    "date of birth {} is he too old for this?",
)
MAILS = ("anna.k@example.org", "x_y+z@mail.example.co.uk", "jo at gmail dot com", "t.m(at)example.com")
MAIL = ("Please answer to {} how silence works", "can you write me at {}?")
PHONES = ("555-123-4567", "+49 170 1234567", "(02) 9876 5432", "01012345678", "+1 (415) 555-2671", "020 7946 0958")
PHONE = ("Call me at {} about endings", "my number is {}, how do I end therapy?")
LINKS = ("https://example.org/a?b=1", "www.example.com/page", "http://x.example.net", "clinic-example.com/intake")
LINK = ("Is {} right about grief?", "what do you think of {} on silence")
RECORDS = (
    "MRN 448812",
    "case no. AB-12345",
    "patient ID 778-2211",
    "insurance number 9988776655",
    "file #20231",
    "chart: 55120",
)
RECORD = ("{} keeps missing sessions, why?", "Look at {} and tell me what to do")


@dataclass(frozen=True)
class Planted:
    """A question, what was planted in it, and what kind of thing that is."""

    kind: str
    text: str
    items: tuple[str, ...]


def planted() -> list[Planted]:
    """300 questions: 120 with names, 180 with other items."""
    chance = random.Random(7)  # noqa: S311 a fixed choice of examples, no secret
    made = []
    for n in range(120):
        first, last = chance.choice(FIRST), chance.choice(LAST)
        name = (first, f"{first} {last}", last)[n % 3] if "{}" in NAMED[n % 10] else first
        made.append(Planted("name", NAMED[n % 10].format(name), tuple(name.split())))
    kinds = {
        "date": (BORN, DATES),
        "mail": (MAIL, MAILS),
        "phone": (PHONE, PHONES),
        "link": (LINK, LINKS),
        "record": (RECORD, RECORDS),
    }
    for kind, (frames, items) in kinds.items():
        for n in range(36):
            item = items[n % len(items)]
            secret = "".join(c for c in item if c.isdigit()) if kind == "record" else item
            shown = (
                next((part for part in item.split() if any(c.isdigit() for c in part)), item)
                if kind == "record"
                else secret
            )
            made.append(Planted(kind, frames[(n // len(items)) % len(frames)].format(item), (shown.lstrip("#"),)))
    return made


@pytest.mark.parametrize(
    ("kind", "least"),
    [("name", 0.85), ("date", 0.95), ("mail", 0.95), ("phone", 0.95), ("link", 0.95), ("record", 0.95)],
)
def test_planted_items_are_redacted(kind: str, least: float) -> None:
    items = [(each.text, item) for each in planted() if each.kind == kind for item in each.items]
    left = [redact(text) for text, item in items if item in redact(text)]
    assert len(planted()) == 300
    assert 1 - len(left) / len(items) >= least, left


def test_clean_clinical_questions_stay_as_they_are() -> None:
    """Under 2 % of the clinicians' and readers' questions at hand are altered; these were not written for redaction."""
    paths = [DATA / "distress" / "clinician_en.jsonl", DATA / "distress" / "clinician_ko.jsonl"]
    paths += sorted((DATA / "anticipatory_grief").glob("*.jsonl"))
    records = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [record.get("text") or record["question"] for record in records]
    altered = [redact(text) for text in texts if redact(text) != text]
    assert len(texts) >= 300
    assert len(altered) / len(texts) < 0.02, altered


@pytest.mark.parametrize(
    "text",
    [
        "Sessions in 2010-2015 with PHQ-9 above 15 and GAD-7, ICD F32.1, 12 to 16 weeks",
        "Can I use the Patient Health Questionnaire with my client?",
        "My client I saw on Monday is Korean. What is Emotion-Focused Therapy?",
        "my client Christian faith, what is this called?",
        "Did the therapist Carl Rogers say that silence is acceptance?",
        "In the case 2020 pandemic grief was different; client 12-year-old, 1999 Siegel?",
        "Yesterday my client cried. However, my client is better. Client resistance: Is it real? I met it again",
        "A client from Seoul and a friend told me about Focusing by Gendlin. Thanks. Best",
        "HIPAA 45 CFR 164.512, CPT 90834, ICD-10 F43.10, OQ-45.2, and/or e.g. a fee vs. a late-cancel fee.Is it ok?",
        "Are 12 sessions on the Road to recovery enough, or 20 Good Lives Drive exercises?",
        "What did 40 Broken Square questions show? 5 Things to avoid close to the end",
        "Do 50000 Americans really see a counselor",
        "i am Korean, i'm Christian and gay, I'm Rogerian Trained, what now",
        "내담자가 3시 10분에 오면 2로 나누나요",
        "Is 50 minutes 2 times a week at $1,200 a month too much?",
        "Is 100-120 mg a day too much?",
        "vitamin B12 5mg, D3 4hr before, T1 2nd stage; in s1 3rd scan",
        "the 12 step road to change; 3 close friends; since the 2008 crisis 30 lane closures; 5 of the street",
        "a session via Zoom 2 times; the rue of 3 choices; what happened in mai 68?",
        "I see Mondays as hard; the nurse asked; a doctor of psychology; a professor and an officer",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("A client of mine called Beatriz wants to end", "A client of mine called [name] wants to end"),
        ("my client's daughter Lily is four", "my client's daughter [name] is four"),
        ("my client's husband, Robert, controls her", "my client's husband, [name], controls her"),
        ("Patient: Tomás Rivera. What now?", "Patient: [name]. What now?"),
        ("Client Name - Peter Novak - is late", "Client Name - [name] - is late"),
        ("my client goes by Max", "my client goes by [name]"),
        ("My clients Anna and Ben fight", "My clients [name] and [name] fight"),
        ("I'm seeing Marcus for his grief", "I'm seeing [name] for his grief"),
        ("How do I stop? Regards, Paul Sanders", "How do I stop? Regards, [name]"),
        ("Call me on 555-1234 after six", "Call me on [number] after six"),
        ("my office is 220 west 57th st, apt 4b", "my office is [address]"),
        ("i live at 14 elm street and cry", "i live at [address] and cry"),
        ("she stays at 9 rosewood close.", "she stays at [address]."),
        ("our clinic at 3 rue de la Paix, Paris", "our clinic at [address], Paris"),
        ("ich wohne in der hauptstr. 7a", "ich wohne in der [address]"),
        ("via Garibaldi 22, Milano is where she stays", "[address], Milano is where she stays"),
        ("postcode ab1 2de", "postcode [address]"),
        ("J. Doe's file, DOB 1990-02-11", "J. Doe's file, DOB [date]"),
        ("my NI number is QQ 12 34 56 C or qq123456c", "my NI number is [number] or [number]"),
        ("Ms. Lee and Mrs. de la Cruz", "Ms. [name] and Mrs. [name]"),
        ("nacida el 5 de mayo de 1979", "nacida el [date]"),
        ("geboren am 12. März 1975", "geboren am [date]"),
        ("insurance no. A123 456 789", "insurance no. [number]"),
        ("I see Jonathan Reyes every tuesday", "I see [name] every tuesday"),
        ("ma patiente Camille ne parle plus", "ma patiente [name] ne parle plus"),
        ("mi paciente Lucía llora siempre", "mi paciente [name] llora siempre"),
        ("ask nurse Delgado about it", "ask nurse [name] about it"),
        ("010-1234-5678로 연락 주세요", "[number]로 연락 주세요"),
        ("1990-01-02에 태어난 내담자", "[date]에 태어난 내담자"),
        ("서울시 강남구 역삼동 123-4에 살아요", "[address]에 살아요"),
        ("I live at 12 Baker Street, London NW1 6XE", "I live at [address], London [address]"),
        ("Come to 4021b Old Mill Rd. Apt 3", "Come to [address]"),
        ("Praxis Hauptstr. 5, 80331 München", "Praxis [address], 80331 München"),
        ("refund to DE89 3704 0044 0532 0130 00", "refund to [number]"),
        ("my client follows me as @sandra_k", "my client follows me as [name]"),
        ("내담자 이름은 박지영입니다", "내담자 이름은 [name]입니다"),
        ("내담자 민수가 자꾸 늦어요. 민수와 어떻게 할까요?", "내담자 [name]가 자꾸 늦어요. [name]와 어떻게 할까요?"),
        ("내담자(김수진)의 기록", "내담자([name])의 기록"),
        ("내담자인 순영은 서른 살", "내담자인 [name]은 서른 살"),
        ("내담자 영희는 왜 침묵할까요", "내담자 [name]는 왜 침묵할까요"),
        ("내담자 지훈에게 무슨 말을 하나요?", "내담자 [name]에게 무슨 말을 하나요?"),
        ("제 딸 서연도 불안해해요", "제 딸 [name]도 불안해해요"),
        ("Client Maria Lopez reported nightmares", "Client [name] reported nightmares"),
        ("Jennifer, my client, is moving", "[name], my client, is moving"),
        ("How do I tell Jo (my client) that", "How do I tell [name] (my client) that"),
        ("my client's sister-in-law Paula counts", "my client's sister-in-law [name] counts"),
        ("Mr. and Mrs. Turner argue", "Mr. and Mrs. [name] argue"),
        ("Judge Miller spoke to Carla about it", "Judge [name] spoke to [name] about it"),
        ("birthdate: 5-Nov-1988", "birthdate: [date]"),
        ("Medicare no. 1EG4-TE5-MK73", "Medicare no. [number]"),
        ("hospital no: H-5567-K", "hospital no: [number]"),
        ("the MRN is 448812", "the MRN is [number]"),
        ("drjane.therapy/booking is down", "[link] is down"),
        ("see files.example.museum/x", "see [link]"),
        ("i am Tomas Brandt, where is my order", "i am [name], where is my order"),
        ("i'm Sarah Whitfield and it is late", "i'm [name] and it is late"),
        ("I'm Priya Nair my client has stopped talking", "I'm [name] my client has stopped talking"),
        ("ich bin Jürgen Klein und suche Hilfe", "ich bin [name] und suche Hilfe"),
        ("Ich heiße Petra Vogt. Was nun?", "Ich heiße [name]. Was nun?"),
        ("je m'appelle Claire Dupont", "je m'appelle [name]"),
    ],
)
def test_what_is_announced_in_other_ways_goes_too(text: str, redacted: str) -> None:
    assert redact(text) == redacted


def test_a_name_once_announced_goes_wherever_it_stands() -> None:
    text = "My client Sarah Jones is late. Sarah's mother and Jones senior called me."
    assert redact(text) == "My client [name] is late. [name]'s mother and [name] senior called me."


def test_words_that_hold_a_name_or_are_a_part_of_one_stay() -> None:
    assert (
        redact("My client Ann asks about the Annual fee and Joann")
        == "My client [name] asks about the Annual fee and Joann"
    )
    assert (
        redact("My client Maria de Souza is late: de facto consent?") == "My client [name] is late: de facto consent?"
    )


KOREAN_CLEAN = """
    내담자 저항은 무엇인가요?
    내담자 전이는 어떻게 다루나요?
    내담자 침묵이 길어질 때 어떻게 하나요?
    내담자 정서를 어떻게 반영하나요?
    내담자 변화는 언제 일어나나요?
    내담자 동기가 낮을 때 무엇을 하나요?
    내담자 방어를 해석해도 되나요?
    내담자 불안을 줄이는 방법은?
    내담자 신뢰를 얻으려면?
    내담자 의뢰는 어떻게 하나요?
    내담자 안전이 우선인가요?
    내담자 권리와 비밀보장
    내담자 목표를 정하는 법
    내담자 진술의 신빙성
    내담자 유연성은 어떻게 기르나요?
    내담자 정체성을 다루는 법
    내담자 이해를 돕는 질문은?
    내담자 기대가 너무 높아요
    내담자 자기개방은 어디까지 괜찮나요?
    내담자 이상한 행동이 걱정돼요
    내담자 고통에 공감하려면?
    내담자 성격을 바꿀 수 있나요?
    내담자 의존이 심해요
    내담자 인지를 재구성하는 방법
    내담자 주호소는 어떻게 적나요?
    내담자 강점을 찾는 질문
    내담자 선택을 존중하려면?
    내담자 의지가 약해요
    내담자 지지는 왜 중요한가요?
    내담자 애도를 돕는 글이 있나요?
    내담자 아이를 만나도 되나요?
    내담자 남편이 상담에 오고 싶어 해요
    내담자 보호자가 기록을 요구해요
    내담자 지원을 늘리려면?
    내담자 하나가 아니라 가족 모두를 만나요
    내담자 수정된 목표는 어떻게 적나요?
    내담자 유리 멘탈이라는 말
    내담자 보람을 느끼게 하려면?
    친구 지우는 법
    학생 상담에서 부모의 동의가 필요한가요?
    내담자 양가감정을 다루는 방법은?
    환자 안정은 어떻게 확인하나요?
    환자 주치의와 연락해도 되나요?
    환자 정보를 공유해도 되나요?
    환자 상태를 기록하는 법
    환자 수용이 왜 중요한가요?
    친구 문제로 힘들어하는 청소년을 어떻게 돕나요?
    친구 사이가 멀어진 내담자
    친구 소개로 온 내담자를 받아도 되나요?
    내담자 이름이 기억나지 않으면 어떻게 하나요?
    이름 대신 별명을 불러도 되나요?
    내담자 이름은 무엇이라고 적나요?
    내담자의 역전이는 어떻게 알아차리나요?
    내담자 현실 검증이 어려워요
    내담자 호칭은 어떻게 하나요? 누구누구 씨라고 부르나요?
    내담자 회피를 다루는 법
    내담자 우울은 언제 의뢰해야 하나요?
    내담자 진정성이 의심돼요
    내담자 동의를 받는 절차
    내담자 가족과 통화해도 되나요?
    내담자 구조화는 첫 회기에 하나요?
    날씨가 나쁜 날 취소하는 내담자
    아저씨가 무섭다는 아이
"""


def test_korean_names_go() -> None:
    named = {
        "내담자 김민수는 말이 없어요": "민수",
        "내담자 김민수 씨가 말을 안 해요": "김민수",
        "내담자 박지영이가 자주 늦어요": "박지영",
        "내담자 최유진은 왜 우나요?": "최유진",
        "환자 이서준의 어머니가 전화했어요": "이서준",
        "친구 정하은이 죽었어요": "정하은",
        "내담자 지영이가 또 늦었어요": "지영",
        "내담자 이름은 박지영입니다": "박지영",
        "내담자 이름: 송민호, 어떻게 하죠": "송민호",
        "이름은 은우예요": "은우",
        "저는 한소희라고 합니다": "한소희",
        "이영희 씨에게 뭐라고 하죠": "이영희",
        "환자 오세훈, 32세": "오세훈",
        "내담자 강동원을 어떻게 돕죠": "강동원",
        "내담자 민준이는 게임만 해요": "민준",
        "내담자 윤서연과 종결해요": "윤서연",
        "내담자 임수정님이 불편해해요": "임수정",
        "김철수씨가 상담을 그만뒀어요": "김철수",
        "내담자 조현우에게 말해도 되나요": "조현우",
        "내담자 서예진이랑 싸웠어요": "서예진",
    }
    assert [redact(text) for text, name in named.items() if name in redact(text)] == []


def test_korean_nouns_stay() -> None:
    """What a question is about often stands where a name could, as does 저항 (resistance) after 내담자 (client)."""
    texts = [line.strip() for line in KOREAN_CLEAN.strip().splitlines()]
    assert [redact(text) for text in texts if redact(text) != text] == []


@pytest.mark.parametrize(
    "piece", ["a", "1 ", "A", "my client ", "a.", "a at ", "Dr. A", "(1", "named a ", "x@", "http://", "가"]
)
def test_hostile_text_takes_no_longer(piece: str) -> None:
    with within(0.5):
        redact((piece * 1000)[:1000])
