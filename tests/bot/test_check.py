"""`article-bot check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.errors import ArticleBotError
from bot import check
from bot.cli import main


def test_a_sound_fact_base(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked: list[Path | None] = []

    def count(data: Path | None) -> tuple[str, dict[str, int]]:
        asked.append(data)
        return "The visit", {"passages": 18, "patterns": 2150}

    monkeypatch.setattr(check, "count_facts", count)
    assert main(["check", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "The fact base of “The visit” is sound.\n  passages      18\n  patterns   2,150\n"
    assert asked == [tmp_path]


def test_a_broken_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(data: Path | None) -> tuple[str, dict[str, int]]:
        raise ArticleBotError("facts.yaml:3: no quote, add one\nfacts.yaml:9: unknown key, remove it")

    monkeypatch.setattr(check, "count_facts", fail)
    assert main(["check"]) == 2
    assert capsys.readouterr() == ("", "facts.yaml:3: no quote, add one\nfacts.yaml:9: unknown key, remove it\n")
