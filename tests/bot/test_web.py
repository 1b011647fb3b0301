"""`article-bot web` without a browser: what the page's JSON says and does, who is let in, how the command starts and ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from answers import Assistant
from bot import web
from bot.cli import main
from bot.local.running import LOCAL_TOKEN
from bot.local.server import LocalBotApi
from bot.local.serving import listen
from bot.texts import Answerer
from bot.web import serve_chat
from bot.web_api import COLLEAGUE, READER
from bot.web_site import PAGE, Site
from tests.bot.fakes import ABOUT, CLARIFY, FakeAnswerer, echo

JSON = dict[str, Any]


@dataclass
class Page:
    """What the page does, without the page: knows the chats as the news tell them."""

    http: httpx.AsyncClient
    news: JSON = field(default_factory=dict)
    messages: dict[tuple[int, int], JSON] = field(default_factory=dict)

    async def look(self) -> None:
        known = {name: self.news[name] for name in ("session",) if name in self.news} | {"since": self.news.get("version", 0)}
        answer = await self.http.get("/api/news", params=known)
        self.news |= answer.json()
        self.messages |= {(message["chat"], message["id"]): message for message in self.news["messages"]}
        for gone in self.news["gone"]:
            self.messages.pop((gone["chat"], gone["id"]), None)

    async def until(self, text: str, chat: int = READER) -> JSON:
        """The bot's message with this text, as soon as it is there."""
        while True:
            said = (message for (place, _), message in self.messages.items() if place == chat and message["sender"]["is_bot"])
            if found := [message for message in said if text in message["text"]]:
                return found[-1]
            await asyncio.wait_for(self.look(), 10)

    async def do(self, action: str, chat: int = READER, person: int = READER, **wanted: object) -> JSON:
        answer = await self.http.post(f"/api/{action}", json={"chat": chat, "as": person} | wanted)
        assert answer.status_code == 200, answer.text
        result: JSON = answer.json()
        return result

    @property
    def group(self) -> int:
        return next(int(chat["id"]) for chat in self.news["chats"] if chat["is_group"])


@asynccontextmanager
async def running(answerer: Answerer) -> AsyncIterator[Page]:
    stop = asyncio.Event()
    listening = listen()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving = asyncio.create_task(serve_chat(listening, answerer, ABOUT, stop, lambda address: None))
    try:
        async with httpx.AsyncClient(base_url=address) as http:
            page = Page(http)
            await page.look()
            yield page
    finally:
        stop.set()
        assert await serving


