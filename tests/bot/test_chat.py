"""`article-bot chat`: a transcript from a pipe, a conversation on a terminal."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from bot import chat
from bot.cli import main
from bot.texts import CHOOSE_TOPIC
from tests.bot.fakes import ABOUT, FakeAnswerer, echo

FAKE_CHAT = """
import sys
import bot.engine
from bot.texts import CHOOSE_TOPIC
from tests.bot.fakes import ABOUT, FakeAnswerer, echo
bot.engine.load_engine = lambda data, cache: (FakeAnswerer(respond=echo), ABOUT)
from bot.cli import main
sys.exit(main(["chat"]))
"""

OWN_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
"""Makes the pseudo-terminal the process's own, so that Ctrl-C reaches it as a signal."""


def test_a_transcript(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answerer: FakeAnswerer) -> None:
    answerer.respond = echo
    monkeypatch.setattr(chat, "load_engine", lambda data, cache: (answerer, ABOUT))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("When?\n\n  and why \xa0\r\n\xff\n/quit\nnever".encode("latin-1"))))
    assert main([]) == 0
    assert (
        capsys.readouterr().out
        == "> When?\nYou said: When?\n\n> and why \ufffd\nYou said: and why \ufffd\n\n> \ufffd\nYou said: \ufffd\n\n> /quit\n"
    )
    assert answerer.asked[1] == ("and why \ufffd", ("When?",))


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize("end", [b"\x04", b"\x03", b"/quit\n"], ids=["Ctrl-D", "Ctrl-C", "/quit"])
def test_a_terminal(tmp_path: Path, end: bytes) -> None:
    import pty  # noqa: PLC0415 - not on every platform

    ours, theirs = pty.openpty()
    environ = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm"}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", OWN_TERMINAL + FAKE_CHAT], stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
    )
    os.close(theirs)
    seen = _read_until(ours, b"> ")
    os.write(ours, b"When?\n")
    seen += _read_until(ours, b"You said: When?") + _read_until(ours, b"> ")
    os.write(ours, b"/to\t\n")  # completed
    seen += _read_until(ours, CHOOSE_TOPIC.encode()) + _read_until(ours, b"> ")
    os.write(ours, b"2\n")
    seen += _read_until(ours, b"All topics") + _read_until(ours, b"> ")
    seen += _end(ours, end)
    os.close(ours)
    assert process.wait(10) == 0
    assert b"Traceback" not in seen
    assert "I answer questions about the article “Putin to visit China”.".encode() in seen
    assert (tmp_path / "article-bot" / "history").read_text().startswith("When?\n/topics \n2\n")


def _read_until(file: int, wanted: bytes) -> bytes:
    seen = b""
    while wanted not in seen:
        assert _speaks(file, 10), f"the chat went silent after {seen!r}"
        seen += os.read(file, 1)
    return seen


def _end(file: int, keys: bytes) -> bytes:
    """Presses the keys, again if nothing happens, and reads to the end: a Ctrl-C just before readline waits is heard at the next key."""
    seen = b""
    try:
        for _ in range(5):
            os.write(file, keys)
            if _speaks(file, 2):
                break
        while _speaks(file, 10):
            more = os.read(file, 1024)
            if not more:
                return seen
            seen += more
    except OSError:  # how Linux says that the other side is closed
        return seen
    raise AssertionError(f"the chat does not end after {seen!r}")


def _speaks(file: int, seconds: float) -> bool:
    """Whether there is something to read, or an end of it, within the time."""
    return bool(select.select([file], [], [], seconds)[0])
