"""The benchmark works: its short form runs as a whole; no time it measures is held to anything."""

from __future__ import annotations

import json
import socket
import sys
import threading
from pathlib import Path

import pytest

from chatbot.errors import NoIndexError
from chatbot.indexing.versions import IndexFolder
from scripts.benchmark import main
from scripts.benchmarking.building import made_up_articles, prepare_yardstick
from scripts.benchmarking.load import Load, Order, run
from scripts.benchmarking.processes import serving
from scripts.benchmarking.questions import body, different, questions_of
from scripts.benchmarking.serving import Crowd, our_command, yardstick_command

QUESTIONS = ["How do I brew green tea?", "When does the office open?", "What is a knot?", "Who feeds the bees?", "Why?"]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.txt"
    path.write_text("\n".join(QUESTIONS), encoding="utf-8")
    return path


def test_the_short_form_measures_every_part_and_writes_figures_and_pictures(
    small_index: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, plots = tmp_path / "figures.json", tmp_path / "plots"
    arguments = ["--short", "--index", str(small_index), "--questions", str(questions)]
    assert main([*arguments, "--json", str(figures), "--plot", str(plots)]) == 0
    found = json.loads(figures.read_bytes())
    one = found["serving"]["ours"]["one"]
    assert len(one["sample"]) == len(found["serving"]["forward"]["sample"])
    assert 0 < one["p50"] <= one["p95"] <= one["p99"]
    assert [crowd["errors"] for crowd in found["serving"]["ours"]["crowds"]] == [0, 0]
    assert 10 < found["serving"]["ours"]["megabytes"] < 2000
    assert [crowd["errors"] for crowd in found["serving"]["cores"]["crowds"]] == [0, 0]
    assert found["building"]["encoded"] > found["building"]["encoded_changed"] > 0
    assert [grown["passages"] for grown in found["growth"]] == [200]
    assert found["growth"][0]["recall"] == 1.0
    assert {path.name for path in plots.iterdir()} == {"latency.svg", "growth.svg"}
    assert "x the bare encoder" in capsys.readouterr().out


def test_requests_that_fail_are_counted(small_index: Path) -> None:
    with serving(our_command(small_index), body(QUESTIONS[0])) as server:
        load = server.ask([body("fine?"), "not JSON", body(""), body("fine again?")], clients=2)
    assert load.errors == 2
    assert len(load.ms) == 2


def test_requests_that_cannot_be_sent_any_more_are_no_answers() -> None:
    def answer_once() -> None:
        connection, _ = listener.accept()
        with connection, listener:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    listener = socket.create_server(("127.0.0.1", 0))
    host, port = listener.getsockname()
    serving_once = threading.Thread(target=answer_once)
    serving_once.start()
    load = run(host, port, Order([body("fine?")] * 4))
    serving_once.join()
    assert (len(load.ms), load.errors) == (1, 3)


def test_only_answers_count_for_what_many_clients_got() -> None:
    crowd = Crowd.of(4, 2.0, [Load(2.0, [10.0, 10.0], 1), Load(2.0, [10.0, 10.0], 2)])
    assert (crowd.per_second, crowd.p99, crowd.errors) == (2.0, 10.0, 3)
    assert Crowd.of(4, 2.0, [Load(2.0, [], 5)]).per_second == 0


def test_a_server_that_does_not_start_is_named() -> None:
    with (
        pytest.raises(RuntimeError, match="ended before it served"),
        serving([sys.executable, "-c", "print('no')"], body("?")),
    ):
        pass


def test_a_missing_index_is_named(tmp_path: Path, questions: Path) -> None:
    with pytest.raises(NoIndexError, match="there is no index yet"):
        main(["--short", "--index", str(tmp_path), "--questions", str(questions)])


def test_questions_are_reworded_so_that_none_comes_twice() -> None:
    golden = questions_of(Path(__file__).resolve().parents[2] / "corpus" / "golden.yaml")
    assert len(golden) > 30
    worded = list(different(golden))
    assert len(worded) == len(set(worded)) >= 800


def test_made_up_articles_are_the_same_in_every_run_and_differ_from_each_other() -> None:
    texts = ["One sentence has more than four words. So does the second one here. And a third follows them at once."]
    assert made_up_articles(texts, 3) == made_up_articles(texts, 3)
    assert len({str(article["sections"]) for article in made_up_articles(texts, 3)}) == 3


@pytest.mark.long
def test_the_yardstick_embeds_and_answers(small_index: Path, tmp_path: Path) -> None:
    assert prepare_yardstick(tmp_path, ["Tea is brewed at eighty degrees.", "Bees are fed in winter."]) > 0
    assert IndexFolder(small_index).current()
    with serving(yardstick_command(tmp_path), body("how hot for tea?")) as server:
        assert server.ask([body("how hot for tea?")] * 3).errors == 0
