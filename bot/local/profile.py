"""What a bot shows of itself: its name and descriptions by language, its commands by scope and language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.local.errors import Json

__all__ = ["DEFAULT_SCOPE", "Profile", "Scope", "scopes_of"]

Scope = tuple[str, int, int]
"""A scope's type, its chat and its user; 0 where it has none."""

DEFAULT_SCOPE: Scope = ("default", 0, 0)


def _first_name() -> dict[str, str]:
    return {"": "Article bot"}


@dataclass
class Profile:
    """Texts by language code, with "" for users of any other language."""

    names: dict[str, str] = field(default_factory=_first_name)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)

    def menu(self, scopes: Sequence[Scope], language: str) -> list[Json]:
        """The commands of the first scope that has any in the user's language or, failing that, in none."""
        keys = ((scope, code) for scope in scopes for code in (language, ""))
        return next((self.commands[key] for key in keys if self.commands.get(key)), [])


def scopes_of(chat_id: int, is_group: bool, user_id: int, is_administrator: bool) -> list[Scope]:
    """The scopes that a user's menu in a chat may come from, in the order in which Telegram looks at them."""
    if not is_group:
        return [("chat", chat_id, 0), ("all_private_chats", 0, 0), DEFAULT_SCOPE]
    scopes: list[Scope] = [
        ("chat_member", chat_id, user_id),
        ("chat_administrators", chat_id, 0),
        ("chat", chat_id, 0),
        ("all_chat_administrators", 0, 0),
        ("all_group_chats", 0, 0),
        DEFAULT_SCOPE,
    ]
    return [scope for scope in scopes if is_administrator or "administrators" not in scope[0]]
