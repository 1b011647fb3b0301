"""Taking hold of the engine: what is asked of it, what the bot keeps, and what is said while people wait."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import answers
from answers import cache as engine_cache
from answers.errors import FactBaseError
from answers.reply import Kind, Part
from bot.engine import count_facts, load_engine
from bot.texts import FIRST_READING, About
from tests.bot.conftest import Engine
from tests.bot.fakes import FakeAnswerer

FACT_BASE = SimpleNamespace(title="The visit", examples=("When?", "Who?"), counts=lambda: {"facts": 75})


class FakeAssistant(FakeAnswerer):
    base = FACT_BASE


def test_the_assistant_and_what_it_is_about(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[Path | None, Path | None]] = []

    def load(folder: Path | None = None, cache: Path | None = None) -> FakeAssistant:
        asked.append((folder, cache))
        return FakeAssistant((Part(Kind.SMALL_TALK, "from the visit"),))

    monkeypatch.setattr(answers, "load_assistant", load)
    answerer, about = load_engine(Path("folder"), tmp_path)
    assert answerer.reply("hello").text == "from the visit"
    assert about == About("The visit", ("When?", "Who?"))
    assert asked == [(Path("folder"), tmp_path)]


def test_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "load_fact_base", {None: FACT_BASE}.get)
    assert count_facts(None) == ("The visit", {"facts": 75})


class FittedError(Exception):
    """Takes the place of a fit, which is long."""


@pytest.fixture
def fit_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def fit(*_: object) -> None:
        raise FittedError

    monkeypatch.setattr(engine_cache, "fit", fit)


@pytest.mark.usefixtures("fit_at_once")
@pytest.mark.parametrize(("terminal", "said"), [(True, FIRST_READING + "\n\n"), (False, "")], ids=["terminal", "no terminal"])
def test_a_first_fit_is_told_on_a_terminal_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, terminal: bool, said: str
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    with pytest.raises(FittedError):
        load_engine(None, tmp_path)
    assert capsys.readouterr() == ("", said)


@pytest.mark.usefixtures("fit_at_once")
def test_with_a_fact_base_from_the_cache_nobody_waits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: Engine
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    load_engine(None, engine.cache)
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("fit_at_once")
def test_a_broken_fact_base_is_reported_without_a_wait(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    (tmp_path / "broken.yaml").write_text("a: [")
    with pytest.raises(FactBaseError):
        load_engine(tmp_path, tmp_path / "cache")
    assert capsys.readouterr() == ("", "")


def test_the_line_fits_a_terminal() -> None:
    assert len(FIRST_READING) < 80
    assert "\n" not in FIRST_READING
