"""Evaluation sets as they stand on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.evaluation.sets import load_set, load_sets, open_set
from tests.shared import SHARED, needs_shared

READERS = Path(__file__).resolve().parents[1] / "data" / "reader_questions"


@needs_shared
def test_the_development_sets_are_read_with_all_their_questions() -> None:
    sets = {name: load_set(SHARED / "eval" / name) for name in ("stackfaq", "squad2", "mtrag", "oos_queries")}
    answerable = {name: sum(q.answerable for q in found.questions) for name, found in sets.items()}
    assert answerable == {"stackfaq": 999, "squad2": 1062, "mtrag": 150, "oos_queries": 0}
    assert sets["oos_queries"].corpus is None
    assert sets["squad2"].corpus == SHARED / "eval" / "squad2" / "articles.jsonl"


@needs_shared
def test_folds_keep_an_article_a_thread_and_a_conversation_together() -> None:
    groups = {name: {q.group for q in load_set(SHARED / "eval" / name).questions} for name in ("stackfaq", "squad2")}
    assert len(groups["stackfaq"]) == 125
    assert len(groups["squad2"]) == 6, "26 articles, of which 6 are asked about"
    turns = load_set(SHARED / "eval" / "mtrag").questions
    assert len({q.group for q in turns}) < len(turns) / 4


@needs_shared
def test_a_question_is_asked_with_the_turns_before_it() -> None:
    turns = load_set(SHARED / "eval" / "mtrag").questions
    assert turns[0].question().history == ()
    assert turns[1].question().history == turns[1].history != ()


def test_a_folder_that_is_no_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"questions\.jsonl"):
        load_set(tmp_path)


def test_questions_written_for_this_project_name_their_corpus_and_the_article_of_each_source() -> None:
    shipped = load_set(READERS / "shipped")
    assert shipped.corpus is not None
    assert shipped.corpus.resolve() == READERS.parents[2] / "corpus"
    assert shipped.qualified
    assert sum(q.answerable for q in shipped.questions) == 300


def test_asked_of_one_article_alone_a_question_keeps_what_that_article_answers() -> None:
    shipped = load_set(READERS / "shipped")
    whole, *alone = load_sets([READERS / "shipped"], [READERS / "shipped"])
    assert whole == shipped
    assert len(alone) == 6
    assert {one.family for one in alone} == {shipped.family}
    kept = [{name for q in one.questions for name in q.relevant} for one in alone]
    assert set.union(*kept) == {name for q in shipped.questions for name in q.relevant}
    assert all(len({name.split("#")[0] for name in names}) == 1 for names in kept)


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text("")
    (tmp_path / "corpus.txt").write_text("../nowhere")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_set(tmp_path)


def test_a_set_that_is_only_asked_of_others_indexes_is_named(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text("")
    with pytest.raises(FileNotFoundError, match=f"{tmp_path.name} has no corpus; ask its questions of another"):
        open_set(load_set(tmp_path), tmp_path / "work")
