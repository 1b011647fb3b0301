"""What the bot says of itself: name, descriptions, commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.local.errors import Json, bad_request
from bot.local.limits import check_commands
from bot.local.parameters import Parameters
from bot.local.profile import DEFAULT_SCOPE, Profile, Scope
from bot.local.world import World
from bot.telegram_html import utf16_length

__all__ = ["METHODS"]

_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def _get_me(world: World, _: Parameters) -> Json:
    abilities = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy_mode, "supports_inline_queries": True}
    return world.bot | abilities


@dataclass(frozen=True, slots=True)
class _Text:
    """One of the texts of a profile, which has a dedicated one for some languages."""

    name: str
    longest: int
    refusal: str
    of: Callable[[Profile], dict[str, str]]

    def get(self, world: World, parameters: Parameters) -> Json:
        texts = self.of(world.profile)
        return {self.name: texts.get(_language(parameters)) or texts.get("", "")}

    def set(self, world: World, parameters: Parameters) -> bool:
        text, language = parameters.text(self.name).strip(), _language(parameters)
        nameless = self.name == "name" and not text and not language
        if nameless or utf16_length(text) > self.longest:
            raise bad_request(self.refusal)
        self.of(world.profile)[language] = text
        return True


_NAME = _Text("name", 64, "BOT_TITLE_INVALID", lambda profile: profile.names)
_DESCRIPTION = _Text("description", 512, "BOT_DESCRIPTION_INVALID", lambda profile: profile.descriptions)
_SHORT = _Text("short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID", lambda profile: profile.short_descriptions)


def _set_my_commands(world: World, parameters: Parameters) -> bool:
    key = (_scope(world, parameters), _language(parameters))
    world.profile.commands[key] = check_commands(parameters)
    return True


def _get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    return world.profile.commands.get((_scope(world, parameters), _language(parameters)), [])


def _delete_my_commands(world: World, parameters: Parameters) -> bool:
    world.profile.commands.pop((_scope(world, parameters), _language(parameters)), None)
    return True


def _language(parameters: Parameters) -> str:
    code = parameters.text("language_code")
    if code and not (len(code) == 2 and code.isascii() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


def _scope(world: World, parameters: Parameters) -> Scope:
    scope = parameters.object("scope", "BotCommandScope")
    kind = scope.get("type", "" if scope else "default")
    if kind in _PLAIN_SCOPES:
        return (kind, 0, 0) if kind != "default" else DEFAULT_SCOPE
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = world.chat_for_bot(int(scope.get("chat_id", 0)))
    return kind, chat.id, int(scope.get("user_id", 0)) if kind == "chat_member" else 0


METHODS: dict[str, Any] = {
    "getme": _get_me,
    "setmyname": _NAME.set,
    "getmyname": _NAME.get,
    "setmydescription": _DESCRIPTION.set,
    "getmydescription": _DESCRIPTION.get,
    "setmyshortdescription": _SHORT.set,
    "getmyshortdescription": _SHORT.get,
    "setmycommands": _set_my_commands,
    "getmycommands": _get_my_commands,
    "deletemycommands": _delete_my_commands,
}
