"""YAML text → a tree of text, lists and mappings, with line and column of each.

The tree is built from libyaml's events and not by PyYAML's constructor, for four reasons:
every scalar stays text (``11:00`` is a time, ``NO`` is a country), depth and alias
expansion are bounded before anything is built, a duplicate key is seen, and a fault in
one pair does not hide the faults in the others. YAML 1.1 as libyaml reads it.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from careerprint.reading.plain_words import shortened
from careerprint.reading.signs import (
    is_sign,
    out_of_place,
    sign_for_space,
    without_signs,
)
from careerprint.reading.syntax import Problem, syntax_problem

MAX_DEPTH: Final = 20
MAX_VALUES: Final = 20_000
MAX_LETTERS: Final = 1024 * 1024
"""Values, and characters in them, that a file may hold once every alias is written out."""
MAX_PROBLEMS: Final = 200
"""Faults of form after which reading stops."""

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: line and column from 1, of its key (if any) and of itself."""

    line: int
    column: int
    key_line: int
    key_column: int


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
class _Size:
    """What a value holds once aliases are written out: values, characters, levels below it."""

    values: int = 1
    letters: int = 0
    depth: int = 0

    def take(self, child: "_Size", event: Any, *, is_key: bool = False) -> None:
        """Add what is inside; raises ``_RefusedError`` at once if that is too much."""
        self.values += 0 if is_key else child.values
        self.letters += child.letters
        self.depth = max(self.depth, child.depth + 1)
        if self.values > MAX_VALUES:
            raise _RefusedError(_too_many(event, MAX_VALUES, "values"))
        if self.letters > MAX_LETTERS:
            raise _RefusedError(_too_many(event, MAX_LETTERS, "characters"))


@dataclass(slots=True)
class _Node:
    """One value before aliases are written out; ``content`` is text, items or pairs."""

    kind: str
    line: int
    column: int
    content: Any
    size: _Size = field(default_factory=_Size)


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
        if (problem := syntax_problem(text, error)) not in tree.problems:
            tree.problems.append(problem)
    return tree


