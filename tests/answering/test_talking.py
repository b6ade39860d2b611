"""Greetings, thanks, "more" and "and that?" in German, Spanish, French, Italian, Dutch and Portuguese."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from chatbot.answering.answer import Answer, Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.courtesies import without_courtesies
from chatbot.answering.english import english
from chatbot.answering.gist import asks_for_gist
from chatbot.answering.going_on import GoesOn, goes_on
from chatbot.answering.messages import Reason, message
from chatbot.answering.out_of_scope import is_greeting, is_reply
from chatbot.answering.question import make_question
from chatbot.answering.talking import opens, points_back
from chatbot.answering.talking_words import TALK
from chatbot.indexing.words import fold, surfaces

REPLIES = """
    Guten Tag! | Vielen Dank, das hilft mir sehr | Danke für Ihre Hilfe | Wer bist du? | Ja | Auf Wiedersehen
    Ok, danke | Super, danke! | Perfecto, gracias | Parfait, merci | Top, bedankt | Perfeito, obrigado
    Buenos días | ¡Muchas gracias! | De acuerdo | ¿Eres un robot? | Sí, gracias
    Bonjour à tous | Merci beaucoup | D'accord, merci | Es-tu un robot ? | S'il vous plaît
    Buongiorno! | Grazie mille | Va bene, capito | Chi sei?
    Goedemiddag | Dank u wel | Nee, bedankt | Wie bent u?
    Olá, bom dia | Muito obrigada | Não, obrigado | Você é um robô?
"""
QUESTIONS = """
    Was kostet die Hilfe? | Bitte beachten Sie das | ¿Cuánto es por favor en total? | Merci de me répondre sur le prix
    Super, was kostet das? | Vale la pena? | Grazie a chi? | Dank aan wie? | Tag | Super | Sim | Voraus
    salve | prima | plus | resume | more tag
"""
GOING_ON = {
    GoesOn.MORE: """
        Erzähl mir mehr | noch mehr bitte | und dann? | Ich verstehe das nicht | dime más | ¿y después? | más detalles
        dites-m'en plus | en savoir plus | la suite | dimmi di più | e poi? | vertel meer | ga verder
        mais | me conte mais
    """,
    GoesOn.AGAIN: """
        Sind Sie sicher? | Stimmt das? | Wo steht das? | ¿Seguro? | ¿Está seguro? | ¿Es verdad? | Vraiment ?
        C'est vrai ? | Davvero? | Ne sei sicura? | È vero? | Klopt dat? | Is dat waar? | Is het echt waar?
        Tem certeza? | É verdade?
    """,
    GoesOn.ABOUT: """
        Warum? | aber warum nicht? | ein Beispiel | ¿Por qué? | un ejemplo | Pourquoi ? | un exemple | perché?
        un esempio | waarom? | een voorbeeld | por quê? | um exemplo
    """,
}
NAMING = """
    Warum ist das Buch teuer? | mehr Geld | ¿cuánto más cuesta? | un exemple de lettre | perché piove?
    wie viel mehr? | ¿cuánto más? | combien de plus ? | quanto di più? | hoeveel meer? | quanto mais?
    ¿Es seguro? | È sicuro? | Waar? | Waar is dat?
    waarom regent het? | Ich kann nicht mehr | no puedo más | je n'en peux plus | ik kan niet meer | não posso mais
"""
AROUND = [
    ("Hallo! Wie lange dauert es?", "Wie lange dauert es?"),
    ("Guten Tag, ich hätte eine Frage: Was kostet das? Vielen Dank im Voraus", "Was kostet das?"),
    ("Können Sie mir sagen wie viel das kostet?", "wie viel das kostet?"),
    ("Was kostet der Ausweis?\n\nMit freundlichen Grüßen\nAnna Schmidt", "Was kostet der Ausweis?"),
    ("Hola, ¿me podría decir cuánto es? Muchas gracias", "cuánto es?"),
    ("Bonjour, pourriez-vous me dire combien ça coûte ? Merci d'avance", "combien ça coûte ?"),
    ("Buongiorno, vorrei sapere quanto costa? Grazie", "quanto costa?"),
    ("Goedemiddag, kunt u mij vertellen wat het kost? Alvast bedankt", "wat het kost?"),
    ("Bom dia! Gostaria de saber quanto custa?", "quanto custa?"),
    ("Danke, 404 Fehler?", "404 Fehler?"),
    ("Bonjour, 18 ans suffisent ?", "18 ans suffisent ?"),
    ("Hola. 10 % de descuento", "10 % de descuento"),
    ("Bitte, $5 oder mehr?", "$5 oder mehr?"),
]
KEPT = [
    *("Bitte beachten Sie das", "Danke sagen: wie geht das?", "Eine Frage der Ehre, was ist das?"),
    *("si no pago la renta, ¿qué pasa?", "Merci de me répondre", "Mit freundlichen Grüßen schließen: wann?"),
    *("Vielen Dank!", "Guten Tag", "Per favore e grazie"),
    *("Wie sage ich höflich: nein danke", "Que veut dire: de rien ?", "Was heißt „vielen Dank“, danke"),
    *("oui.com", "lg:sr-only", '{ "ok": true, "id": 3 }'),
]
LIBRARY = """---
title: Die Bücherei
language: de
---

## Leihfrist

Bücher leihen wir für 28 Tage aus, Filme für 14 Tage und Zeitschriften für sieben Tage.

## Gebühr

Der Ausweis kostet 18 Euro im Jahr, für Kinder ist er kostenlos.

## Öffnungszeiten

