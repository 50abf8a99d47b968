"""Rosters as schools export them: read whole, every problem named by row and column, no name told.

All persons are made up and could not be real.
"""

import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests.rosters import Roster, whole_roster

from careerprint.errors import Diagnostic, InputError, Severity, UsageError
from careerprint.profile.career_names import CareerNames
from careerprint.roster.columns import own_headers
from careerprint.roster.roster import read_roster
from careerprint.roster.student import Student

TITLES = {
    "filmmaker": ("Filmmaker", "Cineasta"),
    "music-producer": ("Music Producer", "Producción musical"),
    "registered-nurse": ("Registered Nurse", "Enfermería"),
    "lawyer": ("Lawyer, Judge, and Related", "Derecho"),
    "welder": ("Welder",),
}


def _read(path: Path, content: bytes | str, **mapping: str) -> Roster:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    own = own_headers(mapping)
    return whole_roster(read_roster(path, names=CareerNames(TITLES), mapping=own))


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


def _workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _places(roster: Roster) -> list[tuple[int, int, str]]:
    return [(d.location.line, d.location.column, d.severity) for d in roster.diagnostics]


def _only(roster: Roster) -> Diagnostic:
    (finding,) = roster.diagnostics
    return finding


def test_an_export_with_mark_semicolons_blank_lines_and_a_title(csv: Path) -> None:
    roster = _read(
        csv,
        b"\xef\xbb\xbf"
        + (
            b"Career day, spring, rooms 4, 5, 6 and 7, or 8, or 9\r\n"
            b";;;;;\r\n"
            b"Last Name;FIRST_NAME;;E-Mail;Careers;Grade\r\n"
            b"Ejemplo;Ana;;ana@example.org;filmmaker, Music Producer;9\r\n"
            b"\r\n"
            b'"Muster";Testa;;testa@example.edu;"Welder\nRegistered Nurse";10\r\n'
            b";;;;;\r\n"
        ),
    )
    assert roster.diagnostics == ()
    ana, testa = roster.students
    assert ana == Student(
        row=4,
        number=1,
        first="Ana",
        last="Ejemplo",
        name="Ana Ejemplo",
        email="ana@example.org",
        group="9",
        language=None,
        state=None,
        careers=("filmmaker", "music-producer"),
        interests="",
    )
    assert (testa.row, testa.careers) == (6, ("welder", "registered-nurse"))


def test_spanish_headers_in_windows_1252(csv: Path) -> None:
    text = (
        "Nombre;Primer apellido;Segundo apellido;Correo electrónico;Grupo;Idioma;Estado;"
        "Carrera 2;Carrera 1\r\n"
        "María;Ejemplo;Muestra;maria.a@example.org;7º – B;español;ohio;"
        "Producción Musical;CINEASTA\r\n"
        "María;Ejemplo;Muestra;maria.b@example.org;7º – B;es-MX;PR;;enfermeria\r\n"
    )
    roster = _read(csv, text.encode("cp1252"))
    assert "taken for Windows-1252, as in 'María'" in _only(roster).message
    one, other = roster.students
    assert (one.first, one.last, one.name) == ("María", "Ejemplo Muestra", "María Ejemplo Muestra")
    assert (one.group, one.language, one.state) == ("7º – B", "es", "OH")
    assert one.careers == ("filmmaker", "music-producer")
    assert (other.language, other.state, other.careers) == ("es", "PR", ("registered-nurse",))


def test_two_columns_tell_what_one_cannot(csv: Path) -> None:
    text = 'name,first,last,careers\n"Ejemplo, Ana, Muestra",Ana,Ejemplo,welder\n'
    roster = _read(csv, text)
    assert roster.diagnostics == ()
    assert roster.students[0].name == "Ana Ejemplo"


