"""What a person sees: messages, their buttons, toasts, inline results."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.local.entities import as_html
from bot.local.errors import Json
from bot.local.queries import Query

__all__ = ["Arrived", "Button", "InlineAnswer", "InlineResult", "Pressed", "arrived", "inline_answer"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; it has data or one of the others."""

    text: str
    data: str | None = None
    url: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it stands in a chat."""

    message_id: int
    text: str
    html: str = field(repr=False)
    """The text with its styles and links as Telegram's tags."""
    entities: tuple[Json, ...]
    reply_to: int | None
    """The message that it quotes."""
    buttons: tuple[tuple[Button, ...], ...]
    """By row."""
    edited: bool
    thread: int | None
    """The forum topic that it stands in."""
    sender: Json = field(repr=False)
    """The user, or the channel, who wrote it."""
    content: Json = field(repr=False)
    """All of it, as the Bot API gives it."""

    @property
    def date(self) -> int:
        return int(self.content["date"])

    @property
    def edit_date(self) -> int | None:
        return self.content.get("edit_date")

    @property
    def labels(self) -> list[str]:
        """The texts of all buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def styled(self, kind: str) -> list[str]:
        """The stretches of text in a style: "blockquote", "italic" …"""
        units = self.text.encode("utf-16-le", "surrogatepass")
        spans = [(entity["offset"] * 2, entity["length"] * 2) for entity in self.entities if entity["type"] == kind]
        return [units[start : start + length].decode("utf-16-le", "surrogatepass") for start, length in spans]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of pressing a button."""

    text: str | None
    """The toast; empty where the bot had nothing to say, None where it never answered."""
    alert: bool
    """Whether the toast waits to be closed."""
    url: str
    arrived: list[Arrived]


@dataclass(frozen=True, slots=True)
class InlineResult:
    """A result to choose from, and what choosing it sends."""

    id: str
    title: str
    description: str
    text: str
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    query: str
    """What was asked for."""
    content: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot offers for an inline query."""

    results: tuple[InlineResult, ...]
    button: Json
    """The button above the results, empty for none: `text` and `start_parameter`."""
    next_offset: str
    """With which to ask for more; empty where there are no more."""


def arrived(message: Json) -> Arrived:
    """A person's view of a message of the Bot API."""
    answered = message.get("reply_to_message", {})
    text, entities = message.get("text") or message.get("caption") or "", tuple(message.get("entities", ()))
    return Arrived(
        message_id=message["message_id"],
        text=text,
        html=as_html(text, entities),
        entities=entities,
        reply_to=None if "forum_topic_created" in answered else answered.get("message_id"),
        buttons=_buttons(message),
        edited="edit_date" in message,
        thread=message.get("message_thread_id") if message.get("is_topic_message") else None,
        sender=message.get("from") or message.get("sender_chat") or {},
        content=message,
    )


def inline_answer(query: Query, text: str) -> InlineAnswer | None:
    """The bot's answer to the query for a text; None where it has not answered."""
    if query.answer is None:
        return None
    results = tuple(_inline_result(result, text) for result in query.answer["results"])
    return InlineAnswer(results, query.answer["button"], query.answer["next_offset"])


def _inline_result(result: Json, query: str) -> InlineResult:
    message = result["message"]
    return InlineResult(
        id=result["id"],
        title=result["title"],
        description=result.get("description", ""),
        text=message["text"],
        html=as_html(message["text"], message.get("entities", ())),
        buttons=_buttons(message),
        query=query,
        content=result,
    )


def _buttons(message: Json) -> tuple[tuple[Button, ...], ...]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Json) -> Button:
    return Button(
        text=button["text"],
        data=button.get("callback_data"),
        url=button.get("url"),
        switch_inline_query=button.get("switch_inline_query"),
        switch_inline_query_current_chat=button.get("switch_inline_query_current_chat"),
    )
