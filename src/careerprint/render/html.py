"""A page and a layout's template → HTML. The only module that knows Jinja."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

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

from careerprint.errors import LayoutError
from careerprint.reading.wording import suggest
from careerprint.render.layouts import Layout
from careerprint.resources import shipped
from careerprint.view.booklet import BookletPage
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


def render_booklet(jobs: Sequence[tuple[BookletPage, str]], folder: Path) -> str:
    """Give the HTML of parts around the careers, each with the page of the booklet it is for.

    ``folder`` is where layouts stand: a part is the template ``_booklet/NAME.html.j2`` in it,
    or the shipped one. Raises ``LayoutError`` with file and line of the template at fault.
    """
    return _rendered(folder, "_booklet/booklet.html.j2", jobs=jobs)


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
