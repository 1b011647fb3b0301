"""What Telegram takes in a text, a keyboard, a set of inline results or a menu of commands, and its words for what it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.local.entities import detect_entities
from bot.local.errors import Json, bad_request
from bot.local.parameters import Parameters
from bot.render import MESSAGE_LIMIT, clean_text
from bot.telegram_html import HtmlError, parse_html, utf16_length

__all__ = ["check_commands", "check_keyboard", "check_results", "check_start_button", "formatted_text"]

_MOST_BUTTONS, _LONGEST_ROW = 100, 8
_LONGEST_DATA = 64
_MOST_RESULTS, _LONGEST_RESULT_ID = 50, 64
_MOST_COMMANDS, _LONGEST_DESCRIPTION = 100, 256

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_MAY_BE_EMPTY = ("switch_inline_query", "switch_inline_query_current_chat")
_BUTTON = "can't parse inline keyboard button: "


def formatted_text(text: str, parse_mode: str) -> Json:
    """`text` and `entities` of a message; raises ApiError for what cannot be sent."""
    mode = parse_mode.lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    if not text:
        raise bad_request("message text is empty")
    entities: list[Json] = []
    if mode == "html":
        try:
            text, parsed = parse_html(text)
        except HtmlError as error:
            raise bad_request(f"can't parse entities: {error}") from None
        entities = [entity.as_json() for entity in parsed]
    text = clean_text(text).rstrip()
    if not text.strip():
        raise bad_request("text must be non-empty")
    if utf16_length(text.strip()) > MESSAGE_LIMIT:
        raise bad_request("message is too long")
    entities = [*entities, *detect_entities(text, entities)]
    return {"text": text} | ({"entities": sorted(entities, key=lambda entity: entity["offset"])} if entities else {})


def check_keyboard(markup: Json) -> Json:
    """The `reply_markup` of a message, empty for none; a keyboard in place of the letters is no part of the message."""
    if "inline_keyboard" not in markup:
        return {}
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    rows = [[_checked_button(button) for button in row] for row in rows if row]
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _LONGEST_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else {}


def _checked_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"{_BUTTON}InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(f'{_BUTTON}Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{_BUTTON}Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button and (button[name] or name in _MAY_BE_EMPTY)]
    if not actions:
        raise bad_request(f"{_BUTTON}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Telegram takes the first without a word, so one of the two would never work.
        raise bad_request("BUTTON_TYPE_INVALID")
    if actions == ["url"]:
        _check_url(str(button["url"]))
    if actions == ["callback_data"] and len(str(button["callback_data"]).encode(errors="replace")) > _LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def _check_url(url: str) -> None:
    problem = ""
    parts = urlsplit(url if "://" in url or url.startswith("tg:") else f"http://{url}")
    if parts.scheme not in ("http", "https", "tg", "ton"):
        problem = "Unsupported URL protocol"
    elif parts.scheme in ("http", "https") and "." not in (parts.hostname or ""):
        problem = "Wrong HTTP URL"
    if problem:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {problem}")


def check_results(results: Sequence[Any]) -> list[Json]:
    """The results of an inline query, each with the message that choosing it sends."""
    if len(results) > _MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_checked_result(result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    return checked


def _checked_result(result: Any) -> Json:
    problem = "can't parse inline query result: "
    if not isinstance(result, dict):
        raise bad_request("inline query result must be an object")
    if result.get("type") != "article":
        raise bad_request(f"{problem}the local Bot API knows results of type article only")
    if not 1 <= len(str(result.get("id", "")).encode(errors="replace")) <= _LONGEST_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not str(result.get("title", "")).strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request(f'{problem}Can\'t find field "message_text"')
    if not content.get("message_text"):
        raise bad_request(f"{problem}Input message content is not specified")
    message = formatted_text(str(content["message_text"]), str(content.get("parse_mode") or ""))
    if options := content.get("link_preview_options"):
        message["link_preview_options"] = options
    if markup := check_keyboard(result.get("reply_markup") or {}):
        message["reply_markup"] = markup
    return result | {"id": str(result["id"]), "message": message}


def check_start_button(button: Json) -> Json:
    """The button above inline results, which opens the bot's chat with a start parameter; empty for none."""
    if button and not str(button.get("text", "")).strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if button and "web_app" not in button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return button


def check_commands(parameters: Parameters) -> list[Json]:
    """The menu of commands; a slash before a name is allowed."""
    commands = []
    for item in parameters.array("commands", "BotCommand"):
        if not isinstance(item, dict) or not {"command", "description"} <= item.keys():
            raise bad_request("can't parse BotCommand")
        name, description = str(item["command"]).strip().removeprefix("/"), str(item["description"]).strip()
        if not name:
            raise bad_request("command must be non-empty")
        if not description:
            raise bad_request("command description must be non-empty")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
            raise bad_request("BOT_COMMAND_INVALID")
        if utf16_length(description) > _LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": description})
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return commands
