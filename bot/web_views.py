"""Chats, messages and results as the page draws them. Texts come with their styles as the Bot API names them, never as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from bot.local.client import LocalChat
from bot.local.errors import Json
from bot.local.views import Arrived, Button, InlineAnswer
from bot.local.world import World

__all__ = ["chat_view", "inline_view", "message_view", "profile_view"]


def profile_view(world: World) -> Json:
    descriptions = world.profile.descriptions
    return _person(world.bot) | {"username": world.username, "description": descriptions.get("", "")}


def chat_view(chat: LocalChat, seen_by: Iterable[LocalChat]) -> Json:
    """A chat with the people in it, each with the menu of commands that they have there."""
    people = [_person(own.person) | {"commands": _menu(own)} for own in seen_by]
    return {"id": chat.id, "title": chat.title, "is_group": chat.id < 0, "people": people}


def message_view(chat: int, message: Arrived) -> Json:
    content = message.content
    return {
        "chat": chat,
        "id": message.message_id,
        "date": message.date,
        "edited": message.edited,
        "sender": _person(message.sender),
        "via": content.get("via_bot", {}).get("username"),
        "text": message.text,
        "entities": message.entities,
        "reply": _reply(content.get("reply_to_message")),
        "buttons": [[_button(button) for button in row] for row in message.buttons],
        "notice": _notice(content),
    }


def inline_view(answer: InlineAnswer | None) -> Json:
    """`results` is null where the bot did not answer in time."""
    if answer is None:
        return {"results": None, "button": None}
    results = [{"id": result.id, "title": result.title, "description": result.description} for result in answer.results]
    return {"results": results, "button": answer.button or None}


def _menu(chat: LocalChat) -> list[Json]:
    return [{"name": name, "description": description} for name, description in chat.commands().items()]


def _person(user: Json) -> Json:
    return {"id": user.get("id", 0), "name": user.get("first_name", ""), "is_bot": user.get("is_bot", False)}


def _reply(answered: Json | None) -> Json | None:
    if answered is None:
        return None
    text = answered.get("text") or "Message"
    return {"id": answered["message_id"], "sender": _person(answered.get("from", {})), "text": text[:200]}


def _button(button: Button) -> Json:
    for kind in ("data", "url", "switch_inline_query", "switch_inline_query_current_chat"):
        value = getattr(button, kind)
        if value is not None:
            return {"text": button.text, "kind": kind, "value": value}
    return {"text": button.text, "kind": "", "value": ""}


def _notice(content: Json) -> str | None:
    """What Telegram itself says in a chat; None for what people and bots say."""
    if "new_chat_members" in content:
        added = " and ".join(member["first_name"] for member in content["new_chat_members"])
        return f"{content['from']['first_name']} added {added}"
    return None
