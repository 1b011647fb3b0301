"""Inline keyboards and what their buttons carry. Pure: no request is made here.

A button's data is a letter for what to do, then, as that needs it, the token of what to do it with and a number behind a dot. It names the
thing itself, never a place in some list of ours, so a button works after a restart too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from answers.reply import Kind, Option, Part, Reply
from bot.subjects import VOTED, judged_part, subject_of
from bot.tokens import TOKEN_LENGTH, token_of

__all__ = [
    "Action",
    "Press",
    "answer_keyboard",
    "button",
    "deep_link",
    "examples_keyboard",
    "labelled",
    "linked_token",
    "parse_press",
    "short_label",
    "shortened",
]

LABEL_LENGTH = 48
"""Characters of a button's label: the questions of the shipped fact base fit, and a telephone shows most of it."""
CONTEXTS_A_ROW = 3
_LINKED = "q"
"""Begins a deep link's payload for a fact; others, which anyone may write, mean nothing."""


class Action(StrEnum):
    """What a press asks for."""

    CONTEXT = "c"
    WHY = "w"
    FACT = "q"
    EXAMPLE = "e"
    READING = "r"
    """The number is the asker, who alone may choose."""
    NONE_OF_THESE = "n"
    UP = "u"
    """The number is the kind of reply that is judged."""
    DOWN = "d"
    TOPICS = "l"
    """The number is a page, here and in the next two."""
    TOPIC = "t"
    SOURCE = "s"


_WITH_TOKEN = frozenset(Action) - {Action.NONE_OF_THESE, Action.TOPICS, Action.SOURCE}
_WITH_NUMBER = frozenset(Action) - {Action.CONTEXT, Action.WHY, Action.FACT, Action.EXAMPLE}
_DATA = re.compile(rf"(?P<action>[{''.join(Action)}])(?P<token>[A-Za-z0-9_-]{{{TOKEN_LENGTH}}})?(?:\.(?P<number>[0-9]{{1,16}}))?")


@dataclass(frozen=True, slots=True)
class Press:
    """A button's data, read."""

    action: Action
    token: str = ""
    number: int = 0

    @property
    def data(self) -> str:
        number = f".{self.number}" if self.action in _WITH_NUMBER else ""
        return f"{self.action}{self.token}{number}"


def parse_press(data: str | None) -> Press | None:
    """None for data that no button of ours carries."""
    found = _DATA.fullmatch(data or "")
    if found is None:
        return None
    action = Action(found["action"])
    if (found["token"] is not None) != (action in _WITH_TOKEN) or (found["number"] is not None) != (action in _WITH_NUMBER):
        return None
    return Press(action, found["token"] or "", int(found["number"] or 0))


def answer_keyboard(reply: Reply, related: Sequence[Option], asker: int, link: str) -> InlineKeyboardMarkup | None:
    """The buttons under a reply: each quote in context and why; readings to choose from; related questions; votes and Share.

    `asker` is who alone may choose a reading, 0 for anyone; `link` is the bot's address.
    """
    judged = judged_part(reply)
    rows = _explaining_rows(reply, judged)
    for part in reply.parts:
        rows += _option_rows(part, asker)
    rows += [[button(short_label(option.question), Action.FACT, option.intent)] for option in related]
    if judged is not None:
        rows.append(_judging_row(judged, link))
    return InlineKeyboardMarkup(rows) if rows else None


def examples_keyboard(examples: Iterable[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button(short_label(example), Action.EXAMPLE, example)] for example in examples])


def deep_link(link: str, intent: str) -> str:
    """The address that opens the bot with a fact's answer."""
    return f"{link}?start={_LINKED}{token_of(intent)}"


def linked_token(payload: str) -> str | None:
    """The token in a deep link's payload, which can be anything; None where it is not one of ours."""
    found = re.fullmatch(rf"{_LINKED}([A-Za-z0-9_-]{{{TOKEN_LENGTH}}})", payload)
    return found[1] if found else None


def short_label(text: str) -> str:
    return shortened(text, LABEL_LENGTH)


def shortened(text: str, length: int) -> str:
    """The text, cut at a word's end where it is longer."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:") + "…"


def _explaining_rows(reply: Reply, judged: Part | None) -> list[list[InlineKeyboardButton]]:
    facts = _facts_quoted(reply)
    labels = ["In context"] if len(facts) == 1 else [f"In context {number}" for number in range(1, len(facts) + 1)]
    buttons = [button(label, Action.CONTEXT, fact) for label, fact in zip(labels, facts, strict=True)]
    if judged is not None:
        why = "Why this reply" if judged.kind is Kind.NOT_STATED else "Why this answer"
        buttons.append(button(why, Action.WHY, subject_of(judged)))
    return [buttons[start : start + CONTEXTS_A_ROW] for start in range(0, len(buttons), CONTEXTS_A_ROW)]


def _facts_quoted(reply: Reply) -> list[str]:
    """A fact for each context that there is to show; answers that rest on the same sentences share one."""
    found: dict[tuple[tuple[int, str], ...], str] = {}
    for part in reply.parts:
        fact = part.explanation.fact if part.explanation else ""
        if part.kind in (Kind.ANSWER, Kind.CORRECTION) and part.quotes and fact:
            found.setdefault(tuple((quote.passage, quote.text) for quote in part.quotes), fact)
    return list(found.values())


def _option_rows(part: Part, asker: int) -> list[list[InlineKeyboardButton]]:
    """Readings, which stand for an intent, or examples, which are questions to be asked."""
    rows = []
    for option in part.options:
        press = Press(Action.READING, token_of(option.intent), asker) if option.intent else Press(Action.EXAMPLE, token_of(option.question))
        rows.append([labelled(short_label(option.question), press)])
    if part.kind is Kind.CLARIFY and any(option.intent for option in part.options):
        rows.append([labelled("None of these", Press(Action.NONE_OF_THESE, number=asker))])
    return rows


def _judging_row(judged: Part, link: str) -> list[InlineKeyboardButton]:
    token, kind = token_of(subject_of(judged)), VOTED.index(judged.kind)
    row = [labelled("👍", Press(Action.UP, token, kind)), labelled("👎", Press(Action.DOWN, token, kind))]
    explanation = judged.explanation
    if judged.kind is not Kind.NOT_STATED and explanation and explanation.fact:
        # An address, not a switch to inline mode: it works in all chats, and where inline mode is not switched on.
        shared = {"url": deep_link(link, explanation.fact), "text": explanation.asked}
        row.append(InlineKeyboardButton("Share", url=f"https://t.me/share/url?{urlencode(shared, quote_via=quote)}"))
    return row


def button(label: str, action: Action, name: str) -> InlineKeyboardButton:
    """One for the thing of this name; on a topic's first page."""
    return labelled(label, Press(action, token_of(name)))


def labelled(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=press.data)
