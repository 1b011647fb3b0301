"""Ten thousand things that people may do, in any order: no error, one answer at most, nothing that Telegram would refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest

from bot.texts import About, Answerer
from tests.bot.conftest import Engine
from tests.bot.fire.people import Crowd
from tests.bot.fire.watch import run_watched
from tests.bot.fire.words import RANDOM_ABOUT, RandomAnswerer, article_text, message_text

BURST = 30
"""Things that people may do before the bot hears of the first."""


@dataclass(frozen=True, slots=True)
class Fire:
    """A bot, and what people write to it."""

    answerer: Answerer
    about: About
    text: Callable[[Random], str]

    async def run(self, seed: int, updates: int, log: pytest.LogCaptureFixture) -> None:
        random, now, done = Random(seed), 1_700_000_000.0, 0  # noqa: S311 - the same for all runs
        async with run_watched(self.answerer, self.about, log, lambda: now) as watched:
            crowd = Crowd(random, watched.bot.api.world, self.text)
            while done < updates:
                deeds = list(crowd.burst(BURST))
                done += sum(len(deed.done) for deed in deeds)
                complaints = await watched.settle(deeds)
                assert not complaints, f"seed {seed}, after {done} updates:\n" + "\n".join(complaints)
                now += random.choice((0, 1, 10, 400))


@pytest.mark.parametrize("seed", range(4))
async def test_ten_thousand_updates_in_four_worlds(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    await Fire(RandomAnswerer(seed), RANDOM_ABOUT, message_text).run(seed, 2500, caplog)


async def test_five_hundred_with_the_real_engine(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    await Fire(engine.answerer, engine.about, lambda random: article_text(random, engine.about)).run(0, 500, caplog)
