"""The interface in French, which addresses readers as "vous"."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip

TEXTS = Texts(
    lang="fr",
    site="Interroger les articles",
    skip="Aller au contenu",
    tagline="Posez votre question avec vos propres mots. "
    "Vous recevez les passages qui y répondent, mot pour mot, avec un lien vers chaque phrase.",
    question="Votre question",
    follow_up="Poser une autre question",
    ask="Demander",
    bad_question="Veuillez écrire une question de 1 à {limit} caractères, avec au moins une lettre ou un chiffre.",
    examples="Questions auxquelles les articles répondent",
    earlier="Plus tôt dans cette conversation",
    ask_again="Demander à nouveau\u00a0: {question}",
    start_over="Recommencer",
    you_asked="Votre question",
    following="Suite de «\u00a0{question}\u00a0»",
    may_answer="Réponse possible",
    marked="Les mots surlignés sont les plus proches de votre question.",
    counted=counting(("{} citation tirée de {}", "{} citations tirées de {}"), ("{} article", "{} articles")),
    kinds={
        "faq": "Question fréquente",
        "takeaway": "À retenir",
        "table": "Tableau",
        "step": "Étapes",
        "list": "Liste",
        "section": "Section",
    },
    by="Par {names}",
    read="Lire dans le contexte",
    new_tab="(s’ouvre dans un nouvel onglet)",
    reviewed="Relecture clinique du {date}",
    reviewed_by="par {names}",
    reviewed_by_only="Relecture clinique par {names}",
    reviewed_long_ago="il y a plus de {months} mois",
    not_reviewed="Sans relecture clinique",
    published="Publié le {date}",
    updated="Mis à jour le {date}",
    closest="Pour continuer la lecture",
    related="Questions proches",
    promise="Tout ce qui est présenté comme réponse est tiré mot pour mot des articles. Aucun texte n’est généré.",
    languages="Langue",
    original="Page d’origine",
    ask_articles="Poser une question",
    problem="Cela n’a pas fonctionné",
    back="Retour au début",
    no_service="Il n’est pas possible de répondre aux questions pour le moment. Veuillez revenir plus tard.",
    noted="Votre question a été notée sans aucun nom, pour que les auteurs sachent ce qui manque.",
    erase="L’effacer",
    erased="Votre question a été effacée.",
    not_erased="Cette question n’existe pas\u00a0; elle a peut-être déjà été effacée.",
    thousands="\u202f",
    date=dating("{day} {month} {year}", _MONTHS, first="1er"),
)
