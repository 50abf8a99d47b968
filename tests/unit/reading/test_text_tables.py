"""Tables of text as others write them: letters, quotation marks, invisible signs, questions.

All persons are made up.
"""

from pathlib import Path

import pytest
from tests.rosters import Roster, whole_roster

from careerprint.errors import Diagnostic, InputError
from careerprint.figures.importing import read_release
from careerprint.profile.career_names import CareerNames
from careerprint.reading.encodings import decoded
from careerprint.roster.roster import read_roster

TITLES = {
    "chef": ("Chef",),
    "welder": ("Welder",),
    "farmer": ("Farmer",),
    "music-producer": ("Music Producer",),
}


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


def _read(path: Path, content: bytes | str, **mapping: str) -> Roster:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    headers = {field: (header,) for field, header in mapping.items()}
    return whole_roster(read_roster(path, names=CareerNames(TITLES), mapping=headers))


def _names(roster: Roster) -> list[str]:
    return [one.name for one in roster.students]


def _only(roster: Roster) -> Diagnostic:
    (finding,) = roster.diagnostics
    return finding


# --- letters ------------------------------------------------------------------------------

NAMES = [
    "José Núñez",
    "Zoë",
    "René",
    "Ángel",
    "Íñigo Álvarez",
    "NÚÑEZ MUÑOZ",
    "François Müller",
    "Åsa Ångström",
    "Jürgen Größe",
    "O’Brien",
    "Peña",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("codec", "said"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")]
)
def test_letters_of_one_name_are_told_by_the_word(
    csv: Path, name: str, codec: str, said: str
) -> None:
    """A capital does not follow a small letter, nor does a sign stand within a word."""
    roster = _read(csv, f"name,careers\n{name},chef\n".encode(codec))
    assert _names(roster) == [name]
    finding = _only(roster)
    assert said in finding.message
    assert f"'{next(word for word in name.split() if not word.isascii())}'" in finding.message
    assert finding.message.startswith("row 2:")


def test_lines_that_are_no_utf_8_are_read_by_themselves_and_their_rows_named(csv: Path) -> None:
    lines = ["name,careers", "José Núñez,chef", "Zoë Sample,chef", "René Tester,chef"]
    codecs = ("utf-8", "utf-8", "cp1252", "cp1252")
    content = b"\n".join(line.encode(codec) for line, codec in zip(lines, codecs, strict=True))
    roster = _read(csv, content)
    assert _names(roster) == ["José Núñez", "Zoë Sample", "René Tester"]
    finding = _only(roster)
    assert finding.message.startswith("rows 3–4:")
    assert "'Zoë' and 'René'" in finding.message
    assert finding.severity == "warning"


def test_both_encodings_within_one_line(csv: Path) -> None:
    content = "name,class,careers\nJosé,".encode() + "Größe".encode("cp1252") + b",chef\n"
    (student,) = _read(csv, content).students
    assert (student.name, student.group) == ("José", "Größe")


def test_lines_that_end_as_on_an_old_mac(csv: Path) -> None:
    content = 'name,careers\rJosé,"chef\rwelder"\rZoë,chef'.encode("mac_roman")
    roster = _read(csv, content)
    assert [(one.name, one.careers) for one in roster.students] == [
        ("José", ("chef", "welder")),
        ("Zoë", ("chef",)),
    ]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_unicode_is_read_without_a_guess(csv: Path, codec: str) -> None:
    roster = _read(csv, "name,careers\nJosé Núñez,chef\n王小明,welder\n".encode(codec))
    assert _names(roster) == ["José Núñez", "王小明"]
    assert roster.diagnostics == ()


def test_a_letter_that_is_lost_is_an_error_of_its_row(csv: Path) -> None:
    text = "name,careers\nJos\ufffd Ejemplo,chef\nZoë,chef\n"
    roster = _read(csv, text)
    assert _names(roster) == ["Zoë"]
    finding = _only(roster)
    assert (finding.location.line, finding.location.column) == (2, 1)
    assert "lost" in finding.message


def test_a_small_file_is_read_the_same_way() -> None:
    assert decoded("Señora Muñoz".encode("mac_roman")) == "Señora Muñoz"
    assert decoded("Señora Muñoz".encode("cp1252")) == "Señora Muñoz"
    assert decoded("\ufeffSeñora 王".encode()) == "Señora 王"


def test_figures_are_not_read_by_a_guess(tmp_path: Path) -> None:
    path = tmp_path / "national_M2026_dl.csv"
    header = "OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP,A_MEAN,H_PCT10,H_MEDIAN,H_PCT90,A_PCT10,A_PCT25"
    header += ",A_MEDIAN,A_PCT75,A_PCT90,ANNUAL,HOURLY\n"
    path.write_bytes(header.encode() + "11-1011,Élite,detailed".encode("cp1252") + b",1" * 12)
    with pytest.raises(InputError, match="not in UTF-8"):
        read_release(path)


# --- quotation marks ----------------------------------------------------------------------

UNCLOSED = {
    "to the end": ('"Ben Sample,7A,chef\n', 1),
    "to a quotation mark further down": ('"Ben Sample,7A,chef\nCy Sample,7A,"chef, welder"\n', 1),
    "in a later cell": ('Ben Sample,7A,"chef\n', 3),
    "behind a sound cell": ('"Sample, Ben","7A,chef\n', 2),
    "within a text": ('"Ben "Benny" Sample",7A,chef\n', 1),
}


@pytest.mark.parametrize("case", UNCLOSED)
def test_a_quotation_mark_without_an_end_costs_its_row_alone(csv: Path, case: str) -> None:
    line, column = UNCLOSED[case]
    text = (
        f"name,class,careers\nAna Ejemplo,7A,chef\n{line}Dee Sample,7A,farmer\nEve Sample,7A,chef\n"
    )
    roster = _read(csv, text)
    assert {"Ana Ejemplo", "Dee Sample", "Eve Sample"} <= set(_names(roster))
    assert len(roster.students) + len(roster.diagnostics) == text.count("\n") - 1
    finding = _only(roster)
    assert (finding.location.line, finding.location.column) == (3, column)
    assert "quotation mark" in finding.message


def test_many_unclosed_quotation_marks_take_no_time(csv: Path) -> None:
    roster = _read(csv, "name,careers\n" + '"Ben Sample,chef\n' * 400)
    assert [one.location.line for one in roster.diagnostics] == list(range(2, 402))


def test_line_breaks_within_quotes_belong_to_the_cell(csv: Path) -> None:
    roster = _read(
        csv,
        'name,"careers\n(up to 3)"\n"Ana\nEjemplo","chef\n\nwelder"\n',
        careers="careers (up to 3)",
    )
    assert roster.diagnostics == ()
    assert [(one.name, one.careers) for one in roster.students] == [
        ("Ana Ejemplo", ("chef", "welder"))
    ]


@pytest.mark.parametrize("cell", ['="00123"', '"=""00123"""', "00123", '=" 00123 "'])
def test_text_that_is_written_as_a_formula(csv: Path, cell: str) -> None:
    text = f'name,class,careers\n="Ana Ejemplo",{cell},="chef"\n'
    roster = _read(csv, text)
    assert roster.diagnostics == ()
    assert [(one.name, one.group, one.careers) for one in roster.students] == [
        ("Ana Ejemplo", "00123", ("chef",))
    ]


@pytest.mark.parametrize("line", ["sep=|", '"sep=|"', '"sep=|"\r'])
def test_the_separator_line_of_excel_in_quotes(csv: Path, line: str) -> None:
    assert _names(_read(csv, f"{line}\nName|Careers\nAna Ejemplo|chef, welder\n")) == [
        "Ana Ejemplo"
    ]


# --- signs that cannot be seen --------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["\u00a0", "\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060", "\u202f"]
)
def test_signs_that_cannot_be_seen_are_read_through(csv: Path, sign: str) -> None:
    text = (
        f"Student{sign} Name,E-mail{sign},Student{sign} ID,Language,Careers{sign}\n"
        f"Ana{sign} Ejemplo,{sign}ana@example.org{sign},1{sign},{sign}es,"
        f"{sign}Music {sign}Producer{sign}\n"
        f"Ben Sample,ben@example.org,{sign}1,es,chef; {sign}welder\n"
    )
    roster = _read(csv, text)
    (student,) = roster.students
    assert (student.name, student.email, student.language) == (
        "Ana Ejemplo",
        "ana@example.org",
        "es",
    )
    assert student.careers == ("music-producer",)
    assert "same id" in _only(roster).message


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("9-Oct", "10-9"), ("Oct-09", "10-9"), ("2026-10-09", "10-9"), ("12-ene", "1-12")],
)
def test_a_class_that_looks_like_a_date_is_said(csv: Path, cell: str, meant: str) -> None:
    finding = _only(_read(csv, f"name,class,careers\nAna Ejemplo,{cell},chef\n"))
    assert (finding.location.column, finding.severity) == (2, "warning")
    assert f"made of {meant}" in finding.message


