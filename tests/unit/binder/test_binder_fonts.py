"""Fonts and pictures stored once; pages look and read as before; our own booklets conform."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pymupdf
import pytest
from pikepdf import Dictionary, Name, Stream
from tests.bound import DESCRIPTION, NAMES, bound, content, opened, part
from tests.conformance import assert_conforms
from tests.conftest import CAREERS
from tests.pdf_text import painted

from careerprint.binder.binder import Bound, bind
from careerprint.binder.pagination import Numbering, Side
from careerprint.binder.part import Part
from careerprint.binder.source import Source
from careerprint.binder.stamping import Stamp
from careerprint.booklet.running_heads import SPECIMEN
from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

IDS = ("chef", "farmer", "filmmaker", "welder")
"""Careers of four clusters: the name of one on three pages looks like a running head."""


@pytest.fixture(scope="module")
def ours(library: Library, typesetter: Typesetter) -> dict[str, bytes]:
    """Give chapters of four careers, as they go into a booklet."""
    layout = find_layout("chapter", (shipped("layouts"),), Paper.LETTER)
    variant = Variant(is_bound=True)
    return {
        name: typeset_section(
            library.career(CAREERS / f"{name}.yaml"),
            layout=layout,
            variant=variant,
            typesetter=typesetter,
        ).pdf
        for name in IDS
    }


@pytest.fixture(scope="module")
def donor(typesetter: Typesetter) -> bytes:
    """Give the PDF whose fonts have every common character."""
    return typesetter.specimen(SPECIMEN)


@pytest.fixture(scope="module")
def booklet(ours: dict[str, bytes], donor: bytes) -> Bound:
    """Give the four chapters bound, with numbers and running heads."""
    parts = [
        Part(
            source=Source(pdf, name=name),
            name=name,
            title=name.capitalize(),
            running=name,
            side=Side.RIGHT,
        )
        for name, pdf in ours.items()
    ]
    return bind(
        parts, DESCRIPTION, donor=Source(donor, name="donor"), stamp=Stamp(font="Source-Sans")
    )


def _pictures(pdf: bytes) -> list[bytes]:
    with pymupdf.open(stream=pdf) as document:
        return [bytes(page.get_pixmap(dpi=50).samples) for page in document]


def _fonts(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        return [str(o.FontName) for o in document.objects if _is_descriptor(o)]


def _is_descriptor(item: Any) -> bool:
    return isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor


@pytest.mark.parametrize("name", NAMES)
def test_pages_look_as_before(name: str) -> None:
    assert _pictures(bound(part(name)).pdf) == _pictures(content(name))


def test_all_in_one_look_as_before() -> None:
    made = bound(*(part(name) for name in NAMES))
    assert _pictures(made.pdf) == [one for name in NAMES for one in _pictures(content(name))]


def test_fonts_and_pictures_of_equal_content_are_stored_once() -> None:
    one = bound(part("chromium-picture"))
    three = bound(*(part("chromium-picture", name=f"{n}") for n in range(3)))
    assert sorted(_fonts(three.pdf)) == sorted(_fonts(one.pdf))
    assert len(three.pdf) < len(one.pdf) * 1.5
    with opened(one) as first, opened(three) as second:
        assert _images(first) == _images(second)


def _images(pdf: pikepdf.Pdf) -> int:
    return sum(isinstance(o, Stream) and o.get("/Subtype") == Name.Image for o in pdf.objects)


def test_our_fonts_stand_in_for_their_subsets(ours: dict[str, bytes], booklet: Bound) -> None:
    alone = [set(_fonts(pdf)) for pdf in ours.values()]
    fonts = _fonts(booklet.pdf)
    assert len(fonts) == len(set(fonts)) == len(set.union(*alone))
    assert len(booklet.pdf) < sum(map(len, ours.values()))


def test_our_pages_read_and_look_as_before(ours: dict[str, bytes], booklet: Bound) -> None:
    """The foot, where numbers are printed, is left out of the pictures."""
    bare = bind(
        [Part(source=Source(pdf, name=n), numbering=Numbering.NONE) for n, pdf in ours.items()],
        DESCRIPTION,
    )
    assert painted(bare.pdf) == "".join(map(painted, ours.values()))
    places = [
        at.first + n
        for at, pdf in zip(booklet.placements, ours.values(), strict=True)
        for n in range(_pages(pdf))
    ]
    with pymupdf.open(stream=booklet.pdf) as document:
        for index, before in zip(places, _own_pages(ours), strict=True):
            box = document[index].rect
            clip = pymupdf.Rect(0, 0, box.width, box.height - 28)
            text, picture = before(clip)
            assert document[index].get_text(clip=clip) == text
            assert bytes(document[index].get_pixmap(dpi=50, clip=clip).samples) == picture


def _pages(pdf: bytes) -> int:
    with pymupdf.open(stream=pdf) as document:
        return len(document)


def _own_pages(ours: dict[str, bytes]) -> Iterator[Any]:
    for pdf in ours.values():
        with pymupdf.open(stream=pdf) as document:
            for page in document:
                yield lambda clip, page=page: (
                    page.get_text(clip=clip),
                    bytes(page.get_pixmap(dpi=50, clip=clip).samples),
                )


def test_our_booklet_conforms_to_pdf_ua_and_pdf_a(booklet: Bound, tmp_path: Path) -> None:
    assert_conforms(booklet.pdf, tmp_path)
    report = page_validation.validate_pdf_bytes(
        booklet.pdf, profile=page_validation.ValidationProfile.PDF_A_2A
    )
    assert [(f.rule_id, f.message) for f in report.failures] == []
    (tmp_path / "booklet.pdf").write_bytes(booklet.pdf)
    done = subprocess.run(
        ["qpdf", "--check", str(tmp_path / "booklet.pdf")], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("name", NAMES)
def test_what_conformed_still_does(name: str) -> None:
    """A bound document has no finding of PDF/UA that its source has not."""
    made = bound(part(name)).pdf
    before, after = (_rules(pdf) for pdf in (content(name), made))
    if name == "libreoffice-styles-again":
        after -= {"PDFUA1-HEADING-STRUCTURE-001"}  # seen now that its H6 says H by itself
    assert after <= before


def _rules(pdf: bytes) -> set[str]:
    report = page_validation.validate_pdf_bytes(
        pdf, profile=page_validation.ValidationProfile.PDF_UA_1
    )
    return {failure.rule_id for failure in report.failures}
