"""Releases of official figures, written as their publishers ship them from the rows of ours."""

from pathlib import Path
from typing import Any

import openpyxl

from careerprint.figures.tables import Status, read_rows
from careerprint.resources import shipped

FIGURES = shipped("data") / "figures"
OEWS = [
    *("AREA", "AREA_TITLE", "AREA_TYPE", "PRIM_STATE", "NAICS", "NAICS_TITLE", "I_GROUP"),
    *("OWN_CODE", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "JOBS_1000"),
    *("LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT", "H_MEAN", "A_MEAN", "MEAN_PRSE", "H_PCT10"),
    *("H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75"),
    *("A_PCT90", "ANNUAL", "HOURLY"),
]
SIGNS = {Status.TOP_CODED: "#", Status.NOT_RELEASED: "*", Status.NOT_APPLICABLE: "*"}
PERCENTILES = ("p10", "p25", "median", "p75", "p90")


def _number(text: str) -> Any:
    value = float(text)
    return int(value) if value.is_integer() else value


def oews_cells(row: dict[str, str], state: str = "US") -> dict[str, Any]:
    """Give a row of ours as the publisher's workbook has it."""
    cells: dict[str, Any] = dict.fromkeys(OEWS, "")
    cells |= {
        "AREA_TYPE": 1 if state == "US" else 2,
        "PRIM_STATE": state,
        "OCC_CODE": row["soc"],
        "OCC_TITLE": row.get("title", "An occupation"),
        "O_GROUP": "detailed",
        "TOT_EMP": _number(row["employment"]) if row["employment"] else "**",
    }
    is_hourly = row["annual_median_status"] == Status.NOT_APPLICABLE
    for name in PERCENTILES:
        column = name.replace("p", "PCT") if name != "median" else "MEDIAN"
        status = row.get(f"annual_{name}_status", row["annual_median_status"])
        text = row[f"annual_{name}"]
        cells[f"A_{column}"] = _number(text) if text else SIGNS[Status(status)]
        hourly = row.get(f"hourly_{name}", "")
        cells[f"H_{column}"] = _number(hourly) if hourly else "*"
    cells["A_MEAN"] = _number(row["annual_mean"]) if row.get("annual_mean") else "*"
    if is_hourly:
        cells["HOURLY"] = True
    if row.get("hourly_median_status") == Status.NOT_APPLICABLE:
        cells["ANNUAL"] = True
    return cells


def save(path: Path, sheet: str, header: list[str], rows: list[list[Any]], above: int = 0) -> Path:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for _ in range(above):
        page.append(["Table 1.2 Employment by detailed occupation (in thousands)"])
    page.append(header)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def oews_workbook(path: Path, table: str, sheet: str, keep: int = 10_000) -> Path:
    rows = read_rows(FIGURES / table)[:keep]
    header = sorted(OEWS)
    cells = [oews_cells(row, row.get("state", "US")) for row in rows]
    summary = dict.fromkeys(OEWS, "") | {"OCC_CODE": "00-0000", "O_GROUP": "total"}
    lines = [[one[name] for name in header] for one in [summary, *cells]]
    return save(path, sheet, header, lines)


EP_HEADER = [
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment distribution, percent, 2024",
    "Employment distribution, percent, 2034",
    "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34",
    "Percent self-employed, 2024",
    "Occupational openings, 2024–34 annual average",
    "Median annual wage, dollars, 2024[1]",
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
]


def ep_workbook(path: Path) -> Path:
    def cell(text: str) -> Any:
        try:
            return _number(text)
        except ValueError:
            return text

    total = ["Total, all occupations", "00-0000", "Summary", 1, 2, 100, 100, 1, 0.5, 5, 9, 49500]
    rows = [[*total, "—", "—", "—"]]
    for row in read_rows(FIGURES / "ep-2024-34.csv"):
        numbers = [cell(row["employment_2024_k"]), cell(row["employment_2034_k"]), 0.1, 0.1, 1.0]
        numbers += [cell(row["change_pct"]), cell(row["self_employed_pct_2024"])]
        numbers += [cell(row["openings_annual_avg_k"]), cell(row["median_wage_2024"])]
        texts = [row["typical_entry_education"], row["work_experience"]]
        texts.append(row["on_the_job_training"])
        rows.append([row["title"], row["soc"], "Line item", *numbers, *texts])
    rows.append(["[1] Data are from the Occupational Employment and Wage Statistics program."])
    return save(path, "Table 1.2", EP_HEADER, rows, above=1)


def onet_release(folder: Path) -> Path:
    """Write the interests of ours as the text release has them: tabs, CRLF, n/a."""
    folder.mkdir()
    files: dict[str, list[list[str]]] = {
        "Interests.txt": [
            ["O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "Date"],
        ],
        "Job Zones.txt": [["O*NET-SOC Code", "Job Zone", "Date", "Domain Source"]],
        "Occupation Data.txt": [["O*NET-SOC Code", "Title", "Description"]],
    }
    for row in read_rows(FIGURES / "onet-30.1-interests.csv"):
        code, letters = row["onet_soc"], row["interest_code"]
        files["Occupation Data.txt"].append([code, row["title"], "What it is, with “quotes”."])
        files["Job Zones.txt"].append([code, row["job_zone"], "12/2025", "Analyst"])
        files["Interests.txt"].append([code, "1.B.1.a", "Realistic", "OI", "3.00", "12/2025"])
        for n, place in enumerate(("First", "Second", "Third")):
            value = "RIASEC".index(letters[n]) + 1 if n < len(letters) else 0
            text = f"{value}.00" if value or n == 2 else "n/a"
            element = f"{place} Interest High-Point"
            files["Interests.txt"].append([code, "1.B.1.g", element, "IH", text, "12/2025"])
    for name, rows in files.items():
        text = "".join("\t".join(row) + "\r\n" for row in rows)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder
