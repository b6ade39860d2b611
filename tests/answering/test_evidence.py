"""Signs from the words that a sentence about the right thing does not answer."""

from __future__ import annotations

from chatbot.answering.evidence import weigh

SENTENCE = "Rollo led the Normans to Rouen in 911 and won the war."


def test_a_question_that_denies_is_told_from_a_sentence_that_does_not() -> None:
    found = weigh("Who did not lead the Normans?", SENTENCE, "")
    assert found.denies_alone == 1.0
    both = weigh("Who did not lead the Normans?", "Harald did not lead them.", "")
    assert both.denies_alone == 0.0


def test_a_contracted_negation_counts_with_either_apostrophe() -> None:
    assert weigh("Why doesn't it work?", "It works.", "").denies_alone == 1.0
    assert weigh("Why doesn’t it work?", "It works.", "").denies_alone == 1.0


def test_an_opposite_counts_only_where_the_word_itself_is_missing() -> None:
    assert weigh("Who lost the war?", SENTENCE, "").opposite == 1.0
    assert weigh("Who won the war?", SENTENCE, "").opposite == 0.0
    assert weigh("Who lost?", "Some won and some lost.", "").opposite == 0.0
    assert weigh("Who lost the war?", "The war was long.", "").opposite == 0.0


def test_numbers_are_missed_in_the_sentence_but_not_in_what_stands_above_it() -> None:
    found = weigh("Did Rollo reach Paris in 912?", SENTENCE, "")
    assert found.numbers == 1.0
    above = weigh("Did Rollo reach Paris in 912?", SENTENCE, "912")
    assert above.numbers == 0.0


def test_a_question_in_another_script_raises_no_sign() -> None:
    found = weigh("노르망디는 어디에 있나요?", SENTENCE, "")
    assert (found.denies_alone, found.opposite, found.numbers) == (0, 0, 0)


def test_an_opposite_is_looked_for_in_the_faq_question_where_there_is_one() -> None:
    assert weigh("Can I import my lists?", "Use the menu.", "", "Can I export my lists?").opposite == 1.0
    assert weigh("Can I import my lists?", "Use the export menu.", "", "Can I move my lists?").opposite == 0.0


def test_who_asks_about_both_opposites_is_opposed_by_neither() -> None:
    assert weigh("Is the first or the last one right?", "The last one.", "").opposite == 0.0
