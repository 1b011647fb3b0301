"""`article-bot check`: whether the fact base is sound, and what is in it."""

from __future__ import annotations

import argparse

from bot.engine import count_facts
from bot.settings import load_local_settings
from bot.terminal import show

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """The command; raises FactBaseError, whose text has a line for each problem."""
    title, counts = count_facts(load_local_settings(arguments.data).data)
    width = max((len(name) for name in counts), default=0)
    show(f"The fact base of “{title}” is sound.")
    for name, count in counts.items():
        show(f"  {name:<{width}}  {count:>6,}")
    return 0
