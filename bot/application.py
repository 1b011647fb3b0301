"""The Telegram application: on which connection the library talks, and which handler hears what."""

from __future__ import annotations

import os
from typing import Any

import httpx
from telegram import LinkPreviewOptions, Message
from telegram.ext import Application, ApplicationBuilder, CommandHandler, Defaults, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.conversation import Conversations, MemoryConversations
from bot.handlers import Handlers, report_error
from bot.settings import Settings
from bot.texts import About, Answerer
from bot.transport import PLACEHOLDER, Connection, connect, network

__all__ = ["BotApplication", "build_application"]

# The library reads this each time. Without it, every RetryAfter comes with a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

BotApplication = Application[Any, Any, Any, Any, Any, Any]


class _FromHuman(filters.MessageFilter):
    """Written by a person: two bots that answer each other would never stop, and an inline result is our own answer."""

    def filter(self, message: Message) -> bool:
        return message.from_user is not None and not message.from_user.is_bot and message.via_bot is None


class _ReplyToBot(filters.MessageFilter):
    """In a group the bot is asked by replying to it; all other talk is none of its business."""

    def filter(self, message: Message) -> bool:
        answered = message.reply_to_message
        return answered is not None and answered.from_user is not None and answered.from_user.id == message.get_bot().bot.id


def build_application(
    settings: Settings,
    answerer: Answerer,
    about: About,
    conversations: Conversations | None = None,
    connection: Connection | None = None,
) -> BotApplication:
    """The bot, ready to be initialised; without a connection it talks to the real network."""
    connection = connection or connect(settings.token, network(settings.proxy))
    application = (
        ApplicationBuilder()
        .token(PLACEHOLDER)
        .base_url(settings.base_url)
        .request(_request(connection.requests))
        .get_updates_request(_request(connection.polling))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .build()
    )
    _register(application, Handlers(answerer, about, conversations or MemoryConversations()))
    return application


def _request(transport: httpx.AsyncBaseTransport) -> HTTPXRequest:
    return HTTPXRequest(httpx_kwargs={"transport": transport})


def _register(application: BotApplication, handlers: Handlers) -> None:
    """The first handler that fits takes the update; edits, channel posts and all that is no message fit none."""
    message = filters.UpdateType.MESSAGE & _FromHuman()
    private = message & filters.ChatType.PRIVATE
    asked = private | (message & _ReplyToBot())
    # Commands come first, since their text is text too; in groups only those that Telegram delivers to this bot.
    application.add_handler(CommandHandler("start", handlers.start, message))
    application.add_handler(CommandHandler("help", handlers.help, message))
    application.add_handler(CommandHandler("why", handlers.why, message))
    application.add_handler(MessageHandler(private & filters.COMMAND, handlers.unknown_command))
    application.add_handler(MessageHandler(asked & filters.TEXT, handlers.question))
    # Last: photos, stickers, voice … but not the notices that Telegram itself puts into a chat.
    application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, handlers.not_text))
    application.add_error_handler(report_error)