def test_a_surname_that_programs_write_for_nothing_is_one(csv: Path) -> None:
    roster = _read(csv, "first,last,careers\nAna,Null,welder\nTrue,,welder\n")
    assert _places(roster) == [(3, 1, "warning")]
    assert [one.name for one in roster.students] == ["Ana Null", "True"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Nombre completo,Carreras", "Ana Ejemplo"),
        ("Apellidos y nombre\tCARRERAS", "Ejemplo, Ana"),
        ("Alumno/a;carrera", "Ana Ejemplo"),
        ("STUDENT-NAME;Career Choices", "Ana Ejemplo"),
    ],
)
def test_names_in_one_column(header: str, name: str, csv: Path) -> None:
    separator = next(sign for sign in ";\t," if sign in header)
    quoted = f'"{name}"' if separator in name else name
    (student,) = _read(csv, f"{header}\n{quoted}{separator}welder\n").students
    assert (student.first, student.last, student.name) == ("Ana", "Ejemplo", "Ana Ejemplo")


def test_utf_16_and_the_separator_line_of_excel(csv: Path) -> None:
    text = "sep=|\nname|careers\nAna Ejemplo|welder, filmmaker\n"
    (student,) = _read(csv, text.encode("utf-16")).students
    assert student.careers == ("welder", "filmmaker")


def test_a_comma_table_whose_careers_have_semicolons(csv: Path) -> None:
    text = "name,careers\nAna Ejemplo,welder; filmmaker; lawyer\n"
    assert _read(csv, text).students[0].careers == ("welder", "filmmaker", "lawyer")


@pytest.mark.parametrize(
    "cell",
    [
        "Lawyer, Judge, and Related, Welder",
        "lawyer,judge,  and related;WELDER",
        "1. Lawyer, Judge, and Related\n2. welder",
        "• lawyer\r\n• Welder",
        "Derecho | wélder",
    ],
)
def test_careers_are_found_however_they_are_listed(cell: str, csv: Path) -> None:
    roster = _read(csv, f'name,careers\nAna Ejemplo,"{cell}"\n')
    assert roster.students[0].careers == ("lawyer", "welder")


def test_an_interest_code_may_stand_for_careers(csv: Path) -> None:
    text = "name;Intereses\nAna Ejemplo;a-s-e\nTesta Muster;Artístico, Social\nPia Probe;ASX\n"
    roster = _read(csv, text)
    assert [one.interests for one in roster.students] == ["ASE", "AS"]
    assert _places(roster) == [(4, 2, "error")]


def test_free_text_in_interests_is_no_error_where_careers_are_named(csv: Path) -> None:
    roster = _read(csv, "name;careers;interests\nAna Ejemplo;welder;likes dogs\n")
    assert _places(roster) == [(2, 3, "warning")]
    assert roster.students[0].interests == ""


def test_a_workbook_with_numbers_as_text_and_short_rows(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path / "roster.xlsx",
        [
            ["Roster 2026"],
            [],
            [None, "Student ID", "Name", "Grade", "career 1", "career 2", "E-mail"],
            [None, "00123", "Ana Ejemplo", 9, "Welder", None, "ana@example.org"],
            [None, 124, "Testa Muster", "9", "filmmaker"],
            [None, "0125 ", "Pia Probe", 9.0, "welder", "Lawyer"],
        ],
    )
    roster = whole_roster(read_roster(path, names=CareerNames(TITLES)))
    assert [one.group for one in roster.students] == ["9", "9", "9"]
    assert [one.row for one in roster.students] == [4, 5, 6]
    assert roster.diagnostics == ()


def test_a_workbook_with_drop_down_lists_warns_of_nothing(tmp_path: Path) -> None:
    """Excel keeps drop-down lists over sheets in an extension that openpyxl warns about."""
    path = _workbook(tmp_path / "plain.xlsx", [["name", "careers"], ["Ana Ejemplo", "welder"]])
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"></ext></extLst></worksheet>'
    )
    target = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(b"</worksheet>", extension)
            after.writestr(name, content)
    assert len(whole_roster(read_roster(target, names=CareerNames(TITLES))).students) == 1


def test_further_sheets_with_students_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("notes", "7a", "7b"):
        sheet = book.create_sheet(name)
        sheet.append(["name", "careers"] if name != "notes" else ["nothing here"])
        sheet.append(["Ana Ejemplo", "welder"])
    book.save(tmp_path / "roster.xlsx")
    roster = whole_roster(read_roster(tmp_path / "roster.xlsx", names=CareerNames(TITLES)))
    assert len(roster.students) == 1
    assert "first of 2 sheets" in _only(roster).message


