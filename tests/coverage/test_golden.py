"""Golden questions over real index versions: what is lost, what moved, and why."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.answering.answer import Status
from chatbot.answering.answerer import Answerer
from chatbot.answering.question import make_question
from chatbot.coverage.comparing import Move, move_between, section_texts, whereabouts
from chatbot.coverage.golden import Golden, check, read_golden
from chatbot.coverage.golden_command import main
from chatbot.coverage.golden_report import GoldenReport, compared
from chatbot.coverage.progress import Tell
from chatbot.errors import CorpusError
from chatbot.indexing import versions
from chatbot.indexing.encoder import OnnxEncoder
from chatbot.indexing.versions import FileStore, IndexFolder
from tests.indexes import TODAY, index_of
from tests.pace import within

SHIPPED = Path(__file__).resolve().parents[2] / "corpus" / "golden.yaml"
SWARM = (
    "## Swarms\n\nA swarm of bees hangs in a tree for an hour or a day. Take a box and a sheet, and shake it in.\n\n"
)
MITES = "## Mites\n\nCount the varroa mites on a board for three days, then decide on a treatment with formic acid.\n\n"
BEES = f'---\ntitle: "Keeping Bees"\n---\n\n{SWARM}{MITES}'
BREAD = '---\ntitle: "Sourdough Bread"\n---\n\n## Rising\n\nDough rises for nine hours in a cold kitchen.\n\n'
RIVAL = (
    '---\ntitle: "Varroa Mites"\n---\n\n## How to count varroa mites\n\n'
    "To count varroa mites on a board, leave the board in for three days and count the mites.\n\n"
)
GOLDEN = """
- question: "How long does a swarm of bees hang in a tree?"
  article: bees
  section: swarms
- question: "How do I count varroa mites on a board?"
  article: bees
  section: mites
- question: "Which medication helps against panic attacks?"
  expected: "not answered"
"""

Build = Callable[[dict[str, str]], str]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a version of the bees' corpus, with some files changed, and return its id."""
    (tmp_path / "golden.yaml").write_text(GOLDEN, encoding="utf-8")

    def version(changed: dict[str, str]) -> str:
        corpus = tmp_path / "corpus"
        corpus.mkdir(exist_ok=True)
        for name, text in {"bees.md": BEES, "bread.md": BREAD, **changed}.items():
            (corpus / name).write_text(text, encoding="utf-8")
        return IndexFolder(index_of(corpus, "golden")).current()

    return version


