"""A Bot API in this process: an ASGI application that answers as Telegram's server does and enforces its limits.

The unmodified bot talks to it, in process through `httpx.ASGITransport` or over HTTP, for tests and for trying the bot without an account.
What people do in their chats comes in by `LocalChat` (bot/local_chat.py).
"""

from __future__ import annotations

import json
import re
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from bot.local_updates import Json, UpdateQueue
from bot.render import MESSAGE_LIMIT, clean_text
from bot.telegram_html import HtmlError, MessageEntity, parse_html, utf16_length

__all__ = ["ApiError", "LocalBotApi", "Request"]

_PATH = re.compile(r"/bot(?P<token>[^/]+)(?P<test>/test)?/(?P<method>[A-Za-z]+)")
_CALLBACK_DATA_LIMIT = 64

_Message = MutableMapping[str, Any]
_Method = Callable[["LocalBotApi", Json], Awaitable[Any]]


class ApiError(Exception):
    """A refusal: HTTP status and Telegram's description."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def as_json(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a method, as it arrived."""

    method: str
    parameters: Json


@dataclass
class LocalBotApi:
    """The server of one bot: its chats, their messages and the updates that wait."""

    token: str = field(repr=False)
    username: str = "local_article_bot"
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    requests: list[Request] = field(default_factory=list)
    """All calls but getUpdates, in order."""
    faults: dict[str, deque[ApiError]] = field(default_factory=lambda: defaultdict(deque))
    """Errors to answer with, by method in lower case, each once; for tests."""
    blocked: set[int] = field(default_factory=set)
    """Chats whose user has blocked the bot."""
    commands: list[Json] = field(default_factory=list)
    _chats: dict[int, Json] = field(default_factory=dict)
    _messages: dict[int, dict[int, Json]] = field(default_factory=dict)

    @property
    def user(self) -> Json:
        number = int(self.token.partition(":")[0])
        return {"id": number, "is_bot": True, "first_name": "Article bot", "username": self.username}

    def open_chat(self, chat: Json) -> None:
        self._chats[chat["id"]] = chat
        self._messages.setdefault(chat["id"], {})

    def add_message(self, chat_id: int, sender: Json, content: Json) -> Json:
        """Files a message under the chat's next number."""
        messages = self._messages[chat_id]
        number = max(messages, default=0) + 1
        messages[number] = {"message_id": number, "date": int(time.time()), "chat": self._chats[chat_id], "from": sender} | content
        return messages[number]

    def delete_message(self, chat_id: int, message_id: int) -> None:
        self._messages[chat_id][message_id] = {"message_id": message_id, "deleted": True}

    def message(self, chat_id: int, message_id: int) -> Json | None:
        found = self._messages[chat_id].get(message_id)
        return None if found is None or "deleted" in found else found

    def messages(self, chat_id: int) -> dict[int, Json]:
        """A chat's messages by number, in order."""
        return {number: message for number, message in self._messages[chat_id].items() if "deleted" not in message}

    async def __call__(
        self, scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
    ) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"the local Bot API speaks HTTP, not {scope['type']}")
        try:
            parameters = await _parameters(scope, receive)
            status, body = 200, {"ok": True, "result": await self._dispatch(scope["path"], parameters)}
        except ApiError as error:
            status, body = error.code, error.as_json()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})

    async def _dispatch(self, path: str, parameters: Json) -> Any:
        found = _PATH.fullmatch(path)
        if found is None or not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", found["token"]):
            raise ApiError(404, "Not Found")
        if found["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        name = found["method"].lower()
        if name != "getupdates":
            self.requests.append(Request(found["method"], parameters))
        if self.faults.get(name):
            raise self.faults[name].popleft()
        if name not in _METHODS:
            raise ApiError(404, "Not Found: method not found")
        return await _METHODS[name](self, parameters)

    async def _get_me(self, _: Json) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return self.user | abilities

    async def _get_updates(self, parameters: Json) -> Any:
        if "allowed_updates" in parameters:
            self.updates.allowed = tuple(parameters["allowed_updates"])
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 100))
        found = await self.updates.poll(offset, limit, float(parameters.get("timeout", 0)))
        if found is None:
            raise ApiError(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        return found

    async def _send_message(self, parameters: Json) -> Json:
        chat_id = self._chat_id(parameters)
        text, entities = _formatted_text(parameters)
        content: Json = {"text": text}
        if entities:
            content["entities"] = [entity.as_json() for entity in entities]
        content |= self._reply(chat_id, parameters.get("reply_parameters"))
        if "reply_markup" in parameters:
            content["reply_markup"] = _checked_markup(parameters["reply_markup"])
        if "link_preview_options" in parameters:
            content["link_preview_options"] = parameters["link_preview_options"]
        return self.add_message(chat_id, self.user, content)

    async def _send_chat_action(self, parameters: Json) -> bool:
        self._chat_id(parameters)
        if not parameters.get("action"):
            raise ApiError(400, "Bad Request: wrong parameter action in request")
        return True

    async def _set_my_commands(self, parameters: Json) -> bool:
        for command in parameters.get("commands", []):
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise ApiError(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands = parameters.get("commands", [])
        return True

    async def _delete_webhook(self, _: Json) -> bool:
        return True

    def _chat_id(self, parameters: Json) -> int:
        if "chat_id" not in parameters:
            raise ApiError(400, "Bad Request: chat_id is empty")
        chat_id = int(parameters["chat_id"])
        if chat_id not in self._chats:
            raise ApiError(400, "Bad Request: chat not found")
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat_id

    def _reply(self, chat_id: int, wanted: Json | None) -> Json:
        if not wanted:
            return {}
        target = self.message(chat_id, int(wanted["message_id"]))
        if target is None:
            if wanted.get("allow_sending_without_reply"):
                return {}
            raise ApiError(400, "Bad Request: message to be replied not found")
        return {"reply_to_message": {key: value for key, value in target.items() if key != "reply_to_message"}}


_METHODS: dict[str, _Method] = {
    "getme": LocalBotApi._get_me,
    "getupdates": LocalBotApi._get_updates,
    "sendmessage": LocalBotApi._send_message,
    "sendchataction": LocalBotApi._send_chat_action,
    "setmycommands": LocalBotApi._set_my_commands,
    "deletewebhook": LocalBotApi._delete_webhook,
}


async def _parameters(scope: _Message, receive: Callable[[], Awaitable[_Message]]) -> Json:
    """A call's parameters from its query and its body, with JSON in them decoded."""
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    kind = dict(scope["headers"]).get(b"content-type", b"").decode().partition(";")[0]
    parameters: Json = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    try:
        if kind == "application/json":
            parameters |= json.loads(body)
        elif kind == "multipart/form-data":
            raise ApiError(400, "Bad Request: the local Bot API takes no files")
        else:
            parameters |= parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise ApiError(400, "Bad Request: strings must be encoded in UTF-8") from None
    return {name: value if name == "text" else _decoded(value) for name, value in parameters.items()}


def _decoded(value: Any) -> Any:
    """Objects, lists, numbers and booleans come as JSON in a form; anything else is a string."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _formatted_text(parameters: Json) -> tuple[str, tuple[MessageEntity, ...]]:
    text, entities = str(parameters.get("text", "")), tuple[MessageEntity, ...]()
    mode = str(parameters.get("parse_mode", "")).lower()
    if mode not in ("", "html"):
        raise ApiError(400, "Bad Request: unsupported parse_mode")
    if mode == "html":
        try:
            text, entities = parse_html(text)
        except HtmlError as error:
            raise ApiError(400, f"Bad Request: can't parse entities: {error}") from None
    text = clean_text(text).rstrip()
    if not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    if utf16_length(text.strip()) > MESSAGE_LIMIT:
        raise ApiError(400, "Bad Request: message is too long")
    return text, entities


def _checked_markup(markup: Json) -> Json:
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not 1 <= len(button.get("callback_data", "?").encode()) <= _CALLBACK_DATA_LIMIT:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup
