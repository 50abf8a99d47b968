"""Files for a print shop as they are asked for: beside the others, proved, or refused in words."""

import io
import json
from pathlib import Path

import outloud
import page as page_validation
import pikepdf
import pytest
from PIL import Image
from tests.pdf_text import painted
from tests.plates import plates
from tests.unit.press.test_press import drawn

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.preflight.preflight import preflight
from careerprint.press.press import Press
from careerprint.publish.for_press import ForPress, write_for_press

Capture = pytest.CaptureFixture[str]
_UA_1 = page_validation.ValidationProfile.PDF_UA_1
_A_2A = page_validation.ValidationProfile.PDF_A_2A


def project(**press: object) -> None:
    """Write the settings of a project in this folder."""
    lines = [f"  {key}: {value}" for key, value in press.items()]
    Path("careerprint.yaml").write_text("\n".join(("press:", *lines, "")), encoding="utf-8")


def assert_ready(file: Path, folder: Path) -> None:
    """Fail if a press file has a flaw that is an error, or is not what its metadata claim."""
    pdf = file.read_bytes()
    assert [flaw.said for flaw in preflight(pdf) if flaw.is_error] == []
    copy = folder / "press.pdf"
    copy.write_bytes(pdf)
    links = "LNK-010"  # addresses that are no links: a press prints, and follows none
    found = [(one.rule, one.message) for one in outloud.check(str(copy)).sorted_findings()]
    assert [one for one in found if one[0] != links] == []
    for profile in (_UA_1, _A_2A):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []


def test_a_press_file_stands_beside_the_other(
    empty_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert run(["render", "chef", "--press", "-o", "out"]) == ExitCode.OK
    names = ["out/chef-one-pager-letter.pdf", "out/chef-one-pager-letter-press.pdf"]
    assert capsys.readouterr().out.split() == names
    screen, press = map(Path, names)
    assert_ready(press, tmp_path)
    assert painted(press.read_bytes()) == painted(screen.read_bytes())
    with pikepdf.open(screen) as pdf:
        assert "/Annots" in pdf.pages[0], "the file for the screen keeps its links"
    before = press.read_bytes()
    assert run(["render", "chef", "--press", "-o", "out"]) == ExitCode.OK
    assert press.read_bytes() == before


def test_json_names_both(empty_folder: Path, capsys: Capture) -> None:
    assert run(["render", "chef", "--press", "--json", "-o", "out"]) == ExitCode.OK
    (record,) = json.loads(capsys.readouterr().out)
    assert record["press"].endswith("chef-one-pager-letter-press.pdf")


def test_one_file_of_all_has_one_for_the_press(empty_folder: Path, tmp_path: Path) -> None:
    careers = ["chef", "welder", "farmer", "paralegal"]
    options = ["--layout", "card", "--press", "--combined", "cards.pdf"]
    assert run(["render", *careers, *options]) == ExitCode.OK
    assert_ready(Path("cards-press.pdf"), tmp_path)


def test_a_project_says_how_its_shop_wants_them(empty_folder: Path) -> None:
    project(bleed_mm=5, marks="false", small_text_in_black="true")
    assert run(["render", "music-producer", "--press", "-o", "out"]) == ExitCode.OK
    pdf = Path("out/music-producer-one-pager-letter-press.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        assert float(page.TrimBox[0]) - float(page.MediaBox[0]) == pytest.approx(14.17, abs=0.01)
    assert "small type" not in {flaw.rule for flaw in preflight(pdf)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"bleed_mm": 0}, "bleed_mm"),
        ({"bleed_mm": 100}, "bleed_mm"),
        ({"ink_limit_percent": 30}, "ink_limit_percent"),
        ({"profile": "screen.icc", "condition": "Other"}, "screen.icc is not an ICC profile"),
        ({"profile": "none.icc", "condition": "Other"}, "none.icc cannot be read"),
        ({"profile": "huge.icc", "condition": "Other"}, "huge.icc is larger than 16 MiB"),
        ({"profile": "screen.icc"}, "needs the name of its printing condition"),
        ({"condition": "FOGRA51"}, "FOGRA51 needs its colour profile"),
        ({"condition": "GRACoL.icc"}, "is a file's name, which no shop knows"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    empty_folder: Path, capsys: Capture, said: dict[str, object], expected: str
) -> None:
    Path("screen.icc").write_bytes(b"not a profile")
    with Path("huge.icc").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    project(**said)
    assert run(["render", "chef", "--press"]) == ExitCode.USAGE
    error = capsys.readouterr().err
    assert expected in error
    assert "careerprint.yaml:" in error
    assert not Path("output").exists()


def test_a_form_for_a_screen_is_not_for_the_press(empty_folder: Path, capsys: Capture) -> None:
    options = ["--layout", "worksheet", "--fillable", "--press"]
    assert run(["render", "chef", *options]) == ExitCode.USAGE
    assert "use one of them" in capsys.readouterr().err


def test_a_picture_on_the_trim_is_refused(empty_folder: Path, capsys: Capture) -> None:
    project(marks="true")
    assert run(["layout", "new", "mine", "--like", "one-pager"]) == ExitCode.OK
    Image.new("RGB", (600, 60), (200, 30, 60)).save("layouts/mine/photo.png")
    style = Path("layouts/mine/style.css")
    rule = "@page { background: url(photo.png) no-repeat left bottom / 30mm 3mm }"
    style.write_text(f"{style.read_text(encoding='utf-8')}\n{rule}\n", encoding="utf-8")
    arguments = ["render", "chef", "--layout", "mine", "--press", "-o", "out"]
    assert run(arguments) == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    assert "a picture ends on the cut or just beyond it (left)" in said.err
    assert not list(Path("out").glob("*-press.pdf"))


def test_a_coarse_logo_is_said(empty_folder: Path, capsys: Capture) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (57, 28), (90, 20, 120)).save(picture, "PNG")
    Path("logo.png").write_bytes(picture.getvalue())
    Path("careerprint.yaml").write_text("brand:\n  logo: logo.png\n", encoding="utf-8")
    assert run(["render", "chef", "--press", "-o", "out"]) == ExitCode.OK
    assert "dots an inch, and will look soft" in capsys.readouterr().err


