"""The template of a message: a ``Subject:`` line, then Markdown, with fields in braces.

The template is drawn once, with a mark where each field stands; the marks become the values
afterwards. So no value is ever read as Markdown or HTML.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from careerprint.errors import Diagnostic, Location, Severity
from careerprint.publish.addresses import single_spaced, unsafe
from careerprint.publish.letter import draw
from careerprint.reading.encodings import decoded
from careerprint.reading.plain_words import suggest
from careerprint.resources import shipped
from careerprint.settings import Language

FIELDS: Final = ("first", "name", "careers", "chosen", "organisation", "contact")
"""The fields that a template may name, unless a caller has others."""
_PIECE: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_SUBJECT: Final = re.compile(r"subject:[ \t]*(?P<subject>.*)", re.IGNORECASE)
_FIRST_MARK: Final = 0xF000
_MOST_FIELDS: Final = 0x700
_MARK: Final = re.compile("[\uf000-\uf6ff]")
_MARK_IN_ADDRESS: Final = re.compile(r"%EF%[89][0-9A-F]%[89AB][0-9A-F]")
"""A mark within a link, where the parser has percent-encoded it (RFC 3986, 2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field where it stands in a template."""

    name: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template drawn as text and HTML; the n-th mark in them is the n-th of ``fields``."""

    path: Path
    language: Language
    subject: str
    text: str
    html: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one message says; ``html`` goes into the letter's frame."""

    subject: str
    text: str
    html: str


def template_path(language: Language, project: Path | None = None) -> Path:
    """Give a project's own ``data/mail/en.md``, or the shipped one."""
    own = project / "data" / "mail" / f"{language.value}.md" if project else None
    if own is not None and own.is_file():
        return own
    return shipped("data") / "mail" / f"{language.value}.md"


def read_template(
    path: Path, language: Language, known: tuple[str, ...] = FIELDS
) -> Template | tuple[Diagnostic, ...]:
    """Read a template, or give what keeps it from being sent, in the order of its lines."""
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        return (_finding(Location(path), f"the file cannot be read ({error.strerror})"),)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    marker = _Marker(path, known)
    marked = [marker.mark(number, line) for number, line in enumerate(lines, 1)]
    template, findings = _composed(path, language, marked, tuple(marker.fields))
    findings = tuple(sorted((*marker.findings, *findings), key=lambda one: one.location))
    return findings or template


def _finding(location: Location, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(location=location, severity=Severity.ERROR, message=message, hint=hint)


class _Marker:
    """Puts a mark where each field stands and keeps what is wrong with it."""

    def __init__(self, path: Path, known: tuple[str, ...]) -> None:
        self._path, self._known = path, known
        self.fields: list[Field] = []
        self.findings: list[Diagnostic] = []

    def mark(self, number: int, line: str) -> str:
        if found := unsafe(line.replace("\t", " ")):
            self.findings.append(_finding(Location(self._path, number, 1), f"there is {found}"))
        return _PIECE.sub(lambda piece: self._replaced(piece, number), line)

    def _replaced(self, piece: re.Match[str], number: int) -> str:
        if piece[0] in {"{{", "}}"}:
            return piece[0][0]
        location = Location(self._path, number, piece.start() + 1)
        if piece[1] is None:
            hint = "write {{ or }} for a brace itself"
            self.findings.append(_finding(location, "this brace belongs to no field", hint))
            return piece[0]
        name = piece[1].strip()
        if name not in self._known or len(self.fields) == _MOST_FIELDS:
            self.findings.append(_no_such_field(location, name, self._known))
            return piece[0]
        self.fields.append(Field(name=name, location=location))
        return chr(_FIRST_MARK + len(self.fields) - 1)


def _no_such_field(location: Location, name: str, known: tuple[str, ...]) -> Diagnostic:
    hint = suggest(name, known) or f"there are: {', '.join(f'{{{one}}}' for one in known)}"
    return _finding(location, f"there is no field {{{name}}}", hint)


def _composed(
    path: Path, language: Language, lines: list[str], fields: tuple[Field, ...]
) -> tuple[Template, tuple[Diagnostic, ...]]:
    subject, findings = _SUBJECT.fullmatch(lines[0].strip()), list[Diagnostic]()
    if not subject or not subject["subject"]:
        findings.append(
            _finding(
                Location(path, 1, 1),
                "the first line has no subject",
                "begin the file with a line such as Subject: Your career handouts",
            )
        )
    letter = draw("\n".join(lines[1:]))
    findings.extend(
        _finding(Location(path, flaw.line + 2, 1), flaw.message, flaw.hint) for flaw in letter.flaws
    )
    if not letter.text:
        findings.append(_finding(Location(path, len(lines), 1), "the message has no text"))
    template = Template(
        path=path,
        language=language,
        subject=subject["subject"] if subject else "",
        text=letter.text,
        html=letter.html,
        fields=fields,
    )
    return template, tuple(findings)


def fill(template: Template, values: Mapping[str, str]) -> Wording | tuple[Diagnostic, ...]:
    """Give a template's words for one recipient, or what is missing, field by field.

    A value is text: in HTML it is escaped, in a link percent-encoded.
    """
    clean = {name: single_spaced(value) for name, value in values.items()}
    if findings := tuple(_lacking(template, clean)):
        return findings
    texts = [clean[field.name] for field in template.fields]
    return Wording(
        subject=single_spaced(_MARK.sub(lambda mark: texts[_index(mark[0])], template.subject)),
        text=_filled(template.text, texts),
        html=_filled(template.html, texts, is_html=True),
    )


def _index(mark: str) -> int:
    return ord(unquote(mark)) - _FIRST_MARK


def _filled(drawn: str, texts: list[str], *, is_html: bool = False) -> str:
    drawn = _MARK_IN_ADDRESS.sub(lambda mark: quote(texts[_index(mark[0])], safe=""), drawn)
    shown = [escape(text) for text in texts] if is_html else texts
    return _MARK.sub(lambda mark: shown[_index(mark[0])], drawn)


def _lacking(template: Template, values: Mapping[str, str]) -> Iterator[Diagnostic]:
    for field in template.fields:
        value = values.get(field.name)
        if value is None:
            yield _no_such_field(field.location, field.name, tuple(values))
        elif not value:
            yield _finding(
                field.location,
                f"{{{field.name}}} is empty for this recipient",
                "fill it in, or word the template without it",
            )
        elif found := unsafe(value):
            yield _finding(
                field.location,
                f"{{{field.name}}} has {found} for this recipient",
                "write it on one line",
            )


def in_words(items: tuple[str, ...], language: Language) -> str:
    """Give “A, B, and C” as a language says it (CLDR)."""
    from babel.lists import format_list

    return format_list(items, locale=language.value) if items else ""
