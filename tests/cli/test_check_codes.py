"""``check`` on codes: one that leads to a front page, and two that lead to one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import small_profile

from careerprint.cli.command_line import run

Capture = pytest.CaptureFixture[str]


def _line(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, text in enumerate(lines, 1) if text.strip().startswith(start))


@pytest.fixture
def vague(write_profile: Callable[..., Path], empty_folder: Path) -> Path:
    values = small_profile()
    values["try_it"]["url"] = "https://www.211.org/"
    for source in values["sources"]:
        source.pop("url", None)
    return write_profile(values)


def test_a_code_that_leads_to_a_front_page_is_warned_of(vague: Path, capsys: Capture) -> None:
    assert run(["check", str(vague)]) == 0
    said = capsys.readouterr().out
    place = f"sample.yaml:{_line(vague, 'url')}:"
    assert f"{place}8: warning: the page's code leads to a front page: https://www.211.org/" in said
    assert "give the project a page of its own" in said


def test_a_school_s_own_address_settles_it(
    vague: Path, empty_folder: Path, capsys: Capture
) -> None:
    settings = 'brand: {link: "https://school.example/careers/{career}"}\n'
    (empty_folder / "careerprint.yaml").write_text(settings, encoding="utf-8")
    assert run(["check", str(vague)]) == 0
    assert "front page" not in capsys.readouterr().out


@pytest.mark.parametrize(("match", "severity"), [("exact", "warning"), ("closest", "note")])
def test_two_careers_whose_codes_lead_to_one_page(
    match: str,
    severity: str,
    write_profile: Callable[..., Path],
    empty_folder: Path,
    capsys: Capture,
) -> None:
    values = small_profile()
    values["try_it"].pop("url", None)
    values["official"] = {"soc": "47-2111", "match": match, "note": "It counts others too."}
    first, second = (write_profile(values, name) for name in ("first", "second"))
    assert run(["check", str(first), str(second)]) == 0
    said = capsys.readouterr().out
    place = f"second.yaml:{_line(second, 'soc')}:"
    assert f"{place}8: {severity}: the page's code leads where that of first leads" in said
    assert "first.yaml:" + str(_line(first, "soc")) + ":8: warning: the page" not in said


@pytest.mark.parametrize("link", ["school.example", "https://school.example/{name}"])
def test_a_link_that_cannot_be_is_refused_with_its_line(
    link: str, empty_folder: Path, capsys: Capture
) -> None:
    settings = f'brand:\n  link: "{link}"\n'
    (empty_folder / "careerprint.yaml").write_text(settings, encoding="utf-8")
    assert run(["check"]) == 2
    said = capsys.readouterr().err
    assert "careerprint.yaml:2:" in said
    assert "must be a web address" in said
