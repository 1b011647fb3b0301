"""Short opaque names of facts, topics and examples, as they stand in buttons and links.

A token is made from the thing's own id and nothing else, so it means the same after a restart and after any other fact was changed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from answers.browse import Section
from bot.texts import About

__all__ = ["TOKEN_LENGTH", "Tokens", "token_of"]

TOKEN_LENGTH = 8
"""Characters, of six bits each: among a thousand names, two of the same token are a matter of one in five hundred million."""


def token_of(name: str) -> str:
    """Of A-Z, a-z, 0-9, - and _, as a deep link allows."""
    digest = hashlib.sha256(name.encode("utf-8", "replace")).digest()
    return base64.urlsafe_b64encode(digest[: TOKEN_LENGTH * 6 // 8]).decode()


class Tokens:
    """Tokens → what they name in this fact base."""

    def __init__(self, about: About) -> None:
        self._intents = _table(about.intents)
        self._examples = _table(about.examples)
        self._sections = {token_of(section.topic): section for section in about.sections}

    def intent(self, token: str) -> str | None:
        return self._intents.get(token)

    def example(self, token: str) -> str | None:
        return self._examples.get(token)

    def section(self, token: str) -> Section | None:
        return self._sections.get(token)


def _table(names: Iterable[str]) -> dict[str, str]:
    return {token_of(name): name for name in names}
