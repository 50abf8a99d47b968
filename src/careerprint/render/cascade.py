"""Which rule of a layout's stylesheets, or which line of its template, something comes from.

It reads the sheets beside the engine, for the engine keeps no way back from a box to a rule.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import cssselect2
import tinycss2

from careerprint.errors import Location
from careerprint.render.layouts import SETTINGS, Layout

_INHERITED: Final = frozenset({"font-size", "font-family", "font", "color"})
"""Properties that an element has from those around it (CSS 2.1, 6.2)."""
_AS_AROUND: Final = frozenset({"1em", "100%", "inherit", "unset"})
_WITHIN: Final = frozenset({"media", "supports", "layer"})
"""Rules that hold rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of a sheet: where it stands, what it selects, which properties it sets."""

    location: Location
    names: tuple[str, ...]
    """Its selectors as they are written."""
    selectors: tuple[Any, ...]
    properties: dict[str, tuple[int, str, bool]]
    """Name → line, value as written, and whether it is ``!important``."""

    def sets(self, name: str) -> bool:
        """Whether it gives a property a value of its own, and not that of the element around."""
        return name in self.properties and self.properties[name][1] not in _AS_AROUND

    def is_important(self, names: tuple[str, ...]) -> bool:
        """Whether it gives one of some properties an ``!important`` value."""
        return any(self.properties[name][2] for name in names if name in self.properties)


class LayoutText:
    """The stylesheets and the template of a layout, to find things in."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the cascade."""
        return tuple(rule for path in self._layout.sheets for rule in _rules(path))

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families that the sheets bring with ``@font-face``."""
        return tuple(name for path in self._layout.sheets for name in _faces(read_text(path)))

    def declared(self, elements: tuple[Any, ...], properties: tuple[str, ...]) -> Location | None:
        """Give where an element, or one around it that it inherits from, has a property from."""
        inherits = bool(_INHERITED & set(properties))
        wrappers = _wrapped(elements)
        for wrapper in wrappers if inherits else wrappers[:1]:
            found = [
                (rule.is_important(properties), selector.specificity, number, rule)
                for number, rule in enumerate(self.rules)
                if any(rule.sets(name) for name in properties)
                for selector in rule.selectors
                if selector.pseudo_element is None and selector.test(wrapper)
            ]
            if found:
                rule = max(found, key=lambda one: one[:3])[3]
                line = next(rule.properties[p][0] for p in properties if p in rule.properties)
                return Location(rule.location.path, line)
        return None

    def written(self, elements: tuple[Any, ...]) -> Location:
        """Give the line of the layout's template that an element, or one around it, comes from."""
        lines = read_text(self._layout.template).splitlines()
        for element in elements:
            names = [*element.get("class", "").split(), element.get("id", "")]
            wanted = [name for name in names if name] or [element.get("src", "")]
            for number, line in enumerate(lines, 1):
                if wanted[0] and all(re.search(rf"[\"' /]{re.escape(n)}\b", line) for n in wanted):
                    return Location(self._layout.template, number)
        return Location(self._layout.template)

    def setting(self, key: str) -> Location:
        """Give the line of the layout's settings that a key stands in."""
        path = self._layout.folder / SETTINGS
        lines = enumerate(read_text(path).splitlines(), 1)
        return Location(path, next((n for n, line in lines if line.startswith(f"{key}:")), 0))

    def naming(self, text: str) -> Location:
        """Give the first line of the layout's files that names something, such as a picture."""
        for path in (self._layout.template, *reversed(self._layout.sheets)):
            for number, line in enumerate(read_text(path).splitlines(), 1):
                if text in line:
                    return Location(path, number)
        return Location(self._layout.template)


def read_text(path: Path) -> str:
    """Give a file's text; empty if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""  # that it cannot be read is said where it is printed


def _rules(path: Path) -> Iterator[Rule]:
    parsed = tinycss2.parse_stylesheet(read_text(path), skip_comments=True, skip_whitespace=True)
    yield from _rules_of(parsed, path)


def _rules_of(parsed: Iterable[Any], path: Path) -> Iterator[Rule]:
    for rule in parsed:
        if rule.type == "at-rule" and rule.lower_at_keyword in _WITHIN and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _rules_of(inner, path)
        if rule.type != "qualified-rule":
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # the engine says so
        yield Rule(
            location=Location(path, rule.source_line),
            names=tuple(one.strip() for one in tinycss2.serialize(rule.prelude).split(",")),
            selectors=tuple(selectors),
            properties={
                one.lower_name: (
                    one.source_line,
                    tinycss2.serialize(one.value).strip(),
                    one.important,
                )
                for one in tinycss2.parse_blocks_contents(rule.content)
                if one.type == "declaration"
            },
        )


def _faces(css: str) -> Iterator[str]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" and rule.content:
            for one in tinycss2.parse_blocks_contents(rule.content):
                if one.type == "declaration" and one.lower_name == "font-family":
                    yield tinycss2.serialize(one.value).strip().strip("\"'")


def _wrapped(elements: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give elements as selectors are tried on, from the innermost."""
    if not elements:
        return ()
    root = cssselect2.ElementWrapper.from_html_root(elements[-1])
    by_element = {id(one.etree_element): one for one in root.iter_subtree()}
    return tuple(by_element[id(one)] for one in elements if id(one) in by_element)
