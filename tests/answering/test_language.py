"""A question in a language the corpus is not in is noticed; a question in its language never is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.answering.language import is_foreign, is_read, may_be_english, name_of_language
from chatbot.indexing.encoder import OnnxEncoder
from tests.indexes import default_encoder
from tests.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué hago si mi cliente no habla?",
        "애도란 무엇인가요?",
        "Wie beende ich eine Therapie?",
        "Was kostet eine Reparatur?",  # "was" is English as well, "eine" is not
        "Comment gérer le silence du client ?",
        "que es el duelo anticipado",
        "Что такое горе?",
        "什么是悲伤？",
    ],
)
def test_another_language_is_noticed_where_the_corpus_lacks_its_words(text: str) -> None:
    assert is_foreign(text, {"en"}, unknown=0.6)


@pytest.mark.parametrize(
    "text",
    [
        "Wat is rouw",  # English has "wat" and "is"
        "hoe werkt dit",
        "Mot de passe oublié",
        "mot de passe oublie",
        "la fin de la thérapie",
        "como terminar la terapia",
        "come finire la terapia",
        "co to jest zaloba",
        "slet min konto",
        "min hund dog",
        "yas nedir",
        "paljonko maksaa",
        "glömt lösenord",
        "konto löschen",
        "zrušit předplatné",
        "silence en thérapie",
        "gdzie zrobić test",
        "csend a terápiában",
    ],
)
def test_a_few_words_on_a_phone_are_noticed_where_they_are_strange_to_english(text: str) -> None:
    assert is_foreign(text, {"en"}, unknown=1.0)


@pytest.mark.parametrize(
    "text",
    [
        "mysql vs postgres",
        "stsble vs yesting",  # mistyped
        "ie vs eg",
        "et cetera",
        "ad hominem",
        "u ok hun",
        "Flückiger 2018 and alliance",
        "PGP in gmail",
        "itemgetter and attrgetter",
        "crème brûlée recipe",
        "what is déjà vu",
        "hoe to mange greif",
        "go on",
        "winnicott yalom",
        "AWS S3",
        "Ty Burrell",
        "Josip Broz Tito",
        "São Paulo",
        "Claude Lévi-Strauss",
        "Leonardo da Vinci",
    ],
)
def test_names_terms_and_slips_are_no_foreign_questions(text: str) -> None:
    assert not is_foreign(text, {"en"}, unknown=1.0)


@pytest.mark.parametrize(
    "text", ["lemons in worm bin", "cat care", "email design", "comment on his son", "sex and god", "Tom van der Berg"]
)
def test_english_words_that_another_language_has_too_are_english(text: str) -> None:
    assert not is_foreign(text, {"en"}, unknown=1.0)


def test_one_function_word_is_enough_where_no_word_is_english() -> None:
    """Else it may be a slip, a name or a term."""
    assert is_foreign("kostet eine Reparatur", {"en"}, unknown=1.0)
    assert is_foreign("silencio en terapia", {"en"}, unknown=1.0)
    assert is_foreign("wie lange dauert trauer", {"en"}, unknown=1.0)
    assert not is_foreign("eine repair", {"en"}, unknown=1.0)
    assert not is_foreign("eine Reparatur", {"en", "fr"}, unknown=1.0)
    for text in (
        "Sturm und Drang meaning",
        "Emmy van Deurzen",
        "Ursula Le Guin",
        "saudade",
        "más info please",
        "ok",
        "tl;dr",
    ):
        assert not is_foreign(text, {"en"}, unknown=1.0)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("no", "Hva kan jeg gjøre for å sove bedre?"),
        ("nn-NO", "Kva kan eg gjere for å sova betre?"),
        ("hr", "Kako mogu bolje spavati i što mi pomaže?"),
        ("et", "Kuidas ma saaksin paremini magada?"),
        ("ta", "துக்கம் என்றால் என்ன?"),
    ],
)
def test_a_question_in_the_language_of_its_corpus_is_never_foreign(language: str, text: str) -> None:
    assert not is_foreign(text, {language}, unknown=1.0)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "résultat du match hier soir"),  # "du" and "hier" are German, too
        ("de", "Der Kurs findet zweimal im Jahr statt, u. a. im Oktober."),  # "u" and "a" are Czech
        ("es", "Abrimos de lunes a jueves de 9:30 a 14:00 h."),
    ],
)
def test_what_a_language_shares_with_its_neighbours_tells_nothing(language: str, text: str) -> None:
    assert not is_foreign(text, {language}, unknown=1.0)


def test_a_neighbour_of_the_corpus_own_language_is_noticed_by_words_of_its_own() -> None:
    assert is_foreign("¿Cuánto cuesta y quién la paga?", {"fr"}, unknown=1.0)
    assert is_foreign("Combien coûte la carte et où est-elle ?", {"es"}, unknown=1.0)
    assert is_foreign("Wie lange darf ich das behalten?", {"fr"}, unknown=1.0)


def test_rules_made_for_english_fit_a_question_that_has_no_more_grammar_of_another_language() -> None:
    assert may_be_english("um wie viel uhr wird geleert", {"en"})
    assert may_be_english("how long do you um usually wait", {"en", "de"})
    assert may_be_english("gift vouchers", {"en", "de"})
    assert not may_be_english("um wie viel uhr wird geleert", {"en", "de-DE"})
    assert not may_be_english("how long do you um usually wait", {"de"})


def test_a_foreign_title_that_the_corpus_holds_is_no_foreign_question() -> None:
    assert not is_foreign("Van Gend en Loos", {"en"}, unknown=0.0)
    assert not is_foreign("한", {"en"}, unknown=0.0)


def test_a_corpus_in_korean_takes_korean_and_leaves_english_it_does_not_know() -> None:
    assert not is_foreign("애도란 무엇인가요?", {"ko-KR"}, unknown=0.9)
    assert is_foreign("What is grief?", {"ko"}, unknown=1.0)


def test_a_corpus_in_two_languages_takes_both() -> None:
    assert is_foreign("Comment gérer le silence du client ?", {"de", "en"}, unknown=0.9)
    assert not is_foreign("Wie beende ich eine Therapie?", {"de", "en"}, unknown=0.9)
    assert not is_foreign("애도란 무엇인가요?", {"ko", "en"}, unknown=0.9)
    assert not is_foreign("What is grief?", {"ko", "en"}, unknown=0.9)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("히트펌프 수명은 얼마나 되나요?", "Korean"),
        ("Wie lange hält eine Wärmepumpe?", "German"),
        ("quanto dura una pompa di calore", "Italian"),
        ("как долго работает тепловой насос", "Russian"),
        ("ヒートポンプの寿命", "Japanese"),
        ("热泵寿命", "Chinese"),
        ("How long does a heat pump last?", "English"),
        ("насос", "Cyrillic script"),
        ("Schimmel", ""),
        ("1944?", ""),
    ],
)
def test_a_language_is_named_by_letters_and_function_words(text: str, language: str) -> None:
    assert name_of_language(text) == language


def test_numbers_alone_have_no_language() -> None:
    assert not is_foreign("1944?", {"en"}, unknown=1.0)


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parents[1] / "data" / "languages" / name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_most_short_foreign_questions_are_noticed_and_few_english_texts_are_mistaken_for_them() -> None:
    """Of the latter, most are foreign by origin: "mot juste", "día de los muertos"."""
    foreign, mistakable = _lines("foreign.txt"), _lines("mistakable.txt")
    noticed = [text for text in foreign if is_foreign(text, {"en"}, unknown=1.0)]
    mistaken = [text for text in mistakable if is_foreign(text, {"en"}, unknown=1.0)]
    assert (len(foreign), len(mistakable)) == (502, 1009)
    assert len(noticed) >= 380
    assert len(mistaken) <= 61


def test_what_a_site_is_asked_most_is_noticed_in_two_words() -> None:
    assert is_foreign("passwort vergessen", {"en"}, unknown=1.0)
    assert not is_foreign("passwort vergessen", {"de"}, unknown=1.0)


@needs_shared
def test_no_real_english_question_is_taken_for_another_language_even_if_its_words_are_unknown() -> None:
    files = sorted((SHARED / "eval").glob("*/questions.jsonl"))
    questions = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    taken = [q for q in questions if is_foreign(q, {"en"}, unknown=1.0)]
    assert len(questions) > 4000
    assert not taken


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("how much is couple counselling?", True),
        ("Wie kündige ich für Österreich?", True),
        ("부부 counselling cost", True),
        ("보험 👍", False),
        ("상담 비용이 얼마인가요", False),
        ("이혼할까요", False),
        ("ADHD 검사도 하나요", False),
        ("Как отменить полис?", False),
        ("💀 …", True),
    ],
)
def test_an_encoder_of_english_spells_other_scripts_and_reads_none_of_their_words(text: str, read: bool) -> None:
    assert is_read(text, OnnxEncoder(default_encoder(), threads=1, cache=0)) is read
