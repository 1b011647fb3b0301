"""What scripts are run against: the engine alone, the terminal chat by its lines, the whole bot on the local Bot API."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from answers import Assistant
from answers.reply import Option, Reply
from bot.conversation import CONTEXT_LENGTH
from bot.local.client import LocalChat
from bot.local.running import LocalBot
from bot.local.views import Arrived, Button, InlineResult
from bot.terminal import Page
from bot.terminal_chat import EDITED, TerminalChat
from tests.conversations.outcome import Outcome
from tests.conversations.script import Action, Place, Script, Step

__all__ = ["EngineTarget", "Recorder", "Runner", "StepError", "TelegramTarget", "TerminalTarget"]

BOT = "@bot"
"""How scripts write the bot's name."""


class StepError(Exception):
    """A step that cannot be done as things stand: there is no such button, nothing to edit."""


class Runner(Protocol):
    """Runs the steps of one conversation, in order."""

    async def run(self, step: Step) -> Outcome:
        """Raises StepError."""


@dataclass
class Recorder:
    """The engine, which keeps its last reply: on its way to a reader it loses its kind."""

    assistant: Assistant
    last: Reply | None = None

    def reply(self, utterance: str, context: Sequence[str] = ()) -> Reply:
        self.last = self.assistant.reply(utterance, context)
        return self.last

    def reply_about(self, intent: str) -> Reply | None:
        self.last = self.assistant.reply_about(intent)
        return self.last

    def related(self, intent: str, limit: int = 3) -> tuple[Option, ...]:
        return self.assistant.related(intent, limit)

    def search(self, text: str, limit: int) -> tuple[Option, ...]:
        return self.assistant.search(text, limit)


@dataclass
class EngineTarget:
    """Questions only, each with those before it as its context."""

    assistant: Assistant
    asked: list[str] = field(default_factory=list)

    async def run(self, step: Step) -> Outcome:
        reply = self.assistant.reply(step.text, self.asked[-CONTEXT_LENGTH:])
        self.asked.append(step.text)
        quotes = tuple(quote.text for part in reply.parts for quote in part.quotes)
        return Outcome(reply.text, quotes, messages=1, reply=reply)


@dataclass
class TerminalTarget:
    """Types lines, and reads what they bring as a person would; wide enough that nothing is wrapped, and with colour, which tells bold."""

    recorder: Recorder
    chat: TerminalChat
    username: str
    labels: tuple[str, ...] = ()
    """What has the numbers 1, 2, 3 …"""

    @classmethod
    def on(cls, bot: LocalBot, recorder: Recorder) -> TerminalTarget:
        return cls(recorder, TerminalChat(bot, Page(width=1_000_000, colour=True)), bot.api.world.username)

    async def run(self, step: Step) -> Outcome:
        self.recorder.last = None
        shown = await self.chat.respond(self._line(step))
        if step.action is Action.FOLLOWS and shown.startswith(f"{step.text}: http"):
            shown = await self.chat.respond(f"/start {_payload(shown.removeprefix(f'{step.text}: '))}")
        outcome = read_shown(shown)
        if outcome.buttons:
            self.labels = outcome.buttons
        if step.action is Action.ASKS_INLINE:
            return Outcome(results=outcome.buttons)
        return replace(outcome, reply=self.recorder.last)

    def _line(self, step: Step) -> str:
        if step.action is Action.EDITS:
            return f"/edit {step.text}"
        if step.action is Action.ASKS_INLINE:
            return f"@{self.username} {step.text}"
        if step.action in (Action.PRESSES, Action.FOLLOWS, Action.CHOOSES):
            if step.text not in self.labels:
                raise StepError(f"there is no button “{step.text}”: there are {', '.join(self.labels) or 'none'}")
            return str(self.labels.index(step.text) + 1)
        return step.text.replace(BOT, f"@{self.username}")


_SGR = re.compile(r"\x1b\[[0-9;]*m")
_BOLD = re.compile(r"\x1b\[1(?:;[0-9]+)*m(.*?)\x1b\[0m")
_DIM, _BAR, _NUMBER = "\x1b[2m", "\x1b[32m│\x1b[0m ", "\x1b[36m["
_LABEL = re.compile(r"\x1b\[36m\[[0-9]+\]\x1b\[0m (.*?)(?: ↗)?(?=  \x1b|$)")


def read_shown(shown: str) -> Outcome:
    """What a reader of the terminal takes from it."""
    text, quotes, buttons, asides = list[str](), list[str](), list[str](), list[str]()
    for line in shown.split("\n"):
        if line.startswith(_DIM):
            asides.append(_SGR.sub("", line))
        elif line.startswith(_NUMBER):
            buttons += _LABEL.findall(line)
        else:
            if line.startswith(_BAR):
                quotes.append(_SGR.sub("", line.removeprefix(_BAR)))
            text.append(_SGR.sub("", line.removeprefix(_BAR)))
    said = "\n".join(text).strip()
    toast = next((aside[2:] for aside in asides if aside.startswith("· ")), "")
    bold = tuple(_BOLD.findall(shown))
    return Outcome(said, tuple(quotes), bold, tuple(buttons), toast, edited=EDITED in asides, messages=1 if said else 0)


