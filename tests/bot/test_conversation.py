"""What is remembered of chats, and what a message may refer back to."""

from __future__ import annotations

import pytest

from answers.reply import Kind, Part, Reply
from bot.conversation import (
    CONTEXT_LENGTH,
    TURNS_KEPT,
    MemoryConversations,
    Turn,
    context_of,
    last_reply,
    turn_replied_to,
    turn_with_reply,
)

ONE, OTHER = (1, 0), (2, 0)


def reply(text: str) -> Reply:
    return Reply((Part(Kind.SMALL_TALK, text),))


def turn(utterance: str, question: int = 0, *answers: int, speaker: tuple[int, int] = ONE) -> Turn:
    return Turn(utterance, reply(utterance), question, answers, speaker)


TALK = (
    turn("when?", 1, 2),
    turn("what of Xi?", 3, 4, speaker=OTHER),
    Turn("", None, 5, (6,), ONE),
    turn("and who?", 7, 8, 9),
    turn("in the topic", 10, 11, speaker=(1, 77)),
)


@pytest.mark.parametrize(
    ("speaker", "question", "replying_to", "context"),
    [
        pytest.param(ONE, 12, 0, ("when?", "and who?"), id="one's own"),
        pytest.param(OTHER, 12, 0, ("what of Xi?",), id="the other's own"),
        pytest.param((3, 0), 12, 0, (), id="a newcomer"),
        pytest.param((1, 77), 12, 0, ("in the topic",), id="a forum topic"),
        pytest.param(OTHER, 12, 2, ("when?",), id="in reply to an answer to somebody else"),
        pytest.param(ONE, 12, 2, ("when?",), id="in reply to an earlier answer"),
        pytest.param(ONE, 12, 9, ("when?", "and who?"), id="in reply to an answer's second message"),
        pytest.param(ONE, 12, 999, ("when?", "and who?"), id="in reply to something else"),
        pytest.param(ONE, 7, 0, ("when?",), id="edited: what stood before it"),
        pytest.param(ONE, 1, 0, (), id="the first, edited"),
        pytest.param(ONE, 1, 8, (), id="edited, in reply to what came later"),
    ],
)
def test_context(speaker: tuple[int, int], question: int, replying_to: int, context: tuple[str, ...]) -> None:
    assert context_of(TALK, speaker, question, replying_to) == context


def test_the_context_is_short() -> None:
    assert context_of([turn(str(number)) for number in range(9)], ONE) == ("5", "6", "7", "8")
    assert CONTEXT_LENGTH == 4


def test_finding_turns() -> None:
    assert last_reply(TALK, ONE) == reply("and who?")
    assert last_reply(TALK, (9, 9)) is None
    assert turn_replied_to(TALK, 5) == TALK[2]
    assert turn_replied_to(TALK, 2) is None
    assert turn_with_reply(TALK, 9) == TALK[3]
    assert turn_with_reply(TALK, 7) is None


def test_chats_are_apart_and_an_edited_turn_keeps_its_place() -> None:
    room = MemoryConversations()
    room.remember(1, turn("a", 1))
    room.remember(1, turn("b", 2))
    room.remember(2, turn("c", 1))
    room.remember(1, turn("A", 1))
    assert [[each.utterance for each in room.turns(chat)] for chat in (1, 2, 3)] == [["A", "b"], ["c"], []]


def test_presses_have_no_message_and_do_not_replace_each_other() -> None:
    room = MemoryConversations()
    room.remember(1, turn("a"))
    room.remember(1, turn("b"))
    assert [each.utterance for each in room.turns(1)] == ["a", "b"]


def test_of_a_long_chat_the_last_turns_stay() -> None:
    room = MemoryConversations()
    for number in range(1, TURNS_KEPT + 3):
        room.remember(1, turn(str(number), number))
    assert [each.question for each in room.turns(1)] == list(range(3, TURNS_KEPT + 3))
    assert len(room) == TURNS_KEPT


def test_what_was_dropped_is_known_to_be_forgotten() -> None:
    room = MemoryConversations()
    room.remember(1, turn("a group's message that was edited into a question", 5))
    for number in range(2, TURNS_KEPT):
        room.remember(1, turn(str(number), 10 * number))
    room.remember(1, turn("a press"))
    assert not any(room.has_forgotten(1, number) for number in range(1, 1000))
    room.remember(1, turn("new", 990))
    room.remember(1, turn("newer", 991))
    assert [number for number in range(1, 1000) if room.has_forgotten(1, number)] == [*range(1, 21)]
    assert not room.has_forgotten(2, 5)
    room.forget(1)
    assert not room.has_forgotten(1, 5)


def test_the_chat_that_was_quiet_longest_is_dropped() -> None:
    room = MemoryConversations(max_turns=3)
    for chat in (1, 2, 1, 3):
        room.remember(chat, turn("x"))
    assert ([len(room.turns(chat)) for chat in (1, 2, 3)], len(room)) == ([2, 0, 1], 3)


def test_one_chat_alone_is_never_dropped() -> None:
    room = MemoryConversations(max_turns=1)
    room.remember(1, turn("a"))
    room.remember(1, turn("b"))
    assert len(room.turns(1)) == 2


def test_a_moved_chat_goes_on_without_its_messages() -> None:
    room = MemoryConversations()
    room.remember(1, turn("a", 1, 2))
    room.remember(5, turn("b", 3, 4))
    room.move(1, 5)
    room.move(77, 5)
    assert (room.turns(1), [each.utterance for each in room.turns(5)], len(room)) == ((), ["a", "b"], 2)
    assert turn_with_reply(room.turns(5), 2) is None


def test_forgetting() -> None:
    room = MemoryConversations()
    room.remember(1, turn("a"))
    room.forget(1)
    room.forget(2)
    assert (room.turns(1), len(room)) == ((), 0)
