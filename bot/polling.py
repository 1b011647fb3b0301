"""Running the bot by long polling: starts without network, stops within a deadline, notices a revoked token."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.application import BotApplication, build_application
from bot.errors import ApiNotFoundError, TokenRejectedError
from bot.settings import Settings
from bot.texts import About, Answerer
from bot.transport import PollingTransport, connect, network

__all__ = ["STOP_DEADLINE", "PollingLog", "run_polling", "run_until_signal", "serve"]

_LOGGER = logging.getLogger(__name__)

STOP_DEADLINE = 8.0
"""Seconds for answering what is under way; container runtimes kill after ten."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0

_HEARD = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER]
"""The kinds of update that a handler hears; Telegram need not send others."""


def run_polling(settings: Settings, answerer: Answerer, about: About) -> None:
    """Runs until SIGINT or SIGTERM. Raises TokenRejectedError, ApiNotFoundError."""
    run_until_signal(lambda stop: _run(settings, answerer, about, stop))


async def _run(settings: Settings, answerer: Answerer, about: About, stop: asyncio.Event) -> bool:
    connection = connect(settings.token, network(settings.proxy))
    application = build_application(settings, answerer, about, connection=connection)
    return await serve(application, connection.polling, stop)


def run_until_signal(main: Callable[[asyncio.Event], Coroutine[Any, Any, bool]]) -> None:
    """Runs `main` with an event that SIGINT and SIGTERM set; it says whether all that was under way has ended."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        asyncio.run(_until_signal(main))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _until_signal(main: Callable[[asyncio.Event], Coroutine[Any, Any, bool]]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    if not await main(stop):
        # A reply is stuck in its thread, and asyncio.run would wait for that thread for ever.
        logging.shutdown()
        os._exit(1)


async def serve(application: BotApplication, polling: PollingTransport, stop: asyncio.Event, deadline: float = STOP_DEADLINE) -> bool:
    """Polls and answers until `stop` is set; whether what was under way then ended within the deadline.

    Raises TokenRejectedError, ApiNotFoundError.
    """
    rejected = asyncio.create_task(polling.rejected.wait())
    running = asyncio.create_task(_start(application, polling))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
            await asyncio.wait({rejected, stopping}, return_when=asyncio.FIRST_COMPLETED)
    except InvalidToken as error:
        # The library takes 404 for a bad token too; a well-formed token gets that only from something else than a Bot API.
        raise (ApiNotFoundError() if "Not Found" in str(error.__cause__ or error) else TokenRejectedError()) from None
    finally:
        for task in (rejected, running, stopping):
            task.cancel()
        await asyncio.gather(rejected, running, stopping, return_exceptions=True)
        stopped = await _stop(application, deadline)
    if polling.rejected.is_set() and not stop.is_set():
        raise TokenRejectedError()
    return stopped


async def _start(application: BotApplication, polling: PollingTransport) -> None:
    await _initialise(application)
    if application.post_init is not None:
        await application.post_init(application)
    if application.updater is None:
        raise ValueError("an application without an updater cannot poll")
    await application.start()  # before polling, so that a stop in between finds someone to answer what was fetched
    # No drop_pending_updates: what people asked while the bot was down is answered.
    await application.updater.start_polling(bootstrap_retries=-1, allowed_updates=_HEARD, error_callback=PollingLog(polling))
    _LOGGER.info("Listening as @%s.", application.bot.username)


async def _initialise(application: BotApplication) -> None:
    """Asks Telegram who the bot is, for as long as it takes to get through."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await application.initialize()
            return
        except InvalidToken:
            raise
        except RetryAfter as error:
            asked = error.retry_after
            pause = max(pause, asked.total_seconds() if isinstance(asked, timedelta) else asked)
        except TelegramError as error:
            _LOGGER.warning("No connection to Telegram (%s); trying again in %.0f s.", type(error).__name__, pause)
        await asyncio.sleep(pause)
        pause = min(_LONGEST_PAUSE, pause * 2)


async def _stop(application: BotApplication, deadline: float) -> bool:
    """Fetches no more updates, then finishes those that were fetched; whether it did in time."""
    updater, ended = application.updater, True
    if updater is not None and updater.running:
        ended = await _within(deadline / 2, updater.stop())
    if application.running:
        ended = await _within(deadline / 2, application.stop()) and ended
    if not ended:
        _LOGGER.warning("Stopped after %.0f s with work under way.", deadline)
    await application.shutdown()
    await application.bot.shutdown()  # a bot that never got through is not shut down by its application
    return ended


async def _within(seconds: float, coroutine: Coroutine[Any, Any, None]) -> bool:
    """Whether the coroutine ended in time; its error, if any, is logged by kind, for stopping must go on."""
    task = asyncio.create_task(coroutine)
    await asyncio.wait({task}, timeout=seconds)
    if not task.done():
        task.cancel()
        return False
    if not task.cancelled() and (error := task.exception()):
        _LOGGER.debug("While stopping: %s", type(error).__name__)
    return True


class PollingLog:
    """Says once, not at each of the retries, that polling fails; again after it has worked in between."""

    def __init__(self, polling: PollingTransport) -> None:
        self._polling = polling
        self._said: tuple[type[TelegramError], int] | None = None

    def __call__(self, error: TelegramError) -> None:
        now = (type(error), self._polling.good)
        if now != self._said:
            self._said = now
            _LOGGER.warning("Telegram cannot be asked for messages (%s); trying again until it can.", type(error).__name__)
