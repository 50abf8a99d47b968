"""The forms of a page: for the copier, in Spanish, with a state's pay, in a school's name."""

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from PIL import Image
from tests.conformance import assert_conforms
from tests.conftest import CAREERS, FOUR_IDS, SAMPLES
from tests.greys import colours_in
from tests.pdf_text import BY_COLUMN, missing_in_order, painted, said_by, squeeze

from careerprint.brand import Brand, read_logo
from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.receipt import Section
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Ink, Language, Paper, Variant
from careerprint.view.catalogue import FURNITURE
from careerprint.view.wording import WORDS

Capture = pytest.CaptureFixture[str]
LIBRARY = Library((SAMPLES, CAREERS))
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">'
    '<path fill="#c00" d="M0 0h40v10h-40z"/></svg>'
)


@cache
def _typesetter() -> Typesetter:
    return Typesetter(roots=(shipped("layouts"),))


def _print(career: str, variant: Variant) -> Section:
    return typeset_section(
        LIBRARY.career(LIBRARY.find(career, Path()), variant.languages[0]),
        layout=find_layout("one-pager", (shipped("layouts"),), variant.paper),
        variant=variant,
        typesetter=_typesetter(),
    )


@pytest.mark.parametrize("career", [*FOUR_IDS, "rich"])
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_the_copier_gets_black_alone(career: str, paper: Paper, tmp_path: Path) -> None:
    """Ghostscript counts the ink of each plate: cyan, magenta and yellow are not touched."""
    drawing = tmp_path / "logo.svg"
    drawing.write_text(DRAWING, encoding="utf-8")
    variant = Variant(
        paper=paper,
        ink=Ink.COPIER,
        brand=Brand(organisation="Sample High"),
        logo=read_logo(drawing, is_grey=True),
    )
    pdf = _print(career, variant).pdf
    file = tmp_path / "copier.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    cyan, magenta, yellow, black = (float(n) for n in done.stdout.split()[:4])
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert 0.03 < black < 0.25
    assert colours_in(pdf) == ()
    assert_conforms(pdf, tmp_path)


def test_the_copier_gets_addresses_in_words() -> None:
    text = painted(_print("rich", Variant(ink=Ink.COPIER)).pdf)
    assert "thesafetyrules(www.osha.gov)" in text
    assert "www.bls.gov" in text


def test_a_grey_logo_comes_from_a_coloured_one(tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (400, 100), "#cc0000").save(picture)
    logo = read_logo(picture, is_grey=True)
    pdf = _print("sparse", Variant(ink=Ink.COPIER, logo=logo)).pdf
    with pymupdf.open(stream=pdf) as document:
        pixels = document[0].get_pixmap(dpi=72)
        samples = pixels.samples
    triples = (samples[n : n + 3] for n in range(0, len(samples), 3))
    assert all(max(one) - min(one) <= 1 for one in triples)  # a viewer rounds each colour alone


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_the_spanish_page_is_whole_and_spanish(paper: Paper, tmp_path: Path) -> None:
    section = _print("music-producer", Variant(paper=paper, languages=(Language.SPANISH,)))
    profile = LIBRARY.load(CAREERS / "es" / "music-producer.yaml").value
    assert profile is not None
    gone = {"official_note", "day_note", "work_shift"} & set(section.receipt.left_out)
    dropped = {
        "official_note": profile.official and profile.official.note,
        "day_note": profile.day.note,
        "work_shift": profile.work.shift,
    }
    absent = {squeeze(dropped[name] or "") for name in gone}
    missing = {squeeze(t) for t in missing_in_order(section.pdf, _spanish(profile))}
    assert missing == absent
    with pymupdf.open(stream=section.pdf) as document:
        assert document.xref_get_key(document.pdf_catalog(), "Lang")[1] == "es"
    assert_conforms(section.pdf, tmp_path)


def _spanish(profile: object) -> list[str]:
    from careerprint.profile.model import Profile

    assert isinstance(profile, Profile)
    return said_by(profile, "es", BY_COLUMN)


def test_a_career_without_translation_says_so_in_spanish(
    empty_folder: Path, capsys: Capture
) -> None:
    shutil.copy(CAREERS / "filmmaker.yaml", "own.yaml")
    assert run(["render", "own.yaml", "--lang", "es"]) == ExitCode.OK
    assert "there is no translation into 'es'" in capsys.readouterr().err
    pdf = Path("output/own-one-pager-letter-es.pdf").read_bytes()
    assert squeeze(FURNITURE["es"]["no_translation"]) in painted(pdf)


