"""What the tests of the local Bot API share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bot.local.client import Client
from bot.local.running import LOCAL_TOKEN
from bot.local.server import LocalBotApi


@dataclass
class Clock:
    """A time that passes only when someone sleeps."""

    now: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Server(Client):
    """A server with its people; the test itself is the bot, and calls methods."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.api = LocalBotApi(LOCAL_TOKEN, clock=self.clock)
        self.api.sleep = self.clock.sleep
        super().__init__(self.api.world)

    async def request(self, verb: str, path: str, **content: Any) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self.api), base_url="http://local") as http:
            return await http.request(verb, path, **content)

    async def call(self, method: str, **parameters: object) -> Any:
        """The whole answer to a call with JSON parameters."""
        return (await self.request("POST", f"/bot{LOCAL_TOKEN}/{method}", json=parameters)).json()

    async def ask(self, method: str, **parameters: object) -> Any:
        """The result of a call, or Telegram's words for its refusal."""
        answer = await self.call(method, **parameters)
        return answer["result"] if answer["ok"] else answer["description"]

    @property
    def kinds(self) -> list[str]:
        """The kinds of the updates that wait."""
        return [kind for update in self.api.updates.waiting for kind in update if kind != "update_id"]

    @property
    def last(self) -> Any:
        """The content of the update that was queued last."""
        *_, content = self.api.updates.waiting[-1].values()
        return content


@pytest.fixture
def server() -> Server:
    return Server()
