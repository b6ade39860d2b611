"""The rules -> what GET /safety says of them: generated, so that it cannot differ from what is done."""

from __future__ import annotations

from msgspec import Struct

from chatbot.safety import english, korean, others
from chatbot.safety.dangers import SIGNS
from chatbot.safety.helplines import FRESH_DAYS, Danger, Helpline, Protocol
from chatbot.safety.notice import Notice, notice_for
from chatbot.safety.watching import MOST_WORDS


class RuleOut(Struct, frozen=True):
    """One sign that is looked for; `weight` is plain (decides by itself), hint, against or topic."""

    name: str
    says: str
    weight: str
    language: str


class DangerOut(Struct, frozen=True):
    """One danger that a question may speak of: its signs, and the notice where it is the most urgent."""

    name: Danger
    signs: tuple[str, ...]
    notice: Notice


class ProtocolOut(Struct, frozen=True):
    """All that is done about readers who may be in danger."""

    tiers: dict[str, str]
    promises: tuple[str, ...]
    rules: tuple[RuleOut, ...]
    meaning: bool
    most_words: int
    fresh_days: int
    helplines: tuple[Helpline, ...]
    notice: Notice
    dangers: tuple[DangerOut, ...]


TIERS = {
    "distress": "Readers write of themselves, or of somebody in danger now: helplines stand above the quotes.",
    "topic": "A question about suicide, self-harm, violence or abuse: one quiet line below the quotes, no notice.",
    "none": "Everything else: nothing is shown.",
}
PLAIN = "to want to die, to be beaten or raped, to have taken pills, in words that leave no doubt"
PROMISES = (
    "The quotes are the same with and without a notice: none is held back.",
    "Where there is none to show, nobody is asked for other words; the message leads to the notice.",
    "The text of a question with a notice is written nowhere, not even where questions are logged; it is only counted.",
    "Nobody is told: no message is sent, nothing is passed on, nothing about the reader is remembered.",
    "The operator can change texts and helplines, but cannot switch the notice off.",
    "A program decides by words and meaning. It will miss some people and mistake some; it assesses nobody.",
)


def described(protocol: Protocol, locale: str, *, by_meaning: bool) -> ProtocolOut:
    """Return what is done, with the notice as readers of `locale` see it.

    `by_meaning` says whether meaning is weighed besides words, as it is with the encoder that the weights belong to.
    """
    rules = [RuleOut(rule.name, rule.says, rule.weight.value, "en") for rule in (*english.RULES, english.ALONE)]
    rules += [RuleOut(rule.name, rule.says, english.Weight.PLAIN.value, "ko") for rule in korean.rules().signs]
    rules += [RuleOut("plain statements", PLAIN, english.Weight.PLAIN.value, one.code) for one in others.LANGUAGES]
    work = korean.rules().work
    rules.append(RuleOut(work.name, work.says, english.Weight.AGAINST.value, "ko"))
    return ProtocolOut(
        tiers=TIERS,
        promises=PROMISES,
        rules=tuple(rules),
        meaning=by_meaning,
        most_words=MOST_WORDS,
        fresh_days=FRESH_DAYS,
        helplines=tuple(protocol.helplines),
        notice=notice_for(protocol, locale, (Danger.SELF,)),
        dangers=tuple(
            DangerOut(
                danger,
                tuple(sign.says for sign in SIGNS if sign.danger is danger),
                notice_for(protocol, locale, (danger,)),
            )
            for danger in Danger
        ),
    )
