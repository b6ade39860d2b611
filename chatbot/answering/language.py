"""Is a question in a language the corpus is not in? To an English encoder all Korean sentences look alike.

Two signs, each read together with how many of the question's words the corpus holds: the script of its letters, and for
languages that share a script the function words ("was", "ich", "eine"), which hardly a question does without but a
short one, so that some words which such ones have count as well ("danke", "passwort"). In a corpus that is all English
the other words tell, too: whether English at large has them, and letters that it lacks. Of 7,346 English questions of
this project's sets none is taken for another language, though no word of theirs be known.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from stop_words import LANGUAGE_MAPPING, get_stop_words

from chatbot.answering.english import english
from chatbot.answering.wording import FUNCTION_WORDS, is_unsayable
from chatbot.indexing.index import Encoder
from chatbot.indexing.words import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS: dict[str, frozenset[str]] = {  # of languages not written in Latin letters, as Unicode character names begin
    **dict.fromkeys(("bg", "ru", "uk", "sr", "mk", "be"), frozenset({"CYRILLIC"})),
    **dict.fromkeys(("ar", "fa", "ur"), frozenset({"ARABIC"})),
    "el": frozenset({"GREEK"}),
    **dict.fromkeys(("he", "yi"), frozenset({"HEBREW"})),
    **dict.fromkeys(("hi", "mr", "ne"), frozenset({"DEVANAGARI"})),
    "bn": frozenset({"BENGALI"}),
    "ta": frozenset({"TAMIL"}),
    "te": frozenset({"TELUGU"}),
    "gu": frozenset({"GUJARATI"}),
    "hy": frozenset({"ARMENIAN"}),
    "ka": frozenset({"GEORGIAN"}),
    "th": frozenset({"THAI"}),
    "ko": frozenset({"HANGUL", "CJK"}),
    "zh": frozenset({"CJK"}),
    "ja": frozenset({"HIRAGANA", "KATAKANA", "CJK"}),
}
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""A sign of Chinese or Japanese, whose words no spaces part."""
_LATIN = frozenset({"LATIN"})
_UNKNOWN_BY_SCRIPT = 0.5  # of the question's terms; a technical term in other letters may well stand in the corpus
_UNKNOWN_BY_WORDS = 0.25  # names in other languages ("Van Gend en Loos") are known to a corpus that covers them
_FUNCTION_WORDS = 2  # one alone may be a name or a slip
_SENTENCE = 3  # words of which one is of a foreign grammar and none plainly English
_IN_NAMES = frozenset({"da", "de", "del", "den", "der", "di", "dr", "du", "el", "la", "le", "les", "van", "von", "y"})
_ALSO = {"no": "nb", "nn": "nb"}  # languages whose function words stand under another's code
_ASKING = {  # question words and the like that the stop lists lack
    "da": "hvem hvilke hvilken hvordan hvorfor hvornår",
    "es": "cuándo cuánto dónde",
    "fi": "paljonko",
    "fr": "c'est combien qu'est quoi",
    "hu": "hol meddig mennyi mennyibe",
    "id": "dimana",
    "it": "quando",
    "nl": "hoeveel jij waar waarom wanneer welk welke",
    "pt": "quanto",
    "ro": "când cât mea",
    "sk": "kedy koľko",
    "tr": "hangi kadar kaç nasıl nedir nereden",
}
_OFTEN = {  # of courtesy, of complaint, and what any site is asked; they carry content, unlike function words
    "cs": "děkuji díky dobrý den prosím pomoc kolik kdy kde zapomněl heslo účet stojí funguje jsem nefunguje",
    "da": "tak hej hjælp glemt adgangskode konto koster virker jeg",
    "de": "danke bitte hallo hilfe wieviel vergessen passwort konto kostet kosten funktioniert kündigen geht",
    "es": "gracias hola ayuda cuanto olvidé contraseña cuenta cuesta funciona estoy favor",
    "fi": "kiitos hei apua milloin unohdin salasana tili maksaa toimii",
    "fr": "merci bonjour aide oublié oublie compte coûte marche ça mon ma",
    "hu": "köszönöm kérem segítség elfelejtettem jelszó fiók kerül működik",
    "id": "terima kasih halo tolong lupa sandi akun biaya berapa",
    "it": "grazie ciao aiuto quanto dimenticato password conto costa funziona sono",
    "nb": "takk hei hjelp glemt passord konto koster fungerer",
    "nl": "bedankt dank hallo vergeten wachtwoord kost werkt mijn",
    "pl": "dziękuję dzięki cześć proszę pomoc ile hasło hasła konto kosztuje działa zapomniałem",
    "pt": "obrigado obrigada olá ajuda esqueci senha conta custa funciona estou",
    "ro": "mulțumesc multumesc salut ajutor uitat parola costă costa funcționează",
    "sk": "ďakujem prosím pomoc zabudol heslo účet stojí funguje",
    "sv": "tack hej hjälp glömt lösenord konto kostar fungerar",
    "tr": "teşekkürler merhaba yardım lütfen unuttum şifre şifremi hesap hesabımı çalışır",
}


