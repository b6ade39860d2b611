"""From a question to an answer, on small corpora and with the real encoder: what is found, refused and shown beside."""

from __future__ import annotations

from pathlib import Path

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.offering import CLOSEST_PLACES, MOST_QUESTIONS
from chatbot.answering.question import make_question
from chatbot.indexing.build import build_index
from chatbot.indexing.index import Filter
from chatbot.indexing.versions import open_index
from chatbot.reading.folder import Corpus
from chatbot.reading.passages import Kind
from tests.indexes import TODAY, index_of, share_encoders
from tests.web.small_corpus import SHIPPED

KOREAN = """---
title: 상담 안내
language: ko
---

## 상담 비용

| 상담 종류 | 시간 | 비용 |
|---|---|---|
| 개인 상담 | 50분 | 9만 원 |
| 부부 상담 | 80분 | 15만 원 |

## 자주 묻는 질문

### 주말에도 상담을 받을 수 있나요?

토요일은 오전 10시부터 오후 4시까지 상담합니다. 일요일과 공휴일은 쉽니다.

### 주차가 되나요?

건물 지하에 두 시간까지 무료로 주차할 수 있습니다.

### 따로 한 이야기를 상대에게 전하나요?

아니요. 따로 만나 들은 이야기는 본인의 동의 없이 전하지 않습니다.

### 새벽에 자꾸 깨는데 어떻게 하나요?

시계를 보지 마세요. 잠이 오지 않으면 다른 방에서 조용한 일을 하다가 졸릴 때 돌아갑니다.

### 아이가 상담을 가기 싫어해요

한 번만 와 보자고 해 주세요. 벌이나 조건으로 걸지 마세요.
"""
ENGLISH = """---
title: A lawn year
---

## The calendar

| Month | Work | Mowing height |
|---|---|---|
| March | mowing begins on a dry day | 5 cm |
| May | mow every week | 3 cm |
| July | water deeply once a week | 4 cm |

## Cancelling

For a gardening course the fees are:

| Days before the start | Fee |
|---|---|
| more than 60 | 20 % |
| 30 to 60 | 40 % |
| 15 to 29 | 60 % |
| 8 to 14 | 80 % |
| 7 or fewer | 100 % |

## FAQ

### Do slugs come back?

Yes. Slugs move about four metres a night.

### Can I use soil from the forest?

No. It is too sour. Use potting compost.

### When is the garden open?

Monday to Friday 9 am to 6 pm, Saturday 9 am to 1 pm. On bank holidays we open at 10 am and close at 4 pm.
"""


def answerer_of(text: str, work: Path) -> Answerer:
    share_encoders(work / "index")
    (work / "corpus").mkdir()
    (work / "corpus" / "article.md").write_text(text, encoding="utf-8")
    build_index(Corpus(work / "corpus", today=TODAY), work / "index")
    return Answerer(open_index(work / "index"))


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_of(KOREAN, tmp_path_factory.mktemp("korean"))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return answerer_of(ENGLISH, tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def shipped() -> Answerer:
    """What answers from the articles that ship."""
    return Answerer(open_index(index_of(SHIPPED, "corpus")))


def ask(answerer: Answerer, text: str) -> Answer:
    return answerer.ask(make_question(text))


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("일요일에도 하나요", "주말에도-상담을-받을-수-있나요"),
        ("부부상담 얼마", "상담-비용"),
        ("주차장 있어요?", "주차가-되나요"),
    ],
)
def test_where_the_encoder_does_not_read_the_words_alone_find_the_passage(
    korean: Answerer, question: str, source: str
) -> None:
    assert ask(korean, question).quotes[0].source_id == source


@pytest.mark.parametrize("question", ["김치찌개 끓이는 법", "강남역 맛집 알려줘", "비행기 표 예매", "축구 몇 시"])
def test_where_the_encoder_does_not_read_what_no_word_speaks_for_is_refused(korean: Answerer, question: str) -> None:
    assert ask(korean, question).status is Status.UNANSWERED


