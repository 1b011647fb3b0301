"""Which menu a user sees where."""

from __future__ import annotations

import pytest

from bot.local.profile import DEFAULT_SCOPE, Profile, Scope, scopes_of

MENU = [{"command": "ask", "description": "Ask"}]


def test_scopes_from_the_most_particular_to_the_default() -> None:
    assert scopes_of(5, is_group=False, user_id=5, is_administrator=False) == [("chat", 5, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE]
    assert [kind for kind, *_ in scopes_of(-9, is_group=True, user_id=5, is_administrator=True)] == [
        "chat_member",
        "chat_administrators",
        "chat",
        "all_chat_administrators",
        "all_group_chats",
        "default",
    ]
    assert [kind for kind, *_ in scopes_of(-9, is_group=True, user_id=5, is_administrator=False)] == [
        "chat_member",
        "chat",
        "all_group_chats",
        "default",
    ]


@pytest.mark.parametrize(
    ("where", "language", "seen"),
    [
        (("chat", 5, 0), "", True),
        (("chat", 5, 0), "en", True),
        (("chat", 5, 0), "de", False),
        (("chat", 6, 0), "", False),
        (DEFAULT_SCOPE, "en", True),
    ],
)
def test_an_english_reader_sees(where: Scope, language: str, seen: bool) -> None:
    profile = Profile(commands={(where, language): MENU})
    assert bool(profile.menu(scopes_of(5, is_group=False, user_id=5, is_administrator=False), "en")) is seen
