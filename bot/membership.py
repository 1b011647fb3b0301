"""Chats that the bot is brought into or shut out of, and groups that move."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import ChatMember, Update
from telegram.error import ChatMigrated
from telegram.ext import ContextTypes

from bot.desk import Desk
from bot.incoming import message_of
from bot.outgoing import Place, Response, send
from bot.render import render_text
from bot.texts import ADDED_TO_GROUP

__all__ = ["Membership"]

_LOGGER = logging.getLogger(__name__)

_OUTSIDE = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True)
class Membership:
    """The callbacks for what becomes of the bot's chats."""

    desk: Desk

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says in a new group how to ask; forgets a chat that the bot is shut out of."""
        change = update.my_chat_member
        if change is None:
            raise ValueError("the handler lets an update without a change of membership through")
        chat = change.chat
        if change.new_chat_member.status in _OUTSIDE:
            _LOGGER.info("A %s chat has blocked or removed the bot.", chat.type)
            self.desk.memory.forget(chat.id)
        elif change.old_chat_member.status in _OUTSIDE and chat.type in (chat.GROUP, chat.SUPERGROUP):
            greeting = Response(render_text(ADDED_TO_GROUP.format(title=self.desk.about.title)))
            try:
                await send(context.bot, Place(chat.id), greeting)
            except ChatMigrated as moved:  # making the bot an administrator turns some groups into supergroups at once
                await send(context.bot, Place(moved.new_chat_id), greeting)

    async def moved(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Telegram says it twice: in the group that ends and in the supergroup that begins."""
        message = message_of(update)
        old, new = message.migrate_from_chat_id or message.chat_id, message.migrate_to_chat_id or message.chat_id
        self.desk.memory.conversations.move(old, new)