@pytest.mark.parametrize("reply", ["yes", "No!", "ok, thanks", "Thank you so much"])
def test_a_reply_is_no_question_and_nothing_is_near_to_it(english: Answerer, reply: str) -> None:
    answer = ask(english, reply)
    assert (answer.status, answer.quotes, answer.related) == (Status.UNANSWERED, (), ())
    assert answer.message == "I can only quote the articles. Ask me about something they cover."


def test_who_says_hello_is_offered_a_question_of_each_article_that_may_be_quoted(shipped: Answerer) -> None:
    answer = ask(shipped, "Hi there!")
    assert answer.status is Status.UNANSWERED
    assert {offered.kind for offered in answer.related} == {"question"}
    assert len({offered.article for offered in answer.related}) == MOST_QUESTIONS
    one = Filter(article=frozenset({"yes-but-game"}))
    (offered,) = shipped.ask(make_question("hello", where=one)).related
    assert offered.text == 'What is the "Yes, but" game in simple terms?'


def test_what_follows_a_question_and_finds_nothing_is_no_small_talk(shipped: Answerer) -> None:
    first = "can clients come back after therapy"
    answer = shipped.ask(make_question("who do I tell", [first, "can I say no"]))
    assert (answer.status, answer.followed) == (Status.UNANSWERED, first)
    assert answer.message.startswith("I found no answer")


@pytest.mark.parametrize("reply", ["네", "아니요", "감사합니다"])
def test_a_korean_reply_is_none_either(korean: Answerer, reply: str) -> None:
    assert ask(korean, reply).status is Status.UNANSWERED


@pytest.mark.parametrize(
    ("question", "closest"),
    [
        ("client says nothing for ten minutes", "client-silence"),
        ("is a single conversation about the end enough", "planning-termination"),
    ],
)
def test_the_closest_article_is_the_one_that_most_of_what_was_found_stands_in(
    shipped: Answerer, question: str, closest: str
) -> None:
    answer = ask(shipped, question)
    assert answer.status is Status.UNANSWERED
    assert answer.related[0].article == closest


def test_where_nothing_is_quoted_the_closest_sections_are_named_and_linked(shipped: Answerer) -> None:
    answer = ask(shipped, "client says nothing for ten minutes")
    assert answer.status is Status.UNANSWERED
    closest = [related for related in answer.related if related.kind == "article"]
    assert len({related.article for related in closest}) == CLOSEST_PLACES
    title = "When a Client Falls Silent: Reading and Holding Pauses in Therapy"
    assert closest[0].text == f"{title} › Signs that the client is overwhelmed"
    assert closest[0].link.anchor == closest[0].source_id == "signs-that-the-client-is-overwhelmed"


def test_where_one_article_may_be_quoted_several_of_its_sections_are_the_closest(shipped: Answerer) -> None:
    where = Filter(article=frozenset({"client-silence"}))
    question = make_question("what does the therapist do with her hands", where=where)
    answer = shipped.ask(question)
    assert answer.status is Status.UNANSWERED
    closest = [related for related in answer.related if related.kind == "article"]
    assert {related.article for related in closest} == {"client-silence"}
    assert len({related.source_id for related in closest}) == CLOSEST_PLACES
    assert [" › " in related.text for related in closest] == [True, False, False]


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("How do I tell a game from a justified objection?", ["yes-but-game", "yes-but-game"]),  # far, but its own
        ("Why do I get so irritated when every idea is rejected?", []),  # "Is silence a form of resistance?" is far
        ("is it okay to feel sad when a client leaves?", ["anticipatory-grief", "anticipatory-grief"]),
    ],
)
def test_another_articles_question_is_offered_only_where_it_is_near(
    shipped: Answerer, question: str, offered: list[str]
) -> None:
    assert [related.article for related in ask(shipped, question).related][:2] == offered


def test_to_a_far_off_question_no_section_is_close(shipped: Answerer) -> None:
    answer = ask(shipped, "How do I change the oil of a diesel engine?")
    closest = [related for related in answer.related if related.kind == "article"]
    assert {(related.source_id, str(related.link)) for related in closest} == {("", "")}
    assert not any("›" in related.text for related in closest)


def test_to_a_question_in_another_language_no_article_is_the_closest(english: Answerer) -> None:
    answer = ask(english, "잔디는 언제 깎아야 하나요?")
    assert "language" in answer.message
    assert answer.related == ()


