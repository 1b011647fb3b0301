"""The command line. Light to import: each command's module, and what it needs, is loaded when it runs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

__all__ = ["COMMANDS", "Command", "main"]

BROKEN_PIPE_EXIT = 141
"""128 + SIGPIPE: what a shell reports of any tool whose reader went away."""
INTERRUPT_EXIT = 130
"""128 + SIGINT."""
ERROR_EXIT = 2


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand; `run` is "module:function", which takes the parsed arguments and returns the exit code."""

    name: str
    help: str
    run: str
    arguments: Callable[[argparse.ArgumentParser], object] = lambda parser: None


def _ask_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="*", help="the question")
    parser.add_argument("--json", action="store_true", help="print the reply as one line of JSON")
    parser.add_argument("--jsonl", action="store_true", help='read {"q": …, "context": […]} lines, write a line of JSON for each')
    parser.add_argument("--explain", action="store_true", help="say why this reply was chosen")


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--api-url", metavar="URL", help="another Bot API server than Telegram's")
    parser.add_argument("--test-environment", action="store_true", help="use Telegram's test environment")


def _web_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="N", help="the port (default: 8417, or a free one where that is taken)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")


def _evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a question set (JSONL; tests/evaluation/README.md says what is in it)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print all figures as one line of JSON")
    form.add_argument("--failures", type=int, default=0, metavar="N", help="show the first N questions whose reply is not right")
    parser.add_argument("--confusion", action="store_true", help="show which kind of reply each kind of question got")
    parser.add_argument("--mutate", action="store_true", help="ask each question again with typos, in capitals and so on")
    floor = (
        'the least that a figure over all files may be, as in "unstated right=90", or the most of what is wrong; else the exit code is 1'
    )
    parser.add_argument("--floor", action="append", default=[], metavar="FIGURE=BOUND", help=floor)
    parser.add_argument("--floors", metavar="FILE", help="such bounds for each question set, in YAML")


COMMANDS = (
    Command("chat", "talk to the bot in the terminal (the default)", "bot.chat:run"),
    Command("web", "talk to the bot in the browser, with all that it can do on Telegram", "bot.web:run", _web_arguments),
    Command("ask", "answer one question, or many from stdin", "bot.ask:run", _ask_arguments),
    Command("run", "run the bot on Telegram; needs TELEGRAM_BOT_TOKEN", "bot.run:run", _run_arguments),
    Command("check", "check the fact base and say what is in it", "bot.check:run"),
    Command("evaluate", "ask labelled questions and say how many replies are right", "bot.evaluate:run", _evaluate_arguments),
)


def _open_closed_streams() -> None:
    """A stream that the shell closed (`>&-`) is None: stdin is then empty, and what is written goes nowhere."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the life of the process
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code."""
    _open_closed_streams()
    _use_utf8()
    try:
        arguments = _parser().parse_args(argv)
        module, _, function = arguments.run.partition(":")
        code: int = getattr(import_module(module), function)(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Python flushes stdout once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return BROKEN_PIPE_EXIT
    except KeyboardInterrupt:
        return INTERRUPT_EXIT
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        print(f"Reading or writing failed: {error}.", file=sys.stderr)
        return ERROR_EXIT
    except Exception as error:
        if not _is_user_error(error):
            raise
        print(error, file=sys.stderr)
        return ERROR_EXIT


def _parser() -> argparse.ArgumentParser:
    about = "Answers questions about a news article, with the quote that each answer rests on."
    parser = argparse.ArgumentParser(prog="article-bot", description=about)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument("--data", metavar="FOLDER", help="the fact base's folder (default: the shipped one)")
    parser.set_defaults(run=COMMANDS[0].run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=f"{command.help[0].upper()}{command.help[1:]}.")
        # No default here, or it would undo a --data that stands before the command.
        sub.add_argument("--data", metavar="FOLDER", default=argparse.SUPPRESS, help="the fact base's folder (default: the shipped one)")
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return parser


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to import, and rarely wanted

        try:
            print(f"article-bot {version('article-bot')}")
        except PackageNotFoundError:
            print("article-bot (not installed: run from its source)")
        parser.exit()


def _is_user_error(error: Exception) -> bool:
    from answers.errors import ArticleBotError  # noqa: PLC0415 - importing the package loads the engine

    return isinstance(error, ArticleBotError)


def _use_utf8() -> None:
    """Quotes hold characters that a Windows code page lacks; a reply must not end in an encoding error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
