"""What a stylesheet opens and does not close: all that follows it is then read as a part of it.

The engine takes what is open at the end for closed (CSS Syntax 3, 5.4.8) and says nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from careerprint.reading.plain_words import shortened

_TOKEN: Final = re.compile(
    r"(?P<comment>/\*.*?\*/)|(?P<lost>/\*)"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')|(?P<mark>[{}])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclosed:
    """A rule or a comment without its end: the line where it begins, what lacks, how it begins."""

    line: int
    lacks: str
    begins: str


def unclosed(css: str) -> Iterator[Unclosed]:
    """Give what a stylesheet does not close; of rules within each other the outermost."""
    opened: list[int] = []
    for token in _TOKEN.finditer(css):
        if token["lost"]:
            yield _at(css, token.start(), "*/", css[token.start() :].partition("\n")[0])
            return
        if token["mark"] == "{":
            opened.append(token.start())
        elif token["mark"] and opened:
            opened.pop()
    if opened:
        before = re.split(r"[{};]|\*/", css[: opened[0]])[-1]
        yield _at(css, opened[0], "}", f"{before.strip()} {{")


def _at(css: str, place: int, lacks: str, begins: str) -> Unclosed:
    return Unclosed(
        line=css.count("\n", 0, place) + 1, lacks=lacks, begins=shortened(begins.strip())
    )
