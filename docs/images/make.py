"""The pictures in the documents, printed anew: ``make gallery``."""

import tempfile
from pathlib import Path

import pymupdf
from PIL import Image

from careerprint.cli.command_line import run
from careerprint.cli.init_command import FAIR
from careerprint.profile.library import Library
from careerprint.render.layouts import all_layouts, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Ink, Language, Paper, Variant

HERE = Path(__file__).parent
FOLDERS = (shipped("layouts"),)
LIBRARY = Library((shipped("data") / "careers",))
MOST_PAGES = 4


def picture(layout: str, variant: Variant, name: str, dpi: int, typesetter: Typesetter) -> None:
    """Print the Music Producer in a form and picture its first pages side by side."""
    path = LIBRARY.find("music-producer", Path())
    careers = [LIBRARY.career(path, language) for language in variant.languages]
    section = typeset_section(
        careers[0],
        others=tuple(careers[1:]),
        layout=find_layout(layout, FOLDERS, variant.paper, languages=len(careers)),
        variant=variant,
        typesetter=typesetter,
    )
    save(section.pdf, name, dpi)


def save(pdf: bytes, name: str, dpi: int) -> None:
    """Picture the first pages of a PDF side by side."""
    with pymupdf.open(stream=pdf) as document:
        pixels = [page.get_pixmap(dpi=dpi) for page in list(document)[:MOST_PAGES]]
    pages = [Image.frombytes("RGB", (p.width, p.height), p.samples) for p in pixels]
    sheet = Image.new("RGB", (sum(p.width + 8 for p in pages) - 8, pages[0].height), "#999999")
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width + 8
    sheet.quantize(64).save(HERE / f"{name}.png", optimize=True)
    print(f"{name}.png")  # noqa: T201 - a program of its own


def fair() -> None:
    """Make the guide and the order of a fair of all careers, and picture them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fair.yaml"
        file.write_text(FAIR, encoding="utf-8")
        assert run(["fair", str(file), "-o", f"{folder}/pack", "-q"]) == 0  # noqa: S101
        for name in ("guide/guide-en-letter.pdf", "order.pdf"):
            pdf = Path(folder, "pack", name).read_bytes()
            save(pdf, f"gallery-fair-{name.split('/')[0].removesuffix('.pdf')}", 60)


def main() -> None:
    """Make every picture: the one-pager large, each form of the family small."""
    typesetter = Typesetter(roots=FOLDERS)
    for paper in (Paper.LETTER, Paper.A4):
        name = f"music-producer-{paper.value}"
        picture("one-pager", Variant(paper=paper), name, 110, typesetter)
    layouts = list(all_layouts(FOLDERS))
    stand_ins = {layout.file.roomier for layout in layouts}
    for layout in layouts:
        if layout.file.languages == 1 and layout.name not in stand_ins:
            paper = next(iter(layout.file.papers))
            picture(layout.name, Variant(paper=paper), f"gallery-{layout.name}", 60, typesetter)
    copier = Variant(ink=Ink.COPIER)
    picture("one-pager", copier, "gallery-copier", 60, typesetter)
    both = Variant(languages=(Language.ENGLISH, Language.SPANISH))
    picture("two-sider", both, "gallery-two-languages", 60, typesetter)
    fair()


if __name__ == "__main__":
    main()
