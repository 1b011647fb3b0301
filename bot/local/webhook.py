"""Updates sent to the bot's own address: those of one chat in order, each again until it is taken, with longer and longer pauses."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.local.errors import ApiError, Json, bad_request
from bot.local.parameters import Parameters, read_parameters
from bot.local.updates import UpdateQueue

__all__ = ["Webhook", "WebhookSettings", "webhook_settings"]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret
_TIMEOUT = 60.0
"""Seconds after which Telegram closes the connection and counts the update as not taken."""
_LONGEST_PAUSE = 60.0
_LONGEST_RETRY_AFTER = 3600.0
_MOST_CONNECTIONS = 100
_NEVER_IN_ANSWERS = ("setwebhook", "deletewebhook", "close", "logout")

Sleep = Callable[[float], Awaitable[None]]
Call = Callable[[str, Parameters], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where updates go to, and how."""

    url: str
    secret: str = field(default="", repr=False)
    connections: int = 40


def webhook_settings(parameters: Parameters) -> WebhookSettings | None:
    """What setWebhook asks for; None for no webhook. Raises ApiError."""
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if not url:
        return None
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        raise bad_request("invalid webhook URL specified") from None
    # Plain HTTP, any port and any address are what Telegram's own server takes from a bot beside it (its --local mode).
    if address.scheme not in ("http", "https") or not address.host:
        raise bad_request("invalid webhook URL specified")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token is too long" if len(secret) > 256 else "secret token contains unallowed characters")
    return WebhookSettings(url, secret, min(max(parameters.integer("max_connections", 40), 1), _MOST_CONNECTIONS))


class Webhook:
    """Sends what waits in the queue until it is closed; what an answer's body asks for is done by `call`."""

    def __init__(self, settings: WebhookSettings, updates: UpdateQueue, client: httpx.AsyncClient, call: Call, sleep: Sleep) -> None:
        self.settings, self._updates, self._client, self._call, self._sleep = settings, updates, client, call, sleep
        self.last_error, self.last_error_date = "", 0
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._free = asyncio.Semaphore(settings.connections)
        self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        # The bot may ask for it while it is being sent an update, in process even from within that very task.
        tasks = [task for task in (self._watching, *self._busy.values()) if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.aclose()

    async def _watch(self) -> None:
        """Starts a sender for every chat that has updates and none yet."""
        while True:
            for update in self._updates.waiting:
                queue = _queue_of(update)
                if queue not in self._busy:
                    self._busy[queue] = asyncio.create_task(self._send_all(queue))
            await self._updates.changed.wait()

    async def _send_all(self, queue: str) -> None:
        while update := next(self._of(queue), None):
            await self._send(update)
        # No await lies between the last look and this line, so no update can slip through in between.
        del self._busy[queue]

    def _of(self, queue: str) -> Iterator[Json]:
        return (update for update in self._updates.waiting if _queue_of(update) == queue)

    async def _send(self, update: Json) -> None:
        """Sends one update until it is taken or too old: again at once, then after 2, 4, 8 … seconds or as the bot asks."""
        pause, failures = 1.0, 0
        while update in self._updates.waiting:
            async with self._free:
                response = await self._post(update)
            if response is not None and response.is_success:
                await self._do(response)
                break
            failures += 1
            asked = _retry_after(response)
            if not asked and failures > 1:
                pause = min(pause * 2, _LONGEST_PAUSE)
            await self._sleep(asked or (pause if failures > 1 else 0.0))
        self._updates.confirm([update["update_id"]])

    async def _post(self, update: Json) -> httpx.Response | None:
        headers = {"content-type": "application/json"}
        if self.settings.secret:
            headers[SECRET_HEADER] = self.settings.secret
        try:
            response = await self._client.post(self.settings.url, content=json.dumps(update), headers=headers, timeout=_TIMEOUT)
        except httpx.HTTPError:
            self._note("Webhook connection closed")
            return None
        if not response.is_success:
            self._note(f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}")
        return response

    def _note(self, error: str) -> None:
        self.last_error, self.last_error_date = error, int(self._updates.clock())

    async def _do(self, response: httpx.Response) -> None:
        """Calls the method that the answer's body names; whatever comes of it, the bot is not told."""
        try:
            parameters = read_parameters(b"", response.headers.get("content-type", ""), response.content)
        except ApiError:  # most bodies are no call at all
            return
        method = parameters.text("method").lower()
        if method and method not in _NEVER_IN_ANSWERS and not method.startswith("get"):
            await self._call(method, parameters)


def _queue_of(update: Json) -> str:
    """Updates of the same chat, or of the same person's presses or queries, keep their order."""
    kind, content = next((kind, content) for kind, content in update.items() if kind != "update_id")
    if "chat" in content:
        return f"chat {content['chat']['id']}"
    return f"{kind} {content.get('from', {}).get('id')}"


def _retry_after(response: httpx.Response | None) -> float:
    asked = response.headers.get("retry-after", "") if response is not None else ""
    return min(float(asked), _LONGEST_RETRY_AFTER) if asked.isdigit() else 0.0
