"""Replies on a terminal: wrapped to its width, quotes behind a bar, colour where it is wanted."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from answers.reply import Kind, Part, Reply
from bot.render import clean_text

__all__ = ["Page", "show", "tell", "terminal_page"]

_WIDEST, _NARROWEST = 100, 20
"""Longer lines are hard to read; in narrower ones nothing fits."""
_DEFAULT_WIDTH = 80
_GREEN, _DIM, _RESET = "\x1b[32m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Page:
    """A width and whether there is colour."""

    width: int = _DEFAULT_WIDTH
    colour: bool = False

    def reply(self, reply: Reply) -> str:
        return "\n\n".join("\n".join(self._part(part)) for part in reply.parts)

    def text(self, text: str, hanging: str = "") -> str:
        """The text's lines, wrapped; what is wrapped from one to the next begins with `hanging`."""
        return "\n".join(line for paragraph in clean_text(text).split("\n") for line in self._wrap(paragraph, hanging=hanging))

    def _part(self, part: Part) -> Iterator[str]:
        yield self.text(part.statement)
        if part.quotes and part.kind is Kind.NOT_STATED:
            yield "What it does say:"
        for number, quote in enumerate(part.quotes):
            if number:
                yield ""
            bar = self._coloured("│", _GREEN)
            yield from (f"{bar} {line}" for line in self._wrap(clean_text(quote.text), indent=2))
            yield from (self._coloured(line, _DIM) for line in self._wrap(clean_text(quote.origin), hanging="  "))
        for option in part.options:
            yield from self._wrap(f"• {clean_text(option.question)}", hanging="  ")

    def _wrap(self, text: str, indent: int = 0, hanging: str = "") -> list[str]:
        width = max(_NARROWEST, self.width) - indent
        return textwrap.wrap(text, width, subsequent_indent=hanging, break_on_hyphens=False) or [""]

    def _coloured(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_RESET}" if self.colour else text


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
