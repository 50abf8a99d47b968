"""What the tests of editions share: booklets made and kept, their sentences, how full they are."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pymupdf

from careerprint.booklet.booklet_file import BookletFile
from careerprint.booklet.edition import Edition
from careerprint.booklet.forms import find_forms, layout_names
from careerprint.booklet.maker import BookletMaker, Copy
from careerprint.brand import Brand
from careerprint.profile.library import Career, Library
from careerprint.render.layouts import named_layout, own_paper
from careerprint.render.pdf import Typesetter
from careerprint.resources import shipped
from careerprint.sections.sections import Sections
from careerprint.sections.store import default_folder
from careerprint.settings import Ink, Language, Paper, Variant
from careerprint.view.booklet_page import Cover
from tests.conftest import CAREERS

FOLDERS: Final = (shipped("layouts"),)
LIBRARY: Final = Library((CAREERS,))
TWELVE: Final = (
    "electrician",
    "registered-nurse",
    "chef",
    "software-developer",
    "welder",
    "farmer",
    "police-officer",
    "truck-driver",
    "accountant",
    "veterinarian",
    "music-producer",
    "wind-turbine-technician",
)
BRAND: Final = Brand(organisation="Example High", contact="room 12", event="Spring Career Fair")
HEAD_PT: Final = 26.0
FOOT_PT: Final = 38.0
"""What every page of an edition leaves free above its text, and below it for its number."""


def careers(names: Sequence[str], language: Language = Language.ENGLISH) -> tuple[Career, ...]:
    """Give careers of the library."""
    return tuple(LIBRARY.career(LIBRARY.find(name, Path()), language) for name in names)


def press(
    edition: Edition,
    *,
    paper: Paper = Paper.LETTER,
    ink: Ink = Ink.COLOR,
    language: Language = Language.ENGLISH,
    brand: Brand = BRAND,
    subtitle: str = "",
) -> BookletMaker:
    """Open a press for an edition, on its own paper of a family."""
    file = BookletFile(title="Careers to look at", edition=edition)
    layouts = [named_layout(name, FOLDERS) for name in layout_names(file, FOLDERS)]
    own = own_paper(layouts, paper)
    variant = Variant(paper=own, ink=ink, languages=(language,), brand=brand)
    sections = Sections(lambda: Typesetter(roots=FOLDERS), default_folder())
    forms = find_forms(file, FOLDERS, own)
    return BookletMaker(file, variant, sections, forms, Cover(title=file.title, subtitle=subtitle))


@cache
def made(
    edition: Edition,
    count: int,
    paper: Paper = Paper.LETTER,
    ink: Ink = Ink.COLOR,
    language: Language = Language.ENGLISH,
) -> bytes:
    """Give the booklet of the first careers of the twelve, for Ana Ejemplo."""
    own = press(edition, paper=paper, ink=ink, language=language)
    copy = Copy(careers=careers(TWELVE[:count], language), recipient="Ana Ejemplo")
    (bound,) = own.make([copy])
    return bound.pdf


def sentences_twice(pdf: bytes) -> list[str]:
    """Give the sentences of five words or more that stand in a PDF more than once."""
    found: Counter[str] = Counter()
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            text = " ".join(page.get_text().split()).replace("EE. UU.", "EE UU")
            found.update(one.strip() for one in re.findall(r"[^.?!]+[.?!](?=\s|$)", text))
    return [one for one, times in found.items() if times > 1 and len(one.split()) >= 5]


def last_ink(pdf: bytes) -> list[float]:
    """Give how far down the room of each page its last ink is, in per cent."""
    shares = []
    with pymupdf.open(stream=pdf) as document:
        for page in document:
            foot_pt = page.rect.height - FOOT_PT
            pixels = page.get_pixmap(dpi=36, colorspace=pymupdf.csGRAY)
            rows = [
                row
                for row in range(int(foot_pt / 2))
                if min(pixels.samples[row * pixels.stride :][: pixels.width]) < 235
            ]
            lowest_pt = 2 * max(rows, default=0)
            shares.append(100 * (lowest_pt - HEAD_PT) / (foot_pt - HEAD_PT))
    return shares
