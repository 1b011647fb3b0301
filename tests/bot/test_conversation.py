"""What is remembered of a chat, and what is forgotten."""

from __future__ import annotations

from answers.reply import Reply
from bot.conversation import MemoryConversations, Turn
from tests.bot.fakes import ANSWER

REPLY = Reply((ANSWER,))


def test_a_chat_keeps_its_last_four_messages() -> None:
    conversations = MemoryConversations()
    assert (conversations.context(1), conversations.last_reply(1)) == ((), None)
    for number in range(6):
        conversations.remember(1, Turn(f"message {number}", REPLY))
    assert conversations.context(1) == ("message 2", "message 3", "message 4", "message 5")
    assert conversations.last_reply(1) is REPLY
    assert conversations.context(2) == ()


def test_the_chat_that_was_quiet_longest_is_dropped() -> None:
    conversations = MemoryConversations(max_chats=2)
    for chat in (1, 2, 1, 3):
        conversations.remember(chat, Turn("hello", REPLY))
    assert len(conversations) == 2
    assert [conversations.context(chat) for chat in (1, 2, 3)] == [("hello", "hello"), (), ("hello",)]
