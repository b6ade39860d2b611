"""A mistyped question is read as it was meant; names, terms and whatever is right stay as they were typed."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from chatbot.answering.english import english
from chatbot.answering.slips import slip
from chatbot.answering.spelling import Reading, Speller, likeliest
from chatbot.answering.wording import FUNCTION_WORDS
from chatbot.indexing.words import fold, surfaces, terms
from tests.pace import seconds_of, slowness, within

CORPUS = """
Grief can begin before a loss. A client who improves may grieve the therapist they are about to lose. The therapist
names the grief, and the client hears that treatment is no betrayal. Coronavirus spreads between people; children
rarely fall ill. Naïve questions are welcome. In Maastricht the treaty was signed. Silence in a session has meanings.
"""
COMMON = ("the", "of", "and", "what", "how", "does", "long", "wait", "website", "support", "late", "far", "country")
NEIGHBOURS = {"a": "qwsz", "e": "wrsd", "i": "uojk", "n": "bmhj", "r": "etdf", "s": "awedzx", "t": "ryfg"}


def speller(text: str = CORPUS, common: tuple[str, ...] = (), **more: Any) -> Speller:
    counts = Counter(surfaces(text))
    return Speller(sorted(counts), np.array([counts[word] for word in sorted(counts)]), common, **more)


SPELLER = speller(common=COMMON)
WIDE = speller(common=COMMON, at_large=english)
"""The same corpus, beside English at large."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how long does greif last", "how long does grief last"),
        ("is treatmment a betrayal", "is treatment a betrayal"),
        ("what is anticipatory grie", "what is anticipatory grief"),
        ("silencr in a session", "silence in a session"),
        ("who signed in Masatricht", "who signed in Maastricht"),
        ("does CORONAVRIUS spread", "does CORONAVIRUS spread"),
        ("Clietn silence", "Client silence"),
        ("is your webstie down", "is your website down"),
    ],
)
def test_one_slip_in_a_word_is_read_as_meant(typed: str, meant: str) -> None:
    assert SPELLER.read(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whyyy is it sooo long", "why is it so long"),
        ("silenceeee in a sessionnn", "silence in a session"),
        ("CLIENTSSS", "CLIENTS"),
        ("is griefff goooood", "is grief good"),
        ("World War III", "World War III"),
        ("www", "www"),
        ("xxx", "xxx"),
    ],
)
def test_what_is_drawn_out_is_read_as_the_word_and_no_reader_is_told(typed: str, meant: str) -> None:
    reading = WIDE.read(WIDE.unstretched(typed))
    assert (reading.text, reading.changes) == (meant, ())


@pytest.mark.parametrize(
    ("articles", "question"),
    [
        ("बचपन में खेल होते हैं। बचपन की याद रहती है। बचपन अच्छा है।", "आग से बचना कैसे?"),  # "escape", not "childhood"
        ("แมวนอนทั้งวัน แมวนอนทั้งวัน แมวนอนทั้งคืน", "แมวนอนกี่ชั่วโมง"),  # "how many hours": ends with a vowel sign
    ],
)
def test_what_vowel_signs_cut_out_of_a_word_is_no_word(articles: str, question: str) -> None:
    assert speller(articles).read(question) == Reading(question)


@pytest.mark.parametrize(
    "question",
    [
        "how does grief begin",
        "what did Kübler-Ross write about",
        "is the llama3 model any good",
        "where is config.yml",
        "write to me@grif.org about it",
        "CBT or DBT",
        "내담자의 침묵은 무엇인가요",
        "???",
    ],
)
def test_right_words_names_and_addresses_stay_as_typed(question: str) -> None:
    reading = SPELLER.read(question)
    assert (reading.text, reading.second, reading.changes) == (question, None, ())