def primary(tag: str) -> str:
    """Return the language of a tag: "ko" of "ko-KR" and "ko_KR"."""
    return tag.replace("_", "-").split("-")[0].lower()


def spoken(languages: Iterable[str]) -> set[str]:
    """Return the languages of a corpus, English where it names none."""
    return set(map(primary, languages)) or {"en"}


def may_be_english(text: str, languages: Iterable[str]) -> bool:
    """Tell whether `text`, put to a corpus in these languages, has no more grammar of another one than of English."""
    own = spoken(languages)
    if own == {"en"} or "en" not in own:
        return "en" in own
    words = set(_words(text))
    known = [code for code in own - {"en"} if function_words(code)]
    return all(len(words & _telling(_ALSO.get(code, code))) <= len(words & FUNCTION_WORDS) for code in known)


def is_foreign(text: str, languages: Iterable[str], unknown: float) -> bool:
    """Tell whether `text` is in none of the corpus's `languages` ("en", "ko-KR").

    `unknown` is the share, 0..1, of the question's terms that occur nowhere in the corpus.
    """
    if unknown < _UNKNOWN_BY_WORDS:
        return False  # whatever the letters; most questions end here
    own = spoken(languages)
    scripts = _scripts(text)
    if not scripts:
        return False
    known = set().union(*(_SCRIPTS.get(language, _LATIN) for language in own))
    if sum(scripts[script] for script in known) < scripts.total() / 2:
        return unknown >= _UNKNOWN_BY_SCRIPT
    return _other_words(text, own)


def name_of_language(text: str) -> str:
    """Return the English name of the language that `text` most likely is in, "" where that is not told.

    By its letters, and among languages that share them by the words that tell one from another. Where these do not
    tell, letters that English does not have still do: "Cyrillic script".
    """
    scripts = _scripts(text)
    words = Counter(_words(text))
    signs = {
        code: (
            sum(scripts[script] for script in _SCRIPTS.get(code, _LATIN)),
            sum(words[word] for word in _telling(code)),
            -len(_SCRIPTS.get(code, _LATIN)),
        )
        for code in LANGUAGE_MAPPING
    }
    first, second = sorted(signs, key=lambda code: signs[code], reverse=True)[:2]
    if not signs[first][0]:
        return ""
    if signs[first] == signs[second]:
        script = scripts.most_common(1)[0][0]
        return "" if script in _LATIN else f"{script.capitalize()} script"
    return str(LANGUAGE_MAPPING[first]).capitalize()


def is_read(text: str, encoder: Encoder) -> bool:
    """Tell whether `encoder` reads the words of `text`, so that its vector tells it from other texts.

    Chinese and Japanese are a piece for each sign to every encoder, which tells nothing.
    """
    return text.isascii() or UNSPACED.search(text) is not None or encoder.reads(text)


def function_words(language: str) -> frozenset[str]:
    """Return the words of a language ("de") that carry grammar, in lower case; none where they are not known."""
    code = _ALSO.get(language, language)
    return _function_words(code) if code in LANGUAGE_MAPPING else frozenset()


def grammar_of(languages: Iterable[str]) -> frozenset[str]:
    """Return the words that carry grammar, as `fold` returns them, in a corpus of these languages: English ones always.

    Where English is one of them, words of others that English has as well ("die", "war") may be words of content.
    """
    own = spoken(languages)
    others = {fold(word) for language in own - {"en"} for word in function_words(language)}
    if others and "en" in own:
        others = {word for word in others if word not in english()}
    return FUNCTION_WORDS | others


