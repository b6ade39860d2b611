"""The interface in Italian, which addresses readers as "Lei"."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
)  # fmt: skip

TEXTS = Texts(
    lang="it",
    site="Domande agli articoli",
    skip="Vai al contenuto",
    tagline="Chieda con parole sue. Riceverà i brani che rispondono, parola per parola, e un link a ogni frase.",
    question="La sua domanda",
    follow_up="Fare un’altra domanda",
    ask="Chiedi",
    bad_question="Scriva una domanda da 1 a {limit} caratteri, con almeno una lettera o una cifra.",
    examples="Domande a cui gli articoli rispondono",
    earlier="Prima, in questa conversazione",
    ask_again="Chiedi di nuovo: {question}",
    start_over="Ricomincia",
    you_asked="La sua domanda",
    following="Seguito di «{question}»",
    may_answer="Possibile risposta",
    marked="Le parole evidenziate sono le più vicine alla sua domanda.",
    counted=counting(("{} citazione da {}", "{} citazioni da {}"), ("{} articolo", "{} articoli")),
    kinds={
        "faq": "Domanda frequente",
        "takeaway": "In breve",
        "table": "Tabella",
        "step": "Passaggi",
        "list": "Elenco",
        "section": "Sezione",
    },
    by="Di {names}",
    read="Leggi nel contesto",
    new_tab="(si apre in una nuova scheda)",
    reviewed="Revisione clinica: {date}",
    reviewed_by="a cura di {names}",
    reviewed_by_only="Revisione clinica a cura di {names}",
    reviewed_long_ago="più di {months} mesi fa",
    not_reviewed="Senza revisione clinica",
    published="Pubblicato: {date}",
    updated="Aggiornato: {date}",
    closest="Per continuare a leggere",
    related="Domande correlate",
    promise="Tutto ciò che è mostrato come risposta è citato dagli articoli. Nessun testo viene generato.",
    languages="Lingua",
    original="Pagina originale",
    ask_articles="Fare una domanda",
    problem="Non ha funzionato",
    back="Torna all’inizio",
    no_service="Al momento non è possibile rispondere alle domande. Torni più tardi, per favore.",
    noted="La sua domanda è stata annotata senza nomi, perché gli autori sappiano che cosa manca.",
    erase="Cancella",
    erased="La sua domanda è stata cancellata.",
    not_erased="Questa domanda non esiste; forse è già stata cancellata.",
    thousands=".",
    date=dating("{day} {month} {year}", _MONTHS),
)
