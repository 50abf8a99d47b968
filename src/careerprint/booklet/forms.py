"""What the pages of a booklet are set in: layouts, and the parts around the careers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from careerprint.booklet.booklet_file import TEMPLATES, WORKSHEETS, BookletFile
from careerprint.errors import UsageError
from careerprint.render.layouts import Layout, find_layout, named_layout
from careerprint.render.parts_file import Surroundings, find_surroundings
from careerprint.settings import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Layouts of careers and worksheets, and the parts around the careers.

    ``roomier`` are the layouts for a career that is too long, the least roomy first.
    """

    chapter: Layout
    worksheet: Layout
    around: Surroundings
    roomier: tuple[Layout, ...] = ()


def layout_names(file: BookletFile, folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Give the names of the layouts that a booklet file needs: of careers, then of worksheets."""
    edition = surroundings_of(file, folders).file.edition if file.edition else None
    if edition:
        return (edition.layout,)
    has_worksheets = WORKSHEETS in file.parts
    return (file.layout, file.worksheet_layout) if has_worksheets else (file.layout,)


def surroundings_of(file: BookletFile, folders: tuple[Path, ...]) -> Surroundings:
    """Give the parts that stand around the careers: an edition's, or those of a free booklet."""
    return find_surroundings(file.edition.folder if file.edition else TEMPLATES, folders)


def find_forms(file: BookletFile, folders: tuple[Path, ...], paper: Paper) -> Forms:
    """Find what a booklet file is set in; raises ``UsageError`` if there is none for the paper.

    A booklet without worksheets needs no layout for them.
    """
    layouts = [find_layout(name, folders, paper) for name in layout_names(file, folders)]
    for layout in layouts:
        if layout.file.papers[paper].landscape:
            raise UsageError(
                f"the layout '{layout.name}' is landscape on {paper.value}",
                hint="a booklet is bound of upright pages: choose another layout for it",
            )
    return Forms(
        chapter=layouts[0],
        worksheet=layouts[-1],
        around=surroundings_of(file, folders),
        roomier=tuple(_roomier(layouts[0], folders)) if file.edition else (),
    )


def _roomier(layout: Layout, folders: tuple[Path, ...]) -> Iterator[Layout]:
    """Give what may stand for a layout, one after the other; none twice."""
    seen = {layout.name}
    while (name := layout.file.roomier) and name not in seen:
        layout = named_layout(name, folders)
        seen.add(name)
        yield layout
