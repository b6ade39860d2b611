"""The interface in Dutch, which addresses readers as "u"."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip

TEXTS = Texts(
    lang="nl",
    site="Vraag het de artikelen",
    skip="Naar de inhoud",
    tagline="Vraag in uw eigen woorden. "
    "U krijgt de passages die antwoord geven, woord voor woord, met een link naar elke zin.",
    question="Uw vraag",
    follow_up="Nog een vraag stellen",
    ask="Vragen",
    bad_question="Schrijf een vraag van 1 tot {limit} tekens, met ten minste één letter of cijfer.",
    examples="Vragen die de artikelen beantwoorden",
    earlier="Eerder in dit gesprek",
    ask_again="Opnieuw vragen: {question}",
    start_over="Opnieuw beginnen",
    you_asked="Uw vraag",
    following="Vervolg op “{question}”",
    may_answer="Mogelijk antwoord",
    marked="De gemarkeerde woorden komen het dichtst bij uw vraag.",
    counted=counting(("{} citaat uit {}", "{} citaten uit {}"), ("{} artikel", "{} artikelen")),
    kinds={
        "faq": "Veelgestelde vraag",
        "takeaway": "Kernpunt",
        "table": "Tabel",
        "step": "Stappen",
        "list": "Lijst",
        "section": "Paragraaf",
    },
    by="Door {names}",
    read="In context lezen",
    new_tab="(opent in een nieuw tabblad)",
    reviewed="Klinisch beoordeeld op {date}",
    reviewed_by="door {names}",
    reviewed_by_only="Klinisch beoordeeld door {names}",
    reviewed_long_ago="meer dan {months} maanden geleden",
    not_reviewed="Niet klinisch beoordeeld",
    published="Gepubliceerd op {date}",
    updated="Bijgewerkt op {date}",
    closest="Verder lezen",
    related="Verwante vragen",
    promise="Alles wat als antwoord wordt getoond, is uit de artikelen geciteerd. Er wordt geen tekst gegenereerd.",
    languages="Taal",
    original="Oorspronkelijke pagina",
    ask_articles="Een vraag stellen",
    problem="Dit is niet gelukt",
    back="Terug naar het begin",
    no_service="Op dit moment kunnen geen vragen worden beantwoord. Probeer het later opnieuw.",
    noted="Uw vraag is zonder namen genoteerd, zodat de auteurs weten wat er ontbreekt.",
    erase="Wissen",
    erased="Uw vraag is gewist.",
    not_erased="Deze vraag bestaat niet; misschien is die al gewist.",
    thousands=".",
    date=dating("{day} {month} {year}", _MONTHS),
)
