"""The bot's own lines, in plain text: what it says besides the replies to questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answers.reply import Reply

__all__ = [
    "APOLOGY",
    "COMMANDS",
    "FIRST_READING",
    "NOT_TEXT",
    "NO_REPLY_YET",
    "UNKNOWN_COMMAND",
    "About",
    "Answerer",
    "help_text",
    "start_text",
]

COMMANDS = {
    "start": "What this bot does, with example questions",
    "help": "How to ask",
    "why": "Why the last reply was given",
}
"""The commands menu, in its order."""

NOT_TEXT = "I can only read text: please write your question about the article."
UNKNOWN_COMMAND = "I do not know that command. /help tells what I can do."
NO_REPLY_YET = "There is no reply to explain yet: ask me something first."
FIRST_READING = "Reading the article for the first time: about half a minute, only this once."
APOLOGY = "Sorry, something went wrong on my side. Please ask again."


class Answerer(Protocol):
    """What the bot needs of the engine; `answers.Assistant` is one."""

    def reply(self, utterance: str, context: Sequence[str] = ()) -> Reply:
        """The reply to a message; `context` is the user's earlier messages of the chat, oldest first."""


@dataclass(frozen=True, slots=True)
class About:
    """What the bot says of itself: the article's name and some questions that it answers."""

    title: str
    examples: tuple[str, ...] = ()


def start_text(about: About) -> str:
    lines = [
        f"Hello! I answer questions about the article “{about.title}”.",
        "Every answer comes with the sentence of the article that it rests on, and where the article does not say, I say so.",
    ]
    return "\n".join(lines + _examples(about))


def help_text(about: About, commands: Mapping[str, str] = COMMANDS) -> str:
    lines = [
        f"Ask me about “{about.title}” in your own words; a follow-up such as “and when?” works too.",
        "I answer from the article only, with the quote, and tell you where it is silent.",
    ]
    menu = [f"/{name}: {text}" for name, text in commands.items()]
    return "\n".join([*lines, "", *menu, *_examples(about)])


def _examples(about: About) -> list[str]:
    return ["", "You could ask:", *(f"• {question}" for question in about.examples)] if about.examples else []