@pytest.mark.parametrize("cell", ["10-9", "7A", "Marigold 2", "2026", "May"])
def test_a_class_that_is_no_date(csv: Path, cell: str) -> None:
    assert _read(csv, f"name,class,careers\nAna Ejemplo,{cell},chef\n").diagnostics == ()


# --- questions ------------------------------------------------------------------------------


def test_the_questions_of_a_form_are_headers_and_that_is_said(csv: Path) -> None:
    text = (
        '"Timestamp","Username","First and last name","Parent email","Which careers interest you?'
        ' (choose up to 3)","Why these careers?"\n'
        '"2026/11/02","ana@example.org","Ana Ejemplo","p@example.org","Chef;Welder","fun"\n'
    )
    roster = _read(csv, text)
    assert [(one.name, one.email, one.careers) for one in roster.students] == [
        ("Ana Ejemplo", "ana@example.org", ("chef", "welder"))
    ]
    finding = _only(roster)
    assert finding.severity == "warning"
    assert "careers (column 5)" in finding.message
    columns = {
        "name": "First and last name",
        "careers": "Which careers interest you? (choose up to 3)",
    }
    assert all(f'  {field}: "{header}"' in finding.hint for field, header in columns.items())
    again = _read(csv, text, **columns, email="Username")
    assert (again.students, again.diagnostics) == (roster.students, ())


