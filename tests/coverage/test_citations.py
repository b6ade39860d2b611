"""In-text citations as authors write them, and what is none."""

from __future__ import annotations

import pytest

from chatbot.coverage.lint.citations import citations_in, listed, surnames


def found(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(citation.surnames, citation.years) for citation in sorted(citations_in(text), key=lambda c: c.start)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It helps (Rogers, 1957).", [(("rogers",), ("1957",))]),
        ("It helps (Gelso & Hayes, 2007).", [(("gelso", "hayes"), ("2007",))]),
        ("(Gelso and Hayes, 2007a; Knox et al., 2011)", [(("gelso", "hayes"), ("2007a",)), (("knox",), ("2011",))]),
        ("(see also Hill, Thompson, & Ladany, 2003, p. 4)", [(("hill", "thompson", "ladany"), ("2003",))]),
        ("(e.g., Freud, 1917/1957)", [(("freud",), ("1917", "1957"))]),
        ("(Aldous, 2005a, 2005b)", [(("aldous",), ("2005a",)), (("aldous",), ("2005b",))]),
        ("Aldous (2003, 2005a, b)", [(("aldous",), (year,)) for year in ("2003", "2005a", "2005b")]),
        ("(World Health Organization, 2020)", [(("world", "health", "organization"), ("2020",))]),
        ("Bordin's (1979) model", [(("bordin",), ("1979",))]),
        ("Norcross and Guy (2007) report", [(("norcross", "guy"), ("2007",))]),
        ("In Knox et al. (2011), clinicians", [(("knox",), ("2011",))]),
        ("Hill, Thompson and Ladany (2003) asked", [(("hill", "thompson", "ladany"), ("2003",))]),
        ("as van der Kolk (2014, pp. 3–9) shows", [(("kolk",), ("2014",))]),
        ("O'Brien and Müller-Lüdenscheidt (1999)", [(("brien", "muller-ludenscheidt"), ("1999",))]),
        ("Rogers’ (1957) conditions", [(("rogers",), ("1957",))]),
        ("Levitt and colleagues (2001)", [(("levitt",), ("2001",))]),
        ("Bordin (1979)\tThe bond\tKnox (2011)", [(("bordin",), ("1979",)), (("knox",), ("2011",))]),
        ("In 2019 the fee rose (by a third, 2020 in some states).", []),
        ("In May (2019) it was warm (March, 2020).", []),
        ("She was 36 (born 1987) and paid (in 2001) 40.", []),
        ("See Figure 3 (1999 data) and chapter (4).", []),
        ("Too old (Galen, 190) or too new (Author, 2150).", []),
    ],
)
def test_citations_are_read_as_authors_write_them(
    text: str, expected: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert found(text) == expected


def test_a_citation_stands_where_it_says() -> None:
    text = "One (Ames, 2001), two (see Boyd, 2002; Cole, 2003), and Dorn (2004)."
    assert {text[c.start : c.start + len(c.shown)] for c in citations_in(text)} == {
        "Ames, 2001",
        "Boyd, 2002",
        "Cole, 2003",
        "Dorn (2004)",
    }


@pytest.mark.parametrize(
    ("reference", "citation", "belongs"),
    [
        ("Gelso, C. J., & Hayes, J. A. (2007). Countertransference.", "(Gelso & Hayes, 2007)", True),
        ("Gelso, C. J., & Hayes, J. A. (2007). Countertransference.", "(Gelso & Hayes, 2006)", False),
        ("Gelso, C. J., & Hayes, J. A. (2007). Countertransference.", "(Hays & Gelso, 2007)", False),
        ("Knox, S., Adrians, N., & Everson, E. (2011). Title.", "Knox et al. (2011)", True),
        ("American Test Association. (2013). Manual.", "American Test Association (2013)", True),
        ("van der Kolk, B. (2014). Title.", "(van der Kolk, 2014)", True),
        ("Müller, H. (1999). Titel.", "Muller (1999)", True),
        ("Yalom, I. D. (2002). The gift of therapy.", "The Gift of Therapy (2002)", True),
        ("Smith, J. 2001, Title, Place.", "(Smith, 2001)", True),
        ("Smith, J. (2001b). Title.", "(Smith, 2001)", True),
        ("Smith, J. (2001b). Title.", "(Smith, 2001a)", False),
    ],
)
def test_a_citation_belongs_to_a_reference_by_surnames_and_year(reference: str, citation: str, belongs: bool) -> None:
    (only,) = citations_in(citation)
    assert listed(reference).answers(only) is belongs


def test_of_several_works_each_needs_a_reference() -> None:
    first, second = citations_in("Lind et al. (2020a, 2020b)")
    entry = listed("Lind, A., Ek, B., & Oh, C. (2020a). One.")
    assert (entry.answers(first), entry.answers(second)) == (True, False)


def test_initials_and_particles_are_no_surnames() -> None:
    assert surnames("van der Linde, P. Q., & O'Dell, M., et al.")[0] == "linde"
    assert "p" not in surnames("Linde, P. Q.")
