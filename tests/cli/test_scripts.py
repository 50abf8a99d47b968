"""Booklets for readers whose names are not in Latin letters, from the cover to the bookmark."""

import subprocess
from pathlib import Path

import outloud
import page as page_validation
import pymupdf
import pytest

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
NAMES = (
    "王小明",
    "محمد علي",
    "김민준",
    "สมชาย ใจดี",
    "नेहा शर्मा",
    "יעל כהן",
    "Nguyễn Thị Hương",
    "ʻAulani Kahananui",
    "N̓ax̱wa",
    "ភូមិ សុខា",
    "தமிழ் செல்வன்",
    "అనిల్",
    "አበበ ቢቂላ",
)
TITLE = "我的职业手册"
SPEC = f"title: {TITLE}\nsubtitle: دليل المهن\nfor: Для класса\ncareers: [chef]\n"
LARGEST_PT = 38  # of what the pocket edition's cover sets a name in
PROFILES = (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_2A)


def _roster(rows: tuple[str, ...]) -> Path:
    path = Path("roster.csv")
    path.write_text("name,careers\n" + "".join(f"{row},chef\n" for row in rows), encoding="utf-8")
    return path


def _read_back(file: Path) -> str:
    """Give a PDF's text as Poppler reads it, without marks of direction."""
    done = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True)
    return done.stdout.decode().replace("\u202b", "").replace("\u202c", "")


@pytest.fixture(scope="module")
def booklets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a booklet for each name, all made by one run over a roster."""
    folder = tmp_path_factory.mktemp("scripts")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("booklet.yaml").write_text(SPEC, encoding="utf-8")
        arguments = ["--booklet", "booklet.yaml", "-o", "out", "--names", "{n}", "--workers", "2"]
        assert run(["batch", "--no-evidence", str(_roster(NAMES)), *arguments]) == ExitCode.OK
    files = sorted((folder / "out").glob("*.pdf"))
    return dict(zip(NAMES, files, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_from_cover_and_title(booklets: dict[str, Path], name: str) -> None:
    file = booklets[name]
    said = " ".join(_read_back(file).split())
    assert name in said.split("Chef")[0]  # on the cover
    assert TITLE in said
    assert "دليل المهن" in said
    with pymupdf.open(file) as document:
        assert document.metadata["title"] == f"{TITLE} – {name}"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_large_and_clear_of_what_is_below(booklets: dict[str, Path], name: str) -> None:
    with pymupdf.open(booklets[name]) as document:
        cover = document[0]
        lines = [line for block in cover.get_text("dict")["blocks"] for line in block["lines"]]
        spans = [span for line in lines for span in line["spans"] if span["text"].strip()]
        assert max(span["size"] for span in spans) == pytest.approx(LARGEST_PT, abs=0.01)
        title = next(span for span in spans if span["text"] == TITLE)
        top = title["origin"][1] - 0.95 * title["size"]  # of a Chinese character
        room = pymupdf.Rect(title["origin"][0], top - 2, cover.rect.width - 71, top)
        pixels = cover.get_pixmap(dpi=144, clip=room, colorspace=pymupdf.csGRAY).samples
    assert set(pixels) == {255}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_accessible_and_archivable(booklets: dict[str, Path], name: str) -> None:
    pdf = booklets[name].read_bytes()
    for profile in PROFILES:
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
    found = outloud.check(str(booklets[name])).sorted_findings()
    assert [(f.rule, f.message) for f in found] == []


def test_no_glyph_is_the_box_of_a_missing_one(booklets: dict[str, Path]) -> None:
    for name, file in booklets.items():
        with pymupdf.open(file) as document:
            traces = [span for page in document for span in page.get_texttrace()]
        glyphs = {glyph for span in traces for _, glyph, *_ in span["chars"]}
        assert 0 not in glyphs, name


def test_the_running_head_is_printed_in_any_script(booklets: dict[str, Path]) -> None:
    with pymupdf.open(booklets["王小明"]) as document:
        foot = [
            page.get_text(clip=(0, page.rect.height - 40, page.rect.width, page.rect.height))
            for page in document
        ]
    assert sum(TITLE in text for text in foot) >= 2
    assert any("Chef" in text for text in foot)


@pytest.mark.usefixtures("empty_folder")
def test_a_name_that_no_face_has_is_held_back_and_the_others_are_made(capsys: Capture) -> None:
    roster = _roster(("Zoë 🦄", "Ana Ejemplo"))
    assert run(["batch", str(roster), "-o", "out"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "roster.csv:2:1: error: no typeface at hand has 🦄 (U+1F984)" in said
    assert "--allow-missing" in said
    assert "Zoë" not in said
    assert len(list(Path("out").glob("*/*.pdf"))) == 1


@pytest.mark.usefixtures("empty_folder")
def test_it_is_printed_without_when_asked(capsys: Capture) -> None:
    roster = _roster(("Zoë 🦄",))
    assert run(["batch", str(roster), "-o", "out", "--allow-missing"]) == ExitCode.OK
    assert "warning: no typeface at hand has 🦄" in capsys.readouterr().err
    (file,) = Path("out").glob("*/*.pdf")
    assert _read_back(file).lstrip().startswith("Zoë\n")


@pytest.mark.usefixtures("empty_folder")
def test_handouts_that_name_nobody_are_not_held_back() -> None:
    roster = _roster(("Zoë 🦄",))
    assert run(["batch", str(roster), "--layout", "chapter", "-o", "out"]) == ExitCode.OK


@pytest.mark.usefixtures("empty_folder")
@pytest.mark.parametrize(
    ("arguments", "what"),
    [(["--for", "Zoë 🦄"], "the name"), (["--title", "Careers 🦄"], "the title")],
)
def test_one_booklet_is_refused(arguments: list[str], what: str, capsys: Capture) -> None:
    assert run(["booklet", "chef", *arguments, "-o", "x.pdf"]) == ExitCode.USAGE
    assert f"no typeface at hand has 🦄 (U+1F984), which {what} has" in capsys.readouterr().err
    assert not Path("x.pdf").exists()


@pytest.mark.usefixtures("empty_folder")
def test_a_line_of_a_booklet_file_is_named_with_its_place(capsys: Capture) -> None:
    Path("booklet.yaml").write_text("title: Jobs\nsubtitle: for 🦄\ncareers: [chef]\n", "utf-8")
    assert run(["booklet", "booklet.yaml", "-o", "x.pdf"]) == ExitCode.USAGE
    assert "booklet.yaml:2:11: error: no typeface at hand has 🦄" in capsys.readouterr().err
