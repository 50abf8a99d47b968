"""A page and a layout's template → HTML. The only module that knows Jinja."""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from careerprint.errors import LayoutError, Location
from careerprint.render.layouts import SHARED, Layout
from careerprint.render.parts_file import Surroundings
from careerprint.render.placed import said_at
from careerprint.render.template_words import (
    NOT_GIVEN,
    SUFFIX,
    Told,
    in_words,
    syntax_in_words,
    unknown_block,
    unknown_definition,
    unknown_field,
    unknown_macro,
    unknown_name,
)
from careerprint.resources import shipped
from careerprint.view.booklet_page import BookletPage
from careerprint.view.guide_page import GuidePage
from careerprint.view.order_page import OrderPage
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
        file = Path(error.filename) if error.filename else folder / (error.name or name)
        told, line = syntax_in_words(error.message or "", error.source or "", error.lineno)
        raise LayoutError(told, hint=told.hint, location=Location(file, line)) from error
    except UnicodeDecodeError as error:
        location = Location(folder / name)
        raise LayoutError("the template is not saved as UTF-8", location=location) from error
    except Exception as error:
        raise _fault(error, folder, folder / name) from error


def render_of_fair(page: GuidePage | OrderPage, folder: Path, name: str) -> str:
    """Give the HTML of a fair's own page: the template ``NAME.html.j2`` in its folder ``_fair``.

    ``folder`` is that of the layouts; what it lacks is the shipped one. Raises ``LayoutError`` with
    file and line of the template at fault.
    """
    return _rendered(folder, f"{OF_FAIR}/{name}.html.j2", page=page)


OF_FAIR: Final = "_fair"
"""The folder of a fair's own pages."""


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


def render_record(page: object, name: str) -> str:
    """Give the HTML of a page about a run: the shipped template ``_NAME/NAME.html.j2``."""
    return _rendered(shipped("layouts"), f"_{name}/{name}.html.j2", page=page)


class _Missing(StrictUndefined):
    """A field, macro or name that a template uses and that is not there; using it is an error."""

    @property
    def _undefined_message(self) -> Told:
        name, obj = str(self._undefined_name), self._undefined_obj
        if _NOT_GIVEN in (self._undefined_hint or ""):
            return Told(f"{NOT_GIVEN} '{name}'")
        if obj is missing:
            return unknown_name(name)
        if isinstance(obj, TemplateReference):
            return unknown_block(name)
        if isinstance(obj, TemplateModule):
            macros = (one for one in vars(obj) if not one.startswith("_"))
            return unknown_macro(name, str(obj.__name__), tuple(macros))
        return unknown_field(name, obj)


_NOT_GIVEN: Final = "was not provided"
"""How Jinja says that a macro lacks an argument."""


def _called(value: object) -> object:
    """Refuse a macro or block that is named and not called: it would be printed as its name."""
    if isinstance(value, Macro):
        raise TypeError(f"the macro '{value.name}' is named and not called")
    if isinstance(value, BlockReference):
        raise TypeError(f"the block '{value.name}' is named and not called")
    return value


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


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox of templates; what would be lost without a word is refused."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template; one that extends another prints nothing outside of its blocks."""
        template = super()._parse(source, name, filename)
        if template.find(nodes.Extends):
            for output in template.body:
                lost = output.nodes if isinstance(output, nodes.Output) else ()
                for one in lost:
                    if not (isinstance(one, nodes.TemplateData) and not one.data.strip()):
                        raise TemplateSyntaxError(_OUTSIDE, one.lineno, name, filename)
            self._refuse_unknown_blocks(template, name, filename)
        return template

    def _refuse_unknown_blocks(
        self, template: nodes.Template, name: str | None, filename: str | None
    ) -> None:
        """Refuse a block that nothing prints: the template extended has none, none calls it."""
        extended = template.find(nodes.Extends)
        if extended is None or not isinstance(extended.template, nodes.Const):
            return
        known = self._blocks_of(str(extended.template.value))
        called = {
            one.attr
            for one in template.find_all(nodes.Getattr)
            if isinstance(one.node, nodes.Name) and one.node.name == "self"
        }
        for block in template.body:
            if isinstance(block, nodes.Block) and block.name not in {*known, *called}:
                told = unknown_definition(block.name, tuple(known))
                raise TemplateSyntaxError(told, block.lineno, name, filename)

    def _blocks_of(self, name: str) -> set[str]:
        """Give the blocks of a template, and of what it extends."""
        source = self.loader.get_source(self, name)[0] if self.loader else ""
        parsed = self.parse(source, name)
        known = {one.name for one in parsed.find_all(nodes.Block)}
        extended = parsed.find(nodes.Extends)
        if extended and isinstance(extended.template, nodes.Const):
            known |= self._blocks_of(str(extended.template.value))
        return known


_OUTSIDE: Final = "what stands outside of its blocks is not printed: put it into one"


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    loader: BaseLoader = _ClosedLoader([folder, shipped("layouts")])
    environment = _Environment(
        loader=loader,
        autoescape=True,
        undefined=_Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_called,
    )
    environment.filters["at"] = said_at
    return environment


def _fault(error: Exception, folder: Path, file: Path) -> LayoutError:
    """Give the fault of a template: what is wrong with which macro or field, at its line.

    The line is that of the layout's own template, also where a shared macro fails.
    """
    frames = traceback.extract_tb(error.__traceback__)
    inside = [one for one in frames if one.filename.endswith(SUFFIX)]
    own = [one for one in inside if Path(one.filename).is_relative_to(folder)]
    calling = next((one for one in reversed(own) if Path(one.filename).parent == file.parent), None)
    at = calling or (own[-1] if own else None)
    location = Location(Path(at.filename), at.lineno or 0) if at else Location(file)
    failing = Location(Path(inside[-1].filename), inside[-1].lineno or 0) if inside else location
    if isinstance(error, TemplateNotFound):
        told = Told(f"there is no template '{error.name}' in the layouts' folders")
    else:
        told = in_words(error, failing, shared=file.parent.parent / SHARED)
    return LayoutError(told, hint=told.hint, location=location)
