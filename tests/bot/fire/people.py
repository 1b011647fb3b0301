"""People who do anything at any time: write, edit, delete, press, ask inline, in chats of all kinds; and what may come of each thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from random import Random
from typing import NamedTuple

from bot.buttons import Action
from bot.local import people
from bot.local.entities import detect_entities
from bot.local.errors import Json
from bot.local.people import Done
from bot.local.world import PRESENT, Chat, World
from tests.bot.fire.contents import notice, other_content
from tests.bot.fire.words import some_text

__all__ = ["Crowd", "Deed", "Due"]

_USERS = (1, 2, 3)
_COMMANDS = ("start", "help", "about", "privacy", "topics", "source", "why", "ask", "ASK", "Start", "quit", "a" * 40)
_RECENT = 60
"""Messages from the last on that are picked more often than older ones."""


class Due(Enum):
    """What the bot owes for an update."""

    ONE = "exactly one answer"
    NONE = "silence"
    AT_MOST_ONE = "at most one answer"


class Deed(NamedTuple):
    """Something that was done, the updates that it led to, and what each of them is due."""

    name: str
    done: Done
    due: Due


@dataclass
class Crowd:
    """The people of a world, who act as `random` has it and know only what a reader can see."""

    random: Random
    world: World
    ask: Callable[[Random], str]
    """What they write."""

    def __post_init__(self) -> None:
        self.world.privacy_mode = False  # so that all of a group's talk gets to the bot
        self._private = [self.world.private_chat(number) for number in _USERS]
        self._group = self._left_behind = self.world.group("A group", _USERS)
        self._forum = self.world.group("A forum", _USERS, "supergroup", forum=True)
        self._channel = self.world.group("A channel", _USERS[:1], "channel")
        self._topics: list[int] = []
        acts: dict[Callable[[], Deed], int] = {
            self._write: 30,
            self._command: 12,
            self._send_other: 5,
            self._edit: 14,
            self._delete: 5,
            self._press: 16,
            self._forge: 10,
            self._inline: 4,
            self._choose: 2,
            self._talk: 5,
            self._ask_in_group: 8,
            self._reply_in_group: 8,
            self._open_topic: 1,
            self._post_in_channel: 2,
            self._speak_as_other: 4,
            self._notice: 3,
            self._shut_out: 1,
            self._migrate: 1,
        }
        self._acts, self._weights = list(acts), list(acts.values())

    def burst(self, most: int) -> Iterator[Deed]:
        """Up to so many things, all done before the bot hears of the first."""
        for chat in (*self._private, self._group, self._forum):
            if chat.members[self.world.bot_id] not in PRESENT:
                yield Deed("let in", people.set_bot_status(self.world, chat, self._person(), "member"), Due.AT_MOST_ONE)
        for act in self.random.choices(self._acts, self._weights, k=self.random.randint(1, most)):
            # Telegram may go on for a while to send kinds of update that the bot no longer asks for.
            self.world.updates.allowed = ()
            yield act()

    def _write(self) -> Deed:
        chat = self.random.choice(self._private)
        answered = self._number(chat) if self.random.random() < 0.3 else 0
        return self._post("write", chat, self._text(), Due.ONE, answered)

    def _command(self) -> Deed:
        chat = self.random.choice(self._private)
        return self._post("command", chat, self._text(self._command_text()), Due.ONE, self._number(chat))

    def _send_other(self) -> Deed:
        return self._post("send other", self.random.choice(self._private), other_content(self.random), Due.ONE)

    def _edit(self) -> Deed:
        chat = self._any_chat()
        content = self.random.choice(
            (self._text, self._text, lambda: self._text(self._command_text()), lambda: other_content(self.random))
        )()
        number = self._number(chat)
        while number and (number in chat.own or not any(kind in chat.messages.get(number, {}) for kind in ("text", "photo", "voice"))):
            number -= 1
        if not number:
            return Deed("nothing to edit", (), Due.NONE)
        return Deed("edit", people.edit(self.world, chat, number, content)[1], Due.AT_MOST_ONE)

    def _delete(self) -> Deed:
        chat = self._any_chat()
        people.delete(self.world, chat, self._number(chat))
        return Deed("delete", (), Due.NONE)

    def _press(self) -> Deed:
        """A button that is there, pressed by anybody who sees it."""
        chat = self._any_chat() if self.random.random() < 0.9 else self._left_behind
        for _ in range(20):
            number = self._number(chat)
            rows = chat.messages.get(number, {}).get("reply_markup", {}).get("inline_keyboard", [])
            data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
            if data:
                return self._pressed("press", chat, number, self.random.choice(data))
        return self._forge()

    def _forge(self) -> Deed:
        """Data that no button has, or a button's under another message, or under one that is gone or never was."""
        chat = self._any_chat()
        token = self.random.choice(("", "AAAAAAAA", "________", "é" * 8, "A" * 7))
        number = self.random.choice(("", ".0", ".1", ".7", ".99999999999999999999", ".-1", ".٣", f".{self.random.choice(_USERS)}"))
        known = self._data_of_anything()
        forged = (
            self.random.choice([*Action, "x", "", " "]) + token + number,
            self.random.choice([*Action]) + known[1:],
            known.partition(".")[0] + number,
            some_text(self.random, 64),
            known,
        )
        data = self.random.choice(forged)
        return self._pressed("forge", chat, self._number(chat) + self.random.choice((0, 0, 0, 10**6)), data)

    def _inline(self) -> Deed:
        by, text = self._person(), some_text(self.random, 256) if self.random.random() < 0.5 else self.ask(self.random)[:100]
        offset = self.random.choice(("", "", "1", "x"))
        return Deed("inline", people.ask_inline(self.world, self._any_chat(), by, text, offset)[1], Due.AT_MOST_ONE)

    def _choose(self) -> Deed:
        """An inline result, new or old, sent into a chat."""
        results = [result for query in self.world.queries.inline.values() if query.answer for result in query.answer["results"]]
        if not results:
            return Deed("nothing to choose", (), Due.NONE)
        chosen = self.random.choice(results[-200:])
        return Deed("choose", people.choose(self.world, self._any_chat(), self._person(), chosen, "")[1], Due.NONE)

    def _talk(self) -> Deed:
        """What people say to each other."""
        chat = self.random.choice((self._group, self._forum))
        text = re.sub(r"^[/\s]*", "So, ", self.ask(self.random))
        return self._post("talk", chat, self._text(text) | self._place(chat), Due.NONE)

    def _ask_in_group(self) -> Deed:
        chat = self.random.choice((self._group, self._forum))
        addressee = self.random.choice(("", f"@{self.world.username}", f"@{self.world.username.upper()}", "@other_bot"))
        content = self._text(f"/{self.random.choice(_COMMANDS)}{addressee} {self._text()['text']}")
        return self._post("ask in a group", chat, content | self._place(chat), Due.AT_MOST_ONE, self._number(chat))

    def _reply_in_group(self) -> Deed:
        chat = self.random.choice((self._group, self._forum))
        own = [number for number in range(chat.last_number, max(0, chat.last_number - _RECENT), -1) if number in chat.own]
        number = self.random.choice(own) if own else 0
        content = self._text() if self.random.random() < 0.9 else other_content(self.random)
        return self._post("reply in a group", chat, content | self._place(chat), Due.AT_MOST_ONE, number)

    def _open_topic(self) -> Deed:
        self._topics.append(self._forum.last_number + 1)
        topic = {"forum_topic_created": {"name": "A topic", "icon_color": 0}, "is_topic_message": True}
        return self._post("open a topic", self._forum, topic | {"message_thread_id": self._topics[-1]}, Due.NONE)

    def _post_in_channel(self) -> Deed:
        return self._post(
            "post in a channel", self._channel, self.random.choice((self._text, lambda: other_content(self.random)))(), Due.NONE
        )

    def _speak_as_other(self) -> Deed:
        """Other bots, channels and inline results write in the chats of people."""
        chat = self.random.choice((*self._private, self._group, self._forum))
        other = {"id": 777, "is_bot": True, "first_name": "Other"}
        channel = {"sender_chat": self._channel.details}
        marks: tuple[Json, ...] = ({}, {"via_bot": other}, {"via_bot": self.world.bot}, channel, channel | {"is_automatic_forward": True})
        mark = self.random.choice(marks)
        sender = self._person() if "via_bot" in mark else other
        content = self._text() if self.random.random() < 0.5 else self._text(self._command_text())
        return Deed("speak as other", people.post(self.world, chat, sender, content | mark)[1], Due.NONE)

    def _notice(self) -> Deed:
        chat = self.random.choice((*self._private, self._group, self._forum))
        return self._post("notice", chat, notice(self.random, self._person(), self._any_message(chat)), Due.NONE)

    def _shut_out(self) -> Deed:
        chat = self.random.choice((*self._private, self._group, self._forum))
        status = "kicked" if chat.kind == "private" else self.random.choice(("left", "kicked"))
        return Deed("shut out", people.set_bot_status(self.world, chat, self._person(), status), Due.NONE)

    def _migrate(self) -> Deed:
        """The group becomes a supergroup; the people go on in a new group."""
        if self._group.members[self.world.bot_id] not in PRESENT:
            return Deed("stay", (), Due.NONE)
        self._left_behind = self._group
        done = people.migrate(self.world, self._group, self._person())[1]
        self._group = self.world.group("Another group", _USERS)
        return Deed("migrate", done, Due.NONE)

    def _pressed(self, name: str, chat: Chat, number: int, data: str) -> Deed:
        return Deed(name, people.press(self.world, chat, number, data, self._person())[1], Due.AT_MOST_ONE)

    def _post(self, name: str, chat: Chat, content: Json, due: Due, answered: int = 0) -> Deed:
        if answered in chat.messages and self.random.random() < 0.7:
            content = content | people.place(chat, answered, None)
        by = self.world.user(chat.id) if chat.kind == "private" else self._person()
        return Deed(name, people.post(self.world, chat, by, content)[1], due)

    def _place(self, chat: Chat) -> Json:
        """Perhaps in a topic; perhaps by an administrator who writes as the group."""
        topics = [number for number in self._topics if number in self._forum.messages] if chat is self._forum else []
        place = people.place(chat, None, self.random.choice(topics)) if topics and self.random.random() < 0.5 else {}
        anonymous = {"sender_chat": chat.details} if self.random.random() < 0.05 else {}
        return {key: value for key, value in place.items() if key != "reply_to_message" or self.random.random() < 0.5} | anonymous

    def _text(self, text: str | None = None) -> Json:
        text = self.ask(self.random) if text is None else text
        return {"text": text, "entities": list(detect_entities(text))}

    def _command_text(self) -> str:
        payload = some_text(self.random, 300) if self.random.random() < 0.5 else "q" + self._data_of_anything()[1:9]
        return f"/{self.random.choice(_COMMANDS)} {payload}"

    def _data_of_anything(self) -> str:
        """The data of some button of some message."""
        rows = self._any_message(self._any_chat()).get("reply_markup", {}).get("inline_keyboard", [])
        data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        return self.random.choice(data) if data else ""

    def _any_chat(self) -> Chat:
        return self.random.choice((*self._private, *self._private, self._group, self._forum, self._channel))

    def _any_message(self, chat: Chat) -> Json:
        return chat.messages.get(self._number(chat)) or {"message_id": 10**6, "date": 0, "chat": chat.details}

    def _number(self, chat: Chat) -> int:
        """Of a message in the chat, mostly of the last ones; it may be deleted."""
        since = max(1, chat.last_number - _RECENT) if self.random.random() < 0.7 else 1
        return self.random.randint(since, max(since, chat.last_number))

    def _person(self) -> Json:
        return self.world.user(self.random.choice(_USERS))
