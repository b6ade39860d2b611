"""The interface in Spanish, which addresses readers as "usted"."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip

TEXTS = Texts(
    lang="es",
    site="Pregunte a los artículos",
    skip="Ir al contenido",
    tagline="Pregunte con sus propias palabras. "
    "Recibirá los pasajes que responden, palabra por palabra, y un enlace a cada frase.",
    question="Su pregunta",
    follow_up="Hacer otra pregunta",
    ask="Preguntar",
    bad_question="Escriba una pregunta de 1 a {limit} caracteres, con al menos una letra o una cifra.",
    examples="Preguntas que responden los artículos",
    earlier="Antes en esta conversación",
    ask_again="Preguntar de nuevo: {question}",
    start_over="Empezar de nuevo",
    you_asked="Su pregunta",
    following="A continuación de «{question}»",
    may_answer="Posible respuesta",
    marked="Las palabras resaltadas son las más cercanas a su pregunta.",
    counted=counting(("{} cita de {}", "{} citas de {}"), ("{} artículo", "{} artículos")),
    kinds={
        "faq": "Pregunta frecuente",
        "takeaway": "Idea clave",
        "table": "Tabla",
        "step": "Pasos",
        "list": "Lista",
        "section": "Sección",
    },
    by="Por {names}",
    read="Leer en su contexto",
    new_tab="(se abre en una pestaña nueva)",
    reviewed="Revisión clínica: {date}",
    reviewed_by="a cargo de {names}",
    reviewed_by_only="Revisión clínica a cargo de {names}",
    reviewed_long_ago="hace más de {months} meses",
    not_reviewed="Sin revisión clínica",
    published="Publicado el {date}",
    updated="Actualizado el {date}",
    closest="Para seguir leyendo",
    related="Preguntas relacionadas",
    promise="Todo lo que se muestra como respuesta es una cita de los artículos. No se genera ningún texto.",
    languages="Idioma",
    original="Página original",
    ask_articles="Hacer una pregunta",
    problem="No ha funcionado",
    back="Volver al inicio",
    no_service="En este momento no se pueden responder preguntas. Vuelva más tarde, por favor.",
    noted="Su pregunta se ha anotado sin nombres, para que los autores sepan qué falta.",
    erase="Borrarla",
    erased="Su pregunta se ha borrado.",
    not_erased="Esa pregunta no existe; es posible que ya se haya borrado.",
    thousands=".",
    date=dating("{day} de {month} de {year}", _MONTHS),
)