@pytest.fixture
def index(build: Build, tmp_path: Path) -> Path:
    """The folder that `build` builds in."""
    build({})
    return index_of(tmp_path / "corpus", "golden")


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command over the folder that `build` builds in; return its exit status and what it printed."""

    def run_main(*arguments: str) -> tuple[int, str]:
        status = main(["--golden", str(tmp_path / "golden.yaml"), "--index", str(index), *arguments], TODAY)
        return status, capsys.readouterr().out

    return run_main


def test_kept_answers_exit_with_0(build: Build, run: Run) -> None:
    status, out = run("--version", build({}))
    assert (status, out.splitlines()[-1].split(": ")[1]) == (0, "3 kept, 0 moved, 0 weak, 0 lost")


def test_a_removed_section_is_told_with_what_is_quoted_instead(build: Build, run: Run) -> None:
    before = build({})
    after = build({"bees.md": BEES.replace(SWARM, "")})
    status, out = run("--version", after, "--against", before, "--format", "json")
    report = json.loads(out)
    assert status == 1
    lost = [each for each in report["golden"] if each["fate"] == "lost"]
    assert [each["expected"] for each in lost] == ["bees#swarms"]
    assert lost[0]["source"] == "its section is gone"
    (change,) = report["changes"]
    assert change["source"] == "its section is gone"
    assert change["before"]["quote"].startswith("A swarm of bees hangs in a tree")
    assert change["after"]["source_id"] != "swarms"


def test_a_reworded_section_is_told_with_its_words_before_and_after(build: Build, run: Run) -> None:
    before = build({})
    after = build({"bees.md": BEES.replace("for an hour or a day", "for up to two days")})
    status, out = run("--version", after, "--against", before, "--format", "json")
    (change,) = json.loads(out)["changes"]
    assert status == 0
    assert (change["move"], change["source"]) == ("same place, other words", "its section's text changed")
    assert "for an hour or a day" in change["before"]["quote"]
    assert "for up to two days" in change["after"]["quote"]


def test_a_reworded_quote_is_shown_from_where_its_words_differ(build: Build, run: Run) -> None:
    short = "for an hour or a day."
    long = "for an hour or a day, however hot or cold, wet or dry, still or windy it is; "
    before, after = (build({"bees.md": BEES.replace(short, f"{long}{end}.")}) for end in ("take care", "stay away"))
    _, out = run("--version", after, "--against", before)
    for line, end in (("before", "take care"), ("after", "stay away")):
        assert re.search(rf"{line} +answered [^“]*“… [^“]{{5,40}} windy it is; {end}\.", out)


def test_a_quote_that_only_lost_its_end_is_shown_there(build: Build, run: Run) -> None:
    long = "for an hour or a day, however hot or cold, wet or dry, still or windy it is."
    before = build({"bees.md": BEES.replace("for an hour or a day.", long)})
    after = build(
        {
            "bees.md": BEES.replace("for an hour or a day.", long).replace(
                " Take a box and a sheet, and shake it in.", ""
            )
        }
    )
    _, out = run("--version", after, "--against", before)
    assert re.search(r"before +answered [^“]*“… .* windy it is\. Take a box", out)
    assert re.search(r"after +answered [^“]*“… .* windy it is\.”", out)


def test_a_section_that_no_longer_says_the_answer_has_lost_it(build: Build, tmp_path: Path, run: Run) -> None:
    """The section is still there and still quoted; what readers came for is gone from it."""
    golden = tmp_path / "golden.yaml"
    version = build({"bees.md": BEES.replace("for an hour or a day", "for a while")})
    golden.write_text(GOLDEN.replace("section: swarms", 'section: swarms\n  says: "An HOUR\n    or a day"'))
    status, out = run("--version", version)
    assert (status, "bees#swarms: its section no longer says “An HOUR or a day”" in out) == (1, True)
    build_again = build({})
    golden.write_text(GOLDEN.replace("section: swarms", 'section: swarms\n  says: "An HOUR\n    or a day"'))
    status, out = run("--version", build_again)
    assert (status, out.splitlines()[-1].split(": ")[1]) == (0, "3 kept, 0 moved, 0 weak, 0 lost")


def test_words_are_said_however_their_accents_are_written() -> None:
    """An article that was written on a Mac, or pasted from a PDF, may have them apart; golden questions are typed."""
    golden = Golden("When does the café open?", (("a", "b"),), says="café in Zürich")
    assert golden.said_in("The Cafe\u0301 in Zu\u0308rich opens at nine.")
    assert not golden.said_in("The cafe in Zurich opens at nine.")


def test_a_section_that_moved_with_its_words_is_told_with_its_new_place(build: Build, tmp_path: Path, run: Run) -> None:
    """Articles are renamed, split and merged: readers lose nothing, but golden questions need the new place."""
    before = build({})
    after = build({"bees.md": BEES.replace(SWARM, ""), "swarms.md": f'---\ntitle: "Bee Swarms"\n---\n\n{SWARM}'})
    _, out = run("--version", after, "--against", before)
    (tmp_path / "corpus" / "swarms.md").unlink()
    assert "expected  bees#swarms: its text stands in swarms#swarms now; expect it there" in out
    assert re.search(
        r"before    kept, answered .* by bees#swarms: .*\n.*\n      now       answered .* by swarms#sw", out
    )
    assert "1 same words, another place (those of golden questions stand above)\n\n3 golden" in out
    renamed = build({"bees.md": BEES.replace("## Swarms", "## When bees leave")})
    _, out = run("--version", renamed, "--against", before)
    assert (
        "stands in bees#when-bees-leave now; expect it there, or keep links to it alive: write {#swarms} after" in out
    )
    again = build({"bees.md": BEES.replace("## Swarms", "## When bees leave {#swarms}")})
    assert run("--version", again, "--against", before)[0] == 0
    golden = GOLDEN.replace("section: swarms", "section: swarm").replace(
        "article: bees\n  section: m", "article: b\n  section: m"
    )
    (tmp_path / "golden.yaml").write_text(golden, encoding="utf-8")
    _, out = run("--version", before)
    assert "bees#swarm: there is no such section" in out
    assert "b#mites: there is no such article" in out


def test_of_two_versions_only_what_fares_otherwise_is_told_the_gravest_first(
    build: Build, tmp_path: Path, run: Run
) -> None:
    """Whoever compares wants to know what this edit did; what was lost long ago is counted."""
    moved = build({"mites.md": RIVAL})
    (tmp_path / "corpus" / "mites.md").unlink()
    asked = GOLDEN + '- question: "When was Rome founded?"\n  article: rome\n  section: founding\n'
    before, after = build({}), build({"bees.md": BEES.replace(SWARM, ""), "mites.md": RIVAL})
    (tmp_path / "corpus" / "mites.md").unlink()
    (tmp_path / "golden.yaml").write_text(asked, encoding="utf-8")
    _, out = run("--version", after, "--against", before)
    told = [line for line in out.splitlines() if line.startswith(("LOST", "MOVED", "WEAK"))]
    assert told == [
        "LOST  How long does a swarm of bees hang in a tree?",
        "MOVED How do I count varroa mites on a board?",
    ]
    assert f"As before, in version {before}, and listed where nothing is compared: 1 lost\n" in out
    same = ["--against", before, "--version"]
    assert [run(*same, version)[0] for version in (after, before)] == [1, 0]
    assert out.splitlines()[-1].endswith(f"2 lost (1 of them since version {before})")
    _, out = run("--version", moved, "--format", "json")
    assert [each["before"] for each in json.loads(out)["golden"]] == [None] * 4
    _, out = run("--version", after, "--against", moved, "--format", "json")
    assert [each["before"] for each in json.loads(out)["golden"]] == ["kept", "moved", "kept", "lost"]
    _, out = run("--version", after)
    told = [line.split()[0] for line in out.splitlines() if line.startswith(("LOST", "MOVED", "WEAK"))]
    assert told == ["LOST", "LOST", "MOVED"]


def test_a_section_that_was_merged_or_split_is_told_with_the_place_of_its_text() -> None:
    long, short = "Bees sting when they must, and die.", "Not all do."
    place, before = ("bees", "stings"), f"{long}\n{short}"
    assert whereabouts(before, {("a", "a"): short, ("a", "b"): f"Honey.\n{before}", place: before}) == place
    assert whereabouts(before, {("a", "a"): short, ("a", "b"): f"Honey.\n{before}"}) == ("a", "b")
    assert whereabouts(before, {("a", "a"): short, ("a", "b"): long}) == ("a", "b")
    assert whereabouts(before, {("a", "a"): short}) is None


def test_any_of_several_sections_answers_in_the_same_article_or_another(build: Build, tmp_path: Path, run: Run) -> None:
    """A FAQ entry or another article may say the same: which of them is quoted first is no loss."""
    after = ["--version", build({"mites.md": RIVAL})]
    assert run(*after)[1].startswith("MOVED How do I count")
    several = GOLDEN.replace("section: mites", "section: [mites, mites#how-to-count-varroa-mites]")
    (tmp_path / "golden.yaml").write_text(several, encoding="utf-8")
    status, out = run(*after)
    assert (status, out.splitlines()[-1].split(": ")[1]) == (0, "3 kept, 0 moved, 0 weak, 0 lost")
    lost = several.replace("How do I count varroa mites on a board?", "How long does dough rise in a cold kitchen?")
    (tmp_path / "golden.yaml").write_text(lost, encoding="utf-8")
    (tmp_path / "corpus" / "mites.md").unlink()
    status, out = run("--version", build({}))
    assert status == 1
    assert "      expected  bees#mites: its section is there\n" in out
    assert "      expected  mites#how-to-count-varroa-mites: there is no such article\n" in out


def test_unsure_answers_in_their_place_take_a_line_each(build: Build, tmp_path: Path, run: Run) -> None:
    """An answer that may answer is no failure; three lines for each of many hide those that are lost."""
    unsure = "- question: What do I shake?\n  article: bees\n  section: swarms\n"
    (tmp_path / "golden.yaml").write_text(GOLDEN + unsure, encoding="utf-8")
    _, out = run("--version", build({}))
    assert re.fullmatch(r"Quoted first as one .*:\n  0\.\d\d  What do I shake\?\n\n4 golden .* 1 weak, 0 lost\n", out)


def test_a_competing_article_is_told_while_the_source_is_unchanged(build: Build, run: Run) -> None:
    before = build({})
    after = build({"mites.md": RIVAL})
    status, out = run("--version", after, "--against", before)
    assert "before    kept, answered" in out
    assert "by bees#mites: “Count the varroa mites on a board" in out
    assert "by mites#how-to-count-varroa-mites: “To count varroa mites" in out
    assert status == 0  # it is still quoted, in the second place
    assert "quoted    in place 2" in out


def test_more_questions_can_be_compared(build: Build, tmp_path: Path, run: Run) -> None:
    """The whole golden file need not hold what a reader asked."""
    asked = tmp_path / "asked.txt"
    asked.write_text("How long does dough rise in a cold kitchen?\n", encoding="utf-8")
    before = build({})
    after = build({"bread.md": BREAD.replace("nine", "ten")})
    arguments = ["--version", after, "--against", before, "--questions", str(asked), "--format", "json"]
    _, out = run(*arguments)
    assert [change["question"] for change in json.loads(out)["changes"]] == [
        "How long does dough rise in a cold kitchen?"
    ]


def test_more_questions_without_anything_to_compare_with_are_refused(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They would be read and nothing be said of them."""
    for more in ("--questions", "--log"):
        arguments = ["--golden", str(tmp_path / "golden.yaml"), "--index", str(index), more, "asked.txt"]
        assert main(arguments, TODAY) == 2
        assert "say with what: --preview or --against" in capsys.readouterr().err


