"""The bot as it is installed, in a process of its own, on a Bot API server that nobody here wrote: telegram-test-api, from npm.

What that server has is used: messages, commands and presses by users; sent, edited and deleted messages by bots. What it lacks and
the library cannot do without is bridged on the way (bridge.py), and what the bot can do without is left away.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from answers import Assistant
from answers.reply import Kind, Part
from bot.application import build_application
from bot.local.serving import LOOPBACK, serve_over_http
from bot.polling import serve
from bot.settings import Settings
from bot.texts import CHOOSE_TOPIC
from bot.transport import connect, network
from tests.bot.fakes import ABOUT, FakeAnswerer
from tests.interop.bridge import Bridge
from tests.interop.reader import PATIENCE, Reader, labels, text_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE = Path(__file__).parent
MISSING = ["getMyCommands", "getMyCommands", "getMyName", "getMyDescription", "getMyShortDescription"]
"""What the server does not have, and the bot does without."""
OCTOBER = "In October."

_TOKENS = (f"{number}:a-token-of-telegram-test-api-only-000" for number in itertools.count(1000))


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot, the bridge that it talks to, and how it is known."""

    process: asyncio.subprocess.Process
    bridge: Bridge
    token: str


@pytest.fixture(scope="module")
def server_folder(pytestconfig: pytest.Config) -> Path:
    """The server, installed once for each state of the lock file."""
    missing = [tool for tool in ("node", "npm") if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"telegram-test-api needs Node.js, and there is no {' and no '.join(missing)} on this machine")
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = Path(pytestconfig.cache.mkdir(f"telegram-test-api-{digest}"))
    installed = folder / "installed"
    if not installed.exists():
        for name in ("package.json", "package-lock.json", "server.js"):
            shutil.copy(HERE / name, folder)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603 - nothing in it comes from outside
        if done.returncode:
            pytest.skip(f"npm could not install telegram-test-api: {done.stderr.strip()}")
        installed.touch()
    return folder