def test_what_would_show_a_white_edge_is_not_written(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerprint.press import content
    from careerprint.press.press import press_for

    assert run(["render", "chef", "--press", "--no-cache", "-o", "out"]) == ExitCode.OK
    press = Path("out/chef-one-pager-letter-press.pdf")
    before = press.read_bytes()
    monkeypatch.setattr(content, "in_bleed", lambda *_: None)
    press_for.cache_clear()
    assert run(["render", "chef", "--press", "--no-cache", "-o", "out"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    assert "error: page 1, 0 mm from the left and 0 mm from the head: an area ends on" in said.err
    assert f"{press} is of an earlier run, and out of date" in said.err
    press_for.cache_clear()
    assert press.read_bytes() == before
    assert Path("out/chef-one-pager-letter.pdf").is_file()


@pytest.fixture
def booklet(empty_folder: Path) -> Path:
    """Give a small booklet with a file for the press beside it."""
    careers = ["chef", "music-producer"]
    options = ["--edition", "pocket", "--for", "Ana Ejemplo", "--press", "-o", "ana.pdf"]
    assert run(["booklet", *careers, *options]) == ExitCode.OK
    return Path("ana.pdf")


def test_a_booklet_has_one_for_the_press(booklet: Path, tmp_path: Path) -> None:
    press = Path("ana-press.pdf")
    assert_ready(press, tmp_path)
    assert painted(press.read_bytes()) == painted(booklet.read_bytes())
    with pikepdf.open(press) as pdf:
        assert str(pdf.docinfo.Title).endswith("Ana Ejemplo")


def _full_bleed(pages: int) -> bytes:
    """Give half-letter pages that are purple all over, with a white panel."""
    page = drawn(b"0.4 0.1 0.5 rg 0 0 396 612 re f 1 g 90 90 200 200 re f", size=(396, 612))
    with pikepdf.open(io.BytesIO(page)) as pdf:
        del pdf.pages[0].Resources.Font
        for _ in range(pages - 1):
            pdf.pages.append(pdf.pages[0])
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def test_sheets_have_one_for_the_press(empty_folder: Path, tmp_path: Path, capsys: Capture) -> None:
    Path("pages.pdf").write_bytes(_full_bleed(4))
    options = ["--scheme", "saddle", "--press", "-o", "sheets.pdf"]
    assert run(["impose", "pages.pdf", *options]) == ExitCode.OK
    assert capsys.readouterr().out == "sheets.pdf\nsheets-press.pdf\n"
    pdf = Path("sheets-press.pdf").read_bytes()
    assert [flaw.said for flaw in preflight(pdf) if flaw.rule == "edges"] == []
    for sheet in plates(pdf, tmp_path):
        slug = (3.175 + 7) * 72 / 25.4
        places = [(1, 300), (-7, 300), (790, 300), (799, 300), (100, -7), (700, 619)]
        inks = {sheet.at(slug + x, slug + y) for x, y in places}
        assert len(inks) == 1
        assert inks != {(0, 0, 0, 0)}


def test_sheets_for_the_press_have_no_marks_within_the_cut(booklet: Path) -> None:
    for more in ((), ("--no-marks",)):
        target = f"sheets{len(more)}.pdf"
        options = ["--scheme", "saddle", "--press", *more, "-o", target]
        assert run(["impose", str(booklet), *options]) == ExitCode.OK
    assert Path("sheets0-press.pdf").read_bytes() == Path("sheets1-press.pdf").read_bytes()
    assert Path("sheets0.pdf").read_bytes() != Path("sheets1.pdf").read_bytes()


def test_of_a_folder_files_for_the_press_are_left_aside(booklet: Path, capsys: Capture) -> None:
    Path("all").mkdir()
    for name in ("ana.pdf", "ana-press.pdf"):
        Path(name).rename(Path("all") / name)
    options = ["--scheme", "saddle", "--press", "-o", "sheets"]
    assert run(["impose", "all", *options]) == ExitCode.OK
    assert "left aside: 1 for a press" in capsys.readouterr().err
    names = sorted(file.name for file in Path("sheets").glob("ana*"))
    assert names == ["ana-press.pdf", "ana.pdf"]
    assert run(["impose", "all", *options]) == ExitCode.OK
    assert "earlier sheets" not in capsys.readouterr().err
    assert run(["impose", "all", *options[:2], "-o", "sheets"]) == ExitCode.OK
    assert "earlier sheets that are of no booklet any more: 1 file" in capsys.readouterr().err


def test_a_batch_has_a_folder_for_the_press(empty_folder: Path, capsys: Capture) -> None:
    rows = ("First,Last,Careers", "Ana,Ejemplo,chef", "Ben,Muster,chef; music-producer")
    Path("roster.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    arguments = ["batch", "roster.csv", "-o", "out", "--edition", "pocket", "--press", "--imposed"]
    assert run([*arguments, "--workers", "1"]) == ExitCode.OK
    said = capsys.readouterr()
    assert "2 files for the press" in said.err
    assert "out/press" in said.out.split()
    made = sorted(Path("out/press").rglob("*.pdf"))
    assert [file.name for file in made] == ["Ejemplo-Ana-press.pdf", "Muster-Ben-press.pdf"]
    for file in (*made, *Path("out/imposed").rglob("*-press.pdf")):
        flaws = preflight(file.read_bytes())
        assert [flaw.said for flaw in flaws if flaw.is_error] == []
    assert len(list(Path("out/imposed").rglob("*-press.pdf"))) == 2
    Path("roster.csv").write_text("\n".join(rows[:2]) + "\n", encoding="utf-8")
    assert run([*arguments, "--prune", "--workers", "1"]) == ExitCode.OK
    assert "deleted earlier files for the press" in capsys.readouterr().err
    assert [file.name for file in Path("out/press").rglob("*.pdf")] == ["Ejemplo-Ana-press.pdf"]


def test_a_profile_that_proves_damaged_ends_it_before_anything(
    empty_folder: Path, capsys: Capture
) -> None:
    head = bytearray(500)
    head[:4], head[12:20], head[36:40] = (500).to_bytes(4, "big"), b"prtrCMYK", b"acsp"
    Path("half.icc").write_bytes(head)
    project(profile="half.icc", condition="Other")
    for command in (["render", "chef", "-o", "out"], ["booklet", "chef", "-o", "b.pdf"]):
        assert run([*command, "--press"]) == ExitCode.USAGE
        said = capsys.readouterr().err
        assert "press.profile: half.icc is damaged: it says nothing of its inks" in said
    assert sorted(one.name for one in Path().iterdir()) == ["careerprint.yaml", "half.icc"]


def test_one_that_cannot_be_pressed_does_not_stop_the_rest(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerprint.press.press_error import PressError

    made = Press.made

    def refusing(press: Press, pdf: bytes) -> bytes:
        if b"Chef" in pdf or "Chef" in painted(pdf):
            raise PressError("a picture in it cannot be separated into inks")
        return made(press, pdf)

    monkeypatch.setattr(Press, "made", refusing)
    assert run(["render", "chef", "welder", "--press", "-o", "out"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr()
    names = [Path(line).name for line in said.out.split()]
    assert names == [
        "chef-one-pager-letter.pdf",
        "welder-one-pager-letter.pdf",
        "welder-one-pager-letter-press.pdf",
    ]
    assert "chef-one-pager-letter-press.pdf: error: a picture in it cannot be" in said.err


def test_what_was_separated_is_kept_for_the_next_run(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerprint.press import content

    monkeypatch.setenv("CAREERPRINT_CACHE", str(empty_folder / "cache"))
    arguments = ["render", "chef", "--press", "--no-evidence", "-o"]
    assert run([*arguments, "out"]) == ExitCode.OK
    monkeypatch.setattr(content._Run, "separated", None)
    assert run([*arguments, "again"]) == ExitCode.OK
    name = "chef-one-pager-letter-press.pdf"
    assert (Path("out") / name).read_bytes() == (Path("again") / name).read_bytes()


def test_a_batch_makes_no_press_file_twice_and_keeps_none_in_the_cache(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerprint.batch import pressing

    monkeypatch.setenv("CAREERPRINT_CACHE", str(empty_folder / "cache"))
    rows = ("First,Last,Careers", "Ana,Ejemplo,chef", "Ben,Muster,chef")
    Path("roster.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    arguments = ["batch", "roster.csv", "-o", "out", "--layout", "card", "--workers", "1"]
    assert run(arguments) == ExitCode.OK
    before = sorted(Path("cache").rglob("*.section"))
    assert run([*arguments, "--press"]) == ExitCode.OK
    assert sorted(Path("cache").rglob("*.section")) == before
    made: list[Path] = []

    def counted(path: Path, pdf: bytes, press: Press) -> ForPress:
        made.append(path)
        return write_for_press(path, pdf, press)

    monkeypatch.setattr(pressing, "write_for_press", counted)
    files = sorted(Path("out/press").rglob("*-press.pdf"))
    assert len(files) == 2
    assert run([*arguments, "--press"]) == ExitCode.OK
    assert made == []
    files[0].write_bytes(files[0].read_bytes()[:-9])
    Path("careerprint.yaml").write_text("press:\n  marks: true\n", encoding="utf-8")
    assert run([*arguments, "--press"]) == ExitCode.OK
    assert len(made) == 1, "a damaged one is made anew"
    Path("careerprint.yaml").write_text("press:\n  marks: false\n", encoding="utf-8")
    assert run([*arguments, "--press"]) == ExitCode.OK
    assert len(made) == 3, "a shop that wants other files gets them"
    capsys.readouterr()
