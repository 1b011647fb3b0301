"""What happens on each kind of message. Thin: read the update, ask, reply."""

from __future__ import annotations

import contextlib
import logging
import traceback
from dataclasses import dataclass
from datetime import timedelta

from telegram import Message, Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.buttons import examples_keyboard, linked_token
from bot.conversation import Turn, context_of, last_reply, turn_replied_to, turn_with_reply
from bot.desk import Desk
from bot.explain import explain_to_reader
from bot.incoming import is_by, message_of, question_in, replied_to, speaker_of
from bot.menus import source_page, topics_page
from bot.outgoing import Response, is_said_by, place_of
from bot.render import render_text
from bot.texts import (
    APOLOGY,
    ASK_WHAT,
    GONE,
    NO_REPLY_YET,
    NOT_TEXT,
    PRIVACY,
    UNKNOWN_COMMAND,
    about_text,
    help_text,
    start_text,
)

__all__ = ["RECENT", "Handlers", "report_error"]

_LOGGER = logging.getLogger(__name__)

RECENT = timedelta(minutes=5)
"""An edit this soon after the message is answered even if no answer to it is known: it was not meant for the bot before, or the bot was
restarted meanwhile. A later one would more likely be answered twice than once."""

_NO_ENTRY = ("message thread not found", "topic_closed", "topic_deleted", "not enough rights", "chat_write_forbidden", "have no rights")
"""Telegram's words where a forum topic is closed or gone, or where the bot may not write: no apology arrives there either."""

_Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Handlers:
    """The callbacks. Filters have made sure that each update has a message by a person."""

    desk: Desk

    async def start(self, update: Update, context: _Context) -> None:
        message = message_of(update)
        token = linked_token("".join((context.args or [""])[:1]))
        intent = self.desk.tokens.intent(token) if token else None
        reply = self.desk.answerer.reply_about(intent) if intent else None
        if reply is not None:
            await self.desk.answer_about(context.bot, place_of(message), _turn(message), reply)
            return
        text = start_text(self.desk.about)
        # A link of ours to a fact that an editor has taken out; any other payload means nothing.
        texts = render_text(f"{GONE}\n\n{text}" if token else text)
        examples = self.desk.about.examples
        await self._respond(update, context, Response(texts, examples_keyboard(examples) if examples else None))

    async def help(self, update: Update, context: _Context) -> None:
        await self._say(update, context, help_text(self.desk.about))

    async def about(self, update: Update, context: _Context) -> None:
        await self._say(update, context, about_text(self.desk.about))

    async def privacy(self, update: Update, context: _Context) -> None:
        await self._say(update, context, PRIVACY)

    async def topics(self, update: Update, context: _Context) -> None:
        await self._respond(update, context, topics_page(self.desk.about, 0))

    async def source(self, update: Update, context: _Context) -> None:
        await self._respond(update, context, source_page(self.desk.about, 0))

    async def why(self, update: Update, context: _Context) -> None:
        """Explains the reply that the command replies to, else the last one."""
        message = message_of(update)
        turns = self.desk.memory.conversations.turns(message.chat_id)
        turn = turn_with_reply(turns, replied_to(message))
        reply = turn.reply if turn else last_reply(turns, speaker_of(message))
        await self._say(update, context, NO_REPLY_YET if reply is None else explain_to_reader(reply))

    async def ask(self, update: Update, context: _Context) -> None:
        """The question stands behind the command, or in the message of somebody else to which the command replies."""
        message = message_of(update)
        utterance = question_in(message)
        if not utterance and message.reply_to_message and not is_by(context.bot, message.reply_to_message):
            utterance = question_in(message.reply_to_message)
        if utterance:
            await self._answer(update, context, utterance)
        elif not self._is_late_edit(message):
            example = next(iter(self.desk.about.examples), "When …?")
            await self._say(update, context, ASK_WHAT.format(example=example))

    async def question(self, update: Update, context: _Context) -> None:
        await self._answer(update, context, question_in(message_of(update)))

    async def unknown_command(self, update: Update, context: _Context) -> None:
        await self._say(update, context, UNKNOWN_COMMAND)

    async def not_text(self, update: Update, context: _Context) -> None:
        await self._say(update, context, NOT_TEXT)

    async def _answer(self, update: Update, context: _Context, utterance: str) -> None:
        message = message_of(update)
        if self._is_late_edit(message):
            return
        place, turn = place_of(message), _turn(message, utterance)
        turns = self.desk.memory.conversations.turns(message.chat_id)
        earlier = context_of(turns, turn.speaker, message.message_id, replied_to(message))
        reply = await self.desk.ask(context.bot, place, utterance, earlier)
        await self.desk.answer(context.bot, place, turn, reply)

    async def _say(self, update: Update, context: _Context, text: str) -> None:
        await self._respond(update, context, Response(render_text(text)))

    async def _respond(self, update: Update, context: _Context, response: Response) -> None:
        message = message_of(update)
        await self.desk.respond(context.bot, place_of(message), response, _turn(message))

    def _is_late_edit(self, message: Message) -> bool:
        """An edit of a message without a known answer: not soon after it was sent, or there may have been an answer."""
        conversations = self.desk.memory.conversations
        if message.edit_date is None or turn_replied_to(conversations.turns(message.chat_id), message.message_id) is not None:
            return False
        return message.edit_date - message.date > RECENT or conversations.has_forgotten(message.chat_id, message.message_id)


def _turn(message: Message, utterance: str = "") -> Turn:
    return Turn(utterance, question=message.message_id, speaker=speaker_of(message))


async def report_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Logs the kind of an error and where it arose, never the text, which may quote the user, and apologises in the chat."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else "none"
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
    if isinstance(error, Forbidden):
        _LOGGER.info("Update %s: the user has blocked the bot or left.", number)
        return
    if isinstance(error, TelegramError) and is_said_by(error, *_NO_ENTRY):
        _LOGGER.info("Update %s: the bot cannot write there: %s", number, error.message)
        return
    _LOGGER.error("Update %s: %s at %s", number, type(error).__name__, place)
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        return  # the way to Telegram is disturbed, and after a timeout the reply may have arrived all the same
    if isinstance(update, Update) and update.effective_message and update.effective_message.chat:
        to = place_of(update.effective_message)
        with contextlib.suppress(TelegramError):
            await context.bot.send_message(to.chat, APOLOGY, message_thread_id=to.thread)
