"""What holds for all tests: no network but this machine's own, and no settings from the developer's environment."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from answers import Assistant, load_assistant

_SETTINGS = ("TELEGRAM_BOT_TOKEN", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails at once, with the address that it wanted."""
    monkeypatch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))


@pytest.fixture(scope="session")
def shipped_cache(pytestconfig: pytest.Config) -> Path:
    """Where the fitted fact bases of the tests are kept, from one run to the next: the shipped one is fitted once for all tests."""
    return pytestconfig.cache.mkdir("article-bot")


@pytest.fixture(scope="session")
def shipped(shipped_cache: Path) -> Assistant:
    """The assistant for the shipped fact base."""
    return load_assistant(cache=shipped_cache)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper() in _SETTINGS or name.startswith("ARTICLE_BOT_"):
            monkeypatch.delenv(name)


def _guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
            raise AssertionError(f"a test wanted the network: {address}")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