MISSPELT = """
    definately definitely, seperate separate, recieve receive, accomodate accommodate, embarass embarrass,
    neccessary necessary, tounge tongue, greiving grieving, anxeity anxiety, agressive aggressive,
    councelling counselling, depresion depression, psycotherapy psychotherapy, psycotherpy psychotherapy,
    relationshp relationship, theraputic therapeutic, supervison supervision, assesment assessment,
    adolesent adolescent, questionaire questionnaire, maintainance maintenance, speacial special, chainge change,
    anouther another, enginge engine, primaray primary, adressed addressed, kepp keep, carryied carried,
    embarassement embarrassment, conciousness consciousness, bereevement bereavement, pyschology psychology
"""
"""Words as people misspell them by ear, in double letters and endings. Few of them are slips of the finger."""


def test_words_are_read_as_meant_as_people_misspell_them() -> None:
    pairs = [pair.split() for pair in MISSPELT.split(",")]
    read = speller(" ".join(meant for _, meant in pairs), COMMON, at_large=english).read
    wrong = [(typed, read(typed).text) for typed, meant in pairs if terms(read(typed).text) != terms(meant)]
    assert wrong == []


@pytest.mark.parametrize("word", ["destigmatise", "unrelieved", "Bretton", "metformin", "tkinter", "Therapsid"])
def test_no_two_slips_are_seen_in_a_name_a_short_word_or_one_that_begins_otherwise(word: str) -> None:
    read = speller("Stigmatise nobody. A button, relieved. The twitter reform. A therapist.", COMMON, at_large=english)
    assert read.read(f"about {word}").changes == ()


def test_an_unknown_word_that_only_an_odd_slip_explains_is_left_alone() -> None:
    assert SPELLER.read("who is Phillips Stearn").text == "who is Phillips Stearn"
    assert SPELLER.read("is omitting grims right").text == "is omitting grims right"


def test_another_form_of_a_known_word_is_no_mistake() -> None:
    assert SPELLER.read("which treatments need sessions").text == "which treatments need sessions"


def test_accents_are_no_mistake() -> None:
    assert SPELLER.read("naive quéstions").text == "naive quéstions"


def test_the_changes_tell_what_was_typed_and_what_was_meant() -> None:
    assert SPELLER.read("Greif and silenec").changes == (("Greif", "Grief"), ("silenec", "silence"))


def test_a_doubtful_word_gets_a_second_reading() -> None:
    close = speller("county county county country country", ("leave",))
    reading = close.read("leave the countyr")
    assert {reading.text, reading.second} == {"leave the county", "leave the country"}
    doubtful = speller("the boat and the coat are here and the boat and the coat are there")
    both = doubtful.read("where is the vcoat or voat")
    assert both.second is not None
    assert both.second != both.text


def test_forms_of_one_word_make_no_second_reading() -> None:
    assert speller("client clients client clients").read("the clientss").second is None


def test_an_empty_corpus_repairs_nothing() -> None:
    assert speller("").read("waht is greif").text == "waht is greif"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("he stares fixedly", "he stares fixedly"),
        ("what a beautful garden", "what a beautiful garden"),
        ("a glass of wter", "a glass of water"),
        ("hard at wokr", "hard at work"),
        ("first word and last wrod", "first word and last word"),
        ("the silense lasted", "the silence lasted"),
        ("i dont know what it meens", "i dont know what it means"),
        ("a therapist may greive", "a therapist may grieve"),
    ],
)
def test_the_language_at_large_knows_what_the_corpus_does_not(typed: str, meant: str) -> None:
    assert WIDE.read(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("is DBT right for grief", "is DBT right for grief"),
        ("PTSD and silense", "PTSD and silence"),
        ("how to sit with bpd clients", "how to sit with bpd clients"),
        ("what does dbt mean", "what does dbt mean"),
        ("does GREF hurt", "does GRIEF hurt"),
        ("a lng silence", "a long silence"),
        ("BEAUTFUL SILENSE", "BEAUTIFUL SILENCE"),
        ("OCD", "OCD"),
        ("BDI-II", "BDI-II"),
    ],
)
def test_an_abbreviation_is_read_as_a_word_of_the_corpus_or_stays(typed: str, meant: str) -> None:
    assert speller(f"{CORPUS} A long silence.", COMMON, at_large=english).read(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what did Bion and Satir say about greif", "what did Bion and Satir say about grief"),
        ("was it signed in Mastricht", "was it signed in Maastricht"),
        ("How To Live With Silense", "How To Live With Silence"),
        ("Beautful days", "Beautiful days"),
    ],
)
def test_a_name_is_read_as_a_word_of_the_corpus_or_stays(typed: str, meant: str) -> None:
    assert WIDE.read(typed).text == meant


