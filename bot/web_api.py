"""The page's own JSON: what there is in the chats, as it comes, and what a person does in them."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from json import JSONDecodeError
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.local.client import Client, LocalChat
from bot.local.errors import Json
from bot.local.views import InlineResult
from bot.local.world import World
from bot.telegram_html import utf16_length
from bot.web_views import chat_view, inline_view, message_view, profile_view

__all__ = ["COLLEAGUE", "READER", "WebApi"]

READER, COLLEAGUE = 1, 2

_WATCH_SECONDS = 25.0
"""A request for news is answered after this time even without, since some browsers give up after a minute."""
_ANSWER_SECONDS = 15.0
"""For so long a pressed button or an inline query waits for the bot; Telegram's clients do about the same."""
_LONGEST_TEXT = 4096
_LONGEST_QUERY = 256


class _Json(JSONResponse):
    def render(self, content: Any) -> bytes:
        # All but ASCII escaped: a message can hold half of a surrogate pair, which UTF-8 cannot.
        return json.dumps(content).encode()


class WebApi:
    """Two chats, a reader's own and a group with a colleague, in a world that a bot is polling."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.listening, self._closing = asyncio.Event(), asyncio.Event()
        # Messages have numbers by chat, changes by world: after a restart both begin anew, and a page must forget what it knew.
        self._session = secrets.token_hex(8)
        client = Client(world, self._until_answered)
        world.users[COLLEAGUE] = world.user(COLLEAGUE) | {"first_name": "Colleague"}
        self._group = client.group("Newsroom", (READER, COLLEAGUE))
        world.chats[self._group.id].members[world.bot_id] = "left"
        self._chats = {chat.id: chat for chat in (client.chat(READER), self._group)}
        self._people = {READER: (READER,), self._group.id: (READER, COLLEAGUE)}
        self._offered: dict[tuple[int, int], dict[str, InlineResult]] = {}

    def routes(self) -> list[Route]:
        actions: dict[str, Callable[[LocalChat, Json], Awaitable[Json]]] = {
            "send": _send,
            "edit": _edit,
            "delete": _delete,
            "press": _press,
            "inline": self._inline,
            "choose": self._choose,
            "restart": _restart,
        }
        doing = [Route(f"/{name}", self._endpoint(action), methods=["POST"]) for name, action in actions.items()]
        return [Route("/news", self._news), *doing]

    async def begin(self) -> None:
        """To be called once the bot asks for messages, when its menus and descriptions stand: adds it to the group, which it greets."""
        if not self.listening.is_set():
            self.listening.set()
            await self._group.set_bot_status("member")

    def close(self) -> None:
        """Lets go whoever waits for news or for the bot."""
        self._closing.set()

    async def _news(self, request: Request) -> Response:
        """What changed since the version and session that the page names; all there is where it names none or another session."""
        query = request.query_params
        same = query.get("session") == self._session
        since = int(query["since"]) if same and query.get("since", "").isdecimal() else 0
        if not await self._within(_WATCH_SECONDS, self.listening.wait()):
            raise HTTPException(503, "The bot is starting.")
        if same:
            await self._within(_WATCH_SECONDS, self._world.changed(since))
        changed = dict.fromkeys((change.chat, change.message) for change in self._world.changes[since:] if change.chat in self._chats)
        messages = [(chat, number, self._chats[chat].message(number)) for chat, number in changed if number]
        return _Json(
            {
                "session": self._session,
                "version": len(self._world.changes),
                "messages": [message_view(chat, message) for chat, _, message in messages if message is not None],
                "gone": [{"chat": chat, "id": number} for chat, number, message in messages if message is None],
                "typing": [chat.id for chat in self._chats.values() if chat.bot_is_typing],
            }
            | ({} if same else self._overview())
        )

    def _overview(self) -> Json:
        return {
            "bot": profile_view(self._world),
            "chats": [chat_view(chat, [chat.as_(person) for person in self._people[chat.id]]) for chat in self._chats.values()],
        }

    def _endpoint(self, action: Callable[[LocalChat, Json], Awaitable[Json]]) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def endpoint(request: Request) -> Response:
            wanted = await _body(request)
            chat, person = _whole(wanted, "chat"), _whole(wanted, "as")
            if chat not in self._chats or person not in self._people[chat]:
                raise HTTPException(404, "There is no such chat.")
            try:
                return _Json(await action(self._chats[chat].as_(person), wanted))
            except ValueError:
                raise HTTPException(409, "That message is gone, or it is not yours.") from None

        return endpoint

    async def _inline(self, chat: LocalChat, wanted: Json) -> Json:
        answer = await chat.inline(_text(wanted, "query", _LONGEST_QUERY))
        if answer is not None:
            self._offered[chat.id, chat.person["id"]] = {result.id: result for result in answer.results}
        return inline_view(answer)

    async def _choose(self, chat: LocalChat, wanted: Json) -> Json:
        result = self._offered.get((chat.id, chat.person["id"]), {}).get(_text(wanted, "result", _LONGEST_QUERY))
        if result is None:
            raise HTTPException(409, "That result is no longer on offer.")
        return {"id": (await chat.choose(result)).message_id}

    async def _until_answered(self, number: int) -> None:
        """Returns once the bot has answered the press or the query of this update; nothing else is waited for."""
        update = next(update for update in self._world.updates.waiting if update["update_id"] == number)
        queries = self._world.queries
        for kind, waiting in (("callback_query", queries.callbacks), ("inline_query", queries.inline)):
            if kind in update:
                await self._within(_ANSWER_SECONDS, waiting[update[kind]["id"]].answered.wait())

    async def _within(self, seconds: float, coroutine: Coroutine[Any, Any, object]) -> bool:
        """Whether the coroutine ended in this time, and before the server is to stop."""
        task, closing = asyncio.create_task(coroutine), asyncio.create_task(self._closing.wait())
        await asyncio.wait({task, closing}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        ended = task.done()
        task.cancel()
        closing.cancel()
        return ended


async def _send(chat: LocalChat, wanted: Json) -> Json:
    reply_to = _whole(wanted, "reply_to") if wanted.get("reply_to") is not None else None
    await chat.send(_said(wanted), reply_to)
    return {"id": chat.last_sent}


async def _edit(chat: LocalChat, wanted: Json) -> Json:
    _own(chat, _whole(wanted, "id"))
    await chat.edit(wanted["id"], _said(wanted))
    return {}


async def _delete(chat: LocalChat, wanted: Json) -> Json:
    """In a private chat anything can be deleted, in a group one's own."""
    number = _whole(wanted, "id")
    if chat.id < 0:
        _own(chat, number)
    await chat.delete(number)
    return {}


