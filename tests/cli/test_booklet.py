"""Booklets as a counselor makes them: numbers true, links landing, files with faults named."""

import shutil
import subprocess
from pathlib import Path

import outloud
import page as page_validation
import pymupdf
import pytest
from tests.conftest import CAREER_IDS, CAREERS
from tests.greys import colours_in
from tests.structure import Tree, stray

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.profile.library import Library
from careerprint.settings import Language

Capture = pytest.CaptureFixture[str]
SIX = ("chef", "farmer", "filmmaker", "paralegal", "project-manager", "welder")
UA = page_validation.ValidationProfile.PDF_UA_1
A = page_validation.ValidationProfile.PDF_A_2A
LIBRARY = Library((CAREERS,))


def _booklet(*arguments: str | Path, output: str = "booklet.pdf") -> int:
    return run(["booklet", *map(str, arguments), "-o", output])


def _open(path: str | Path = "booklet.pdf") -> pymupdf.Document:
    return pymupdf.open(stream=Path(path).read_bytes())


def _spec(text: str) -> Path:
    path = Path("booklet.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def _said(page: pymupdf.Page) -> str:
    return " ".join(page.get_text().split())


def _titles(careers: tuple[str, ...], language: Language = Language.ENGLISH) -> dict[str, str]:
    found = [LIBRARY.career(CAREERS / f"{name}.yaml", language) for name in careers]
    return {career.id: career.profile.title for career in found}


def _contents(document: pymupdf.Document) -> dict[str, tuple[str, int]]:
    """Give the contents: title → printed number, and the page that its link leads to."""
    found = {}
    for page in document.pages():
        for link in page.get_links():
            if link.get("page", -1) < 0:
                continue
            row = pymupdf.Rect(0, link["from"].y0, page.rect.width, link["from"].y1)
            words = page.get_text("words", clip=row)
            title = " ".join(page.get_text(clip=link["from"]).split())
            found[title] = (max(words, key=lambda word: word[0])[4], link["page"])
    return found


def _assert_true(document: pymupdf.Document, titles: dict[str, str]) -> None:
    """Fail unless contents, labels, links and bookmarks name the page of each career.

    Worksheets begin with the one of the first career.
    """
    contents = _contents(document)
    first, sheets = next(iter(titles.values())), {"Worksheets", "Hojas de trabajo"}
    toc = {title: page - 1 for level, title, page in document.get_toc() if level == 1}
    for title in titles.values():
        number, page = contents[title]
        assert document[page].get_label() == number
        assert (first if title in sheets else title) in _said(document[page])
        assert toc[title] == page
    assert all(0 <= page < len(document) for page in toc.values())


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a booklet of six careers for one reader."""
    path = tmp_path_factory.mktemp("six") / "booklet.pdf"
    assert run(["-q", "booklet", *SIX, "--for", "Ana Ruiz", "-o", str(path)]) == ExitCode.OK
    return path


def test_numbers_links_labels_and_bookmarks_of_six_are_true(six: Path) -> None:
    with _open(six) as document:
        _assert_true(document, _titles(SIX))
        labels = [page.get_label() for page in document]
        assert labels[0] == "Cover"
        assert labels[1:4] == ["i", "ii", "iii"]
        assert labels[-1] == "Back cover"
        arabic = [label for label in labels if label.isdecimal()]
        assert arabic == [str(n + 1) for n in range(len(arabic))]
        contents = _contents(document)
        assert list(contents)[: len(SIX)] == list(_titles(SIX).values())
        number, page = contents["Worksheets"]
        assert document[page].get_label() == number


def test_printed_numbers_are_the_labels(six: Path) -> None:
    with _open(six) as document:
        for page in document:
            foot = pymupdf.Rect(0, page.rect.height - 24, page.rect.width, page.rect.height)
            words = [word[4] for word in page.get_text("words", clip=foot)]
            if page.get_label() not in {"Cover", "Back cover"} and _said(page):
                assert words.count(page.get_label()) == 1, (page.number, words)


def test_the_cover_says_for_whom_and_no_other_page_does(six: Path) -> None:
    with _open(six) as document:
        assert "Ana Ruiz" in _said(document[0])
        assert not any("Ana Ruiz" in _said(page) for page in document if page.number)
        assert "Ana Ruiz" in document.metadata["title"]


def _assert_conforms(pdf: Path) -> None:
    """Fail with what either validator finds."""
    for profile in (UA, A):
        report = page_validation.validate_pdf_bytes(pdf.read_bytes(), profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []
    findings = outloud.check(str(pdf)).sorted_findings()
    assert [(f.rule, f.severity, f.message) for f in findings] == []
    subprocess.run(["qpdf", "--check", str(pdf)], check=True, capture_output=True)


def test_the_booklet_of_six_conforms_and_its_tree_is_whole(six: Path) -> None:
    import pikepdf

    _assert_conforms(six)
    with pikepdf.open(six) as pdf:
        tree = Tree(pdf)
        assert (tree.faults, stray(pdf, tree)) == ([], [])


@pytest.mark.prove
@pytest.mark.parametrize("options", [(), ("--paper", "a4"), ("--ink", "copier"), ("--state", "OH")])
def test_the_booklet_of_all_is_true_and_conforms(
    empty_folder: Path, options: tuple[str, ...]
) -> None:
    assert _booklet("--all", *options) == ExitCode.OK
    with _open() as document:
        _assert_true(document, _titles(CAREER_IDS))
    _assert_conforms(Path("booklet.pdf"))


def test_a_title_of_the_command_stands_on_the_cover(empty_folder: Path) -> None:
    assert _booklet("welder", "--title", "Sparks & steel") == ExitCode.OK
    with _open() as document:
        assert "Sparks & steel" in _said(document[0])
        assert document.metadata["title"] == "Sparks & steel"


def test_nothing_named_is_wrong_usage(empty_folder: Path, capsys: Capture) -> None:
    assert _booklet() == ExitCode.USAGE
    assert "name a booklet file or careers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: T\ncareers:\n- welder\n- weldr\n", ["booklet.yaml:4:3: error", "'welder'"]),
        ("title: T\ncareers: [welder]\nparts: [cover, carers]\n", [":3:16: error", "'careers'"]),
        (
            "title: T\ncareers:\n- {cluster: agricultur}\n",
            [":3:13: error", "there is no cluster 'agricultur'", "'agriculture'"],
        ),
        ("title: T\ncareers:\n- {}\n", [":3:3: error", "says nothing"]),
        ("title: T\ncareers: [welder]\ncolor: red\n", ["booklet.yaml:3"]),
        ("careers: [welder]\n", ["booklet.yaml", "title"]),
        ("", ["booklet.yaml"]),
        (
            "title: T\ncareers: [welder]\nparts: [cover, careers, cover]\n",
            [":3:25: error", "the part 'cover' is there twice"],
        ),
        (
            "title: T\ncareers: [welder]\ncover: none.png\n",
            ["the cover picture", "none.png cannot be read"],
        ),
        ("title: T\ncareers: [welder]\nlayout: chaptr\n", ["no layout 'chaptr'", "'chapter'"]),
    ],
    ids=[
        "career",
        "part",
        "cluster",
        "empty filter",
        "field",
        "no title",
        "empty",
        "part twice",
        "no picture",
        "layout",
    ],
)
def test_faults_of_a_booklet_file_are_named_with_their_line(
    text: str, said: list[str], empty_folder: Path, capsys: Capture
) -> None:
    assert _booklet(_spec(text)) == ExitCode.USAGE
    heard = capsys.readouterr().err
    assert [part for part in said if part not in heard] == []
    assert not Path("booklet.pdf").exists()


def test_a_file_that_is_not_there_is_said(empty_folder: Path, capsys: Capture) -> None:
    assert _booklet("gone.yaml") == ExitCode.USAGE
    assert "gone.yaml" in capsys.readouterr().err


def test_a_filter_that_matches_nothing_is_warned_of(empty_folder: Path, capsys: Capture) -> None:
    text = "title: T\ncareers:\n- welder\n- {cluster: agriculture, median_pay_over: 900000}\n"
    assert _booklet(_spec(text)) == ExitCode.OK
    heard = capsys.readouterr().err
    assert "booklet.yaml:4:3: warning: no career of the library matches this filter" in heard


def test_a_file_whose_filters_match_nothing_is_refused(empty_folder: Path, capsys: Capture) -> None:
    text = "title: T\ncareers:\n- {cluster: agriculture, median_pay_over: 900000}\n"
    assert _booklet(_spec(text)) == ExitCode.USAGE
    assert "there is no career to bind" in capsys.readouterr().err


def test_a_career_that_is_there_twice_is_bound_once(empty_folder: Path, capsys: Capture) -> None:
    text = "title: T\ncareers:\n- welder\n- {cluster: agriculture}\n- welder\n- farmer\n"
    assert _booklet(_spec(text)) == ExitCode.OK
    assert "booklet.yaml:5:3: warning: 'welder' is there twice" in capsys.readouterr().err
    with _open() as document:
        titles = [title for level, title, _ in document.get_toc() if level == 1]
    assert titles.count("Welder") == titles.count(_titles(("farmer",))["farmer"]) == 1


def test_two_careers_of_one_name_are_refused(empty_folder: Path, capsys: Capture) -> None:
    shutil.copy(CAREERS / "farmer.yaml", "welder.yaml")
    assert _booklet("welder", "./welder.yaml") == ExitCode.USAGE
    heard = capsys.readouterr().err
    assert "welder.yaml" in heard
    assert "rename" in heard
    assert not Path("booklet.pdf").exists()


def test_parts_may_be_left_out_and_re_ordered(empty_folder: Path) -> None:
    """The worksheets come after other parts with numbers of the same kind, or before them."""
    for parts in (
        "contents, careers, sources, short-list, worksheets",
        "contents, worksheets, careers",
        "cover, careers, contents, worksheets",
        "careers, worksheets, contents, back-cover",
    ):
        text = f"title: T\ncareers: [welder, farmer]\nparts: [{parts}]\n"
        assert _booklet(_spec(text)) == ExitCode.OK
        with _open() as document:
            _assert_true(document, {**_titles(("welder", "farmer")), "w": "Worksheets"})
            top = [title for level, title, _ in document.get_toc() if level == 1]
        names = {
            "contents": "Contents",
            "worksheets": "Worksheets",
            "careers": _titles(("welder",))["welder"],
        }
        wanted = [names[part] for part in parts.split(", ") if part in names]
        assert [title for title in top if title in wanted] == wanted


def test_numbers_stay_true_when_parts_do_not_start_right(empty_folder: Path) -> None:
    text = (
        "title: T\ncareers: [welder, farmer, chef]\nstarts_right: false\n"
        "worksheet_after_each: true\nparts: [contents, careers, short-list, worksheets]\n"
    )
    assert _booklet(_spec(text)) == ExitCode.OK
    with _open() as document:
        _assert_true(document, {**_titles(("welder", "farmer", "chef")), "w": "Worksheets"})


@pytest.mark.parametrize("parts", ["cover, contents", "contents, worksheets", "cover"])
def test_a_booklet_without_its_careers_is_made_or_refused_in_words(
    parts: str, empty_folder: Path, capsys: Capture
) -> None:
    code = _booklet(_spec(f"title: T\ncareers: [welder]\nparts: [{parts}]\n"))
    heard = capsys.readouterr().err
    if "contents" in parts:
        assert code == ExitCode.USAGE
        assert "booklet.yaml:3" in heard
        assert "careers" in heard
    else:
        assert code == ExitCode.OK


def test_a_project_may_bring_parts_of_its_own(empty_folder: Path) -> None:
    Path("careerprint.yaml").write_text("", encoding="utf-8")
    own = Path("layouts/_booklet")
    own.mkdir(parents=True)
    (own / "letter.html.j2").write_text(
        "<h1>A letter</h1><p>To all who read {{ page.title }}.</p>", encoding="utf-8"
    )
    text = "title: Roads\ncareers: [welder]\nparts: [cover, letter, contents, careers]\n"
    assert _booklet(_spec(text)) == ExitCode.OK
    with _open() as document:
        assert "To all who read Roads." in _said(document[1])
        assert [1, "Letter", 2] in document.get_toc()


def test_a_fault_in_a_part_of_ones_own_names_its_line(empty_folder: Path, capsys: Capture) -> None:
    Path("careerprint.yaml").write_text("", encoding="utf-8")
    own = Path("layouts/_booklet")
    own.mkdir(parents=True)
    (own / "letter.html.j2").write_text("<h1>A letter</h1>\n{{ page.titel }}\n", encoding="utf-8")
    text = "title: Roads\ncareers: [welder]\nparts: [letter, careers]\n"
    assert _booklet(_spec(text)) == ExitCode.USAGE
    heard = capsys.readouterr().err
    assert "letter.html.j2:2" in heard
    assert "titel" in heard


def test_a_huge_cover_picture_stays_on_the_cover(empty_folder: Path) -> None:
    from PIL import Image

    Image.new("RGB", (4000, 500), "teal").save("wide.png")
    text = "title: T\ncareers: [welder]\ncover: wide.png\nparts: [cover, careers]\n"
    assert _booklet(_spec(text)) == ExitCode.OK
    with _open() as document:
        (image,) = document[0].get_image_info()
        assert pymupdf.Rect(image["bbox"]) in document[0].rect
        assert document[1].get_image_info() == []


def test_a_picture_too_large_or_of_another_kind_is_refused(
    empty_folder: Path, capsys: Capture
) -> None:
    Path("big.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(30_000_000))
    Path("page.svg").write_text("<html></html>", encoding="utf-8")
    for name in ("big.png", "page.svg"):
        assert _booklet(_spec(f"title: T\ncareers: [welder]\ncover: {name}\n")) == ExitCode.USAGE
        assert f"the cover picture {name}" in capsys.readouterr().err


def test_copier_ink_is_black_alone(empty_folder: Path) -> None:
    assert _booklet("welder", "farmer", "--ink", "copier") == ExitCode.OK
    done = subprocess.run(
        ["gs", "-q", "-dSAFER", "-r36", "-sDEVICE=inkcov", "-o", "-", "booklet.pdf"],
        capture_output=True,
        text=True,
        check=True,
    )
    inks = [[float(n) for n in line.split()[:4]] for line in done.stdout.splitlines()]
    assert [ink[:3] for ink in inks] == [[0, 0, 0]] * len(inks)
    assert inks[0][3] > 0.01
    assert colours_in(Path("booklet.pdf").read_bytes()) == ()


def test_a_cover_or_logo_that_will_not_look_well_is_a_warning(
    empty_folder: Path, capsys: Capture
) -> None:
    from PIL import Image

    Image.new("RGB", (900, 300), "#fffff0").save("pale.png")
    Image.new("RGB", (300, 90), "teal").save("logo.png")
    Path("careerprint.yaml").write_text("brand:\n  logo: logo.png\n", encoding="utf-8")
    text = "title: T\ncareers: [welder]\ncover: pale.png\nparts: [cover, careers, back-cover]\n"
    assert _booklet(_spec(text)) == ExitCode.OK
    heard = capsys.readouterr().err
    assert ":3:8: warning: the cover picture pale.png can hardly be seen" in heard
    assert ":3:8: warning: the cover picture pale.png prints at 147 dots an inch" in heard
    assert "careerprint.yaml: warning: on the back cover logo.png prints at 127 dots" in heard


def test_a_photograph_for_a_press_is_the_copiers_cover(empty_folder: Path) -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[274] = 6
    Image.new("CMYK", (1200, 2400), (0, 200, 200, 0)).save("held.jpg", exif=exif)
    text = "title: T\ncareers: [welder]\ncover: held.jpg\nparts: [cover, careers]\n"
    assert _booklet(_spec(text), "--ink", "copier") == ExitCode.OK
    assert colours_in(Path("booklet.pdf").read_bytes()) == ()
    with _open() as document:
        (image,) = document[0].get_image_info()
    left, top, right, bottom = image["bbox"]
    assert (right - left) / (bottom - top) == pytest.approx(2, rel=0.02)


def test_a_spanish_booklet_speaks_spanish(empty_folder: Path) -> None:
    assert _booklet("filmmaker", "music-producer", "--lang", "es") == ExitCode.OK
    with _open() as document:
        _assert_true(document, _titles(("filmmaker", "music-producer"), Language.SPANISH))
        text = " ".join(_said(page) for page in document)
        assert "Contents" not in text
        assert "Worksheets" not in text
        assert document[0].get_label() != "Cover"
    import pikepdf

    with pikepdf.open("booklet.pdf") as pdf:
        assert str(pdf.Root.Lang) == "es"


def test_the_same_booklet_is_the_same_bytes(empty_folder: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        assert _booklet("welder", "--for", "Bo", output=name) == ExitCode.OK
    assert Path("one.pdf").read_bytes() == Path("two.pdf").read_bytes()
