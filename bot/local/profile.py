"""What a bot shows of itself: its name and descriptions by language, its commands by scope and language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.local.errors import Json

__all__ = ["DEFAULT_SCOPE", "Profile", "Scope"]

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
        """The commands that a user of the language sees: those of the first scope that has any, most particular first."""
        for scope in scopes:
            for code in (language, ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []
