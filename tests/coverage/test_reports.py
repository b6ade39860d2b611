"""The reports: exact JSON, safe CSV, a terminal's width, a page without scripts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from chatbot.answering.answerer import Answerer
from chatbot.coverage.asked import Asked
from chatbot.coverage.command import main
from chatbot.coverage.gaps import Gap, Shown, arranged
from chatbot.coverage.hypertext import MOST_FOLDED, MOST_GAPS, MOST_PARTS, MOST_QUESTIONS, as_html, plots_of
from chatbot.coverage.lint.model import Level
from chatbot.coverage.naming import Wording
from chatbot.coverage.plots import map_plot, trend_plot
from chatbot.coverage.result import Coverage, Dot, Period
from chatbot.coverage.tabular import as_json, questions_csv, to_csv
from chatbot.coverage.terminal import as_text
from chatbot.indexing.versions import IndexFolder
from chatbot.reading.folder import READERS
from tests.coverage.conftest import ANSWERED, CATS, FINDING, TAXES
from tests.coverage.measured import measure
from tests.indexes import CACHE, TODAY, index_of

INDEX = str(CACHE / "coverage")


def test_json_has_exactly_the_promised_names(coverage: Coverage) -> None:
    body = json.loads(as_json(coverage))
    assert list(body) == ["questions", "gaps", "unreached", "overlap", "lint"]
    assert len(body["questions"]) == coverage.asked
    assert list(body["questions"][0]) == ["question", "status", "confidence", "article", "source_id"]
    assert list(body["gaps"][0]) == ["name", "size", "questions", "nearest"]
    assert body["lint"][0]["rule"] == "deck-missing"
    cat = next(each for each in body["questions"] if each["question"] == CATS[0])
    assert cat["status"] in ("weak", "unanswered")


def test_csv_has_a_row_for_each_question_with_its_gap(coverage: Coverage) -> None:
    rows = list(csv.DictReader(io.StringIO(questions_csv(coverage))))
    assert [row["question"] for row in rows] == [outcome.question for outcome in coverage.outcomes]
    assert rows[0]["gap"] == ""
    assert "purr" in next(row["gap"] for row in rows if row["question"] == CATS[0])


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    ((_, written),) = csv.reader(io.StringIO(to_csv([], [(0, cell)]).split("\r\n", 1)[1], newline=""))
    assert written == f"'{cell}"


def test_a_number_below_zero_stays_a_number() -> None:
    assert to_csv(["a"], [(-1.5,)]).splitlines()[1] == "-1.5"


def test_the_terminal_report_keeps_to_its_width_and_leads_with_numbers(coverage: Coverage) -> None:
    lines = as_text(coverage, width=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert re.match(r"\s+answered\s+2\s+25%", lines[1])
    assert any("purr" in line and "4 asked" in line for line in lines)
    assert any("bees#smoke" in line for line in lines)
    assert not any(one == other == "" for one, other in pairwise(lines)), "two empty lines"


def test_the_terminal_report_leads_with_errors(coverage: Coverage) -> None:
    error = replace(FINDING, path="z.md", level=Level.ERROR)
    lines = as_text(replace(coverage, findings=(*[FINDING] * 20, error))).splitlines()
    lint = next(place for place, line in enumerate(lines) if line.startswith("Lint:"))
    assert lines[lint + 1].startswith("  error [")
    assert lines[lint + 2].startswith("    z.md:1: ")


def test_entries_of_the_terminal_report_that_take_several_lines_stay_under_their_heading(coverage: Coverage) -> None:
    lines = as_text(replace(coverage, findings=(FINDING,)), width=50).splitlines()
    lint = next(place for place, line in enumerate(lines) if line.startswith("Lint:"))
    assert len(lines[lint + 1 :]) > 1
    assert all(line.startswith("  ") for line in lines[lint + 1 :])


def test_a_pasted_letter_takes_one_line_of_the_terminal(answerer: Answerer) -> None:
    letter = "Dear editors,\n\nmy cat " + "purrs and " * 40 + "\n\nYours\nA. Reader"
    text = as_text(measure([Asked(letter)], answerer), width=120)
    (line,) = [line for line in text.splitlines() if "Dear editors" in line]
    assert "Dear editors, my cat purrs" in line
    assert "Reader" not in text


def test_a_question_by_itself_says_what_its_reader_is_shown(coverage: Coverage) -> None:
    shown = Shown("bees", "swarms", "A swarm of bees hangs in a tree.", 1)
    question = "Do swarms hang?"
    alone = replace(coverage.gaps[0].topic, questions=(question,), leading=(Wording(question, 1),), size=1)
    text = as_text(replace(coverage, gaps=(Gap(alone, (), shown), Gap(alone, ()))))
    assert "“Do swarms hang?”  shown bees#swarms\n" in text
    assert "“Do swarms hang?”  nothing comes near\n" in text
    assert "shown: <strong>bees#swarms</strong> A swarm" in as_html(replace(coverage, gaps=(Gap(alone, (), shown),)))


def test_a_question_that_many_ask_stands_among_the_topics_however_few_wordings_it_has(coverage: Coverage) -> None:
    """A search console counts each wording once: one line may be five thousand readers."""
    topic = coverage.gaps[0].topic
    often, once = (replace(topic, name=f"{size}", questions=(f"asked {size}",), size=size) for size in (5000, 1))
    several = [replace(topic, size=size) for size in (40, 3, 2)]
    found = [Gap(each, ()) for each in (often, *several, once)]
    assert arranged(found, 3) == (found[:3], [found[3]], [found[4]])
    assert arranged(found, 9) == (found[:4], [], [found[4]])
    rare = Gap(replace(often, size=2), ())
    assert arranged([*found[1:3], rare, found[4]], 2) == (found[1:3], [], [rare, found[4]])


def test_the_articles_of_a_large_corpus_do_not_push_everything_else_off_the_terminal(coverage: Coverage) -> None:
    many = replace(coverage, articles=tuple(replace(coverage.articles[0], article=f"a{n}") for n in range(150)))
    lines = as_text(many).splitlines()
    assert "  … and 110 more; --format html shows more of them" in lines[lines.index("Articles") :]
    assert len(lines) < 100


def test_a_gap_says_what_to_do(coverage: Coverage) -> None:
    advice = coverage.gaps[0].advice
    assert advice in " ".join(as_text(coverage).split())
    assert advice[1:] in as_html(coverage)


def test_a_narrow_terminal_is_not_overrun(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text("\n".join(CATS))
    monkeypatch.setenv("COLUMNS", "64")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["--questions", str(asked), "--corpus", str(corpus), "--index", INDEX], TODAY) == 0
    plain = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert max(map(len, plain.splitlines())) <= 64


def test_the_page_is_self_contained_and_needs_no_script(coverage: Coverage) -> None:
    page = as_html(coverage)
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "url(" not in page
    assert all(question in page for question in CATS)


def test_the_page_of_a_large_corpus_tells_of_the_articles_that_are_asked_for_and_counts_the_others(
    coverage: Coverage,
) -> None:
    asked = max(coverage.articles, key=lambda each: each.answered)
    silent = replace(asked, answered=0, weak=0, parts=tuple(replace(part, questions=0) for part in asked.parts))
    rest = [replace(silent, article=f"a{n}", title=f"Silent {n}") for n in range(8000)]
    many = replace(coverage, articles=(*rest, asked))
    page = as_html(many)
    assert f'<th scope="row">{asked.title}</th>' in page
    assert page.count('<th scope="row">Silent') == 59
    assert "and 7,941 more, which answer no more questions" in page
    assert f"and {len(many.unreached) - MOST_PARTS:,} more, in coverage.json" in page
    assert len(page) < 100_000
    assert len(as_text(many).splitlines()) < 130
    assert asked.article in as_text(many)


def test_the_page_tells_which_sections_questions_reach_and_leads_to_each_of_its_parts(coverage: Coverage) -> None:
    page = as_html(coverage)
    rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td><td class="n">(\d+) question', page)
    assert ("Swarms", "bees", "1") in rows
    assert ("Rising", "bread", "1") in rows
    assert [int(row[2]) for row in rows] == sorted((part.questions for part in coverage.quoted), reverse=True)
    assert len(coverage.quoted) + len(coverage.unreached) == sum(len(each.parts) for each in coverage.articles)
    assert set(re.findall(r'href="#(\w+)"', page)) == set(re.findall(r'<h2 id="(\w+)"', page))


def test_what_readers_wrote_cannot_become_markup(coverage: Coverage) -> None:
    hostile = replace(coverage.outcomes[0], question="<script>alert(1)</script>")
    dots = (replace(coverage.dots[-1], label='"><script>alert(1)</script>'),)
    page = as_html(replace(coverage, outcomes=(hostile,), dots=dots))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("shown", [lambda c: " ".join(as_text(c).split()), as_html])
def test_a_gap_whose_questions_are_hidden_is_no_full_coverage(
    shown: Callable[[Coverage], str], answerer: Answerer
) -> None:
    note = "2 questions without a sure answer are hidden: a logged question is shown only where"
    day = date(2026, 11, 2)
    hidden = [Asked(text, day, logged=True) for text in TAXES]
    assert note in shown(measure(hidden, answerer))
    assert note in shown(measure([*hidden, Asked(CATS[0])], answerer))
    assert "Every question is answered." not in shown(measure(hidden, answerer))
    assert "hidden" not in shown(measure([Asked(ANSWERED[0], day, logged=True)], answerer))


def test_labels_of_plots_stay_apart_and_inside(coverage: Coverage) -> None:
    """A year has thirteen months that it touches; a topic may lie at the edge of the map."""
    months = [Period(date(2025 + n // 12, n % 12 + 1, 1), 1, 1, 1) for n in range(10, 23)]
    places = [float(x) for x in re.findall(r'x="([\d.]+)" y="214', trend_plot(months))]
    assert len(places) == 7
    assert min(right - left for left, right in pairwise(places)) > 70
    years = trend_plot([Period(date(2024 + n // 12, n % 12 + 1, 1), 1, 1, 1) for n in range(25)])
    labels = re.findall(r'x="([\d.]+)" y="214[^>]*>([^<]+)<', years)
    assert labels[0][1] == "Jan 24"
    assert all(float(x) + 7 * len(label) <= 680 for x, label in labels)
    dots = [replace(coverage.dots[-1], x=x, y=0.5, gap=number) for number, x in ((1, 0.0), (2, 1.0)) for _ in range(2)]
    names = ["pregnancy ride bike pregnant", "자전거 배터리 공기압 수명"]
    left, right = re.findall(r'class="gap" x="([\d.]+)"', map_plot(dots, names))
    assert float(left) > 90
    assert float(right) < 590


def test_the_name_of_a_gap_on_the_map_covers_none_of_its_own_questions(coverage: Coverage) -> None:
    places = ((0.5, 0.5), (0.48, 0.47), (0.52, 0.47))
    dots = [replace(coverage.dots[-1], x=x, y=y, gap=1) for x, y in places]
    drawn = map_plot(dots, ["electric car charger"])
    (line,) = (float(y) for y in re.findall(r'class="gap" x="[\d.]+" y="([\d.]+)"', drawn))
    heights = [float(y) for y in re.findall(r'<path class="\w+" d="M[\d.]+ ([\d.]+)m', drawn)]
    assert len(heights) == 3
    assert line + 2 <= min(heights) - 5, "it ends above the highest diamond"


def test_dots_of_the_map_say_their_words_unless_there_are_too_many_to_point_at(coverage: Coverage) -> None:
    passages = [replace(coverage.dots[0], x=n / 4000, y=n / 4000) for n in range(4000)]
    drawn = map_plot([*passages, Dot("weak", 0.5, 0.5, "Do <b>cats</b> purr?")], [])
    assert drawn.count('class="passage"') == 1
    assert "<title>weak: Do &lt;b&gt;cats&lt;/b&gt; purr?</title>" in drawn
    assert len(drawn) < 60_000
    assert map_plot(passages[:50], []).count("<title>passage: ") == 50


def test_smaller_topics_are_folded(coverage: Coverage) -> None:
    page = as_html(replace(coverage, gaps=(coverage.gaps[0],) * (MOST_GAPS + 2)))
    assert "<summary>2 more topics</summary>" in page
    page = as_html(replace(coverage, gaps=(coverage.gaps[0],) * (MOST_GAPS + 1)))
    assert "<summary>1 more topic</summary>" in page
    assert "more topics" not in as_html(coverage)


def test_the_page_of_very_many_questions_shows_those_that_are_asked_most_and_counts_the_others(
    coverage: Coverage,
) -> None:
    first = coverage.gaps[0]
    alone = replace(first, topic=replace(first.topic, questions=("Do swarms hang?",), size=1))
    rare, usual = replace(coverage.outcomes[0], times=1), replace(coverage.outcomes[0], question="Bees?", times=9)
    many = replace(coverage, gaps=(first,) * 5000 + (alone,) * 5000, outcomes=(rare,) * 20_000 + (usual,))
    page = as_html(many)
    assert f"and {5000 - MOST_GAPS - MOST_FOLDED:,} more, in coverage.json" in page
    assert f"and {5000 - MOST_FOLDED:,} more, in coverage.json" in page
    assert f"and {20_001 - MOST_QUESTIONS:,} more, in questions.csv" in page
    assert page.partition('<h2 id="questions">')[2].partition("<tbody><tr><td>")[2].startswith("Bees?</td>")
    assert len(page) < 1_500_000


def test_every_plot_is_well_formed_and_described(coverage: Coverage) -> None:
    for plot in plots_of(coverage).values():
        (root,) = ET.fromstring(plot)  # noqa: S314 the project's own output
        namespace = "{http://www.w3.org/2000/svg}"
        assert root.get("role") == "img"
        assert root.findtext(f"{namespace}title")
        assert root.findtext(f"{namespace}desc")


def test_one_command_writes_the_report_in_every_format(
    coverage: Coverage, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`coverage` has built the index; the command finds it up to date."""
    asked = tmp_path / "asked.txt"
    asked.write_text("\n".join([*ANSWERED, *CATS]), encoding="utf-8")
    report = tmp_path / "report"
    arguments = ["--questions", str(asked), "--corpus", str(corpus), "--index", INDEX, "--report", str(report)]
    assert main([*arguments, "--format", "json"], TODAY) == 0
    printed = capsys.readouterr()
    assert printed.err == f"written to {report}: coverage.txt, coverage.json, questions.csv, report.html, lint.sarif\n"
    body = json.loads(printed.out)
    assert [each["question"] for each in body["questions"]] == [*ANSWERED, *CATS]
    assert {"deck-missing", "takeaway-missing", "review-missing"} <= {each["rule"] for each in body["lint"]}
    names = {"coverage.txt", "coverage.json", "questions.csv", "report.html", "lint.sarif"}
    assert {path.name for path in report.iterdir()} == names
    assert (report / "questions.csv").read_bytes().startswith("\ufeffquestion,".encode())  # for Excel
    assert json.loads((report / "lint.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        ([], "there are no questions; name files with --questions, or a question log"),
        (["--questions", "nowhere.txt"], "nowhere.txt: error: the file cannot be read"),
        (["--report", __file__], "test_reports.py: no report can be written there"),
    ],
)
def test_bad_input_exits_with_2(arguments: list[str], seen: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--index", INDEX], date(2026, 1, 1)) == 2
    assert seen in capsys.readouterr().err


def test_a_check_of_edited_articles_leaves_the_served_version_as_it_is(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are read once and indexed beside it, with the same encoder; it is said that nobody reads them yet."""
    edited = tmp_path / "edited"
    shutil.copytree(corpus, edited)
    bread = (edited / "bread.md").read_text(encoding="utf-8")
    (edited / "bread.md").write_text(bread.replace("nine hours", "eleven hours"), encoding="utf-8")
    served = index_of(corpus, "coverage-served")
    before = IndexFolder(served).current()
    monkeypatch.setenv("CHATBOT_INDEX", str(served))
    asked = tmp_path / "asked.txt"
    asked.write_text(ANSWERED[1], encoding="utf-8")
    read, reader = list[str](), READERS[".md"]

    def counting(*arguments: Any, **names: Any) -> Any:
        read.append(names["source"])
        return reader(*arguments, **names)

    monkeypatch.setitem(READERS, ".md", counting)
    assert main(["--questions", str(asked), "--corpus", str(edited), "--format", "csv"], TODAY) == 0
    assert sorted(read) == ["bees.md", "bread.md"], "each article is read once, for all steps"
    printed = capsys.readouterr()
    assert "eleven hours" in printed.out
    assert "edited was edited since the last build; its edits are measured" in printed.err
    assert main(["--questions", str(asked), "--corpus", str(corpus), "--format", "csv"], TODAY) == 0
    assert "since the last build" not in capsys.readouterr().err
    assert IndexFolder(served).current() == before


def test_columns_leave_out_words_that_a_narrow_window_has_no_room_for(coverage: Coverage) -> None:
    weeks = [Period(date(2026, 3, 2) + timedelta(days=7 * n), 1204, 0, 0) for n in range(15)]
    drawn = trend_plot(weeks)
    assert '<svg class="columns"' in drawn
    shown = re.findall(r'class="label( between)?" x="[\d.]+" y="214.0"[^>]*>(\d\d \w{3} 26)<', drawn)
    assert shown[:3] == [("", "02 Mar 26"), (" between", "16 Mar 26"), ("", "30 Mar 26")]
    last = re.findall(r'"label( between)?"[^>]*>\d\d \w{3} 26<', trend_plot(weeks[:7]))
    assert last[-3:] == ["", " between", " between"], "at its size there the last would be cut"
    assert 'class="label most"' in drawn
    assert ">1,204<" in drawn
