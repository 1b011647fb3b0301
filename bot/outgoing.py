"""Requests to Telegram: sends a response, or puts it in the place of an earlier one, whatever became of chat and messages meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.render import OutgoingText

__all__ = ["Place", "Response", "answer_query", "is_said_by", "place_of", "replace_text", "revise", "send", "typing"]

_LOGGER = logging.getLogger(__name__)

TYPING_AFTER, TYPING_EVERY = 0.3, 4.5
"""Seconds: a quicker reply needs no sign of life, and Telegram shows one for five seconds."""


@dataclass(frozen=True, slots=True)
class Response:
    """What the bot says to a message or a press: texts in order, and the buttons under the last."""

    texts: tuple[OutgoingText, ...]
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response goes."""

    chat: int
    reply_to: int | None = None
    """The message that its first text quotes, whether that still exists or not."""
    thread: int | None = None
    """The forum topic."""


def place_of(message: MaybeInaccessibleMessage) -> Place:
    """For a reply to the message. A thread of replies in an ordinary group has a number too, but Telegram takes only a forum's."""
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Place(message.chat.id, message.message_id, thread)


async def send(bot: Bot, place: Place, response: Response) -> tuple[int, ...]:
    """The numbers of the messages that carry the response."""
    sent: list[int] = []
    for text, keyboard in _with_keyboard(response):
        sent.append(await _send_one(bot, place if not sent else Place(place.chat, None, place.thread), text, keyboard))
    return tuple(sent)


async def revise(bot: Bot, place: Place, earlier: Sequence[int], response: Response) -> tuple[int, ...]:
    """Puts the response in the place of an earlier one: messages too many are deleted, missing ones sent."""
    texts, kept = _with_keyboard(response), list[int]()
    for message_id, (text, keyboard) in zip(earlier, texts, strict=False):
        edited = await replace_text(bot, place.chat, message_id, Response((text,), keyboard))
        kept.append(message_id if edited else await _send_one(bot, place, text, keyboard))
    for message_id in earlier[len(texts) :]:
        with contextlib.suppress(BadRequest):  # somebody was quicker
            await bot.delete_message(place.chat, message_id)
    for text, keyboard in texts[len(earlier) :]:
        kept.append(await _send_one(bot, place, text, keyboard))
    return tuple(kept)


async def replace_text(bot: Bot, chat: int, message_id: int, response: Response) -> bool:
    """Whether the message now reads as the response, which is of one text; it does not where it is gone or out of reach."""
    (text,) = response.texts
    try:
        await bot.edit_message_text(text.html, chat, message_id, parse_mode=ParseMode.HTML, reply_markup=response.keyboard)
    except ChatMigrated:
        return False  # it stays behind in the group that has become a supergroup
    except BadRequest as error:
        if is_said_by(error, "message is not modified"):
            return True
        if is_said_by(error, "message to edit not found", "message can't be edited", "message_id_invalid"):
            return False
        if not is_said_by(error, "can't parse entities"):
            raise
        _LOGGER.error("Telegram refused our HTML; sent without markup.")
        await bot.edit_message_text(text.plain, chat, message_id, reply_markup=response.keyboard)
    return True


async def answer_query(answering: Awaitable[object]) -> None:
    """Answers a press or an inline query. One that waited too long, while the bot was down, has ended by itself."""
    try:
        await answering
    except BadRequest as error:
        if not is_said_by(error, "query is too old", "query id is invalid"):
            raise
        _LOGGER.info("A press or an inline query came too late to be answered.")


@asynccontextmanager
async def typing(bot: Bot, place: Place) -> AsyncIterator[None]:
    """Shows “typing …” while it lasts, if it lasts."""
    task = asyncio.create_task(_keep_typing(bot, place))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def is_said_by(error: TelegramError, *phrases: str) -> bool:
    """Whether Telegram's own words for the error hold one of the phrases; it has no codes."""
    return isinstance(error, BadRequest) and any(phrase in error.message.lower() for phrase in phrases)


def _with_keyboard(response: Response) -> list[tuple[OutgoingText, InlineKeyboardMarkup | None]]:
    last = len(response.texts) - 1
    return [(text, response.keyboard if place == last else None) for place, text in enumerate(response.texts)]


async def _send_one(bot: Bot, place: Place, text: OutgoingText, keyboard: InlineKeyboardMarkup | None) -> int:
    reply = None if place.reply_to is None else ReplyParameters(place.reply_to, allow_sending_without_reply=True)

    async def request(body: str, mode: str | None) -> int:
        message = await bot.send_message(
            place.chat, body, parse_mode=mode, message_thread_id=place.thread, reply_parameters=reply, reply_markup=keyboard
        )
        return message.message_id

    try:
        return await request(text.html, ParseMode.HTML)
    except BadRequest as error:
        if not is_said_by(error, "can't parse entities"):
            raise
        _LOGGER.error("Telegram refused our HTML; sent without markup.")
        return await request(text.plain, None)


async def _keep_typing(bot: Bot, place: Place) -> None:
    await asyncio.sleep(TYPING_AFTER)
    with contextlib.suppress(TelegramError):  # a courtesy, which must not cost the reply
        while True:
            await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread)
            await asyncio.sleep(TYPING_EVERY)
