"""What coverage says of a small corpus: gaps, reach, overlap, trend."""

from __future__ import annotations

import json
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.coverage import gaps
from chatbot.coverage.asked import Asked
from chatbot.coverage.gaps import Shown, gaps_of, question_vectors, topics_of
from chatbot.coverage.golden import Golden, declined
from chatbot.coverage.hypertext import as_html
from chatbot.coverage.naming import Wording
from chatbot.coverage.nearness import CLOSE, FAR, nearest_to
from chatbot.coverage.overlap import overlaps
from chatbot.coverage.privacy import HIDDEN, shareable
from chatbot.coverage.progress import quiet
from chatbot.coverage.reach import ArticleReach, Part, most_asked, reach
from chatbot.coverage.result import Coverage, Measuring, trend_of
from chatbot.coverage.survey import Outcome, survey
from chatbot.coverage.tabular import as_json
from chatbot.coverage.terminal import as_text
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import Codes, Floats, Pieces
from chatbot.indexing.versions import IndexFolder, open_index
from tests.coverage.conftest import ANSWERED, ARTICLES, CATS, TAXES
from tests.coverage.measured import measure
from tests.indexes import index_of

DAY = date(2026, 11, 2)


def test_answered_questions_say_where_and_the_others_are_flagged(coverage: Coverage) -> None:
    places = {outcome.question: (outcome.status, outcome.article, outcome.source_id) for outcome in coverage.outcomes}
    assert places[ANSWERED[0]] == (Status.ANSWERED, "bees", "swarms")
    assert places[ANSWERED[1]] == (Status.ANSWERED, "bread", "rising")
    assert all(outcome.flagged for outcome in coverage.outcomes if outcome.question in [*CATS, *TAXES])


def test_a_repeated_question_is_asked_once_and_counted_twice(coverage: Coverage) -> None:
    assert len(coverage.outcomes) == 7
    assert coverage.asked == 8
    assert next(o.times for o in coverage.outcomes if o.question == CATS[0]) == 2


def test_wordings_that_differ_in_capitals_spaces_and_marks_are_one_question(answerer: Answerer) -> None:
    """A year of a site's search log has each question in a dozen such forms; as many examples would say nothing."""
    texts = ["why do cats purr", "Why do cats purr?", "WHY DO  CATS PURR ", "why do cats purr"]
    coverage = measure([*(Asked(text) for text in texts), Asked(CATS[1], DAY, times=6)], answerer)
    assert [(each.question, each.times) for each in coverage.outcomes] == [(texts[0], 4), (CATS[1], 6)]
    assert (coverage.asked, coverage.gaps[0].topic.size, coverage.trend[0].unanswered) == (10, 10, 6)
    assert [each["question"] for each in json.loads(as_json(coverage))["questions"]] == [*texts, CATS[1]]


def test_a_slip_is_read_as_meant_unless_more_askers_write_it_than_what_it_is_read_as(answerer: Answerer) -> None:
    """Answering knows the words of the articles and of English; askers know products and names, too."""
    slip, word = Asked("When does a sworm leave?"), Asked("What is a swarm?")
    few = measure([slip, word, word], answerer)
    assert [each.meant for each in few.outcomes] == ["When does a swarm leave?", word.text]
    assert few.outcomes[0].question == slip.text
    many = measure([slip, slip, word], answerer)
    assert many.outcomes[0].meant == slip.text


class Counting(OnnxEncoder):
    """The encoder that serves, which counts what it runs."""

    runs = 0

    def _begin_question(self, text: str) -> Future[tuple[Floats, Pieces]]:
        self.runs += 1
        return super()._begin_question(text)

    def _encode_sentence(self, text: str) -> tuple[Floats, Codes]:
        self.runs += 1
        return super()._encode_sentence(text)


def test_a_question_is_encoded_once_however_little_the_encoder_remembers(corpus: Path) -> None:
    """Five thousand questions of a log are more than it remembers; encoding them again took a third of the time."""
    place = IndexFolder(index_of(corpus, "coverage"))
    version = place.current()
    encoder = Counting(place.encoders / place.manifest(version).fingerprint, threads=1, cache=1)
    measuring = Measuring(Answerer(FileIndex(place.versions / version, version, encoder)))
    measuring.measure([])  # its passages
    encoder.runs = 0
    asked = [Asked(text, DAY, logged=True) for text in (*CATS, *TAXES, *ANSWERED)]
    measuring.measure(asked)
    shareable(asked, measuring.vector)  # for what changed since the version before, at each look at the dashboard
    assert encoder.runs == len(asked) + len(ARTICLES)  # whose titles are taken out of the questions


