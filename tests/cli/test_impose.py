"""Sheets as a counselor makes them: from our own PDFs, from others', and what can go wrong."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from tests.greys import colours_in
from tests.sheets import Word, numbered, sizes, texts, words
from tests.unit.binder.test_document_parts import combined

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def pages(empty_folder: Path) -> Path:
    """Give a PDF of seven numbered half-letter pages."""
    file = Path("pages.pdf")
    file.write_bytes(numbered(7))
    return file


def _impose(*arguments: str | Path) -> int:
    return run(["impose", *map(str, arguments)])


def test_a_booklet_is_made_and_said(pages: Path, capsys: Capture) -> None:
    assert _impose(pages, "--scheme", "saddle", "-o", "out/sheets.pdf") == ExitCode.OK
    said = capsys.readouterr()
    assert said.out == "out/sheets.pdf\n"
    assert said.err == (
        "2 sheets of letter, landscape; 1 blank page at the end; pages at full size; "
        "print on both sides, flip on the short edge\n"
    )
    assert texts(Path("out/sheets.pdf").read_bytes()) == [
        ["p1"],
        ["p2", "p7"],
        ["p6", "p3"],
        ["p4", "p5"],
    ]


def test_the_scale_to_a_given_paper_is_said(pages: Path, capsys: Capture) -> None:
    options = ("--scheme", "2up", "--paper", "a4", "-o", "sheets.pdf")
    assert _impose(pages, *options) == ExitCode.OK
    assert "4 sheets of a4, landscape" in (said := capsys.readouterr().err)
    assert "pages scaled to 97.3%" in said
    assert sizes(Path("sheets.pdf").read_bytes()) == [(841.89, 595.28)] * 4


def test_quiet_says_the_path_alone(pages: Path, capsys: Capture) -> None:
    assert run(["-q", "impose", str(pages), "--scheme", "4up", "-o", "sheets.pdf"]) == ExitCode.OK
    said = capsys.readouterr()
    assert (said.out, said.err) == ("sheets.pdf\n", "")


def test_marks_and_creep_are_options(pages: Path) -> None:
    made = set()
    for options in ((), ("--no-marks",), ("--creep", "2.5")):
        assert _impose(pages, "--scheme", "saddle", *options, "-o", "s.pdf") == ExitCode.OK
        made.add(Path("s.pdf").read_bytes())
    assert len(made) == 3


def test_our_leaflet_becomes_one_letter_sheet(empty_folder: Path, capsys: Capture) -> None:
    run(["render", "filmmaker", "--layout", "leaflet", "--paper", "half-letter", "-o", "."])
    leaflet = capsys.readouterr().out.strip()
    assert _impose(leaflet, "--scheme", "saddle", "-o", "sheets.pdf") == ExitCode.OK
    assert "1 sheet of letter, landscape; pages at full size" in capsys.readouterr().err
    with pikepdf.open("sheets.pdf") as pdf:
        assert pdf.docinfo["/Title"] == "Filmmaker (sheets)"
        assert "/MarkInfo" not in pdf.Root
        assert "/StructTreeRoot" not in pdf.Root
    front, back = (_halves(side) for side in words(Path("sheets.pdf").read_bytes()))
    first, second, third, fourth = (
        sorted(word.text for word in page) for page in words(Path(leaflet).read_bytes())
    )
    assert (front, back) == ((fourth, first), (second, third))
    assert "Filmmaker" in first


def _halves(side: list[Word]) -> tuple[list[str], list[str]]:
    """Give the words left and right of the fold of a Letter sheet."""
    left = sorted(word.text for word in side if word.x < 396)
    return left, sorted(word.text for word in side if word.x >= 396)


def test_a_copiers_page_stays_grey_on_its_sheet(empty_folder: Path, capsys: Capture) -> None:
    run(["render", "filmmaker", "--ink", "copier", "-o", "."])
    page = capsys.readouterr().out.strip()
    assert _impose(page, "--scheme", "saddle", "-o", "sheets.pdf") == ExitCode.OK
    done = subprocess.run(
        ["gs", "-q", "-dSAFER", "-sDEVICE=inkcov", "-o", "-", "sheets.pdf"],
        capture_output=True,
        text=True,
        check=True,
    )
    inks = [[float(n) for n in line.split()[:4]] for line in done.stdout.splitlines()]
    assert [ink[:3] for ink in inks] == [[0, 0, 0]] * 2
    assert colours_in(Path("sheets.pdf").read_bytes()) == ()
    assert inks[0][3] > 0.01


@pytest.mark.parametrize("output", ["pages.pdf", "./pages.pdf", "link.pdf"])
def test_the_source_is_never_overwritten(output: str, pages: Path, capsys: Capture) -> None:
    before = pages.read_bytes()
    Path("link.pdf").symlink_to(pages)
    assert _impose(pages, "--scheme", "saddle", "-o", output) == ExitCode.USAGE
    assert "is the PDF to be laid out" in capsys.readouterr().err
    assert pages.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--scheme", "saddle", "--creep", "-1"), "a creep of -1 mm cannot be"),
        (("--scheme", "saddle", "--creep", "21"), "a creep of 21 mm cannot be"),
        (("--scheme", "2up", "--creep", "1"), "no creep"),
        (("--scheme", "perfect"), "'saddle', '2up', '4up'"),
        (("--scheme", "saddle", "--paper", "a5"), "'letter', 'a4'"),
        ((), "--scheme"),
    ],
)
def test_wrong_usage_makes_nothing(
    options: tuple[str, ...], message: str, pages: Path, capsys: Capture
) -> None:
    assert _impose(pages, *options, "-o", "sheets.pdf") == ExitCode.USAGE
    assert message in capsys.readouterr().err
    assert not Path("sheets.pdf").exists()


def test_a_file_that_cannot_be_used_is_named(pages: Path, capsys: Capture) -> None:
    Path("page.html").write_text("<!doctype html>", encoding="utf-8")
    with pikepdf.open(pages) as pdf:
        pdf.save("locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    for name, message in {
        "page.html": "page.html: error: this is not a PDF",
        "locked.pdf": "locked.pdf: error: this PDF is protected with a password",
        "absent.pdf": "absent.pdf: error: there is no such file",
    }.items():
        assert _impose(name, "--scheme", "saddle", "-o", "sheets.pdf") == ExitCode.SOME_FAILED
        assert message in capsys.readouterr().err
    assert not Path("sheets.pdf").exists()


def test_a_repaired_source_is_warned_of_even_when_quiet(pages: Path, capsys: Capture) -> None:
    pages.write_bytes(pages.read_bytes()[:-30])
    assert run(["-q", "impose", str(pages), "--scheme", "saddle", "-o", "s.pdf"]) == ExitCode.OK
    assert "pages.pdf: warning: this PDF is damaged" in capsys.readouterr().err


def test_an_output_that_is_a_folder_is_said(pages: Path, capsys: Capture) -> None:
    Path("out").mkdir()
    assert _impose(pages, "--scheme", "saddle", "-o", "out") == ExitCode.SOME_FAILED
    assert "out cannot be written" in capsys.readouterr().err


# --- folders -----------------------------------------------------------------------------------


@pytest.fixture
def folder(empty_folder: Path) -> Path:
    """Give a folder of two booklets in two classes, and a file that is none."""
    for name, count in (("9A/a.pdf", 7), ("9B/b.pdf", 4), ("9B/c.pdf", 0)):
        Path("in", name).parent.mkdir(parents=True, exist_ok=True)
        Path("in", name).write_bytes(numbered(count) if count else b"%PDF-1.7 no more")
    return Path("in")


def test_a_folder_is_laid_out_file_by_file_and_the_rest_goes_on(
    folder: Path, capsys: Capture
) -> None:
    assert _impose(folder, "--scheme", "saddle", "-o", "in/sheets") == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    assert said.out == "in/sheets\n"
    assert "in/9B/c.pdf: error: this is not a whole PDF" in said.err
    assert (
        "2 booklets, each by itself, on 3 sheets of letter, landscape; 1 blank page at their ends; "
        "pages at full size; print on both sides, flip on the short edge\n"
    ) in said.err
    made = sorted(path.relative_to("in/sheets").as_posix() for path in Path("in/sheets").rglob("*"))
    assert made == ["9A", "9A/a.pdf", "9B", "9B/b.pdf"]
    alone = run(["impose", "in/9A/a.pdf", "--scheme", "saddle", "-o", "alone.pdf"])
    assert alone == ExitCode.OK
    assert Path("alone.pdf").read_bytes() == Path("in/sheets/9A/a.pdf").read_bytes()


def test_neither_sheets_nor_files_of_many_are_laid_out_again(folder: Path, capsys: Capture) -> None:
    Path("in/9B/c.pdf").unlink()
    Path("in/all.pdf").write_bytes(combined(4, 4))
    _impose(folder, "--scheme", "saddle", "-o", "in/sheets")
    capsys.readouterr()
    assert _impose(folder, "--scheme", "2up", "-o", "other") == ExitCode.OK
    said = capsys.readouterr().err
    assert "left aside: 2 sheets, 1 of many booklets in one\n" in said
    assert len(list(Path("other").rglob("*.pdf"))) == 2


def test_sheets_of_booklets_that_are_gone_are_told_and_pruned(
    folder: Path, capsys: Capture
) -> None:
    Path("in/9B/c.pdf").unlink()
    _impose(folder, "--scheme", "saddle", "-o", "out")
    Path("out/notes.pdf").write_bytes(numbered(1))
    Path("in/9B/b.pdf").unlink()
    capsys.readouterr()
    assert _impose(folder, "--scheme", "saddle", "-o", "out") == ExitCode.OK
    said = capsys.readouterr().err
    assert "out has earlier sheets that are of no booklet any more: 1 file" in said
    assert "--prune" in said
    assert Path("out/9B/b.pdf").exists()
    assert _impose(folder, "--scheme", "saddle", "-o", "out", "--prune") == ExitCode.OK
    assert not Path("out/9B/b.pdf").exists()
    assert Path("out/notes.pdf").exists()  # it is no sheets of ours


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("in", "--scheme", "saddle", "-o", "in"), "take the place of the booklets"),
        (("in", "--scheme", "saddle", "-o", "in/../in"), "take the place of the booklets"),
        (("in", "--scheme", "saddle", "-o", "in/9A/a.pdf"), "is a file"),
        (("in", "--scheme", "2up", "--creep", "1", "-o", "out"), "no creep"),
        (("empty", "--scheme", "2up", "-o", "out"), "has no booklets"),
        (("in/9A/a.pdf", "--scheme", "2up", "--prune", "-o", "out"), "goes with a folder"),
    ],
)
def test_a_folder_that_cannot_be_laid_out_is_wrong_usage(
    arguments: tuple[str, ...], message: str, folder: Path, capsys: Capture
) -> None:
    Path("empty").mkdir()
    before = {path: path.read_bytes() for path in Path("in").rglob("*.pdf")}
    assert _impose(*arguments) == ExitCode.USAGE
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in Path("in").rglob("*.pdf")} == before
    assert not Path("out").exists()


def test_booklets_of_a_folder_above_are_not_overwritten(folder: Path, capsys: Capture) -> None:
    Path("in/a.pdf").write_bytes(numbered(3))
    assert _impose("in/9A", "--scheme", "saddle", "-o", "in") == ExitCode.SOME_FAILED
    assert "place of another file" in capsys.readouterr().err
    assert Path("in/a.pdf").read_bytes() == numbered(3)


def test_small_type_is_told_once_for_many_files(empty_folder: Path, capsys: Capture) -> None:
    Path("in").mkdir()
    for name in ("a", "b", "c"):
        Path(f"in/{name}.pdf").write_bytes(numbered(4, (612, 792)))
    assert _impose("in", "--scheme", "2up", "--paper", "letter", "-o", "out") == ExitCode.OK
    said = capsys.readouterr().err
    assert "small type of 12.0 pt will be 7.8 pt on the sheet" in said
    assert said.count("warning:") == 1
    assert "the same holds for 2 other files" in said


def test_worker_processes_give_the_same_sheets(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("in").mkdir()
    for number in range(6):
        Path(f"in/{number}.pdf").write_bytes(numbered(number + 1))
    assert _impose("in", "--scheme", "saddle", "-o", "here") == ExitCode.OK
    monkeypatch.setattr("careerprint.batch.imposing._WORTH_WORKERS", 2)
    assert _impose("in", "--scheme", "saddle", "-o", "there") == ExitCode.OK
    here, there = (
        {path.name: path.read_bytes() for path in Path(name).iterdir()}
        for name in ("here", "there")
    )
    assert here == there
    assert len(here) == 6
