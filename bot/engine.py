"""The one place where the bot takes hold of the engine.

Imported inside the functions, because it brings numpy and the matcher with it: a wrong setting is reported before they are loaded.
"""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.terminal import tell
from bot.texts import FIRST_READING, About, Answerer

if TYPE_CHECKING:
    from answers import FactBase

__all__ = ["count_facts", "describe", "load_engine"]

_VERSION_LENGTH = 7

_FITTING = "answers.cache"
"""Logs at INFO when it has to fit a fact base, which takes a while; never when it takes one from the cache."""


def load_engine(data: Path | None, cache: Path) -> tuple[Answerer, About]:
    """An assistant for the fact base in `data` (None: the shipped one), fitted once and then taken from `cache`. Raises FactBaseError.

    On a terminal, whoever has to wait for a first fit is told so.
    """
    from answers import load_assistant  # noqa: PLC0415

    with _telling_of_a_fit():
        assistant = load_assistant(data, cache)
    return assistant, describe(assistant.base)


def describe(base: FactBase) -> About:
    """What the bot knows of a fact base without asking the engine."""
    from answers.browse import intents_of, sections_of  # noqa: PLC0415

    files = [file for file in base.files if file.is_file()]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    newest = max((file.stat().st_mtime for file in files), default=None)
    return About(
        title=base.title,
        examples=base.examples,
        subject=base.about,
        passages=base.source.passages,
        sections=sections_of(base),
        intents=intents_of(base),
        version=digest[:_VERSION_LENGTH],
        updated=None if newest is None else datetime.fromtimestamp(newest, UTC).date(),
    )


def count_facts(data: Path | None) -> tuple[str, Mapping[str, int]]:
    """The fact base's title and what is in it, for `check`. Raises FactBaseError."""
    from answers import load_fact_base  # noqa: PLC0415

    fact_base = load_fact_base(data)
    return fact_base.title, fact_base.counts()


class _Teller(logging.Handler):
    def emit(self, _: logging.LogRecord) -> None:
        tell(FIRST_READING + "\n")


@contextmanager
def _telling_of_a_fit() -> Iterator[None]:
    """While it lasts, a fit is told on stderr instead of logged, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    logger, teller = logging.getLogger(_FITTING), _Teller()
    level, propagate = logger.level, logger.propagate
    logger.addHandler(teller)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(teller)
        logger.setLevel(level)
        logger.propagate = propagate