@pytest.mark.parametrize(
    "question",
    ["can i pay with amex", "pls explain grief thx", "who is hettie blom", "grief argh", "the appt", "my meds"],
)
def test_a_short_word_is_not_read_as_one_that_is_rare_and_in_no_article(question: str) -> None:
    assert WIDE.read(question).changes == ()


@pytest.mark.parametrize("word", ["quora", "venmo", "worden", "bion", "satir", "ips"])
def test_a_term_that_a_question_is_about_alone_is_no_slip_of_what_is_rare_or_short(word: str) -> None:
    """It is the only word by which anything is found, and no other one tells that the reader slips."""
    read = speller(f"{CORPUS} Tips." + " zzz" * 3000, COMMON, at_large=english).read
    assert read(word).changes == read(f"what is {word}?").changes == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("greif", "grief"),
        ("what is silnce", "what is silence"),
        ("thearpist", "therapist"),
        ("depresion", "depression"),
        ("griefsilence", "grief silence"),
    ],
)
def test_a_plain_slip_is_mended_though_a_question_is_about_that_word_alone(typed: str, meant: str) -> None:
    assert WIDE.read(typed).text == meant


@pytest.mark.parametrize("question", ["PGP or PTP", "the USA", "LIFO or FIFO silense", "the SARS silense"])
def test_an_abbreviation_with_another_letter_is_another_one(question: str) -> None:
    read = speller("The PHP page says: use life wars. Silence.", COMMON, at_large=english).read
    assert read(question).text == question.replace("silense", "silence")


def test_what_is_written_with_letters_that_english_lacks_is_no_slip_but_of_the_articles_words() -> None:
    assert WIDE.read("Cuánto dura, arrêter la terapía").changes == ()
    assert WIDE.read("the treaty of Mástricht").text == "the treaty of Maastricht"


def test_an_abbreviation_with_its_letters_swapped_is_mended() -> None:
    assert speller("PHP and CBT", COMMON, at_large=english).read("what is CTB").text == "what is CBT"


def test_a_name_that_is_no_slip_of_anything_casts_no_doubt_on_known_words() -> None:
    """The corpus is full of "tests", and "gmail" is unknown: that is no sign that "text" was mistyped."""
    tests = speller("test " * 50, ("the", "text"), at_large=english)
    assert tests.read("make text crossed out in gmail").changes == ()
    assert ("germn", "german") in tests.read("make text crossed out in germn").changes


@pytest.mark.parametrize("word", ["feces", "lacemakers", "autoplay"])
def test_another_countrys_spelling_and_compounds_are_no_slips(word: str) -> None:
    wide = speller("faces pacemakers autopsy", ("play", "auto", "makers", "lace"), at_large=english)
    assert wide.read(f"what about {word} there").changes == ()


def test_a_common_word_wins_over_a_rare_one_that_a_likelier_slip_leads_to() -> None:
    spoken = speller(common=("much",), at_large=english)
    assert spoken.read("how mutch grief").text == "how much grief"
    assert spoken.read("what did Mutch say").text == "what did Mutch say"


def test_a_particle_more_or_less_is_no_slip() -> None:
    korean = speller("수면제는 짧게 쓸 때 도움이 됩니다. 실손보험도 보장하지 않습니다.")
    assert korean.read("수면제 먹어도 되나요, 실손보험 되나요").changes == ()


