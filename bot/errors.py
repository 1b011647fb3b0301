"""Errors of the bot that a user can cause; the command line prints them as one line and exits with 2."""

from __future__ import annotations

from answers.errors import ArticleBotError


class SettingsError(ArticleBotError):
    """A setting is missing or wrong; the text names the setting and the remedy, and never shows the token."""


class InputError(ArticleBotError):
    """A line of input cannot be read; the text names the line."""


class TokenRejectedError(ArticleBotError):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram rejected the token: it was revoked or mistyped. Set TELEGRAM_BOT_TOKEN to the one that @BotFather shows (/token)."
        )


class ApiNotFoundError(ArticleBotError):
    """Something answers at the Bot API's address, but it is no Bot API."""

    def __init__(self) -> None:
        super().__init__("There is no Bot API at the given address (404): check --api-url or ARTICLE_BOT_API_URL, and --test-environment.")


class PortError(ArticleBotError):
    """The local server cannot have the port."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"Port {port} cannot be used ({reason}): choose another, or 0 for any that is free.")
