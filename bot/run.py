"""`article-bot run`: the bot on Telegram."""

from __future__ import annotations

import argparse
import logging

from bot.engine import load_engine
from bot.polling import run_polling
from bot.settings import load_settings

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """The command; raises SettingsError, FactBaseError, TokenRejectedError."""
    given = {"api_url": arguments.api_url, "data": arguments.data, "test_environment": "1" if arguments.test_environment else None}
    settings = load_settings(given)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)
    answerer, about = load_engine(settings.data, settings.cache)
    logging.getLogger(__name__).info("Ready to answer about “%s”.", about.title)
    run_polling(settings, answerer, about)
    return 0
