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
_MESSAGES = {"en": _ENGLISH, "ko": _KOREAN}
_READ = {"en": ("“{}” as “{}”", " I read {}."), "ko": ("‘{}’을(를) ‘{}’(으)로", " {} 읽었습니다.")}
_LEFT = {"en": ("“{}”", " I found no answer to {}."), "ko": ("‘{}’", " {}에 대한 답은 찾지 못했습니다.")}


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
