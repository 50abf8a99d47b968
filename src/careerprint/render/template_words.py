"""What is wrong with a template, in plain words: the macro, the argument, the field."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, Self

from careerprint.errors import Location
from careerprint.reading.plain_words import suggest
from careerprint.resources import shipped

SUFFIX: Final = ".j2"
NOT_GIVEN: Final = "lacks the argument"
_NAMES: Final = ("page", "part", "draw", "self")
"""What a template commonly has, beside what it defines itself."""
_MACRO: Final = re.compile(r"\{%-?\s*macro\s+(?P<name>\w+)\((?P<arguments>[^)]*)\)")
_END: Final = re.compile(r"\{%-?\s*endmacro")
_BLOCK: Final = re.compile(r"\{%-?\s*block\s+(\w+)")
_NO_ARGUMENT: Final = re.compile(
    r"macro '(?P<macro>\w+)' takes no keyword argument '(?P<name>\w+)'"
)
_TOO_MANY: Final = re.compile(r"macro '(?P<macro>\w+)' takes not more than (?P<most>\d+) argument")


class Told(str):
    """A message, with a hint."""

    __slots__ = ("hint",)
    hint: str

    def __new__(cls, message: str, hint: str = "") -> Self:
        """Make it of a message and a hint, which may be empty."""
        told = super().__new__(cls, message)
        told.hint = hint
        return told


def unknown_name(name: str) -> Told:
    """Say that a template uses a name that stands for nothing."""
    hint = suggest(name, _NAMES) or "a template has 'page', and what it imports or sets"
    return Told(f"there is no '{name}' here", hint)


def unknown_macro(name: str, template: str, macros: tuple[str, ...]) -> Told:
    """Say that a template has no such macro."""
    hint = suggest(name, macros) or f"it has: {', '.join(sorted(macros))}"
    return Told(f"there is no macro '{name}' in {template}", hint)


def unknown_block(name: str) -> Told:
    """Say that neither a template nor what it extends has such a block."""
    blocks = sorted(_BLOCK.findall(_shared_handout()))
    hint = suggest(name, blocks) or f"the blocks of a handout are: {', '.join(blocks)}"
    return Told(f"there is no block '{name}'", hint)


def unknown_definition(name: str, blocks: tuple[str, ...]) -> Told:
    """Say that a block is written for which what the template extends has no place."""
    hint = suggest(name, blocks) or f"its blocks are: {', '.join(sorted(blocks))}"
    return Told(
        f"there is no block '{name}' in the layout that it extends: it would not be printed", hint
    )


def syntax_in_words(message: str, source: str, line: int) -> tuple[Told, int]:
    """Give the words for a template that cannot be read, and the line that they are about.

    ``message`` and ``line`` are the engine's, ``source`` is the template.
    """
    if isinstance(message, Told):
        return message, line
    if _STILL_OPEN in message and (found := _left_open(source)):
        what, begins = found
        tag = f"{{% end{what.split()[0]} %}}"
        return Told(f"'{what}' is not closed: {tag} is missing", f"put {tag} where it ends"), begins
    return Told(f"the template cannot be read: {message}"), line


_STILL_OPEN: Final = "needs to be closed"
_TAG: Final = re.compile(r"\{%[-+]?\s*(?P<end>end)?(?P<tag>\w+)\s*(?P<name>[^%]*?)\s*[-+]?%\}")
_PAIRED: Final = frozenset({"block", "if", "for", "macro", "call", "filter", "with", "autoescape"})
_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)


def _left_open(source: str) -> tuple[str, int] | None:
    """Give the tag that is not closed, as it is written, and its line.

    A block within a block is rare, and one that lacks its end is not: of two the first is told.
    """
    opened: list[tuple[str, str, int]] = []
    source = _COMMENT.sub(lambda one: "\n" * one[0].count("\n"), source)
    for found in _TAG.finditer(source):
        at = source.count("\n", 0, found.start()) + 1
        if found["tag"] not in _PAIRED:
            continue
        if not found["end"]:
            opened.append((found["tag"], found["name"], at))
        elif opened and opened[-1][0] == found["tag"]:
            opened.pop()
        else:
            break
    if not opened:
        return None
    tag, name, at = opened[0] if opened[-1][0] == "block" else opened[-1]
    return f"{tag} {name}".strip(), at


def _shared_handout() -> str:
    return (shipped("layouts") / "_shared" / "handout.html.j2").read_text(encoding="utf-8")


def unknown_field(name: str, value: Any) -> Told:
    """Say that a part of a page has no such field."""
    known: tuple[str, ...] = ()
    if is_dataclass(value):
        known = tuple(one.name for one in fields(value))
    elif isinstance(value, dict):
        known = tuple(map(str, value))
    return Told(f"there is no field '{name}'", suggest(name, known))


def in_words(error: Exception, failing: Location, *, shared: Path) -> Told:
    """Give the words for an error of a template.

    ``failing`` is the line at which it fails, perhaps of a macro; ``shared`` is the folder of
    what several layouts use.
    """
    message = error.args[0] if error.args else ""
    macro, template = _macro_at(failing)
    within = f" (in the macro '{macro}' of {template})" if macro else ""
    if isinstance(message, Told):
        if message.startswith(NOT_GIVEN):
            return Told(
                f"the macro '{macro}' of {template} {message}",
                f"call it as {_call(macro, failing.path.parent, shared)}",
            )
        return Told(f"{message}{within}", message.hint)
    if said := _NO_ARGUMENT.search(str(message)):
        call = _call(said["macro"], failing.path.parent, shared)
        name = said["name"]
        return Told(f"the macro '{said['macro']}' has no argument '{name}'", f"call it as {call}")
    if said := _TOO_MANY.search(str(message)):
        call = _call(said["macro"], failing.path.parent, shared)
        return Told(
            f"the macro '{said['macro']}' takes {said['most']} arguments at most",
            f"call it as {call}",
        )
    if "named and not called" in str(message):
        return Told(str(message), "write brackets behind it, as in part.day(page) or self.day()")
    return Told(f"the template fails here ({error}){within}")


def _macro_at(place: Location) -> tuple[str, str]:
    """Give the macro that a line stands in, and its template; empty if it stands in none."""
    try:
        lines = place.path.read_text(encoding="utf-8").splitlines()[: place.line]
    except (OSError, UnicodeDecodeError):
        return "", ""
    for number, line in enumerate(reversed(lines)):
        if found := _MACRO.search(line):
            return found["name"], f"{place.path.parent.name}/{place.path.name}"
        if number and _END.search(line):
            break
    return "", ""


def _call(macro: str, *folders: Path) -> str:
    """Give how a macro is called: its name and arguments, as it is defined."""
    for path in _templates((*folders, shipped("layouts") / "_shared")):
        for found in _MACRO.finditer(path.read_text(encoding="utf-8", errors="replace")):
            if found["name"] == macro:
                return f"{macro}({found['arguments']})"
    return f"{macro}(…)"


def _templates(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in dict.fromkeys(folders):
        yield from sorted(folder.glob(f"*{SUFFIX}"))
