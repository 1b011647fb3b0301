"""The token's only way out: an httpx transport puts it into a request after everything that could log it.

python-telegram-bot writes its token into log lines, error texts and reprs, and httpx logs every address. So the library
gets a placeholder, and this transport, the last step before the wire, swaps the real token in. Whatever comes back up, be it an exception,
a redirect's header or a proxy's error page that echoes the address, is made anew without it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from bot.errors import SettingsError

__all__ = ["PLACEHOLDER", "Connection", "PollingTransport", "TokenTransport", "connect", "network"]

PLACEHOLDER = "1:the-real-token-is-put-in-by-the-transport"


class TokenTransport(httpx.AsyncBaseTransport):
    """Replaces PLACEHOLDER in a request's path by the token and lets the token out nowhere else."""

    def __init__(self, token: str, inner: httpx.AsyncBaseTransport) -> None:
        # httpcore logs response headers at DEBUG, and a redirect's Location repeats the path with the token.
        logging.getLogger("httpcore").setLevel(logging.INFO)
        self._token = token
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        outcome = await self._exchange(request)
        if isinstance(outcome, httpx.Response):
            return outcome
        # Raised here, outside the except clause and in a frame without the token: no __context__, no telling locals.
        raise outcome

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _exchange(self, request: httpx.Request) -> httpx.Response | BaseException:
        try:
            response = await self._inner.handle_async_request(self._with_token(request))
            try:
                body = await response.aread()
            finally:
                await response.aclose()
        except asyncio.CancelledError:
            return asyncio.CancelledError()
        except httpx.TransportError as error:
            return type(error)(self._clean(str(error)))
        except Exception as error:  # whatever it is, its text and its frames may hold the address
            return httpx.TransportError(f"{type(error).__name__}: {self._clean(str(error))}")
        headers = {"content-type": response.headers.get("content-type", "application/json")}
        return httpx.Response(response.status_code, headers=headers, content=body.replace(self._token.encode(), PLACEHOLDER.encode()))

    def _with_token(self, request: httpx.Request) -> httpx.Request:
        path = request.url.raw_path.replace(f"/bot{PLACEHOLDER}/".encode(), f"/bot{self._token}/".encode())
        return httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )

    def _clean(self, text: str) -> str:
        return text.replace(self._token, PLACEHOLDER)


class PollingTransport(httpx.AsyncBaseTransport):
    """Carries getUpdates and keeps what it saw, because the library's polling ends without a word when Telegram revokes the token."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self.good = 0
        """Requests that succeeded."""
        self.last_good: float | None = None
        """When the last one did, in seconds of time.monotonic()."""
        self.rejected = asyncio.Event()
        """Set when Telegram answers that it does not know the token."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        if response.is_success:
            self.good += 1
            self.last_good = time.monotonic()
        elif response.status_code == httpx.codes.UNAUTHORIZED:
            self.rejected.set()
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


@dataclass(frozen=True, slots=True)
class Connection:
    """The two ways to Telegram that python-telegram-bot wants, so that a long poll and the other requests never wait for each other."""

    requests: httpx.AsyncBaseTransport
    polling: PollingTransport


def connect(token: str, wire: Callable[[], httpx.AsyncBaseTransport]) -> Connection:
    """A connection over `wire`: `network(proxy)`, or an application in the same process."""
    return Connection(TokenTransport(token, wire()), PollingTransport(TokenTransport(token, wire())))


def network(proxy: str | None = None) -> Callable[[], httpx.AsyncBaseTransport]:
    """The real network, through `proxy` if there is one: httpx ignores the environment's for a client that has a transport of its own."""

    def wire() -> httpx.AsyncBaseTransport:
        try:
            return httpx.AsyncHTTPTransport(proxy=proxy)
        except ImportError:
            raise SettingsError("For a SOCKS proxy run `pip install 'httpx[socks]'`, or set HTTPS_PROXY to an HTTP proxy.") from None
        except (ValueError, httpx.InvalidURL):
            raise SettingsError("The proxy's address is not one: write HTTPS_PROXY like http://host:port, or unset it.") from None

    return wire
