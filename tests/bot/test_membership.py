"""Chats that the bot is brought into or shut out of, through the real library and the local Bot API."""

from __future__ import annotations

import logging

import pytest

from bot.desk import Memory
from bot.feedback import MemoryFeedback
from bot.local import people
from bot.local.running import LOCAL_TOKEN, LocalBot, run_on
from bot.local.server import LocalBotApi
from bot.texts import ADDED_TO_GROUP
from tests.bot.fakes import ABOUT, FakeAnswerer

HOW_TO_ASK = ADDED_TO_GROUP.format(title=ABOUT.title)


@pytest.mark.parametrize("forum", [False, True], ids=["group", "forum"])
@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_in_a_new_group_it_says_once_how_to_ask(bot: LocalBot, status: str, forum: bool) -> None:
    group = bot.group("Readers", forum=forum)
    assert await group.set_bot_status("left") == []
    assert [message.text for message in await group.set_bot_status(status)] == [HOW_TO_ASK]
    assert await group.set_bot_status("administrator" if status == "member" else "member") == []


async def test_a_group_that_becomes_a_supergroup_at_once_is_greeted_there(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    group = bot.group("Readers")
    await group.set_bot_status("left")
    people.set_bot_status(bot.api.world, bot.api.world.chats[group.id], group.person, "administrator")
    await group.migrate()
    assert [message.text for message in group.messages() if message.sender == bot.api.world.bot] == [HOW_TO_ASK]
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


async def test_in_a_channel_it_is_silent(bot: LocalBot) -> None:
    channel = bot.channel("News")
    assert await channel.set_bot_status("left") == []
    assert await channel.set_bot_status("administrator") == []
    assert await channel.send("When?") == []


async def test_who_blocks_it_is_forgotten(answerer: FakeAnswerer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    feedback = MemoryFeedback()
    async with run_on(LocalBotApi(LOCAL_TOKEN), answerer, ABOUT, Memory(feedback=feedback)) as bot:
        chat, other = bot.chat(1), bot.chat(2)
        for reader in (chat, other):
            [answer] = await reader.send("one")
            await reader.press(answer.message_id, "👍")
        await chat.set_bot_status("kicked")
        assert [record.getMessage() for record in caplog.records if record.name == "bot.membership"] == [
            "A private chat has blocked or removed the bot."
        ]
        assert [vote.user for vote in feedback.votes()] == [2]
        assert await chat.set_bot_status("member") == [], "whoever comes back writes first"
        await chat.send("two")
    assert answerer.asked == [("one", ()), ("one", ()), ("two", ())]


async def test_a_group_that_becomes_a_supergroup_goes_on(bot: LocalBot, answerer: FakeAnswerer) -> None:
    group = bot.group("Readers")
    await group.send("/ask@local_article_bot one")
    assert await group.migrate() == []
    await group.send("/ask@local_article_bot two")
    assert answerer.asked[-1] == ("two", ("one",))


async def test_removed_from_a_group_it_does_not_complain(bot: LocalBot, caplog: pytest.LogCaptureFixture) -> None:
    group = bot.group("Readers")
    assert await group.set_bot_status("kicked") == []
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
