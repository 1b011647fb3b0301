"""An ASGI application over HTTP, for this machine alone: what a browser, or a bot in another process, talks to."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from bot.errors import PortError

__all__ = ["LOOPBACK", "serve_over_http"]

LOOPBACK = "127.0.0.1"
"""Never another address: the server asks nobody who they are."""


class _Server(uvicorn.Server):
    """Leaves signals to the program that it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve_over_http(application: Any, port: int = 0) -> AsyncIterator[str]:
    """Serves the application while the context lasts and yields its address; port 0 takes a free one.

    Raises PortError.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, port))
            listening.listen()
        except OSError as error:
            raise PortError(port, error.strerror or "taken") from None
        config = uvicorn.Config(application, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1)
        server = _Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        try:
            yield f"http://{LOOPBACK}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