def _scripts(text: str) -> Counter[str]:
    """Return how many letters of each script `text` has, named as their Unicode names begin."""
    return Counter(unicodedata.name(c, "?").split()[0].split("-")[0] for c in text if c.isalpha())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _other_words(text: str, own: set[str]) -> bool:
    """Tell whether the telling words of `text` are of another language than of its `own`.

    Nothing is told where those of an own one are not known: each language shares some with its neighbours. Words that
    English has as well ("bin", "die") tell nothing by themselves, nor do those of an own one or a letter: "résultat du
    match d'hier à 18 h" is no German for its "du" and "hier".
    """
    if any(language not in _SCRIPTS and not function_words(language) for language in own):
        return False
    words = set(_words(text))
    codes = {_ALSO.get(language, language) for language in own}
    others = [_telling(code) for code in _latin_languages() if code not in codes]
    if own == {"en"}:
        odd = {word for word in words if not word.isascii() and fold(word) not in english()}
        rest = words - FUNCTION_WORDS
        likely = [grammar for grammar in others if odd or not grammar.isdisjoint(rest)]
        title = bool(likely) and _is_title(text)
        return any(_is_in(words, odd, grammar, title) for grammar in likely)
    known = [words & _telling(code) for code in _latin_languages() if code in codes]
    mine = max(map(len, known), default=0)
    found = [words & grammar for grammar in others if len(words & grammar) > mine]
    telling = [{word for word in theirs.difference(*known) if len(word) > 1} for theirs in found]
    return any(
        len(theirs) >= _FUNCTION_WORDS and ("en" not in own or any(word not in english() for word in theirs))
        for theirs in telling
    )


def _is_in(words: set[str], odd: set[str], grammar: frozenset[str], title: bool) -> bool:
    """Tell whether a question of these `words` is rather in the language of this `grammar` than in English.

    It is where more of them are grammar there than here. Or else where hardly a word is plainly English, and beside
    strange ones there is some sign of the other language: a word of its grammar that no name holds ("van"), and
    another if English has the one as well ("wat"), or letters that English lacks, as the `odd` ones have. A `title` may
    be a name, which has strange words and letters.
    """
    theirs, rest = words & grammar, words - grammar
    ours = words & FUNCTION_WORDS
    telling = {word for word in theirs if not _is_english(word)}
    signs = {word for word in theirs - ours if word in english() or not is_unsayable(word)}
    if len(signs | odd) < len(ours):
        return False
    if telling and len(theirs) >= _FUNCTION_WORDS and len(theirs) > len(words & _english_grammar()):
        return True
    plain = {word for word in rest if _is_english(word)}
    strange = rest - plain
    if title or len(plain) > 1 or plain & ours:
        return False
    signs, telling = signs - _IN_NAMES, telling - _IN_NAMES
    if plain:
        mixed = telling and odd and len(telling | strange) > 1
        return bool(mixed or (strange and signs and len(theirs - ours) >= _FUNCTION_WORDS))
    if odd and len(strange) > 1:
        return True
    return bool(strange and (telling or (signs and len(theirs | strange) >= _SENTENCE)))


def _is_title(text: str) -> bool:
    """Tell whether every word of `text` begins with a capital, but for those that names hold, as in a name."""
    typed = _WORD.findall(text)
    return len(typed) > 1 and not text.isupper() and all(word[0].isupper() or word in _IN_NAMES for word in typed)


def _is_english(word: str) -> bool:
    return word in english() or word in _english_grammar()


@cache
def _english_grammar() -> frozenset[str]:
    return FUNCTION_WORDS | _function_words("en")


@cache
def _latin_languages() -> tuple[str, ...]:
    return tuple(code for code in LANGUAGE_MAPPING if code not in _SCRIPTS)


@cache
def _telling(code: str) -> frozenset[str]:
    """Return the words that tell a language from others: its function words, and what is often said in few words."""
    return _function_words(code).union(_OFTEN.get(code, "").split())


@cache
def _function_words(code: str) -> frozenset[str]:
    return frozenset([*get_stop_words(code), *_ASKING.get(code, "").split()])