@pytest.mark.parametrize(
    ("typed", "crude"), [("fick", "fuck"), ("dyck", "dick"), ("bich", "bitch"), ("bojer", "boner")]
)
def test_nobody_is_told_that_he_meant_a_crude_word(typed: str, crude: str) -> None:
    assert crude not in (WIDE.read(f"what does {typed} say").text.split())


def test_function_words_of_the_corpus_own_languages_are_no_mistakes() -> None:
    grammar = frozenset({"wie", "viel", "darf", "sein"})
    german = speller("Die Trauer des Therapeuten beginnt vor dem Abschied.", grammar=grammar)
    assert german.read("Wie viel Trauer darf sein").text == "Wie viel Trauer darf sein"
    assert german.read("wie viel Traeur darf sein").text == "wie viel Trauer darf sein"


def test_where_only_the_articles_words_are_known_a_short_word_is_another_word_and_no_slip() -> None:
    text = "Die graue Tonne: Grau, seit Mai, noch bis zwölf. Sperrmüll melden Sie an."
    german = speller(text + " zzz" * 800, grammar=frozenset({"die", "bis", "sie"}))
    assert german.read("Kann meine Frau zwei Wochen Zeit haben und den Bus hoch fahren").changes == ()
    assert german.read("wann kommt der Spermüll").text == "wann kommt der Sperrmull"


def test_where_only_the_articles_words_are_known_an_odd_slip_leads_to_no_function_word() -> None:
    grammar = frozenset({"die", "und", "nicht", "aus", "wir", "wollen", "bei"})
    german = speller("Die Beete und Töpfe, nicht aus Ton. Wir wollen bei Sonne säen." + " zzz" * 200, grammar=grammar)
    assert german.read("darf mein Hund beim Licht raus und rollen").changes == ()
    assert german.read("nciht bei Sonen").text == "nicht bei Sonne"
    assert german.read("darf ich das Laub sollen").changes == ()  # a neighbouring key away from "wollen"


def test_a_form_of_a_word_of_the_corpus_is_no_slip_of_it_in_its_own_language() -> None:
    german = speller("Medikamente bringen Sie zum Schadstoffmobil.", stems=lambda text: terms(text, "de"))
    assert german.read("wohin mit alten Medikamenten").changes == ()


def test_the_words_beside_it_tell_what_a_mistyped_word_means() -> None:
    assert WIDE.read("a lare number of people").text == "a large number of people"
    assert WIDE.read("until lare at night").text == "until late at night"


def test_a_known_word_stays_where_only_another_one_is_mistyped() -> None:
    """The corpus holds neither "cat" nor "car"; that one word is mistyped must not cast doubt on all others."""
    question = "can the cat hear the quiet musci from the garden"
    assert WIDE.read(question).text == question.replace("musci", "music")


def test_the_cheapest_choice_is_found_and_what_each_other_one_costs() -> None:
    """Against all combinations of up to four options in five places."""
    rng = np.random.default_rng(3)
    for _ in range(50):
        sizes = rng.integers(1, 5, 5).tolist()
        costs = [rng.random(size).astype(np.float32) for size in sizes]
        links = [rng.random(pair).astype(np.float32) for pair in itertools.pairwise(sizes)]
        ways = list(itertools.product(*map(range, sizes)))
        totals = [
            sum(float(costs[place][i]) for place, i in enumerate(way))
            - sum(float(links[place][pair]) for place, pair in enumerate(itertools.pairwise(way)))
            for way in ways
        ]
        chosen, dearer = likeliest(costs, links)
        assert tuple(chosen) == ways[int(np.argmin(totals))]
        for place, size in enumerate(sizes):
            for option in range(size):
                least = min(total for way, total in zip(ways, totals, strict=True) if way[place] == option)
                assert dearer[place][option] == pytest.approx(least - min(totals), abs=1e-5)


@given(st.text(max_size=60))
def test_any_text_is_read_and_only_words_change(text: str) -> None:
    reading = SPELLER.read(text)
    assert [c for c in reading.text if not c.isalpha()] == [c for c in text if not c.isalpha()]
    if not reading.changes:
        assert reading.text == text


