"""The whole bot in this process, against the local Bot API: the real application, only the wire is short."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bot.application import BotApplication, build_application
from bot.desk import Memory
from bot.local.client import Client
from bot.local.server import LocalBotApi
from bot.polling import serve
from bot.settings import Settings
from bot.texts import About, Answerer
from bot.transport import connect

__all__ = ["LOCAL_TOKEN", "LocalBot", "run_local_bot", "run_on"]

LOCAL_TOKEN = "1000:a-token-of-the-local-bot-api-only-00"  # noqa: S105 - opens nothing but the server below


class LocalBot(Client):
    """A running bot, the server that it talks to, and the way into its chats."""

    def __init__(self, api: LocalBotApi, application: BotApplication, running: asyncio.Task[bool]) -> None:
        super().__init__(api.world, self.dealt_with)
        self.api, self.application, self.running = api, application, running

    async def dealt_with(self, update_id: int) -> None:
        """Confirmed means that it is in the application's queue; the queue's join, that its handler has returned."""
        handled = asyncio.create_task(self._handled(update_id))
        await asyncio.wait({handled, self.running}, return_when=asyncio.FIRST_COMPLETED)
        handled.cancel()

    async def _handled(self, update_id: int) -> None:
        await self.api.updates.confirmed(update_id)
        await self.application.update_queue.join()


@asynccontextmanager
async def run_local_bot(answerer: Answerer, about: About) -> AsyncIterator[LocalBot]:
    """A bot on a server of its own, which polls while the context lasts. Raises what the bot raises, on leaving."""
    async with run_on(LocalBotApi(LOCAL_TOKEN), answerer, about) as bot:
        yield bot


@asynccontextmanager
async def run_on(api: LocalBotApi, answerer: Answerer, about: About, memory: Memory | None = None) -> AsyncIterator[LocalBot]:
    """A bot on a server which may have a past: it is the same bot, started again."""
    connection = connect(LOCAL_TOKEN, lambda: httpx.ASGITransport(app=api))
    application = build_application(Settings(LOCAL_TOKEN, "http://local"), answerer, about, memory, connection)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    try:
        yield LocalBot(api, application, running)
    finally:
        stop.set()
        await running