def test_a_hidden_question_is_hidden_in_each_of_its_wordings(answerer: Answerer) -> None:
    logged = [Asked(text, DAY, logged=True) for text in (TAXES[0], TAXES[0].upper())]
    shown = as_json(measure([*logged, Asked(ANSWERED[0])], answerer))
    assert "tax" not in shown.lower()
    assert shown.count(HIDDEN) == 2


def test_flagged_questions_fall_into_topics_named_by_their_own_words(coverage: Coverage) -> None:
    topics = [gap.topic for gap in coverage.gaps]
    assert [(topic.size, set(topic.questions)) for topic in topics] == [(4, set(CATS)), (2, set(TAXES))]
    assert "purr" in topics[0].name
    assert {"tax", "form"} <= set(topics[1].name.split())


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([DAY, DAY], "in Nov 2026"),
        ([DAY, date(2026, 3, 30)], "from Mar to Nov 2026"),
        ([DAY, date(2025, 1, 1), None], "from Jan 2025 to Nov 2026"),
        ([None], ""),
    ],
)
def test_a_topic_tells_from_when_to_when_it_was_asked_by_months(
    days: list[date | None], words: str, answerer: Answerer
) -> None:
    """What was asked two years ago and no more stands out from what is asked now."""
    coverage = measure([Asked(CATS[0], day) for day in days], answerer)
    topic = coverage.gaps[0].topic
    assert (topic.when, {month.day for month in topic.months}) == (words, {1} if words else set())
    asked = f"{len(days)} asked{f' {words}' if words else ''}"
    assert (asked in as_text(coverage)) == (len(days) > 1)
    more = measure([*(Asked(text, day) for text in CATS for day in days)], answerer)
    assert f"{3 * len(days)} asked{f' {words}' if words else ''}: " in as_text(more)
    assert f"times{f' {words}' if words else ''}: " in as_html(more)


def test_a_gap_shows_the_nearest_passages_and_why_they_fall_short(coverage: Coverage) -> None:
    nearest = coverage.gaps[0].nearest
    assert len(nearest) == 3
    assert [near.cosine for near in nearest] == sorted((near.cosine for near in nearest), reverse=True)
    assert nearest[0].text
    assert "purr" in nearest[0].why


def test_what_a_passage_lacks_is_more_than_the_name_of_a_small_topic(answerer: Answerer) -> None:
    asked = [Asked("Can I keep a hamster in a cage?"), Asked("Can I keep a ferret in a cage?")]
    (gap,) = measure(asked, answerer).gaps
    assert set(gap.nearest[0].why.removeprefix("says nothing of ").split(", ")) >= {"hamster", "ferret", "cage"}


def test_what_the_title_of_its_article_says_a_passage_does_not_lack(answerer: Answerer) -> None:
    asked = ["Why is my sourdough bread crust pale?", "How do I get a dark sourdough bread crust?"]
    (gap,) = measure([Asked(text) for text in asked], answerer).gaps
    why = {(near.article, near.source_id): near.why for near in gap.nearest}["bread", "rising"]
    assert "crust" in why
    assert not {"sourdough", "bread"}.intersection(why.replace(",", "").split())


def test_a_passage_that_holds_all_words_of_a_gap_comes_near_however_far_its_meaning_is(answerer: Answerer) -> None:
    index = answerer.index
    away = -index.encoder.encode_question("closed cells of the comb in July")

    def near(name: str) -> list[str]:
        return [each.text for each in nearest_to(name, [f"{name}?"], away, index) if each.counts]

    (text,) = near("sheet, box")
    assert text == "A swarm of bees hangs in a tree for an hour or a day. Take a box and a sheet, and shake it in."
    assert near("sheet, purring") == [], "one of two words is none"
    assert near("sheet") == [], "one word may stand anywhere"