@given(st.text(st.sampled_from("aeinrst hx.'-É1"), max_size=80))
def test_any_letters_are_read_beside_the_language_at_large(text: str) -> None:
    reading = WIDE.read(text)
    assert (reading.text == text) is (not reading.changes)
    for typed, meant in reading.changes:
        assert typed in text
        one, other = (fold(words).replace(" ", "").replace("-", "") for words in (typed, meant))
        assert one == other or slip(one, other) is not None or OSA.distance(one, other) == 2


def _slipped(word: str, rng: random.Random) -> str:
    """Return `word` with one edit: two letters swapped, one dropped, one doubled, or a neighbouring key's."""
    i = rng.randrange(1, len(word) - 1)
    near = NEIGHBOURS.get(word[i], word[i])
    kinds = (
        word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        word[:i] + word[i + 1 :],
        word[:i] + word[i] + word[i:],
        word[:i] + rng.choice(near) + word[i + 1 :],
    )
    return rng.choice(kinds)


def test_most_slips_in_any_word_of_the_corpus_are_found() -> None:
    """Every word of six letters or more, ten slips each."""
    rng = random.Random(7)  # noqa: S311 - slips of fingers need no cryptography
    words = sorted({w for w in surfaces(CORPUS) if len(w) >= 6 and w not in FUNCTION_WORDS})
    trials = [(word, _slipped(word, rng)) for word in words for _ in range(10)]
    found = sum(fold(SPELLER.read(f"the {typed}").text) == f"the {word}" for word, typed in trials)
    assert found / len(trials) >= 0.97


@pytest.mark.parametrize("typed", ["greif", "grieef", "grif", "grjef"])
def test_a_slip_of_the_finger_costs_less_than_another_letter(typed: str) -> None:
    cost, other = slip(typed, "grief"), slip("grixf", "grief")
    assert cost is not None
    assert other is not None
    assert cost < other


@pytest.mark.parametrize(
    ("typed", "meant", "odder"),
    [
        ("kepp", "keep", "kelp"),  # the wrong letter is doubled
        ("tounge", "tongue", "toungo"),  # one letter stands elsewhere
        ("speacial", "special", "speqcial"),  # a vowel too many
    ],
)
def test_a_slip_of_spelling_costs_less_than_any_letter(typed: str, meant: str, odder: str) -> None:
    cost, other = slip(typed, meant), slip(odder, meant)
    assert cost is not None
    assert other is None or cost < other


def test_words_two_slips_apart_are_no_neighbours() -> None:
    assert slip("gerfi", "grief") is None
    assert slip("abcd", "badc") is None
    assert slip("client", "cli") is None


def test_a_hundred_thousand_words_are_prepared_and_searched_fast() -> None:
    """An untouched question must cost next to nothing beside its encoding, a mistyped one a few milliseconds."""
    rng = np.random.default_rng(1)
    letters = rng.integers(97, 123, (100_000, 9)).astype(np.uint32)
    words = sorted(set(letters.view("U9").ravel().tolist()))
    with within(5):
        large = Speller([*words, "zgrief"], np.ones(len(words) + 1, np.int64), COMMON)
    for question, most in (("how long does the website wait", 0.0005), ("hwo lonng doez teh webstie wiat", 0.005)):
        large.read(question)
        read = partial(large.read, question)
        best = min(seconds_of(read) for _ in range(20))  # of a few milliseconds, others may take most
        assert best < most * slowness()


def test_the_plural_of_a_word_of_the_articles_is_right_though_no_list_of_words_has_it() -> None:
    wide = speller("Deference and references of a lookahead.", ("reference", "references"), at_large=english)
    assert wide.read("deferences and lookaheads").changes == ()
    assert wide.read("refernces").text == "references"
    again = speller("Speak again against kings and queens.", at_large=english)
    assert again.read("who speaks agains the king").text == "who speaks against the king"
    assert wide.read("it mustn't, it mightn't").changes == ()
    assert wide.read("lookaheasd, lookaheadss").text == "lookahead, lookahead"
