"""`article-bot chat`: a conversation in the terminal, or from a pipe as a transcript that can be read."""

from __future__ import annotations

import argparse
import asyncio
import atexit
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.engine import load_engine
from bot.local.running import run_local_bot
from bot.render import clean_text
from bot.settings import load_local_settings
from bot.terminal import show, terminal_page
from bot.terminal_chat import TerminalChat

__all__ = ["run"]

_PROMPT = "> "
_HISTORY_LENGTH = 1000


def run(arguments: argparse.Namespace) -> int:
    """The command; raises SettingsError, FactBaseError. Ctrl-C, Ctrl-D and a closed pipe end it quietly."""
    settings = load_local_settings(arguments.data)
    answerer, about = load_engine(settings.data, settings.cache)
    # The bot's loop runs while it has something to answer, and rests while a line is typed: no thread, and Ctrl-C is heard at any time.
    with asyncio.Runner() as runner:
        running = contextlib.AsyncExitStack()
        bot = runner.run(running.enter_async_context(run_local_bot(answerer, about)))
        try:
            _talk(runner, TerminalChat(bot, terminal_page(settings.colour)), settings.history)
        except KeyboardInterrupt:
            show("")
        finally:
            runner.run(running.aclose())
    return 0


def _talk(runner: asyncio.Runner, chat: TerminalChat, history: Path) -> None:
    lines = _piped_lines()
    if sys.stdin.isatty():
        show(runner.run(chat.greeting()) + "\n")
        _use_readline(history, chat.commands)
        lines = _typed_lines()
    for line in lines:
        if line == "/quit":
            return
        show(runner.run(chat.respond(line)) + "\n")


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


def _use_readline(history: Path, commands: Sequence[str]) -> None:
    """Line editing, history and completion, where Python has them; without (Windows) the chat works all the same."""
    try:
        import readline  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    with contextlib.suppress(OSError):
        history.parent.mkdir(parents=True, exist_ok=True)
        readline.read_history_file(history)
    readline.set_history_length(_HISTORY_LENGTH)
    atexit.register(_save_history, history)
    readline.set_completer(_completer(commands))
    readline.set_completer_delims(" ")
    is_libedit = "libedit" in (readline.__doc__ or "")  # in its place on a Mac, with another syntax
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")


def _completer(commands: Sequence[str]) -> Callable[[str, int], str | None]:
    """Completes the commands; a word of a question has none of them before it."""

    def complete(begun: str, number: int) -> str | None:
        found = [f"/{name} " for name in commands if begun.startswith("/") and f"/{name}".startswith(begun)]
        return found[number] if number < len(found) else None

    return complete


def _save_history(history: Path) -> None:
    import readline  # noqa: PLC0415 - not on every platform

    with contextlib.suppress(OSError):
        readline.write_history_file(history)
        history.chmod(0o600)
