"""Every key of ``careerprint.yaml`` with its meaning: to start from, and to read.

Both are made from the model, so that a key that is added there stands here.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from careerprint.settings import FILE_NAME, ProjectFile

_WIDTH: Final = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key: its name, what it means, what it may be, and what it is if it is not given.

    ``value`` is an example or the default, as it is written; ``below`` are the keys within it.
    """

    name: str
    meaning: str
    choices: tuple[str, ...]
    default: str
    value: str
    below: tuple["Key", ...] = ()


def keys(model: type[BaseModel] = ProjectFile) -> tuple[Key, ...]:
    """Give the keys of the file, or of a group of it, in the model's order."""
    return tuple(
        _key(field.alias or name, field)
        for name, field in model.model_fields.items()
        if not field.exclude
    )


def _key(name: str, field: FieldInfo) -> Key:
    kinds = [kind for kind in _kinds(field.annotation) if isinstance(kind, type)]
    group = next((kind for kind in kinds if issubclass(kind, BaseModel)), None)
    choices = next((kind for kind in kinds if issubclass(kind, Enum)), None)
    default = "" if field.default_factory or field.is_required() else _written(field.default)
    example = _written(field.examples[0]) if field.examples else ""
    return Key(
        name=name,
        meaning=field.description or "",
        choices=tuple(str(one.value) for one in choices) if choices else (),
        default=default,
        value=example or default,
        below=keys(group) if group else (),
    )


def _kinds(annotation: Any) -> Iterator[Any]:
    parts = get_args(annotation)
    if not parts or isinstance(annotation, type):
        yield annotation
    for part in parts:
        yield from _kinds(part)


def _written(value: object) -> str:
    """Give a value as YAML says it on one line; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, dict):
        inner = ", ".join(f"{name}: {_written(one)}" for name, one in value.items())
        return f"{{{inner}}}" if inner else ""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_written, value))}]" if value else ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def starting_file() -> str:
    """Give a ``careerprint.yaml`` to start from: every key, each in a comment with its meaning."""
    lines = [
        "# What careerprint uses in this folder and below. Take the # away to set a line;",
        "# lines that stand below a word with a colon need that line too.",
        "",
    ]
    for key in keys():
        lines += [*_commented(key, ""), ""]
    return "\n".join(lines[:-1]) + "\n"


def _commented(key: Key, indent: str) -> Iterator[str]:
    choices = f" One of: {', '.join(key.choices)}." if key.choices else ""
    for line in textwrap.wrap(f"{key.meaning}{choices}", _WIDTH - len(indent)):
        yield f"## {indent}{line}"
    yield f"# {indent}{key.name}:{f' {key.value}' if key.value and not key.below else ''}"
    for one in key.below:
        yield from _commented(one, f"{indent}  ")


def document() -> str:
    """Give the page of the documents that says every key, in Markdown."""
    lines = [
        f"# {FILE_NAME}",
        "",
        "A folder with this file is a project. Every key may be left out, and an option of a"
        " command wins over it. `careerprint init DIR` writes one with all keys, to take from.",
        "",
        "This page is made from the program: `make settings`.",
        "",
    ]
    groups = [key for key in keys() if key.below]
    lines += _table([key for key in keys() if not key.below])
    for group in groups:
        lines += [f"## {group.name}", "", group.meaning, ""]
        lines += _table(list(group.below))
    return "\n".join(lines)


def _table(rows: list[Key]) -> list[str]:
    lines = ["| key | what it says | if not given | for example |", "|---|---|---|---|"]
    for key in rows:
        meaning = key.meaning
        if key.choices:
            meaning += f" One of: {', '.join(f'`{one}`' for one in key.choices)}."
        default = f"`{key.default}`" if key.default else "none"
        example = f"`{key.name}: {key.value}`" if key.value else ""
        lines.append(f"| `{key.name}` | {meaning} | {default} | {example} |")
    return [*lines, ""]
