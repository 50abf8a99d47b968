"""Streams in inks, kept beyond a process: what one run separated the next one copies.

Who keeps the bytes is the caller's matter; what they say is written and read here.
"""

import hashlib
import json
from dataclasses import asdict
from typing import Any, Protocol

from careerprint.press.content import Call, Separated, State
from careerprint.press.page_boxes import PageBoxes
from careerprint.press.press_order import PressOrder


class Shelf(Protocol):
    """Keeps bytes under keys; may forget them at any moment."""

    def kept(self, key: str) -> bytes | None:
        """Give what is kept under a key; None if nothing is."""

    def keep(self, key: str, body: bytes) -> None:
        """Keep something, if it can."""


class StreamShelf:
    """Keeps what streams become by an order; ``program`` tells versions of the program apart."""

    def __init__(self, shelf: Shelf, order: PressOrder, program: str) -> None:
        self._shelf = shelf
        self._order = f"press {program} {order.key}"

    def kept(self, digest: bytes, state: State, boxes: PageBoxes | None) -> Separated | None:
        """Give what a stream of a digest becomes in a state; None if it is not known."""
        body = self._shelf.kept(self._key(digest, state, boxes))
        return None if body is None else _read(body)

    def keep(self, digest: bytes, state: State, boxes: PageBoxes | None, made: Separated) -> None:
        """Keep what a stream becomes."""
        self._shelf.keep(self._key(digest, state, boxes), _written(made))

    def _key(self, digest: bytes, state: State, boxes: PageBoxes | None) -> str:
        said = f"{self._order} {digest.hex()} {state!r} {boxes!r}"
        return hashlib.sha256(said.encode()).hexdigest()


def _written(made: Separated) -> bytes:
    about = {"end": asdict(made.end), "calls": [asdict(one) for one in made.calls]}
    head = json.dumps(about).encode()
    return len(head).to_bytes(4, "big") + head + made.content


def _read(body: bytes) -> Separated | None:
    """Read a stream; None if it is none that this program writes."""
    end = 4 + int.from_bytes(body[:4], "big")
    try:
        about: dict[str, Any] = json.loads(body[4:end])
        calls = tuple(Call(**_exact(one)) for one in about["calls"])
        return Separated(content=body[end:], end=_state(about["end"]), calls=calls)
    except (ValueError, TypeError, KeyError):
        return None


def _state(said: dict[str, Any]) -> State:
    below = said.pop("below")
    return State(**_exact(said), below=None if below is None else _state(below))


def _exact(said: dict[str, Any]) -> dict[str, Any]:
    """Give fields with their tuples, which JSON has as lists."""
    return {key: tuple(one) if isinstance(one, list) else one for key, one in said.items()}