def test_a_mapping_gives_the_headers_that_only_this_school_uses(csv: Path) -> None:
    text = "Schüler;Mail;Beruf 1;Beruf 2\nAna Ejemplo;ana@example.org;welder;lawyer\n"
    roster = _read(csv, text, name="schüler", careers="Beruf")
    assert roster.students[0].careers == ("welder", "lawyer")
    assert roster.diagnostics == ()


def test_a_mapping_to_a_column_that_is_not_there_is_an_error(csv: Path) -> None:
    roster = _read(csv, "name;careers\nAna Ejemplo;welder\n", state="Provincia")
    assert "no column 'Provincia'" in _only(roster).message


def test_a_mapping_of_an_unknown_field_is_wrong_usage(csv: Path) -> None:
    with pytest.raises(UsageError, match="no field 'carers'") as caught:
        read_roster(csv, names=CareerNames(TITLES), mapping={"carers": ("X",)})
    assert "did you mean 'careers'" in caught.value.hint


BAD_ROWS = {
    "an unknown career": ("Ana Ejemplo;;filmaker", 3, "no career", "did you mean 'Filmmaker'?"),
    "the second is unknown": ("Ana Ejemplo;;welder; astronaut?", 4, "the row has 4 cells", ""),
    "no career": ("Ana Ejemplo;ana@example.org;", 3, "no career and no interests", ""),
    "only spaces": ("   ;ana@example.org;welder", 1, "no name", ""),
    "only signs that are not seen": ("\u200b\u202e;ana@example.org;welder", 1, "no name", ""),
    "no @": ("Ana Ejemplo;ana.example.org;welder", 2, "has no @", "name@example.org"),
    "no domain": ("Ana Ejemplo;ana@example;welder", 2, "no possible domain", ""),
    "with a name": ("Ana Ejemplo;Ana <ana@example.org>;welder", 2, "a space inside", ""),
    "two addresses": ("Ana Ejemplo;a@example.org, b@example.org;welder", 2, "more than one", ""),
    "a line break": ('Ana Ejemplo;"a@example.org\nBcc: x";welder', 2, "line break", ""),
    "a control": ("Ana Ejemplo;a\x07@example.org;welder", 2, "control character", ""),
    "a dot at the start": ("Ana Ejemplo;.a@example.org;welder", 2, "before the @", ""),
    "a letter of two ways": ("Ana Ejemplo;a@straße.example;welder", 2, "in two ways", "xn--"),
    "a sign that mail cannot carry": (
        "Ana \ue000 Ejemplo;a@example.org;welder",
        2,
        "a name with a control character",
        "",
    ),
    "a long cell": (f"Ana Ejemplo;;{'welder, ' * 1_500}", 3, "may have 10,000", ""),
    "a fault of the spreadsheet": ("#REF!;;welder", 1, "fault of the spreadsheet", ""),
    "more cells than headers": ("Ejemplo; Ana;;welder", 4, "the row has 4 cells", "quotes"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_named_and_good_rows_go_on(case: str, csv: Path) -> None:
    row, column, message, hint = BAD_ROWS[case]
    text = f"name;e-mail;careers\n{row}\nTesta Muster;testa@example.org;lawyer\n"
    roster = _read(csv, text)
    finding = _only(roster)
    assert (finding.location.line, finding.location.column) == (2, column)
    assert finding.severity is Severity.ERROR
    assert message in finding.message
    assert hint in finding.hint
    assert [one.careers for one in roster.students] == [("lawyer",)]


def test_an_unknown_career_is_shown_unless_it_is_an_address(csv: Path) -> None:
    long = "an astronaut who writes software for ships in space"
    roster = _read(csv, f"name;careers\nAna Ejemplo;welder, {long}\nPia Probe;pia@example.org\n")
    known, address = roster.diagnostics
    shown = f"number 2 of this cell ('{long[:40]}…') is no career of the library"
    assert (known.message, known.location.line, known.location.column) == (shown, 2, 2)
    assert address.message == "this cell is no career of the library"
    assert _read(csv, "name;careers\nAna Ejemplo;Wedler\n").diagnostics[0].hint == (
        "did you mean 'Welder'?"
    )


ODD_ROWS = {
    "the same career twice": ("Ana Ejemplo,,Welder; welder", 3, "stands twice"),
    "a formula": ("=Ana Ejemplo,,welder", 1, "starts with ="),
    "a name with an @": ("Ana ejemplo@example.org,,welder", 1, "has an @ in it"),
    "a name of a program's": ("N/A,,welder", 1, "programs write for nothing"),
    "a class behind the comma": ('"Ana Ejemplo, 7A",,welder', 1, "cannot be told"),
    "a short row": ('Ana Ejemplo,""', 3, "ends after 2 of 3"),
}


@pytest.mark.parametrize("case", [case for case in ODD_ROWS if case != "a short row"])
def test_an_odd_row_is_warned_of_and_used(case: str, csv: Path) -> None:
    row, column, message = ODD_ROWS[case]
    roster = _read(csv, f"name,e-mail,careers\n{row}\n")
    assert _places(roster) == [(2, column, "warning")]
    assert message in _only(roster).message
    assert roster.students[0].careers == ("welder",)


def test_a_row_that_ends_early_is_warned_of(csv: Path) -> None:
    roster = _read(csv, "name,careers,state,class\nAna Ejemplo,welder,OH\n")
    assert _places(roster) == [(2, 4, "warning")]
    assert roster.students[0].state == "OH"


def test_unknown_state_and_language(csv: Path) -> None:
    roster = _read(csv, "name,careers,state,language\nAna Ejemplo,welder,Ohioo,Klingon\n")
    assert _places(roster) == [(2, 4, "error"), (2, 3, "error")]
    assert [one.hint for one in roster.diagnostics] == ["write en or es", "did you mean 'Ohio'?"]


def test_more_than_sixty_careers(csv: Path) -> None:
    titles = {f"career-{n}": (f"Career {n}",) for n in range(61)}
    csv.write_text(f'name,careers\nAna Ejemplo,"{", ".join(titles)}"\n', encoding="utf-8")
    roster = whole_roster(read_roster(csv, names=CareerNames(titles)))
    assert "names 61 careers" in _only(roster).message


def test_a_title_of_two_careers_asks_for_the_id(csv: Path) -> None:
    csv.write_text("name,careers\nAna Ejemplo,agent\n", encoding="utf-8")
    titles = {"sports-agent": ("Agent",), "estate-agent": ("Agent",)}
    roster = whole_roster(read_roster(csv, names=CareerNames(titles)))
    assert _only(roster).hint == "write the id of one: sports-agent, estate-agent"


def test_the_same_person_twice_is_an_error_on_the_later_row(csv: Path) -> None:
    text = (
        "name,class,e-mail,careers\n"
        "María Ejemplo,7a,maria@example.org,welder\n"
        "María Ejemplo,7a,otra@example.org,welder\n"
        "MARÍA EJEMPLO,7b,Maria@example.org,lawyer\n"
        "Testa Muster,7a,,welder\n"
        "Testa Muster,7b,,welder\n"
        "Testa  Muster,7A,,lawyer\n"
    )
    roster = _read(csv, text)
    assert [one.row for one in roster.students] == [2, 3, 5, 6]
    assert [(d.location.line, d.message[:34]) for d in roster.diagnostics] == [
        (4, "this student stands in row 2 alrea"),
        (7, "this student stands in row 5 alrea"),
    ]


def test_a_student_id_tells_apart_and_together(csv: Path) -> None:
    text = (
        "name,student id,e-mail,careers\n"
        "Ana Ejemplo,1,family@example.org,welder\n"
        "Ana Ejemplo,2,family@example.org,welder\n"
        "A. Ejemplo,1,,welder\n"
    )
    roster = _read(csv, text)
    assert [one.row for one in roster.students] == [2, 3]
    assert _places(roster) == [(4, 2, "error")]


def test_a_header_that_stands_twice(csv: Path) -> None:
    text = "name,email,Email,careers\nAna Ejemplo,a@example.org,b@example.org,welder\n"
    roster = _read(csv, text)
    assert _places(roster) == [(1, 3, "warning")]
    assert roster.students[0].email == "a@example.org"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the roster is empty"),
        ("\n;;\n \n", "the roster is empty"),
        ("name,careers\n\n,\n", "no student is in the roster"),
        ("E-Mail,careers\na@example.org,welder\n", "no column for names; its columns are: E-Mail,"),
        ("Name,Sport\nAna Ejemplo,x\n", "no column for careers; its columns are: Name, Sport"),
    ],
)
def test_a_roster_without_what_it_needs(text: str, message: str, csv: Path) -> None:
    roster = _read(csv, text)
    finding = _only(roster)
    assert message in finding.message
    assert finding.location.line == 0
    assert "name" in finding.hint or "below its header" in finding.hint


