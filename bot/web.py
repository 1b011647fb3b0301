"""`article-bot web`: a chat with the bot in the browser. One process: page, local Bot API and the bot, which polls that over HTTP."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import secrets
import socket
import sys
import webbrowser
from collections.abc import Callable

from bot.application import build_application
from bot.engine import load_engine
from bot.errors import PortError
from bot.local.server import LocalBotApi
from bot.local.serving import listen, serve_over_http
from bot.polling import run_until_signal, serve
from bot.settings import Settings, load_local_settings
from bot.terminal import show
from bot.texts import About, Answerer
from bot.transport import connect, network
from bot.web_site import Site

__all__ = ["DEFAULT_PORT", "run", "serve_chat"]

DEFAULT_PORT = 8417
"""The same each time, so that an open page finds the bot again after a restart; nothing well known uses it."""

_BOT_NUMBER = 1000


def run(arguments: argparse.Namespace) -> int:
    """The command; raises SettingsError, FactBaseError, PortError. Ctrl-C ends it quietly."""
    settings = load_local_settings(arguments.data)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # The port first: to learn only after half a minute of fitting that it is taken would be a nuisance.
    with _listen(arguments.port) as listening:
        answerer, about = load_engine(settings.data, settings.cache)
        ready = _tell if arguments.no_browser else _tell_and_open
        run_until_signal(lambda stop: serve_chat(listening, answerer, about, stop, ready))
    return 0


async def serve_chat(
    listening: socket.socket, answerer: Answerer, about: About, stop: asyncio.Event, ready: Callable[[str], object]
) -> bool:
    """Serves page and bot until `stop` is set; whether what was under way then ended in time. `ready` gets the page's address."""
    # A new token each time: no other page in the reader's browser can guess the way to the Bot API.
    token = f"{_BOT_NUMBER}:{secrets.token_urlsafe(32)}"
    site = Site(LocalBotApi(token))
    async with serve_over_http(site, listening) as address:
        connection = connect(token, network())
        application = build_application(Settings(token, address), answerer, about, connection=connection)
        announcing = asyncio.create_task(_announce(site, address, ready))
        try:
            return await serve(application, connection.polling, stop)
        finally:
            announcing.cancel()
            site.close()


async def _announce(site: Site, address: str, ready: Callable[[str], object]) -> None:
    await site.until_listening()
    await asyncio.to_thread(ready, f"{address}/")  # a browser that starts may hold it up


def _tell(address: str) -> None:
    show(f"The bot is at {address} (Ctrl-C ends it).")


def _tell_and_open(address: str) -> None:
    _tell(address)
    if _has_browser():
        with contextlib.suppress(webbrowser.Error, OSError):
            webbrowser.open(address)


def _has_browser() -> bool:
    """Without a screen, Python would start a browser for the terminal."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _listen(port: int | None) -> socket.socket:
    """The port that was asked for, else the usual one, else any; raises PortError."""
    if port is not None:
        return listen(port)
    try:
        return listen(DEFAULT_PORT)
    except PortError:
        return listen(0)
