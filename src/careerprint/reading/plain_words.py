"""A validator's errors → plain sentences, by error type, never by its English.

The error types are those that pydantic documents (``docs.pydantic.dev``, "Validation
Errors"); a type of our own, ``plain``, carries its sentence and hint in its context.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

KeyPath = tuple[str | int, ...]
_SHOWN: Final = 60
"""Characters of a wrong value that a message shows."""
_LIKE: Final = 0.6
"""How like two words are that may be meant for each other, from 0 to 1."""
_KINDS: Final = {str: "text", list: "a list", dict: "a group of keys", type(None): "empty"}


def plain_error(message: str, hint: str = "") -> PydanticCustomError:
    """Give an error for a field validator to raise: ``message`` reads on after the key.

    For example ``plain_error("must be a date", "write 2026-06")``.
    """
    return PydanticCustomError("plain", "{message}", {"message": message, "hint": hint})


def shortened(value: Any, most: int = _SHOWN) -> str:
    """Give a value as a message shows it: whole if it is short, else its beginning."""
    text = " ".join(str(value).split())
    return text if len(text) <= most else f"{text[:most]}…"


def suggest(word: str, known: list[str] | tuple[str, ...], *, least: float = _LIKE) -> str:
    """Give a hint with the known word that is nearest, or the empty string.

    ``least`` is how like it must be, from 0 to 1.
    """
    close = _nearest(word, known, least)
    return f"did you mean '{close}'?" if close else ""


def _nearest(word: str, known: Iterable[str], least: float = _LIKE) -> str | None:
    """Give the known word that is nearest, if one is near; a word of great length has none.

    The comparison takes the product of the lengths.
    """
    if len(word) > _SHOWN:
        return None
    words: dict[str, str] = {}
    for one in known:
        words.setdefault(one.lower(), one)
    close = get_close_matches(word.lower(), words, n=1, cutoff=least)
    if not close:  # a word that is part of one name, and of no other
        parts = [one for one in words if word.lower() in re.split(r"[^a-z0-9]+", one)]
        close = parts if len(parts) == 1 else []
    return words[close[0]] if close else None


def explain(
    error: ValidationError, model: type[BaseModel], data: Any
) -> Iterator[tuple[KeyPath, str, str, bool]]:
    """Give (key path, message, hint, whether it is about the key) for each error, once.

    A key that is only misspelled is one finding: the key it was meant to be is then not
    reported as missing as well.
    """
    errors = error.errors(include_url=False)
    missing = {_path(e, data) for e in errors if e["type"] == "missing"}
    unknown = [_path(e, data) for e in errors if e["type"] == "extra_forbidden"]
    siblings: defaultdict[KeyPath, list[str]] = defaultdict(list)
    for path in missing:
        siblings[path[:-1]].append(str(path[-1]))
    meant: set[KeyPath] = set()
    for path in unknown:
        close = _nearest(str(path[-1]), siblings[path[:-1]])
        if close:
            meant.add((*path[:-1], close))
        hint = f"did you mean '{close}'?" if close else _known_keys(path, model, data)
        yield path, f"there is no key '{shortened(path[-1])}'", hint, True
    for detail in errors:
        path = _path(detail, data)
        if detail["type"] == "extra_forbidden" or path in meant or _is_echo(detail):
            continue
        message, hint = _sentence(detail, is_required=_is_required(model, path))
        yield path, f"'{_name(path)}' {message}", hint, detail["type"] == "missing"


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list only counts as too short because items in it are wrong themselves."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _path(detail: ErrorDetails, data: Any) -> KeyPath:
    """Give the key path of an error without the marks that pydantic puts in for unions."""
    path: list[str | int] = []
    for step in detail["loc"]:
        known = range(len(data)) if isinstance(data, list) else data
        if isinstance(known, (range, dict)) and step in known:
            data = data[step]
        elif not (detail["type"] == "missing" and step == detail["loc"][-1]):
            continue
        path.append(step)
    return tuple(path)


def _name(path: KeyPath) -> str:
    """Give the words by which a writer knows the value: the key, or the number in a list."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"{path[-2]}, number {path[-1] + 1}" if len(path) > 1 else f"number {path[-1] + 1}"
    return path[-1]


