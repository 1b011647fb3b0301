"""`article-bot chat`: a conversation in the terminal, or from a pipe as a transcript that can be read."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.conversation import Conversations, MemoryConversations, Turn, context_of, last_reply
from bot.engine import load_engine
from bot.explain import explain_to_reader
from bot.render import clean_text
from bot.settings import load_local_settings
from bot.terminal import Page, show, terminal_page
from bot.texts import NO_REPLY_YET, UNKNOWN_COMMAND, About, Answerer, examples_text, help_text, start_text

__all__ = ["TerminalChat", "run"]

_COMMANDS = {"help": "How to ask", "why": "Why the last reply was given", "quit": "Leave (Ctrl-D does too)"}
_PROMPT = "> "
_HISTORY_LENGTH = 1000
_ONLY_CHAT, _ONLY_SPEAKER = 0, (0, 0)


def run(arguments: argparse.Namespace) -> int:
    """The command; raises SettingsError, FactBaseError. Ctrl-C, Ctrl-D and a closed pipe end it quietly."""
    settings = load_local_settings(arguments.data)
    answerer, about = load_engine(settings.data, settings.cache)
    chat = TerminalChat(answerer, about, terminal_page(settings.colour))
    try:
        if sys.stdin.isatty():
            _use_readline(settings.history)
            show(chat.greeting())
            chat.talk(_typed_lines())
        else:
            chat.talk(_piped_lines())
    except KeyboardInterrupt:
        show("")
    return 0


@dataclass(frozen=True, slots=True)
class TerminalChat:
    """The conversation: lines in, text for the page out."""

    answerer: Answerer
    about: About
    page: Page
    conversations: Conversations = field(default_factory=MemoryConversations)

    def greeting(self) -> str:
        return (
            self.page.text("\n\n".join(filter(None, [start_text(self.about), examples_text(self.about)])))
            + "\n\n/help tells more, /quit leaves.\n"
        )

    def talk(self, lines: Iterator[str]) -> None:
        for line in lines:
            if line == "/quit":
                return
            show(self.respond(line) + "\n")

    def respond(self, line: str) -> str:
        if line == "/why":
            last = last_reply(self.conversations.turns(_ONLY_CHAT), _ONLY_SPEAKER)
            return self.page.text(NO_REPLY_YET if last is None else explain_to_reader(last))
        if line in ("/help", "/start"):
            return self.page.text("\n\n".join(filter(None, [help_text(self.about, _COMMANDS), examples_text(self.about)])))
        if line.startswith("/"):
            return self.page.text(UNKNOWN_COMMAND)
        reply = self.answerer.reply(line, context_of(self.conversations.turns(_ONLY_CHAT), _ONLY_SPEAKER))
        self.conversations.remember(_ONLY_CHAT, Turn(line, reply))
        return self.page.reply(reply)


def _typed_lines() -> Iterator[str]:
    while True:
        try:
            line = clean_text(input(_PROMPT)).strip()
        except EOFError:
            show("")
            return
        if line:
            yield line


def _piped_lines() -> Iterator[str]:
    """The lines of a pipe, each printed before its answer."""
    for raw in sys.stdin.buffer:
        line = clean_text(raw.decode("utf-8", "replace")).strip()
        if line:
            show(_PROMPT + line)
            yield line


def _use_readline(history: Path) -> None:
    """Line editing and history, where Python has them; without (Windows) the chat works all the same."""
    try:
        import readline  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    with contextlib.suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
        readline.read_history_file(history)
    readline.set_history_length(_HISTORY_LENGTH)
    atexit.register(_save_history, history)


def _save_history(history: Path) -> None:
    import readline  # noqa: PLC0415 - not on every platform

    with contextlib.suppress(OSError):
        readline.write_history_file(history)
        history.chmod(0o600)
