"""Telegram's limits on how fast a bot may write. Its servers allow short bursts and tell nobody how long; here the limits hold strictly."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.local.errors import ApiError

__all__ = ["FloodLimits"]

_Window = tuple[int, float]
"""So many messages in so many seconds."""

_CHAT: _Window = (1, 1.0)
_GROUP: _Window = (20, 60.0)
_ALL: _Window = (30, 1.0)


@dataclass
class FloodLimits:
    """One message a second to a chat, twenty a minute to a group, thirty a second to all."""

    _sent: defaultdict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, chat_id: int, is_group: bool, now: float) -> None:
        """Counts a message that is about to be sent; raises ApiError (429), and does not count it, where it is one too many."""
        windows: list[tuple[object, _Window]] = [("all", _ALL), (chat_id, _CHAT)]
        if is_group:
            windows.append((("group", chat_id), _GROUP))
        wait = max(self._wait(key, window, now) for key, window in windows)
        if wait > 0:
            seconds = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for key, _ in windows:
            self._sent[key].append(now)

    def _wait(self, key: object, window: _Window, now: float) -> float:
        """Seconds until one more fits into the window."""
        most, seconds = window
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= most else 0.0
