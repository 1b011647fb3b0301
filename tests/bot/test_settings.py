"""Settings: what is refused, in which words, and what is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import DEFAULT_API_URL, Settings, load_local_settings, load_settings
from tests.bot.fakes import TOKEN

GOOD = {"TELEGRAM_BOT_TOKEN": TOKEN}
MALFORMED = (
    "TELEGRAM_BOT_TOKEN is not a bot token ({} characters): it is the bot's number, a colon and 35 letters, digits, - or _, "
    "without quotes or spaces. Copy it again from @BotFather (/token)."
)


def test_defaults() -> None:
    settings = load_settings(environ=GOOD)
    assert settings == Settings(TOKEN, DEFAULT_API_URL, test_environment=False, data=None, cache=Path.home() / ".cache" / "article-bot")
    assert settings.base_url == "https://api.telegram.org/bot{token}"


def test_the_command_line_wins_over_the_environment(tmp_path: Path) -> None:
    environ = GOOD | {"ARTICLE_BOT_API_URL": "http://env:1", "ARTICLE_BOT_TEST_ENVIRONMENT": "no", "ARTICLE_BOT_DATA": "/nowhere"}
    settings = load_settings({"api_url": "http://given:2/", "test_environment": "1", "data": str(tmp_path)}, environ)
    assert (settings.base_url, settings.data) == ("http://given:2/bot{token}/test", tmp_path)


@pytest.mark.parametrize(
    ("environ", "text"),
    [
        pytest.param(
            {},
            "No bot token: ask @BotFather on Telegram for one (/newbot) and set TELEGRAM_BOT_TOKEN. `article-bot chat` works without.",
            id="missing token",
        ),
        pytest.param({"TELEGRAM_BOT_TOKEN": "hello"}, MALFORMED.format(5), id="malformed token"),
        pytest.param({"TELEGRAM_BOT_TOKEN": f'"{TOKEN}"'}, MALFORMED.format(len(TOKEN) + 2), id="quoted token"),
        pytest.param(
            GOOD | {"ARTICLE_BOT_API_URL": "localhost:8081"},
            "The Bot API's address is not a web address: 'localhost:8081'. Write it like https://api.telegram.org, or leave it out.",
            id="address without scheme",
        ),
        pytest.param(
            GOOD | {"ARTICLE_BOT_API_URL": "http://h:99999999"},
            "The Bot API's address is not a web address: 'http://h:99999999'. Write it like https://api.telegram.org, or leave it out.",
            id="impossible port",
        ),
        pytest.param(GOOD | {"ARTICLE_BOT_TEST_ENVIRONMENT": "maybe"}, "ARTICLE_BOT_TEST_ENVIRONMENT is 'maybe': write 1 or 0.", id="flag"),
        pytest.param(
            GOOD | {"ARTICLE_BOT_DATA": "/no/such"},
            "ARTICLE_BOT_DATA: there is no folder '/no/such'. Give the fact base's folder, or leave it out for the shipped one.",
            id="folder",
        ),
        pytest.param(
            GOOD | {"ARTICLE_BOT_DATE": "x"},
            "Unknown setting ARTICLE_BOT_DATE in the environment. Did you mean ARTICLE_BOT_DATA?",
            id="mistyped name",
        ),
        pytest.param(
            GOOD | {"ARTICLE_BOT_ZZZZZZZZZZZZZZZ": "x"},
            "Unknown setting ARTICLE_BOT_ZZZZZZZZZZZZZZZ in the environment. "
            "Known are ARTICLE_BOT_API_URL, ARTICLE_BOT_TEST_ENVIRONMENT, ARTICLE_BOT_DATA.",
            id="unknown name",
        ),
    ],
)
def test_refusals(environ: dict[str, str], text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ=environ)
    assert str(caught.value) == text


def test_a_line_end_after_the_token_is_no_error() -> None:
    assert load_settings(environ={"TELEGRAM_BOT_TOKEN": f"{TOKEN}\n"}).token == TOKEN


def test_neither_repr_nor_errors_show_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy:3128")
    settings = load_settings(environ=GOOD)
    assert settings.proxy == "http://user:secret@proxy:3128"
    assert TOKEN not in repr(settings)
    assert "secret" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        Settings(TOKEN + " ")
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "url", "proxy"),
    [
        pytest.param({"HTTPS_PROXY": "http://p:1"}, "https://api.telegram.org", "http://p:1", id="by scheme"),
        pytest.param({"HTTPS_PROXY": "http://p:1"}, "http://bot-api:8081", None, id="other scheme"),
        pytest.param({"ALL_PROXY": "p:1"}, "http://bot-api:8081", "http://p:1", id="for all, without scheme"),
        pytest.param({"ALL_PROXY": "http://p:1", "NO_PROXY": "bot-api"}, "http://bot-api:8081", None, id="excepted"),
    ],
)
def test_proxy(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], url: str, proxy: str | None) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert load_settings({"api_url": url}, GOOD).proxy == proxy


def test_local_commands_need_no_token(tmp_path: Path) -> None:
    environ = {"TELEGRAM_BOT_TOKEN": "broken", "XDG_STATE_HOME": str(tmp_path), "NO_COLOR": ""}
    settings = load_local_settings(environ=environ)
    assert settings.history == tmp_path / "article-bot" / "history"
    assert not settings.colour
    assert load_local_settings(environ={}).colour
