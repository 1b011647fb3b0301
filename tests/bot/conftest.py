"""What the bot's tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.engine import load_engine
from bot.local.running import LocalBot, run_local_bot
from bot.texts import About, Answerer
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


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest_asyncio.fixture
async def bot(answerer: FakeAnswerer) -> AsyncIterator[LocalBot]:
    """The real application, polling the local Bot API."""
    async with run_local_bot(answerer, ABOUT) as running:
        yield running
