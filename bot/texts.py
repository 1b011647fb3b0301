"""The bot's own lines, in plain text: what it says besides the replies to questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from answers.browse import Section
from answers.reply import Option, Reply

__all__ = [
    "ADDED_TO_GROUP",
    "APOLOGY",
    "ASK_WHAT",
    "CHOOSE_TOPIC",
    "COMMANDS",
    "FIRST_READING",
    "FORGOTTEN",
    "GONE",
    "GROUP_COMMANDS",
    "NONE_OF_THESE",
    "NOT_TEXT",
    "NO_REPLY_YET",
    "NO_SUCH_BUTTON",
    "PRIVACY",
    "UNKNOWN_COMMAND",
    "VOTE_CHANGED",
    "VOTE_THANKS",
    "About",
    "Answerer",
    "about_text",
    "help_text",
    "not_yours_text",
    "start_text",
]

COMMANDS = {
    "start": "What this bot does, with example questions",
    "topics": "What you can ask about, by topic",
    "source": "Read the article",
    "ask": "Ask a question, useful in groups",
    "why": "Why the last reply was given",
    "about": "What this bot knows, and how recent it is",
    "privacy": "What is kept of what you write",
    "help": "How to ask",
}
"""The commands menu, in its order."""
GROUP_COMMANDS = ("ask", "topics", "about", "help")
"""Those in a group's menu, where fewer are of use."""

NOT_TEXT = "I can only read text: please write your question about the article."
UNKNOWN_COMMAND = "I do not know that command. /help tells you what I can do."
NO_REPLY_YET = "There is no reply to explain yet: ask me something first."
FIRST_READING = "Reading the article for the first time: up to a minute, only this once."
APOLOGY = "Sorry, something went wrong on my side. Please ask again."
ASK_WHAT = "What would you like to know? Write your question after the command, like this: /ask {example}"
ADDED_TO_GROUP = "Hello! To ask me about “{title}”, write /ask and your question, or reply to one of my messages. I read nothing else here."
CHOOSE_TOPIC = "What would you like to know more about?"
GONE = "That is no longer in the fact base."
NO_SUCH_BUTTON = "I do not know that button. Please ask again in words."
NONE_OF_THESE = "Then I may not know it. Please ask in other words, or see /topics for all that the article says."
FORGOTTEN = "I no longer remember that question, so I cannot tell why I replied so. Please ask it again, then press the button."
VOTE_THANKS = "Thank you, noted."
VOTE_CHANGED = "Thank you, changed."
PRIVACY = "\n".join(
    [
        "What I keep of what you write:",
        "• Your last few messages and my replies, so that “and when?” makes sense and an edited question finds its answer.",
        "• Your 👍 and 👎, with your account's number, so that each of you counts once.",
        "All of it is in memory only and gone when I am restarted. Once you block me, or remove me from a group, I forget that chat.",
        "I keep no name and no profile. No message is written to a log or given to anyone else. In groups I see only what is meant for me.",
    ]
)


class Answerer(Protocol):
    """What the bot needs of the engine; `answers.Assistant` is one."""

    def reply(self, utterance: str, context: Sequence[str] = ()) -> Reply:
        """The reply to a message; `context` is the user's earlier messages of the chat, oldest first."""

    def reply_about(self, intent: str) -> Reply | None:
        """What is said to a fact or gap; None where there is no such intent."""

    def related(self, intent: str, limit: int = 3) -> tuple[Option, ...]:
        """Facts to go on to from a fact or gap."""

    def search(self, text: str, limit: int) -> tuple[Option, ...]:
        """The facts that a text may be after, best first."""


@dataclass(frozen=True, slots=True)
class About:
    """What the bot knows of its article without being asked."""

    title: str
    examples: tuple[str, ...] = ()
    """Questions that it answers."""
    subject: str = ""
    """What can be asked, in one line."""
    passages: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    intents: tuple[str, ...] = ()
    """All that a reply can be about."""
    version: str = ""
    """A short digest of the fact base: another where anything in it changed."""
    updated: date | None = None

    @property
    def facts(self) -> int:
        return sum(len(section.facts) for section in self.sections)


def start_text(about: About) -> str:
    lines = [
        f"Hello! I answer questions about the article “{about.title}”.",
        "Every answer comes with the sentence of the article that it rests on, and where the article does not say, I say so.",
    ]
    return "\n".join(lines)


def help_text(about: About) -> str:
    lines = [
        f"Ask me about “{about.title}” in your own words; a follow-up such as “and when?” works too.",
        "I answer from the article only, with the quote, and tell you where it is silent.",
        "Edit your question and I edit my answer. In a group, write /ask and your question, or reply to one of my messages.",
    ]
    menu = [f"/{name}: {text}" for name, text in COMMANDS.items()]
    return "\n".join([*lines, "", *menu])


def about_text(about: About) -> str:
    """What it answers, and the fact base's size, version and date as far as they are known."""
    lines = [f"I answer questions about “{about.title}”" + (f": {about.subject}." if about.subject else ".")]
    if about.facts:
        lines.append(
            f"I know {_counted(about.facts, 'fact')} from its {_counted(len(about.passages), 'paragraph')}. "
            "/topics lists what you can ask, /source shows the article."
        )
    if about.version:
        dated = f" of {about.updated.day} {about.updated:%B %Y}" if about.updated else ""
        lines.append(f"Fact base {about.version}{dated}.")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def not_yours_text(asker: str) -> str:
    """`asker` is a first name; empty where it is not known."""
    return f"That is {asker}'s question. Ask your own with /ask." if asker else "That is someone else's question. Ask your own with /ask."
