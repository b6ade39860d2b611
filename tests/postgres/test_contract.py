"""What every implementation of `PassageIndex` must do: one suite, which files and PostgreSQL both pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from chatbot.indexing.files import FileIndex
from chatbot.indexing.index import Filter, PassageIndex, View
from chatbot.indexing.versions import open_index
from chatbot.indexing.words import idf, terms
from chatbot.postgres.publishing import publish
from chatbot.postgres.store import Database as Store
from tests.postgres.cluster import Database

pytestmark = pytest.mark.postgres

QUESTION = "How many tides are there in a day?"
FILTERS = [
    Filter(),
    Filter(category=frozenset({"Nature"})),
    Filter(category=frozenset({"Nature", "Kitchen"}), language=frozenset({"en"})),
    Filter(language=frozenset({"de"})),
    Filter(article=frozenset({"bread", "stille"})),
    Filter(category=frozenset({"Nature"}), article=frozenset({"bread"})),
    Filter(category=frozenset({"none", "'; DROP TABLE article; --", "\0"})),
    Filter(article=frozenset({"\0"})),
]


@pytest.fixture(scope="module")
def files(two_versions: Path) -> FileIndex:
    """The newer of two versions, from files."""
    return open_index(two_versions)


@pytest.fixture(scope="module")
def published(two_versions: Path, new_database: Callable[[], Database], encoders: Path) -> Iterator[PassageIndex]:
    """The same version from PostgreSQL, after another one had been published."""
    database = new_database()
    publish(two_versions, database.publisher)
    database.wait_for_standby()
    store = Store(database.settings(encoders))
    yield store.open(store.served())
    store.close()


@pytest.fixture(params=["files", "published"])
def index(request: pytest.FixtureRequest) -> PassageIndex:
    """Each implementation in turn."""
    made: PassageIndex = request.getfixturevalue(request.param)
    return made


def all_rows(index: PassageIndex) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(len(index))


def allowed(index: PassageIndex, where: Filter) -> set[int]:
    """Return the rows that a filter lets pass, found one by one."""
    rows = set()
    for row, passage in enumerate(index.passages(all_rows(index))):
        record = index.article(passage.article_id)
        assert record is not None
        checks = ((where.category, record.category), (where.language, record.language), (where.article, record.id))
        if all(not wanted or value in wanted for wanted, value in checks):
            rows.add(row)
    return rows


def test_it_holds_what_was_built(index: PassageIndex, files: FileIndex) -> None:
    assert index.version == files.version
    assert index.encoder.fingerprint == files.encoder.fingerprint
    assert len(index) == len(files) > 4
    assert index.article_ids() == files.article_ids() == ["stille", "tides"]
    assert index.languages() == {"de", "en"}
    assert index.passages(all_rows(index)) == files.passages(all_rows(files))
    for article_id in index.article_ids():
        assert index.article(article_id) == files.article(article_id)


@pytest.mark.parametrize("article_id", ["none", "", "\0", "%", "tides' OR '1'='1"])
def test_an_article_that_is_not_there_is_none(index: PassageIndex, article_id: str) -> None:
    assert index.article(article_id) is None


def test_passages_come_in_the_order_asked_and_as_often(index: PassageIndex) -> None:
    everything = index.passages(all_rows(index))
    rows = np.array([3, 0, 3, len(index) - 1])
    assert index.passages(rows) == [everything[row] for row in rows]
    assert index.passages(np.empty(0, np.int64)) == []


def test_views_of_a_passage_are_in_order_one_a_sentence(index: PassageIndex) -> None:
    vector = index.encoder.encode_question(QUESTION)
    found = index.view_scores(vector, all_rows(index))
    assert len(found.offsets) == len(index) + 1
    for row, passage in enumerate(index.passages(all_rows(index))):
        part = slice(*found.offsets[row : row + 2])
        kinds = found.kinds[part].tolist()
        assert kinds == sorted(kinds)
        assert kinds.count(View.WHOLE) == 1
        assert kinds.count(View.SENTENCE) == len(passage.sentences)
    assert (np.abs(found.scores) <= 1.001).all()


def test_view_scores_are_the_same_whatever_else_is_asked(index: PassageIndex) -> None:
    vector = index.encoder.encode_question(QUESTION)
    rows = np.array([2, 0, 2, 1])
    together = index.view_scores(vector, rows)
    assert (together.kinds.dtype.name, together.scores.dtype.name) == ("uint8", "float32")
    for place, row in enumerate(rows):
        alone = index.view_scores(vector, np.array([row]))
        part = slice(*together.offsets[place : place + 2])
        assert alone.scores.tobytes() == together.scores[part].tobytes()
        assert alone.kinds.tobytes() == together.kinds[part].tobytes()
    assert index.view_scores(vector, np.empty(0, np.int64)).offsets.tolist() == [0]


def test_pieces_are_as_near_whatever_else_is_asked(index: PassageIndex) -> None:
    asked = index.encoder.question_pieces(QUESTION).codes
    rows = np.array([2, 0, 2, 1])
    together = index.nearest_pieces(asked, rows)
    assert together.shape == (4, len(asked))
    assert together.max() > 0.5
    for place, row in enumerate(rows):
        assert index.nearest_pieces(asked, np.array([row])).tobytes() == together[place : place + 1].tobytes()
    assert index.nearest_pieces(asked, np.empty(0, np.int64)).shape == (0, len(asked))


@pytest.mark.parametrize("where", FILTERS, ids=range(len(FILTERS)))
def test_nearest_are_the_best_that_the_filter_lets_pass(index: PassageIndex, where: Filter) -> None:
    vector = index.encoder.encode_question(QUESTION)
    views = index.view_scores(vector, all_rows(index))
    scores = np.where(views.kinds < View.SENTENCE, views.scores, np.float32(-2))
    best = np.maximum.reduceat(scores, views.offsets[:-1])
    expected = sorted(allowed(index, where), key=lambda row: (-best[row], row))
    for limit in (0, 1, 3, 1000):
        hits = index.nearest(vector, limit, where)
        assert hits.rows.tolist() == expected[:limit]
        np.testing.assert_allclose(hits.scores, best[expected[:limit]], atol=1e-5)


@pytest.mark.parametrize("where", FILTERS, ids=range(len(FILTERS)))
def test_matching_are_the_best_by_bm25(index: PassageIndex, where: Filter) -> None:
    asked = [*terms("the water the moon of häufig tides"), "nowhere"]
    scores = index.bm25(asked, all_rows(index))
    passing = [row for row in allowed(index, where) if scores[row] > 0]
    expected = sorted(passing, key=lambda row: (-scores[row], row))
    for limit in (0, 2, 1000):
        hits = index.matching(asked, limit, where)
        assert hits.rows.tolist() == expected[:limit]
        assert hits.scores.tobytes() == scores[expected[:limit]].tobytes()
    assert len(index.matching([], 5, where).rows) == len(index.matching(["nowhere"], 5, where).rows) == 0


def test_words_are_numbered_counted_and_weighed(index: PassageIndex) -> None:
    found = index.words(all_rows(index))
    owners = np.repeat(all_rows(index), np.diff(found.offsets))
    held = Counter(number for _, number in {*zip(owners.tolist(), found.terms.tolist(), strict=True)})
    numbers = index.term_numbers(["water", "moon", "nowhere", "water"])
    assert numbers[2] == -1
    assert numbers[0] == numbers[3] != numbers[1]
    expected = idf(np.array([held[number] for number in numbers.tolist()]), len(index))
    assert index.idf(["water", "moon", "nowhere", "water"]).tobytes() == expected.tobytes()
    for row, passage in enumerate(index.passages(all_rows(index))):
        places = found.places[slice(*found.offsets[row : row + 2])]
        assert set(places[places >= 0].tolist()) <= set(range(len(passage.sentences)))


def test_surface_words_are_sorted_and_counted(index: PassageIndex, files: FileIndex) -> None:
    words, counts = index.surface_words()
    assert list(words) == sorted(set(words))
    assert dict(zip(words, counts.tolist(), strict=True))["tides"] >= 1
    wanted, occurs = files.surface_words()
    assert (list(words), counts.tolist()) == (list(wanted), occurs.tolist())


@pytest.mark.parametrize("hostile", ["'", '"; --', "%s %(x)s", "\\", "\0", "${1}", "a" * 10_000])
def test_any_text_is_only_a_text(index: PassageIndex, hostile: str) -> None:
    assert index.term_numbers([hostile]).tolist() == [-1]
    assert len(index.matching([hostile, "moon"], 5, Filter()).rows) > 0
    assert index.bm25([hostile], np.array([0])).tolist() == [0.0]
    assert len(index.nearest(index.encoder.encode_question("x"), 3, Filter(category=frozenset({hostile}))).rows) == 0


def test_many_threads_get_the_same_bytes(index: PassageIndex) -> None:
    vector = index.encoder.encode_question(QUESTION)

    def ask(number: int) -> bytes:
        where = FILTERS[3 * (number % 2)]
        near, match = index.nearest(vector, 5, where), index.matching(["water", "moon"], 5, where)
        parts = (near.rows, near.scores, match.rows, match.scores, index.view_scores(vector, near.rows).scores)
        return b"".join(part.tobytes() for part in (*parts, index.words(match.rows).terms))

    with ThreadPoolExecutor(16) as pool:
        seen = set(pool.map(ask, range(64)))
    assert len(seen) == 2


def test_both_give_the_same_scores(files: FileIndex, published: PassageIndex) -> None:
    vector = files.encoder.encode_question(QUESTION)
    ours, theirs = published.view_scores(vector, all_rows(files)), files.view_scores(vector, all_rows(files))
    assert ours.kinds.tobytes() == theirs.kinds.tobytes()
    np.testing.assert_allclose(ours.scores, theirs.scores, atol=2e-4)
    asked = terms(QUESTION)
    assert published.bm25(asked, all_rows(files)).tobytes() == files.bm25(asked, all_rows(files)).tobytes()
    assert published.idf(asked).tobytes() == files.idf(asked).tobytes()
    both = [index.matching(asked, 5, Filter()) for index in (files, published)]
    assert both[0].rows.tolist() == both[1].rows.tolist()
