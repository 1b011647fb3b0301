"""The command line: what it runs, what it says of errors, how it ends, and what it does not load."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from bot import cli, run
from bot.cli import COMMANDS, main
from bot.errors import SettingsError, TokenRejectedError
from tests.bot.fakes import ABOUT, TOKEN, FakeAnswerer

HEAVY = ("telegram", "httpx", "numpy", "answers", "asyncio")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[argparse.Namespace]:
    """The arguments that commands were run with; none of them does anything."""
    seen: list[argparse.Namespace] = []

    class Module:
        @staticmethod
        def run(arguments: argparse.Namespace) -> int:
            seen.append(arguments)
            return 0

    monkeypatch.setattr(cli, "import_module", lambda name: Module)
    return seen


@pytest.mark.parametrize(
    ("line", "run", "options"),
    [
        ("", "bot.chat:run", {"data": None}),
        ("--data x", "bot.chat:run", {"data": "x"}),
        ("chat", "bot.chat:run", {"data": None}),
        ("ask When now?", "bot.ask:run", {"question": ["When", "now?"], "json": False, "jsonl": False, "explain": False}),
        ("ask --json --explain When", "bot.ask:run", {"question": ["When"], "json": True, "explain": True}),
        ("ask --jsonl --data x", "bot.ask:run", {"question": [], "jsonl": True, "data": "x"}),
        ("--data x ask When", "bot.ask:run", {"data": "x"}),
        ("--data x ask When --data y", "bot.ask:run", {"data": "y"}),
        ("run --api-url http://h --test-environment", "bot.run:run", {"api_url": "http://h", "test_environment": True}),
        ("check --data x", "bot.check:run", {"data": "x"}),
    ],
)
def test_arguments(parsed: list[argparse.Namespace], line: str, run: str, options: dict[str, object]) -> None:
    assert main(line.split()) == 0
    assert vars(parsed[0])["run"] == run
    assert {name: vars(parsed[0])[name] for name in options} == options


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert all(f"\n    {command.name} " in text for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    script = f"""
import sys
from bot.cli import main
try:
    main({arguments!r})
except SystemExit as end:
    assert not end.code
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    assert python("-c", script).stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_can_be_loaded(command: str) -> None:
    module, _, function = next(each.run for each in COMMANDS if each.name == command).partition(":")
    assert callable(getattr(__import__(module, fromlist=[function]), function))


@pytest.mark.parametrize("streams", [">&-", "<&-", ">/dev/full"])
def test_a_stream_that_is_closed_or_full(streams: str) -> None:
    ended = subprocess.run(  # noqa: S602 - a line of our own
        f'"{sys.executable}" -m bot --version {streams}', shell=True, stderr=subprocess.PIPE, text=True, timeout=30, check=False
    )
    assert ended.stderr == ("Reading or writing failed: [Errno 28] No space left on device.\n" if "full" in streams else "")
    assert ended.returncode == (2 if "full" in streams else 0)


def test_version() -> None:
    assert python("-m", "bot", "--version").stdout.startswith("article-bot ")


@pytest.mark.parametrize(
    ("raised", "code", "text"),
    [
        pytest.param(SettingsError("one line\nand another"), 2, "one line\nand another\n", id="error of the user"),
        pytest.param(KeyboardInterrupt(), 130, "", id="Ctrl-C"),
    ],
)
def test_how_it_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int, text: str
) -> None:
    def fail(name: str) -> object:
        raise raised

    monkeypatch.setattr(cli, "import_module", fail)
    assert main(["check"]) == code
    assert capsys.readouterr().err == text


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "import_module", fail)
    with pytest.raises(ZeroDivisionError):
        main(["check"])


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    script = "import sys; from bot.cli import main; sys.exit(main(['--data', '.', 'check']))"
    fake = "import bot.engine; bot.engine.count_facts = lambda data: ('title', {'x' * 100_000: 1}); "
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", fake + script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(30), error) == (141, b"")


@pytest.mark.parametrize(
    ("token", "text"),
    [
        (
            None,
            "No bot token: ask @BotFather on Telegram for one (/newbot) and set TELEGRAM_BOT_TOKEN. `article-bot chat` works without.\n",
        ),
        (
            "12345",
            "TELEGRAM_BOT_TOKEN is not a bot token (5 characters): it is the bot's number, a colon and 35 letters, digits, - or _, "
            "without quotes or spaces. Copy it again from @BotFather (/token).\n",
        ),
    ],
    ids=["missing", "malformed"],
)
def test_run_without_a_good_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], token: str | None, text: str
) -> None:
    if token:
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    assert main(["run"]) == 2
    assert capsys.readouterr().err == text


def test_run_with_a_rejected_token(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def reject(*_: object) -> None:
        raise TokenRejectedError

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setattr(run, "load_engine", lambda data, cache: (FakeAnswerer(), ABOUT))
    monkeypatch.setattr(run, "run_polling", reject)
    assert main(["run"]) == 2
    assert capsys.readouterr().err == (
        "Telegram rejected the token: it was revoked or mistyped. Set TELEGRAM_BOT_TOKEN to the one that @BotFather shows (/token).\n"
    )