@pytest_asyncio.fixture
async def page(answerer: FakeAnswerer) -> AsyncIterator[Page]:
    async with running(answerer) as page:
        yield page


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Page]:
    """The server with a bot that only listens, for what has nothing to do with the bot."""
    transport = httpx.ASGITransport(app=Site(LocalBotApi(LOCAL_TOKEN)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8417") as http:
        await http.get(f"/bot{LOCAL_TOKEN}/getUpdates")
        yield Page(http)


async def test_the_first_news_say_who_the_bot_is_and_what_chats_there_are(page: Page) -> None:
    assert page.news["bot"]["name"] == "Ask: Putin to visit China"
    assert page.news["bot"]["username"] == "local_article_bot"
    assert "I answer questions" in page.news["bot"]["description"]
    own, group = page.news["chats"]
    assert (own["title"], [person["name"] for person in own["people"]]) == ("Ask: Putin to visit China", ["Reader"])
    assert (group["title"], [person["name"] for person in group["people"]]) == ("Newsroom", ["Reader", "Colleague"])
    assert [command["name"] for command in own["people"][0]["commands"]][:2] == ["start", "topics"]
    assert [command["name"] for command in group["people"][1]["commands"]] == ["ask", "topics", "about", "help"]
    assert "To ask me" in (await page.until("Hello!", page.group))["text"]
    assert [message["notice"] for message in page.messages.values() if message["notice"]] == ["Reader added Ask: Putin to visit China"]


async def test_a_question_is_answered_with_a_quote_and_buttons(page: Page) -> None:
    sent = await page.do("send", text=" When? ")
    answer = await page.until("In October.")
    assert answer["reply"] == {"id": sent["id"], "sender": page.messages[READER, sent["id"]]["sender"], "text": "When?"}
    assert [entity["type"] for entity in answer["entities"]] == ["blockquote", "italic"]
    assert [button["text"] for button in answer["buttons"][0]] == ["In context", "Why this answer"]
    assert answer["buttons"][-1][-1]["kind"] == "url"


async def test_a_press_brings_the_toast_and_what_the_bot_then_says(page: Page) -> None:
    await page.do("send", text="When?")
    answer = await page.until("In October.")
    up = next(button for button in answer["buttons"][-1] if button["text"] == "👍")
    assert await page.do("press", id=answer["id"], data=up["value"]) == {"text": "Thank you, noted.", "alert": False, "url": ""}
    await page.do("press", id=answer["id"], data=answer["buttons"][0][1]["value"])
    await page.until("The question nearest to yours")


async def test_an_edited_question_edits_its_answer(answerer: FakeAnswerer, page: Page) -> None:
    answerer.respond = echo
    sent = await page.do("send", text="one")
    first = await page.until("You said: one")
    await page.do("edit", id=sent["id"], text="two")
    second = await page.until("You said: two")
    assert (second["id"], second["edited"]) == (first["id"], True)
    assert page.messages[READER, sent["id"]]["edited"]


async def test_a_result_of_inline_mode_is_sent(page: Page) -> None:
    answer = await page.do("inline", query="who")
    assert answer["button"]["start_parameter"] == "inline"
    chosen = next(result for result in answer["results"] if result["title"] == "Who said so?")
    assert chosen["description"] == "The Kremlin."
    sent = await page.do("choose", result=chosen["id"])
    await page.look()
    assert page.messages[READER, sent["id"]]["via"] == "local_article_bot"


async def test_a_colleague_cannot_answer_for_the_reader(answerer: FakeAnswerer, page: Page) -> None:
    answerer.parts = (CLARIFY,)
    await page.do("send", page.group, text="/ask which?")
    answer = await page.until("Which visit", page.group)
    pressed = await page.do("press", page.group, COLLEAGUE, id=answer["id"], data=answer["buttons"][0][0]["value"])
    assert pressed["text"] == "That is Reader's question. Ask your own with /ask."


async def test_a_restart_empties_the_chat_and_makes_the_bot_forget_it(page: Page) -> None:
    await page.do("send", text="When?")
    await page.until("In October.")
    await page.do("restart")
    await page.look()
    assert [place for place, _ in page.messages if place == READER] == []
    await page.do("send", text="/why")
    await page.until("There is no reply to explain yet")


async def test_what_is_deleted_is_told(page: Page) -> None:
    sent = await page.do("send", text="When?")
    answer = await page.until("In October.")
    await page.do("delete", id=answer["id"])
    await page.look()
    assert (READER, answer["id"]) not in page.messages
    assert (READER, sent["id"]) in page.messages


async def test_a_page_of_an_earlier_run_starts_afresh(site: Page) -> None:
    await site.look()
    answer = (await site.http.get("/api/news", params={"session": "another", "since": 999})).json()
    assert answer["session"] == site.news["session"]
    assert answer["chats"] == site.news["chats"]


async def test_half_a_surrogate_pair_is_no_obstacle(page: Page) -> None:
    answer = await page.http.post("/api/send", content=b'{"chat": 1, "as": 1, "text": "a \\ud83d b"}')
    assert answer.status_code == 200
    await page.until("In October.")


@pytest.mark.parametrize(
    ("action", "wanted", "status", "text"),
    [
        ("send", "[]", 400, "The request is not a JSON object."),
        ("send", "nonsense", 400, "The request is not a JSON object."),
        ("send", "[" * 100_000, 400, "The request is not a JSON object."),
        ("send", '{"text": "x"}', 400, "chat must be a whole number."),
        ("send", '{"chat": 1, "as": true}', 400, "as must be a whole number."),
        ("send", '{"chat": 7, "as": 1, "text": "x"}', 404, "There is no such chat."),
        ("send", '{"chat": 1, "as": 2, "text": "x"}', 404, "There is no such chat."),
        ("send", '{"chat": 1, "as": 1, "text": 5}', 400, "text must be a text."),
        ("send", '{"chat": 1, "as": 1, "text": "  "}', 400, "An empty message cannot be sent."),
        ("send", '{"chat": 1, "as": 1, "text": "' + "x" * 4097 + '"}', 400, "text is too long: at most 4096 characters."),
        ("send", '{"chat": 1, "as": 1, "text": "x", "reply_to": 99}', 409, "That message is gone, or it is not yours."),
        ("edit", '{"chat": 1, "as": 1, "id": 99, "text": "x"}', 409, "That message is gone, or it is not yours."),
        ("press", '{"chat": 1, "as": 1, "id": 99, "data": "x"}', 409, "That message is gone, or it is not yours."),
        ("choose", '{"chat": 1, "as": 1, "result": "x"}', 409, "That result is no longer on offer."),
        ("inline", '{"chat": 1, "as": 1, "query": "' + "x" * 257 + '"}', 400, "query is too long: at most 256 characters."),
    ],
    ids=range(15),
)
async def test_what_cannot_be_done_says_why(site: Page, action: str, wanted: str, status: int, text: str) -> None:
    answer = await site.http.post(f"/api/{action}", content=wanted)
    assert (answer.status_code, answer.text) == (status, text)


async def test_nobody_edits_the_words_of_others(page: Page) -> None:
    await page.do("send", page.group, text="/ask when?")
    answer = await page.until("In October.", page.group)
    for person, action in ((COLLEAGUE, "edit"), (COLLEAGUE, "delete"), (READER, "edit")):
        number = answer["id"] if person == READER else answer["reply"]["id"]
        wanted = {"chat": page.group, "as": person, "id": number, "text": "x"}
        assert (await page.http.post(f"/api/{action}", json=wanted)).status_code == 409


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:{port}"}, 200),
        ({"host": "LOCALHOST"}, 200),
        ({"host": "evil.example"}, 400),
        ({"host": "evil.example:{port}"}, 400),
        ({"host": "127.0.0.1.evil.example"}, 400),
        ({"host": ""}, 400),
        ({"origin": "http://127.0.0.1:{port}", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"origin": "https://127.0.0.1:{port}"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
    ids=str,
)
async def test_only_the_page_itself_gets_in(site: Page, headers: dict[str, str], status: int) -> None:
    filled = {name: value.format(port=site.http.base_url.port) for name, value in headers.items()}
    for path in ("/api/news", "/"):
        assert (await site.http.get(path, headers=filled)).status_code == status
    answer = await site.http.post("/api/send", headers=filled, json={"chat": READER, "as": READER, "text": "x"})
    assert answer.status_code == status


async def test_a_link_elsewhere_may_open_the_page(site: Page) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert (await site.http.get("/", headers=headers)).status_code == 200


async def test_the_page_runs_nothing_but_its_own_files(site: Page) -> None:
    for file in PAGE.iterdir():
        answer = await site.http.get(f"/{file.name}")
        assert answer.content == file.read_bytes()
        assert "default-src 'none'; script-src 'self';" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    index = (await site.http.get("/")).text
    assert "<script type=" in index
    assert "style=" not in index
    assert (await site.http.get("/..%2fweb.py")).status_code == 404


async def test_the_bot_api_needs_the_token_which_no_answer_tells(site: Page) -> None:
    assert (await site.http.get("/bot1000:guess/getMe")).status_code == 401
    assert (await site.http.get("/bot1000:guess/getMe", headers={"host": "evil.example"})).status_code == 400
    for path in ("/", "/api/news"):
        assert LOCAL_TOKEN.partition(":")[2] not in (await site.http.get(path)).text


async def test_it_says_where_it_is_once_the_bot_listens(answerer: FakeAnswerer) -> None:
    stop, listening, told = asyncio.Event(), listen(), asyncio.Queue[str]()
    loop = asyncio.get_running_loop()
    serving = asyncio.create_task(
        serve_chat(listening, answerer, ABOUT, stop, lambda address: loop.call_soon_threadsafe(told.put_nowait, address))
    )
    async with httpx.AsyncClient(base_url=await asyncio.wait_for(told.get(), 10)) as http:
        assert (await http.get("/api/news")).json()["bot"]["name"] == "Ask: Putin to visit China"
    stop.set()
    assert await serving


@pytest.mark.parametrize(
    ("arguments", "display", "opened"),
    [([], ":0", ["http://127.0.0.1:1/"]), (["--no-browser"], ":0", []), ([], "", [])],
    ids=["a screen", "not wanted", "no screen"],
)
def test_the_browser_is_opened_where_there_is_one(
    arguments: list[str], display: str, opened: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    async def serve(listening: socket.socket, *given: Any) -> bool:
        given[-1]("http://127.0.0.1:1/")
        return True

    monkeypatch.setattr(web, "load_engine", lambda data, cache: (FakeAnswerer(), ABOUT))
    monkeypatch.setattr(web, "serve_chat", serve)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("webbrowser.open", seen.append)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert main(["web", "--port", "0", *arguments]) == 0
    assert (seen, capsys.readouterr().out) == (opened, "The bot is at http://127.0.0.1:1/ (Ctrl-C ends it).\n")


def test_a_port_in_use_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    with listen() as taken:
        port = taken.getsockname()[1]
        assert main(["web", "--port", str(port)]) == 2
    assert capsys.readouterr().err == f"Port {port} cannot be used (Address already in use): choose another, or 0 for any that is free.\n"


def test_a_port_that_is_none_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["web", "--port", "70000"]) == 2
    assert capsys.readouterr().err == "Port 70000 cannot be used (there is no such port): choose another, or 0 for any that is free.\n"


def test_the_usual_port_gives_way_to_a_free_one(monkeypatch: pytest.MonkeyPatch, answerer: FakeAnswerer) -> None:
    ports: list[int] = []

    async def serve(listening: socket.socket, *_: object) -> bool:
        ports.append(listening.getsockname()[1])
        return True

    monkeypatch.setattr(web, "load_engine", lambda data, cache: (answerer, ABOUT))
    monkeypatch.setattr(web, "serve_chat", serve)
    with listen() as taken:
        monkeypatch.setattr(web, "DEFAULT_PORT", taken.getsockname()[1])
        assert main(["web", "--no-browser"]) == 0
        assert ports != [web.DEFAULT_PORT]


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
async def test_the_command_ends_quietly_on_ctrl_c(shipped: Assistant, shipped_cache: Path) -> None:
    assert shipped.base.title
    environment = os.environ | {"XDG_CACHE_HOME": str(shipped_cache.parent)}
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "web", "--port", "0", "--no-browser"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    assert started.stdout is not None
    line = (await asyncio.wait_for(started.stdout.readline(), 120)).decode()
    assert line.startswith("The bot is at http://127.0.0.1:")
    async with httpx.AsyncClient(base_url=line.split()[4]) as http:
        page = Page(http)
        await page.look()
        waiting = asyncio.create_task(page.look())  # an open page always waits for news
        await asyncio.sleep(0)
        started.send_signal(signal.SIGINT)
        rest, errors = await asyncio.wait_for(started.communicate(), 20)
        await asyncio.gather(waiting, return_exceptions=True)
    assert (started.returncode, rest, errors) == (0, b"", b"")
