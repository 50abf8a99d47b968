"""A YAML file → a validated record and every finding about it, in one pass."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from careerprint.errors import Diagnostic, Location, Severity, on_file
from careerprint.reading.composer import KeyPath, Place, Tree, compose, compose_first
from careerprint.reading.plain_words import explain, fields_at
from careerprint.reading.signs import unfit

MAX_BYTES: Final = 1024 * 1024
MOST_FINDINGS: Final = 100
"""Findings of a file that are told; how many more there are is one of its own."""

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Generic[Record]):
    """What a file gave: its record (None if an error keeps it from use) and all findings.

    ``places`` tells where each value stands, by key path; ``source`` is the file's bytes.
    """

    path: Path
    value: Record | None
    diagnostics: tuple[Diagnostic, ...]
    places: dict[KeyPath, Place]
    source: bytes = b""
    tree: Any = None
    """The file's plain values as written."""

    def locate(self, key_path: KeyPath) -> Location:
        """Give the place of a value, or of the nearest thing around it that has one."""
        return _locate(self.path, self.places, key_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule has to say about the value at a key path."""

    at: KeyPath
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    is_about_key: bool = False


class Draft:
    """A file's plain values, read leniently: what is missing or of another kind is skipped.

    Rules across fields work on a draft, so that one bad field does not silence the others.
    """

    def __init__(self, value: Any) -> None:
        self._value = value
        self._texts: list[tuple[KeyPath, str]] | None = None

    def get(self, *path: str | int) -> Any:
        """Give the plain value at a key path, or None."""
        value = self._value
        for step in path:
            if isinstance(step, str) and isinstance(value, dict):
                value = value.get(step)
            elif isinstance(step, int) and isinstance(value, list) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def text(self, *path: str | int) -> str | None:
        """Give the text at a key path, or None."""
        value = self.get(*path)
        return value.strip() if isinstance(value, str) else None

    def rows(self, *path: str | int) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
        """Give each group of keys in the list at a key path, with its own key path."""
        value = self.get(*path)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                yield (*path, index), item

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """Give every text in the file with its key path, in the file's order."""
        if self._texts is None:
            self._texts = []
            _gather_texts((), self._value, self._texts)
        return iter(self._texts)

    def words(self) -> int:
        """Give the length of all texts in words."""
        return sum(len(text.split()) for _, text in self.texts())


Rule = Callable[[Draft], Iterable[Finding]]


def load(
    path: Path,
    model: type[Record],
    rules: Sequence[Rule] = (),
    *,
    may_be_empty: bool = False,
    start_hint: str = "",
    source: bytes | None = None,
) -> Loaded[Record]:
    """Read a YAML file into a record of ``model`` and report all that is wrong with it.

    ``start_hint`` says how to start a file of this kind. Where ``may_be_empty``, a file of
    comments alone stands for a record of defaults. ``source`` is what the file holds if that was
    read already. Never raises for bad content: a file that
    is missing, too large, not UTF-8 or not YAML gives a ``Loaded`` without value and with the
    finding.
    """
    source, finding = read_source(path) if source is None else (source, None)
    text, decoding = ("", [finding]) if finding else _decode(path, source)
    if decoding:
        found = _bounded(decoding)
        return Loaded(path=path, value=None, diagnostics=found, places={}, source=source)
    tree = compose(text)
    if tree.value is None and may_be_empty and not tree.problems:
        tree.value = {}
    value, diagnostics = _validate(path, tree, model, rules)
    if tree.value is None or not isinstance(tree.value, dict):
        diagnostics = [replace(one, hint=one.hint or start_hint) for one in diagnostics]
    has_error = any(diagnostic.is_error for diagnostic in diagnostics)
    return Loaded(
        path=path,
        value=None if has_error else value,
        diagnostics=_bounded(diagnostics),
        places=tree.places,
        source=source,
        tree=tree.value,
    )


def load_first(path: Path, model: type[Record]) -> Record | None:
    """Read the fields of ``model`` alone from the top level of a YAML file, and check them alone.

    None if they are not there or not right; what else the file holds is not looked at.
    """
    source, finding = read_source(path)
    text, decoding = ("", [finding]) if finding else _decode(path, source)
    return None if decoding else _first(text, model)


@lru_cache(maxsize=400)
def _first(text: str, model: type[Record]) -> Record | None:
    try:
        return model.model_validate(compose_first(text, model.model_fields))
    except ValidationError:
        return None


def _bounded(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give the findings in the file's order; of very many the first, errors before warnings."""
    told = sorted(diagnostics, key=lambda d: (not d.is_error, d.location, d.message))
    told, rest = told[:MOST_FINDINGS], told[MOST_FINDINGS:]
    told.sort(key=lambda d: (d.location, d.severity, d.message))
    if rest:
        more = Diagnostic(
            location=Location(rest[0].location.path),
            severity=rest[0].severity,
            message=f"there are {len(rest):,} more findings",
            hint="mend those above first, then check again",
        )
        told.append(more)
    return tuple(told)


def _validate(
    path: Path, tree: Tree, model: type[Record], rules: Sequence[Rule]
) -> tuple[Record | None, list[Diagnostic]]:
    diagnostics = [
        Diagnostic(
            location=Location(path, problem.line, problem.column),
            severity=Severity.WARNING if problem.is_warning else Severity.ERROR,
            message=problem.message,
            hint=problem.hint,
        )
        for problem in tree.problems
    ]
    if tree.value is None:
        if not diagnostics:
            diagnostics.append(on_file(path, "the file is empty"))
        return None, diagnostics
    if not isinstance(tree.value, dict):
        place = tree.places[()]
        diagnostics.append(
            Diagnostic(
                location=Location(path, place.line, place.column),
                severity=Severity.ERROR,
                message="the file must be made of keys and values",
            )
        )
        return None, diagnostics
    value: Record | None = None
    findings: list[Finding] = []
    try:
        value = model.model_validate(tree.value)
    except ValidationError as error:
        findings += [
            Finding(at=at, message=message, hint=hint, is_about_key=is_about_key)
            for at, message, hint, is_about_key in explain(error, model, tree.value)
        ]
    draft = Draft(tree.value)
    amiss = {finding.at for finding in findings if finding.is_about_key}
    for rule in rules:  # none has more to say of a key that is missing or unknown
        findings += [finding for finding in rule(draft) if finding.at not in amiss]
    diagnostics += [_diagnostic(path, tree.places, model, finding) for finding in findings]
    return value, diagnostics


def _diagnostic(
    path: Path, places: dict[KeyPath, Place], model: type[BaseModel], finding: Finding
) -> Diagnostic:
    at, hint = finding.at, finding.hint
    if at not in places and (gap := _gap(places, model, at)):
        at, where = gap
        hint = hint or where
    return Diagnostic(
        location=_locate(path, places, at, is_key=finding.is_about_key),
        severity=finding.severity,
        message=finding.message,
        hint=hint,
    )


def _gap(
    places: dict[KeyPath, Place], model: type[BaseModel], at: KeyPath
) -> tuple[KeyPath, str] | None:
    """Give the neighbour of a key that is missing, and in words where the key belongs."""
    *around, name = at
    order = fields_at(model, at[:-1])
    if tuple(around) not in places or name not in order:
        return None
    where = order.index(str(name))
    for neighbours, word in ((order[where + 1 :], "before"), (order[where::-1], "after")):
        for other in neighbours:
            if (*around, other) in places:
                return (*around, other), f"it goes {word} '{other}'"
    return None


def _locate(
    path: Path, places: dict[KeyPath, Place], at: KeyPath, *, is_key: bool = False
) -> Location:
    exact = at in places
    while at not in places and at:
        at = at[:-1]
    place = places.get(at)
    if place is None:
        return Location(path)
    if is_key or not exact:
        return Location(path, place.key_line, place.key_column)
    return Location(path, place.line, place.column)


def _gather_texts(path: KeyPath, value: Any, texts: list[tuple[KeyPath, str]]) -> None:
    """Add every text of a value, each with its key path behind the value's own."""
    if isinstance(value, str):
        texts.append((path, value))
    elif isinstance(value, dict):
        for name, item in value.items():
            _gather_texts((*path, name), item, texts)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            _gather_texts((*path, index), item, texts)


def read_source(path: Path) -> tuple[bytes, Diagnostic | None]:
    """Give a file's bytes, at most ``MAX_BYTES``, or none and what keeps it from being read."""
    try:
        if path.is_dir():
            return b"", on_file(path, "this is a folder, not a file", "name a .yaml file in it")
        if path.exists() and not path.is_file():
            return b"", on_file(path, "this is not a file of text")
        with path.open("rb") as file:
            source = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return b"", on_file(path, "there is no such file", "check the spelling of its name")
    except OSError as error:
        return b"", on_file(path, f"the file cannot be read ({error.strerror})")
    if len(source) > MAX_BYTES:
        return b"", on_file(
            path,
            "the file is larger than 1 MiB",
            "a profile is a few kilobytes of text: is this the right file?",
        )
    return source, None


def _decode(path: Path, source: bytes) -> tuple[str, list[Diagnostic]]:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        start = source.rfind(b"\n", 0, error.start) + 1
        column = len(source[start : error.start].decode("utf-8", "replace")) + 1
        fault = Diagnostic(
            location=Location(path, line, column),
            severity=Severity.ERROR,
            message="the file is not saved as UTF-8",
            hint="choose the encoding UTF-8 when you save it in your editor",
        )
        return "", [fault]
    return text, list(_unfit_signs(path, text))


def _unfit_signs(path: Path, text: str) -> Iterator[Diagnostic]:
    line, start, before = 1, 0, 0
    for index, message, hint in unfit(text):
        line += text.count("\n", before, index)
        start = max(start, text.rfind("\n", before, index) + 1)
        before = index
        yield Diagnostic(
            location=Location(path, line, index - start + 1),
            severity=Severity.ERROR,
            message=message,
            hint=hint,
        )
