"""The language of an article that does not say it is told by its script and its words; English is the default."""

from __future__ import annotations

import pytest

from chatbot.reading.languages import language_of
from tests.reading.checks import markdown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Grief", "en"),
        ("", "en"),
        ("애도 (anticipatory grief)는 정상적인 반응입니다.", "ko"),
        ("A text that names 애도 once among many English words.", "en"),
        ("悲しみについて", "ja"),
        ("关于悲伤", "zh"),
        ("Бассейн", "ru"),
        ("A text on the word бассейн.", "en"),
        ("أوقات المكتبة", "ar"),
    ],
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Wer bei uns etwas mitnehmen möchte, braucht einen Ausweis. Er ist nicht übertragbar, und auch die Kinder "
            "dürfen ihn nur benutzen, wenn ein Elternteil dabei ist. Das gilt für alle Filme, die wir haben.",
            "de",
        ),
        (
            "Le départ se fait place de l'Église, et chaque passager verse une somme au conducteur. Si la météo est "
            "mauvaise, la sortie est supprimée et rien n'est dû. Les enfants ne peuvent pas venir sans leurs parents.",
            "fr",
        ),
        (
            "El inquilino puede quedarse aunque el contrato diga otra cosa. La fianza se devuelve en un mes, pero no "
            "si hay daños. Las reparaciones que son pequeñas las paga quien vive allí, y las demás el dueño.",
            "es",
        ),
        (
            "Pływalnia jest czynna codziennie, ale w święta jest inaczej. Do sauny nie można wejść bez ręcznika, a "
            "przed tym trzeba wziąć prysznic. Jeśli ktoś jest chory, to niech zapyta o to lekarza, czy może.",
            "pl",
        ),
        ("Полотенце можно взять, но не более чем на день, и это как раз для тех, кто его забыл.", "ru"),
    ],
)
def test_words_of_grammar_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Hon. Sandra Bean\n" * 30,
        "Das Boot, Der Spiegel, Die Zeit and La Strada are what we show in May, and each of them has English titles.",
        "El Paso. Los Angeles. La Jolla. San Diego. Las Vegas. Del Mar. Santa Fe. El Cajon. De Soto. La Mesa.",
    ],
)
def test_names_are_no_words_of_grammar(text: str) -> None:
    assert language_of(text) == "en"


def test_what_an_article_says_of_its_language_counts_more() -> None:
    body = "Das ist nicht für die, die es nicht mit uns und bei uns haben, wenn sie auch so sind wie wir.\n"
    assert markdown(f"---\ntitle: T\nlanguage: nl\n---\n\n{body}")[0].language == "nl"
    assert markdown(f"---\ntitle: T\n---\n\n{body}")[0].language == "de"