def test_a_question_is_foreign_though_its_words_can_be_read_as_english_ones(shipped: Answerer) -> None:
    """Here "mitä" is read as "meta" and "suru" as "sure"."""
    assert "language" in ask(shipped, "mitä on suru").message


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("july mowing height", "July\twater deeply once a week\t4 cm"),
        ("fee 5 days before the start", "7 or fewer\t100 %"),
        ("fee if i cancel ten days before the start", "8 to 14\t80 %"),
        ("fee 90 days before the start", "more than 60\t20 %"),
    ],
)
def test_the_row_that_is_asked_for_is_marked(english: Answerer, question: str, row: str) -> None:
    quote = next(quote for quote in ask(english, question).quotes if quote.kind is Kind.TABLE)
    ((start, end),) = quote.highlights
    assert quote.text[start:end] == row


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("when is the garden open", "Monday to Friday"),
        ("when do you open", "Monday to Friday"),
        ("is the garden open on bank holidays", "On bank holidays"),
    ],
)
def test_in_a_faq_answer_what_answers_its_question_is_marked_and_no_exception(
    english: Answerer, question: str, sentence: str
) -> None:
    quote = ask(english, question).quotes[0]
    ((start, end),) = quote.highlights
    assert quote.text[start:end].startswith(sentence)
    assert quote.text.startswith("Monday to Friday")


def test_what_nothing_answers_as_a_follow_up_is_answered_by_itself_where_that_goes_well(shipped: Answerer) -> None:
    alone = shipped.ask(make_question("What about the ending?"))
    after = shipped.ask(make_question("What about the ending?", ["How long should I let a silence go on?"]))
    assert alone.quotes
    assert after.followed is None
    assert (after.quotes, after.confidence) == (alone.quotes, alone.confidence)
    assert shipped.ask(make_question("What about it?", ["What is the yes but game?"])).followed is not None