def test_no_finding_and_no_repr_tells_who_a_student_is(csv: Path) -> None:
    """A roster without a header, and one whose columns are in the wrong order."""
    rows = [row for row, *_ in BAD_ROWS.values()] + [
        row.replace(",", ";") for row, *_ in ODD_ROWS.values()
    ]
    body = "\n".join(rows) + "\nwelder;Ana Ejemplo;ana@example.org\n" + "Ana Ejemplo;;welder\n" * 2
    for text in (body, f"name;e-mail;careers\n{body}"):
        roster = _read(csv, text)
        assert roster.diagnostics
        said = repr(roster) + str(roster.students)
        assert not any(word in said.casefold() for word in ("ana", "ejemplo", "example.org, b"))


@pytest.mark.parametrize("name", ["missing.csv", "broken.xlsx", "old.xls", "binary.csv"])
def test_a_file_that_is_no_table(name: str, tmp_path: Path) -> None:
    if name != "missing.csv":
        (tmp_path / name).write_bytes(b"PK\0\1" * 100)
    with pytest.raises(InputError):
        whole_roster(read_roster(tmp_path / name, names=CareerNames(TITLES)))


def test_a_quote_that_is_never_closed_is_said_with_its_row(csv: Path) -> None:
    text = 'name,careers\nAna Ejemplo,welder\nTesta Muster,"welder\n' + "Pia,x\n" * 3
    first, *others = _read(csv, text).diagnostics
    assert (first.location.line, first.location.column) == (3, 2)
    assert "quotation mark" in first.message
    assert [one.location.line for one in others] == [4, 5, 5, 6, 6]


