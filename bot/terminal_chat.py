"""A chat with the bot by typed lines: text in, text for the page out.

The bot is the one of Telegram, on the local Bot API. What a telephone does with a finger is done by number here: the buttons of the last
message that has any, and what inline mode finds, are numbered, and a number that is typed alone presses.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs, urlsplit

from bot.local.running import LocalBot
from bot.local.views import Arrived, Button, InlineAnswer, InlineResult
from bot.render import clean_text
from bot.terminal import Page

__all__ = ["OWN_COMMANDS", "TerminalChat"]

OWN_COMMANDS = ("edit", "quit")
"""Beside the bot's own; HINT says what they do."""

HINT = "A number presses its button, /edit rewords your question, /quit leaves."
NO_BUTTONS = "There is no button to press yet."
NO_BUTTON = "There is no button {number}: there are 1 to {last}."
NOT_HERE = "That button works on Telegram only."
NOTHING_TO_EDIT = "There is no question to reword yet."
EDIT_HOW = "Write the new wording after it: /edit When …?"
EDITED = "(edited)"
NOTHING_FOUND = "Nothing found."
SAME_ANSWER = "The answer stays as it is."
NOTHING_ARRIVED = "Nothing new."

RESULTS_SHOWN = 9
"""Of what inline mode finds; the best come first, and more would scroll them away."""

# A year is something to ask about, and no message has that many buttons.
_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class _Choice:
    """Something that has a number."""

    label: str
    choose: Callable[[], Awaitable[str]]


class TerminalChat:
    """The private chat of the person at the terminal."""

    def __init__(self, bot: LocalBot, page: Page) -> None:
        self._name, self._chat, self._page = bot.api.world.username, bot.chat(), page
        self._choices: list[_Choice] = []
        self._numbered = 0
        """The message whose buttons have the numbers."""
        self._asked = 0
        """The last question: what is neither another command than /ask nor a press."""

    @property
    def commands(self) -> list[str]:
        """All that begin with a slash, without it."""
        return [*self._chat.commands(), *OWN_COMMANDS]

    async def greeting(self) -> str:
        """What the bot says to /start, and how to go on here."""
        return f"{await self._send('/start')}\n\n{self._page.aside(HINT)}"

    async def respond(self, line: str) -> str:
        """What comes of a line."""
        command, _, rest = line.partition(" ")
        if command == "/edit":
            return await self._edit(rest.strip())
        if _NUMBER.fullmatch(line):
            return await self._press(int(line))
        if command == f"@{self._name}":
            return await self._ask_inline(rest)
        if command == "/help":
            return f"{await self._send(line)}\n\n{self._page.aside(HINT)}"
        return await self._send(line)

    async def _send(self, line: str) -> str:
        new = await self._chat.send(line)
        if not line.startswith("/") or line.startswith("/ask "):
            self._asked = self._chat.last_sent
        return self._shown(new)

    async def _edit(self, text: str) -> str:
        if not self._asked:
            return self._page.aside(NOTHING_TO_EDIT)
        if not text:
            return self._page.aside(EDIT_HOW)
        revised = await self._chat.edit(self._asked, text)
        return self._shown(revised) if revised else self._page.aside(SAME_ANSWER)

    async def _press(self, number: int) -> str:
        if not self._choices:
            return self._page.aside(NO_BUTTONS)
        if not 0 < number <= len(self._choices):
            return self._page.aside(NO_BUTTON.format(number=number, last=len(self._choices)))
        return await self._choices[number - 1].choose()

    async def _push(self, message_id: int, button: Button) -> str:
        """Presses a button of a message, which may be gone by now."""
        if button.data is not None:
            pressed = await self._chat.press_data(message_id, button.data)
            return self._shown(pressed.arrived, pressed.text or "")
        if button.url is not None:
            payload = _start_payload(button.url, self._name)
            # Unwrapped, so that it can be copied.
            return await self._send(f"/start {payload}") if payload else clean_text(f"{button.text}: {button.url}")
        query = button.switch_inline_query_current_chat or button.switch_inline_query
        return self._page.aside(NOT_HERE) if query is None else await self._ask_inline(query)

    async def _ask_inline(self, query: str) -> str:
        answer = await self._chat.inline(query)
        if answer is None or not (answer.results or answer.button):
            return self._page.aside(NOTHING_FOUND)
        self._number(0, self._inline_choices(answer))
        return self._page.buttons([choice.label] for choice in self._choices)

    def _inline_choices(self, answer: InlineAnswer) -> list[_Choice]:
        choices = [_Choice(result.title, partial(self._send_result, result)) for result in answer.results[:RESULTS_SHOWN]]
        if answer.button:
            start = f"/start {answer.button.get('start_parameter', '')}"
            choices.append(_Choice(answer.button["text"], partial(self._send, start)))
        return choices

    async def _send_result(self, result: InlineResult) -> str:
        return self._shown([await self._chat.choose(result)])

    def _shown(self, messages: Iterable[Arrived], toast: str = "") -> str:
        """The toast, then the messages, the last one's buttons numbered."""
        shown = [self._page.aside(f"· {toast}")] if toast else []
        shown += [self._message(message) for message in messages]
        return "\n\n".join(shown) or self._page.aside(NOTHING_ARRIVED)

    def _message(self, message: Arrived) -> str:
        blocks = [self._page.aside(EDITED)] if message.edited else []
        blocks.append(self._page.message(message.text, message.entities))
        if message.buttons:
            blocks.append(self._page.buttons([[_label(button) for button in row] for row in message.buttons]))
        if message.buttons or message.message_id == self._numbered:
            self._number(message.message_id, [self._choice(message.message_id, button) for row in message.buttons for button in row])
        return "\n".join(blocks)

    def _choice(self, message_id: int, button: Button) -> _Choice:
        return _Choice(button.text, partial(self._push, message_id, button))

    def _number(self, message_id: int, choices: Sequence[_Choice]) -> None:
        self._numbered, self._choices = message_id, list(choices)


def _label(button: Button) -> str:
    return f"{button.text} ↗" if button.url else button.text


def _start_payload(url: str, username: str) -> str:
    """The payload of a deep link to this bot; empty for any other address."""
    parts = urlsplit(url)
    if parts.hostname != "t.me" or parts.path.strip("/") != username:
        return ""
    return "".join(parse_qs(parts.query).get("start", [])[:1])
