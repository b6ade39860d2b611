"""Readers who write in languages other than English and Korean: plain statements are seen, clinicians are not."""

from __future__ import annotations

import pytest

from chatbot.safety import others
from chatbot.safety.dangers import dangers_of
from chatbot.safety.helplines import Danger
from chatbot.safety.phrases import Phrases
from chatbot.safety.watching import Tier, Watch
from tests.safety.sets import tier_of


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Ich bringe mich heute um", Danger.SELF),
        ("ich moechte nicht, dass ihr traurig seid, aber ich will nicht mehr leben", Danger.SELF),
        ("Meine Freundin will sich umbringen", Danger.SELF),
        ("Mein Mann schlägt mich", Danger.VIOLENCE),
        ("mein Vater schlägt meine Mutter", Danger.VIOLENCE),
        ("il veut me tuer", Danger.VIOLENCE),
        ("MEIN MANN SCHLAGT MICH", Danger.VIOLENCE),
        ("ich habe alle meine Tabletten genommen", Danger.MEDICAL),
        ("J’ai envie de mourir", Danger.SELF),
        ("J'ai avalé toute la boîte de médicaments", Danger.MEDICAL),
        ("mon oncle me touche la nuit", Danger.SEXUAL),
        ("Quiero morirme", Danger.SELF),
        ("me voy a matar esta noche", Danger.SELF),
        ("mi padrastro abusa de mí", Danger.SEXUAL),
        ("stasera mi ammazzo", Danger.SELF),
        ("Ho preso tutte le pillole", Danger.MEDICAL),
        ("não quero mais viver", Danger.SELF),
        ("O meu marido bate-me", Danger.VIOLENCE),
        ("Ik wil niet meer leven", Danger.SELF),
        ("jag vill inte leva längre", Danger.SELF),
        ("chcę się zabić", Danger.SELF),
        ("ölmek istiyorum", Danger.SELF),
        ("муж меня бьёт", Danger.VIOLENCE),
        ("я не хочу жити", Danger.SELF),
        ("أريد أن أموت", Danger.SELF),
        ("tôi muốn chết", Danger.SELF),
        ("もう 生きていたくない", Danger.SELF),
        ("夫に殴られています", Danger.VIOLENCE),
        ("我不想活了", Danger.SELF),
        ("我吃了很多安眠药", Danger.MEDICAL),
    ],
)
def test_plain_statements_show_helplines_for_the_danger_they_speak_of(watch: Watch, text: str, danger: Danger) -> None:
    assert tier_of(watch, text) is Tier.DISTRESS
    assert dangers_of(text)[0] is danger


@pytest.mark.parametrize(
    "text",
    [
        "Diese Hitze bringt mich um den Schlaf",
        "Mein Klient sagt, ich will nicht mehr leben",
        "Ich will nicht sterben",
        "Wie viele Menschen sterben durch Suizid?",
        "Je meurs de faim",
        "ma mère va me tuer si je rate l'examen",
        "mein Chef bringt mich um den Verstand",
        "ich suche Literatur zum Suizid",
        "mijn broer heeft zelfmoord gepleegd",
        "mi mamá me va a matar si suspendo",
        "Mon patient dit : je veux mourir",
        "Me muero de hambre",
        "mi marido me pega el resfriado",
        "¿Cómo hablo del suicidio con un paciente que dice quiero morir?",
        "muoio di sonno",
        "mi tocca lavorare anche domenica",
        "estou morrendo de fome",
        "Hoe praat ik met een cliënt over zelfmoord plegen?",
        "как говорить с клиентом о самоубийстве",
        "お腹がすいて死にそう",
        "自殺予防の研究について",
        "自杀预防研究",
        "my ex said no, will he come to the film",
    ],
)
def test_work_research_and_figures_of_speech_do_not(watch: Watch, text: str) -> None:
    assert tier_of(watch, text) is not Tier.DISTRESS


def test_every_phrase_begins_with_a_word() -> None:
    """A language is passed over where a question holds none of the words that its phrases begin with."""
    said = [(one.code, phrases) for one in others.LANGUAGES for phrases in one.says.values()]
    assert [code for code, phrases in said if isinstance(phrases, Phrases) and phrases.begun_by is None] == []
