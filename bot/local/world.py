"""What there is in the local Bot API: users, chats with members and messages, queries that wait for an answer.

Objects are kept as the Bot API gives them. None is changed in place: an edit replaces the message, so that an update which waits, or a
message that quotes it, stays as it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.local.errors import ApiError, Json, bad_request, forbidden
from bot.local.profile import Profile
from bot.local.queries import Queries
from bot.local.updates import Signal, UpdateQueue

__all__ = ["PRESENT", "Change", "Chat", "World", "without_reply"]

PRESENT = ("creator", "administrator", "member", "restricted")
"""Statuses of those who are in a chat."""

_ACTION_SECONDS = 5
_FIRST_GROUP, _FIRST_SUPERGROUP = -100, -1_001_000_000_000


@dataclass
class Chat:
    """A chat, what was said in it, and who is there in which role."""

    details: Json
    """As every message of the chat carries it."""
    members: dict[int, str] = field(default_factory=dict)
    """User → status: creator, administrator, member, restricted, left or kicked. A reader who blocks the bot has kicked it."""
    messages: dict[int, Json] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)
    """Messages that the bot has sent."""
    last_number: int = 0
    acting_until: float = 0.0
    """Until when people see that the bot is typing."""
    moved_to: int | None = None
    """The supergroup that this group has become."""

    @property
    def id(self) -> int:
        return int(self.details["id"])

    @property
    def kind(self) -> str:
        return str(self.details["type"])

    @property
    def is_group(self) -> bool:
        return self.kind in ("group", "supergroup")


class Change(NamedTuple):
    """Something that people can see happen in a chat."""

    chat: int
    message: int
    """The message that is new, edited or gone; 0 where the bot is seen typing."""


@dataclass
class World:
    """The state of the server."""

    bot_id: int
    username: str
    clock: Callable[[], float] = time.time
    privacy_mode: bool = True
    """Whether the bot hears in groups only what is meant for it; BotFather's default."""
    users: dict[int, Json] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    queries: Queries = field(default_factory=Queries)
    updates: UpdateQueue = field(init=False)
    changes: list[Change] = field(default_factory=list)
    """All of them, in order."""
    _changed: Signal = field(default_factory=Signal)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.clock)

    @property
    def bot(self) -> Json:
        return {"id": self.bot_id, "is_bot": True, "first_name": self.profile.names.get(""), "username": self.username}

    @property
    def now(self) -> int:
        return int(self.clock())

    def user(self, number: int) -> Json:
        """The person of this number, who comes into being when first named."""
        name = "Reader" if number == 1 else f"Reader {number}"
        return self.users.setdefault(number, {"id": number, "is_bot": False, "first_name": name, "language_code": "en"})

    def private_chat(self, user_id: int) -> Chat:
        details = {"id": user_id, "type": "private", "first_name": self.user(user_id)["first_name"]}
        return self.chats.setdefault(user_id, Chat(details, {user_id: "member", self.bot_id: "member"}))

    def group(self, title: str, members: Iterable[int], kind: str = "group", forum: bool = False) -> Chat:
        """A new group, supergroup or channel, the bot in it; the first of its members has made it."""
        first = _FIRST_GROUP if kind == "group" else _FIRST_SUPERGROUP
        details: Json = {"id": first - len(self.chats), "type": kind, "title": title}
        if forum:
            details["is_forum"] = True
        chat = Chat(details)
        for number in members:
            self.user(number)
            chat.members[number] = "member" if chat.members else "creator"
        chat.members[self.bot_id] = "administrator" if kind == "channel" else "member"
        self.chats[chat.id] = chat
        return chat

    def chat_for_bot(self, chat_id: int) -> Chat:
        """The chat if the bot may do something there; raises ApiError."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.moved_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        status = chat.members.get(self.bot_id, "left")
        if status not in PRESENT:
            raise _refusal(chat, status)
        return chat

    def add(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Files a message under the chat's next number; in a channel, it is the channel that speaks."""
        chat.last_number += 1
        if sender["id"] == self.bot_id:
            chat.own.add(chat.last_number)
            chat.acting_until = 0.0
        author = {"sender_chat": chat.details} if chat.kind == "channel" else {"from": sender}
        return self._file(chat, {"message_id": chat.last_number, "date": self.now, "chat": chat.details} | author | content)

    def replace(self, chat: Chat, message: Json) -> Json:
        """Files an edited message in place of what it was."""
        return self._file(chat, message | {"edit_date": max(self.now, message["date"] + 1)})

    def delete(self, chat: Chat, number: int) -> None:
        if chat.messages.pop(number, None) is not None:
            self._note(chat, number)

    def show_action(self, chat: Chat) -> None:
        """The bot is seen typing, for as long as Telegram shows it: until it writes, or five seconds."""
        chat.acting_until = self.clock() + _ACTION_SECONDS
        self._note(chat, 0)

    async def changed(self, since: int) -> int:
        """The number of changes, as soon as there are more than `since`."""
        while len(self.changes) <= since:
            await self._changed.wait()
        return len(self.changes)

    def _file(self, chat: Chat, message: Json) -> Json:
        chat.messages[message["message_id"]] = message
        self._note(chat, message["message_id"])
        return message

    def _note(self, chat: Chat, number: int) -> None:
        self.changes.append(Change(chat.id, number))
        self._changed.give()


def without_reply(message: Json) -> Json:
    """A message as the one that answers it carries it: of a chain of answers, the Bot API shows one link."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def _refusal(chat: Chat, status: str) -> ApiError:
    if chat.kind == "private":
        return forbidden("bot was blocked by the user")
    name = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}[chat.kind]
    return forbidden(f"bot was kicked from the {name}" if status == "kicked" else f"bot is not a member of the {name}")
