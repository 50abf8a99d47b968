"""What the reader accepts is printed whole, and nothing that it is fed brings it down."""

import string
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import yaml
from benchmarks.copyfitting import print_some
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.conftest import CAREERS, small_profile
from tests.pdf_text import BY_COLUMN, missing_in_order, said_by

from careerprint.errors import FitError
from careerprint.profile.library import Library
from careerprint.render.layouts import find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

MUSIC = (CAREERS / "music-producer.yaml").read_text(encoding="utf-8")
plain = st.text(
    alphabet=string.ascii_letters + string.digits + " ’“”—–…&<>{}%$#@'\"()[]/:;,.!?éñüøçß½€",
    min_size=1,
    max_size=60,
).filter(lambda text: any(c.isalnum() for c in text))
long_text = st.lists(plain, min_size=1, max_size=12).map(" ".join)
hours = st.integers(1, 12).flatmap(
    lambda hour: st.sampled_from([f"{hour}:00", f"{hour}:45 am", f"{hour}:15 pm"])
)
fixture_is_shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def _load(path: Path, text: bytes) -> Any:
    path.write_bytes(text)
    return Library(()).load(path)


@given(text=st.binary(max_size=400))
@fixture_is_shared
def test_any_bytes_are_answered_with_findings(text: bytes, tmp_path: Path) -> None:
    loaded = _load(tmp_path / "any.yaml", text)
    assert loaded.value is None
    assert loaded.diagnostics


@given(
    start=st.integers(0, len(MUSIC) - 1),
    length=st.integers(0, 40),
    put=st.text(alphabet=" \t\n:-[]{}\"'&*!|>%@`#,abc0", max_size=8),
)
@fixture_is_shared
def test_a_damaged_profile_is_answered_with_places_in_it(
    start: int, length: int, put: str, tmp_path: Path
) -> None:
    text = MUSIC[:start] + put + MUSIC[start + length :]
    loaded = _load(tmp_path / "damaged.yaml", text.encode())
    lines = len(text.splitlines()) + 1
    assert all(0 <= d.location.line <= lines for d in loaded.diagnostics)
    assert loaded.value is not None or any(d.is_error for d in loaded.diagnostics)
    assert all(d.message for d in loaded.diagnostics)


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """Give a profile whose texts, bars, times and figures are drawn at random."""
    values = small_profile()
    values["title"] = draw(plain)
    values["summary"] = draw(long_text)
    values["work"]["story"] = draw(long_text)
    count = draw(st.integers(2, 12))
    shares = [100 // count] * (count - 1)
    values["work"]["time_split"] = [
        {"activity": draw(plain), "percent": str(n)} for n in [*shares, 100 - sum(shares)]
    ]
    values["day"]["entries"] = [
        {"time": draw(hours), "title": draw(plain), "text": draw(long_text)}
        for _ in range(draw(st.integers(2, 12)))
    ]
    values["fit"]["your_thing_when"] = draw(st.lists(plain, min_size=1, max_size=6))
    low = draw(st.integers(8, 2_000_000))
    values["money"]["paths"] = [
        {
            "label": draw(plain),
            "low": str(low),
            "high": str(draw(st.integers(low, 2_000_000))),
            "open_ended": draw(st.sampled_from(["true", "false"])),
            "per": draw(st.sampled_from(["hour", "month", "year"])),
            "source": "guess",
        }
        for _ in range(draw(st.integers(1, 4)))
    ]
    return values


def _print_or_refuse(values: dict[str, Any], folder: Path, typesetter: Typesetter) -> None:
    path = folder / "any.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True, width=9999), encoding="utf-8")
    library = Library((folder,))
    assume(library.load(path).value is not None)
    career = library.career(path)
    try:
        section = typeset_section(
            career,
            layout=find_layout("one-pager", (shipped("layouts"),), Paper.LETTER),
            variant=Variant(),
            typesetter=typesetter,
        )
    except FitError as error:
        refusal = error.message
        section = None
    if section is None:
        assert "cut about" in refusal
        return
    assert section.warnings == ()
    assert section.receipt.pages == 1
    assert missing_in_order(section.pdf, said_by(career.profile, parts=BY_COLUMN)) == []


@given(values=profiles())
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_what_check_accepts_is_printed_whole(
    values: dict[str, Any], tmp_path: Path, typesetter: Typesetter
) -> None:
    _print_or_refuse(values, tmp_path, typesetter)


@pytest.mark.prove
@given(values=profiles())
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
def test_four_hundred_that_check_accepts_are_printed_whole(
    values: dict[str, Any], tmp_path: Path, typesetter: Typesetter
) -> None:
    _print_or_refuse(values, tmp_path, typesetter)


def test_random_profiles_fill_their_page_or_are_refused(typesetter: Typesetter) -> None:
    """The benchmark's profiles of 150 to 1,200 words, a smaller number of them."""
    layout = find_layout("one-pager", (shipped("layouts"),), Paper.LETTER)
    receipts, refused = print_some(24, layout, typesetter)
    assert len(receipts) + refused == 24
    assert receipts
    assert refused
    for receipt in receipts:
        is_at_ceiling = receipt.body_pt == layout.file.body_pt.largest
        assert is_at_ceiling or min(receipt.percent_by_page) >= 70
    assert mean(receipt.passes for receipt in receipts) <= 5
