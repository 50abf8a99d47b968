"""The official tables: every status told, and a release taken in as its publisher ships it."""

import csv
import zipfile
from pathlib import Path

import pytest
from tests.releases import (
    FIGURES,
    OEWS,
    ep_workbook,
    oews_cells,
    oews_workbook,
    onet_release,
    save,
)

from careerprint.errors import CareerprintError, InputError
from careerprint.figures.importing import Intake, changes, read_release, refuse_if_cut_short
from careerprint.figures.tables import Kind, Status, Tables, read_rows


def _table(name: str) -> list[dict[str, str]]:
    return read_rows(FIGURES / name)


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("oews") / "national_M2025_dl.xlsx"
    return oews_workbook(path, "oews-2025-05-national.csv", "national_M2025_dl")


def test_the_national_workbook_gives_the_same_table(national: Path) -> None:
    intake = read_release(national)
    assert (intake.kind, intake.name) == (Kind.PAY, "2025-05")
    assert list(intake.rows) == _table("oews-2025-05-national.csv")
    assert intake.content() == (FIGURES / "oews-2025-05-national.csv").read_bytes()


def test_the_state_workbook_gives_the_same_table(tmp_path: Path) -> None:
    """A part of it: the first 3,000 rows, and all rows that carry a status."""
    path = oews_workbook(tmp_path / "x.xlsx", "oews-2025-05-states.csv", "state_M2025_dl", 3_000)
    intake = read_release(path)
    assert (intake.kind, intake.name) == (Kind.STATES, "2025-05")
    assert list(intake.rows) == _table("oews-2025-05-states.csv")[:3_000]
    assert {row["annual_median_status"] for row in intake.rows} >= {"", "not_released"}


@pytest.mark.prove
def test_the_whole_state_workbook_gives_the_same_table(tmp_path: Path) -> None:
    path = tmp_path / "state_M2025_dl.xlsx"
    intake = read_release(oews_workbook(path, "oews-2025-05-states.csv", "x", 100_000))
    assert intake.content() == (FIGURES / "oews-2025-05-states.csv").read_bytes()


def test_the_projections_workbook_gives_the_same_table(tmp_path: Path) -> None:
    intake = read_release(ep_workbook(tmp_path / "occupation.xlsx"))
    assert (intake.kind, intake.name) == (Kind.PROJECTIONS, "2024-34")
    assert intake.content() == (FIGURES / "ep-2024-34.csv").read_bytes()


def test_the_onet_release_gives_the_same_table(tmp_path: Path) -> None:
    folder = onet_release(tmp_path / "db_30_1_text")
    intake = read_release(folder)
    assert (intake.kind, intake.name) == (Kind.INTERESTS, "30.1")
    assert intake.content() == (FIGURES / "onet-30.1-interests.csv").read_bytes()
    archive = tmp_path / "db_30_1_text.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in folder.iterdir():
            packed.write(file, f"db_30_1_text/{file.name}")
    assert read_release(archive).rows == intake.rows


def test_a_csv_from_a_spreadsheet_gives_the_same_table(tmp_path: Path) -> None:
    """Saved with a byte-order mark and separators of thousands."""
    path = tmp_path / "national_M2025.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, OEWS)
        writer.writeheader()
        for row in _table("oews-2025-05-national.csv"):
            cells = oews_cells(row)
            cells |= {n: f"{v:,}" for n, v in cells.items() if isinstance(v, int) and v > 999}
            cells |= {n: "TRUE" for n in ("ANNUAL", "HOURLY") if cells[n] is True}
            writer.writerow(cells)
    assert list(read_release(path).rows) == _table("oews-2025-05-national.csv")


def _message(error: pytest.ExceptionInfo[CareerprintError]) -> str:
    found = error.value
    if isinstance(found, InputError):
        return " ".join(f"{one} {one.hint}" for one in found.diagnostics)
    return f"{found.message} {found.hint}"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    header = [name for name in OEWS if name != "A_PCT90"]
    path = save(tmp_path / "national_M2025_dl.xlsx", "national", header, [[1] * len(header)])
    with pytest.raises(CareerprintError) as error:
        read_release(path)
    assert "lacks the columns A_PCT90" in _message(error)


def test_another_workbook_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    path = save(tmp_path / "budget.xlsx", "Budget 2026", ["Item", "Cost"], [["Paper", 12]])
    with pytest.raises(CareerprintError) as error:
        read_release(path)
    assert "Budget 2026" in _message(error)
    assert "OCC_CODE" in _message(error)


def test_a_renamed_sheet_is_still_read_but_the_release_must_be_said(tmp_path: Path) -> None:
    path = oews_workbook(tmp_path / "wages.xlsx", "oews-2025-05-national.csv", "Sheet1", 20)
    with pytest.raises(CareerprintError) as error:
        read_release(path)
    assert "--release 2026-05" in _message(error)
    assert read_release(path, "2026-05").file == "oews-2026-05-national.csv"


def test_a_cut_download_is_refused(national: Path, tmp_path: Path) -> None:
    path = tmp_path / "national_M2025_dl.xlsx"
    path.write_bytes(national.read_bytes()[:20_000])
    with pytest.raises(CareerprintError) as error:
        read_release(path)
    assert "not a whole XLSX workbook" in _message(error)


def test_a_release_of_few_rows_is_refused(tmp_path: Path) -> None:
    path = oews_workbook(tmp_path / "x_M2026.xlsx", "oews-2025-05-national.csv", "x", 300)
    intake = read_release(path)
    with pytest.raises(CareerprintError) as error:
        refuse_if_cut_short(path, intake, Tables())
    assert "has 300 rows, and the table at hand has 830" in _message(error)


def test_a_code_that_is_gone_is_among_the_changes() -> None:
    rows = tuple(row for row in _table("oews-2025-05-national.csv") if row["soc"] != "27-4014")
    intake = Intake(kind=Kind.PAY, name="2026-05", rows=rows)
    (change,) = changes(intake, Tables(), frozenset({"27-4014", "29-1141"}))
    assert list(change.lines()) == ["gone from the new release"]


def test_statuses_are_kept_apart() -> None:
    figures = Tables()
    actors = figures.pay("27-2011")
    assert actors is not None
    assert actors.per == "hour"
    assert {one.status for one in actors.yearly} == {Status.NOT_APPLICABLE}
    teachers = figures.pay("25-2021")
    assert teachers is not None
    assert teachers.hourly[0].status is Status.NOT_APPLICABLE
    surgeons = figures.state_pay("29-1022", "AK")
    assert surgeons is not None
    assert surgeons.is_top_coded
    ohio = figures.state_pay("27-4014", "OH")
    assert ohio is not None
    assert (ohio.jobs, ohio.jobs_status) == (None, Status.NOT_RELEASED)
    assert figures.state_pay("27-4014", "GU") is None
    legislators = figures.projection("11-1031")
    assert legislators is not None
    assert legislators.self_employed_percent is None
    assert legislators.training == "None"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999999999", "-7.5", "x"])
def test_an_interest_that_is_none_is_refused_with_its_value(value: str, tmp_path: Path) -> None:
    folder = onet_release(tmp_path / "db_30_1_text")
    file = folder / "Interests.txt"
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    at = rows[0].index("Data Value")
    for row in rows[1:]:
        row[at] = value
    file.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    with pytest.raises(CareerprintError) as error:
        read_release(folder)
    assert f"'{value}' is no interest" in _message(error)
