"""What an incoming message says: who speaks, what is asked, and what it replies to."""

from __future__ import annotations

import re

from telegram import Bot, Message, Update

from bot.outgoing import place_of
from bot.render import clean_text

__all__ = ["is_by", "message_of", "question_in", "replied_to", "speaker_of"]

_ASK = re.compile(r"/ask(@\w+)?(?=\s|$)", re.IGNORECASE)


def message_of(update: Update) -> Message:
    """The message of an update that filters have let through, new or edited."""
    message = update.message or update.edited_message
    if message is None:
        raise ValueError("the filters let an update without a message through")
    return message


def question_in(message: Message) -> str:
    """The text, without the command that asks; empty where there is none."""
    text = clean_text(message.text or "")
    return _ASK.sub("", text, count=1).strip() if _ASK.match(text) else text


def speaker_of(message: Message) -> tuple[int, int]:
    """The user and the forum topic, 0 for none. An administrator who writes as the group has no number of their own."""
    user = message.from_user.id if message.from_user and not message.sender_chat else 0
    return user, place_of(message).thread or 0


def replied_to(message: Message) -> int:
    """The number of the message that this one replies to; 0 for none."""
    return message.reply_to_message.message_id if message.reply_to_message else 0


def is_by(bot: Bot, message: Message) -> bool:
    return message.from_user is not None and message.from_user.id == bot.id
