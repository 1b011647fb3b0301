"""What a bot did for each update, as its server saw it, and what it must not do."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import httpx
import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.application import build_application
from bot.local.errors import Json
from bot.local.running import LOCAL_TOKEN, LocalBot
from bot.local.server import LocalBotApi
from bot.polling import serve
from bot.render import MESSAGE_LIMIT
from bot.settings import Settings
from bot.telegram_html import parse_html, utf16_length
from bot.texts import About, Answerer
from bot.transport import connect
from tests.bot.fire.people import Deed, Due

__all__ = ["Watched", "run_watched"]

_UPDATE: ContextVar[int] = ContextVar("update", default=0)
"""The number of the update for which the bot works: in process, a call reaches the server in the handler's own context."""

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]

_NOT_MODIFIED = "message is not modified"
_GONE = ("message to edit not found", "message to delete not found", "message can't be edited")
_NO_TOPIC = "message thread not found"
_MOVED = "group chat was upgraded to a supergroup chat"
_NEARLY = MESSAGE_LIMIT - 200
"""White space where an answer is split is left out, so its parts can be a little shorter than the whole."""


class Call(NamedTuple):
    """One call of a method, and what came of it."""

    method: str
    parameters: Json
    status: int
    answer: Json

    @property
    def refusal(self) -> str:
        return "" if self.status == httpx.codes.OK else str(self.answer.get("description", self.status))

    @property
    def is_said(self) -> bool:
        """Whether a message now reads as the bot wants it."""
        return self.method in ("sendMessage", "editMessageText") and (not self.refusal or _NOT_MODIFIED in self.refusal)

    @property
    def message(self) -> tuple[int, int]:
        """The chat and the message that the call is about or has made."""
        made = self.answer["result"]["message_id"] if self.method == "sendMessage" and not self.refusal else 0
        return int(self.parameters["chat_id"]), made or int(self.parameters.get("message_id", 0))

    @property
    def length(self) -> int:
        return utf16_length(parse_html(self.parameters["text"])[0])


class _Recorder:
    """An ASGI application in front of the server that files every call under the update that it was made for."""

    def __init__(self, api: LocalBotApi) -> None:
        self._api = api
        self.calls: defaultdict[int, list[Call]] = defaultdict(list)

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        method = scope["path"].rpartition("/")[2]
        if method == "getUpdates":
            await self._api(scope, receive, send)
            return
        answered = list[_Message]()

        async def said(event: _Message) -> None:
            answered.append(event)
            await send(event)

        await self._api(scope, receive, said)
        status, body = answered[0]["status"], b"".join(event.get("body", b"") for event in answered)
        # Without faults and flood limits the server does not wait between noting a request and answering it: the last one is this one.
        self.calls[_UPDATE.get()].append(Call(method, self._api.requests.pop().parameters, status, json.loads(body)))


