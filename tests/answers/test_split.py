"""A message → its questions."""

from __future__ import annotations

import pytest

from answers.split import MOST, Segment, split


def ask(text: str) -> Segment:
    return Segment(text, asks=True)


def say(text: str) -> Segment:
    return Segment(text, asks=False)


@pytest.mark.parametrize(
    ("message", "segments"),
    [
        pytest.param("When does it open?", [ask("When does it open?")], id="one question"),
        pytest.param("bridge opening", [ask("bridge opening")], id="no question at all"),
        pytest.param("", [ask("")], id="empty"),
        pytest.param("?!", [ask("?!")], id="signs only"),
        pytest.param("When? Who?", [ask("When?"), ask("Who?")], id="two sentences"),
        pytest.param("Hello. When does it open?", [say("Hello."), ask("When does it open?")], id="greeting"),
        pytest.param("when does it open\nwho designed it", [ask("when does it open"), ask("who designed it")], id="two lines"),
        pytest.param("when does it open and who designed it", [ask("when does it open"), ask("who designed it")], id="and"),
        pytest.param("When does it open, and also who designed it?", [ask("When does it open"), ask("who designed it?")], id="and also"),
        pytest.param("who designed it, when does it open", [ask("who designed it"), ask("when does it open")], id="comma"),
        pytest.param("who designed it & how long is it", [ask("who designed it"), ask("how long is it")], id="ampersand"),
        pytest.param("the bridge and the ferry", [ask("the bridge and the ferry")], id="and between things"),
        pytest.param("who designed it and built it", [ask("who designed it and built it")], id="and between verbs"),
        pytest.param("It opens in May. Right?", [say("It opens in May."), ask("Right?")], id="tag"),
        pytest.param("Is it 3.5 metres long?", [ask("Is it 3.5 metres long?")], id="decimal point"),
        pytest.param("I wonder… when does it open?", [say("I wonder…"), ask("when does it open?")], id="ellipsis"),
        pytest.param("Thanks! Bye!", [say("Thanks!"), say("Bye!")], id="exclamations"),
        pytest.param("When?? ... !! Who?", [ask("When??"), ask("Who?")], id="signs between"),
        pytest.param("(when does it open) (who)", [ask("(when does it open) (who)")], id="brackets"),
    ],
)
def test_split(message: str, segments: list[Segment]) -> None:
    assert split(message) == tuple(segments)


def test_too_many_questions_are_read_together() -> None:
    assert len(split("When? " * MOST)) == MOST
    message = "When? " * (MOST + 1)
    assert split(message) == (ask(message),)
