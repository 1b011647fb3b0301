"""Taking hold of the engine: what is asked of it, what the bot keeps, and what is said while people wait."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

import answers
from answers import cache as engine_cache
from answers import load_fact_base
from answers.errors import FactBaseError
from answers.reply import Kind, Part
from bot.engine import count_facts, describe, load_engine
from bot.texts import FIRST_READING
from tests.answers.paths import copy_small, edit
from tests.bot.conftest import Engine
from tests.bot.fakes import FakeAnswerer

FACT_BASE = SimpleNamespace(title="The visit", counts=lambda: {"facts": 75})


def test_the_assistant_and_what_it_is_about(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[Path | None, Path | None]] = []

    class FakeAssistant(FakeAnswerer):
        base = load_fact_base(copy_small(tmp_path))

    def load(folder: Path | None = None, cache: Path | None = None) -> FakeAssistant:
        asked.append((folder, cache))
        return FakeAssistant((Part(Kind.SMALL_TALK, "from the visit"),))

    monkeypatch.setattr(answers, "load_assistant", load)
    answerer, about = load_engine(Path("folder"), tmp_path)
    assert answerer.reply("hello").text == "from the visit"
    assert about == describe(FakeAssistant.base)
    assert asked == [(Path("folder"), tmp_path)]


def test_a_fact_base_described(tmp_path: Path) -> None:
    base = load_fact_base(copy_small(tmp_path))
    for number, file in enumerate(sorted(tmp_path.iterdir())):
        os.utime(file, (0, 86_400 * number))
    about = describe(base)
    assert (about.title, about.examples[0], about.facts) == ("Lanternby opens a footbridge", "When does the footbridge open?", 5)
    assert (len(about.passages), [section.topic for section in about.sections]) == (6, ["bridge", "ferry"])
    assert {"bridge.opening", "bridge.cost", "ferry × reason"} <= set(about.intents)
    assert about.updated == date(1970, 1, 3), "the newest file's"


def test_the_version_changes_with_the_content_and_with_nothing_else(tmp_path: Path) -> None:
    folder, other = copy_small(tmp_path / "one"), copy_small(tmp_path / "other")
    version = describe(load_fact_base(folder)).version
    assert re.fullmatch("[0-9a-f]{7}", version)
    assert describe(load_fact_base(other)).version == version
    edit(folder / "footbridge.yaml", "answer: In May.", "answer: In the month of May.")
    assert describe(load_fact_base(folder)).version != version


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
