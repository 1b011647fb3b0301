"""The one place where the bot takes hold of the engine.

Imported inside the functions, because it brings numpy and the matcher with it: a wrong setting is reported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.texts import About, Answerer

__all__ = ["count_facts", "load_engine"]


def load_engine(data: Path | None, cache: Path) -> tuple[Answerer, About]:
    """An assistant for the fact base in `data` (None: the shipped one), fitted once and then taken from `cache`. Raises FactBaseError."""
    from answers import load_assistant  # noqa: PLC0415

    assistant = load_assistant(data, cache)
    return assistant, About(assistant.base.title, assistant.base.examples)


def count_facts(data: Path | None) -> tuple[str, Mapping[str, int]]:
    """The fact base's title and what is in it, for `check`. Raises FactBaseError."""
    from answers import load_fact_base  # noqa: PLC0415

    fact_base = load_fact_base(data)
    return fact_base.title, fact_base.counts()
