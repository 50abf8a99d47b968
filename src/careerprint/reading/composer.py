"""YAML text → a tree of text, lists and mappings, with line and column of each.

The tree is built from libyaml's events and not by PyYAML's constructor, for four reasons:
every scalar stays text (``11:00`` is a time, ``NO`` is a country), depth and alias
expansion are bounded before anything is built, a duplicate key is seen, and a fault in
one pair does not hide the faults in the others. YAML 1.1 as libyaml reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

MAX_DEPTH: Final = 20
MAX_VALUES: Final = 20_000
"""Values that a file may hold once every alias is written out."""

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: line and column from 1, of its key (if any) and of itself."""

    line: int
    column: int
    key_line: int
    key_column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of form at a line and column (from 1)."""

    line: int
    column: int
    message: str
    hint: str = ""
    is_warning: bool = False


@dataclass(slots=True)
class Tree:
    """What a YAML file says: plain values, the place of each by key path, and problems."""

    value: Any = None
    places: dict[KeyPath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class _RefusedError(Exception):
    """Reading stops at once; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Node:
    """One value before aliases are written out; ``content`` is text, items or pairs."""

    kind: str
    line: int
    column: int
    content: Any
    values: int = 1
    depth: int = 0


def compose(text: str) -> Tree:
    """Give the tree of one YAML document; faults of form come as its problems.

    After a fault that stops the parser the value is None and the fault is the last problem.
    """
    tree = Tree()
    try:
        root = _Composer(text, tree.problems).document()
        if root is not None:
            tree.value = _expand(root, (), (root.line, root.column), tree.places)
    except _RefusedError as refusal:
        tree.problems.append(refusal.problem)
    except yaml.YAMLError as error:
        tree.problems.append(_syntax_problem(text, error))
    return tree


