"""The project's errors. The library raises them; the command line prints them as clear lines and exits non-zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


class ArticleBotError(Exception):
    """Base of every error that a user of the project can cause; its text says what, where and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a data file."""

    file: Path
    line: int
    """From 1; 0 where the whole file is meant."""
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.what}; {self.remedy}"


class FactBaseError(ArticleBotError):
    """The fact base does not load; `problems` has every mistake found, its text a line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
