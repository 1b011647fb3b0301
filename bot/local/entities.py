"""Styles of a text: those that Telegram finds in it by itself, and all of them written as HTML again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from telegram import Chat, Message, MessageEntity

from bot.local.errors import Json
from bot.telegram_html import utf16_length

__all__ = ["as_html", "detect_entities"]

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/@]))"
    r"|(?P<url>\bhttps?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]’'])"
    r"|(?P<mention>(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
)
_NOWHERE_IN = ("code", "pre", "text_link")
"""Styles whose text is taken as it is written."""


def detect_entities(text: str, entities: Sequence[Json] = ()) -> Iterator[Json]:
    """The commands, addresses and mentions that a client makes clickable."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in entities if entity["type"] in _NOWHERE_IN]
    for found in _FOUND.finditer(text):
        start, length = utf16_length(text[: found.start()]), utf16_length(found[0])
        if not any(start < end and begin < start + length for begin, end in taken):
            yield {"type": str(found.lastgroup), "offset": start, "length": length}


def as_html(text: str, entities: Sequence[Json]) -> str:
    """The text as HTML with Telegram's tags; all else in it is escaped."""
    if not text:
        return ""
    # The library cannot encode a lone surrogate, which a forged message may hold.
    encodable = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    message = Message(
        message_id=1,
        date=datetime.now(UTC),
        chat=Chat(1, Chat.PRIVATE),
        text=encodable,
        entities=[MessageEntity.de_json(entity, None) for entity in entities],
    )
    return message.text_html_urled
