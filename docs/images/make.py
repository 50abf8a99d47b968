"""The pictures in the documents, printed anew: ``make images``."""

from pathlib import Path

import pymupdf

from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

HERE = Path(__file__).parent
DPI = 110


def main() -> None:
    """Print the Music Producer on every paper and picture it."""
    library = Library((shipped("data") / "careers",))
    career = library.career(library.find("music-producer", Path()))
    typesetter = Typesetter(roots=(shipped("layouts"),))
    for paper in (Paper.LETTER, Paper.A4):
        layout = find_layout("one-pager", (shipped("layouts"),), paper)
        section = typeset_section(
            career, layout=layout, variant=Variant(paper=paper), typesetter=typesetter
        )
        with pymupdf.open(stream=section.pdf) as document:
            picture = HERE / f"{career.id}-{paper.value}.png"
            document[0].get_pixmap(dpi=DPI).save(picture)
        print(picture.name)  # noqa: T201 - a program of its own


if __name__ == "__main__":
    main()
