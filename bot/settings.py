"""Settings: the only module that reads the environment. Checked when made, immutable, and silent about the token."""

from __future__ import annotations

import difflib
import os
import re
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SettingsError

__all__ = ["DEFAULT_API_URL", "LocalSettings", "Settings", "load_local_settings", "load_settings"]

DEFAULT_API_URL = "https://api.telegram.org"

_PREFIX = "ARTICLE_BOT_"
_API_URL, _TEST_ENVIRONMENT, _DATA = f"{_PREFIX}API_URL", f"{_PREFIX}TEST_ENVIRONMENT", f"{_PREFIX}DATA"
_KNOWN = (_API_URL, _TEST_ENVIRONMENT, _DATA)
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")

# Telegram's tokens are the bot's number, a colon and 35 characters; its documentation promises no length, so a few less pass too.
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,100}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the bot needs to talk to Telegram. Raises SettingsError where a value cannot be right."""

    token: str = field(repr=False)
    api_url: str = DEFAULT_API_URL
    test_environment: bool = False
    """Telegram's separate test data centre, with accounts and bots of its own."""
    data: Path | None = None
    """The fact base's folder; None is the shipped one."""
    cache: Path = field(default_factory=lambda: _cache_folder(os.environ))
    """Where the fitted fact base is kept between runs."""
    proxy: str | None = field(default=None, repr=False)
    """The proxy on the way to api_url; its address may hold a password."""

    def __post_init__(self) -> None:
        _check_token(self.token)
        _check_api_url(self.api_url)

    @property
    def base_url(self) -> str:
        """The Bot API's address with `{token}` in it, as python-telegram-bot takes it."""
        return f"{self.api_url.rstrip('/')}/bot{{token}}" + ("/test" if self.test_environment else "")


@dataclass(frozen=True, slots=True)
class LocalSettings:
    """What the commands need that talk to no Telegram."""

    data: Path | None
    cache: Path
    """Where the fitted fact base is kept between runs."""
    history: Path
    """Where the terminal chat keeps its line history."""
    colour: bool
    """False where the user asked for none (https://no-color.org) or the terminal has none."""


def load_settings(given: Mapping[str, str | None] | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment; `given` (the command line: "api_url", "test_environment", "data") wins."""
    given = given or {}
    _refuse_unknown(environ)
    api_url = given.get("api_url") or environ.get(_API_URL) or DEFAULT_API_URL
    _check_api_url(api_url)
    return Settings(
        token=environ.get("TELEGRAM_BOT_TOKEN", "").strip(),
        api_url=api_url,
        test_environment=_flag(_TEST_ENVIRONMENT, given.get("test_environment") or environ.get(_TEST_ENVIRONMENT, "")),
        data=_folder(given.get("data"), environ),
        cache=_cache_folder(environ),
        proxy=_proxy_for(api_url),
    )


def load_local_settings(data: str | None = None, environ: Mapping[str, str] = os.environ) -> LocalSettings:
    """Settings of a command that needs no token, so a missing or wrong one does not stop it."""
    _refuse_unknown(environ)
    state = environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return LocalSettings(
        data=_folder(data, environ),
        cache=_cache_folder(environ),
        history=Path(state) / "article-bot" / "history",
        colour="NO_COLOR" not in environ and environ.get("TERM") != "dumb",
    )


def _check_token(token: str) -> None:
    if not token:
        raise SettingsError(
            "No bot token: ask @BotFather on Telegram for one (/newbot) and set TELEGRAM_BOT_TOKEN. `article-bot chat` works without."
        )
    if not _TOKEN.fullmatch(token):
        raise SettingsError(
            f"TELEGRAM_BOT_TOKEN is not a bot token ({len(token)} characters): it is the bot's number, a colon "
            "and 35 letters, digits, - or _, without quotes or spaces. Copy it again from @BotFather (/token)."
        )


def _check_api_url(api_url: str) -> None:
    try:
        parts = urlsplit(api_url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
        valid = valid and (parts.port is None or parts.port > 0) and "{" not in api_url
    except ValueError:
        valid = False
    if not valid:
        raise SettingsError(f"The Bot API's address is not a web address: {api_url!r}. Write it like {DEFAULT_API_URL}, or leave it out.")


def _flag(name: str, value: str) -> bool:
    if value.strip().lower() in _TRUE:
        return True
    if value.strip().lower() in _FALSE:
        return False
    raise SettingsError(f"{name} is {value!r}: write 1 or 0.")


def _folder(given: str | None, environ: Mapping[str, str]) -> Path | None:
    value = given or environ.get(_DATA)
    if not value:
        return None
    folder = Path(value).expanduser()
    if not folder.is_dir():
        where = "--data" if given else _DATA
        raise SettingsError(f"{where}: there is no folder {value!r}. Give the fact base's folder, or leave it out for the shipped one.")
    return folder


def _cache_folder(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "article-bot"


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    """A mistyped variable would silently do nothing, so it is an error."""
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in _KNOWN:
            near = difflib.get_close_matches(name, _KNOWN, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(_KNOWN)}."
            raise SettingsError(f"Unknown setting {name} in the environment. {remedy}")


def _proxy_for(api_url: str) -> str | None:
    """The proxy that the environment names for this address (HTTPS_PROXY, ALL_PROXY, NO_PROXY …), as httpx itself would read it."""
    parts = urlsplit(api_url)
    if urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if proxy is None:
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