@pytest.mark.parametrize(
    ("header", "places"),
    [
        ("What is your first name?;What is your last name?;Choose a career", ("Ana", "Ejemplo")),
        ("Last name;So, your first name?;Which career?", ("Ejemplo", "Ana")),
        ("¿Cuál es tu nombre?;¿Y tus apellidos?;¿Qué carreras te interesan?", ("Ana", "Ejemplo")),
    ],
)
def test_first_and_last_names_are_asked_for(
    csv: Path, header: str, places: tuple[str, str]
) -> None:
    (student,) = _read(csv, f"{header}\nAna;Ejemplo;chef\n").students
    assert (student.first, student.last) == places


def test_what_cannot_be_guessed_is_asked_for_with_the_headers_of_the_file(csv: Path) -> None:
    text = 'Who are you?,"What would you ""love"" to be?",Which career?\nAna Ejemplo,x,chef\n'
    finding = _only(_read(csv, text))
    assert finding.severity == "error"
    assert 'columns:\n  careers: "Which career?"\n  name: "Who are you?"' in finding.hint
    assert '# or "What would you' in finding.hint


def test_two_questions_for_one_field_are_no_guess(csv: Path) -> None:
    finding = _only(_read(csv, "Your name?,Name of your pet?,Which career?\nAna,Rex,chef\n"))
    assert "no column for names" in finding.message
