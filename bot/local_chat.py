"""The client side of the local Bot API: a person's chat with the bot. Send something, read what arrived."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.local_api import LocalBotApi
from bot.local_updates import Json
from bot.telegram_html import utf16_length

__all__ = ["Arrived", "LocalChat"]

Settle = Callable[[int], Awaitable[None]]
"""Waits until the bot has dealt with the update of this number."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message from the bot."""

    message_id: int
    text: str
    entities: tuple[Json, ...]
    reply_to: int | None
    """The message that it quotes."""
    content: Json = field(repr=False)
    """All of it, as the Bot API gives it."""

    def styled(self, kind: str) -> list[str]:
        """The stretches of text in a style: "blockquote", "italic" …"""
        units = self.text.encode("utf-16-le")
        spans = [(entity["offset"] * 2, entity["length"] * 2) for entity in self.entities if entity["type"] == kind]
        return [units[start : start + length].decode("utf-16-le") for start, length in spans]


class LocalChat:
    """One chat, private unless `group` names it; every send returns the messages that it brought about."""

    def __init__(self, api: LocalBotApi, settle: Settle, user_id: int, group: str | None = None) -> None:
        self._api, self._settle = api, settle
        self.person: Json = {"id": user_id, "is_bot": False, "first_name": "Reader"}
        chat = {"id": user_id, "type": "private", "first_name": "Reader"}
        if group is not None:
            chat = {"id": -user_id, "type": "group", "title": group}
        self.id = int(str(chat["id"]))
        api.open_chat(chat)
        self._seen = 0

    async def send(self, text: str, reply_to: int | None = None) -> list[Arrived]:
        """Sends a text; one that starts with / is marked as a command, as a client would."""
        content: Json = {"text": text}
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": utf16_length(command)}]
        if reply_to is not None:
            content["reply_to_message"] = self._api.message(self.id, reply_to)
        return await self.send_content(content)

    async def send_photo(self, caption: str | None = None) -> list[Arrived]:
        sizes = [{"file_id": "photo", "file_unique_id": "p", "width": 1, "height": 1}]
        return await self.send_content({"photo": sizes} | ({"caption": caption} if caption else {}))

    async def send_voice(self) -> list[Arrived]:
        return await self.send_content({"voice": {"file_id": "voice", "file_unique_id": "v", "duration": 1}})

    async def send_sticker(self) -> list[Arrived]:
        sticker = {"file_id": "sticker", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
        return await self.send_content({"sticker": sticker | {"is_animated": False, "is_video": False}})

    async def send_content(self, content: Json, sender: Json | None = None) -> list[Arrived]:
        """Sends a message with any content, from this chat's person or from `sender`."""
        message = self._api.add_message(self.id, sender or self.person, content)
        return await self.push("message", message)

    async def edit(self, message_id: int, text: str) -> list[Arrived]:
        message = self._api.message(self.id, message_id)
        if message is None:
            raise ValueError(f"there is no message {message_id} to edit")
        message |= {"text": text, "edit_date": message["date"] + 1}
        return await self.push("edited_message", message)

    async def push(self, kind: str, content: Json) -> list[Arrived]:
        """Brings any update on its way and returns what arrived by the time that the bot was done with it."""
        number = await self._api.updates.put(kind, content)
        if number is not None:
            await self._settle(number)
        return self.arrived()

    @property
    def last_sent(self) -> int:
        """The number of the person's last message."""
        own = [number for number, message in self._api.messages(self.id).items() if message.get("from") == self.person]
        return max(own, default=0)

    def arrived(self) -> list[Arrived]:
        """The bot's messages since the last look."""
        new = [(number, message) for number, message in self._api.messages(self.id).items() if number > self._seen]
        self._seen = max((number for number, _ in new), default=self._seen)
        return [_arrived(message) for _, message in new if message.get("from") == self._api.user]


def _arrived(message: Json) -> Arrived:
    return Arrived(
        message_id=message["message_id"],
        text=message.get("text", ""),
        entities=tuple(message.get("entities", ())),
        reply_to=message.get("reply_to_message", {}).get("message_id"),
        content=message,
    )
