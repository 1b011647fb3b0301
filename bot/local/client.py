"""The client side of the local Bot API: a person in a chat with the bot. Do something, read what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.local import people
from bot.local.entities import detect_entities
from bot.local.errors import Json
from bot.local.people import Done
from bot.local.profile import scopes_of
from bot.local.views import Arrived, Button, InlineAnswer, InlineResult, Pressed, arrived, inline_answer
from bot.local.world import Chat, World

__all__ = ["Client", "LocalChat", "Settle"]

Settle = Callable[[int], Awaitable[None]]
"""Waits until the bot has dealt with the update of this number."""


async def _at_once(_: int) -> None:
    """Does not wait: whoever watches the world sees what arrives."""


class Client:
    """People's way into the chats of a world."""

    def __init__(self, world: World, settle: Settle = _at_once) -> None:
        self._world, self._settle = world, settle

    def chat(self, user_id: int = 1) -> LocalChat:
        """The person's private chat with the bot."""
        return self._open(self._world.private_chat(user_id), user_id)

    def group(self, title: str, members: Iterable[int] = (1, 2), forum: bool = False) -> LocalChat:
        """A new group that the bot is in, seen by the first of its members; a forum is a supergroup with topics."""
        first, *others = members
        chat = self._world.group(title, (first, *others), "supergroup" if forum else "group", forum)
        return self._open(chat, first)

    def channel(self, title: str, owner: int = 1) -> LocalChat:
        """A new channel that the bot is an administrator of."""
        return self._open(self._world.group(title, (owner,), "channel"), owner)

    def _open(self, chat: Chat, user_id: int) -> LocalChat:
        return LocalChat(self._world, self._settle, _Window(chat, len(self._world.changes)), user_id)


@dataclass
class _Window:
    """An open chat and how far it was looked at; those who take turns at it share it."""

    chat: Chat
    seen: int


