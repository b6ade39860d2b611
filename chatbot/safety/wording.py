"""What a reader typed -> plain lower-case English words in clauses, so that rules need not know every spelling.

"I'm gonna k1ll myself!!" becomes "i am going to kill myself". Words are apart by one space, clauses by a full stop that
is a word of its own; what stood in double quotation marks is kept apart as well, because a clinician who quotes a
client is in no danger.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_MARKS = str.maketrans({**dict.fromkeys("’‘‚‛ʼ`｀´′", "'"), **dict.fromkeys("“”„‟«»″", '"')})
_LEET = str.maketrans("01345@$!*", "oieasasii")
_WORD = re.compile(r"[a-z0-9@$*'!]+|[.?;:\n]|\"")
_STRETCHED = re.compile(r"([a-z])\1\1+")  # "dieeee"
_ENDS = frozenset(".?;:\n")
_LONGEST = 40  # characters of a word; nothing longer is one
_SPELT_OUT = 3  # single letters in a row that are read as one word

_TYPED = """
    i am: im i'm iam; i am going to: imma i'mma; i have: ive i've; i will: i'll; i would: i'd id; want to: wanna wana
    wantto; going to: gonna gunna gona; got to: gotta; they are: theyre they're; he will: he'll; she will: she'll;
    can not: cant can't cannot; will not: wont won't; self harm: selfharm; self harming: selfharming; kill myself: kms
    ctb; kill: unalive kil kll klil kiill; killing: unaliving; dead: unalived; suicide: sewerslide; mom: mum mummy mama
    mam mammy; grandma: gran granny nan nana; grandpa: grandad granddad granda gramps; husband: hubby; boyfriend: fella;
    brother: bro; sister: sis; roommate: roomate; can not be bothered: cba; want: wnat watn wnt wan; going: goign giong;
    myself: meself myslef mysef; dying: dieing; die: dye diee; just: jus; low key: lowkey; right now: rn; you: u; to: 2
    too; tonight: tonite; anymore: anymor
"""
"""Words in plain English: what readers type in their place."""

_SHORT = {
    typed: said.strip() for said, forms in (pair.split(":") for pair in _TYPED.split(";")) for typed in forms.split()
}
_SHORT |= {
    typed: f"{word} is"
    for word in ("he", "she", "there", "what", "that", "it", "who")
    for typed in (word + "s", word + "'s")
    if typed != "its"
}
_SHORT |= {
    typed: f"{word} not"
    for word in ("do", "is", "was", "are", "have", "has", "did", "would", "could", "should", "does", "were")
    for typed in (word + "nt", word + "n't")
}


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


_CARRYING = ("suicidal", "suicide", "threatened", "assaulted", "sexually", "molested")
"""Words that carry a sign of danger, known with one letter wrong because no other word is so near to them."""

_LEAST = 6  # letters of a misspelling that is still known
_SPELT = {form: word for word in _CARRYING for form in _shortened(word) if len(form) >= _LEAST}
_FIRST = frozenset(word[0] for word in _CARRYING)


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is all of a question in plain words, `outside` what of it stood outside quotation marks."""

    text: str
    outside: str

    @property
    def quoted(self) -> bool:
        """Whether part of the question stood in quotation marks."""
        return self.text != self.outside


def plain(question: str) -> Wording:
    """Return the question's words; a question in another script has none."""
    marked = question.translate(_MARKS)  # before NFKC, which makes a space and an accent of "´"
    folded = unicodedata.normalize("NFKC", marked).casefold()
    parts = _joined(_WORD.findall(folded))
    quoting = parts.count('"') > 1  # a mark that is never closed quotes nothing
    words: list[str] = []
    outside: list[str] = []
    inside = False
    for part in parts:
        inside ^= quoting and part == '"'
        found = _plain_words(part)
        words += found
        outside += () if inside else found
    return Wording(*(f" {' '.join(spoken)} " for spoken in (words, outside)))


def _plain_words(part: str) -> list[str]:
    if part in _ENDS:
        return ["."]
    word = part.strip("'*!@\"")
    if not word or len(word) > _LONGEST:
        return []
    word = _STRETCHED.sub(r"\1", word)
    if not word.isalpha() and "'" not in word and any(c.isalpha() for c in word):
        word = word.translate(_LEET)
    if (known := _SHORT.get(word)) is not None:
        return known.split()
    if (
        len(word) >= _LEAST
        and word[0] in _FIRST
        and (near := {_SPELT[form] for form in _shortened(word) if form in _SPELT})
    ):
        return [min(near, key=lambda meant: (abs(len(meant) - len(word)), meant))]
    return word.removesuffix("'s").replace("'", "").split()


def _joined(parts: Iterable[str]) -> list[str]:
    """Return the parts; letters that stand one by one ("d i e") become one word."""
    out: list[str] = []
    run: list[str] = []
    for part in [*parts, ""]:
        if len(part) == 1 and part.isalpha():
            run.append(part)
            continue
        out += ["".join(run)] if len(run) >= _SPELT_OUT else run
        run = []
        out.append(part)
    return out[:-1]