@dataclass
class Watched:
    """A running bot, and complaints about it."""

    bot: LocalBot
    log: pytest.LogCaptureFixture
    calls: defaultdict[int, list[Call]]
    """By update; those that the bot has made since the last look."""
    heard: list[int]
    """The updates that it has begun to handle since then."""
    _answers: defaultdict[tuple[int, int], set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    """A person's message → the bot's messages that were sent or edited in answer to it."""

    async def settle(self, deeds: Sequence[Deed]) -> list[str]:
        """Waits until the bot has dealt with all that was done; what it should not have done meanwhile."""
        updates = {update["update_id"]: update for update in self.bot.api.updates.waiting}
        due = {number: deed for deed in deeds for number in deed.done}
        for number in due:
            await self.bot.dealt_with(number)
        complaints = [f"update {number} was not heard" for number in set(due).symmetric_difference(self.heard)]
        logged = [record.getMessage() for record in self.log.records if record.levelno > logging.INFO]
        for number, deed in due.items():
            calls = self.calls.pop(number, [])
            found = [*self._complaints(updates[number], deed, calls), *(line for line in logged if line.startswith(f"Update {number}:"))]
            if found:
                complaints += [*found, f"{deed.name}: {updates[number]}", *map(str, calls)]
        complaints += logged if not complaints else []
        self.heard.clear()
        return complaints + [f"calls for no update: {calls}" for calls in self.calls.values()]

    def _complaints(self, update: Json, deed: Deed, calls: Sequence[Call]) -> Iterator[str]:
        yield from self._refused(calls)
        ((kind, content),) = ((kind, content) for kind, content in update.items() if kind != "update_id")
        said = [call for call in calls if call.is_said]
        if deed.due is Due.NONE and calls:
            yield "not silent"
        if deed.due is Due.ONE and not said and not any(call.status == httpx.codes.FORBIDDEN for call in calls):
            yield "no answer"
        yield from _more_than_one_answer(said)
        yield from self._acknowledged(kind, content, calls)
        if kind == "my_chat_member":  # whoever shuts the bot out is forgotten
            for question in [question for question in self._answers if question[0] == content["chat"]["id"]]:
                del self._answers[question]
        if kind in ("message", "edited_message") and said:
            yield from self._still_standing((content["chat"]["id"], content["message_id"]), {call.message for call in said})

    def _refused(self, calls: Sequence[Call]) -> Iterator[str]:
        """Only what Telegram can refuse to any bot: people delete messages, shut the bot out and move."""
        for call in calls:
            fine = not call.refusal or _NOT_MODIFIED in call.refusal
            if any(words in call.refusal for words in _GONE):
                chat, number = call.message
                fine = number not in self.bot.api.world.chats[chat].own or number not in self.bot.api.world.chats[chat].messages
            elif _NO_TOPIC in call.refusal:
                fine = call.parameters["message_thread_id"] not in self.bot.api.world.chats[int(call.parameters["chat_id"])].messages
            elif _MOVED in call.refusal or call.status == httpx.codes.FORBIDDEN:
                fine = True
            if not fine:
                yield f"refused: {call.refusal}"

    def _acknowledged(self, kind: str, content: Json, calls: Sequence[Call]) -> Iterator[str]:
        """Each press and each inline query once, by its own id, and nothing else."""
        answered = [(call.method, call.parameters[name]) for call in calls for name in call.parameters if name.endswith("_query_id")]
        due = {"callback_query": "answerCallbackQuery", "inline_query": "answerInlineQuery"}
        wanted = [(due[kind], int(content["id"]))] if kind in due else []
        if answered != wanted:
            yield f"acknowledged {answered} instead of {wanted}"

    def _still_standing(self, question: tuple[int, int], said: set[tuple[int, int]]) -> Iterator[str]:
        """Of all that was ever said to a message, only the last answer may be left in the chat.

        Left behind in a group that has become a supergroup, an answer is out of the bot's reach.
        """
        chats = self.bot.api.world.chats
        earlier = ((chats[chat], number) for chat, number in self._answers[question] - said)
        left = {(chat.id, number) for chat, number in earlier if number in chat.messages and chat.moved_to is None}
        self._answers[question] = said
        if left:
            yield f"a second answer to {question}: {left} and {said}"


def _more_than_one_answer(said: Sequence[Call]) -> Iterator[str]:
    """One answer is of several messages only where it is too long for one."""
    if len(said) > 1 and sum(call.length for call in said) < _NEARLY:
        yield f"{len(said)} answers"
    if len({call.message for call in said}) < len(said):
        yield "the same message twice"


@asynccontextmanager
async def run_watched(
    answerer: Answerer, about: About, log: pytest.LogCaptureFixture, clock: Callable[[], float]
) -> AsyncIterator[Watched]:
    """The real application, polling the local Bot API in this process; it has introduced itself and is listening."""
    api = LocalBotApi(LOCAL_TOKEN, clock=clock)
    recorder, heard = _Recorder(api), list[int]()
    connection = connect(LOCAL_TOKEN, lambda: httpx.ASGITransport(app=recorder))
    application = build_application(Settings(LOCAL_TOKEN, "http://local"), answerer, about, connection=connection)

    async def note(update: Update, _: object) -> None:
        heard.append(update.update_id)
        _UPDATE.set(update.update_id)

    application.add_handler(TypeHandler(Update, note), group=-1)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    try:
        watched = Watched(LocalBot(api, application, running), log, recorder.calls, heard)
        await watched.bot.chat().send("Hello")
        recorder.calls.clear()
        heard.clear()
        yield watched
    finally:
        stop.set()
        await running
