"""Sending, editing and deleting messages."""

from __future__ import annotations

from typing import Any

from bot.local.errors import Json, bad_request, forbidden
from bot.local.limits import check_keyboard, formatted_text
from bot.local.parameters import Parameters
from bot.local.world import Chat, World, without_reply

__all__ = ["METHODS", "chat_of"]

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_SHOWN = ("text", "entities", "reply_markup", "link_preview_options")
"""What makes up a message's content; an edit that changes none of it is refused."""

_DELETABLE_SECONDS = 48 * 3600

_ACTIONS = ("typing", "upload_photo", "upload_document", "choose_sticker", "find_location", "record_voice", "upload_voice")


def chat_of(world: World, parameters: Parameters) -> Chat:
    """The chat that a call names; raises ApiError."""
    if "chat_id" not in parameters:
        raise bad_request("chat_id is empty")
    return world.chat_for_bot(parameters.integer("chat_id"))


def _send_message(world: World, parameters: Parameters) -> Json:
    content = _content(parameters)
    chat = chat_of(world, parameters)
    return world.add(chat, world.bot, content | _place(chat, parameters))


def _content(parameters: Parameters) -> Json:
    content = formatted_text(parameters.text("text"), parameters.text("parse_mode"))
    if markup := check_keyboard(parameters.object("reply_markup", "reply markup")):
        content["reply_markup"] = markup
    if options := parameters.object("link_preview_options", "link preview options"):
        content["link_preview_options"] = options
    return content


def _place(chat: Chat, parameters: Parameters) -> Json:
    """The message that the new one answers and the topic that it belongs to."""
    wanted, place = parameters.object("reply_parameters", "reply parameters"), Json()
    thread = parameters.integer("message_thread_id")
    if thread and "forum_topic_created" not in chat.messages.get(thread, {}):
        raise bad_request("message thread not found")
    if wanted:
        if "message_id" not in wanted:
            raise bad_request('can\'t find field "message_id"')
        target = chat.messages.get(int(wanted["message_id"]))
        if target is not None:
            place["reply_to_message"] = without_reply(target)
            thread = thread or (target.get("message_thread_id", 0) if target.get("is_topic_message") else 0)
        elif not wanted.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    if not thread:
        return place
    return {"message_thread_id": thread, "is_topic_message": True, "reply_to_message": without_reply(chat.messages[thread])} | place


def _edit_message_text(world: World, parameters: Parameters) -> Json | bool:
    content = _content(parameters)
    return _edit(world, parameters, content)


def _edit_message_reply_markup(world: World, parameters: Parameters) -> Json | bool:
    markup = check_keyboard(parameters.object("reply_markup", "reply markup"))
    return _edit(world, parameters, {"reply_markup": markup} if markup else {}, keep=("text", "entities", "link_preview_options"))


def _edit(world: World, parameters: Parameters, content: Json, keep: tuple[str, ...] = ()) -> Json | bool:
    """Gives the message this content, but for what is to be kept of the old."""
    inline = "inline_message_id" in parameters
    chat, message = _inline_message(world, parameters) if inline else _own_message(world, parameters)
    new = {key: value for key, value in message.items() if key not in _SHOWN or key in keep} | content
    if all(new.get(key) == message.get(key) for key in _SHOWN):
        raise bad_request(_NOT_MODIFIED)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    edited = world.replace(chat, new)
    return True if inline else edited


def _own_message(world: World, parameters: Parameters) -> tuple[Chat, Json]:
    chat = chat_of(world, parameters)
    if "message_id" not in parameters:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["message_id"] not in chat.own:
        raise bad_request("message can't be edited")
    return chat, message


def _inline_message(world: World, parameters: Parameters) -> tuple[Chat, Json]:
    chat_id, number = world.queries.inline_messages.get(parameters.text("inline_message_id"), (0, 0))
    chat = world.chats.get(chat_id)
    message = chat.messages.get(number) if chat else None
    if chat is None or message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return chat, message


def _delete_message(world: World, parameters: Parameters) -> bool:
    chat = chat_of(world, parameters)
    number = parameters.integer("message_id")
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to delete not found")
    may = number in chat.own or chat.kind == "private" or chat.members[world.bot_id] == "administrator"
    if not may:
        raise bad_request("message can't be deleted")
    if world.now - message["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.delete(chat, number)
    return True


def _send_chat_action(world: World, parameters: Parameters) -> bool:
    chat = chat_of(world, parameters)
    if parameters.text("action").lower() not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if chat.kind == "channel":
        raise forbidden("can't send chat actions to channels")
    world.show_action(chat)
    return True


METHODS: dict[str, Any] = {
    "sendmessage": _send_message,
    "editmessagetext": _edit_message_text,
    "editmessagereplymarkup": _edit_message_reply_markup,
    "deletemessage": _delete_message,
    "sendchataction": _send_chat_action,
}
