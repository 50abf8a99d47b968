"""A page that tells what became of a run: its masthead, figures, tables and next steps, as HTML.

It is one file that needs no other. Style and script stand in ``data/pages``; without the script
the tables are read as they stand. Text comes as :class:`str` and is escaped here; where markup
is taken, the name says ``html``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from typing import Final
from urllib.parse import quote

from careerprint import __version__
from careerprint.brand import Brand
from careerprint.resources import shipped

ACCENT: Final = "#1e3a5f"
"""Where the project has no colour of its own."""
NONE: Final = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Whose report it is, of what and of when; ``of`` names what the run was about, as a roster."""

    brand: Brand = field(default_factory=Brand)
    of: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number at the head, in words, and what it counts."""

    number: str
    label: str
    is_amiss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: numbers stand on the right; a picked one can be filtered by its values."""

    title: str
    is_number: bool = False
    is_picked: bool = False


def opening(
    title: str,
    masthead: Masthead,
    figures: Iterable[Figure],
    *,
    facts: Iterable[str] = (),
    notice: str = "",
) -> str:
    """Give the page down to the end of its figures."""
    brand = masthead.brand
    said = (masthead.of, day_and_time(masthead.at), *facts)
    spans = "".join(f"<span>{escape(one)}</span>" for one in said if one)
    kicker = f'<p class="kicker">{escape(brand.organisation)}</p>' if brand.organisation else ""
    items = "".join(
        f"<li{_marked('amiss' if one.is_amiss else '')}><strong>{escape(one.number)}</strong>"
        f"<span>{escape(one.label)}</span></li>"
        for one in figures
    )
    whole = f"{title}, {brand.organisation}" if brand.organisation else title
    told = f'<p class="notice">{escape(notice)}</p>\n' if notice else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(whole)}</title>\n<style>\n{_part('report.css')}"
        f":root {{ --accent: {brand.accent or ACCENT} }}\n</style>\n</head>\n<body>\n"
        f'<header class="band"><div class="room">{kicker}<h1>{escape(title)}</h1>'
        f'<p class="facts">{spans}</p></div></header>\n<main class="room">\n'
        f'<ul class="figures">{items}</ul>\n{told}'
    )


def ways(sections: Iterable[tuple[str, str]]) -> str:
    """Give links to the sections of the page: each one's id and heading."""
    links = "".join(f'<a href="#{name}">{escape(heading)}</a>' for name, heading in sections)
    return f'<nav class="ways" aria-label="On this page">{links}</nav>\n'


def section(name: str, heading: str, pieces: Iterable[str]) -> Iterator[str]:
    """Give a section of the page, piece by piece."""
    yield f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(heading)}</h2>\n'
    yield from pieces
    yield "</section>\n"


def table(
    caption: str,
    columns: Sequence[Column],
    rows_html: Iterable[str],
    *,
    tools: str = "",
    foot: str = "",
) -> Iterator[str]:
    """Give a table row by row; ``tools`` names the form that filters and sorts it, if it can be.

    Without tools it is as narrow as it can be. ``foot`` is a row for its end.
    """
    kind = f' data-tools="{escape(tools)}"' if tools else ' class="narrow"'
    heads = "".join(
        f'<th scope="col"{_marked("n" if one.is_number else "")}'
        f"{' data-pick' if one.is_picked else ''}>{escape(one.title)}</th>"
        for one in columns
    )
    yield f"<table{kind}><caption>{escape(caption)}</caption>\n"
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    yield from rows_html
    yield "</tbody>\n"
    yield f"<tfoot>{foot}</tfoot>\n" if foot else ""
    yield "</table>\n"


def row(first: str, *cells_html: str, mark: str = "") -> str:
    """Give a row of a table from its heading and its cells (:func:`cell`, :func:`number`)."""
    return f'<tr{_marked(mark)}><th scope="row">{escape(first)}</th>{"".join(cells_html)}</tr>\n'


def linked_row(first: str, *cells_html: str, mark: str = "") -> str:
    """Give a row whose heading is a link to the file of its name."""
    link = f'<a href="{quote(first)}">{escape(first)}</a>'
    return f'<tr{_marked(mark)}><th scope="row">{link}</th>{"".join(cells_html)}</tr>\n'


def cell(text: str, *, mark: str = "") -> str:
    """Give a cell of a text."""
    return f"<td{_marked(mark)}>{escape(text)}</td>"


def _marked(mark: str) -> str:
    return f' class="{mark}"' if mark else ""


def number(count: int) -> str:
    """Give a cell of a number; of nothing a dash."""
    return f'<td class="n">{f"{count:,}" if count else NONE}</td>'


def named(path: str, remark: str = "", *, is_linked: bool) -> str:
    """Give a cell with a file below the page's folder, and what is remarked of it beneath."""
    file = f'<a href="{quote(path)}">{escape(path)}</a>' if is_linked else escape(path)
    below = f'<br><span class="mend">{escape(remark)}</span>' if remark else ""
    return f"<td>{file}{below}</td>"


def told(text: str) -> str:
    """Give a paragraph."""
    return f"<p>{escape(text)}</p>\n"


def command(text: str) -> str:
    """Give what is to be typed or pasted as it stands."""
    return f"<pre>{escape(text)}</pre>\n"


def steps(found: Iterable[tuple[str, str]]) -> str:
    """Give what to do next: words, and the command to type if there is one."""
    items = "".join(
        f"<li>{escape(words)}{f'<pre>{escape(command)}</pre>' if command else ''}</li>\n"
        for words, command in found
    )
    return f'<ol class="next">{items}</ol>\n'


def closing() -> str:
    """Give the end of the page."""
    return (
        f"<footer>careerprint {escape(__version__)}</footer>\n</main>\n"
        f"<script>\n{_part('report.js')}</script>\n</body>\n</html>\n"
    )


def day_and_time(moment: datetime) -> str:
    """Give a moment as it is read: 27 November 2026, 14:05."""
    return f"{moment.day} {moment:%B %Y, %H:%M}"


@cache
def _part(name: str) -> str:
    return (shipped("data") / "pages" / name).read_text(encoding="utf-8")