class _Composer:
    """Builds nodes from events, never deeper than allowed."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._lines = text.splitlines()
        self._problems = problems
        self._anchors: dict[str, _Node] = {}

    def document(self) -> _Node | None:
        """Give the only document's root, or None if the file holds nothing."""
        root: _Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _RefusedError(
                        _problem(
                            event,
                            "a second document starts here",
                            "a file holds one document: remove the line with ---",
                        )
                    )
                root = self._node(next(self._events), 1)
        if root is not None and root.kind == "null":
            return None
        return root

    def _node(self, event: Any, depth: int) -> _Node:
        if depth > MAX_DEPTH:
            raise _RefusedError(_too_deep(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        if event.tag is not None and not event.tag.startswith("tag:yaml.org,2002:"):
            self._problems.append(
                _problem(event, f"the tag {event.tag} is not used here", "write the value alone")
            )
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, depth)
        else:
            node = self._mapping(event, depth)
        if node.values > MAX_VALUES:
            raise _RefusedError(_too_many(event))
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: Any) -> _Node:
        is_plain = event.style in (None, "")
        is_null = is_plain and event.value in NULLS
        line, column = _mark(event)
        if is_plain and _LOST_TEXT.match(self._after(event)):
            self._problems.append(
                Problem(
                    event.end_mark.line + 1,
                    event.end_mark.column + 1,
                    "what follows # on this line is a remark and is not printed",
                    "put the text in quotes, or a space after # if it is meant as a remark",
                    is_warning=True,
                )
            )
        return _Node("null" if is_null else "text", line, column, event.value)

    def _after(self, event: Any) -> str:
        """Give the rest of the line on which a value ends."""
        mark = event.end_mark
        return self._lines[mark.line][mark.column :] if mark.line < len(self._lines) else ""

    def _sequence(self, start: Any, depth: int) -> _Node:
        items: list[_Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return self._collection("list", start, items, items)

    def _mapping(self, start: Any, depth: int) -> _Node:
        pairs: dict[str, tuple[_Node, _Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            is_alone = start.flow_style and not self._after(event).lstrip().startswith(":")
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if is_alone and value.kind == "null" and pairs and key.kind == "text":
                self._join(pairs, key)
            elif key.kind != "text":
                self._problems.append(
                    Problem(
                        key.line,
                        key.column,
                        f"a key must be a word, and this one is {_NOUN[key.kind]}",
                        "write name: value; put text that starts with a bracket in quotes",
                    )
                )
            elif key.content in pairs:
                first = pairs[key.content][0]
                self._problems.append(
                    Problem(
                        key.line,
                        key.column,
                        f"'{key.content}' stands here a second time",
                        f"the first is in line {first.line}: keep one of them",
                    )
                )
            else:
                pairs[key.content] = (key, value)
        return self._collection("mapping", start, pairs, [v for _, v in pairs.values()])

    def _join(self, pairs: dict[str, tuple[_Node, _Node]], rest: _Node) -> None:
        """Put back together a value of a row in braces that a comma cut in two.

        A figure with thousands separators is then one wrong figure and not an unknown key as
        well; a text is said to need quotes.
        """
        key, value = list(pairs.values())[-1]
        whole = f"{value.content},{rest.content}"
        pairs[key.content] = (key, _Node("text", value.line, value.column, whole))
        if not _THOUSANDS.fullmatch(whole):
            self._problems.append(
                Problem(
                    rest.line,
                    rest.column,
                    "a comma ends the value before it, because the row stands in braces",
                    "put a text that has commas in quotes",
                )
            )

    def _collection(self, kind: str, start: Any, content: Any, children: list[_Node]) -> _Node:
        line, column = _mark(start)
        return _Node(
            kind,
            line,
            column,
            content,
            values=1 + sum(child.values for child in children),
            depth=1 + max((child.depth for child in children), default=0),
        )

    def _alias(self, event: Any, depth: int) -> _Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            raise _RefusedError(
                _problem(
                    event,
                    f"*{event.anchor} refers to something that is not there",
                    f"mark the text to repeat with &{event.anchor} further up,"
                    " or put the text in quotes if the star belongs to it",
                )
            )
        if depth + node.depth > MAX_DEPTH:
            raise _RefusedError(_too_deep(event))
        return node


_LOST_TEXT: Final = re.compile(r"[ \t]+#[^\s#]")
_THOUSANDS: Final = re.compile(r".*\d(,\d{3})+")
_NOUN: Final = {"null": "empty", "list": "a list", "mapping": "a group of keys", "text": "text"}


def _expand(node: _Node, path: KeyPath, key: tuple[int, int], places: dict[KeyPath, Place]) -> Any:
    """Give the plain value of a node and note its place under its key path."""
    places[path] = Place(node.line, node.column, *key)
    if node.kind == "null":
        return None
    if node.kind == "text":
        return node.content
    if node.kind == "list":
        return [
            _expand(item, (*path, index), (item.line, item.column), places)
            for index, item in enumerate(node.content)
        ]
    return {
        name: _expand(value, (*path, name), (key_node.line, key_node.column), places)
        for name, (key_node, value) in node.content.items()
    }


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _problem(event: Any, message: str, hint: str = "") -> Problem:
    return Problem(*_mark(event), message, hint)


def _too_deep(event: Any) -> Problem:
    return _problem(
        event,
        f"more than {MAX_DEPTH} levels stand inside each other",
        "a file of ours needs five at most: look for a bracket or an indent too many",
    )


def _too_many(event: Any) -> Problem:
    return _problem(
        event,
        f"the file holds more than {MAX_VALUES:,} values once its aliases are written out",
        "write the text itself in place of the alias (*name)",
    )


def _syntax_problem(text: str, error: yaml.YAMLError) -> Problem:
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
    for near in (row, row - 1):
        if near >= 0 and (close := _NO_SPACE.match(lines[near])):
            return Problem(
                near + 1,
                close.end(),
                "a space is missing after the colon",
                "write key: value",
            )
    message, hint = _syntax_words(lines, row, column)
    return Problem(row + 1, column + 1, message, hint)


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