Geöffnet ist von neun bis 18 Uhr, am Samstag bis 13 Uhr. Montags bleibt die Bücherei geschlossen.
"""


def each(texts: str) -> list[str]:
    return [text.strip() for text in re.split(r"[|\n]", texts) if text.strip()]


@pytest.mark.parametrize("text", each(REPLIES))
def test_what_only_greets_or_thanks_asks_nothing(text: str) -> None:
    assert is_reply(text)


@pytest.mark.parametrize("text", each(QUESTIONS))
def test_words_that_ask_or_are_english_are_no_reply(text: str) -> None:
    assert not is_reply(text)


@pytest.mark.parametrize("text", ["Guten Tag!", "Hola", "Bonjour", "Buonasera", "Goedendag", "Bom dia"])
def test_a_greeting_is_one(text: str) -> None:
    assert is_greeting(text)
    assert not is_greeting("Danke")


@pytest.mark.parametrize(("way", "text"), [(way, text) for way, texts in GOING_ON.items() for text in each(texts)])
def test_what_names_nothing_goes_on_with_what_was_answered(way: GoesOn, text: str) -> None:
    assert goes_on(text) is way


@pytest.mark.parametrize("text", each(NAMING))
def test_what_says_about_what_is_a_question_of_its_own(text: str) -> None:
    assert goes_on(text) is None


def test_a_summary_is_asked_for_in_each_language_and_a_resume_is_not() -> None:
    asked = each("Zusammenfassung bitte | un resumen | résumé de l'article | riassunto | een samenvatting | um resumo")
    assert [text for text in asked if not asks_for_gist(text)] == []
    assert not any(map(asks_for_gist, ("resume", "resumen del contrato de alquiler", "Zusammenfassung der Fristen")))


@pytest.mark.parametrize(("message", "question"), AROUND)
def test_courtesies_around_a_question_are_no_part_of_it(message: str, question: str) -> None:
    assert without_courtesies(message) == question


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_courtesy_or_nothing_else_stays(text: str) -> None:
    assert without_courtesies(text) == text


def test_few_words_that_english_has_are_replies_by_themselves() -> None:
    """A reader who looks for one of these in English articles is told that they only quote: as few as can be."""
    words = {word for talk in TALK.values() for word in re.findall("[a-z]+", f"{talk.hello} {talk.reply}")}
    shared = {word for word in words if is_reply(word) and word in english()}
    assert shared <= {"adios", "arrivederci", "ciao", "hey", "hi", "no", "okay", "oke", "ola", "oui", "vale"}


def test_the_words_are_folded_as_those_they_are_compared_with() -> None:
    for talk in TALK.values():
        for pattern in (talk.hello, talk.reply, talk.polite, talk.asks, talk.more, talk.again, talk.about, talk.gist):
            assert fold(pattern) == pattern
        assert surfaces(talk.beside) == talk.beside.split()


@pytest.mark.parametrize(
    ("code", "goes_back", "stands_alone"),
    [
        (
            "de",
            "Kann ich das verlängern? | Was kostet das? | Und für Kinder? | Gibt es dafür einen Nachweis?"
            " | Wie ist es bei Kindern? | Wie sieht es mit Filmen aus? | Gilt das auch für Filme? | Geht das?",
            "Was kostet das Buch? | Wie ist das Wetter? | Gilt das Angebot noch? | Geht das Licht aus?",
        ),
        (
            "es",
            "¿Puedo devolverlo? | ¿Y para niños? | ¿Eso es legal?",
            "¿Cuánto cuesta el libro? | Lo siento, ¿dónde pago? | Por lo general, ¿cuánto tarda?",
        ),
        (
            "fr",
            "Et pour un couple ? | Ça coûte combien ? | Puis-je le rendre ?",
            "Où est le club ? | Cette année, quand ouvre le club ?",
        ),
        ("it", "E per i bambini? | Posso restituirlo?", "È obbligatorio il casco?"),
        ("nl", "En voor kinderen? | Kan dat ook online?", "Waar is het museum?"),
        ("pt", "E para crianças? | Isso é legal?", "É obrigatório o seguro?"),
    ],
)
def test_words_point_back_in_the_languages_of_the_corpus_alone(code: str, goes_back: str, stands_alone: str) -> None:
    def follows(text: str, languages: list[str]) -> bool:
        return opens(text, languages) or points_back(surfaces(text), languages)

    assert [text for text in each(goes_back) if not follows(text, [code])] == []
    assert not any(follows(text, [code]) for text in each(stands_alone))
    assert not any(follows(text, ["en"]) for text in each(goes_back))


@pytest.fixture(scope="module")
def library(answerer_of: Callable[[str, str], Answerer]) -> Answerer:
    return answerer_of("library", LIBRARY)


def ask(answerer: Answerer, text: str, *history: str) -> Answer:
    return answerer.ask(make_question(text, history, locale="de"))


def test_a_german_conversation_goes_on(library: Answerer) -> None:
    cost = "Was kostet der Ausweis?"
    assert "18 Euro" in ask(library, cost).quotes[0].text
    assert ask(library, "Und für Kinder?", cost).followed == cost
    assert ask(library, "Warum?", cost).quotes[0].text == ask(library, cost).quotes[0].text
    more = ask(library, "Erzähl mir mehr", cost)
    assert more.followed == cost
    assert cost not in [quote.text for quote in more.quotes]
    assert ask(library, "Wie lange darf ich Zeitschriften ausleihen?", cost).followed is None


@pytest.mark.parametrize("text", ["Hallo", "Ja", "Vielen Dank!", "Guten Morgen"])
def test_who_greets_or_thanks_is_quoted_nothing(text: str, library: Answerer) -> None:
    answer = ask(library, text, "Was kostet der Ausweis?")
    assert (answer.status, answer.quotes) == (Status.UNANSWERED, ())
    assert answer.message == message(Reason.SMALL_TALK, "de")
