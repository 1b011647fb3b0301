"""The methods of the local Bot API, by name in lower case, for Telegram takes any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.local.methods import answering, chats, introduction, messages
from bot.local.parameters import Parameters
from bot.local.world import World

__all__ = ["METHODS"]

METHODS: Mapping[str, Callable[[World, Parameters], Any]] = {
    **messages.METHODS,
    **answering.METHODS,
    **introduction.METHODS,
    **chats.METHODS,
}
