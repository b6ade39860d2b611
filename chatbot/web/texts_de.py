"""The interface in German, which addresses readers as "Sie"."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip

TEXTS = Texts(
    lang="de",
    site="Fragen an die Artikel",
    skip="Zum Inhalt springen",
    tagline="Fragen Sie in eigenen Worten. Sie erhalten passende Stellen im Wortlaut, mit einem Link zu jedem Satz.",
    question="Ihre Frage",
    follow_up="Weitere Frage stellen",
    ask="Fragen",
    bad_question="Bitte schreiben Sie eine Frage von 1 bis {limit} Zeichen, mit mindestens einem "
    "Buchstaben oder einer Ziffer.",
    examples="Fragen, die die Artikel beantworten",
    earlier="Früher in diesem Gespräch",
    ask_again="Erneut fragen: {question}",
    start_over="Von vorn beginnen",
    you_asked="Ihre Frage",
    following="Im Anschluss an „{question}“",
    may_answer="Mögliche Antwort",
    marked="Die hervorgehobenen Worte kommen Ihrer Frage am nächsten.",
    counted=counting(("{} Zitat aus {}", "{} Zitate aus {}"), ("{} Artikel", "{} Artikeln")),
    kinds={
        "faq": "Häufige Frage",
        "takeaway": "Das Wichtigste",
        "table": "Tabelle",
        "step": "Schritte",
        "list": "Liste",
        "section": "Abschnitt",
    },
    by="Von {names}",
    read="Im Zusammenhang lesen",
    new_tab="(öffnet sich in einem neuen Tab)",
    reviewed="Fachlich geprüft am {date}",
    reviewed_by="von {names}",
    reviewed_by_only="Fachlich geprüft von {names}",
    reviewed_long_ago="vor mehr als {months} Monaten",
    not_reviewed="Nicht fachlich geprüft",
    published="Veröffentlicht am {date}",
    updated="Aktualisiert am {date}",
    closest="Zum Weiterlesen",
    related="Verwandte Fragen",
    promise="Alles, was als Antwort erscheint, ist aus den Artikeln zitiert. Es wird kein Text erzeugt.",
    languages="Sprache",
    original="Originalseite",
    ask_articles="Eine Frage stellen",
    problem="Das hat nicht geklappt",
    back="Zurück zum Anfang",
    no_service="Im Moment können keine Fragen beantwortet werden. Bitte kommen Sie später wieder.",
    noted="Ihre Frage wurde ohne Namen notiert, damit die Autorinnen und Autoren erfahren, was fehlt.",
    erase="Löschen",
    erased="Ihre Frage wurde gelöscht.",
    not_erased="Diese Frage gibt es nicht; vielleicht wurde sie schon gelöscht.",
    thousands=".",
    date=dating("{day}. {month} {year}", _MONTHS),
)
