"""A call's parameters: from the query, a form or JSON, read as leniently as Telegram reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from bot.local.errors import Json, bad_request

__all__ = ["Parameters", "read_parameters"]

_TRUE = ("1", "true", "yes")
_FORMS = ("", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Values by name: strings as they came in a form, anything where they came in JSON."""

    values: Mapping[str, Any]

    def __contains__(self, name: str) -> bool:
        return self.values.get(name, "") not in ("", None)

    def text(self, name: str) -> str:
        """The value as a string; empty where it is missing."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value
        return "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a number; like Telegram, 0 for what is none."""
        if name not in self:
            return default
        found = re.fullmatch(r"\s*([+-]?[0-9]+).*", self.text(name), re.DOTALL)
        return int(found[1]) if found else 0

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in _TRUE

    def object(self, name: str, what: str) -> Json:
        """The value as a JSON object, empty where it is missing; `what` names it in the error."""
        value = self._decoded(name, f"{what} JSON object")
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {what}")
        return value

    def array(self, name: str, what: str) -> list[Any]:
        """The value as a JSON array, empty where it is missing; `what` names it in the error."""
        value = self._decoded(name, what)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {what}")
        return value

    def decoded(self) -> Json:
        """All values, with JSON in them decoded; for whoever looks at what a bot sent."""
        return {name: value if name == "text" else _decode_if_json(value) for name, value in self.values.items()}

    def _decoded(self, name: str, what: str) -> Any:
        value = self.values.get(name)
        if value in ("", None):
            return None
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise bad_request(f"can't parse {what}") from None


def read_parameters(query: bytes, content_type: str, body: bytes) -> Parameters:
    """Those of the query and of the body, which wins; raises ApiError for what cannot be read."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        values: Json = dict(parse_qsl(query.decode(), keep_blank_values=True, errors="strict"))
        if kind == "application/json":
            values |= _json_object(body)
        elif kind == "multipart/form-data":
            values |= _multipart(content_type, body)
        elif kind in _FORMS:
            values |= parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return Parameters(values)


def _json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        values = json.loads(body)
    except UnicodeDecodeError:
        raise
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("JSON object expected")
    return values


def _multipart(content_type: str, body: bytes) -> Json:
    """Fields of a multipart form; there is nothing here that a file could be sent to."""
    header = f"Content-Type: {content_type}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(header + body)
    values: Json = {}
    for part in parts.iter_parts():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if part.get_filename() is not None:
            raise bad_request("the local Bot API takes no files")
        if isinstance(name, str) and isinstance(content, bytes):
            values[name] = content.decode()
    return values


def _decode_if_json(value: Any) -> Any:
    """Objects, lists, numbers and booleans come as JSON in a form; anything else is a string."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
