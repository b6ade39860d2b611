"""The loop asks the connections that something has happened on, and no others."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from waitress import wasyncore

from chatbot.web.polling import Connections


class Connection(wasyncore.dispatcher):  # type: ignore[misc]  # waitress has no types
    """A connection that reads what comes, notes how often it was asked what it waits for, and can have an answer."""

    def __init__(self, ours: socket.socket, connections: Connections) -> None:
        self.asked, self.read, self.answer = 0, b"", b""
        super().__init__(ours, connections)

    def readable(self) -> bool:
        self.asked += 1
        return not self.answer

    def writable(self) -> bool:
        return bool(self.answer)

    def handle_read(self) -> None:
        self.read += self.recv(100)

    def handle_write(self) -> None:
        self.send(self.answer)
        self.answer = b""


Pairs = tuple[Connections, list[Connection], list[socket.socket]]


@pytest.fixture
def pairs() -> Iterator[Pairs]:
    """Twenty connections and what their clients hold, all asked once."""
    sockets = [socket.socketpair() for _ in range(20)]
    connections = Connections()
    theirs = [other for _, other in sockets]
    ours = [Connection(own, connections) for own, _ in sockets]
    connections.turn(0)
    yield connections, ours, theirs
    for connection in ours:
        connection.close()
    for other in theirs:
        other.close()


def test_only_those_where_something_happened_are_asked_again(pairs: Pairs) -> None:
    connections, ours, theirs = pairs
    for _ in range(3):
        theirs[7].send(b"x")
        connections.turn(1)
    connections.turn(0)
    assert ours[7].read == b"xxx"
    assert [one.asked for one in ours] == [1] * 7 + [4] + [1] * 12


def test_all_are_asked_where_that_is_wanted(pairs: Pairs) -> None:
    connections, ours, theirs = pairs
    ours[3].answer = b"late"  # and nobody tells
    connections.ask_all()
    connections.turn(0)
    assert theirs[3].recv(10) == b"late"
    assert {one.asked for one in ours} == {2}


def test_what_another_thread_works_on_is_asked_until_after_its_end(pairs: Pairs) -> None:
    connections, ours, theirs = pairs
    connections.begin(ours[5])
    connections.turn(0)
    ours[5].answer = b"soon"
    connections.end(ours[5])
    connections.turn(1)
    assert theirs[5].recv(10) == b"soon"
    connections.turn(0)
    asked = ours[5].asked
    connections.turn(0)
    assert ours[5].asked == asked


def test_a_request_that_begins_before_the_last_one_has_ended_is_not_forgotten(pairs: Pairs) -> None:
    connections, ours, theirs = pairs
    connections.begin(ours[5])
    connections.begin(ours[5])
    connections.end(ours[5])
    connections.turn(0)
    ours[5].answer = b"the second"
    connections.turn(1)
    assert theirs[5].recv(10) == b"the second"


def test_a_closed_connection_is_gone_and_its_descriptor_may_be_anothers(pairs: Pairs) -> None:
    connections, ours, theirs = pairs
    descriptor = ours[2]._fileno
    theirs[2].close()
    connections.turn(1)
    assert descriptor not in connections
    own, other = socket.socketpair()
    later = Connection(own, connections)
    assert later._fileno == descriptor
    other.send(b"new")
    connections.turn(0)
    connections.turn(0)
    assert later.read == b"new"
    later.close()
    other.close()
