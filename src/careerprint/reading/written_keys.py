"""Keys of a YAML file where they are written: one is set or taken away, and all else stays.

The source is edited and not written anew, so that comments, order and line endings are kept; what
comes out is read again and must say what was meant.
"""

import json
from typing import Any, Final

import yaml

from careerprint.errors import UsageError
from careerprint.reading.composer import compose

_INDENT: Final = 2
Pair = tuple[yaml.Node, yaml.Node]
Written = str | tuple[str, ...]
"""What a key is set to."""


def with_text(source: str, section: str, key: str, text: Written) -> str:
    """Give a file's source with a text or a list of texts under ``section``.

    An empty text takes the key away; an empty list is written.
    Raises ``UsageError`` where the file is written in a way that cannot be edited so.
    """
    before = compose(source).value
    own = before.get(section) if isinstance(before, dict) else None
    said = own.get(key) if isinstance(own, dict) else None
    if said == _plain(text) or (text == "" and not said and said != []):
        return source
    end = "\r\n" if "\r\n" in source else "\n"
    try:
        root = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise _unwritable(section) from error
    changed = _changed(source, root, section, f"{key}: {_dumped(text)}", end)
    if isinstance(own, dict) and key in own:
        changed = _replaced(source, root, section, key, text)
    if not _says(changed, before, section, key, text):
        raise _unwritable(section)
    return changed


def _changed(source: str, root: yaml.Node | None, section: str, line: str, end: str) -> str:
    """Give a source with a line more in a section, which is begun if there is none."""
    found = _pair(root, section)
    if found is None:
        gap = "" if not source or source.endswith("\n") else end
        return f"{source}{gap}{end if source else ''}{section}:{end}{' ' * _INDENT}{line}{end}"
    name, value = found
    if isinstance(value, yaml.MappingNode) and value.value:
        if value.flow_style:
            raise _unwritable(section)
        first, last = value.value[0][0].start_mark, value.value[-1][1]
        if isinstance(last, yaml.ScalarNode | yaml.SequenceNode):
            at = _after(source, last)
        else:  # where it ends is not known: comments may stand below it
            at = source.rfind("\n", 0, first.index) + 1
        gap = "" if not at or source[:at].endswith("\n") else end
        return f"{source[:at]}{gap}{' ' * first.column}{line}{end}{source[at:]}"
    at = _line_end(source, name.end_mark.index)
    gap = "" if source[:at].endswith("\n") else end
    return f"{source[:at]}{gap}{' ' * _INDENT}{line}{end}{source[at:]}"


def _replaced(source: str, root: yaml.Node | None, section: str, key: str, text: Written) -> str:
    """Give a source with another text for a key that is there, or without it."""
    found = _pair(root, section)
    inner = _pair(found[1], key) if found else None
    if found is None or inner is None:
        raise _unwritable(section)
    name, value = inner
    start, gap = value.start_mark.index, ""
    if isinstance(value, yaml.SequenceNode) and not value.flow_style:  # a line for each item
        start, gap = source.index(":", name.end_mark.index) + 1, " "
    stop = _stop(source, value)
    if text != "":
        return f"{source[:start]}{gap}{_dumped(text)}{source[stop:]}"
    is_only = len(found[1].value) == 1
    first = found[0].start_mark.index if is_only else name.start_mark.index
    at = source.rfind("\n", 0, first) + 1
    if source[at:first].strip():
        raise _unwritable(section)
    return source[:at] + source[_after(source, value) :]


def _after(source: str, value: yaml.Node) -> int:
    """Give where the line after a value begins."""
    return _line_end(source, _stop(source, value))


def _stop(source: str, value: yaml.Node) -> int:
    """Give where a value ends: that of a list of lines, with the last of them."""
    if isinstance(value, yaml.SequenceNode) and not value.flow_style and value.value:
        return _stop(source, value.value[-1])
    start = value.start_mark.index
    return start + len(source[start : value.end_mark.index].rstrip())


def _line_end(source: str, index: int) -> int:
    at = source.find("\n", index)
    return len(source) if at < 0 else at + 1


def _dumped(text: Written) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: Written) -> str | list[str]:
    return text if isinstance(text, str) else list(text)


def _pair(node: yaml.Node | None, key: str) -> Pair | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((pair for pair in node.value if pair[0].value == key), None)


def _says(changed: str, before: Any, section: str, key: str, text: Written) -> bool:
    """Whether a source says what it said before, but for one key."""
    found = compose(changed)
    wanted = dict(before) if isinstance(before, dict) else {}
    own = wanted.get(section)
    own = dict(own) if isinstance(own, dict) else {}
    own.pop(key, None)
    if text != "":
        own[key] = _plain(text)
    wanted.pop(section, None)
    if own:
        wanted[section] = own
    return not found.problems and (found.value or {}) == wanted


def _unwritable(section: str) -> UsageError:
    return UsageError(
        f"'{section}' is written in a way that cannot be changed here",
        hint="change it in an editor, a line for each key below it",
    )
