"""How the bot presents itself on Telegram: command menus, name and descriptions, set at start where they are not so already.

Telegram lets a bot change them only a few times a day, and each start that changes nothing must not count.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.buttons import shortened
from bot.texts import COMMANDS, GROUP_COMMANDS, About

__all__ = ["introduce"]

_LOGGER = logging.getLogger(__name__)

NAME_LENGTH, SHORT_DESCRIPTION_LENGTH = 64, 120
_TITLE_LENGTH = 200
"""Of the title in the description, which may have 512 characters."""
DEADLINE = 15.0
"""Seconds after which the bot starts to answer all the same."""


async def introduce(bot: Bot, about: About) -> None:
    """Best effort: without, the bot answers all the same."""
    steps: dict[str, Callable[[], Awaitable[None]]] = {
        "commands menu": lambda: _menu(bot, COMMANDS, BotCommandScopeAllPrivateChats()),
        "commands menu of groups": lambda: _menu(bot, GROUP_COMMANDS, BotCommandScopeAllGroupChats()),
        "name": lambda: _name(bot, about),
        "description": lambda: _description(bot, about),
        "short description": lambda: _short_description(bot, about),
    }
    try:
        async with asyncio.timeout(DEADLINE):
            for what, step in steps.items():
                await _try(what, step)
    except TimeoutError:
        _LOGGER.warning("Telegram takes long to set the bot's menus and descriptions; the bot works without.")


async def _try(what: str, step: Callable[[], Awaitable[None]]) -> None:
    try:
        await step()
    except Exception as error:  # a server that answers something odd is no reason either
        _LOGGER.warning("The %s could not be set (%s); the bot works without.", what, type(error).__name__)


async def _menu(bot: Bot, names: Iterable[str], scope: BotCommandScope) -> None:
    wanted = tuple(BotCommand(name, COMMANDS[name]) for name in names)
    if await bot.get_my_commands(scope) != wanted:
        await bot.set_my_commands(wanted, scope)


async def _name(bot: Bot, about: About) -> None:
    wanted = shortened(f"Ask: {about.title}", NAME_LENGTH)
    if (await bot.get_my_name()).name != wanted:
        await bot.set_my_name(wanted)


async def _description(bot: Bot, about: About) -> None:
    """What an empty chat shows."""
    lines = [
        f"I answer questions about the article “{shortened(about.title, _TITLE_LENGTH)}”.",
        "Every answer comes with the article's own words. Where the article does not say, I say so.",
    ]
    if (await bot.get_my_description()).description != (wanted := "\n".join(lines)):
        await bot.set_my_description(wanted)


async def _short_description(bot: Bot, about: About) -> None:
    """What the profile shows, and a link to the bot."""
    wanted = shortened(f"Answers with quotes, about “{about.title}”", SHORT_DESCRIPTION_LENGTH)
    if (await bot.get_my_short_description()).short_description != wanted:
        await bot.set_my_short_description(wanted)
