"""A roster in a school's own words: what is understood, what is told, and what explains it."""

import csv
import json
from pathlib import Path

import pytest
from tests.in_process import SerialExecutor

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
ROSTER = """\
First,Last,Mail,Grade,Choice A,Choice B,Choice C
Ana,Ejemplo,ana@example.org,9,nurse,barber,the vets
Ben,Muster,ben@example.org,9,1. police 2. welding,cheff,Barbers
Jo,Doe,jo@example.org,9,jo,barber,idk
"""
Row = dict[str, str]


@pytest.fixture(autouse=True)
def _folder(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a folder with the roster; booklets are made in this process."""
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    monkeypatch.setattr("careerprint.workers.executors.open_pool", lambda _: SerialExecutor())


def _batch(*options: str) -> int:
    return run(["batch", "roster.csv", "--no-evidence", "--layout", "card", "-o", "out", *options])


def _rows() -> dict[int, Row]:
    with Path("out/report.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["row"] or 0): row for row in csv.DictReader(file)}


def test_a_row_keeps_its_good_choices_and_fails_only_if_none_is_left(capsys: Capture) -> None:
    assert _batch() == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    ana, ben, jo = (_rows()[row] for row in (2, 3, 4))
    assert (ana["status"], ana["pages"], ana["column"]) == ("made", "2", "F")
    assert ana["reason"] == "'barber' is no career of the library"
    assert "'barber' is no career of the library" in jo["reason"]
    assert ana["hint"] == "in the library there is of this field: 'Cosmetologist'"
    assert (ben["status"], ben["pages"], ben["column"]) == ("made", "2", "F, G")
    assert (jo["status"], jo["pages"], jo["column"]) == ("failed", "0", "E, F, G")
    assert "roster.csv:2:6" not in said  # an unknown word is told in the list
    assert "roster.csv:4:6: error: 'barber' is no career" in said
    assert "'jo'" not in said + jo["reason"]  # it is a name: a column may have slipped


def test_unknown_words_are_told_once_with_lines_to_paste(capsys: Capture) -> None:
    _batch("--dry-run")
    said = capsys.readouterr().err
    assert "    barber    3×  near: cosmetologist\n" in said
    lines = "aliases:\n  # barber: cosmetologist\n  cheff: chef\n"
    assert f"put them into careerprint.yaml:\n{lines}" in said
    run(["init", "."])
    with Path("careerprint.yaml").open("a", encoding="utf-8") as file:
        file.write(lines.replace("# barber", "barber"))
    capsys.readouterr()
    assert _batch("--json") == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    assert (found["made"], found["sample"], found["students"]) == (3, None, 3)
    assert found["unknown_words"] == [{"word": "idk", "count": 1, "nearest": []}]
    assert found["aliases"] == []
    assert [row["pages"] for row in _rows().values()] == ["3", "4", "1"]


def test_what_holds_for_many_rows_is_told_once(capsys: Capture) -> None:
    Path("roster.csv").write_text(
        "name,careers,interests\nAna Ejemplo,chef; cook; cooking,ASE\nBen Muster,chef; chef,\n"
        "Jo Doe,,IA\n",
        encoding="utf-8",
    )
    assert _batch("--matches", "2") == ExitCode.OK
    said = capsys.readouterr().err
    twice = "2 rows name a career twice: it is printed once"
    both = (
        "1 row has careers and interest letters: the careers are printed, the letters are not used"
    )
    nameless = (
        "these PDFs carry no name: of a printed stack nobody can tell whose each is; a booklet "
        "with a cover carries it"
    )
    for remark in (twice, both, nameless):
        assert said.count(f"{remark}\n") == 1
    assert "stands twice" not in said
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert report["summary"]["remarks"] == [twice, both, nameless]
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert f"<p>{twice}</p>" in page
    assert "stands twice; it is printed once" in _rows()[2]["reason"]
    assert not _rows()[2]["matches"]
    assert _rows()[4]["matches"].startswith("IA → ")
    assert _rows()[4]["matches"].count("): your ") == 2
    assert _rows()[4]["matches"] in page
    _batch("--matches", "2")
    assert _rows()[4]["matches"].startswith("IA → ")  # unchanged, and said all the same
    capsys.readouterr()
    run(["-q", "batch", "--no-evidence", "roster.csv", "--layout", "card", "-o", "out"])
    assert "stands twice" in capsys.readouterr().err


def test_json_has_the_unknown_words(capsys: Capture) -> None:
    _batch("--json", "--dry-run")
    found = json.loads(capsys.readouterr().out)
    assert found["unknown_words"] == [
        {"word": "barber", "count": 3, "nearest": ["cosmetologist"]},
        {"word": "cheff", "count": 1, "nearest": ["chef"]},
        {"word": "idk", "count": 1, "nearest": []},
    ]
    assert found["aliases"] == ["aliases:", "  # barber: cosmetologist", "  cheff: chef"]
    report = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    assert report["summary"]["unknown_words"] == found["unknown_words"]


def test_the_same_names_serve_every_command(capsys: Capture) -> None:
    assert run(["render", "nurse", "--layout", "card", "-o", "out"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("out/registered-nurse-card")
    assert run(["booklet", "the Nurses", "-o", "own.pdf"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["list", "nurse"]) == ExitCode.OK
    assert capsys.readouterr().out.split()[0] == "registered-nurse"
    assert run(["list", "--json", "video games"]) == ExitCode.OK
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["id"], "programmer" in found["also_known_as"]) == ("software-developer", True)
    assert run(["render", "nures"]) == ExitCode.USAGE
    assert "did you mean 'registered-nurse'?" in capsys.readouterr().err
    assert run(["list", "zzz"]) == ExitCode.USAGE


def test_a_name_of_two_careers_is_found_by_check(capsys: Capture) -> None:
    run(["init", "."])
    shipped = Path(__file__).parents[2] / "data" / "careers" / "chef.yaml"
    text = shipped.read_text(encoding="utf-8").replace("title: Chef", "title: Baker", 1)
    Path("data/careers/baker.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "baker"]) == ExitCode.SOME_FAILED
    assert "baker.yaml:3:17: error: 'cook' is a name of chef too" in capsys.readouterr().out


# --- headers --------------------------------------------------------------------------------

ODD = "Quién,Contacto,Q7\nAna Ejemplo,ana@example.org,welder\n"


def test_headers_are_named_in_the_project_and_the_booklet_comes_first(capsys: Capture) -> None:
    Path("roster.csv").write_text(ODD, encoding="utf-8")
    assert run(["batch", "roster.csv", "--no-evidence", "-o", "out", "--dry-run"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "none of the first 20 rows is a header that we know" in said
    assert "careerprint.yaml or the booklet's file says which header is which" in said
    run(["init", "."])
    columns = "columns:\n  name: Quién\n  correo: Contacto\n  careers: Wrong\n"
    Path("careerprint.yaml").write_text(columns, encoding="utf-8")
    Path("own.yaml").write_text("title: T\ncolumns:\n  carreras: Q7\n", encoding="utf-8")
    capsys.readouterr()
    assert (
        run(
            [
                "batch",
                "roster.csv",
                "--no-evidence",
                "--booklet",
                "own.yaml",
                "-o",
                "out",
                "--dry-run",
            ]
        )
        == 0
    )
    assert capsys.readouterr().err.startswith("1 planned, ")
    Path("careerprint.yaml").write_text(columns.replace("Wrong", "Q7"), encoding="utf-8")
    assert run(["batch", "roster.csv", "--no-evidence", "-o", "out", "--dry-run"]) == ExitCode.OK


@pytest.mark.parametrize("file", ["careerprint.yaml", "own.yaml"])
def test_a_field_that_no_roster_has_is_told_with_its_line(file: str, capsys: Capture) -> None:
    run(["init", "."])
    Path("own.yaml").write_text("title: T\n", encoding="utf-8")
    with Path(file).open("a", encoding="utf-8") as opened:
        opened.write("columns:\n  carers: Q7\n")
    line = len(Path(file).read_text(encoding="utf-8").splitlines())
    capsys.readouterr()
    assert (
        run(["batch", "roster.csv", "--no-evidence", "--booklet", "own.yaml", "-o", "out"])
        == ExitCode.USAGE
    )
    said = capsys.readouterr().err
    assert f"{file}:{line}:11: error: a roster has no field 'carers'" in said
    assert "did you mean 'careers'?" in said
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "header",
    [
        *("Name,Mail,Job", "Nombre,Correo,Trabajo", "Name,Mail,Dream Job", "Name,Mail,Choice A"),
        *("Nombre,Correo,Opción A", "Name,Mail,First choice", "Nombre,Correo,Primera opción"),
        *("Name,Mail,Job 1", "Nombre,Correo,Profesión 1", "Nombre,Correo,Elección B"),
    ],
)
def test_headers_that_schools_write_are_known(header: str, capsys: Capture) -> None:
    Path("roster.csv").write_text(f"{header}\nAna Ejemplo,ana@example.org,welder\n", "utf-8")
    assert _batch("--dry-run") == ExitCode.OK
    assert capsys.readouterr().err.startswith("1 planned, ")


def test_json_says_what_the_columns_were_taken_for(capsys: Capture) -> None:
    """Also of a roster that cannot be used so: that is when somebody wants to know."""
    Path("roster.csv").write_text("Name,Dream\nAna Ejemplo,chef\n", encoding="utf-8")
    asked = ["batch", "roster.csv", "--no-evidence", "-o", "out", "--dry-run", "--json"]
    assert run(asked) == ExitCode.USAGE
    said = json.loads(capsys.readouterr().out)["columns"]
    assert [(one["column"], one["header"], one["field"], one["by"]) for one in said] == [
        ("A", "Name", "name", "header"),
        ("B", "Dream", None, None),
    ]
    run(["init", "."])
    Path("careerprint.yaml").write_text("columns:\n  careers: [Dream]\n", encoding="utf-8")
    capsys.readouterr()
    assert run(asked) == ExitCode.OK
    said = json.loads(capsys.readouterr().out)["columns"]
    assert [(one["field"], one["by"]) for one in said] == [("name", "header"), ("careers", "named")]
