"""What a bot can ask about a chat, and how it leaves one."""

from __future__ import annotations

from typing import Any

from bot.local.errors import Json, bad_request
from bot.local.methods.messages import chat_of
from bot.local.parameters import Parameters
from bot.local.world import Chat, World

__all__ = ["METHODS", "member"]

_ADMINISTRATORS = ("creator", "administrator")
_RULES = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_TAKES_PART = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)
_BOTH = ("can_change_info", "can_invite_users")

_RIGHTS: dict[str, Json] = {
    "creator": {"is_anonymous": False},
    "administrator": dict.fromkeys((*_RULES, *_BOTH), True) | {"can_be_edited": False, "is_anonymous": False},
    "restricted": dict.fromkeys((*_TAKES_PART, *_BOTH), False) | {"is_member": True, "until_date": 0},
    "kicked": {"until_date": 0},
}
"""What a status must come with; nobody here has some rights and not others."""


def member(world: World, chat: Chat, user_id: int) -> Json:
    """A ChatMember of the Bot API."""
    status = chat.members.get(user_id, "left")
    user = world.bot if user_id == world.bot_id else world.user(user_id)
    return {"user": user, "status": status} | _RIGHTS.get(status, {})


def _get_chat(world: World, parameters: Parameters) -> Json:
    chat = chat_of(world, parameters)
    gifts = {
        "unlimited_gifts": True,
        "limited_gifts": True,
        "unique_gifts": True,
        "premium_subscription": True,
        "gifts_from_channels": True,
    }
    return chat.details | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _get_chat_member(world: World, parameters: Parameters) -> Json:
    chat, user_id = chat_of(world, parameters), parameters.integer("user_id")
    if user_id != world.bot_id and user_id not in world.users:
        raise bad_request("user not found" if user_id else "invalid user_id specified")
    return member(world, chat, user_id)


def _get_chat_administrators(world: World, parameters: Parameters) -> list[Json]:
    chat = chat_of(world, parameters)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return [member(world, chat, user_id) for user_id, status in chat.members.items() if status in _ADMINISTRATORS]


def _leave_chat(world: World, parameters: Parameters) -> bool:
    chat = chat_of(world, parameters)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[world.bot_id] = "left"
    return True


METHODS: dict[str, Any] = {
    "getchat": _get_chat,
    "getchatmember": _get_chat_member,
    "getchatadministrators": _get_chat_administrators,
    "leavechat": _leave_chat,
}
