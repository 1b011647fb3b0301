"""Replies on a terminal: wrapped to its width, quotes behind a bar, colour where it is wanted."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from answers.reply import Kind, Part, Reply
from bot.render import clean_text
from bot.styled import Run, runs_of, wrapped

__all__ = ["Page", "show", "tell", "terminal_page"]

_WIDEST, _NARROWEST = 100, 20
"""Longer lines are hard to read; in narrower ones nothing fits."""
_DEFAULT_WIDTH = 80
_BETWEEN_BUTTONS = "  "


@dataclass(frozen=True, slots=True)
class Page:
    """A width and whether there is colour."""

    width: int = _DEFAULT_WIDTH
    colour: bool = False

    def reply(self, reply: Reply) -> str:
        return "\n\n".join(self._wrapped(list(_part_runs(part))) for part in reply.parts)

    def text(self, text: str, hanging: str = "") -> str:
        """The text's lines, wrapped; what is wrapped from one to the next begins with `hanging`."""
        return self._wrapped([Run(text)], hanging)

    def message(self, text: str, entities: Iterable[Mapping[str, Any]]) -> str:
        """A message of the Bot API."""
        return self._wrapped(runs_of(text, entities))

    def aside(self, text: str) -> str:
        """A line that is not the bot's, or only for a moment."""
        return self._wrapped([Run(text, frozenset({"dim"}))])

    def buttons(self, rows: Iterable[Sequence[str]], first: int = 1) -> str:
        """The rows of labels, numbered from `first`; a row that is too long goes on in the next line."""
        numbers = count(first)
        lines = (line for row in rows for line in self._filled([(f"[{next(numbers)}]", _in_one_line(label)) for label in row]))
        return "\n".join(self._wrapped(line) for line in lines)

    def _filled(self, buttons: Iterable[tuple[str, str]]) -> list[list[Run]]:
        """The buttons in as few lines as they need."""
        lines, room = list[list[Run]](), 0
        for number, label in buttons:
            needed = len(f"{_BETWEEN_BUTTONS}{number} {label}")
            if needed > room:
                lines.append([])
                room, needed = self._width, needed - len(_BETWEEN_BUTTONS)
            between = [Run(_BETWEEN_BUTTONS)] if lines[-1] else []
            lines[-1] += [*between, Run(number, frozenset({"number"})), Run(f" {label}")]
            room -= needed
        return lines

    @property
    def _width(self) -> int:
        return max(_NARROWEST, self.width)

    def _wrapped(self, runs: Sequence[Run], hanging: str = "") -> str:
        return "\n".join(wrapped(runs, self._width, self.colour, hanging))


def _part_runs(part: Part) -> Iterator[Run]:
    yield Run(part.statement)
    if part.quotes and part.kind is Kind.NOT_STATED:
        yield Run("\nWhat it does say:")
    for number, quote in enumerate(part.quotes):
        yield Run("\n\n" if number else "\n")
        yield Run(quote.text, frozenset({"blockquote"}))
        yield Run("\n")
        yield Run(quote.origin, frozenset({"italic"}))
    for option in part.options:
        yield Run(f"\n• {option.question}")


def _in_one_line(text: str) -> str:
    return clean_text(text).replace("\n", " ")


def terminal_page(colour: bool) -> Page:
    """The page of this process's stdout; `colour` says whether the user would have it."""
    if not sys.stdout.isatty():
        return Page()
    columns = shutil.get_terminal_size((_DEFAULT_WIDTH, 24)).columns
    return Page(min(columns, _WIDEST), colour)


def show(text: str) -> None:
    """Prints a line at once: what reads the other end of a pipe may wait for it."""
    print(text, flush=True)


def tell(text: str) -> None:
    """Prints a line about the work itself, apart from its results."""
    print(text, file=sys.stderr, flush=True)
