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


def test_numbers_are_missed_in_the_sentence_but_not_in_what_stands_above_it() -> None:
    found = weigh("Did Rollo reach Paris in 912?", SENTENCE, "")
    assert found.numbers == 1.0
    above = weigh("Did Rollo reach Paris in 912?", SENTENCE, "912")
    assert above.numbers == 0.0


def test_an_answer_of_the_asked_kind_must_be_new_to_the_question() -> None:
    assert weigh("When did Rollo win?", SENTENCE, "").offered == 1.0
    assert weigh("When, in 911, did Rollo win?", SENTENCE, "").offered == 0.0
    assert weigh("How many ships had Rollo?", "Rollo had thirty ships.", "").offered == 1.0
    assert weigh("Who won the war?", SENTENCE, "").offered == 1.0
    assert weigh("Who won the war?", "the war was won by someone.", "").offered == 0.0
    assert weigh("Was the war won?", SENTENCE, "").offered == 0.5


def test_a_question_in_another_script_raises_no_sign() -> None:
    found = weigh("노르망디는 어디에 있나요?", SENTENCE, "")
    assert (found.denies_alone, found.opposite, found.numbers, found.offered) == (0, 0, 0, 0.5)
