"""Faults of form, and a parser's fault worded by what stands at its place in the text."""

import re
from dataclasses import dataclass
from typing import Final

import yaml

from careerprint.reading.signs import out_of_place, sign_in_head


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of form at a line and column (from 1)."""

    line: int
    column: int
    message: str
    hint: str = ""
    is_warning: bool = False


def syntax_problem(text: str, error: yaml.YAMLError) -> Problem:
    """Word a parser's fault by what stands at its place in the text."""
    opening, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(1, 1, "this is not readable as YAML")
    lines = text.splitlines() or [""]
    row = min(mark.line, len(lines) - 1)
    column = mark.column if row == mark.line else len(lines[row])
    if opening is not None and opening.line < mark.line:
        sign = _at(lines, opening.line, opening.column)
        if sign in _CLOSING:
            return Problem(
                opening.line + 1,
                opening.column + 1,
                f"the {sign} that opens here is not closed",
                f"put {_CLOSING[sign]} at the end of it",
            )
    for near in (row, row - 1, row - 2):
        if near >= 1 and (unindented := _unindented(lines, near)):
            return unindented
    for near in (row, row - 1):
        if near >= 0 and (sign_at := sign_in_head(lines[near])) is not None:
            return Problem(near + 1, sign_at + 1, *out_of_place(lines[near][sign_at]))
        if near >= 0 and (close := _NO_SPACE.match(lines[near])):
            return Problem(
                near + 1,
                close.end(),
                "a space is missing after the colon",
                "write key: value",
            )
    message, hint = _syntax_words(lines, row, column)
    return Problem(row + 1, column + 1, message, hint)


def _unindented(lines: list[str], row: int) -> Problem | None:
    """Give the fault of a text that stands under ``key: >-`` and is not indented."""
    line, head = lines[row], _BLOCK_HEAD.match(lines[row - 1])
    depth = len(line) - len(line.lstrip())
    if head is None or depth > len(head[1]) or not line.strip() or _NO_TEXT.match(line):
        return None
    return Problem(
        row + 1,
        depth + 1,
        f"the text under {head[2]} is not indented",
        f"put {len(head[1]) + 2} spaces before it, and before its other lines",
    )


_BLOCK_HEAD: Final = re.compile(r"(\s*(?:- )*)\w+:\s+([>|][+-]?)\s*(?:#.*)?$")
_NO_TEXT: Final = re.compile(r"\s*(?:\w+:(?:\s|$)|- |#)")
_CLOSING: Final = {'"': '"', "'": "'", "[": "]", "{": "}"}
_NO_SPACE: Final = re.compile(r"\s*(?:- )?[a-z_]+:(?=[^\s:/])")
_VALUE: Final = re.compile(r"\s*(?:- )*(?:[\w-]+:\s+)?(.)")
_SIGNS: Final = "@`%*&!|>"


def _at(lines: list[str], row: int, column: int) -> str:
    return lines[row][column : column + 1] if row < len(lines) else ""


def _syntax_words(lines: list[str], row: int, column: int) -> tuple[str, str]:
    """Give message and hint for a fault at a row and column (from 0)."""
    line = lines[row]
    start = _VALUE.match(line)
    sign = start[1] if start else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "the line starts with a tab", "indent with spaces: most editors can convert tabs"
    if sign in _SIGNS:
        return f"text cannot start with {sign}, which means something in YAML", _QUOTE
    if sign in {"[", "{"}:
        return f"text cannot start with {sign}, which begins a list or group", _QUOTE
    if sign in {'"', "'"}:
        return (
            f"the text goes on after the {sign} that ends it",
            "write ’ for an apostrophe, or put the whole text in double quotes",
        )
    if _at(lines, row, column) == ":":
        return (
            "the line cannot be read: a colon followed by a space starts a new value",
            "put the text in quotes, or write >- after the key and the text on the next line",
        )
    return (
        "the line cannot be read as YAML",
        "look for an open quote or bracket, or an indent that differs from its neighbours",
    )


_QUOTE: Final = "put the text in quotes"