def test_a_gap_that_nothing_comes_near_is_no_part_of_an_article(coverage: Coverage) -> None:
    gap = replace(coverage.gaps[0], shown=None)
    far, close = (replace(gap.nearest[0], cosine=cosine, held=1, whole=False) for cosine in (FAR - 0.01, FAR))
    assert replace(gap, nearest=(far,)).advice == "nothing comes near: write an article, if it is a subject of yours"
    one, two = (
        replace(gap, nearest=(close, far), around=around) for around in ((("bees", 4),), (("bees", 1), ("bread", 1)))
    )
    assert one.advice == "write about it: an article, or a section of bees"
    other = replace(close, article="bread")
    assert replace(one, nearest=(other, close)).advice == "write about it: an article, or a section of bread or bees"
    assert two.advice == "write an article about it: its questions come nearest to 2 different articles"
    silent = replace(close, held=0)
    assert replace(one, nearest=(silent,)).advice == "write an article: what comes nearest does not speak of it"
    assert replace(one, nearest=(replace(silent, cosine=CLOSE),)).advice == one.advice


def test_what_many_articles_lack_is_one_gap(tmp_path: Path) -> None:
    """Each question is nearest to others about its own animal; what no article says is the same."""
    animals = ("cobra", "parrot", "hamster", "goldfish", "tortoise")
    for animal in animals:
        (tmp_path / f"{animal}.md").write_text(
            f"---\ntitle: The {animal}\n---\n\n## Food\n\nGive the {animal} food in the morning and water all day.\n\n"
            f"## Cage\n\nThe cage of a {animal} is cleaned on Sundays, and needs a lid.\n"
        )
    asked = [
        f"{question} {animal}" for animal in animals for question in ("can I take on a train my", "train ticket for a")
    ]
    coverage = measure([Asked(text) for text in asked], Answerer(open_index(index_of(tmp_path, "animals"))))
    assert [set(gap.topic.questions) for gap in coverage.gaps] == [set(asked)]
    assert sorted(coverage.gaps[0].around) == [(animal, 2) for animal in sorted(animals)]


def test_what_most_readers_are_shown_is_what_to_look_at_first(answerer: Answerer) -> None:
    """The passage nearest to a topic is not the one that is quoted; what is quoted may be the answer in other words."""
    asked = [Asked("honey bread rising", times=3), Asked("honey in bread?", times=2), Asked("rising of honey bread")]
    outcomes = survey(asked, answerer.ask, quiet)
    place = (outcomes[0].article, outcomes[0].source_id)
    rows = list(range(len(outcomes)))
    vectors = question_vectors(outcomes, answerer.index.encoder.encode_question)
    same = [replace(each, article=place[0], source_id=place[1], quote=f"quote {n}") for n, each in enumerate(outcomes)]
    (gap,) = gaps_of(same, topics_of(same, [rows], vectors, frozenset(), answerer.index), vectors, answerer.index)
    assert gap.shown == Shown(*place, "quote 0", 6)
    assert gap.advice.startswith(f"6 of 6 are shown {place[0]}#{place[1]}: ")
    apart = [replace(each, article=f"a{n}") for n, each in enumerate(same)]
    (gap,) = gaps_of(apart, topics_of(apart, [rows], vectors, frozenset(), answerer.index), vectors, answerer.index)
    assert gap.shown == Shown("a0", place[1], "quote 0", 3), "half of them"
    few = [replace(each, times=1) for each in apart]
    (gap,) = gaps_of(few, topics_of(few, [rows], vectors, frozenset(), answerer.index), vectors, answerer.index)
    assert gap.shown is not None
    assert (gap.shown.times, gap.shown.places) == (3, 3)
    assert gap.advice.startswith("3 of 3 are shown one of 3 places, such as ")
    one = replace(gap, shown=replace(gap.shown, times=1, places=1), topic=replace(gap.topic, size=2))
    assert one.advice.startswith("1 of 2 is shown a")
    mostly = [few[0], *(replace(each, article="", source_id="", quote="") for each in few[1:])]
    (gap,) = gaps_of(mostly, topics_of(mostly, [rows], vectors, frozenset(), answerer.index), vectors, answerer.index)
    assert gap.shown is None


