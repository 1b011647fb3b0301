"""The whole bot in one process."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot import polling
from bot.local.running import LocalBot, run_local_bot
from tests.bot.fakes import ABOUT, FakeAnswerer


async def test_it_answers_and_stops_at_once(answerer: FakeAnswerer) -> None:
    began = time.monotonic()
    async with run_local_bot(answerer, ABOUT) as bot:
        assert len(await bot.chat().send("When?")) == 1
    assert time.monotonic() - began < 5, "a stop must not wait for the long poll"
    assert bot.running.done()


async def test_a_bot_that_fails_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(polling, "_start", fail)
    seen: list[LocalBot] = []

    async def send() -> None:
        async with run_local_bot(FakeAnswerer(), ABOUT) as bot:
            seen.append(bot)
            assert await bot.chat().send("When?") == []

    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(send(), 5)
    assert seen[0].running.done()
