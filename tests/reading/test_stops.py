"""Abbreviations: which end a sentence, and which do not. A bar shows where the sentences of a text are parted."""

from __future__ import annotations

import pytest

from chatbot.reading.article import Span
from chatbot.reading.sentences import sentence_spans
from tests.pace import within


def parted(text: str, language: str = "en") -> str:
    whole = text.replace("| ", "")
    return " | ".join(span.of(whole) for span in sentence_spans(whole, Span(0, len(whole)), language))


@pytest.mark.parametrize(
    "text",
    [
        "There is a reason to say no. | Subletting is another matter. | “No. | I will not,” he said.",
        "May I? | No. | Ruptures heal. | See no. 5, No. 6, no. VII and box no. A5 for more.",
        "Come at 9 a.m. | Bring a pen. | Leave by 5 P.M. | You can park here until 6 p.m. | I drive.",
        "From 9 a.m. to 5 p.m. Monday to Friday, at 8 p.m. EST and at 7 a.m. May 3 we answer.",
        "Rolls, cakes, etc. | Bring a bag, a net etc. for them. | It pays 3 per cent p.a. | Interest comes late.",
        "It was made by Acme Inc. | Ask for it. | Acme Inc. Berlin and Lee Co. Kildare are in the U.S. Senate.",
        "He moved to the U.K. | Don’t ask why. | He saw the U.S. Open and has a Ph.D. | We do not.",
        "Ask Dr. Smith, Ms. Blue, Mx. Green and J. R. R. Tolkien of St. John, e.g. the one in Fig. 2 and pp. 3 to 5.",
        "It was I. | Nobody else could. | Take plan A. Smith knows.",
        "Read vol. 2, ch. 4. | All of it. | Open Mon. to Fri. until nine, est. 1990, 5 km. north.",
        "Boil it for 3 min. | Drain it. | Add 250 g. | Cut it. | Go 4 km. | Walk.",
        "Heat to 180 C. | Wait here … | Then eat at 4 Oak St. Apt. 4, at 20 C. Smith’s.",
        "가격은 3.5만 원이다. | (참고로 무료입니다.) | 예약은 필요합니다.",
        "Let it be x. | Mathematically, it is as in Roe v. Wade.",
        "Wait. | (It may take long.) | Go on. | It works (most of the time.) | It fails in the (U.S.) Army.",
    ],
)
def test_what_follows_tells_whether_an_abbreviation_ends_a_sentence(text: str) -> None:
    assert parted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Brot, Käse usw. | Der Laden öffnet. | Brot, Käse usw. Brot gibt es im Laden.",
        "Sie kostet 5 Mio. | Das ist viel, inkl. Steuer nach Abs. 2 und Kap. Steuern.",
        "Seit dem Jahrhundert n. Chr. gilt das z. Zt. nicht. | Er kam am 3. Mai. | Sie ging.",
        "Hunde u. a. | Sie bellen, z. B. Dackel und ca. 3 Pudel der Müller Str. Berlin.",
        "Der Saal im 2. Stock stammt aus dem 19. Jahrhundert. | Es war 1990. | Dann kam die 3. Auflage.",
    ],
)
def test_german_nouns_begin_no_sentence(text: str) -> None:
    assert parted(text, "de") == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Szatnia jest na 2. piętrze, mówi m.in. o tym. | Potem jest basen.", "pl"),
        ("A las 9 a. m. abre y a las 7 p. m. cierra. | Venga con el n.º de socio.", "es"),
        ("Это верно, т. е. так. | Потом закрыто.", "ru"),
    ],
)
def test_outside_of_english_a_small_letter_begins_no_sentence(text: str, language: str) -> None:
    assert parted(text, language) == text


def test_an_english_sentence_may_begin_with_a_small_letter() -> None:
    assert parted("It is his. | iPhones are not.") == "It is his. | iPhones are not."


@pytest.mark.parametrize("part", ["no. ", "(A", "p.m. ", "1. ", "x. X", "(A. ", "J. ", " ", ") ", "etc. (", "U.S. "])
def test_rows_of_stops_take_no_time(part: str) -> None:
    with within(5):  # tenths of a second
        parted(part * (30_000 // len(part)))
