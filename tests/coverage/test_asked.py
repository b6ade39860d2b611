"""Files of questions in three formats, as people and programs write them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from chatbot.coverage.asked import Asked, Questions, read_questions
from chatbot.errors import CorpusError

DAY = date(2026, 11, 1)
XMAS = date(2025, 12, 24)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "One?\n\n  Two?  \n", [Asked("One?"), Asked("Two?")]),
        (
            "a.csv",
            'id,Question,date\n1,"One, two?",2026-11-01\n2,Three?,\n',
            [Asked("One, two?", DAY), Asked("Three?")],
        ),
        ("a.csv", 'question;date\n"One; two, three?";2026-11-01\n', [Asked("One; two, three?", DAY)]),
        ("a.csv", "\ufeffquestion\nOne?\n", [Asked("One?")]),
        (
            "a.jsonl",
            '{"question": "One?", "date": "2026-11-01T10:00"}\n\n{"question": "Two?"}',
            [Asked("One?", DAY), Asked("Two?")],
        ),
        ("a.jsonl", '{"question": "One\u2028two\u0085three?"}', [Asked("One\u2028two\u0085three?")]),
        ("a.txt", "One\u2028two?", [Asked("One\u2028two?")]),
        (
            "a.json",
            '[\n  {"question": "One?", "date": "2026-11-01"},\n  {"question": "Two?", "times": 3}\n]\n',
            [Asked("One?", DAY), Asked("Two?", times=3)],
        ),
        ("a.json", '["One?", "Two [2]?"]', [Asked("One?"), Asked("Two [2]?")]),
        ("a.json", '{"question": "One?"}\n{"question": "Two?"}\n', [Asked("One?"), Asked("Two?")]),
    ],
)
def test_questions_are_read_in_order(name: str, text: str, expected: list[Asked], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_questions(path) == Questions(tuple(expected))


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.csv", "Frage;Datum\r\nWann fällt Öl?;24.12.2025\r\n".encode("utf-8-sig"), [Asked("Wann fällt Öl?", XMAS)]),
        (
            "a.csv",
            b"query,date\nOne?,12/24/2025\nTwo?,1/2/2026\n",
            [Asked("One?", XMAS), Asked("Two?", date(2026, 1, 2))],
        ),
        ("a.csv", b"query,date\nOne?,24/12/2025 10:30\n", [Asked("One?", XMAS)]),
        ("a.csv", "검색어,날짜\n체인,2025. 12. 24.\n".encode(), [Asked("체인", XMAS)]),
        ("a.txt", "question\tdate\r\nOne?\t24.12.2025\r\n".encode("utf-16"), [Asked("One?", XMAS)]),
        ("a.csv", b'sep=;\nquestion;date\n"One;\ntwo?";2025-12-24T10:00:00Z\n', [Asked("One;\ntwo?", XMAS)]),
        (
            "a.csv",
            b'# Search terms\n# 2025\n\nSearch term,Event count,Total users\nflat tyre,"1,204",9\nbrakes,0,1\n',
            [Asked("flat tyre", times=1204), Asked("brakes")],
        ),
        ("a.csv", b"Top queries,Clicks,Impressions\nflat tyre,3,40\n", [Asked("flat tyre", times=40)]),
        (
            "a.txt",
            b"flat+tyre\nflat%20tyre%3F\nC++ or a+b?\n",
            [Asked("flat tyre"), Asked("flat tyre?"), Asked("C++ or a+b?")],
        ),
        (
            "a.csv",
            b'question\nWell, as a beginner, how?\n"Two, three?"\n',
            [Asked("Well, as a beginner, how?"), Asked("Two, three?")],
        ),
        ("a.jsonl", b'{"question": "One?", "times": 7, "date": "2025-12-24"}', [Asked("One?", XMAS, times=7)]),
        (
            "a.jsonl",
            b'{"Query": "One?", "count": 4, "Created_at": "2025-12-24T08:00:00Z"}\n{"id": 2, "search term": "Two?"}',
            [Asked("One?", XMAS, times=4), Asked("Two?")],
        ),
        (
            "a.jsonl",
            b'{"question": "One?", "times": 3.0}',
            [Asked("One?", times=3)],
        ),  # pandas, where a count is missing
        (
            "a.csv",
            b'query;count\nOne?;3.0\nTwo?;1,204.00\nThree?;"1.204,5"\nFour?;1.204\nFive?;1 204 000\nSix?;0.4\n',
            [
                *(Asked("One?", times=3), Asked("Two?", times=1204), Asked("Three?", times=1204)),
                *(Asked("Four?", times=1204), Asked("Five?", times=1_204_000), Asked("Six?")),
            ],
        ),
        ("a.csv", b"query;count\nOne?;%s\n" % (b"9" * 5_000), [Asked("One?")]),  # more figures than Python takes
        ("a.csv", b"Nr;Frage der Leser;Anzahl\n1;One?;1.204\n", [Asked("One?", times=1204)]),
        (
            "a.csv",
            b"Our questions, 2025,,\n,,\nNo,Question,Number of times\n1,One?,2\n2,Which question?,1\n",
            [Asked("One?", times=2), Asked("Which question?")],
        ),
        ("a.tsv", "Suchbegriff\tSuchanfragen\nOne?\t3\n".encode("utf-16"), [Asked("One?", times=3)]),
        (
            "a.csv",
            b"label,nb_visits,nb_hits\nOne?,120,130\nsearch,9,9\n",
            [Asked("One?", times=120), Asked("search", times=9)],
        ),
        ("a.csv", b"Frage der Leser;Anzahl\nOne?;3\nFragen;2\n", [Asked("One?", times=3), Asked("Fragen", times=2)]),
    ],
)
def test_a_table_is_read_as_other_programs_export_it(
    name: str, raw: bytes, expected: list[Asked], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert read_questions(path) == Questions(tuple(expected))


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        ("cp1252", "Für wen?", "Western (Windows-1252), such as “Für wen?”"),
        ("euc_kr", "체인은 언제 교체하나요?", "Korean (EUC-KR), such as “체인은"),
    ],
)
def test_an_old_encoding_is_read_and_told(encoding: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"One?\n{text}\n".encode(encoding))
    found = read_questions(path)
    assert [each.text for each in found.asked] == ["One?", text]
    (note,) = found.notes
    assert said in note


def test_what_readers_typed_that_is_no_question_is_left_out_and_told(tmp_path: Path) -> None:
    """A search log of a year has empty lines, letters that somebody pasted, and what bots send."""
    path = tmp_path / "a.csv"
    path.write_text("question\nOne?\n???\n" + "x" * 1001 + '\n""\n"Two?"\n!\n...\n')
    found = read_questions(path)
    assert [each.text for each in found.asked] == ["One?", "Two?"]
    assert found.notes == (
        f"{path}: warning: 4 of 6 lines are left out: 3 as in line 3 (the question is empty), "
        "1 as in line 4 (the question has 1,001 characters); the others are used",
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("05/03/2026",), "1 date such as '05/03/2026' may be day and month or"),
        (("soon", "2026-03-05"), "1 date such as 'soon' cannot be read; each question counts, without a day"),
        (("9999-12-31", "2026-03-05"), "1 date such as '9999-12-31'"),  # what programs write for no day at all
        (("0001-01-01T00:00:00", "1970-01-01", "2026-03-05"), "2 dates such as '0001-01-01T00:00:00'"),
    ],
)
def test_a_date_that_says_no_day_is_left_away_and_told(dates: tuple[str, ...], said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("question,date\n" + "".join(f"One?,{day}\n" for day in dates))
    found = read_questions(path)
    assert (found.asked[0], len(found.asked)) == (Asked("One?"), len(dates))
    assert said in found.notes[0]


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("a.txt", "???\n", "a.txt:1: error: the question is empty"),
        (
            "a.csv",
            "text,id\nOne?,1\n",
            "a.csv:1: error: there is no question column, only 'text', 'id'; write",
        ),
        ("a.jsonl", '[1]\n{"question": 3}\n{x\n', "a.jsonl:3: error: there is no question"),
        ("a.jsonl", '\n{"question": ' + "[" * 100_000, "a.jsonl:2: error: there is no question"),
        ("a.json", '[\n{"question": 3},\n{"text": "One?"}]', "a.json:2: error: there is no question"),
        ("a.json", '["One?",\n"Two?"', "a.json:2: error: from here on it is no valid JSON; mend it"),
        ("a.json", "[" * 100_000, "a.json:1: error: from here on it is no valid JSON"),
        ("a.json", '{\n"questions": ["One?"]\n}', "a.json:1: error: there is no question"),
        (
            "a.csv",
            "question\nOne?\n" + '"Two?\n' + "Three?\n" * 20_000,
            "a.csv:3: error: from here on it is no valid CSV",
        ),
        ("a.csv", 'question,date\n"One?",\n"Two?,\n"Three?",\n', "a.csv:3: error: from here on it is no valid CSV"),
        ("a.csv", 'question\n"One?', "a.csv:2: error: from here on it is no valid CSV"),
        ("a.csv", "# made today\n" + 'question\n"One?', "a.csv:3: error: from here on it is no valid CSV"),
        ("a.csv", "", "a.csv:1: error: there is no question column, only an empty file"),
        ("a.txt", "\n", "a.txt: error: there is no question in it"),
        ("a.csv", "\0", "a.csv: error: the file is no text; export the questions as CSV"),
        ("a.xlsx", "PK\0\0", "a.xlsx: error: the file is no text; in Excel, choose Save as, CSV UTF-8"),
        ("a.csv", "Which day?\nquestion\nTwo?\n", "a.csv:1: error: there is no question column, only 'Which day?'"),
        ("a.csv", "text,label\nOne?,fees\n", "a.csv:1: error: there is no question column, only 'text', 'label'"),
        ("a.csv", "question id,question type\n1,2\n", "a.csv:1: error: there is no question column, only"),
        ("a.csv", "Search term,Event count\n(not set),3\n", "a.csv:2: error: there is no question; "),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused(name: str, text: str, seen: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(seen)):
        read_questions(path)
