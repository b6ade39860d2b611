"""The interface in Portuguese, in words that Brazil and Portugal share, with no "tu" and no "você"."""

from __future__ import annotations

from chatbot.web.texts import Texts, counting, dating

_MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
    "dezembro",
)  # fmt: skip

TEXTS = Texts(
    lang="pt",
    site="Perguntar aos artigos",
    skip="Ir para o conteúdo",
    tagline="Pergunte com as suas próprias palavras. "
    "Receba as passagens que respondem, palavra por palavra, com um link para cada frase.",
    question="A sua pergunta",
    follow_up="Fazer outra pergunta",
    ask="Perguntar",
    bad_question="Escreva uma pergunta de 1 a {limit} caracteres, com pelo menos uma letra ou um algarismo.",
    examples="Perguntas a que os artigos respondem",
    earlier="Antes, nesta conversa",
    ask_again="Perguntar de novo: {question}",
    start_over="Começar de novo",
    you_asked="A sua pergunta",
    following="Na sequência de “{question}”",
    may_answer="Possível resposta",
    marked="As palavras destacadas são as mais próximas da pergunta.",
    counted=counting(("{} citação de {}", "{} citações de {}"), ("{} artigo", "{} artigos")),
    kinds={
        "faq": "Pergunta frequente",
        "takeaway": "Ideia principal",
        "table": "Tabela",
        "step": "Passos",
        "list": "Lista",
        "section": "Trecho",
    },
    by="Por {names}",
    read="Ler no contexto",
    new_tab="(abre em nova janela)",
    reviewed="Revisão clínica: {date}",
    reviewed_by="por {names}",
    reviewed_by_only="Revisão clínica por {names}",
    reviewed_long_ago="há mais de {months} meses",
    not_reviewed="Sem revisão clínica",
    published="Publicado em {date}",
    updated="Atualizado em {date}",
    closest="Para continuar a leitura",
    related="Perguntas relacionadas",
    promise="Tudo o que é mostrado como resposta é citado dos artigos. Nenhum texto é gerado.",
    languages="Idioma",
    original="Página original",
    ask_articles="Fazer uma pergunta",
    problem="Não funcionou",
    back="Voltar ao início",
    no_service="Neste momento não é possível responder a perguntas. Volte mais tarde, por favor.",
    noted="A sua pergunta foi anotada sem nomes, para que os autores saibam o que falta.",
    erase="Apagar",
    erased="A sua pergunta foi apagada.",
    not_erased="Essa pergunta não existe; talvez já tenha sido apagada.",
    thousands=".",
    date=dating("{day} de {month} de {year}", _MONTHS),
)
