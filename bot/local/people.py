"""What people do in the local Bot API: write, edit, delete, press, ask inline, come and go. What concerns the bot becomes an update.

Nothing here waits: each function returns what came of it and the numbers of the updates that it queued.
"""

from __future__ import annotations

from bot.local.errors import Json
from bot.local.methods.chats import member
from bot.local.queries import Query
from bot.local.world import PRESENT, Chat, World, without_reply

__all__ = ["Done", "ask_inline", "choose", "delete", "edit", "migrate", "place", "post", "press", "set_bot_status"]

Done = tuple[int, ...]
"""Numbers of the updates that something led to; none where the bot does not hear of it."""

_KEPT_BY_EDIT = (
    "message_id",
    "date",
    "chat",
    "from",
    "sender_chat",
    "via_bot",
    "reply_to_message",
    "message_thread_id",
    "is_topic_message",
)
_SAID = ("text", "caption", "photo", "voice", "sticker", "document", "video", "audio", "animation", "location", "contact", "poll")
"""A message with none of these is a notice by Telegram itself."""


def post(world: World, chat: Chat, sender: Json, content: Json) -> tuple[Json, Done]:
    """Someone sends a message."""
    message = world.add(chat, sender, content)
    return message, _queue(world, chat, "channel_post" if chat.kind == "channel" else "message", message)


def edit(world: World, chat: Chat, number: int, content: Json) -> tuple[Json, Done]:
    """Someone gives a message other content; raises ValueError if there is none."""
    message = chat.messages.get(number)
    if message is None or number in chat.own:
        raise ValueError(f"there is no message {number} to edit")
    edited = world.replace(chat, {key: value for key, value in message.items() if key in _KEPT_BY_EDIT} | content)
    return edited, _queue(world, chat, "edited_channel_post" if chat.kind == "channel" else "edited_message", edited)


def delete(world: World, chat: Chat, number: int) -> None:
    """Someone deletes a message, of which Telegram tells no bot."""
    world.delete(chat, number)


def press(world: World, chat: Chat, number: int, data: str, by: Json) -> tuple[Query, Done]:
    """Someone presses a button with this data, forged or not; the message may be gone by then."""
    query = world.queries.put_callback(world.clock())
    content: Json = {"id": query.id, "from": by, "chat_instance": str(chat.id * 7919), "data": data}
    inline = [name for name, place in world.queries.inline_messages.items() if place == (chat.id, number)]
    if inline:
        content["inline_message_id"] = inline[0]
    else:
        content["message"] = chat.messages.get(number) or {"chat": chat.details, "message_id": number, "date": 0}
    return query, _put(world, "callback_query", content)


def ask_inline(world: World, chat: Chat, by: Json, text: str, offset: str) -> tuple[Query, Done]:
    """Someone types the bot's name and a query into any chat, whether the bot is in it or not."""
    query = world.queries.put_inline(world.clock())
    kind = "sender" if chat.kind == "private" else chat.kind
    return query, _put(world, "inline_query", {"id": query.id, "from": by, "query": text, "offset": offset, "chat_type": kind})


def choose(world: World, chat: Chat, by: Json, result: Json, query: str) -> tuple[Json, Done]:
    """Someone sends one of the results that the bot has offered."""
    message, done = post(world, chat, by, result["message"] | {"via_bot": world.bot})
    chosen: Json = {"result_id": result["id"], "from": by, "query": query}
    if "reply_markup" in message:
        chosen["inline_message_id"] = world.queries.new_inline_message(chat.id, message["message_id"])
    return message, done + _put(world, "chosen_inline_result", chosen)


def set_bot_status(world: World, chat: Chat, by: Json, status: str) -> Done:
    """Someone adds the bot, removes it, makes it an administrator; in a private chat "kicked" is blocked, "member" not."""
    before = member(world, chat, world.bot_id)
    was_present = before["status"] in PRESENT
    chat.members[world.bot_id] = status
    change = {"chat": chat.details, "from": by, "date": world.now, "old_chat_member": before}
    done = _put(world, "my_chat_member", change | {"new_chat_member": member(world, chat, world.bot_id)})
    if chat.is_group and not was_present and status in PRESENT:
        done += post(world, chat, by, {"new_chat_members": [world.bot]})[1]
    return done


def migrate(world: World, chat: Chat, by: Json) -> tuple[Chat, Done]:
    """The group becomes a supergroup, which has another number; nobody can write to the old one."""
    new = world.group(str(chat.details["title"]), (), "supergroup")
    new.members = dict(chat.members)
    done = post(world, chat, by, {"migrate_to_chat_id": new.id})[1]
    chat.moved_to = new.id
    return new, done + post(world, new, by, {"migrate_from_chat_id": chat.id})[1]


def place(chat: Chat, reply_to: int | None, thread: int | None) -> Json:
    """What a message says of the message that it answers and of its topic; raises ValueError where there is none such.

    In a topic, what answers nothing answers, for a bot, the notice that the topic was opened.
    """
    for number in (reply_to, thread):
        if number is not None and number not in chat.messages:
            raise ValueError(f"there is no message {number} to answer")
    answered = chat.messages[reply_to] if reply_to is not None else {}
    if thread is None and answered.get("is_topic_message"):
        thread = answered["message_thread_id"]
    topic = {} if thread is None else {"message_thread_id": thread, "is_topic_message": True}
    answered = answered or ({} if thread is None else chat.messages[thread])
    return topic | ({"reply_to_message": without_reply(answered)} if answered else {})


def _queue(world: World, chat: Chat, kind: str, message: Json) -> Done:
    return _put(world, kind, message) if _hears(world, chat, message) else ()


def _put(world: World, kind: str, content: Json) -> Done:
    number = world.updates.put(kind, content)
    return () if number is None else (number,)


def _hears(world: World, chat: Chat, message: Json) -> bool:
    """Whether Telegram tells the bot of a message; in a group, privacy mode leaves it what is meant for it."""
    if not chat.is_group:
        return True
    status, sender = chat.members.get(world.bot_id, "left"), message.get("from", {})
    if status not in PRESENT or (sender.get("is_bot") and sender.get("id") != world.bot_id):
        return False
    if not world.privacy_mode or status == "administrator" or not any(key in message for key in _SAID):
        return True
    answered = message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot_id
    via = message.get("via_bot", {}).get("id") == world.bot_id
    return answered or via or _is_command(world, chat, message)


def _is_command(world: World, chat: Chat, message: Json) -> bool:
    """Whether it begins with a command to this bot; one that names none goes to the bot that wrote last."""
    first, *_ = message.get("text", "").split(maxsplit=1) or [""]
    name, _, addressee = first.partition("@")
    if addressee or not name.startswith("/"):
        return bool(name.startswith("/") and addressee.lower() == world.username.lower())
    bots = (sent["from"]["id"] for sent in reversed(chat.messages.values()) if sent.get("from", {}).get("is_bot"))
    return next(bots, world.bot_id) == world.bot_id