def _known_keys(path: KeyPath, model: type[BaseModel], data: Any) -> str:
    names = fields_at(model, path[:-1])
    present = data
    for step in path[:-1]:
        present = present[step]
    free = [name for name in names if name not in present]
    if len(str(path[-1]).split()) > 2:
        return "if it is text of the key above, put two spaces before each of its lines"
    close = suggest(str(path[-1]), free or names)
    return close or (f"known keys here: {', '.join(names)}" if names else "")


def fields_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Give the names of the keys that are known at a key path, in the model's order."""
    record = _record_at(model, path)
    return list(record.model_fields) if record else []


def _record_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    current: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            continue
        field = current.model_fields.get(step) if current else None
        current = _record_in(field.annotation) if field else None
    return current


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _record_in(part)) is not None:
            return found
    return None


def _is_required(model: type[BaseModel], path: KeyPath) -> bool:
    """Whether the key at a path must be there; items of a list may always go."""
    if not path or isinstance(path[-1], int):
        return False
    parent = _record_at(model, path[:-1])
    field = parent.model_fields.get(path[-1]) if parent else None
    return field is not None and field.is_required()


def _sentence(detail: ErrorDetails, *, is_required: bool) -> tuple[str, str]:
    """Give message and hint for an error; the message reads on after the key's name."""
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "missing":
        return "is missing", ""
    if value is None and context.get("message") != "is empty":
        return "is empty", f"write what belongs there{'' if is_required else ', or remove it'}"
    if kind in _EXPECTED:
        found = _KINDS.get(type(value), "something else")
        hint = _KIND_HINTS.get(kind, "")
        return f"must be {_EXPECTED[kind]}, and this is {found}", hint
    return _measured(kind, context, value)


_EXPECTED: Final = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "dict_type": "a group of keys",
}


_KIND_HINTS: Final = {
    "tuple_type": "start each item on its own line with a dash",
    "string_type": "put it in quotes if a bracket or brace belongs to the text",
}


def _measured(kind: str, context: dict[str, Any], value: Any) -> tuple[str, str]:
    """Give message and hint for an error that is about the value itself."""
    words = _SENTENCES.get(kind)
    return words(context, value) if words else (f"cannot be '{shortened(value)}'", "")


Sentence = Callable[[dict[str, Any], Any], tuple[str, str]]


def _not_a_number(_: dict[str, Any], value: Any) -> tuple[str, str]:
    return f"must be a number, not '{shortened(value)}'", "write the figure alone"


def _out_of_bounds(context: dict[str, Any], value: Any) -> tuple[str, str]:
    return f"cannot be {shortened(value)}", f"the bound is {next(iter(context.values())):g}"


def _not_a_choice(context: dict[str, Any], value: Any) -> tuple[str, str]:
    return f"cannot be '{shortened(value)}'", f"choose {context['expected']}"


_SENTENCES: Final[dict[str, Sentence]] = {
    "plain": lambda context, _: (context["message"], context["hint"]),
    "string_too_long": lambda context, value: (
        f"has {len(value):,} characters and may have {context['max_length']:,}",
        "shorten it, or move part of it to another field",
    ),
    "string_too_short": lambda _, __: ("is empty", "write what belongs there"),
    "too_short": lambda context, value: (
        f"needs at least {context['min_length']} and has {len(value)}",
        "add to the list",
    ),
    "too_long": lambda context, _: (
        f"may have {context['max_length']} at most",
        "merge or drop some of the items",
    ),
    "literal_error": _not_a_choice,
    "enum": _not_a_choice,
    "string_pattern_mismatch": lambda context, value: (
        f"cannot be '{shortened(value)}'",
        f"its form is {context['pattern']}",
    ),
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "float_parsing": _not_a_number,
    "float_type": _not_a_number,
    "greater_than": _out_of_bounds,
    "greater_than_equal": _out_of_bounds,
    "less_than": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "bool_parsing": lambda _, value: (f"must be true or false, not '{shortened(value)}'", ""),
}
"""Error type → what gives the sentence from the error's context and the value."""
