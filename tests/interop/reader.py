"""A person in a private chat with the bot, by telegram-test-api's own interface for clients."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.local.errors import Json
from bot.telegram_html import parse_html
from tests.interop.bridge import EDITS, Bridge

__all__ = ["PATIENCE", "Reader", "buttons", "labels", "text_of"]

PATIENCE = 30
"""Seconds for what takes a fraction of one on an idle machine."""

_CHATS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Reader:
    """What is done ends when the bot has done all that it is to do in return, or with an error where it does something else."""

    bridge: Bridge
    token: str
    http: httpx.AsyncClient
    number: int = field(default_factory=lambda: next(_CHATS))

    async def send(self, text: str, messages: int = 1) -> list[Json]:
        """The messages that the bot sends in return."""
        done = ["sendMessage"] * messages
        if text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            return await self._act("sendCommand", self._message(text) | {"entities": [command]}, done)
        return await self._act("sendMessage", self._message(text), done)

    async def edit(self, number: int, text: str, *done: str) -> None:
        await self._act("sendMessage", self._message(text) | {EDITS: number}, done)

    async def press(self, message: Json, label: str, *done: str) -> list[Json]:
        """The messages that the bot sends in return, after it has acknowledged the press."""
        data = {button["text"]: button.get("callback_data") for button in buttons(message)}[label]
        pressed = self._message("") | {"message_id": message["messageId"]}
        query = {"botToken": self.token, "from": pressed["from"], "message": pressed, "data": data}
        return await self._act("sendCallback", query, ["answerCallbackQuery", *done])

    async def last_number(self) -> int:
        """The number of the person's last message."""
        own = (item for item in await self._history() if item["message"].get("from", {}).get("id") == self.number)
        return max(int(item["messageId"]) for item in own)

    async def now(self, message: Json) -> Json | None:
        """A message of the bot's as it stands; None where it is deleted."""
        sent = (item for item in await self._history() if "chat_id" in item["message"])
        return next((item for item in sent if item["messageId"] == message["messageId"]), None)

    async def _history(self) -> list[Json]:
        return [item for item in await self._post("getUpdatesHistory", {"token": self.token}) if "message" in item]

    async def _act(self, path: str, content: Json, done: list[str] | tuple[str, ...]) -> list[Json]:
        assert self.bridge.done.empty(), "the bot did something that it was not asked for"
        await self._post(path, content)
        self.bridge.news.set()
        async with asyncio.timeout(PATIENCE):
            assert [await self.bridge.done.get() for _ in done] == list(done)
        return list(await self._post("getUpdates", {"token": self.token, "chatId": self.number}))

    async def _post(self, path: str, content: Json) -> Any:
        response = await self.http.post(f"/{path}", json=content)
        assert response.is_success, response.text
        return response.json()["result"]

    def _message(self, text: str) -> Json:
        """As the server's own client makes one."""
        person = {"id": self.number, "first_name": "Reader", "is_bot": False}
        chat = {"id": self.number, "type": "private", "first_name": "Reader"}
        return {"botToken": self.token, "from": person, "chat": chat, "date": int(time.time()), "text": text}


def text_of(message: Json | None) -> str:
    """What a reader would see: this server leaves the markup in."""
    return parse_html(message["message"]["text"])[0] if message else ""


def buttons(message: Json | None) -> list[Json]:
    markup = message["message"].get("reply_markup", {}) if message else {}
    return list(itertools.chain(*markup.get("inline_keyboard", [])))


def labels(message: Json | None) -> list[str]:
    return [button["text"] for button in buttons(message)]
