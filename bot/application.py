"""The Telegram application: on which connection the library talks, and which handler hears what."""

from __future__ import annotations

import os
from typing import Any

import httpx
from telegram import LinkPreviewOptions, Message
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.callbacks import Presses
from bot.desk import Desk, Memory
from bot.handlers import Handlers, report_error
from bot.inline import Inline
from bot.introduce import introduce
from bot.membership import Membership
from bot.settings import Settings
from bot.texts import About, Answerer
from bot.tokens import Tokens
from bot.transport import PLACEHOLDER, Connection, connect, network

__all__ = ["BotApplication", "build_application"]

# The library reads this each time. Without it, every RetryAfter comes with a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")

BotApplication = Application[Any, Any, Any, Any, Any, Any]


class _FromHuman(filters.MessageFilter):
    """Written by a person here: two bots that answer each other would never stop, and an inline result is our own answer.

    An administrator who writes as the group counts as one; what a channel writes, and what is forwarded from it by itself, does not.
    """

    def filter(self, message: Message) -> bool:
        if message.from_user is None or message.via_bot is not None or message.is_automatic_forward:
            return False
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        return not message.from_user.is_bot


class _ReplyToBot(filters.MessageFilter):
    """In a group the bot is asked by replying to it, or by a command; all other talk is none of its business."""

    def filter(self, message: Message) -> bool:
        answered = message.reply_to_message
        if answered is None or answered.from_user is None or answered.forum_topic_created:
            return False  # all that is said in a topic which the bot has opened is, to Telegram, a reply to that notice
        return answered.from_user.id == message.get_bot().id


def build_application(
    settings: Settings,
    answerer: Answerer,
    about: About,
    memory: Memory | None = None,
    connection: Connection | None = None,
) -> BotApplication:
    """The bot, ready to be initialised; without a connection it talks to the real network."""
    connection = connection or connect(settings.token, network(settings.proxy))

    async def post_init(started: BotApplication) -> None:
        await introduce(started.bot, about)

    application = (
        ApplicationBuilder()
        .token(PLACEHOLDER)
        .base_url(settings.base_url)
        .request(_request(connection.requests))
        .get_updates_request(_request(connection.polling))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .post_init(post_init)
        .build()
    )
    _register(application, Desk(answerer, about, Tokens(about), memory or Memory()))
    return application


def _request(transport: httpx.AsyncBaseTransport) -> HTTPXRequest:
    return HTTPXRequest(httpx_kwargs={"transport": transport})


def _register(application: BotApplication, desk: Desk) -> None:
    """The first handler that fits takes the update; channel posts, edits of anything but questions, and what is to come fit none."""
    handlers, presses, membership = Handlers(desk), Presses(desk), Membership(desk)
    human = _FromHuman()
    new, edited = filters.UpdateType.MESSAGE & human, filters.UpdateType.EDITED_MESSAGE & human
    private, groups = filters.ChatType.PRIVATE, filters.ChatType.GROUPS
    # Commands come first, since their text is text too; in groups only those that Telegram delivers to this bot.
    commands = {"start": handlers.start, "help": handlers.help, "about": handlers.about, "privacy": handlers.privacy}
    commands |= {"topics": handlers.topics, "source": handlers.source, "why": handlers.why}
    for name, handler in commands.items():
        application.add_handler(CommandHandler(name, handler, new))
    application.add_handler(CommandHandler("ask", handlers.ask, new | edited))
    application.add_handler(MessageHandler(new & private & filters.COMMAND, handlers.unknown_command))
    asked = (private | _ReplyToBot()) & filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler((new | edited) & asked, handlers.question))
    # Photos, stickers, voice … but not the notices that Telegram itself puts into a chat.
    application.add_handler(MessageHandler(new & private & ~filters.StatusUpdate.ALL & ~filters.TEXT, handlers.not_text))
    application.add_handler(CallbackQueryHandler(presses.press))
    application.add_handler(InlineQueryHandler(Inline(desk).query))
    application.add_handler(ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & groups & filters.StatusUpdate.MIGRATE, membership.moved))
    application.add_error_handler(report_error)
