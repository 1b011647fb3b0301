"""The local Bot API as an ASGI application: `/bot<token>/<method>` as Telegram's server answers it.

The unmodified bot talks to it, in process through `httpx.ASGITransport` or over HTTP, for tests and for trying the bot without an account.
What people do in their chats comes in by bot/local/people.py.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from bot.local.errors import ApiError, Json
from bot.local.methods import METHODS
from bot.local.parameters import Parameters, read_parameters
from bot.local.updates import UpdateQueue
from bot.local.world import World

__all__ = ["LocalBotApi", "Request"]

_PATH = re.compile(r"/bot(?P<token>[^/]+)(?P<test>/test)?/(?P<method>[A-Za-z]+)")

_Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a method, as it arrived."""

    method: str
    parameters: Json


class LocalBotApi:
    """The server of one bot."""

    def __init__(self, token: str, username: str = "local_article_bot") -> None:
        self.token = token
        self.world = World(int(token.partition(":")[0]), username)
        self.requests: list[Request] = []
        """All calls but getUpdates, in order."""
        self.faults: dict[str, deque[ApiError]] = defaultdict(deque)
        """Errors to answer with, by method in lower case, each once; for tests."""

    @property
    def updates(self) -> UpdateQueue:
        return self.world.updates

    async def __call__(
        self, scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
    ) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"the local Bot API speaks HTTP, not {scope['type']}")
        try:
            content_type = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
            parameters = read_parameters(scope["query_string"], content_type, await _body(receive))
            status, body = 200, {"ok": True, "result": await self._dispatch(scope["path"], parameters)}
        except ApiError as error:
            status, body = error.code, error.as_json()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})

    async def _dispatch(self, path: str, parameters: Parameters) -> Any:
        found = _PATH.fullmatch(path)
        if found is None or not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", found["token"]):
            raise ApiError(404, "Not Found")
        if found["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        name = found["method"].lower()
        if name != "getupdates":
            self.requests.append(Request(found["method"], parameters.decoded()))
        if self.faults.get(name):
            raise self.faults[name].popleft()
        if name == "getupdates":
            return await self._get_updates(parameters)
        if name == "deletewebhook":
            return True
        if name not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        return METHODS[name](self.world, parameters)

    async def _get_updates(self, parameters: Parameters) -> Any:
        if "allowed_updates" in parameters:
            self.updates.allowed = tuple(parameters.array("allowed_updates", "allowed updates"))
        return await self.updates.poll(parameters.integer("offset"), parameters.integer("limit", 100), parameters.integer("timeout"))


async def _body(receive: Callable[[], Awaitable[_Message]]) -> bytes:
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    return body
