"""Whatever people do, in any order: the bot breaks nothing, answers once and keeps to Telegram's limits.

The local Bot API refuses what Telegram refuses, so a message outside the limits shows as a refusal here.
"""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from answers.reply import Kind, Part, Quote
from bot.buttons import Action, Press
from bot.local.client import LocalChat
from bot.local.errors import Json
from bot.local.running import LOCAL_TOKEN, LocalBot
from bot.local.server import LocalBotApi
from bot.local.views import Arrived
from bot.texts import COMMANDS
from bot.tokens import token_of
from tests.bot.conftest import run_on
from tests.bot.fakes import ABOUT, ABOUT_INTENTS, CLARIFY, NASTY, OFF_TOPIC, FakeAnswerer, echo

MESSAGES = 10_000
HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message thread not found",
    "bot was blocked by the user",
    "bot was kicked",
)
"""Refusals that come of what people do: an edit without effect, a message or topic that is gone or not its own, a chat that is closed."""
PARTS = (*ABOUT_INTENTS.values(), CLARIFY, OFF_TOPIC)
TOKENS = [token_of(name) for name in (*ABOUT.intents, *ABOUT.examples, "visit", "xi", "gone")]
NAMES = [*COMMANDS, "frobnicate", "x" * 40]


class WatchedApi(LocalBotApi):
    """Keeps what it refused, but for the harmless."""

    def __init__(self) -> None:
        super().__init__(LOCAL_TOKEN)
        self.refused: list[str] = []

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        async def watch(message: MutableMapping[str, Any]) -> None:
            if message.get("body", b"").startswith(b'{"ok": false'):
                words = json.loads(message["body"])["description"]
                self.refused += [] if any(harmless in words for harmless in HARMLESS) else [words]
            await send(message)

        await super().__call__(scope, receive, watch)


class Crowd:
    """Three people in a private chat each, a group and a forum, who do anything."""

    def __init__(self, bot: LocalBot, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        self._bot = bot
        group, forum = bot.group("Readers", (1, 2, 3)), bot.group("Newsroom", (1, 2, 3), forum=True)
        self._chats = [bot.chat(1), bot.chat(2), bot.chat(3), *(place.as_(user) for place in (group, forum) for user in (1, 2, 3))]
        self._forum = forum.id
        self._topic: int | None = None

    async def act(self) -> tuple[str, list[Arrived]]:
        """One of them does something: what it was, and the bot's messages that came of it."""
        dice, chat = self.dice, self.dice.choice(self._chats)
        doing = dice.choice(
            [self._write] * 5 + [self._edit, self._press, self._press_any] * 2 + [self._ask_inline, self._send_other, self._upset]
        )
        return f"{doing.__name__} in {chat.id} by {chat.person['id']}", await doing(chat)

    def text(self) -> str:
        """Any text that can be sent: from a single character to more than a message holds, of any planes of Unicode."""
        dice = self.dice
        command = f"/{dice.choice(NAMES)}{dice.choice(['', '@local_article_bot', '@other_bot'])} " if dice.random() < 0.4 else ""
        length = int(dice.paretovariate(0.5)) % 5000 + 1
        ranges = dice.choice([((32, 127),), ((1, 0x300),), ((32, 127), (0x1F300, 0x1FAFF)), ((1, 0xD7FF), (0xE000, 0x10FFFF))])
        body = "".join(chr(dice.randint(*dice.choice(ranges))) for _ in range(length))
        return command + dice.choice([body, body, dice.choice(list(NASTY.values())), f"q{dice.choice(TOKENS)}", "When?"])

    def data(self) -> str:
        dice = self.dice
        press = Press(dice.choice(list(Action)), dice.choice([*TOKENS, "", "AAAAAAAA"]), dice.choice([0, 1, 2, 3, 7, 10**16]))
        return dice.choice([press.data, press.data, self.text()[:64]])

    async def _write(self, chat: LocalChat) -> list[Arrived]:
        reply_to = self._any_message(chat) if self.dice.random() < 0.3 else None
        return await chat.send(self.text(), reply_to, self._topic if chat.id == self._forum else None)

    async def _edit(self, chat: LocalChat) -> list[Arrived]:
        number = chat.last_sent
        contents: list[Json] = [{"text": self.text()}, {"text": ""}, {}, {"photo": [], "caption": self.text()}]
        return await chat.edit_content(number, self.dice.choice(contents)) if number else []

    async def _press(self, chat: LocalChat) -> list[Arrived]:
        """A button that is there."""
        number = self._any_message(chat)
        message = chat.message(number) if number else None
        buttons = [button.data for row in message.buttons for button in row if button.data] if message else []
        return (await chat.press_data(number, self.dice.choice(buttons))).arrived if number and buttons else []

    async def _press_any(self, chat: LocalChat) -> list[Arrived]:
        return (await chat.press_data(self._any_message(chat) or 1, self.data())).arrived

    async def _ask_inline(self, chat: LocalChat) -> list[Arrived]:
        answer = await chat.inline(self.text()[:256])
        if answer is not None and answer.results and self.dice.random() < 0.5:
            await chat.choose(self.dice.choice(answer.results))
        return []

    async def _send_other(self, chat: LocalChat) -> list[Arrived]:
        if self.dice.random() < 0.3:
            return await chat.send_content({"text": self.text()}, {"id": 77, "is_bot": True, "first_name": "Other"})
        return await self.dice.choice([chat.send_photo, chat.send_voice, chat.send_sticker])()

    async def _upset(self, chat: LocalChat) -> list[Arrived]:
        """Deletes a message, opens a topic, or shuts the bot out for a moment."""
        if chat.id == self._forum and self.dice.random() < 0.3:
            self._topic = await chat.open_topic("Questions")
        elif self.dice.random() < 0.8:
            number = self._any_message(chat) or 1
            await chat.delete(number)
            if (chat.id, number) == (self._forum, self._topic):
                self._topic = None  # with the notice that opened it, the topic is gone
        else:
            away = await chat.set_bot_status("kicked") + await chat.send(self.text())
            return away + await chat.set_bot_status("member")
        return []

    def _any_message(self, chat: LocalChat) -> int | None:
        """One of the last ones, or of those before, whoever wrote it."""
        numbers = list(self._bot.api.world.chats[chat.id].messages)[-30:]
        return self.dice.choice(numbers) if numbers else None


def respond(utterance: str) -> Part:
    """Every kind of reply, among them one that says the message itself."""
    part = (*PARTS, echo(utterance[:1000]), Part(Kind.ANSWER, utterance[:50], (Quote(utterance[:900], utterance[:50], 1, "<&>"),)))
    return part[len(utterance) % len(part)]


@pytest.mark.parametrize("seed", range(4))
async def test_anything(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    api = WatchedApi()
    async with run_on(api, FakeAnswerer(respond=respond)) as bot:
        crowd = Crowd(bot, seed)
        answered = 0
        for step in range(MESSAGES // 4):
            what, arrived = await crowd.act()
            news = [message for message in arrived if not message.edited]
            assert len(news) <= 1, (step, what, news)
            answered += len(news)
            assert (api.refused, caplog.messages) == ([], []), (step, what)
        assert answered > MESSAGES // 4 // 5, "hardly anything was for the bot"
        presses = [request for request in api.requests if request.method == "answerCallbackQuery"]
        assert len({request.parameters["callback_query_id"] for request in presses}) == len(presses), "a press was acknowledged twice"
