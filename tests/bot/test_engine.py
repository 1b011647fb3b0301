"""Taking hold of the engine: what is asked of it, and what the bot keeps."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

import answers
from answers.reply import Kind, Part
from bot.engine import count_facts, load_engine
from bot.texts import About
from tests.bot.fakes import FakeAnswerer


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The folders that a fact base was loaded from."""
    folders: list[Path | None] = []
    fact_base = SimpleNamespace(title="The visit", examples=["When?", "Who?"], counts=lambda: {"facts": 75})

    def load(folder: Path | None = None) -> SimpleNamespace:
        folders.append(folder)
        return fact_base

    monkeypatch.setattr(answers, "load_fact_base", load)
    monkeypatch.setattr(answers, "Assistant", lambda base: FakeAnswerer((Part(Kind.SMALL_TALK, f"from {base.title}"),)))
    return folders


def test_the_assistant_and_what_it_is_about(loaded: list[Path | None]) -> None:
    answerer, about = load_engine(Path("folder"))
    assert answerer.reply("hello").text == "from The visit"
    assert about == About("The visit", ("When?", "Who?"))
    assert loaded == [Path("folder")]


def test_counts(loaded: list[Path | None]) -> None:
    assert count_facts(None) == ("The visit", {"facts": 75})
    assert loaded == [None]