def compose_first(text: str, names: Collection[str]) -> dict[str, Any]:
    """Give the values of some keys of a document's top level, read no further than the last.

    What is wrong before them ends the reading, without a word; what follows is not looked at.
    """
    found: dict[str, _Node] = {}
    with suppress(_RefusedError, yaml.YAMLError, StopIteration):
        for name, node in _Composer(text, []).top(names):
            found[name] = node
            if len(found) == len(names):
                break
    return {name: _expand(node, (), (0, 0), {}) for name, node in found.items()}


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

    def top(self, names: Collection[str]) -> Iterator[tuple[str, _Node]]:
        """Give keys of the top level with what stands under them; no others are built."""
        opening = 0
        while not isinstance(next(self._events), yaml.MappingStartEvent):
            opening += 1
            if opening > _OPENING:
                return
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            if isinstance(key, yaml.ScalarEvent) and key.value in names:
                yield key.value, self._node(next(self._events), 1)
            else:
                self._skip()

    def _skip(self) -> None:
        """Go on behind the next value."""
        depth = 0
        while True:
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth <= 0:
                return

    def _node(self, event: Any, depth: int) -> _Node:
        if depth > MAX_DEPTH:
            raise _RefusedError(_too_deep(event))
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        if event.tag is not None and not event.tag.startswith("tag:yaml.org,2002:"):
            tag = shortened(event.tag)
            self._note(_problem(event, f"the tag {tag} is not used here", "write the value alone"))
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, depth)
        else:
            node = self._mapping(event, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _note(self, problem: Problem) -> None:
        """Keep a fault of form, once; so many that they hide each other end the reading."""
        if problem in self._problems:
            return
        self._problems.append(problem)
        if len(self._problems) >= MAX_PROBLEMS:
            raise _RefusedError(
                Problem(
                    problem.line,
                    problem.column,
                    f"the file is read no further than here, after {MAX_PROBLEMS} faults of form",
                    "mend those above first: is this the right file?",
                )
            )

    def _scalar(self, event: Any) -> _Node:
        is_plain = event.style in (None, "")
        is_null = is_plain and event.value in NULLS
        line, column = _mark(event)
        if is_plain and self._goes_on(event, _LOST_TEXT):
            self._note(
                Problem(
                    event.end_mark.line + 1,
                    event.end_mark.column + 1,
                    "what follows # on this line is a remark and is not printed",
                    "put the text in quotes, or a space after # if it is meant as a remark",
                    is_warning=True,
                )
            )
        if is_plain and (sign := sign_for_space(event.value)) is not None:
            self._note(Problem(line, column + sign, *out_of_place(event.value[sign])))
        size = _Size(letters=len(event.value))
        return _Node("null" if is_null else "text", line, column, event.value, size)

    def _goes_on(self, event: Any, pattern: re.Pattern[str]) -> bool:
        """Whether the line on which a value ends goes on behind it as a pattern says."""
        mark = event.end_mark
        if mark.line >= len(self._lines):
            return False
        return pattern.match(self._lines[mark.line], mark.column) is not None

    def _sequence(self, start: Any, depth: int) -> _Node:
        items: list[_Node] = []
        size = _Size()
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
            size.take(items[-1].size, event)
        return _Node("list", *_mark(start), items, size)

    def _mapping(self, start: Any, depth: int) -> _Node:
        pairs: dict[str, tuple[_Node, _Node]] = {}
        size = _Size()
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            is_alone = start.flow_style and not self._goes_on(event, _COLON)
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            size.take(key.size, event, is_key=True)
            size.take(value.size, event)
            if is_alone and value.kind == "null" and pairs and key.kind == "text":
                self._join(pairs, key)
            elif key.kind != "text":
                self._note(
                    Problem(
                        key.line,
                        key.column,
                        f"a key must be a word, and this one is {_NOUN[key.kind]}",
                        "write name: value; put text that starts with a bracket in quotes",
                    )
                )
            else:
                self._pair(pairs, key, value)
        return _Node("mapping", *_mark(start), pairs, size)

    def _pair(self, pairs: dict[str, tuple[_Node, _Node]], key: _Node, value: _Node) -> None:
        """Add a pair under its key, which is read without the invisible signs in it."""
        name = without_signs(key.content)
        if name != key.content:
            at = next(n for n, letter in enumerate(key.content) if is_sign(letter))
            self._note(Problem(key.line, key.column + at, *out_of_place(key.content[at])))
        if name in pairs:
            self._note(
                Problem(
                    key.line,
                    key.column,
                    f"'{shortened(name)}' stands here a second time",
                    f"the first is in line {pairs[name][0].line}: keep one of them",
                )
            )
        else:
            pairs[name] = (key, value)

    def _join(self, pairs: dict[str, tuple[_Node, _Node]], rest: _Node) -> None:
        """Put back together a value of a row in braces that a comma cut in two.

        A figure with thousands separators is then one wrong figure and not an unknown key as
        well; a text is said to need quotes.
        """
        name = next(reversed(pairs))
        key, value = pairs[name]
        whole = f"{value.content},{rest.content}"
        pairs[name] = (key, _Node("text", value.line, value.column, whole))
        if len(whole) > _LONGEST_FIGURE or not _THOUSANDS.fullmatch(whole):
            self._note(
                Problem(
                    rest.line,
                    rest.column,
                    "a comma ends the value before it, because the row stands in braces",
                    "put a text that has commas in quotes",
                )
            )

    def _alias(self, event: Any, depth: int) -> _Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            raise _RefusedError(
                _problem(
                    event,
                    f"*{shortened(event.anchor)} refers to something that is not there",
                    f"mark the text to repeat with &{shortened(event.anchor)} further up,"
                    " or put the text in quotes if the star belongs to it",
                )
            )
        if depth + node.size.depth > MAX_DEPTH:
            raise _RefusedError(_too_deep(event))
        return node


_OPENING: Final = 2
"""Events that come before a document's first value: those of its stream and its own."""
_LOST_TEXT: Final = re.compile(r"[ \t]+#[^\s#]")
_COLON: Final = re.compile(r"\s*:")
_LONGEST_FIGURE: Final = 40
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


def _too_many(event: Any, most: int, what: str) -> Problem:
    return _problem(
        event,
        f"the file holds more than {most:,} {what} once its aliases are written out",
        "write the text itself in place of the alias (*name)",
    )
