"""Every career and sample on every paper: whole, in order, on one page, conforming."""

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
import segno
import zxingcpp
from PIL import Image
from tests.conformance import assert_conforms
from tests.conftest import CAREERS, FOUR_IDS, ROOT, SAMPLES
from tests.pdf_text import (
    BY_COLUMN,
    FIVE_MM,
    least_margin_pt,
    missing_in_order,
    painted,
    said_by,
    squeeze,
    upright,
)

from careerprint.brand import Brand
from careerprint.profile.library import Library
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.receipt import Section
from careerprint.render.section import lay_out, typeset_section
from careerprint.resources import shipped
from careerprint.settings import SIZE_MM, Paper, Variant

SAMPLE_IDS = tuple(sorted(path.stem for path in SAMPLES.glob("*.yaml")))
LIBRARY = Library((SAMPLES, CAREERS))
BRAND = Brand(organisation="Sample High School", contact="counseling office, room 12")


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=(shipped("layouts"),))


@cache
def _section(career: str, paper: Paper) -> Section:
    layout = find_layout("one-pager", (shipped("layouts"),), paper)
    return typeset_section(
        LIBRARY.career(LIBRARY.find(career, Path())),
        layout=layout,
        variant=Variant(paper=paper, brand=BRAND),
        typesetter=_typesetter(),
    )


PRODUCERS = "https://www.mynextmove.org/profile/summary/27-2012.00"
PAPERS = (Paper.LETTER, Paper.A4)
every = pytest.mark.parametrize("paper", PAPERS)
careers = pytest.mark.parametrize("career", [*FOUR_IDS, *SAMPLE_IDS])


@careers
@every
def test_it_is_one_page_of_the_paper(career: str, paper: Paper) -> None:
    with pymupdf.open(stream=_section(career, paper).pdf) as document:
        assert len(document) == 1
        width, height = (round(mm / 25.4 * 72) for mm in SIZE_MM[paper])
        assert (round(document[0].rect.width), round(document[0].rect.height)) == (width, height)


@careers
@every
def test_the_engine_has_nothing_to_complain_about(career: str, paper: Paper) -> None:
    assert _section(career, paper).warnings == ()


@careers
@every
def test_every_word_is_there_in_reading_order(career: str, paper: Paper) -> None:
    profile = LIBRARY.career(LIBRARY.find(career, Path())).profile
    assert missing_in_order(_section(career, paper).pdf, said_by(profile, parts=BY_COLUMN)) == []


@careers
@every
def test_it_conforms_to_pdf_ua_by_two_validators(career: str, paper: Paper, tmp_path: Path) -> None:
    pdf = _section(career, paper).pdf
    assert_conforms(pdf, tmp_path)


@careers
@every
def test_nothing_is_painted_beyond_the_paper(career: str, paper: Paper) -> None:
    with pymupdf.open(stream=_section(career, paper).pdf) as document:
        page = document[0]
        words = page.get_text("words")
        assert all(
            w[0] >= 0 and w[1] >= 0 and w[2] <= page.rect.width and w[3] <= page.rect.height
            for w in words
        )


@careers
@every
def test_type_is_never_under_its_floor(career: str, paper: Paper) -> None:
    """Body 8.5 pt; small print and labels 7.2 pt."""
    assert _section(career, paper).receipt.body_pt >= 8.5
    with pymupdf.open(stream=_section(career, paper).pdf) as document:
        sizes = [span["size"] for _, span in upright(document)]
        assert least_margin_pt(document) >= FIVE_MM
    assert min(sizes) >= 7.19


@pytest.mark.parametrize("career", FOUR_IDS)
@every
def test_a_full_profile_fills_its_page(career: str, paper: Paper) -> None:
    receipt = _section(career, paper).receipt
    assert 98 <= receipt.percent_full <= 100
    assert receipt.passes <= 6


def test_the_music_producer_is_small() -> None:
    assert len(_section("music-producer", Paper.LETTER).pdf) <= 60_000


def test_metadata_says_what_it_is() -> None:
    with pymupdf.open(stream=_section("music-producer", Paper.LETTER).pdf) as document:
        metadata = document.metadata
        assert metadata["title"] == "Music Producer"
        assert metadata["author"] == "Sample High School"
        assert metadata["subject"].startswith("If you hear a track")
        assert "Sound Designer" in metadata["keywords"]
        assert metadata["creationDate"].startswith("D:202606")
        assert document.get_toc()[0][:2] == [1, "Music Producer"]
        assert len(document.get_toc()) >= 7


