"""PDFs of others, damaged in every way that we know of: the same ones whenever they are asked for.

A damaged file is told by its kind and its number, so what fails once fails again.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from random import Random
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Stream

from tests.bound import NAMES, changed, content, opened

_MOST: Final = 40
_VALUES: Final = (
    *("null", "true", "0", "-1", "1.5", "65535", "4294967296", "9" * 40),
    *("()", "(a)", "<FEFF>", "/N", "[]", "<<>>", "[null]", "[0 /A (b)]", "<</K [<<>>]>>"),
)
"""Values of every type, among them numbers that no field of a PDF can be."""


def damaged(kind: str, number: int) -> tuple[str, bytes]:
    """Give the name of a sample, and its bytes with damage of a kind."""
    chance = Random(f"{kind} {number}")  # noqa: S311 - no secret
    while True:
        name = chance.choice(NAMES)
        try:
            return name, DAMAGE[kind](name, chance)
        except (pikepdf.PdfError, ValueError, KeyError, TypeError):
            continue  # such damage cannot even be written


@cache
def _unpacked(name: str) -> bytes:
    """Give a sample with its objects in plain sight, as an editor would damage it."""
    into = BytesIO()
    with opened(content(name)) as pdf:
        pdf.save(
            into,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            static_id=True,
        )
    return into.getvalue()


def _spliced(whole: bytes, chance: Random) -> bytes:
    """Put other bytes in the place of some."""
    at = chance.randrange(len(whole))
    put = chance.randbytes(chance.randrange(12))
    return whole[:at] + put + whole[at + chance.randrange(_MOST) :]


def _retyped(whole: bytes, chance: Random) -> bytes:
    """Put other digits, letters or brackets in the place of one."""
    at = chance.randrange(len(whole))
    return whole[:at] + chance.choice(b"0179-.RSTKPn/()<>[] \n").to_bytes() + whole[at + 1 :]


def _torn(whole: bytes, chance: Random) -> bytes:
    """Leave a piece out, write it twice, or end in it."""
    start, end = sorted(chance.randrange(len(whole)) for _ in range(2))
    rest = chance.choice((whole[end:], whole[start:], b""))
    return whole[:end] + rest if chance.random() < 0.5 else whole[:start] + rest


def _containers(item: Any) -> Iterator[Any]:
    """Give an object and those that stand in it, if they hold others."""
    if isinstance(item, (Array, Dictionary, Stream)) and len(keys_of(item)):
        yield item
        for key in keys_of(item):
            one = item[key]
            if isinstance(one, (Array, Dictionary)) and not one.is_indirect:
                yield from _containers(one)


def keys_of(item: Any) -> list[Any]:
    """Give what an array or dictionary can be asked for."""
    return list(range(len(item))) if isinstance(item, Array) else sorted(item.keys())


def _in_one(
    change: Callable[[pikepdf.Pdf, Any, Any, Random], None],
) -> Callable[[str, Random], bytes]:
    """Give damage done at one key of one dictionary or array of a sample."""

    def damage(name: str, chance: Random) -> bytes:
        def spoil(pdf: pikepdf.Pdf) -> None:
            every = [one for item in pdf.objects for one in _containers(item)]
            chosen = chance.choice(every)
            change(pdf, chosen, chance.choice(keys_of(chosen)), chance)

        return changed(content(name), spoil)

    return damage


def _replace(pdf: pikepdf.Pdf, item: Any, key: Any, chance: Random) -> None:
    item[key] = pikepdf.Object.parse(chance.choice(_VALUES).encode())


def _shorten(pdf: pikepdf.Pdf, item: Any, key: Any, chance: Random) -> None:
    """Take something away, of an array perhaps all that follows too."""
    is_end = isinstance(item, Array) and chance.random() < 0.5
    for one in reversed(range(key, len(item))) if is_end else (key,):
        del item[one]


def _cross(pdf: pikepdf.Pdf, item: Any, key: Any, chance: Random) -> None:
    """Put another object of the file there, or this very one."""
    item[key] = pdf.make_indirect(chance.choice([o for o in pdf.objects if o is not None]))


DAMAGE: Final[Mapping[str, Callable[[str, Random], bytes]]] = {
    "other bytes": lambda name, chance: _spliced(content(name), chance),
    "other bytes in plain sight": lambda name, chance: _spliced(_unpacked(name), chance),
    "another sign": lambda name, chance: _retyped(_unpacked(name), chance),
    "torn": lambda name, chance: _torn(_unpacked(name), chance),
    "another value": _in_one(_replace),
    "something missing": _in_one(_shorten),
    "another object": _in_one(_cross),
}
"""Each kind of damage, done to a sample by its name."""
