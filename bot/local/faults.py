"""Faults to order for tests: a call that is refused, delayed, never answered, or done and not answered."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import httpx

from bot.local.errors import ApiError

__all__ = ["DROPPED", "LOST", "Fault", "Faults", "dropped", "lost"]

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call of a method."""

    error: ApiError | type[httpx.TransportError] | None = None
    """The refusal, or how the connection breaks: over HTTP it is closed, in process the error is raised as httpx would; None: neither."""
    delay: float = 0.0
    """Seconds that pass before anything happens."""
    done: bool = False
    """Whether the method is carried out, so that only its answer is lost."""

    async def befall(self, call: Callable[[], Awaitable[Any]], sleep: Sleep) -> Any:
        """Makes the call, or not, and goes wrong as ordered; raises ApiError, httpx.TransportError."""
        if self.delay:
            await sleep(self.delay)
        result = await call() if self.done or self.error is None else None
        if isinstance(self.error, ApiError):
            raise self.error
        if self.error is not None:
            raise self.error("the local Bot API was told to break the connection here")
        return result


def dropped(error: type[httpx.TransportError] = httpx.RemoteProtocolError) -> Fault:
    """The request never gets to the server; what the bot learns of it may be any of httpx's errors."""
    return Fault(error)


def lost(error: type[httpx.TransportError] = httpx.ReadTimeout) -> Fault:
    """The server does what it is asked, but its answer does not get to the bot."""
    return Fault(error, done=True)


DROPPED, LOST = dropped(), lost()


class Faults:
    """What is to go wrong, by method, in the order in which it was ordered."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._lasting: dict[str, Fault] = {}

    def add(self, method: str, fault: Fault | ApiError, times: int | None = 1) -> None:
        """Orders a fault for the method's next calls; without `times`, for all after those, until `clear`."""
        if isinstance(fault, ApiError):
            fault = Fault(fault)
        if times is None:
            self._lasting[method.lower()] = fault
        else:
            self._waiting[method.lower()].extend(repeat(fault, times))

    def clear(self) -> None:
        self._waiting.clear()
        self._lasting.clear()

    def next(self, method: str) -> Fault | None:
        """The fault of this call, if it is to have one."""
        waiting = self._waiting[method.lower()]
        return waiting.popleft() if waiting else self._lasting.get(method.lower())

    @property
    def outstanding(self) -> list[str]:
        """The methods, in lower case, that have faults which did not happen yet."""
        return sorted(chain(*([name] * len(faults) for name, faults in self._waiting.items())))
