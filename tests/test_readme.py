"""The README's samples and commands are what the project really does."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from answers import Assistant, load_fact_base
from bot import ask, chat
from bot.cli import main
from bot.engine import describe
from bot.texts import About

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = re.findall(
    r'^\$ article-bot ask "(.*?)"\n(.*?)(?=^\$|\Z)', "".join(re.findall(r"```console\n(.*?)```", README, re.DOTALL)), re.M | re.S
)


@pytest.mark.parametrize(("question", "printed"), SAMPLES)
def test_sample(
    question: str, printed: str, shipped: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ask, "load_engine", lambda data, cache: (shipped, About(shipped.base.title)))
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["ask", question]) == 0
    assert capsys.readouterr().out == printed


def test_there_are_samples() -> None:
    assert len(SAMPLES) == 2


def test_transcript(shipped: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (transcript,) = re.findall(r"^\$ article-bot chat < questions.txt\n(.*?)^```", README, re.M | re.S)
    monkeypatch.setattr(chat, "load_engine", lambda data, cache: (shipped, describe(shipped.base)))
    typed = "\n".join(re.findall(r"^> (.*)", transcript, re.M))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    assert main(["chat"]) == 0
    assert capsys.readouterr().out == transcript + "\n"


def test_python(shipped: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.setattr("answers.load_assistant", lambda cache: shipped)
    exec(code, {})  # noqa: S102 - the README's own lines
    assert capsys.readouterr().out.startswith("answer | Three days.\n")


@pytest.mark.parametrize("command", ["chat", "web", "ask", "run", "check", "evaluate"])
def test_every_command_is_in_the_readme(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert f"    {command} " in capsys.readouterr().out
    assert f"`article-bot {command}" in README


def test_no_command_is_missing_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    commands = re.findall(r"^    ([a-z]+) {2,}", capsys.readouterr().out, re.M)
    assert [command for command in commands if f"`article-bot {command}" not in README] == []


def test_the_sample_fact_is_a_fact() -> None:
    (fact,) = re.findall(r"^  (\S+):  +# topic.name$", README, re.M)
    assert fact in load_fact_base().facts


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?://)([^)#]+)\)", README))
def test_link(link: str) -> None:
    assert (ROOT / link).exists()
