"""What happens on each kind of message. Thin: read the update, ask, reply."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field

from telegram import Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.conversation import Conversations, MemoryConversations, Turn
from bot.explain import explain_to_reader
from bot.render import OutgoingText, clean_text, render_reply, render_text
from bot.texts import APOLOGY, NO_REPLY_YET, NOT_TEXT, UNKNOWN_COMMAND, About, Answerer, help_text, start_text

__all__ = ["Handlers", "report_error"]

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handlers:
    """The callbacks, with what they share. Filters have made sure that each update has a message."""

    answerer: Answerer
    about: About
    conversations: Conversations = field(default_factory=MemoryConversations)

    async def start(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        await _respond(update, render_text(start_text(self.about)))

    async def help(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        await _respond(update, render_text(help_text(self.about)))

    async def why(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        reply = self.conversations.last_reply(_chat(update))
        await _respond(update, render_text(NO_REPLY_YET if reply is None else explain_to_reader(reply)))

    async def question(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        chat, utterance = _chat(update), _text(update)
        # In a thread, so that a slow match holds up neither polling nor stopping.
        reply = await asyncio.to_thread(self.answerer.reply, utterance, self.conversations.context(chat))
        await _respond(update, render_reply(reply))
        self.conversations.remember(chat, Turn(utterance, reply))

    async def unknown_command(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        await _respond(update, render_text(UNKNOWN_COMMAND))

    async def not_text(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        await _respond(update, render_text(NOT_TEXT))


async def report_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Logs the kind of an error and where it arose, never the text, which may quote the user, and apologises in the chat."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else "none"
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    if isinstance(error, Forbidden):
        _LOGGER.info("Update %s: the user has blocked the bot or left.", number)
        return
    _LOGGER.error("Update %s: %s at %s", number, type(error).__name__, place)
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        return  # the way to Telegram is disturbed, and after a timeout the reply may have arrived all the same
    if isinstance(update, Update) and update.effective_chat:
        with contextlib.suppress(TelegramError):
            await context.bot.send_message(update.effective_chat.id, APOLOGY)


def _chat(update: Update) -> int:
    return _message(update).chat_id


def _text(update: Update) -> str:
    return clean_text(_message(update).text or "")


def _message(update: Update) -> Message:
    if update.message is None:
        raise ValueError("the filters let an update without a message through")
    return update.message


async def _respond(update: Update, texts: Iterable[OutgoingText]) -> None:
    """Sends the texts in order, the first as a reply to the user's message, whether that still exists or not."""
    message = _message(update)
    reply_to: ReplyParameters | None = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    for text in texts:
        try:
            await message.reply_text(text.html, parse_mode=ParseMode.HTML, reply_parameters=reply_to)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            _LOGGER.error("Update %s: Telegram refused our HTML; sent without markup.", update.update_id)
            await message.reply_text(text.plain, reply_parameters=reply_to)
        reply_to = None