class LocalChat:
    """One chat, seen by one of its people; what is done returns the bot's messages that it brought about."""

    def __init__(self, world: World, settle: Settle, window: _Window, user_id: int) -> None:
        self._world, self._settle, self._window = world, settle, window
        self.person = world.user(user_id)

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def title(self) -> str:
        """The group's or channel's title; in a private chat, the bot's name."""
        return str(self._chat.details.get("title") or self._world.bot["first_name"])

    @property
    def bot_is_typing(self) -> bool:
        return self._world.clock() < self._chat.acting_until

    def commands(self) -> dict[str, str]:
        """The menu of commands that this person has here: name → description."""
        chat, user = self._chat, int(self.person["id"])
        administrator = chat.members.get(user) in ("creator", "administrator")
        scopes = scopes_of(chat.id, chat.is_group, user, administrator)
        menu = self._world.profile.menu(scopes, self.person.get("language_code", ""))
        return {command["command"]: command["description"] for command in menu}

    @property
    def _chat(self) -> Chat:
        return self._window.chat

    def as_(self, user_id: int) -> LocalChat:
        """The same chat in the hands of another of its members."""
        return LocalChat(self._world, self._settle, self._window, user_id)

    async def send(
        self, text: str, reply_to: int | None = None, thread: int | None = None, sender: int | Json | None = None
    ) -> list[Arrived]:
        """Sends a text, with its commands, addresses and mentions marked as a client would."""
        return await self.send_content(_text(text) | people.place(self._chat, reply_to, thread), sender)

    async def send_photo(self, caption: str | None = None) -> list[Arrived]:
        sizes = [{"file_id": "photo", "file_unique_id": "p", "width": 1, "height": 1}]
        return await self.send_content({"photo": sizes} | ({"caption": caption} if caption else {}))

    async def send_voice(self) -> list[Arrived]:
        return await self.send_content({"voice": {"file_id": "voice", "file_unique_id": "v", "duration": 1}})

    async def send_sticker(self) -> list[Arrived]:
        sticker = {"file_id": "sticker", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
        return await self.send_content({"sticker": sticker | {"is_animated": False, "is_video": False}})

    async def send_content(self, content: Json, sender: int | Json | None = None) -> list[Arrived]:
        """Sends a message with any content, from this person, another or another bot."""
        return await self._after(people.post(self._world, self._chat, self._user(sender), content)[1])

    async def edit(self, message_id: int, text: str) -> list[Arrived]:
        """Gives a person's message another text; raises ValueError if there is no such message."""
        return await self.edit_content(message_id, _text(text))

    async def edit_content(self, message_id: int, content: Json) -> list[Arrived]:
        """Gives a person's message any other content; raises ValueError if there is no such message."""
        return await self._after(people.edit(self._world, self._chat, message_id, content)[1])

    async def delete(self, message_id: int) -> None:
        """Deletes a message for everybody; no bot is told."""
        people.delete(self._world, self._chat, message_id)

    async def press(self, message_id: int, button: str, by: int | None = None) -> Pressed:
        """Presses the button of this label or data; raises ValueError if there is none that sends anything."""
        message = self.message(message_id)
        found = _find(message, button) if message else None
        if found is None or found.data is None:
            raise ValueError(f"message {message_id} has no button {button!r} to press: {message.labels if message else 'it is gone'}")
        return await self.press_data(message_id, found.data, by)

    async def press_data(self, message_id: int, data: str, by: int | None = None) -> Pressed:
        """Sends what a button would, whether there is such a button, and such a message, or not."""
        query, done = people.press(self._world, self._chat, message_id, data, self._user(by))
        new = await self._after(done)
        answer = query.answer
        if answer is None:
            return Pressed(None, False, "", new)
        return Pressed(answer["text"], answer["show_alert"], answer["url"], new)

    async def inline(self, query: str, offset: str = "") -> InlineAnswer | None:
        """Types the bot's name and a query; None where the bot did not answer."""
        asked, done = people.ask_inline(self._world, self._chat, self.person, query, offset)
        await self._wait(done)
        return inline_answer(asked, query)

    async def choose(self, result: InlineResult) -> Arrived:
        """Sends an inline result to this chat."""
        message, done = people.choose(self._world, self._chat, self.person, result.content, result.query)
        await self._wait(done)
        return arrived(message)

    async def open_topic(self, name: str) -> int:
        """A new topic of a forum: the number by which its messages name it."""
        topic = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}, "is_topic_message": True}
        content = topic | {"message_thread_id": self._chat.last_number + 1}
        message, done = people.post(self._world, self._chat, self.person, content)
        await self._wait(done)
        return int(message["message_id"])

    async def set_bot_status(self, status: str) -> list[Arrived]:
        """Adds the bot ("member", "administrator") or removes it ("left", "kicked"); in a private chat, "kicked" blocks it."""
        return await self._after(people.set_bot_status(self._world, self._chat, self.person, status))

    async def migrate(self) -> list[Arrived]:
        """Turns the group into a supergroup, in which this chat goes on; what arrived in either is returned."""
        before = self._window.seen
        old = self._chat
        self._window.chat, done = people.migrate(self._world, old, self.person)
        await self._wait(done)
        return self._new(old, before) + self.arrived()

    async def push(self, kind: str, content: Json) -> list[Arrived]:
        """Brings any update on its way."""
        number = self._world.updates.put(kind, content)
        return await self._after(() if number is None else (number,))

    @property
    def last_sent(self) -> int:
        """The number of the person's last message; 0 for none."""
        backwards = reversed(self._chat.messages.items())
        return next((number for number, message in backwards if message.get("from") == self.person), 0)

    def message(self, message_id: int) -> Arrived | None:
        found = self._chat.messages.get(message_id)
        return None if found is None else arrived(found)

    def messages(self) -> list[Arrived]:
        """All messages of the chat, as they stand now."""
        return [arrived(message) for _, message in sorted(self._chat.messages.items())]

    def arrived(self) -> list[Arrived]:
        """The bot's messages that are new or edited since the last look, in the order in which that happened."""
        seen, self._window.seen = self._window.seen, len(self._world.changes)
        return self._new(self._chat, seen)

    def _new(self, chat: Chat, seen: int) -> list[Arrived]:
        changes = reversed(self._world.changes[seen:])
        new = (change.message for change in changes if change.chat == chat.id and change.message in chat.own)
        latest_first = [number for number in dict.fromkeys(new) if number in chat.messages]
        return [arrived(chat.messages[number]) for number in reversed(latest_first)]

    async def _after(self, done: Done) -> list[Arrived]:
        await self._wait(done)
        return self.arrived()

    async def _wait(self, done: Done) -> None:
        for number in done:
            await self._settle(number)

    def _user(self, sender: int | Json | None) -> Json:
        if sender is None:
            return self.person
        return self._world.user(sender) if isinstance(sender, int) else sender


def _text(text: str) -> Json:
    entities = list(detect_entities(text))
    return {"text": text} | ({"entities": entities} if entities else {})


def _find(message: Arrived, button: str) -> Button | None:
    """The button of this label, else of this data."""
    buttons = [button for row in message.buttons for button in row]
    by_label = (found for found in buttons if found.text == button)
    return next(by_label, next((found for found in buttons if found.data == button), None))