def test_every_language_has_every_word_and_placeholder() -> None:
    import re

    english = WORDS["en"]
    for language, words in WORDS.items():
        assert set(words) == set(english), language
        for key, text in words.items():
            found, expected = (set(re.findall(r"{\w+}", t)) for t in (text, english[key]))
            assert found == expected, (language, key)


def test_a_translation_with_other_facts_is_found(empty_folder: Path, capsys: Capture) -> None:
    run(["init", "."])
    shutil.copytree(CAREERS, "data/careers", dirs_exist_ok=True)
    file = Path("data/careers/es/music-producer.yaml")
    text = file.read_text(encoding="utf-8")
    changes = (
        ("percent: 30", "percent: 35"),
        ("percent: 25", "percent: 20"),
        ("low: 34000", "low: 33000"),
        ("time: 12:30", "time: 12:45"),
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["check"]) == ExitCode.SOME_FAILED
    lines = [line for line in capsys.readouterr().out.splitlines() if "original says" in line]
    assert len(lines) == len(changes)


def test_a_state_stands_beside_the_nation() -> None:
    text = painted(_print("music-producer", Variant(state="OH")).pdf)
    assert squeeze("Official, Ohio: Sound Engineering Technicians") in text
    assert squeeze("The number of jobs in Ohio is not published.") in text
    text = painted(_print("filmmaker", Variant(state="OH")).pdf)
    assert squeeze("1,610 jobs in Ohio.") in text


def test_a_state_without_figures_says_so() -> None:
    text = painted(_print("rich", Variant(state="GU")).pdf)
    assert squeeze("No official pay is published for Guam.") in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--state", "Ohoi"], "did you mean 'Ohio'?"),
        (["--lang", "fr"], "there is no language 'fr'"),
        (["--lang", "es,es"], "named twice"),
        (["--ink", "gold"], "gold"),
    ],
)
def test_what_cannot_be_is_wrong_usage(
    arguments: list[str], words: str, empty_folder: Path, capsys: Capture
) -> None:
    assert run(["render", "filmmaker", *arguments]) == ExitCode.USAGE
    assert words in capsys.readouterr().err
    assert not Path("output").exists()


def test_a_brand_is_printed_in_its_colour(empty_folder: Path, tmp_path: Path) -> None:
    run(["init", "."])
    Path("logo.svg").write_text(DRAWING, encoding="utf-8")
    Path("careerprint.yaml").write_text(
        "brand:\n  organisation: Sample High\n  logo: logo.svg\n  accent: '#0b5394'\n"
        "  contact: room 12\n  event: Spring Career Fair, booth 12\n  footer: Go and see.\n",
        encoding="utf-8",
    )
    assert run(["render", "filmmaker"]) == ExitCode.OK
    pdf = Path("output/filmmaker-one-pager-letter.pdf").read_bytes()
    text = painted(pdf)
    for line in ("Sample High · room 12 · Go and see.", "SPRING CAREER FAIR, BOOTH 12"):
        assert squeeze(line) in text
    with pymupdf.open(stream=pdf) as document:
        band = document[0].get_pixmap(dpi=36).pixel(4, 4)
    assert all(abs(a - b) <= 1 for a, b in zip(band, (0x0B, 0x53, 0x94), strict=True))
    assert_conforms(pdf, tmp_path)


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        ("missing.svg", "cannot be read"),
        ("text.png", "neither an SVG drawing nor a PNG"),
        ("wide.png", "20,000 by 2 pixels"),
        ("cut.png", "not a whole picture"),
        ("flat.svg", "says a size of 0"),
    ],
)
def test_a_logo_that_cannot_be_used_is_said_before_anything_is_printed(
    logo: str, words: str, empty_folder: Path, capsys: Capture
) -> None:
    run(["init", "."])
    Path("text.png").write_text("no picture", encoding="utf-8")
    Path("flat.svg").write_text(DRAWING.replace("40 10", "40 0"), encoding="utf-8")
    Image.new("L", (20_000, 2)).save("wide.png")
    Image.effect_noise((200, 200), 60).save("whole.png")
    Path("cut.png").write_bytes(Path("whole.png").read_bytes()[:2000])
    Path("careerprint.yaml").write_text(f"brand:\n  logo: {logo}\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["render", "filmmaker"]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert "careerprint.yaml:2:9: error: " in err
    assert words in err
    assert list(Path("output").glob("*.pdf")) == []


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        ("small.png", "small.png prints at 56 dots an inch"),
        ("white.png", "white.png can hardly be seen: its strongest colour has a contrast of 1.0:1"),
        ("sizeless.svg", "sizeless.svg says no size"),
        ("white.svg", "white.svg can hardly be seen"),
    ],
)
def test_a_logo_that_will_not_look_well_is_a_warning(
    logo: str, words: str, empty_folder: Path, capsys: Capture
) -> None:
    run(["init", "."])
    Image.new("L", (60, 20)).save("small.png")
    Image.new("RGBA", (900, 300), "#ffffff00").save("white.png")
    Path("sizeless.svg").write_text(DRAWING.replace('viewBox="0 0 40 10"', ""), encoding="utf-8")
    Path("white.svg").write_text(DRAWING.replace("#c00", "white"), encoding="utf-8")
    Path("careerprint.yaml").write_text(f"brand:\n  logo: {logo}\n", encoding="utf-8")
    assert run(["render", "filmmaker"]) == ExitCode.OK
    assert f"careerprint.yaml:2:9: warning: {words}" in capsys.readouterr().err


