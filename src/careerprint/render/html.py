"""A page and a layout's template → HTML. The only module that knows Jinja."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from careerprint.errors import LayoutError
from careerprint.reading.plain_words import suggest
from careerprint.render.layouts import Layout
from careerprint.render.parts_file import Surroundings
from careerprint.resources import shipped
from careerprint.view.booklet_page import BookletPage
from careerprint.view.page import Page


def render(page: Page, layout: Layout) -> str:
    """Give the HTML of a page in a layout; every text in it is escaped.

    Raises ``LayoutError`` with file and line of the template if that is at fault.
    """
    name = f"{layout.folder.name}/{layout.template.name}"
    return _rendered(layout.folder.parent, name, page=page)


def _rendered(folder: Path, name: str, **values: object) -> str:
    try:
        return _environment(folder).get_template(name).render(**values)
    except TemplateSyntaxError as error:
        message = f"the template cannot be read: {error.message}"
        raise LayoutError(f"{folder / (error.name or name)}:{error.lineno}: {message}") from error
    except UnicodeDecodeError as error:
        raise LayoutError(f"{folder / name}: the template is not saved as UTF-8") from error
    except Exception as error:
        place = _place(error, folder) or str(folder / name)
        raise LayoutError(f"{place}: {_words(error)}", hint=_hint(error)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHtml:
    """A part around the careers: its name, its HTML, and whether its reader's name is in it.

    ``page`` is what it was rendered from.
    """

    name: str
    content: str
    is_personal: bool
    page: BookletPage = field(compare=False, repr=False)


def render_part(page: BookletPage, name: str, around: Surroundings) -> PartHtml:
    """Give the HTML of a part: the template ``NAME.html.j2`` in the folder of the parts.

    If it is not there, it is the shipped one. Raises ``LayoutError`` with file and line of the
    template at fault.
    """
    watched = _Watched(page)
    content = _rendered(around.layouts, f"{around.name}/{name}.html.j2", page=watched)
    is_personal = watched.is_personal and bool(page.recipient)
    return PartHtml(name=name, content=content, is_personal=is_personal, page=page)


class _Watched:
    """A page that notes whether a template asks for its reader."""

    def __init__(self, page: BookletPage) -> None:
        self.is_personal = False
        self._page = page

    def __getattr__(self, name: str) -> object:
        if name in {"recipient", "name"}:
            self.is_personal = True
        return getattr(self._page, name)


def escaped(text: str) -> str:
    """Give a text as it stands in a template's HTML."""
    return str(escape(text))


def booklet_document(parts: Sequence[PartHtml], around: Surroundings) -> str:
    """Give the HTML of one document of parts, or of pieces of them, each on pages of its own."""
    markup = [(part.name, Markup(part.content)) for part in parts]  # noqa: S704 - rendered above
    return _rendered(around.layouts, DOCUMENT, page=parts[0].page, parts=markup)


DOCUMENT: Final = "_booklet/booklet.html.j2"
"""The template that all parts of all booklets are set with."""


class _Missing(StrictUndefined):
    """A field that a template names and that is not there; using it is an error."""

    @property
    def field(self) -> str:
        """The name of the field."""
        return str(self._undefined_name)

    @property
    def _undefined_message(self) -> str:
        return f"there is no field '{self.field}'"


def _words(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}' in the layouts' folders"
    if isinstance(error, UndefinedError):
        return str(error.message)
    return f"the template fails here ({error})"


def _hint(error: Exception) -> str:
    if not isinstance(error, UndefinedError):
        return ""
    name = str(error.message).split("'")[-2] if "'" in str(error.message) else ""
    return suggest(name, tuple(field.name for field in fields(Page)))


class _ClosedLoader(FileSystemLoader):
    """Loads templates from some folders; a link that leads out of them is not followed."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Give a template's text; ``TemplateNotFound`` if it lies elsewhere."""
        text, file, is_current = super().get_source(environment, template)
        roots = [Path(folder).resolve() for folder in self.searchpath]
        if not any(Path(file).resolve().is_relative_to(root) for root in roots):
            raise TemplateNotFound(template)
        return text, file, is_current


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    loader: BaseLoader = _ClosedLoader([folder, shipped("layouts")])
    return ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _place(error: Exception, folder: Path) -> str:
    """Give ``file:line`` of the innermost frame of the error that stands in a template."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if Path(f.filename).is_relative_to(folder)]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else ""