async def _press(chat: LocalChat, wanted: Json) -> Json:
    pressed = await chat.press(_whole(wanted, "id"), _text(wanted, "data", 64))
    return {"text": pressed.text, "alert": pressed.alert, "url": pressed.url}


async def _restart(chat: LocalChat, _: Json) -> Json:
    """An empty chat with a bot that has forgotten it: to do that, people block the bot, or take it out of the group and add it again."""
    await chat.set_bot_status("kicked" if chat.id > 0 else "left")
    for message in chat.messages():
        await chat.delete(message.message_id)
    await chat.set_bot_status("member")
    return {}


def _own(chat: LocalChat, number: int) -> None:
    message = chat.message(number)
    if message is None or message.sender.get("id") != chat.person["id"] or not message.text:
        raise ValueError(f"there is no message {number} of their own")


def _said(wanted: Json) -> str:
    text = _text(wanted, "text", _LONGEST_TEXT).strip()
    if not text:
        raise HTTPException(400, "An empty message cannot be sent.")
    return text


async def _body(request: Request) -> Json:
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "The request is not a JSON object.")
    return body


def _whole(wanted: Json, name: str) -> int:
    value = wanted.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise HTTPException(400, f"{name} must be a whole number.")
    return value


def _text(wanted: Json, name: str, longest: int) -> str:
    value = wanted.get(name, "")
    if not isinstance(value, str):
        raise HTTPException(400, f"{name} must be a text.")
    if utf16_length(value) > longest:
        raise HTTPException(400, f"{name} is too long: at most {longest} characters.")
    return value
