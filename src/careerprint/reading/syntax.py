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
    return (
        _unclosed(lines, opening, mark)
        or _open_quote(text, mark)
        or next(filter(None, (_unindented(lines, near) for near in (row, row - 1, row - 2))), None)
        or next(filter(None, (_in_head(lines, near) for near in (row, row - 1))), None)
        or Problem(row + 1, column + 1, *_syntax_words(lines, row, column))
    )


def _unclosed(lines: list[str], opening: yaml.Mark | None, mark: yaml.Mark) -> Problem | None:
    """Give the sign that the parser itself names as open, if it stands in an earlier line."""
    if opening is None or opening.line >= mark.line:
        return None
    sign = _at(lines, opening.line, opening.column)
    return _not_closed(opening, sign) if sign in _CLOSING else None


def _not_closed(opening: yaml.Mark, sign: str) -> Problem:
    message = f"the {sign} that opens here is not closed"
    hint = f"put {_CLOSING[sign]} at the end of it"
    return Problem(opening.line + 1, opening.column + 1, message, hint)


def _in_head(lines: list[str], row: int) -> Problem | None:
    """Give what is amiss with a line's key: a sign that cannot be seen, or no space after it."""
    if row < 0:
        return None
    if (sign_at := sign_in_head(lines[row])) is not None:
        return Problem(row + 1, sign_at + 1, *out_of_place(lines[row][sign_at]))
    close = _NO_SPACE.match(lines[row])
    message = "a space is missing after the colon"
    return Problem(row + 1, close.end(), message, "write key: value") if close else None


def _open_quote(text: str, mark: yaml.Mark) -> Problem | None:
    """Give the quote before a mark that ran on to the next one in the file, some lines below.

    The text that is meant to be quoted there then stands bare, and is what the parser stops at.
    """
    last = None
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            if token.start_mark.index >= mark.index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in {'"', "'"}:
                last = token
    except yaml.YAMLError:
        pass
    if last is None or last.end_mark.line == last.start_mark.line:
        return None
    if last.end_mark.line < mark.line - 1:
        return None
    return _not_closed(last.start_mark, last.style)


def _unindented(lines: list[str], row: int) -> Problem | None:
    """Give the fault of a text that stands under ``key: >-`` and is not indented."""
    if row < 1:
        return None
    line, head = lines[row], _BLOCK_HEAD.match(lines[row - 1])
    depth = len(line) - len(line.lstrip(" "))
    if head is None or depth > len(head[1]) or not line.strip() or _NO_TEXT.match(line):
        return None
    spaces = len(head[1]) + 2
    if line[depth] == "\t":
        return Problem(row + 1, depth + 1, *_tab(spaces))
    return Problem(
        row + 1,
        depth + 1,
        f"the text under {head[2]} is not indented",
        f"put {spaces} spaces before it, and before its other lines",
    )


def _tab(spaces: int) -> tuple[str, str]:
    return "the line starts with a tab", f"put {spaces} spaces in its place"


def _spaces_above(lines: list[str], row: int) -> int:
    """Give the indentation that belongs below the nearest line above that has text."""
    for line in reversed(lines[:row]):
        if line.strip() and not line.lstrip().startswith("#"):
            deeper = 2 if line.rstrip().endswith(":") else 0
            return len(line) - len(line.lstrip()) + deeper
    return 0


_BLOCK_HEAD: Final = re.compile(r"(\s*(?:- )*)\w+:\s+([>|][+-]?)\s*(?:#.*)?$")
_NO_TEXT: Final = re.compile(r"\s*(?:\w+:(?:\s|$)|- |#)")
_CLOSING: Final = {'"': '"', "'": "'", "[": "]", "{": "}"}
_NO_SPACE: Final = re.compile(r"\s*(?:- )?[a-z_]+:(?=[^\s:/])")
_VALUE: Final = re.compile(r"\s*(?:- )*(?:[\w-]+:\s+)?(.)")
_MEANINGS: Final = dict.fromkeys("@`%*&!|>", "means something in YAML") | dict.fromkeys(
    "[{", "begins a list or group"
)


def _at(lines: list[str], row: int, column: int) -> str:
    return lines[row][column : column + 1] if row < len(lines) else ""


def _syntax_words(lines: list[str], row: int, column: int) -> tuple[str, str]:
    """Give message and hint for a fault at a row and column (from 0)."""
    line = lines[row]
    start = _VALUE.match(line)
    sign = start[1] if start else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _tab(_spaces_above(lines, row))
    if sign in _MEANINGS:
        return f"text cannot start with {sign}, which {_MEANINGS[sign]}", _QUOTE
    if sign in {'"', "'"}:
        return (
            f"the text goes on after the {sign} that ends it",
            "write “ and ” for quotation marks within a text"
            if sign == '"'
            else "write ’ for an apostrophe, or put the whole text in double quotes",
        )
    if _at(lines, row, column) == ":":
        return (
            "the line cannot be read: a colon followed by a space starts a new value",
            "put the text in quotes, or write >- after the key and the text on the next line",
        )
    own, above = len(line) - len(line.lstrip()), _spaces_above(lines, row)
    if line.strip() and abs(own - above) == 1:
        return (
            f"{own} spaces stand before this line, and {above} before the one above it",
            f"put {above} before it, if they belong together",
        )
    return (
        "the line cannot be read as YAML",
        "look for an open quote or bracket, or an indent that differs from its neighbours",
    )


_QUOTE: Final = "put the text in quotes"