@dataclass
class TelegramTarget:
    """The people of a chat on the local Bot API; the first is user 1."""

    recorder: Recorder
    chat: LocalChat
    people: dict[str, LocalChat]
    username: str
    thread: int | None = None
    results: dict[str, InlineResult] = field(default_factory=dict)
    start: str = ""
    """What the button above the results sends."""

    @classmethod
    async def on(cls, bot: LocalBot, recorder: Recorder, script: Script) -> TelegramTarget:
        numbers = range(1, len(script.people) + 1)
        for name, number in zip(script.people, numbers, strict=True):
            bot.api.world.users[number] = bot.api.world.user(number) | {"first_name": name}
        is_forum = script.place is Place.FORUM
        chat = bot.chat() if script.place is Place.PRIVATE else bot.group("Newsroom", numbers, is_forum)
        people = {name: chat.as_(number) for name, number in zip(script.people, numbers, strict=True)}
        thread = await chat.open_topic("Questions") if is_forum else None
        return cls(recorder, chat, people, bot.api.world.username, thread)

    async def run(self, step: Step) -> Outcome:
        self.recorder.last = None
        person, text = self.people[step.person], step.text.replace(BOT, f"@{self.username}")
        if step.action is Action.PRESSES:
            message, button = self._find(text)
            pressed = await person.press(message.message_id, button.text, int(person.person["id"]))
            return replace(self._outcome(pressed.arrived), toast=pressed.text or "")
        if step.action is Action.ASKS_INLINE:
            return await self._inline(person, text)
        return self._outcome(await self._do(step.action, person, text))

    async def _do(self, action: Action, person: LocalChat, text: str) -> list[Arrived]:
        if action is Action.EDITS:
            if not person.last_sent:
                raise StepError("there is nothing to edit")
            return await person.edit(person.last_sent, text)
        if action is Action.REPLIES:
            return await person.send(text, reply_to=self._last_of_bot(), thread=self.thread)
        if action is Action.FOLLOWS:
            _, button = self._find(text)
            return await person.send(f"/start {_payload(button.url or '')}", thread=self.thread)
        if action is Action.CHOOSES:
            return await self._choose(person, text)
        if action in (Action.PHOTO, Action.STICKER, Action.VOICE):
            sending = {Action.PHOTO: person.send_photo, Action.STICKER: person.send_sticker, Action.VOICE: person.send_voice}
            return await sending[action]()
        return await person.send(text, thread=self.thread)

    async def _inline(self, person: LocalChat, query: str) -> Outcome:
        answer = await person.inline(query)
        if answer is None:
            raise StepError("the bot did not answer")
        self.results = {result.title: result for result in reversed(answer.results)}
        titles = tuple(result.title for result in answer.results)
        if answer.button:
            self.start = answer.button["text"]
            titles = (*titles, self.start)
        return Outcome(results=titles)

    async def _choose(self, person: LocalChat, title: str) -> list[Arrived]:
        if title == self.start:
            return await person.send("/start inline")
        if title not in self.results:
            raise StepError(f"“{title}” is not offered: {', '.join(self.results) or 'nothing is'}")
        return [await person.choose(self.results[title])]

    def _find(self, label: str) -> tuple[Arrived, Button]:
        """The newest button of this label."""
        for message in reversed(self.chat.messages()):
            for button in (button for row in message.buttons for button in row):
                if button.text == label:
                    return message, button
        raise StepError(f"there is no button “{label}”")

    def _last_of_bot(self) -> int:
        said = [message.message_id for message in self.chat.messages() if message.sender.get("is_bot")]
        if not said:
            raise StepError("the bot has said nothing to reply to")
        return said[-1]

    def _outcome(self, arrived: list[Arrived]) -> Outcome:
        strayed = [message.text for message in arrived if message.thread != self.thread]
        if strayed:
            raise StepError(f"this arrived outside the forum's topic: {strayed}")
        return Outcome(
            text="\n\n".join(message.text for message in arrived),
            quotes=tuple(
                quote for message in arrived for style in ("blockquote", "expandable_blockquote") for quote in message.styled(style)
            ),
            bold=tuple(bold for message in arrived for bold in message.styled("bold")),
            buttons=tuple(label for message in arrived for label in message.labels),
            edited=any(message.edited for message in arrived),
            messages=len(arrived),
            reply=self.recorder.last,
        )


def _payload(address: str) -> str:
    """The payload of a deep link, or of the one that an address shares; raises StepError."""
    query = parse_qs(urlsplit(address).query)
    if "url" in query:
        return _payload(query["url"][0])
    if "start" not in query:
        raise StepError(f"this is no link to the bot: {address}")
    return query["start"][0]
