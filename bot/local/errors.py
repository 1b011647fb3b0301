"""What the local Bot API refuses, as Telegram says it."""

from __future__ import annotations

from typing import Any

__all__ = ["ApiError", "Json", "bad_request", "forbidden"]

Json = dict[str, Any]
"""An object of the Bot API, as it goes over the wire."""


class ApiError(Exception):
    """A refusal: HTTP status, Telegram's description and, for 429 and for a chat that moved, its parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def as_json(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(problem: str, **parameters: int) -> ApiError:
    return ApiError(400, f"Bad Request: {problem}", **parameters)


def forbidden(problem: str) -> ApiError:
    return ApiError(403, f"Forbidden: {problem}")
