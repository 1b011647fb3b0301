"""What a person sees of a message."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local.queries import Query
from bot.local.views import Button, arrived, inline_answer

BASE: dict[str, Any] = {"message_id": 3, "date": 10, "chat": {"id": 5}, "from": {"id": 5, "first_name": "Reader"}}
TOPIC = {"message_id": 2, "forum_topic_created": {"name": "China"}}


@pytest.mark.parametrize(
    ("content", "field", "value"),
    [
        ({"text": "<x>"}, "html", "&lt;x&gt;"),
        ({"caption": "c", "photo": []}, "text", "c"),
        ({}, "text", ""),
        ({}, "edited", False),
        ({"edit_date": 11}, "edited", True),
        ({"edit_date": 11}, "edit_date", 11),
        ({}, "date", 10),
        ({}, "reply_to", None),
        ({"reply_to_message": {"message_id": 1}}, "reply_to", 1),
        ({"reply_to_message": TOPIC, "message_thread_id": 2, "is_topic_message": True}, "reply_to", None),
        ({"reply_to_message": TOPIC, "message_thread_id": 2, "is_topic_message": True}, "thread", 2),
        ({"message_thread_id": 2}, "thread", None),
        ({}, "sender", BASE["from"]),
        ({"from": None, "sender_chat": {"title": "News"}}, "sender", {"title": "News"}),
    ],
)
def test_messages(content: dict[str, Any], field: str, value: object) -> None:
    assert getattr(arrived(BASE | content), field) == value


def test_buttons_by_row() -> None:
    rows = [
        [{"text": "Why", "callback_data": "w"}, {"text": "Site", "url": "https://example.org"}],
        [{"text": "Share", "switch_inline_query": "x"}, {"text": "Here", "switch_inline_query_current_chat": ""}],
    ]
    message = arrived(BASE | {"reply_markup": {"inline_keyboard": rows}})
    assert message.buttons == (
        (Button("Why", data="w"), Button("Site", url="https://example.org")),
        (Button("Share", switch_inline_query="x"), Button("Here", switch_inline_query_current_chat="")),
    )
    assert message.labels == ["Why", "Site", "Share", "Here"]


def test_an_inline_query_without_an_answer() -> None:
    assert inline_answer(Query("1", 0), "when") is None
