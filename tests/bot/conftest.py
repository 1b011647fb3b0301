"""What the bot's tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.local_bot import LocalBot, run_local_bot
from tests.bot.fakes import ABOUT, FakeAnswerer


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest_asyncio.fixture
async def bot(answerer: FakeAnswerer) -> AsyncIterator[LocalBot]:
    """The real application, polling the local Bot API."""
    async with run_local_bot(answerer, ABOUT) as running:
        yield running
