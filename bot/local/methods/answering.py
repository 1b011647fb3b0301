"""Answers to pressed buttons and to inline queries."""

from __future__ import annotations

from typing import Any

from bot.local.errors import bad_request
from bot.local.limits import check_results, check_start_button
from bot.local.parameters import Parameters
from bot.local.queries import answer
from bot.local.world import World
from bot.telegram_html import utf16_length

__all__ = ["METHODS"]

_LONGEST_TOAST = 200
_LONGEST_OFFSET = 64


def _answer_callback_query(world: World, parameters: Parameters) -> bool:
    text = parameters.text("text")
    if utf16_length(text) > _LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    content = {"text": text, "show_alert": parameters.flag("show_alert"), "url": parameters.text("url")}
    answer(world.queries.callbacks, parameters.text("callback_query_id"), world.clock(), content)
    return True


def _answer_inline_query(world: World, parameters: Parameters) -> bool:
    offset = parameters.text("next_offset")
    if len(offset.encode(errors="replace")) > _LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    content = {
        "results": check_results(parameters.array("results", "InlineQueryResult")),
        "button": check_start_button(parameters.object("button", "inline query results button")),
        "next_offset": offset,
    }
    answer(world.queries.inline, parameters.text("inline_query_id"), world.clock(), content)
    return True


METHODS: dict[str, Any] = {
    "answercallbackquery": _answer_callback_query,
    "answerinlinequery": _answer_inline_query,
}
