"""What the bot's tests share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.application import build_application
from bot.desk import Memory
from bot.engine import load_engine
from bot.local.running import LOCAL_TOKEN, LocalBot, run_local_bot
from bot.local.server import LocalBotApi
from bot.polling import serve
from bot.settings import Settings
from bot.texts import About, Answerer
from bot.transport import connect
from tests.bot.fakes import ABOUT, FakeAnswerer


@dataclass(frozen=True, slots=True)
class Engine:
    """The real engine with the shipped fact base."""

    answerer: Answerer
    about: About
    cache: Path
    """Where it is kept, fitted."""


@pytest.fixture(scope="session")
def engine(shipped_cache: Path) -> Engine:
    return Engine(*load_engine(None, shipped_cache), shipped_cache)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is written to the developer's own cache or history."""
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path_factory.getbasetemp() / name.lower()))


@asynccontextmanager
async def run_on(api: LocalBotApi, answerer: Answerer, about: About = ABOUT, memory: Memory | None = None) -> AsyncIterator[LocalBot]:
    """A bot that polls a server which may have a past: it is the same bot, started again."""
    connection = connect(LOCAL_TOKEN, lambda: httpx.ASGITransport(app=api))
    application = build_application(Settings(LOCAL_TOKEN, "http://local"), answerer, about, memory, connection)
    stop = asyncio.Event()
    running = asyncio.create_task(serve(application, connection.polling, stop))
    try:
        yield LocalBot(api, application, running)
    finally:
        stop.set()
        await running


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest_asyncio.fixture
async def bot(answerer: FakeAnswerer) -> AsyncIterator[LocalBot]:
    """The real application, polling the local Bot API."""
    async with run_local_bot(answerer, ABOUT) as running:
        yield running
