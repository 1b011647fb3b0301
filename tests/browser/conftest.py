"""A real browser before the page, and behind it the real bot with an answerer of the test's."""

from __future__ import annotations

import asyncio
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from answers.reply import Kind, Part, Quote
from bot.local.serving import listen
from bot.texts import About, Answerer
from bot.web import serve_chat
from bot.web_api import READER
from tests.bot.fakes import ABOUT, ANSWER, CLARIFY, FakeAnswerer, echo

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LONG = Quote(" ".join(f"Sentence {number} of a long quote." for number in range(1, 21)), "Putin to visit China", 2, "the Kremlin")


@dataclass(frozen=True, slots=True)
class Chat:
    """The page and how to look at it otherwise."""

    page: Page
    another: Callable[..., Page]
    """The same chat on another screen: `width`, `height`, `color_scheme` …"""

    def ask(self, text: str) -> None:
        """Types a message and sends it, and waits until it is in the chat."""
        own = self.page.locator(".message.own")
        before = own.count()
        self.page.locator("#field").fill(text)
        self.page.keyboard.press("Enter")
        own.nth(before).wait_for()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: Playwright keeps an event loop running, beside which no other test could run one of its own."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("there is no Chromium here (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def respond(utterance: str) -> Part:
    """By the first word, so that each test asks for the kind of reply that it is about."""
    match utterance.split(maxsplit=1)[0].lower():
        case "which":
            return CLARIFY
        case "long":
            return Part(Kind.ANSWER, "At length.", (LONG,))
        case "say":
            return echo(utterance)
    return ANSWER


@contextmanager
def served(answerer: Answerer, about: About, port: int = 0) -> Iterator[str]:
    """The whole of `article-bot web` in a thread of its own; yields its address."""
    with listen(port) as listening, ExitStack() as ending:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        loop = asyncio.new_event_loop()
        stop = asyncio.Event()
        serving = threading.Thread(target=lambda: loop.run_until_complete(serve_chat(listening, answerer, about, stop, str)))
        ending.callback(loop.close)
        ending.callback(serving.join)
        ending.callback(lambda: loop.call_soon_threadsafe(stop.set))
        serving.start()
        yield address


@contextmanager
def seen(browser: Browser, address: str) -> Iterator[Chat]:
    """The page in the browser. Errors in it, and requests for anything elsewhere, fail the test."""
    wrong: list[str] = []
    with ExitStack() as ending:

        def another(width: int = 1280, height: int = 860, **options: object) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **options)  # type: ignore[arg-type]
            ending.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(8000)
            page.on("console", lambda message: wrong.append(message.text) if _is_fault(message) else None)
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url))
            page.goto(address)
            page.locator("#title:not(:empty)").wait_for()
            return page

        yield Chat(another(), another)
    assert wrong == []


def _is_fault(message: ConsoleMessage) -> bool:
    """That a server which was stopped does not answer, or refuses something, is none of the page's."""
    return message.type in ("error", "warning") and not re.search("ERR_CONNECTION|status of 409", message.text)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(FakeAnswerer(respond=respond), ABOUT) as address:
        yield address


@pytest.fixture
def chat(browser: Browser, address: str) -> Iterator[Chat]:
    """The private chat, started; whatever was said before is forgotten."""
    with httpx.Client(base_url=address, timeout=30) as http:
        for chat_id in [chat["id"] for chat in http.get("/api/news").json()["chats"]]:
            http.post("/api/restart", json={"chat": chat_id, "as": READER}).raise_for_status()
    with seen(browser, address) as chat:
        chat.page.get_by_role("button", name="Start").click()
        chat.page.locator(".message.other", has_text="Hello! I answer questions").wait_for()
        yield chat
