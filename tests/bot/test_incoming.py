"""What an incoming message says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User

from bot.incoming import message_of, question_in, replied_to, speaker_of

READER = User(7, "Reader", is_bot=False)
GROUP = Chat(-100, "supergroup", title="Readers")


def message(text: str | None = None, **content: object) -> Message:
    return Message(1, datetime(2024, 1, 1, tzinfo=UTC), GROUP, from_user=READER, text=text, **content)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("When?", "When?"),
        ("/ask When?", "When?"),
        ("/ask@a_bot   When?\n", "When?"),
        ("/Ask\nWhen?", "When?"),
        ("/ask", ""),
        ("/ask@a_bot", ""),
        ("/asking When?", "/asking When?"),
        ("say /ask When?", "say /ask When?"),
        ("a\x00b", "a b"),
        (None, ""),
    ],
)
def test_the_question(text: str | None, question: str) -> None:
    assert question_in(message(text)) == question


def test_the_speaker() -> None:
    assert speaker_of(message()) == (7, 0)
    assert speaker_of(message(message_thread_id=5)) == (7, 0), "a thread of replies is no forum topic"
    assert speaker_of(message(message_thread_id=5, is_topic_message=True)) == (7, 5)
    assert speaker_of(message(sender_chat=GROUP)) == (0, 0)


def test_what_it_replies_to() -> None:
    assert (replied_to(message()), replied_to(message(reply_to_message=message()))) == (0, 1)


def test_an_update_without_a_message_is_a_mistake_in_the_filters() -> None:
    assert message_of(Update(1, edited_message=(edited := message()))) is edited
    with pytest.raises(ValueError, match="the filters let an update without a message through"):
        message_of(Update(1, channel_post=message()))