def test_matrix_products_of_an_answer_keep_to_one_thread() -> None:
    index = open_index(index_of(SHIPPED, "corpus"))
    with threadpool_limits(limits=2, user_api="blas"):
        Answerer(index)
        threads = [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert set(threads) == {1}


def test_a_gist_is_the_takeaway_of_the_article_that_may_be_quoted_or_was_quoted_last(shipped: Answerer) -> None:
    only = Filter(article=frozenset({"gift-of-therapy"}))
    last = ["How long should I let a silence go on?"]
    for question, article in [
        (make_question("tl;dr", where=only), "gift-of-therapy"),
        (make_question("tl;dr", last), "client-silence"),
        (make_question("tl;dr", last, where=only), "gift-of-therapy"),
    ]:
        first = shipped.ask(question).quotes[0]
        assert (first.article.id, first.kind) == (article, Kind.TAKEAWAY)
    assert shipped.ask(make_question("tl;dr", last)).followed == last[0]


@pytest.mark.parametrize("text", ["summary please", "what are the steps?", "step 2", "summarize silence", "topics"])
def test_an_article_that_does_not_exist_has_no_gist_and_no_steps(shipped: Answerer, text: str) -> None:
    answer = shipped.ask(make_question(text, where=Filter(article=frozenset({"nobody"}))))
    assert (answer.status, answer.quotes, answer.related) == (Status.UNANSWERED, (), ())


@pytest.mark.parametrize("history", [[], ["What is the capital of France?"]])
def test_where_several_articles_may_be_meant_or_none_has_a_takeaway_a_gist_is_refused(
    shipped: Answerer, english: Answerer, history: list[str]
) -> None:
    for answerer in (shipped, english):
        assert answerer.ask(make_question("tl;dr", history)).status is Status.UNANSWERED


@pytest.mark.parametrize("question", ["two kinds of ruptures", "what are the two kinds of rupture?"])
def test_who_asks_for_a_section_sees_its_table_before_what_is_said_about_it(shipped: Answerer, question: str) -> None:
    table, below = ask(shipped, question).quotes[:2]
    assert (table.kind, below.kind) == (Kind.TABLE, Kind.SECTION)
    assert table.source_id == below.source_id == "two-kinds-of-rupture"
    assert below.text.startswith("Many ruptures contain both.")


@pytest.mark.parametrize("question", ["types of ruptures", "types of rupture"])  # the table stands far behind in one
def test_what_points_to_the_table_right_above_it_is_followed_by_that_table(shipped: Answerer, question: str) -> None:
    below, table = ask(shipped, question).quotes[:2]
    assert below.text.startswith("Many ruptures contain both.")
    assert (table.kind, table.source_id) == (Kind.TABLE, "two-kinds-of-rupture")


@pytest.mark.parametrize(
    ("topic", "held"),
    [
        ("Boyer and Hoffman", "Boyer and Hoffman (1993)"),
        ("boyer, hoffman", "Hoffman (1993)"),
        ("boyer and hofman", "Hoffman (1993)"),
    ],
)
def test_a_topic_that_stands_word_for_word_is_shown_as_what_may_answer(
    shipped: Answerer, topic: str, held: str
) -> None:
    answer = ask(shipped, topic)
    ((start, end),) = answer.quotes[0].highlights
    assert answer.status is Status.WEAK
    assert held in answer.quotes[0].text[start:end]


@pytest.mark.parametrize(("topic", "row"), [("cancelling", "7 or fewer"), ("calendar", "March")])
def test_so_is_a_topic_that_is_a_heading(english: Answerer, topic: str, row: str) -> None:
    answer = ask(english, topic)
    assert answer.status is Status.WEAK
    assert row in answer.quotes[0].text


@pytest.mark.parametrize(
    "question", ["Hoffman and Boyer", "loss history", "drama triangel", "Do you know Boyer and Hoffman?"]
)
def test_one_that_stands_otherwise_or_nowhere_or_is_asked_about_is_refused(shipped: Answerer, question: str) -> None:
    assert ask(shipped, question).status is Status.UNANSWERED


THESES = """---
title: Theses
---

## Time and extent of theses

| | Bachelor | Master |
|---|---|---|
| Time | 10 weeks | 22 weeks |
| Pages | 30 to 40 | 60 to 80 |
| Credits | 12 | 30 |
| Extension | 3 weeks | 6 weeks |

## Handing in

Upload one file by midnight of the last day. Printed copies are no longer required.
"""


def test_a_follow_up_marks_the_row_that_the_earlier_question_was_about(tmp_path: Path) -> None:
    answerer = answerer_of(THESES, tmp_path)
    for first, row in (
        ("how many pages has a bachelor thesis", "Pages"),
        ("what extension for a bachelor", "Extension"),
    ):
        answer = answerer.ask(make_question("and for a master?", [first]))
        quote = answer.quotes[0]
        ((start, end),) = quote.highlights
        assert answer.followed == first
        assert quote.text[start:end].startswith(f"{row}\t")


@pytest.mark.parametrize("word", ["Boyer", "homework", "dissociation"])
def test_one_word_is_looked_for_as_in_a_search(shipped: Answerer, word: str) -> None:
    answer = ask(shipped, word)
    ((start, end),) = answer.quotes[0].highlights
    assert answer.status is Status.WEAK
    assert word in answer.quotes[0].text[start:end]


@pytest.mark.parametrize("word", ["sorry", "really", "stop", "next", "question", "articles", "yes"])
def test_one_that_is_said_to_a_chat_is_not(shipped: Answerer, word: str) -> None:
    assert ask(shipped, word).status is Status.UNANSWERED


def test_of_all_that_is_near_what_holds_the_word_is_quoted(shipped: Answerer) -> None:
    assert "depth" in ask(shipped, "depth").quotes[0].text


def test_so_is_one_word_of_a_faq_question(tmp_path: Path) -> None:
    faq = """
## FAQ

### May a third person read the draft before I change the title?

Yes, if your examiner agrees.

### Is the office closed on the day after the fair?

It is open as usual.
"""
    answerer = answerer_of(THESES + faq, tmp_path)
    assert [ask(answerer, topic).status for topic in ("person", "fair", "wages")] == [
        Status.WEAK,
        Status.WEAK,
        Status.UNANSWERED,
    ]
