"""What `article-bot web` serves: the local Bot API for the bot, the page and its JSON for people, and neither for other web sites."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.local.server import LocalBotApi
from bot.web_api import WebApi

__all__ = ["PAGE", "Site"]

PAGE = Path(__file__).parent / "page"

_HOSTS = ["127.0.0.1", "localhost"]
"""Names of this computer. A page elsewhere whose name was made to point here (DNS rebinding) still goes by its own."""

_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    # An open page must not mix its old modules with those of a newer version.
    "cache-control": "no-store",
}

# Windows may have been told otherwise, and a browser runs no module of another type.
mimetypes.add_type("text/javascript", ".js")


class Site:
    """The ASGI application."""

    def __init__(self, api: LocalBotApi) -> None:
        self._api = api
        self._web = WebApi(api.world)
        routes = [Mount("/api", routes=self._web.routes()), Mount("/", StaticFiles(directory=PAGE, html=True))]
        page = Starlette(routes=routes, middleware=[Middleware(_OwnPageOnly), Middleware(_WithHeaders)])
        self._guarded = TrustedHostMiddleware(_ByPath(self._bot_api, page), _HOSTS, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._guarded(scope, receive, send)

    async def until_listening(self) -> None:
        """Returns once the bot asks for messages."""
        await self._web.listening.wait()

    def close(self) -> None:
        """Answers all requests that wait, so that the server can stop at once."""
        self._web.close()

    async def _bot_api(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].lower().endswith("/getupdates"):
            await self._web.begin()
        await self._api(scope, receive, send)


class _ByPath:
    """`/bot<token>/…` is the Bot API's; all else is the page's."""

    def __init__(self, bot_api: ASGIApp, page: ASGIApp) -> None:
        self._bot_api, self._page = bot_api, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        application = self._bot_api if scope["path"].startswith("/bot") else self._page
        await application(scope, receive, send)


class _OwnPageOnly:
    """Refuses what another web site in the reader's browser asks for, but for a link that opens the page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        own = f"http://{headers.get('host')}"
        elsewhere = headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and headers.get("sec-fetch-mode") != "navigate"
        if elsewhere or headers.get("origin", own) != own:
            await PlainTextResponse("This is for the chat's own page only.", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class _WithHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)
