"""The sentences said beside quotes, never as an answer: one table for each locale, English where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from textwrap import shorten

from chatbot.answering.language import primary

NAMED = 3  # words that were read as others and are named in a message, at most
_LONGEST = 80  # characters of a question that is named in a message


class Reason(StrEnum):
    """Why an answer has the status it has; the reader is told.

    HELP takes the place of every reason for which nothing is quoted to somebody in distress: nobody is told to ask in
    other words, or something else, who has just written of wanting to die.
    """

    ANSWERED = "answered"
    WEAK = "weak"
    NOT_COVERED = "not_covered"
    NOTHING_LEFT = "nothing_left"
    SMALL_TALK = "small_talk"
    CONTENTS = "contents"
    LANGUAGE = "language"
    FILTERED = "filtered"
    HELP = "help"


_ENGLISH = {
    Reason.ANSWERED: "The articles answer this in their own words.",
    Reason.WEAK: "These passages may answer your question.",
    Reason.NOT_COVERED: "I found no answer in the articles. Try other words or a whole sentence.",
    Reason.NOTHING_LEFT: "I have shown all that I found on this. Ask me about a part of it, or something close to it.",
    Reason.SMALL_TALK: "I can only quote the articles. Ask me about something they cover.",
    Reason.CONTENTS: "I quote articles such as these. Ask me about anything that they cover.",
    Reason.LANGUAGE: "The articles are not written in the language of this question, so they cannot be quoted for it.",
    Reason.FILTERED: "None of the articles you chose to search exists here.",
    Reason.HELP: "The articles hold no answer to this. The notice above says where to find help.",
}
_KOREAN = {
    Reason.ANSWERED: "이 질문에 대한 글의 원문입니다.",
    Reason.WEAK: "다음 대목이 답이 될 수 있습니다.",
    Reason.NOT_COVERED: "글에서 답을 찾지 못했습니다. 다른 말이나 온전한 문장으로 물어봐 주세요.",
    Reason.NOTHING_LEFT: "이에 대해 찾은 내용은 모두 보여 드렸습니다. 그 일부나 가까운 내용을 물어봐 주세요.",
    Reason.SMALL_TALK: "저는 글의 원문만 인용할 수 있습니다. 글이 다루는 내용을 물어봐 주세요.",
    Reason.CONTENTS: "이런 글들을 인용합니다. 글이 다루는 내용을 무엇이든 물어봐 주세요.",
    Reason.LANGUAGE: "이 질문의 언어로 쓰인 글이 없어 인용할 수 없습니다.",
    Reason.FILTERED: "선택한 조건에 맞는 글이 없습니다.",
    Reason.HELP: "글에는 이에 대한 답이 없습니다. 도움을 받을 수 있는 곳은 위의 안내에 있습니다.",
}
_GERMAN = {
    Reason.ANSWERED: "Die Artikel beantworten dies in ihren eigenen Worten.",
    Reason.WEAK: "Diese Stellen könnten Ihre Frage beantworten.",
    Reason.NOT_COVERED: "Ich habe in den Artikeln keine Antwort gefunden. "
    "Versuchen Sie es mit anderen Worten oder einem ganzen Satz.",
    Reason.NOTHING_LEFT: "Ich habe alles gezeigt, was ich dazu gefunden habe. "
    "Fragen Sie nach einem Teil davon oder nach etwas Ähnlichem.",
    Reason.SMALL_TALK: "Ich kann nur aus den Artikeln zitieren. Fragen Sie nach etwas, das darin vorkommt.",
    Reason.CONTENTS: "Ich zitiere Artikel wie diese. Fragen Sie nach allem, was darin vorkommt.",
    Reason.LANGUAGE: "Die Artikel sind nicht in der Sprache dieser Frage geschrieben und "
    "können dazu nicht zitiert werden.",
    Reason.FILTERED: "Keiner der Artikel, in denen Sie suchen wollten, ist hier vorhanden.",
    Reason.HELP: "Die Artikel enthalten darauf keine Antwort. Wo Sie Hilfe finden, steht im Hinweis oben.",
}
_SPANISH = {
    Reason.ANSWERED: "Los artículos responden a esto con sus propias palabras.",
    Reason.WEAK: "Estos pasajes podrían responder a su pregunta.",
    Reason.NOT_COVERED: "No he encontrado respuesta en los artículos. "
    "Pruebe con otras palabras o con una frase completa.",
    Reason.NOTHING_LEFT: "Ya he mostrado todo lo que he encontrado sobre esto. "
    "Pregunte por una parte de ello o por algo parecido.",
    Reason.SMALL_TALK: "Solo puedo citar los artículos. Pregunte por algo de lo que traten.",
    Reason.CONTENTS: "Cito artículos como estos. Pregunte por cualquier tema del que traten.",
    Reason.LANGUAGE: "Los artículos no están escritos en el idioma de esta pregunta, así "
    "que no se pueden citar para responderla.",
    Reason.FILTERED: "Ninguno de los artículos en los que ha elegido buscar existe aquí.",
    Reason.HELP: "Los artículos no contienen respuesta a esto. El aviso de arriba indica dónde encontrar ayuda.",
}
_FRENCH = {
    Reason.ANSWERED: "Les articles y répondent avec leurs propres mots.",
    Reason.WEAK: "Ces passages répondent peut-être à votre question.",
    Reason.NOT_COVERED: "Je n’ai pas trouvé de réponse dans les articles. "
    "Essayez d’autres mots ou une phrase complète.",
    Reason.NOTHING_LEFT: "J’ai montré tout ce que j’ai trouvé à ce sujet. "
    "Posez une question sur un point précis ou sur un sujet proche.",
    Reason.SMALL_TALK: "Je ne peux que citer les articles. Posez une question sur un sujet qu’ils abordent.",
    Reason.CONTENTS: "Je cite des articles comme ceux-ci. Posez une question sur n’importe quel sujet qu’ils abordent.",
    Reason.LANGUAGE: "Les articles ne sont pas écrits dans la langue de cette question et "
    "ne peuvent donc pas être cités pour y répondre.",
    Reason.FILTERED: "Aucun des articles dans lesquels vous vouliez chercher n’existe ici.",
    Reason.HELP: "Les articles ne contiennent pas de réponse à cela. L’encadré ci-dessus indique où trouver de l’aide.",
}
_ITALIAN = {
    Reason.ANSWERED: "Gli articoli rispondono con le loro stesse parole.",
    Reason.WEAK: "Questi brani potrebbero rispondere alla sua domanda.",
    Reason.NOT_COVERED: "Non ho trovato risposta negli articoli. Provi con altre parole o con una frase intera.",
    Reason.NOTHING_LEFT: "Ho mostrato tutto ciò che ho trovato su questo. "
    "Chieda di un singolo aspetto o di un argomento vicino.",
    Reason.SMALL_TALK: "Posso solo citare gli articoli. Chieda di qualcosa di cui trattano.",
    Reason.CONTENTS: "Cito articoli come questi. Chieda di qualsiasi argomento di cui trattano.",
    Reason.LANGUAGE: "Gli articoli non sono scritti nella lingua di questa domanda, quindi "
    "non si possono citare per rispondere.",
    Reason.FILTERED: "Nessuno degli articoli in cui ha scelto di cercare esiste qui.",
    Reason.HELP: "Gli articoli non contengono una risposta a questo. L’avviso qui sopra dice dove trovare aiuto.",
}
_DUTCH = {
    Reason.ANSWERED: "De artikelen beantwoorden dit in hun eigen woorden.",
    Reason.WEAK: "Deze passages geven misschien antwoord op uw vraag.",
    Reason.NOT_COVERED: "Ik heb in de artikelen geen antwoord gevonden. "
    "Probeer het met andere woorden of met een hele zin.",
    Reason.NOTHING_LEFT: "Ik heb alles laten zien wat ik hierover heb gevonden. "
    "Vraag naar een deel ervan of naar iets wat erop lijkt.",
    Reason.SMALL_TALK: "Ik kan alleen uit de artikelen citeren. Vraag naar iets wat daarin aan bod komt.",
    Reason.CONTENTS: "Ik citeer artikelen zoals deze. Vraag naar alles wat daarin aan bod komt.",
    Reason.LANGUAGE: "De artikelen zijn niet in de taal van deze vraag geschreven en kunnen "
    "daarom niet worden geciteerd.",
    Reason.FILTERED: "Geen van de artikelen waarin u wilde zoeken, bestaat hier.",
    Reason.HELP: "De artikelen geven hierop geen antwoord. In de melding hierboven staat waar u hulp vindt.",
}
_PORTUGUESE = {
    Reason.ANSWERED: "Os artigos respondem a isto com as suas próprias palavras.",
    Reason.WEAK: "Estas passagens podem responder à sua pergunta.",
    Reason.NOT_COVERED: "Não encontrei resposta nos artigos. Tente com outras palavras ou com uma frase completa.",
    Reason.NOTHING_LEFT: "Já mostrei tudo o que encontrei sobre isto. Pergunte sobre uma parte ou sobre algo parecido.",
    Reason.SMALL_TALK: "Só posso citar os artigos. Pergunte sobre algo de que eles tratem.",
    Reason.CONTENTS: "Cito artigos como estes. Pergunte sobre qualquer tema de que eles tratem.",
    Reason.LANGUAGE: "Os artigos não estão escritos no idioma desta pergunta e, por isso, não podem ser citados.",
    Reason.FILTERED: "Nenhum dos artigos escolhidos para a pesquisa existe aqui.",
    Reason.HELP: "Os artigos não têm resposta para isto. O aviso acima indica onde encontrar ajuda.",
}
_MESSAGES = {
    "de": _GERMAN,
    "en": _ENGLISH,
    "es": _SPANISH,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "ko": _KOREAN,
    "nl": _DUTCH,
    "pt": _PORTUGUESE,
}
_READ = {
    "de": ("„{}“ als „{}“", " Ich habe {} gelesen."),
    "en": ("“{}” as “{}”", " I read {}."),
    "es": ("«{}» como «{}»", " He leído {}."),
    "fr": ("«\u00a0{}\u00a0» comme «\u00a0{}\u00a0»", " J’ai lu {}."),
    "it": ("«{}» come «{}»", " Ho letto {}."),
    "ko": ("‘{}’을(를) ‘{}’(으)로", " {} 읽었습니다."),
    "nl": ("“{}” als “{}”", " Ik heb {} gelezen."),
    "pt": ("“{}” como “{}”", " Li {}."),
}
_LEFT = {
    "de": ("„{}“", " Zu {} habe ich keine Antwort gefunden."),
    "en": ("“{}”", " I found no answer to {}."),
    "es": ("«{}»", " No he encontrado respuesta a {}."),
    "fr": ("«\u00a0{}\u00a0»", " Je n’ai pas trouvé de réponse à {}."),
    "it": ("«{}»", " Non ho trovato risposta a {}."),
    "ko": ("‘{}’", " {}에 대한 답은 찾지 못했습니다."),
    "nl": ("“{}”", " Ik heb geen antwoord gevonden op {}."),
    "pt": ("“{}”", " Não encontrei resposta para {}."),
}


def message(reason: Reason, locale: str, changes: Sequence[tuple[str, str]] = (), left: Sequence[str] = ()) -> str:
    """Return what is said for `reason` in the locale's language ("ko-KR" is Korean), English where we have none.

    `changes` are the words that were read as others, (typed, meant): a reader must see it where a name was taken for a
    slip. In a question full of slips the first few are named. `left` are those of several questions that are left
    without an answer.
    """
    language = primary(locale)
    said = _MESSAGES.get(language, _ENGLISH)[reason]
    if left:
        each, sentence = _LEFT.get(language, _LEFT["en"])
        said += sentence.format(", ".join(each.format(shorten(text, _LONGEST, placeholder=" …")) for text in left))
    if not changes:
        return said
    pair, sentence = _READ.get(language, _READ["en"])
    return said + sentence.format(", ".join(pair.format(*change) for change in changes[:NAMED]))