def test_metadata_can_be_read_without_decompressing() -> None:
    assert b"pdfuaid:part" in _section("music-producer", Paper.LETTER).pdf


def test_links_are_live_and_lead_to_the_web() -> None:
    with pymupdf.open(stream=_section("rich", Paper.LETTER).pdf) as document:
        targets = {link["uri"] for link in document[0].get_links()}
    assert targets == {"https://www.osha.gov/", "https://www.bls.gov/"}


def test_the_foot_carries_brand_and_edition() -> None:
    text = painted(_section("music-producer", Paper.A4).pdf)
    digest = LIBRARY.career(LIBRARY.find("music-producer", Path())).digest
    assert squeeze("Sample High School · counseling office, room 12") in text
    assert squeeze(f"music-producer · 2026-06 · {digest[:8]}") in text


def test_the_claim_and_the_official_figure_stand_side_by_side() -> None:
    text = painted(_section("music-producer", Paper.LETTER).pdf)
    claim = text.find("+11%to+17%")
    assert 0 < claim < text.find("−1.7%", claim) < claim + 120
    assert "MedianJune" not in text


def test_figures_have_their_boxes_in_page_space() -> None:
    """The QR code stands at the foot of the page, on its right margin, 22 mm wide."""
    with pikepdf.open(BytesIO(_section("music-producer", Paper.LETTER).pdf)) as pdf:
        figures = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
        boxes = [[float(n) for n in figure["/A"]["/BBox"]] for figure in figures]
        alts = [str(figure["/Alt"]) for figure in figures]
    assert len(figures) == 4
    left, low, right, high = boxes[
        next(n for n, alt in enumerate(alts) if alt.startswith("QR code"))
    ]
    url = next(alt for alt in alts if alt.startswith("QR code")).split()[-1]
    quiet = (right - left) * 4 / (_modules(url) + 8)
    assert right - quiet == pytest.approx(612 - 25, abs=0.2)
    assert high - low - 2 * quiet == pytest.approx(22 / 25.4 * 72, abs=0.2)
    assert low >= 0
    assert all(len(alt) > 20 for alt in alts)


def _modules(url: str) -> int:
    return len(segno.make(url, error="q", micro=False, boost_error=False).matrix)


def test_the_same_bytes_in_two_processes(tmp_path: Path) -> None:
    """Another process, another hash seed, another folder, another clock, the same file."""
    files = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "careerprint", "render", "filmmaker", "-o", str(folder)],
            check=True,
            capture_output=True,
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
        )
        files.append((folder / "filmmaker-one-pager-letter.pdf").read_bytes())
    assert files[0] == files[1]


def test_typed_syntax_is_printed_as_typed() -> None:
    text = painted(_section("rich", Paper.A4).pdf)
    for typed in ("<b>noise</b>", "{{surprises}}", "{%quiet%}", "1<2>0"):
        assert typed in text


def test_a_sparse_profile_grows(one_pager: Callable[[Paper], Layout]) -> None:
    receipt = _section("sparse", Paper.LETTER).receipt
    assert receipt.body_pt == one_pager(Paper.LETTER).file.body_pt.largest
    assert receipt.air_pt > 0


def test_the_official_figures_stand_beside_the_summary() -> None:
    text = painted(_section("music-producer", Paper.LETTER).pdf)
    assert squeeze("Nearest occupation: Sound engineering technicians") in text
    for said in ("Jobs in the US 16,900", "Change 2024–34 −1.7%", "RAC: Realistic, Artistic"):
        assert squeeze(said) in text
    assert squeeze("BLS projections 2024–34; O*NET 30.1") in text


@pytest.mark.parametrize("career", [*FOUR_IDS, "longest"])
@every
def test_the_columns_end_together(career: str, paper: Paper, typesetter: Typesetter) -> None:
    laid = lay_out(
        LIBRARY.career(LIBRARY.find(career, Path())),
        layout=find_layout("one-pager", (shipped("layouts"),), paper),
        variant=Variant(paper=paper),
        typesetter=typesetter,
    )
    *columns, page = laid.typeset.air_rooms
    assert len(columns) == 2
    assert [round(room.spare_pt) for room in (*columns, page)] == [0, 0, 0]


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_phone_reads_the_code(dpi: int) -> None:
    with pymupdf.open(stream=_section("filmmaker", Paper.LETTER).pdf) as document:
        pixels = document[0].get_pixmap(dpi=dpi)
        assert PRODUCERS in {one["uri"] for one in document[0].get_links()}
    picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == PRODUCERS
    assert squeeze("About the nearest occupation: www.mynextmove.org") in painted(
        _section("filmmaker", Paper.LETTER).pdf
    )
