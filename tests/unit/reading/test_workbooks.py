"""Workbooks as other programs write them: read as Excel shows them, or it is said why not.

Each is made by the test, part by part where no library writes such a thing. All persons are
made up.
"""

import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.rosters import Roster, whole_roster

from careerprint.errors import ExitCode, InputError
from careerprint.figures.importing import read_release
from careerprint.profile.career_names import CareerNames
from careerprint.reading.open_table import open_sheets
from careerprint.reading.sheets import Oddity, Row
from careerprint.roster.roster import read_roster

TITLES = {"chef": ("Chef",), "welder": ("Welder",), "farmer": ("Farmer",)}
HEADER: list[object] = ["Name", "Class", "Email", "Careers"]
ANA: list[object] = ["Ana Ejemplo", "7A", "ana@example.org", "chef"]
BEN: list[object] = ["Ben Sample", "7A", "ben@example.org", "welder"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "roster.xlsx"


def _saved(
    path: Path, rows: list[list[object]], change: Callable[[Worksheet], object] | None = None
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    book.save(path)
    return path


def _rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a workbook anew with some of its parts changed; ``part`` begins their names."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name.startswith(part) else content)
    return path


def _roster(path: Path) -> Roster:
    return whole_roster(read_roster(path, names=CareerNames(TITLES)))


def _rows(path: Path) -> list[Row]:
    with open_sheets(path) as sheets:
        return list(next(sheets).rows)


def _places(roster: Roster) -> list[tuple[int, int, str]]:
    return [(d.location.line, d.location.column, d.severity) for d in roster.diagnostics]


def test_styles_that_a_library_cannot_take_do_not_matter(path: Path) -> None:
    _saved(path, [HEADER, ANA])
    _rewritten(path, "xl/styles.xml", lambda xml: xml.replace(b"<patternFill/>", b""))
    with zipfile.ZipFile(path) as archive:
        assert b"<fill/>" in archive.read("xl/styles.xml").replace(b"<fill></fill>", b"<fill/>")
    with pytest.raises(TypeError):
        openpyxl.load_workbook(path)
    assert [one.name for one in _roster(path).students] == ["Ana Ejemplo"]


@pytest.mark.parametrize("which", ["roster", "figures"])
def test_a_flipped_byte_within_a_sheet_is_refused_in_words(path: Path, which: str) -> None:
    _saved(path, [HEADER, *([ANA] * 50)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    with pytest.raises(InputError, match="not a whole XLSX workbook") as caught:
        _roster(path) if which == "roster" else read_release(path)
    assert caught.value.exit_code is ExitCode.USAGE
    assert "download" in caught.value.diagnostics[0].hint


def test_a_workbook_with_a_password_is_said_so(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000))
    with pytest.raises(InputError, match="with a password"):
        _roster(path)


def test_a_fault_of_ours_is_not_taken_for_one_of_the_file(path: Path) -> None:
    _saved(path, [HEADER, ANA])

    def use(_: Row) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), open_sheets(path) as sheets:
        use(next(next(sheets).rows))


def test_a_formula_without_its_value_is_told_by_row_and_column(path: Path) -> None:
    rows: list[list[object]] = [
        HEADER,
        ['=CONCATENATE("Ana"," ","Ejemplo")', "7A", "ana@example.org", "chef"],
        [
            "Ben Sample",
            '="7"&"A"',
            '=HYPERLINK("mailto:ben@example.org","ben@example.org")',
            "chef",
        ],
        ["Cy Sample", "7A", '=HYPERLINK("cy@example.org")', '="welder"'],
    ]
    roster = _roster(_saved(path, rows))
    assert _places(roster) == [(2, 1, "error"), (3, 2, "error")]
    assert all("formula" in one.message and "Excel" in one.hint for one in roster.diagnostics)
    assert [(one.email, one.careers) for one in roster.students] == [
        ("cy@example.org", ("welder",))
    ]


def test_a_formula_with_its_value_and_an_empty_one_are_no_fault(path: Path) -> None:
    cells = (
        b'<row r="2"><c r="A2" t="str"><f>B9</f><v>Ana Ejemplo</v></c>'
        b'<c r="B2" t="str"><f>IF(1,"","x")</f><v></v></c>'
        b'<c r="D2" t="str"><f>"chef"</f><v>chef</v></c></row></sheetData>'
    )
    _saved(path, [HEADER])
    _rewritten(path, "xl/worksheets/", lambda xml: xml.replace(b"</sheetData>", cells))
    roster = _roster(path)
    assert roster.diagnostics == ()
    assert [(one.name, one.group) for one in roster.students] == [("Ana Ejemplo", "")]


def test_the_nought_that_a_program_stores_for_every_formula_is_no_value(path: Path) -> None:
    cells = (
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>Ana Ejemplo</t></is></c>'
        b'<c r="B2"><f>1+6</f><v>0</v></c>'
        b'<c r="D2" t="inlineStr"><is><t>chef</t></is></c></row></sheetData>'
    )
    _saved(path, [HEADER])
    _rewritten(path, "xl/worksheets/", lambda xml: xml.replace(b"</sheetData>", cells))
    assert _places(_roster(path)) == [(2, 2, "error")]


def test_merged_cells_stand_for_their_rows_and_columns_and_are_said(path: Path) -> None:
    rows: list[list[object]] = [
        ["Class", "Student Name", None, "Careers"],
        ["7A", "Ejemplo", "Ana", "chef"],
        [None, "Sample", "Ben", "welder"],
        [None, None, None, None],
        ["7B", "Muster", "Testa", "farmer"],
    ]

    def merge(sheet: Worksheet) -> None:
        for name in ("A2:A4", "B1:C1"):
            sheet.merge_cells(name)

    roster = _roster(_saved(path, rows, merge))
    assert [(one.group, one.name) for one in roster.students] == [
        ("7A", "Ejemplo Ana"),
        ("7A", "Sample Ben"),
        ("7B", "Muster Testa"),
    ]
    header, below = roster.diagnostics
    assert (header.location.line, header.location.column) == (1, 2)
    assert "merged over 2 columns" in header.message
    assert "A2:A4" in below.message


def test_a_header_of_two_rows_is_read_by_its_lower_one(path: Path) -> None:
    rows: list[list[object]] = [
        ["Class", "Student", None, "Careers"],
        [None, "Last name", "First name", None],
        ["7A", "Ejemplo", "Ana", "chef"],
    ]

    def merge(sheet: Worksheet) -> None:
        for name in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(name)

    roster = _roster(_saved(path, rows, merge))
    assert roster.diagnostics == ()
    assert [(one.name, one.group) for one in roster.students] == [("Ana Ejemplo", "7A")]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Chef_x000D_\nWelder", "Chef\r\nWelder"),
        ("Chef_x000D_", "Chef"),
        ("a_x0009_b", "a\tb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "😀"),
        ("snake_x_case", "snake_x_case"),
    ],
)
def test_escaped_signs_become_what_they_stand_for(path: Path, stored: str, text: str) -> None:
    _saved(path, [["PLACE"]])
    _rewritten(path, "xl/sharedStrings", lambda xml: xml.replace(b"PLACE", stored.encode()))
    _rewritten(path, "xl/worksheets/", lambda xml: xml.replace(b"PLACE", stored.encode()))
    assert _rows(path)[0].cells == (text,)


def test_the_first_visible_sheet_is_read_and_hidden_rows_are_said(path: Path) -> None:
    book = openpyxl.Workbook()
    old = book.active
    assert isinstance(old, Worksheet)
    now = book.create_sheet("Now")
    for sheet, student in ((old, ANA), (now, BEN)):
        sheet.append(HEADER)
        sheet.append(student)
    now.append(["Cy Sample", "7A", "", "chef"])
    now.row_dimensions[3].hidden = True
    old.sheet_state = "hidden"
    book.active = 1
    book.save(path)
    roster = _roster(path)
    assert [one.name for one in roster.students] == ["Ben Sample", "Cy Sample"]
    rows, sheets = (one.message for one in roster.diagnostics)
    assert rows.startswith("row 3: hidden")
    assert "hidden sheet has students too" in sheets


def test_students_on_a_hidden_sheet_alone_are_not_read_silently(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Old")
    sheet.append(HEADER)
    sheet.append(ANA)
    sheet.sheet_state = "veryHidden"
    book.save(path)
    roster = _roster(path)
    assert roster.students == ()
    assert "only a hidden sheet" in roster.diagnostics[0].message


def test_strict_open_xml_is_read(path: Path) -> None:
    _saved(path, [HEADER, ANA, ["Ben Sample", date(2026, 10, 9), None, "chef"]])
    main, relations = b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"/2006/relationships"
    for part in ("xl/", "_rels/"):
        _rewritten(
            path,
            part,
            lambda xml: xml.replace(main, b"purl.oclc.org/ooxml/spreadsheetml/main").replace(
                b"schemas.openxmlformats.org/officeDocument" + relations,
                b"purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
    roster = _roster(path)
    assert [one.name for one in roster.students] == ["Ana Ejemplo"]
    assert _places(roster) == [(3, 2, "error")]


def test_a_class_that_became_a_date_is_said_and_makes_no_folder(path: Path) -> None:
    rows: list[list[object]] = [
        HEADER,
        ["Ana Ejemplo", datetime(2026, 10, 9), "", "chef"],
        ["Ben Sample", time(8, 30), "", "chef"],
        ["Cy Sample", 10.5, "", "chef"],
    ]
    roster = _roster(_saved(path, rows))
    assert _places(roster) == [(2, 2, "error"), (3, 2, "error")]
    assert "10-9 was likely meant" in roster.diagnostics[0].message
    assert "as text" in roster.diagnostics[0].hint
    assert [one.group for one in roster.students] == ["10.5"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (123, "00000", "00123"),
        (1234567, "00000", "1234567"),
        (123456789, r"000\-00\-0000", "123-45-6789"),
        (5, '"A-"000', "A-005"),
        (123, "General", "123"),
        (123, "#,##0.00", "123"),
        (1234567890123456, "0", "1234567890123456"),
        (0.1, "0.00", "0.1"),
        (1e21, "General", "1000000000000000000000"),
        (5e30, "General", f"5{'0' * 30}"),
    ],
)
def test_numbers_keep_the_digits_that_their_format_shows(
    path: Path, value: float, code: str, text: str
) -> None:
    def shown(sheet: Worksheet) -> None:
        sheet["A1"].number_format = code

    assert _rows(_saved(path, [[value]], shown))[0].cells == (text,)


def test_cells_and_rows_without_references_follow_one_another(path: Path) -> None:
    cells = b"<row><c><v>1</v></c><c t='b'><v>1</v></c></row><row><c t='e'><v>#N/A</v></c></row>"
    _saved(path, [])
    _rewritten(
        path,
        "xl/worksheets/",
        lambda xml: xml.replace(b"<sheetData/>", b"<sheetData></sheetData>").replace(
            b"</sheetData>", cells + b"</sheetData>"
        ),
    )
    assert [(row.number, row.cells) for row in _rows(path)] == [(1, ("1", "TRUE")), (2, ("#N/A",))]


def test_a_date_that_counts_from_1904(path: Path) -> None:
    _saved(path, [[date(2026, 10, 9)]])
    _rewritten(
        path,
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>'),
    )
    (row,) = _rows(path)
    assert row.cells == ("2030-10-10",)
    assert row.oddities == {0: Oddity.DATE}


def _peak(path: Path, rows: int) -> int:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(rows):
        sheet.append([number, "chef", 7])
    book.save(path)
    tracemalloc.start()
    try:
        with open_sheets(path) as sheets:
            assert sum(1 for _ in next(sheets).rows) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows_of_a_workbook(path: Path) -> None:
    few, many = _peak(path, 2_000), _peak(path, 6_000)
    assert many < few + 100_000
