"""The client side of the local Bot API."""

from __future__ import annotations

import pytest

from bot.local_api import LocalBotApi
from bot.local_bot import LOCAL_TOKEN
from bot.local_chat import LocalChat


async def settled(_: int) -> None:
    """There is no bot here to wait for."""


def messages(api: LocalBotApi, chat: LocalChat) -> list[tuple[int, str]]:
    return [(number, message["text"]) for number, message in api.messages(chat.id).items()]


async def test_what_is_sent_becomes_an_update() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    chat = LocalChat(api, settled, 7)
    await chat.send("/ask@me now")
    await chat.edit(chat.last_sent, "/ask later")
    sent, edited = await api.updates.poll(0, 10, 0) or ()
    assert sent["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 7}]
    assert edited["edited_message"]["text"] == "/ask later"
    assert (chat.id, sent["message"]["chat"]["type"], sent["message"]["from"]["id"]) == (7, "private", 7)


async def test_only_the_bots_new_messages_arrive() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    chat = LocalChat(api, settled, 7, group="Readers")
    api.add_message(chat.id, api.user, {"text": "😀 hello", "entities": [{"type": "bold", "offset": 3, "length": 5}]})
    [arrived] = await chat.send("hi")
    assert (arrived.text, arrived.styled("bold"), arrived.styled("italic"), arrived.reply_to) == ("😀 hello", ["hello"], [], None)
    assert chat.arrived() == []
    assert messages(api, chat) == [(1, "😀 hello"), (2, "hi")]


async def test_a_message_that_is_gone_cannot_be_edited() -> None:
    api = LocalBotApi(LOCAL_TOKEN)
    chat = LocalChat(api, settled, 7)
    await chat.send("hi")
    api.delete_message(chat.id, 1)
    with pytest.raises(ValueError, match="there is no message 1 to edit"):
        await chat.edit(1, "ho")
    assert chat.last_sent == 0
