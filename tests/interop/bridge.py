"""What telegram-test-api lacks of Telegram's Bot API, put in on the way between it and the bot.

Only answers are mended, and only where the library cannot read them; what the bot sends arrives as it was sent.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import httpx

from bot.local.errors import Json
from bot.local.parameters import read_parameters

__all__ = ["EDITS", "Bridge"]

EDITS = "edits"
"""The server knows no edits by users: a message with this key stands for an edit of the message that the key names."""

_ECHOED = ("chat_id", "parse_mode", "link_preview_options", "reply_parameters")
"""Parameters that the server puts into the message that it returns."""

_Message = MutableMapping[str, Any]


class Bridge:
    """An ASGI application that passes each call on to the server and mends its answer."""

    def __init__(self, server: str) -> None:
        self._client = httpx.AsyncClient(base_url=server, trust_env=False)
        self.news = asyncio.Event()
        """To be set when a user has done something: the server has no long polling."""
        self.done: asyncio.Queue[str] = asyncio.Queue()
        """Methods that the server has carried out for the bot, in order."""
        self.unknown: list[str] = []
        """Methods that the server does not have."""

    async def close(self) -> None:
        await self._client.aclose()

    async def __call__(
        self, scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
    ) -> None:
        body, more = b"", True
        while more:
            event = await receive()
            body, more = body + event.get("body", b""), event.get("more_body", False)
        status, answer = await self._answer(scope["path"], dict(scope["headers"]).get(b"content-type", b"").decode(), body)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(answer).encode()})

    async def _answer(self, path: str, content_type: str, body: bytes) -> tuple[int, Json]:
        method = path.rpartition("/")[2]

        async def call() -> tuple[int, Json]:
            response = await self._client.post(path, content=body, headers={"content-type": content_type})
            return response.status_code, response.json()

        if method == "getUpdates":
            seconds = read_parameters(b"", content_type, body).integer("timeout")
            return await self._held(call, seconds)
        status, answer = await call()
        if status == httpx.codes.OK:
            answer["result"] = _mended(method, answer["result"])
            self.done.put_nowait(method)
        else:
            self.unknown.append(method)
        return status, answer

    async def _held(self, call: Callable[[], Awaitable[tuple[int, Json]]], seconds: int) -> tuple[int, Json]:
        """Asks for updates until there are some, up to so many seconds."""
        status, answer = await self._cleared(call)
        try:
            async with asyncio.timeout(seconds):
                while not answer["result"]:
                    await self.news.wait()
                    status, answer = await self._cleared(call)
        except TimeoutError:
            pass
        return status, {"ok": True, "result": [_mended_update(update) for update in answer["result"]]}

    async def _cleared(self, call: Callable[[], Awaitable[tuple[int, Json]]]) -> tuple[int, Json]:
        """Cleared first, so that what comes while the server answers is asked for again."""
        self.news.clear()
        return await call()


def _mended(method: str, result: Any) -> Any:
    if method == "getMe":
        return {"is_bot": True} | result
    if method == "sendMessage":
        message = {key: value for key, value in result.items() if key not in _ECHOED}
        return message | {"date": result["date"] // 1000}  # it counts milliseconds
    return True if result is None else result


def _mended_update(update: Json) -> Json:
    update = dict(update)
    if "callback_query" in update:
        update["callback_query"] |= {"chat_instance": "1"}
    elif EDITS in update["message"]:
        message = update.pop("message")
        update["edited_message"] = message | {"message_id": message[EDITS], "edit_date": message["date"] + 1}
    return update
