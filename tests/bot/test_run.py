"""`article-bot run`: what it hands on. How it runs is tested with polling, its errors with the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import run
from bot.cli import main
from bot.settings import Settings
from bot.texts import About, Answerer
from tests.bot.fakes import ABOUT, TOKEN, FakeAnswerer


def test_options_reach_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[Settings] = []

    def poll(settings: Settings, answerer: Answerer, about: About) -> None:
        seen.append(settings)
        assert about is ABOUT

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setattr(run, "load_engine", lambda data, cache: (FakeAnswerer(), ABOUT))
    monkeypatch.setattr(run, "run_polling", poll)
    assert main(["run", "--api-url", "http://h:1", "--test-environment", "--data", str(tmp_path)]) == 0
    assert seen == [Settings(TOKEN, "http://h:1", True, tmp_path)]
