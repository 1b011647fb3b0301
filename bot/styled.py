"""Styled text on a terminal: wrapped by what is read, whatever styles it has; a block quote stands behind a bar."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.render import clean_text

__all__ = ["Run", "runs_of", "wrapped"]

_PLAIN: frozenset[str] = frozenset()

_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_CODES = {"bold": "1", "italic": "2;3", "underline": "4", "strikethrough": "9", "dim": "2", "number": "36", "bar": "32"}
"""Styles → what switches them on. Italic is dim too: not every terminal slants."""
_MARKS = {"bold": "*", "strikethrough": "~"}
"""What stands around a style where there is no other way to show it."""
_HANGING = re.compile(r"(?:[—•] |\d{1,3}\. |\[\d{1,3}\] )")
"""How a line begins whose rest is indented by as much: an origin, a list item, a numbered paragraph, a button."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with its styles, named as Telegram names them."""

    text: str
    styles: frozenset[str] = _PLAIN


_BAR = Run("│", frozenset({"bar"}))


def runs_of(text: str, entities: Iterable[Mapping[str, Any]]) -> list[Run]:
    """A message's text cut where its styles change; the address of a link stands behind it."""
    places = _places(text)
    styles: list[set[str]] = [set() for _ in text]
    addresses: dict[int, str] = {}
    for entity in entities:
        start, stop = (places[min(units, len(places) - 1)] for units in (entity["offset"], entity["offset"] + entity["length"]))
        for at in range(start, stop):
            styles[at].add(entity["type"])
        if entity["type"] == "text_link":
            addresses[stop] = f" ({entity['url']})"
    runs = []
    for key, group in groupby(range(len(text)), lambda at: (frozenset(styles[at]), sum(stop <= at for stop in addresses))):
        stretch = list(group)
        runs += [Run(addresses[stretch[0]])] if stretch[0] in addresses else []
        runs.append(Run(text[stretch[0] : stretch[-1] + 1], key[0]))
    return runs + ([Run(addresses[len(text)])] if len(text) in addresses else [])


def wrapped(runs: Sequence[Run], width: int, colour: bool, hanging: str = "") -> Iterator[str]:
    """The lines. What is wrapped from one to the next begins with `hanging`, or as far in as its list item or origin asks."""
    for line in _lines(runs if colour else _marked(runs)):
        quoted = any(run.styles & _QUOTES for run in line)
        bar = _shown(_BAR, colour) + " " if quoted else ""
        for part in _wrap(line, width - 2 * quoted, hanging):
            yield bar + "".join(_shown(run, colour) for run in part)


def _places(text: str) -> list[int]:
    """UTF-16 offset → place in the text."""
    places = [at for at, character in enumerate(text) for _ in range(1 + (character > "\uffff"))]
    return [*places, len(text)]


def _marked(runs: Iterable[Run]) -> Iterator[Run]:
    """With marks for styles that a plain text cannot show, where there is something to mark."""
    for styles, group in groupby(runs, lambda run: run.styles & (_MARKS.keys() | _QUOTES)):
        text = "".join(run.text for run in group)
        marks, core = "".join(mark for style, mark in _MARKS.items() if style in styles), text.strip()
        yield Run(text.replace(core, f"{marks}{core}{marks[::-1]}") if core else text, styles)


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = clean_text(run.text).replace("\t", " ").split("\n")
        lines[-1].append(Run(first, run.styles))
        lines += [[Run(other, run.styles)] for other in others]
    return lines


def _wrap(line: Sequence[Run], width: int, hanging: str) -> Iterator[list[Run]]:
    """The line is wrapped without its styles, then each piece is found in it again."""
    text = "".join(run.text for run in line)
    found = _HANGING.match(text)
    hanging = " " * len(found[0]) if found else hanging
    styles = [run.styles for run in line for _ in run.text]
    at = 0
    for number, piece in enumerate(textwrap.wrap(text, width, subsequent_indent=hanging, break_on_hyphens=False) or [""]):
        indent = hanging if number else ""
        words = piece[len(indent) :]
        at = text.index(words, at)
        groups = groupby(range(at, at + len(words)), styles.__getitem__)
        yield [Run(indent), *(Run("".join(text[place] for place in places), style) for style, places in groups)]
        at += len(words)


def _shown(run: Run, colour: bool) -> str:
    codes = [code for style, code in _CODES.items() if style in run.styles]
    return f"\x1b[{';'.join(codes)}m{run.text}\x1b[0m" if colour and codes and run.text else run.text
