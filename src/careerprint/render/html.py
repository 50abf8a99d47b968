"""A page and a layout's template → HTML. The only module that knows Jinja."""

import traceback
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from careerprint.errors import LayoutError
from careerprint.render.layouts import Layout
from careerprint.view.page import Page


def render(page: Page, layout: Layout) -> str:
    """Give the HTML of a page in a layout; every text in it is escaped.

    Raises ``LayoutError`` with file and line of the template if that is at fault.
    """
    environment = _environment(layout.folder.parent)
    name = f"{layout.folder.name}/{layout.template.name}"
    try:
        return environment.get_template(name).render(page=page)
    except TemplateSyntaxError as error:
        place = f"{layout.folder.parent / (error.name or name)}:{error.lineno}"
        raise LayoutError(f"{place}: {error.message}") from error
    except TemplateError as error:
        place = _place(error, layout.folder.parent) or str(layout.template)
        raise LayoutError(f"{place}: {error.message or type(error).__name__}") from error


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def _place(error: TemplateError, folder: Path) -> str:
    """Give ``file:line`` of the innermost frame of the error that stands in a template."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if Path(f.filename).is_relative_to(folder)]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else ""