@pytest.fixture(scope="module")
def server(server_folder: Path) -> Iterator[str]:
    """The running server's address."""
    command = ["node", "server.js"]
    with subprocess.Popen(command, cwd=server_folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - nothing in it comes from outside
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "the server did not start"
        yield f"http://{LOOPBACK}:{port}"
        process.communicate()


async def listening(bridge: Bridge) -> None:
    """Ends when the bot has made its last call before it polls."""
    async with asyncio.timeout(PATIENCE):
        while await bridge.done.get() != "deleteWebhook":
            pass


@asynccontextmanager
async def running_bot(server: str, cache: Path) -> AsyncIterator[Bot]:
    """`article-bot run --api-url …`, listening."""
    bridge, token = Bridge(server), next(_TOKENS)
    environment = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")}
    environment |= {"TELEGRAM_BOT_TOKEN": token, "XDG_CACHE_HOME": str(cache.parent)}
    async with serve_over_http(bridge) as address:
        command = [sys.executable, "-m", "bot", "run", "--api-url", address]
        process = await asyncio.create_subprocess_exec(*command, cwd=HERE.parents[1], env=environment, stderr=asyncio.subprocess.PIPE)
        try:
            await listening(bridge)
            yield Bot(process, bridge, token)
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()
            await bridge.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(server: str, shipped: Assistant, shipped_cache: Path) -> AsyncIterator[Bot]:
    async with running_bot(server, shipped_cache) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def reader(server: str, bot: Bot) -> AsyncIterator[Reader]:
    async with httpx.AsyncClient(base_url=server, trust_env=False) as http:
        yield Reader(bot.bridge, bot.token, http)


async def test_a_question_is_answered_with_its_quote_and_buttons(reader: Reader) -> None:
    (answer,) = await reader.send("When is Putin going to China?")
    assert text_of(answer).startswith(f"{OCTOBER}\nRussian President Vladimir Putin plans to visit China in October")
    assert labels(answer)[:2] == ["In context", "Why this answer"]
    assert labels(answer)[-3:] == ["👍", "👎", "Share"]
    sent = answer["message"]
    assert json.loads(sent["reply_parameters"])["message_id"] == await reader.last_number()
    assert json.loads(sent["link_preview_options"]) == {"is_disabled": True}
    assert sent["parse_mode"] == "HTML"


async def test_a_follow_up_leans_on_the_question_before_it(reader: Reader) -> None:
    await reader.send("Did Xi Jinping visit Moscow in March?")
    (answer,) = await reader.send("and for how long?")
    assert text_of(answer).startswith("Three days.")


async def test_start_offers_examples_that_can_be_pressed(reader: Reader) -> None:
    (greeting,) = await reader.send("/start")
    assert text_of(greeting).startswith("Hello! I answer questions about the article")
    (answer,) = await reader.press(greeting, labels(greeting)[0], "sendMessage")
    assert text_of(answer).startswith(labels(greeting)[0])
    assert "👍" in labels(answer)


async def test_what_an_answer_rests_on_is_a_press_away(reader: Reader) -> None:
    (answer,) = await reader.send("When is Putin going to China?")
    (context,) = await reader.press(answer, "In context", "sendMessage")
    assert text_of(context).startswith("paragraph 1\nRussian President Vladimir Putin plans")
    (why,) = await reader.press(answer, "Why this answer", "sendMessage")
    assert text_of(why).startswith("I took your message to ask")
    assert await reader.press(answer, "👍") == []


async def test_topics_are_leafed_through_in_one_message(reader: Reader) -> None:
    (topics,) = await reader.send("/topics")
    assert text_of(topics) == CHOOSE_TOPIC
    first = labels(topics)[0]
    assert await reader.press(topics, first, "editMessageText") == []
    topic = await reader.now(topics)
    assert topic is not None
    assert text_of(topic) == f"{first}:"
    await reader.press(topic, "All topics", "editMessageText")
    assert labels(await reader.now(topics)) == labels(topics)


async def test_an_edited_question_edits_its_answer(reader: Reader) -> None:
    (answer,) = await reader.send("When did Xi go to Moscow?")
    assert text_of(answer).startswith("In March")
    await reader.edit(await reader.last_number(), "When is Putin going to China?", "editMessageText")
    assert text_of(await reader.now(answer)).startswith(OCTOBER)


async def test_an_answer_of_several_messages_shrinks_to_one(server: str) -> None:
    token = next(_TOKENS)
    bridge, connection = Bridge(server), connect(token, network())
    answerer = FakeAnswerer(respond=lambda utterance: Part(Kind.SMALL_TALK, "word " * (2000 if "long" in utterance else 1)))
    async with serve_over_http(bridge) as address, httpx.AsyncClient(base_url=server, trust_env=False) as http:
        stop, application = asyncio.Event(), build_application(Settings(token, address), answerer, ABOUT, connection=connection)
        running = asyncio.create_task(serve(application, connection.polling, stop))
        reader = Reader(bridge, token, http)
        await listening(bridge)
        first, *others = await reader.send("A long one, please", messages=3)
        assert [len(text_of(message)) for message in (first, *others)] == [4094, 4094, 1809]
        await reader.edit(await reader.last_number(), "A short one", "editMessageText", "deleteMessage", "deleteMessage")
        assert text_of(await reader.now(first)) == "word"
        assert [await reader.now(message) for message in others] == [None, None]
        stop.set()
        assert await running
    await bridge.close()


async def test_it_does_without_what_the_server_lacks_and_stops_when_told(server: str, shipped: Assistant, shipped_cache: Path) -> None:
    async with running_bot(server, shipped_cache) as bot, httpx.AsyncClient(base_url=server, trust_env=False) as http:
        await Reader(bot.bridge, bot.token, http).send("Hello")
        bot.process.terminate()
        _, log = await asyncio.wait_for(bot.process.communicate(), PATIENCE)
    said = log.decode()
    assert bot.process.returncode == 0, said
    # On a busy machine a reply can take so long that “typing …” is shown.
    assert [method for method in bot.bridge.unknown if method != "sendChatAction"] == MISSING
    assert said.count("the bot works without") == said.count("WARNING") == len(MISSING), said
    assert "Listening as @TestNameBot." in said
    assert "ERROR" not in said
    assert bot.token not in said
