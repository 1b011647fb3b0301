"""An ASGI application over HTTP, for this machine alone: what a browser, or a bot in another process, talks to."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from bot.errors import PortError

__all__ = ["LOOPBACK", "listen", "serve_over_http"]

LOOPBACK = "127.0.0.1"
"""Never another address: the server asks nobody who they are."""


class _Server(uvicorn.Server):
    """Leaves signals to the program that it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int = 0) -> socket.socket:
    """A socket on this machine's own address; port 0 takes a free one. Raises PortError."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Elsewhere than on Windows, where it means something else, this takes a port that an ended server has just left.
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        raise PortError(port, getattr(error, "strerror", None) or "there is no such port") from None
    return listening


@asynccontextmanager
async def serve_over_http(application: Any, port: int | socket.socket = 0) -> AsyncIterator[str]:
    """Serves the application while the context lasts and yields its address; a port is taken, a socket is already listening.

    Raises PortError.
    """
    with listen(port) if isinstance(port, int) else port as listening:
        config = uvicorn.Config(application, lifespan="off", ws="none", log_config=None, access_log=False, timeout_graceful_shutdown=1)
        server = _Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        try:
            yield f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