def test_of_more_than_can_be_grouped_the_most_asked_make_the_gaps_and_the_rest_is_told(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site search exports what is asked most first: its last five thousand lines are what hardly anybody asks."""
    monkeypatch.setattr(gaps, "MOST", 2)
    asked = [Asked(TAXES[0], times=9), Asked(TAXES[1], times=8), Asked(CATS[0], times=2), Asked(CATS[1])]
    coverage = measure(asked, answerer)
    assert [set(gap.topic.questions) for gap in coverage.gaps] == [set(TAXES)]
    note = "3 questions without a sure answer are in no topic: of so many, only the 2 different ones that are asked"
    assert coverage.notes == [f"{note} most often are grouped."]
    assert note in " ".join(as_text(coverage).split())
    assert note in as_html(coverage)


def test_examples_of_a_gap_say_different_things_first(answerer: Answerer) -> None:
    asked = ["why do cats purr", "why do catss purr", "why do ccats purr", "why does my cat purr so loudly at night"]
    coverage = measure([*(Asked(text) for text in asked), Asked(asked[0])], answerer)
    (gap,) = coverage.gaps
    assert set(gap.topic.questions[:2]) == {asked[0], asked[3]}
    assert set(gap.topic.questions) == set(asked)


def test_a_slip_of_an_example_is_no_other_example(answerer: Answerer) -> None:
    """The log of a busy site has each question with a dozen slips, which the encoder may take for another word."""
    slips = ["why do cats prur", "why do cats pur r", "why od cats purr", "Hi, why do cats purr? thanks"]
    texts = [Asked("why do cats purr", times=9), *map(Asked, slips), Asked("is a purring cat happy")]
    (gap,) = measure(texts, answerer).gaps
    assert gap.topic.leading == (Wording("why do cats purr", 13), Wording("is a purring cat happy", 1))
    assert gap.topic.questions[:2] == ("why do cats purr", "is a purring cat happy")
    assert set(gap.topic.questions[2:]) == set(slips)
    assert (gap.topic.name, gap.topic.repeated) == ("why do cats purr", True)
    once = measure([Asked(text) for text in CATS], answerer).gaps[0].topic
    assert (once.name, once.repeated) == (once.words, False)


def test_questions_in_another_language_are_told_apart_and_need_a_translation(answerer: Answerer) -> None:
    """To an English encoder all Korean is about one thing; "write an article" sends an editor to write it twice."""
    korean = ["꿀은 언제 채취하나요?", "벌 떼는 나무에 얼마나 오래 매달려 있나요?", "반죽은 얼마나 부풀어야 하나요?"]
    german = ["Wann wird der Honig im Sommer geerntet?"]
    coverage = measure([Asked(text, DAY) for text in [*korean, *CATS, *german]], answerer)
    gaps = {gap.topic.name: gap for gap in coverage.gaps}
    assert gaps["questions in Korean"].topic.questions[0] in korean
    assert gaps["questions in Korean"].topic.size == len(korean)
    assert gaps["questions in German"].topic.questions == (german[0],)
    for name in ("questions in Korean", "questions in German"):
        assert (gaps[name].nearest, gaps[name].lone) == ((), False)
        assert gaps[name].advice.startswith("no article is in that language: translate those that answer these")
    (cats,) = [gap for gap in coverage.gaps if not gap.topic.foreign]
    assert set(cats.topic.questions) == set(CATS)
    assert cats.nearest
    assert [topic.name for topic in coverage.topics if topic.foreign] == ["questions in Korean", "questions in German"]


def test_questions_in_a_language_that_cannot_be_named_are_no_topic_of_their_words(answerer: Answerer) -> None:
    """Two languages have the words "wie" and "ich"."""
    (gap,) = measure([Asked("wie schneide ich rosen")], answerer).gaps
    assert (gap.topic.name, gap.topic.foreign, gap.nearest) == ("questions in another language", True, ())


def test_talk_is_one_topic_and_stands_last_however_often_it_is_heard(answerer: Answerer) -> None:
    """A log is full of greetings, thanks and "tell me more", about which no article is to be written."""
    said = ("thanks!", "tell me more", "which topics are there?", "and step 2?")
    talk = [Asked("hello", times=50), Asked("Good morning", times=20), *map(Asked, said)]
    coverage = measure([*talk, *map(Asked, CATS), Asked("human rights")], answerer)
    cats, rights, last = coverage.gaps
    assert (set(cats.topic.questions), rights.topic.questions) == (set(CATS), ("human rights",))
    assert set(last.topic.questions) == {each.text for each in talk}
    assert (last.topic.name, last.topic.size, last.lone) == ("small talk, and words that name no subject", 74, False)
    assert last.advice == "nothing to write: they greet, thank, or go on from an answer"
    assert [topic.name for topic in coverage.topics if topic.talk] == [last.topic.name]
    assert last.advice.capitalize() in as_html(coverage)


def test_of_topics_asked_as_often_the_latest_stands_first_and_then_what_the_articles_come_nearest_to(
    answerer: Answerer,
) -> None:
    asked = ["bitcoin price", "beekeeping in Norway", "who won the world cup"]
    undated = measure([Asked(text) for text in asked], answerer)
    assert undated.gaps[0].topic.questions == (asked[1],)
    dated = measure([Asked(asked[0], DAY), *(Asked(text, date(2025, 1, 1)) for text in asked[1:])], answerer)
    assert [gap.topic.questions[0] for gap in dated.gaps[:2]] == asked[:2]
    often = measure([Asked(asked[1], DAY), Asked(asked[2], times=2)], answerer)
    assert often.gaps[0].topic.questions == (asked[2],)


def test_percents_add_up_to_a_hundred(coverage: Coverage) -> None:
    one = coverage.outcomes[0]
    thirds = [replace(one, status=status, times=1) for status in Status]
    assert sorted(replace(coverage, outcomes=tuple(thirds)).percents.values()) == [33, 33, 34]
    halves = replace(coverage, outcomes=(replace(thirds[0], times=1), replace(thirds[1], times=199)))
    assert halves.percents == {**dict.fromkeys(Status, 0), Status(thirds[0].status): 1, Status(thirds[1].status): 99}
    assert set(replace(coverage, outcomes=()).percents.values()) == {0}


def test_what_no_article_is_to_answer_stands_last(answerer: Answerer) -> None:
    """Who has decided it once wants no advice to write about it every week."""
    asked = [*(Asked(text, times=9) for text in (CATS[0], CATS[0].upper())), Asked(CATS[1]), *map(Asked, TAXES)]
    told = [Golden(CATS[0].lower()), Golden(TAXES[1], (("bees", "swarms"),))]
    first, last = measure(asked, answerer, declined=declined(told)).gaps
    assert (set(first.topic.questions), first.declined) == (set(TAXES), False)
    assert (last.topic.size, last.declined, last.lone) == (19, True, False)
    assert last.advice.startswith("the golden questions say that no article answers it")
    alone = measure([Asked(CATS[0])], answerer, declined=declined(told))
    assert "the golden questions say" in as_text(alone)


def test_parts_that_no_question_reaches_are_listed(coverage: Coverage) -> None:
    unreached = {(part.article, part.source_id, part.kind, part.name) for part in coverage.unreached}
    assert ("bees", "smoke", "section", "Smoke") in unreached
    assert ("bees", "swarms", "section", "Swarms") not in unreached
    (bees, bread) = coverage.articles
    assert (bees.article, bees.answered, len(bees.parts)) == ("bees", 1, 4)
    assert bread.reached + sum(part.article == "bread" for part in coverage.unreached) == 2


def test_a_part_that_is_nearest_to_what_is_not_surely_answered_stands_first_among_the_unreached(
    coverage: Coverage, answerer: Answerer
) -> None:
    """It may be the answer in other words; what nothing comes near is not asked about."""
    asked = replace(coverage.outcomes[-1], nearest=("bread", "rising"), reached=(), times=3, talk=False)
    found = reach([asked, replace(asked, talk=True)], answerer.index)
    first = replace(coverage, articles=tuple(found)).unreached[0]
    assert (first.article, first.source_id, first.near) == ("bread", "rising", 3)
    assert "nearest to 3 questions without a sure answer" in as_text(replace(coverage, articles=tuple(found)), 200)
    assert "nearest to 3 questions without a sure answer" in as_html(replace(coverage, articles=tuple(found)))


def test_what_stands_above_the_first_heading_is_named_by_the_title(tmp_path: Path) -> None:
    """Not by "top", which is the id of that part and says nothing to an editor."""
    text = "# All about cats\n\nCats sleep for twenty hours a day.\n\n## Key takeaway\n\nLet sleeping cats lie.\n"
    (tmp_path / "cats.md").write_text(text, encoding="utf-8")
    [cats] = measure([], Answerer(open_index(index_of(tmp_path, "cats")))).articles
    named = {part.name: (part.kind, part.source_id) for part in cats.parts}
    assert named["All about cats"] == ("section", "top")
    assert [kind for kind, _ in named.values()].count("takeaway") == 1


def test_the_articles_that_answer_most_stand_first_and_weak_answers_count() -> None:
    part = Part("", "", "section", "", 1)
    made = [(0, 1, ()), (1, 0, (part,)), (1, 1, ()), (0, 0, (part, part))]
    articles = [ArticleReach(str(n), "", *one) for n, one in enumerate(made)]
    assert [each.article for each in most_asked(articles, 3)] == ["2", "1", "0"]


def test_two_articles_that_say_the_same_are_told(coverage: Coverage) -> None:
    assert ("bees", "honey", "bread", "honey-in-bread") in {
        (each.article, each.source_id, each.other_article, each.other_source_id) for each in coverage.overlaps
    }
    assert all(each.article != each.other_article for each in coverage.overlaps)


def test_a_text_that_stands_in_many_articles_is_told_once_for_each(answerer: Answerer) -> None:
    """All pairs of a hundred passages are 4,950."""
    passage = answerer.index.passages(np.array([0]))[0]
    same = [replace(passage, article_id=f"a{n}") for n in range(5)]
    found = overlaps(same, ["word " * 20] * 5, np.tile(np.eye(1, 8, dtype=np.float32), (5, 1)))
    assert [(each.article, each.other_article) for each in found] == [("a0", f"a{n}") for n in range(1, 5)]
    assert {each.score for each in found} == {1.0}


def test_the_closest_passages_are_told_first_and_short_or_unlike_ones_not(answerer: Answerer) -> None:
    passage = answerer.index.passages(np.array([0]))[0]
    five = [replace(passage, article_id=f"a{n}") for n in range(5)]
    texts = [*["word " * 12] * 4, "word " * 11]
    vectors = np.array([[1, 0], [0.8, 0.6], [0.96, -0.28], [-1, 0], [1, 0]], np.float32)
    told = [(each.article, each.other_article, each.score) for each in overlaps(five, texts, vectors)]
    assert told == [("a0", "a2", 0.96), ("a0", "a1", 0.8)]


def test_the_map_places_every_passage_and_question(coverage: Coverage) -> None:
    questions = [dot for dot in coverage.dots if dot.kind != "passage"]
    assert len(questions) == 7
    assert all(0 <= dot.x <= 1 and 0 <= dot.y <= 1 for dot in coverage.dots)
    assert {dot.gap for dot in questions if dot.label in CATS} == {1}
    assert {dot.gap for dot in questions if dot.label in ANSWERED} == {0}


def test_the_trend_counts_weeks_and_longer_times_months(coverage: Coverage) -> None:
    """2 November 2026 is a Monday."""
    weeks = [(p.start, p.answered, p.weak + p.unanswered) for p in coverage.trend]
    assert weeks == [(date(2026, 11, 2), 2, 5), (date(2026, 11, 9), 0, 1)]
    days = tuple((date(2026, 1, 31) + timedelta(days=90 * n), 1) for n in range(3))
    outcome = Outcome("x", 3, days, Status.WEAK, Status.WEAK, 0.5, 0.5, "", "", "", ())
    months = trend_of([outcome])
    assert [period.start.month for period in months] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(period.weak for period in months) == 3


def test_a_line_that_counts_a_thousand_million_times_takes_no_more_memory_than_another(answerer: Answerer) -> None:
    """A search console tells how often each query was shown; a day for each time would be 8 GB."""
    day = date(2026, 11, 2)
    asked = [Asked(ANSWERED[0], day, times=10**9), Asked(ANSWERED[0], day), Asked(CATS[0], day + timedelta(days=7))]
    found = measure(asked, answerer)
    assert [outcome.days for outcome in found.outcomes] == [((day, 10**9 + 1),), ((day + timedelta(days=7), 1),)]
    assert [sum((p.answered, p.weak, p.unanswered)) for p in found.trend] == [10**9 + 1, 1]


def test_questions_without_dates_have_no_trend(answerer: Answerer) -> None:
    assert measure([Asked(ANSWERED[0])], answerer).trend == ()


def test_where_everything_is_answered_there_is_no_gap(answerer: Answerer) -> None:
    assert measure([Asked(text) for text in ANSWERED], answerer).gaps == ()
