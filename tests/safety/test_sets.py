"""How many readers in distress are seen and how many others are mistaken for them.

Rules and weights were developed on prototypes (chatbot/safety/distress.txt and harmless.txt) and on the odd-numbered
lines of the first four sets, written before any rule; the even-numbered ones were only counted, never read for a rule.
Both halves are printed. Of the sets written later the fresh ones were only counted, the others were developed on:

    scripts/test -s tests/safety/test_sets.py
"""

from __future__ import annotations

import json
import time
from statistics import median

import pytest

from chatbot.safety.meaning import FILE
from chatbot.safety.watching import Tier, Watch
from tests.safety.sets import Statement, statements, tier_of
from tests.shared import SHARED, needs_shared

FIRST_PERSON, CLINICIAN = "first_person", "clinician"
OTHERS = (
    *("other_words", "fresh", "fresh_plain", "everyday", "short", "fields", "customers", "fresh_customers"),
    *("dangers", "fresh_dangers", "neighbours", "fresh_neighbours", "fresh_readers", "fresh_others"),
    *("fresh_mixed", "fresh_beside", "fresh_fields", "fresh_field_cries", "fresh_plain_fields"),
    *("fresh_plain_talk", "fresh_plain_field_cries"),
)


def share(watch: Watch, chosen: list[Statement]) -> float:
    """Return the share, 0..1, of the statements that show helplines."""
    return sum(tier_of(watch, statement.text) is Tier.DISTRESS for statement in chosen) / len(chosen)


def printed(watch: Watch, name: str, chosen: list[Statement], *, halved: bool = True) -> float:
    """Print the share over all, and over the half that was developed on and the half that was not; return the first."""
    whole, seen, unseen = (share(watch, part) for part in (chosen, chosen[1::2], chosen[::2]))
    halves = f" (developed on {seen:.3f}, only counted {unseen:.3f})" if halved else ""
    print(f"{name}: {whole:.3f} of {len(chosen)}{halves}")
    return whole


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("kind", "least"), [("explicit", 0.98), ("indirect", 0.85)])
def test_readers_in_distress_are_seen(watch: Watch, language: str, kind: str, least: float) -> None:
    chosen = [s for s in statements(f"{FIRST_PERSON}_{language}") if s.kind == kind]
    assert printed(watch, f"{language} {kind} recall", chosen) >= least


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("other_words_en", 0.82),
        ("other_words_ko", 0.8),
        ("fresh_en", 0.8),
        ("fresh_ko", 0.5),
        ("dangers_en", 0.97),
        ("dangers_ko", 0.97),
        ("fresh_dangers_en", 0.87),
        ("fresh_dangers_ko", 0.75),
        ("fresh_readers_en", 0.81),
        ("fresh_mixed_en", 0.78),
        ("fresh_field_cries_en", 0.92),
        ("fresh_plain_field_cries_en", 0.87),
    ],
)
def test_readers_in_distress_are_seen_in_other_words(watch: Watch, name: str, least: float) -> None:
    """Written after the rules; of the fresh ones none was read for a rule."""
    assert printed(watch, f"{name} recall", statements(name), halved=False) >= least


@pytest.mark.parametrize("language", ["en", "ko"])
def test_clinicians_and_figures_of_speech_are_not_mistaken_for_distress(watch: Watch, language: str) -> None:
    assert printed(watch, f"{language} false notices", statements(f"{CLINICIAN}_{language}")) <= 0.02


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("everyday_en", 0.08),
        ("short_en", 0.02),
        ("fields_en", 0.02),
        ("fresh_plain_en", 0.05),
        ("customers_en", 0.04),
        ("fresh_customers_en", 0.05),
        ("neighbours_en", 0.09),
        ("fresh_neighbours_en", 0.12),
        ("fresh_others_en", 0.07),
        ("fresh_beside_en", 0.17),
        ("fresh_fields_en", 0.15),
        ("fresh_plain_fields_en", 0.09),
        ("fresh_plain_talk_en", 0.04),
        ("neighbours_ko", 0),
        ("fresh_neighbours_ko", 0),
        ("short_ko", 0),
        ("fields_ko", 0.04),
    ],
)
def test_short_and_everyday_questions_are_not_mistaken_for_distress(watch: Watch, name: str, most: float) -> None:
    """Follow-ups, vague questions, feelings at work, single words, other fields; the fresh ones were only counted."""
    assert printed(watch, f"{name} false notices", statements(name), halved=False) <= most


@needs_shared
def test_real_readers_are_not_mistaken_for_distress(watch: Watch) -> None:
    """Of these sets a third of the questions was fitted on, the rest never was."""
    for name in ("stackfaq", "squad2"):
        lines = (SHARED / "eval" / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        unseen = [Statement(json.loads(line)["question"], "real") for line in lines[1::9]]
        assert printed(watch, f"{name} false notices", unseen, halved=False) <= 0.02


def test_the_sets_are_as_large_as_they_should_be() -> None:
    sizes = {n: len(statements(n)) for n in ("first_person_en", "first_person_ko", "clinician_en", "clinician_ko")}
    assert sizes["first_person_en"] >= 150
    assert sizes["first_person_ko"] >= 80
    assert sizes["clinician_en"] >= 300


def test_no_prototype_is_a_tests_statement() -> None:
    own = {s.text.casefold() for n in (FIRST_PERSON, CLINICIAN, *OTHERS) for s in statements(f"{n}_en")}
    from_files = prototypes()
    assert len(from_files) > 1000
    assert not own & from_files


def prototypes() -> set[str]:
    texts = (FILE.with_name(name).read_text(encoding="utf-8") for name in ("distress.txt", "harmless.txt"))
    return {line.strip().casefold() for text in texts for line in text.splitlines()}


def test_an_assessment_takes_milliseconds(watch: Watch) -> None:
    """10 ms are the limit on a quiet machine; the median of the statements is far below even on a busy one."""
    texts = [s.text for s in statements("first_person_en")] + [s.text for s in statements("clinician_en")]
    took = []
    for text in texts:
        start = time.thread_time()
        tier_of(watch, text + " .")  # no vector of it is remembered
        took.append(time.thread_time() - start)
    print(f"one assessment: median {median(took) * 1e3:.1f} ms, longest {max(took) * 1e3:.1f} ms")
    assert median(took) < 0.05
