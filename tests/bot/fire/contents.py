"""What messages can hold besides text."""

from __future__ import annotations

from random import Random

from bot.local.errors import Json
from tests.bot.fire.words import some_text

__all__ = ["notice", "other_content"]

_FILE = {"file_id": "f", "file_unique_id": "u"}
_PHOTO = {"photo": [_FILE | {"width": 1, "height": 1}]}
_OTHER: tuple[Json, ...] = (
    _PHOTO,
    {"voice": _FILE | {"duration": 1}},
    {"location": {"latitude": 0.0, "longitude": 0.0}},
    {"contact": {"phone_number": "1", "first_name": "x"}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"story": {"id": 1, "chat": {"id": 5, "type": "private"}}},
    {"document": _FILE},
    {"a_kind_of_message_of_the_future": {"x": 1}},
)


def other_content(random: Random) -> Json:
    """What a person sends that is no text; a photo may have a caption."""
    content = random.choice(_OTHER)
    return content | {"caption": some_text(random, 1024)} if content is _PHOTO and random.random() < 0.7 else content


def notice(random: Random, person: Json, message: Json) -> Json:
    """What Telegram itself puts into a chat."""
    notices: tuple[Json, ...] = (
        {"new_chat_title": "New"},
        {"delete_chat_photo": True},
        {"new_chat_members": [person]},
        {"left_chat_member": person},
        {"pinned_message": message},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    )
    return random.choice(notices)