def _peak(path: Path, rows: int) -> int:
    with path.open("w", encoding="utf-8") as file:
        file.write("name,e-mail,careers\n")
        for n in range(rows):
            file.write(f"Muster{n} Testa,t{n}@example.org,welder; filmmaker\n")
    tracemalloc.start()
    try:
        read: Iterator[object] = read_roster(path, names=CareerNames(TITLES))
        assert sum(isinstance(one, Student) for one in read) == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Beyond one part of the file, which is as long in both."""
    few, many = (_peak(tmp_path / f"{rows}.csv", rows) for rows in (2_000, 10_000))
    assert many < few + 100_000


def test_rows_are_read_as_they_are_asked_for(csv: Path) -> None:
    csv.write_text("name,careers\nAna Ejemplo,nothing\n", encoding="utf-8")
    with csv.open("a", encoding="utf-8") as file:
        file.write("x" * 200_000)  # the reader stops here, if it comes so far
    entries = read_roster(csv, names=CareerNames(TITLES))
    first = next(entries)
    assert isinstance(first, Diagnostic)
    assert first.location.line == 2
    with pytest.raises(InputError):
        next(entries)


def test_first_and_last_stand_in_the_order_of_their_script(csv: Path) -> None:
    roster = _read(csv, "first,last,interests\n小明,王,ASE\n민준,김,ASE\nAna,Ejemplo,ASE\n")
    assert [student.name for student in roster.students] == ["王 小明", "김 민준", "Ana Ejemplo"]