def test_a_log_that_is_on_the_server_alone_keeps_nobody_from_checking(
    build: Build, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One chatbot.toml serves the server and whoever edits; the log is written by the server."""
    monkeypatch.setenv("CHATBOT_QUESTION_LOG", str(tmp_path / "questions.sqlite"))
    before, after = build({"bread.md": BREAD.replace("nine", "ten")}), build({})
    arguments = ["--golden", str(tmp_path / "golden.yaml"), "--index", str(index), "--version", after]
    assert main(arguments, TODAY) == 0
    assert capsys.readouterr().err == ""
    assert main([*arguments, "--against", before], TODAY) == 0
    assert "questions.sqlite is not on this machine, so no logged question is compared" in capsys.readouterr().err


def test_each_step_of_a_comparison_tells_how_far_it_is(build: Build, index: Path, tmp_path: Path) -> None:
    before, after = (FileStore(index).open(version) for version in (build({"bread.md": RIVAL}), build({})))
    goldens = read_golden(tmp_path / "golden.yaml")
    told: list[tuple[str, int, int | None]] = []

    def step(name: str) -> Tell:
        return lambda done, of: told.append((name, done, of))

    report = GoldenReport(after.version, tuple(check(goldens, Answerer(after), step("now"))), section_texts(after))
    compared(report, before, after, ["How long does dough rise?"], step)
    steps = [("now", 3), ("checking before", 3), ("comparing", 4)]
    assert told == [(name, done, of) for name, of in steps for done in range(1, of + 1)]


def test_what_was_lost_stands_first_and_each_question_once(build: Build, tmp_path: Path, run: Run) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text("Dough rising in a cold kitchen?\ndough rising in a cold kitchen\n", encoding="utf-8")
    before = build({})
    after = build({"bees.md": BEES.replace(SWARM, ""), "bread.md": BREAD.replace("nine", "ten")})
    arguments = ["--version", after, "--against", before, "--questions", str(asked)]
    _, out = run(*arguments, "--format", "json")
    moves = [change["move"] for change in json.loads(out)["changes"]]
    assert len(moves) == 2
    assert moves == sorted(moves, key=list(Move).index)
    _, out = run(*arguments)
    assert f"Since version {before}, 2 answers changed: 1 {moves[0]}; 1 {moves[1]} (those" in out


def test_a_quote_that_may_answer_is_no_answer_where_nothing_was_quoted_before(build: Build, index: Path) -> None:
    answer = Answerer(FileStore(index).open(build({}))).ask(
        make_question("How long does a swarm of bees hang in a tree?")
    )
    nothing = replace(answer, status=Status.UNANSWERED, quotes=())
    weak, sure = (replace(answer, status=status) for status in (Status.WEAK, Status.ANSWERED))
    assert [move_between(nothing, weak), move_between(nothing, sure)] == [Move.HINTED, Move.GAINED]
    assert move_between(weak, nothing) is Move.LOST


def test_what_happened_to_an_answer_is_told_once_for_all_its_wordings(build: Build, tmp_path: Path, run: Run) -> None:
    """A year of logged questions has each of them in many wordings and slips."""
    wordings = [
        "How long does dough rise in a cold kitchen?",
        "dough rising in a cold kitchen",
        "cold kitchen dough rise",
    ]
    asked = tmp_path / "asked.txt"
    asked.write_text("\n".join([*wordings, "how long does dough rise in the cold kitchen"]), encoding="utf-8")
    before, after = build({"bread.md": BREAD.replace("nine", "ten")}), build({})
    compared = ["--version", after, "--against", before, "--questions", str(asked)]
    _, out = run(*compared)
    assert "4 answers changed: 4 same place, other words" in out
    assert out.count("same place, other words; its section's text changed") == 1
    assert f"{wordings[0]}\n      and “{wordings[1]}” “{wordings[2]}” and 1 more\n" in out
    _, out = run(*compared, "--format", "json")
    assert len(json.loads(out)["changes"]) == 4


def test_of_equally_grave_changes_that_of_most_wordings_comes_first(build: Build, tmp_path: Path, run: Run) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text("dough rising in a cold kitchen\ncold kitchen dough rise\n", encoding="utf-8")
    before = build({"bread.md": BREAD.replace("nine", "ten"), "bees.md": BEES.replace("an hour", "two hours")})
    _, out = run("--version", build({}), "--against", before, "--questions", str(asked))
    assert out.index("\ndough rising in a cold kitchen\n") < out.index(
        "\nHow long does a swarm of bees hang in a tree?\n"
    )


def test_versions_are_compared_without_a_name_and_without_golden_questions(
    build: Build, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit nobody wants to look up ids; a folder in which nothing was served before says so."""
    monkeypatch.setenv("CHATBOT_CORPUS", str(tmp_path / "elsewhere"))
    asked = tmp_path / "asked.txt"
    asked.write_text("How long does dough rise in a cold kitchen?\n", encoding="utf-8")
    before, after = build({"bread.md": BREAD.replace("nine", "ten")}), build({})
    assert main(["--index", str(index), "--questions", str(asked), "--against"], TODAY) == 0
    out = capsys.readouterr().out
    assert f"Since version {before}, 1 answer changed" in out
    assert f"0 golden questions, version {after}" in out
    assert main(["--index", str(index)], TODAY) == 2
    assert "elsewhere/golden.yaml; write golden questions there: write question" in capsys.readouterr().err
    bare = Path(shutil.copytree(index, tmp_path / "bare", symlinks=True))
    (bare / "history").unlink()
    assert main(["--index", str(bare), "--questions", str(asked), "--against"], TODAY) == 2
    assert "no version served before" in capsys.readouterr().err


def test_articles_edited_since_the_build_are_said(
    build: Build, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The served version is checked, whatever the articles say now."""
    build({})
    monkeypatch.setenv("CHATBOT_INDEX", str(index))
    monkeypatch.setenv("CHATBOT_CORPUS", str(tmp_path / "corpus"))
    (tmp_path / "corpus" / "golden.yaml").write_text(GOLDEN, encoding="utf-8")
    assert main([], TODAY) == 0
    assert capsys.readouterr().err == ""
    (tmp_path / "corpus" / "bees.md").write_text(BEES.replace(SWARM, ""), encoding="utf-8")
    assert main([], TODAY) == 0
    assert "corpus holds now; check that with --preview, or build it first" in capsys.readouterr().err


class Opened(OnnxEncoder):
    """The encoder that serves, which counts how often one is opened."""

    times = 0

    def __init__(self, folder: Path, threads: int = 0, cache: int = 2048) -> None:
        type(self).times += 1
        super().__init__(folder, threads, cache)


def test_edited_articles_are_compared_with_what_is_served_before_they_are_published(
    build: Build, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    served = build({})
    own = Path(shutil.copytree(index, tmp_path / "index", symlinks=True))
    corpus = ["--corpus", str(tmp_path / "corpus")]
    asked = tmp_path / "asked.txt"
    asked.write_text("How long does dough rise in a cold kitchen?\n", encoding="utf-8")
    preview = ["--preview", *corpus, "--index", str(own), "--questions", str(asked)]
    assert main([*preview, "--corpus", str(tmp_path / "nowhere")], TODAY) == 2
    assert "give --corpus a folder of articles or one file" in capsys.readouterr().err
    assert main(preview, TODAY) == 0
    assert f"Since version {served}, 0 answers changed" in capsys.readouterr().out
    (tmp_path / "corpus" / "bread.md").write_text(BREAD.replace("nine", "ten"), encoding="utf-8")
    monkeypatch.setattr(versions, "OnnxEncoder", Opened)
    assert main(preview, TODAY) == 0
    assert Opened.times == 1, "the versions are of one encoder, which need not be in memory twice"
    assert f"Since version {served}, 1 answer changed: 1 same place, other words" in capsys.readouterr().out
    assert main([*preview, "--against", "0" * 16], TODAY) == 2
    assert IndexFolder(own).current() == served
    assert IndexFolder(own).version_ids() == IndexFolder(index).version_ids()
    (tmp_path / "corpus" / "bread.md").write_text(BREAD.replace("nine", "eleven"), encoding="utf-8")
    assert main(preview, TODAY) == 0
    assert len(IndexFolder(own / "coverage").version_ids()) == 1, "an earlier look takes no space on the disk"


def test_200_questions_take_less_than_20_seconds(build: Build, tmp_path: Path, run: Run) -> None:
    """Different questions, so that no remembered vector helps."""
    entries = [f'- question: "What about bees and mites in case {n}?"\n  expected: "not answered"' for n in range(200)]
    (tmp_path / "golden.yaml").write_text("\n".join(entries), encoding="utf-8")
    version = build({})
    with within(20):
        _, out = run("--version", version)
    assert out.splitlines()[-1].startswith("200 golden questions")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("- question: x y\n  article: a\n", "golden.yaml:1: error: it has neither article and section nor expected"),
        ("- question: x\n  expected: answered\n", "expected is 'answered'"),
        ("- question: x\n  expected: not answered\n  artcle: a\n", "unknown key 'artcle'"),
        ('- question: "?"\n  expected: not answered\n', "its question is empty"),
        ("- question: [a]\n  expected: not answered\n", "a value is not text"),
        ("- question: x\n  article: a\n  section: [b, [c]]\n", "a value is not text"),
        ("- question: x\n  article: a\n  section: []\n", "it has neither article and section nor expected"),
        ("- question: x\n expected", "golden.yaml:2: error: no valid YAML"),
        ("- question: x\n# \a\n", "golden.yaml:2: error: a character that YAML forbids (0x07)"),
        ("- " + "[" * 5000, "golden.yaml: error: nested too deeply"),
        ("- question: x\n  says: y\n  expected: not answered\n", "says goes with article and section"),
        ("- {[a]: b}\n", "golden.yaml:1: error: unknown key '?'"),
        ("question: x\n", "there is no list of golden questions"),
        ("", "there is no list of golden questions"),
    ],
)
def test_a_bad_golden_file_exits_with_2_and_names_the_line(
    text: str, seen: str, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "golden.yaml").write_text(text, encoding="utf-8")
    assert main(["--golden", str(tmp_path / "golden.yaml"), "--index", str(index)], TODAY) == 2
    assert seen in capsys.readouterr().err


def test_a_golden_file_that_is_no_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "golden.yaml").write_bytes("# of today\n- question: Where is the café?\n".encode("latin-1"))
    with pytest.raises(CorpusError, match=r"golden\.yaml:2: error: byte 0xE9 is not UTF-8; save the file as UTF-8"):
        read_golden(tmp_path / "golden.yaml")


def test_all_faults_of_a_golden_file_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "golden.yaml"
    path.write_text("- question: x\n- question: y\n  expected: no\n", encoding="utf-8")
    with pytest.raises(CorpusError) as raised:
        read_golden(path)
    assert [fault.line for fault in raised.value.faults] == [1, 2]


def test_a_missing_version_exits_with_2_and_names_those_kept(
    build: Build, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = build({})
    assert main(["--golden", str(tmp_path / "golden.yaml"), "--index", str(index), "--against", "0" * 16], TODAY) == 2
    assert kept in capsys.readouterr().err


def test_the_shipped_golden_questions_can_be_read() -> None:
    goldens = read_golden(SHIPPED)
    assert len(goldens) == 34
    assert Golden("What did Berne mean by the word game?", (("yes-but-game", "what-berne-saw-in-it"),), 26) in goldens
