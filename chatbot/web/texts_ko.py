"""The interface in Korean."""

from __future__ import annotations

from datetime import date

from chatbot.web.texts import Texts


def _date(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일"


def _counted(quotes: int, articles: int) -> str:
    return f"글 {articles}편에서 인용 {quotes}개"


TEXTS = Texts(
    lang="ko",
    site="글에서 답 찾기",
    skip="본문으로 건너뛰기",
    tagline="궁금한 점을 편하게 물어보세요. 답이 되는 대목을 원문 그대로 보여 드리고, 해당 문장으로 바로 연결합니다.",
    question="질문",
    follow_up="다른 질문하기",
    ask="질문하기",
    bad_question="글자나 숫자를 포함하여 1자 이상 {limit}자 이하로 질문을 적어 주세요.",
    examples="글이 답하는 질문",
    earlier="이 대화의 이전 질문",
    ask_again="다시 묻기: {question}",
    start_over="처음부터 다시",
    you_asked="내 질문",
    following="“{question}”에 이어서",
    may_answer="답일 수 있음",
    marked="강조된 부분이 질문에 가장 가깝습니다.",
    counted=_counted,
    kinds={
        "faq": "자주 묻는 질문",
        "takeaway": "핵심 요약",
        "table": "표",
        "step": "단계",
        "list": "목록",
        "section": "본문",
    },
    by="글: {names}",
    read="원문에서 보기",
    new_tab="(새 탭에서 열림)",
    reviewed="{date} 검토",
    reviewed_by="검토자: {names}",
    reviewed_by_only="{names} 검토",
    reviewed_long_ago="{months}개월 이상 지남",
    not_reviewed="임상 검토를 받지 않음",
    published="{date} 게시",
    updated="{date} 수정",
    closest="이어서 읽을 글",
    related="관련 질문",
    promise="답으로 보이는 모든 내용은 글에서 그대로 인용한 것입니다. 새로 지어낸 문장은 없습니다.",
    languages="언어",
    original="원래 페이지",
    ask_articles="질문하기",
    problem="요청을 처리하지 못했습니다",
    back="처음으로",
    no_service="지금은 질문에 답할 수 없습니다. 나중에 다시 찾아 주세요.",
    noted="글에 무엇이 부족한지 저자들이 알 수 있도록, 질문을 이름 없이 적어 두었습니다.",
    erase="지우기",
    erased="질문을 지웠습니다.",
    not_erased="그런 질문이 없습니다. 이미 지워졌을 수 있습니다.",
    thousands=",",
    date=_date,
)
