"""One spelling for English words that Britain and America write differently: "behaviour" is found by "behavior".

Both the articles' words and the question's are written the American way before they are stemmed. A word that merely
looks British ("exercise") becomes no word at all, but the same one on both sides.
"""

from __future__ import annotations

import re
from functools import lru_cache

_REMEMBERED = 5_000  # words; articles use the same ones over and over, and readers bring ever new ones

# What stands before is looked at from behind: a search for its beginning takes time with the square of a long word.
_ISE = re.compile(r"(?:(?<=\w{3}i)|(?<=\w{2}ly))s(?=(?:e|ed|es|er|ers|ing|able|ations?|ational)(?:'s)?$)")
_OUR = re.compile(
    r"(?<=\w{3}o)u(?=r(?:s|y|ed|ing|al|ally|able|ably|ations?|ful|less|ly|isms?|ists?|ites?|itism|hoods?|some)?(?:'s)?$)"
)
_RE = re.compile(r"(?:(?<=\w{2}met)|(?<=\w{2}lit))re(?=s?$)")  # "kilometre"
# Of Greek and Latin, as in medicine: "paediatric", "diarrhoea"; not "aerial", "reggae", "Michaels", "goes"
_AE = re.compile(r"ae(?=[^\Waeiur](?!s$)\w)")
_OE = re.compile(r"oe(?=dema|lia|opath|soph|stro|tal$|tus|uvr)|(?<=rrh)oe(?=a)|(?<=am)oe(?=b)")
_PAIRS = """
    ageing aging, aluminium aluminum, analogue analog, artefact artifact, burnt burned, calibre caliber, catalogue
    catalog, catalogued cataloged, centre center, centred centered, centring centering, cheque check, chilli chili,
    cosier cozier, cosy cozy, councillor councilor, counsellor counselor, defence defense, dialled dialed, dialling
    dialing, dialogue dialog, disc disk, draught draft, draughty drafty, dreamt dreamed, enrolment enrollment, fibre
    fiber, focussed focused, focussing focusing, fuelled fueled, fuelling fueling, fulfil fulfill, gramme gram, grey
    gray, greying graying, jewellery jewelry, judgement judgment, kerb curb, kilogramme kilogram, learnt learned,
    licence license, liquorice licorice, litre liter, lustre luster, manoeuvre maneuver, manoeuvred maneuvered,
    manoeuvring maneuvering, meagre meager, metre meter, mollusc mollusk, mould mold, mouldy moldy, moult molt,
    moulting molting, moustache mustache, mum mom, odour odor, offence offense, omelette omelet, plough plow,
    ploughed plowed, ploughing plowing, practise practice, practised practiced, practising practicing, pretence
    pretense, programme program, pyjama pajama, sceptic skeptic, sceptical skeptical, scepticism skepticism, skilful
    skillful, smoulder smolder, sombre somber, speciality specialty, spectre specter, spelt spelled, spoilt spoiled,
    sulphate sulfate, sulphur sulfur, theatre theater, titre titer, traveller traveler, trialled trialed, tyre tire,
    wilful willful, woollen woolen, woolly wooly, yoghurt yogurt
"""
_WORDS = dict(pair.split() for pair in _PAIRS.split(","))


@lru_cache(_REMEMBERED)
def american(word: str) -> str:
    """Return a lower-case English `word` as America writes it, or what takes its place on both sides."""
    singular = word.removesuffix("s")
    if singular in _WORDS:
        return _WORDS[singular] + word[len(singular) :]
    word = _RE.sub("er", _OUR.sub("", _ISE.sub("z", word)))
    return _OE.sub("e", _AE.sub("e", word)) if "e" in word[1:] else word
