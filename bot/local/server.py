"""The local Bot API as an ASGI application: `/bot<token>/<method>` as Telegram's server answers it.

The unmodified bot talks to it, in process through `httpx.ASGITransport` or over HTTP (bot/local/serving.py), for tests and for trying the
bot without an account. What people do in their chats comes in by bot/local/client.py.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.local.errors import ApiError, Json
from bot.local.faults import Faults
from bot.local.flood import FloodLimits
from bot.local.methods import METHODS
from bot.local.parameters import Parameters, read_parameters
from bot.local.updates import UpdateQueue
from bot.local.webhook import Webhook, webhook_settings
from bot.local.world import World

__all__ = ["LocalBotApi", "Request"]

_PATH = re.compile(r"/bot(?P<token>[^/]+)(?P<test>/test)?/(?P<method>[A-Za-z]+)")
_JSON = b"application/json"
_GATEWAY_ERRORS = (502, 503, 504)
_WRITING = ("sendmessage", "editmessagetext", "editmessagereplymarkup")
_WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a method, as it arrived."""

    method: str
    parameters: Json


class LocalBotApi:
    """The server of one bot; `clock` and `sleep` may be a test's own."""

    def __init__(self, token: str, username: str = "local_article_bot", clock: Callable[[], float] = time.time) -> None:
        self.token = token
        self.world = World(int(token.partition(":")[0]), username, clock)
        self.requests: list[Request] = []
        """All calls but getUpdates, in order."""
        self.faults = Faults()
        self.flood: FloodLimits | None = None
        """Set it to have the bot slowed down; without, it may write as fast as it can."""
        self.sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
        self.webhook: Webhook | None = None
        self.webhook_transport: httpx.AsyncBaseTransport | None = None
        """How to get to the bot's webhook; None: over the network."""
        self._own = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
            "close": self._goodbye,
            "logout": self._goodbye,
        }

    @property
    def updates(self) -> UpdateQueue:
        return self.world.updates

    async def close(self) -> None:
        """Ends what a webhook has under way."""
        if self.webhook is not None:
            await self.webhook.close()
            self.webhook = None

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"the local Bot API speaks HTTP, not {scope['type']}")
        try:
            content_type = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
            parameters = read_parameters(scope["query_string"], content_type, await _body(receive))
            path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
            status, kind, body = 200, _JSON, json.dumps({"ok": True, "result": await self._dispatch(path, parameters)})
        except ApiError as error:
            status, kind, body = _refusal(error)
        except httpx.TransportError:
            # In process the bot's client gets this very error; over HTTP the answer that was begun is never finished.
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
            raise
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": body.encode()})

    async def _dispatch(self, path: str, parameters: Parameters) -> Any:
        found = _PATH.fullmatch(path)
        if found is None or not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", found["token"]):
            raise ApiError(404, "Not Found")
        if found["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        return await self._call(found["method"], parameters)

    async def _call(self, method: str, parameters: Parameters) -> Any:
        """A call, from a request or from a webhook's answer, with the fault that was ordered for it."""
        if method.lower() != "getupdates":
            self.requests.append(Request(method, parameters.decoded()))
        fault = self.faults.next(method)
        if fault is None:
            return await self._done(method.lower(), parameters)
        return await fault.befall(lambda: self._done(method.lower(), parameters), self.sleep)

    async def _done(self, method: str, parameters: Parameters) -> Any:
        if method in self._own:
            return await self._own[method](parameters)
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        if self.flood is not None and method in _WRITING and "chat_id" in parameters:
            chat_id = parameters.integer("chat_id")
            self.flood.count(chat_id, chat_id < 0, self.world.clock())
        return METHODS[method](self.world, parameters)

    async def _get_updates(self, parameters: Parameters) -> Any:
        if self.webhook is not None:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        self._allow(parameters)
        return await self.updates.poll(parameters.integer("offset"), parameters.integer("limit", 100), parameters.integer("timeout"))

    async def _set_webhook(self, parameters: Parameters) -> bool:
        settings = webhook_settings(parameters)
        await self._delete_webhook(parameters)
        if settings is not None:
            self._allow(parameters)
            self.updates.end_poll()
            client = httpx.AsyncClient(transport=self.webhook_transport)
            self.webhook = Webhook(settings, self.updates, client, self._call_quietly, self.sleep)
        return True

    async def _delete_webhook(self, parameters: Parameters) -> bool:
        if parameters.flag("drop_pending_updates"):
            self.updates.confirm(update["update_id"] for update in self.updates.waiting)
        await self.close()
        return True

    async def _get_webhook_info(self, _: Parameters) -> Json:
        webhook, waiting = self.webhook, len(self.updates.waiting)
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
        if webhook is not None:
            info |= {"url": webhook.settings.url, "max_connections": webhook.settings.connections}
            if webhook.last_error:
                info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
        return info | ({"allowed_updates": list(self.updates.allowed)} if self.updates.allowed else {})

    async def _goodbye(self, _: Parameters) -> bool:
        return True

    async def _call_quietly(self, method: str, parameters: Parameters) -> None:
        """What a webhook's answer asks for; a bot that calls this way learns of no error."""
        try:
            await self._call(method, parameters)
        except (ApiError, httpx.TransportError):
            return

    def _allow(self, parameters: Parameters) -> None:
        if "allowed_updates" in parameters:
            self.updates.allowed = tuple(parameters.array("allowed_updates", "allowed updates"))


def _refusal(error: ApiError) -> tuple[int, bytes, str]:
    """Status, type and body; what stands before Telegram's servers answers for them with a page when they are away."""
    if error.code in _GATEWAY_ERRORS:
        title = f"{error.code} {error.description}"
        return error.code, b"text/html", f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return error.code, _JSON, json.dumps(error.as_json())


async def _body(receive: _Receive) -> bytes:
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    return body
