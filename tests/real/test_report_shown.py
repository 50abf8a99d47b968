"""The report in a browser: filtered, sorted, without a script, and on paper."""

from pathlib import Path

import pymupdf
import pytest
from tests.real.browser import answered, printed
from tests.unit.batch.test_report import report_in

from careerprint.batch.report import PAGE_NAME, Line, Status

ROWS = 60


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the page of sixty booklets in two classes, two of them unchanged."""
    folder = tmp_path_factory.mktemp("report")
    with report_in(folder) as report:
        for row in range(2, ROWS + 2):
            status = Status.UNCHANGED if row in {5, 9} else Status.MADE
            group = "9A" if row % 3 else "10B"
            report.add(
                Line(row=row, status=status, path=f"{group}/{row}.pdf", pages=row % 7, group=group)
            )
    return (folder / PAGE_NAME).read_text(encoding="utf-8")


SHOWN = (
    "[...document.querySelectorAll('[data-tools] tbody tr:not([hidden])')]"
    ".map((row) => row.cells[0].textContent)"
)


def test_rows_are_filtered_and_their_count_is_said(page: str, tmp_path: Path) -> None:
    script = f"""
      const form = document.querySelector("form.tools");
      const state = form.querySelector("select"), status = form.querySelector("[role=status]");
      const found = [];
      const look = () => found.push(status.textContent, {SHOWN}.join());
      state.value = "=unchanged"; form.dispatchEvent(new Event("input"));
      setTimeout(() => {{ look(); state.value = ""; form.querySelector("input").value = "10B/3";
        form.dispatchEvent(new Event("input"));
        setTimeout(() => {{ look(); answer(found.join("|")); }}, 400); }}, 400);
    """
    said = answered(page, script, tmp_path)
    assert said == f"2 of {ROWS} rows|5,9|5 of {ROWS} rows|3,30,33,36,39"


def test_columns_sort_by_number_and_say_so(page: str, tmp_path: Path) -> None:
    script = f"""
      const heads = document.querySelectorAll("[data-tools] thead th");
      const found = [];
      const press = (n) => {{ heads[n].querySelector("button").click();
        found.push({SHOWN}.slice(0, 3).join(), heads[n].getAttribute("aria-sort")); }};
      press(0); press(0); press(2);
      answer(found.concat(heads[0].getAttribute("aria-sort")).join("|"));
    """
    said = answered(page, script, tmp_path)
    assert said == "2,3,4|ascending|61,60,59|descending|61,59,58|ascending|none"


def test_without_the_script_nothing_is_lost_or_dead(page: str, tmp_path: Path) -> None:
    plain = page[: page.index("<script>")] + "</body></html>"
    script = (
        f"answer({SHOWN}.length + '|' + document.querySelectorAll('button, input, select').length)"
    )
    assert answered(plain, script, tmp_path) == f"{ROWS}|0"


def test_on_paper_headings_repeat_and_controls_are_gone(page: str, tmp_path: Path) -> None:
    with pymupdf.open(printed(page, tmp_path)) as document:
        assert len(document) > 1
        texts = [sheet.get_text() for sheet in document]
    assert all("Class" in text for text in texts[:2])
    assert all(f"/{row}.pdf" in "".join(texts) for row in range(2, ROWS + 2))
    assert "Find" not in "".join(texts)


def test_a_telephone_shows_the_whole_width(page: str, tmp_path: Path) -> None:
    script = """
      const frame = document.querySelector("iframe");
      const look = () => { const root = frame.contentDocument.documentElement;
        answer(`${root.scrollWidth <= root.clientWidth}|${root.clientWidth}`); };
      if (frame.contentDocument?.readyState === "complete") look(); else frame.onload = look;
    """
    outer = f'<!DOCTYPE html><body><iframe srcdoc="{_quoted(page)}" width="360" height="900">'
    assert answered(f"{outer}</iframe></body>", script, tmp_path) == "true|360"


def _quoted(page: str) -> str:
    return page.replace("&", "&amp;").replace('"', "&quot;")
