"""Which danger a question with helplines speaks of, most urgent first."""

from __future__ import annotations

import pytest

from chatbot.safety import english, korean
from chatbot.safety.dangers import SIGNS, dangers_of
from chatbot.safety.helplines import Danger
from tests.safety.sets import statements


@pytest.mark.parametrize(
    ("question", "dangers"),
    [
        ("I want to die", "self"),
        ("nobody would even notice if i was gone", "self"),
        ("he hits me and i want to die", "violence self"),
        ("my son takes my pension and shoves me", "violence"),
        ("he said he will kill me and the kids", "violence"),
        ("he calls me worthless and I have to beg for money", "violence"),
        ("a teacher at my school sends me love letters and i am 14", "child"),
        ("my mother is 84 and my brother hits her", "violence"),
        ("my stepdad comes into my room at night", "child sexual"),
        ("my mom left us alone for four days and there is no food", "child"),
        ("i survived an overdose years ago and want to die again", "self"),
        ("I want to take all my pills", "self"),
        ("my flatmate has taken something and won't wake up", "medical"),
        ("the toddler ate my blood pressure tablets", "medical"),
        ("i cannot wake my brother and there are empty packets", "medical"),
        ("his lips are turning blue", "medical"),
        ("there is a man in my garden", "violence"),
        ("he says he will burn the house", "violence"),
        ("he makes me sleep outside", "violence"),
        ("i ran away from home", "child"),
        ("my 3 year old says that grandad has a secret game", "child sexual"),
        ("they recorded me and want money", "sexual"),
        ("i just swallowed the lot", "medical"),
        ("my flatmate took ketamine and is grey", "medical"),
        ("is there a refuge for me", "violence"),
        ("my ex has my key and is coming here", "violence"),
        ("a gang makes me carry drugs", "violence"),
        ("our mum is drunk again and hits my little sister", "child violence"),
        ("i was asleep and he did it", "sexual"),
        ("my girlfriend is threatening to od", "self"),
        ("there is nobody who would come looking for me", "self"),
        ("my girlfriend cuts herself in the next room", "self"),
        ("i sat with a knife for an hour", "self"),
        ("i think about the train tracks", "self"),
        ("남편이 저를 때려요", "violence"),
        ("새아빠가 밤에 제 방에 들어와요", "child sexual"),
        ("아이가 락스를 마셨어요", "medical"),
        ("죽고 싶어요", "self"),
    ],
)
def test_the_words_tell_the_danger(question: str, dangers: str) -> None:
    assert " ".join(dangers_of(question)) == dangers


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("dangers_en", 0.93),
        ("dangers_ko", 0.98),
        ("fresh_dangers_en", 0.85),
        ("fresh_dangers_ko", 0.9),
        ("fresh_readers_en", 0.75),
    ],
)
def test_the_danger_of_a_statement_is_among_those_that_are_told(name: str, least: float) -> None:
    """The signs were developed on the first two sets; the fresh ones were only counted."""
    chosen = [statement for statement in statements(name) if statement.kind in set(Danger)]
    share = sum(statement.kind in dangers_of(statement.text) for statement in chosen) / len(chosen)
    print(f"{name} told: {share:.3f} of {len(chosen)}")
    assert share >= least


def test_every_rule_that_a_sign_names_is_a_rule() -> None:
    known = {rule.name for rule in english.RULES} | {rule.name for rule in korean.rules().signs}
    assert not [name for sign in SIGNS for name in sign.rules - known]