def test_a_pale_accent_is_refused(empty_folder: Path, capsys: Capture) -> None:
    Path("careerprint.yaml").write_text("brand:\n  accent: '#ffcc00'\n", encoding="utf-8")
    assert run(["render", "filmmaker"]) == ExitCode.USAGE
    assert "needs 4.5:1" in capsys.readouterr().err


def test_two_languages_stand_on_the_two_sides_of_a_sheet(
    empty_folder: Path, tmp_path: Path
) -> None:
    arguments = ["render", "music-producer", "--layout", "two-sider", "--lang", "en,es"]
    assert run(arguments) == ExitCode.OK
    pdf = Path("output/music-producer-two-sider-letter-en-es.pdf").read_bytes()
    with pymupdf.open(stream=pdf) as document:
        front, back = (page.get_text() for page in document)
    assert "Where it’s going" in front
    assert "Hacia dónde va" in back
    assert "Hacia dónde va" not in front
    assert_conforms(pdf, tmp_path)


def _in_another_language(pdf: bytes) -> list[tuple[str, str, set[int]]]:
    """Give role, language and pages of each element that says its own language (WCAG 3.1.2)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}

        def pages_of(element: Any) -> set[int]:
            below = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary)]
            return {pages[element.Pg.objgen]}.union(
                *(pages_of(kid) for kid in below if "/K" in kid)
            )

        return [
            (str(one.S), str(one.Lang), pages_of(one))
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary)
            and one.get("/Type") == "/StructElem"
            and "/Lang" in one
        ]


def test_the_second_side_says_its_language(empty_folder: Path) -> None:
    arguments = ["render", "music-producer", "--layout", "two-sider"]
    assert run([*arguments, "--lang", "en,es"]) == ExitCode.OK
    assert run([*arguments, "--lang", "en"]) == ExitCode.OK
    both = Path("output/music-producer-two-sider-letter-en-es.pdf").read_bytes()
    assert ("/Div", "es", {1}) in _in_another_language(both)
    one = Path("output/music-producer-two-sider-letter.pdf").read_bytes()
    assert _in_another_language(one) == []


def test_what_is_not_translated_says_its_language(tmp_path: Path) -> None:
    """A card among Spanish ones, and the title of an occupation in the official tables."""
    spanish = Variant(languages=(Language.SPANISH,))
    shutil.copy(CAREERS / "filmmaker.yaml", tmp_path / "own.yaml")
    own = LIBRARY.career(tmp_path / "own.yaml", Language.SPANISH)
    cards = typeset_section(
        LIBRARY.career(CAREERS / "chef.yaml", Language.SPANISH),
        layout=find_layout("card", (shipped("layouts"),), Paper.LETTER),
        variant=spanish,
        typesetter=_typesetter(),
        others=(own,),
    )
    said = _in_another_language(cards.pdf)
    assert [one[:2] for one in said if one[0] == "/Div"] == [("/Div", "en")] * 2
    page = _print("warehouse-worker", spanish)
    assert _in_another_language(page.pdf) == [("/Span", "en", {0})]


def test_a_layout_of_one_language_says_so(empty_folder: Path, capsys: Capture) -> None:
    assert run(["render", "music-producer", "--lang", "en,es"]) == ExitCode.USAGE
    assert "prints one language" in capsys.readouterr().err
