"""The one place where the bot takes hold of the engine.

Imported inside the functions, because it brings numpy and the matcher with it: a wrong setting is reported before they are loaded.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.terminal import tell
from bot.texts import FIRST_READING, About, Answerer

__all__ = ["count_facts", "load_engine"]

_FITTING = "answers.cache"
"""Logs at INFO when it has to fit a fact base, which takes a while; never when it takes one from the cache."""


def load_engine(data: Path | None, cache: Path) -> tuple[Answerer, About]:
    """An assistant for the fact base in `data` (None: the shipped one), fitted once and then taken from `cache`. Raises FactBaseError.

    On a terminal, whoever has to wait for a first fit is told so.
    """
    from answers import load_assistant  # noqa: PLC0415

    with _telling_of_a_fit():
        assistant = load_assistant(data, cache)
    return assistant, About(assistant.base.title, assistant.base.examples)


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
