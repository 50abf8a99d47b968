"""Where codes and sources lead: to no front page, and no two to one page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import CAREER_IDS, small_profile

from careerprint.cli.command_line import run
from careerprint.reading.web_addresses import is_front_page

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


# --- sources ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://www.bls.gov/oes/", "leads to a front page: https://www.bls.gov/oes/"),
        ("https://a.example/b/c#tab-4", "leads where 'one' leads: https://a.example/b/c#tab-4"),
        ("https://a.example/b/c#tab-5", ""),
        ("https://a.example/?p=1", ""),
    ],
)
def test_a_source_leads_to_a_page_of_its_own(
    url: str, told: str, write_profile: Callable[..., Path], empty_folder: Path, capsys: Capture
) -> None:
    values = small_profile()
    one, *_ = values["sources"]
    values["sources"] = [one | {"id": "one", "url": "https://a.example/b/c#tab-4"}]
    values["sources"].append(one | {"id": "two", "url": url})
    for path in values["money"]["paths"]:
        path["source"] = "one"
    file = write_profile(values)
    assert run(["check", str(file)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if "the source" in line]
    lines = file.read_text(encoding="utf-8").splitlines()
    line = max(n for n, text in enumerate(lines, 1) if text.strip() == f"url: {url}")
    warned = [f"sample.yaml:{line}:8: warning: the source 'two' {told}"] if told else []
    assert [text[text.index("sample") :] for text in said] == warned


def test_every_address_of_the_library_is_listed_and_none_leads_where_another_does(
    capsys: Capture,
) -> None:
    assert run(["list", "--addresses", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    codes = [one["address"] for one in told if one["of"].startswith("code")]
    assert len(codes) == 2 * len(CAREER_IDS)
    shared = [url for url in set(codes) if codes.count(url) > 1]
    assert all(codes.count(url) == 2 for url in shared)  # one career's, in its two languages
    of_each: dict[str, list[str]] = {career: [] for career in CAREER_IDS}
    for one in told:
        assert not is_front_page(one["address"])
        if not one["of"].startswith("code"):
            of_each[one["id"]].append(one["address"])
    assert all(urls and len(set(urls)) == len(urls) for urls in of_each.values())
