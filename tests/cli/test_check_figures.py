"""``check`` against the official tables, and how a profile reads: every fault named by line."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CAREERS, small_profile

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]
CAREERS_ALTERED = ("electrician", "registered-nurse", "accountant", "chef")
SLIPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    (r"\blow: (\d{5})\b", lambda text: str(round(int(text) * 0.9))),
    (r"\btypical: (\d{5})\b", lambda text: str(round(int(text) * 1.05))),
    (r"growth: \{low: (-?[\d.]+)", lambda text: f"{-abs(float(text)) - 2:g}"),
    (r"soc: (\d\d-\d{4})\b", lambda text: f"{text[:3]}0{text[4:6]}7"),
    (r"date: (2025-05)\b", lambda _: "2026-05"),
)
"""What a slip makes of the first figure of a kind in a profile: five kinds in four careers."""


@pytest.fixture
def copy(empty_folder: Path) -> Path:
    """Give a copy of the library."""
    folder = empty_folder / "careers"
    shutil.copytree(CAREERS, folder, ignore=shutil.ignore_patterns("es"))
    return folder


def _alter(file: Path, pattern: str, slip: Callable[[str], str]) -> tuple[str, int]:
    """Change the first figure that matches; give the file and the line."""
    text = file.read_text(encoding="utf-8")
    # what a course costs is in no table
    told = re.sub(r"\nway_in:.*?\n(?=\w)", lambda one: " " * len(one[0]), text, flags=re.DOTALL)
    match = re.search(pattern, told)
    assert match, (file.name, pattern)
    changed = text[: match.start(1)] + slip(match[1]) + text[match.end(1) :]
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    return file.name, text.count("\n", 0, match.start(1)) + 1


def test_twenty_altered_figures_are_all_found(copy: Path, capsys: Capture) -> None:
    changed = [
        _alter(copy / f"{career}.yaml", pattern, slip)
        for career in CAREERS_ALTERED
        for pattern, slip in SLIPS
        if pattern != SLIPS[3][0]
    ]
    dead = ("welder", "paralegal", "farmer", "civil-engineer")
    changed += [_alter(copy / f"{career}.yaml", *SLIPS[3]) for career in dead]
    assert len(changed) == 20
    assert run(["check", str(copy), "--strict"]) == ExitCode.SOME_FAILED
    out = capsys.readouterr().out
    found = {(m[1], int(m[2])) for m in re.finditer(r"([\w-]+\.yaml):(\d+):\d+: warning", out)}
    assert set(changed) <= found


def test_the_library_is_clean_but_for_what_it_acknowledges(capsys: Capture) -> None:
    assert run(["check", str(CAREERS), "--strict"]) == ExitCode.OK
    out = capsys.readouterr().out
    notes = [line for line in out.splitlines() if ": note: " in line]
    assert notes
    assert all("music-producer.yaml" in line for line in notes)
    assert "code leads where that of" not in out  # no two careers share one
    assert any("goes the other way from the official projection" in line for line in notes)
    assert ": warning: " not in out


def test_the_growth_claim_of_the_source_page_is_reported(copy: Path, capsys: Capture) -> None:
    _alter(copy / "music-producer.yaml", "    (differs_because: the source)", lambda _: "# it")
    assert run(["check", str(copy / "music-producer.yaml"), "--strict"]) == ExitCode.SOME_FAILED
    out = capsys.readouterr().out
    assert (
        "growth of +11 to +17% goes the other way from the official projection for 27-4014" in out
    )
    assert "-1.7% (2024–34)" in out


def test_a_reason_for_no_difference_is_a_warning(copy: Path, capsys: Capture) -> None:
    reason = "oews, differs_because: it seemed low"
    _alter(copy / "filmmaker.yaml", r"source: (oews)\}", lambda _: reason)
    assert run(["check", str(copy / "filmmaker.yaml")]) == ExitCode.OK
    assert "nothing differs from the official figures here" in capsys.readouterr().out


def test_figures_of_another_code_are_not_to_be_replaced(copy: Path, capsys: Capture) -> None:
    """The code is what is wrong: its own figures would be another occupation's pay."""
    _alter(copy / "electrician.yaml", r"soc: (47-2111)\b", lambda _: "51-4121")
    assert run(["check", str(copy / "electrician.yaml")]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "these figures are not of 51-4121 Welders, Cutters, Solderers, and Brazers" in out
    assert ", but of 47-2111 Electricians" in out
    assert "is the code right? if so: low 39240, typical 53750, high 77530; or add below" in out


def test_an_old_profile_is_told(
    copy: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803859200")  # March 2027
    assert run(["check", str(copy / "music-producer.yaml"), "--max-age", "6"]) == ExitCode.OK
    assert "last checked 9 months ago; 6 are allowed" in capsys.readouterr().out
    assert run(["check", str(copy / "music-producer.yaml"), "--max-age", "9"]) == ExitCode.OK
    assert "last checked" not in capsys.readouterr().out


HARD = (
    "Notwithstanding considerable organizational heterogeneity, practitioners characteristically"
    " experience multidimensional responsibilities necessitating interdisciplinary coordination."
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"summary": "An exciting trade. It pays."}, ":3:10: warning: 'exciting' glamorizes"),
        ({"summary": "You need a passionate heart."}, "'passionate' glamorizes"),
        ({"summary": f"{HARD} {HARD} {HARD}"}, "'summary' reads at grade"),
        ({"path": {"label": "Staff", "typical": "9", "source": "guess"}}, "hides its low end"),
        ({"basis": "The median is 60,000."}, "'median' is not explained anywhere on the page"),
        ({"no": ["They hate."]}, "the no side has 2 words, and the yes side"),
    ],
)
def test_wording_is_warned_of_with_its_place(
    changes: dict[str, Any], words: str, write_profile: Callable[..., Path], capsys: Capture
) -> None:
    values = small_profile()
    values["summary"] = changes.get("summary", values["summary"])
    values["money"]["basis"] = changes.get("basis", values["money"]["basis"])
    values["fit"]["not_your_thing_when"] = changes.get("no", values["fit"]["not_your_thing_when"])
    if "path" in changes:
        values["money"]["paths"] = [changes["path"]]
    file = write_profile(values)
    assert run(["check", str(file)]) == ExitCode.OK
    assert words in capsys.readouterr().out
    assert run(["check", str(file), "--strict"]) == ExitCode.SOME_FAILED


HARD_IN_SPANISH = (
    "La responsabilidad interdisciplinaria característica de profesionales experimentados requiere"
    " consideraciones organizacionales multidimensionales, independientemente del departamento."
)


def test_a_spanish_text_is_measured_as_spanish(empty_folder: Path, capsys: Capture) -> None:
    shutil.copytree(CAREERS / "es", "careers/es")
    shutil.copy(CAREERS / "welder.yaml", "careers")
    file = Path("careers/es/welder.yaml")
    assert run(["check", str(file), "--strict"]) == ExitCode.OK
    text = file.read_text(encoding="utf-8")
    hard = re.sub(
        r"(?s)(summary: >-\n).*?(\nrelated:)",
        rf"\1  {HARD_IN_SPANISH}\n  {HARD_IN_SPANISH}\2",
        text,
    )
    file.write_text(hard, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", str(file), "--strict"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().out
    assert re.search(
        r"welder\.yaml:\d+:\d+: warning: 'summary' has 0 points of Szigriszt Pazos", said
    )
    assert "from 55 on a text is normal to read" in said
    assert "reads at grade" not in said


def test_a_sentence_in_two_profiles_is_told(copy: Path, capsys: Capture) -> None:
    sentence = "Nobody tells you that the van smells of wet dog all winter long."
    for career in ("welder", "chef"):
        file = copy / f"{career}.yaml"
        text = file.read_text(encoding="utf-8")
        start = "\nwork:\n  story: >-\n"
        assert start in text
        file.write_text(text.replace(start, f"{start}    {sentence}\n", 1), encoding="utf-8")
    run(["check", str(copy)])
    out = capsys.readouterr().out
    assert "welder.yaml" in out
    assert "chef.yaml has the same sentence: “Nobody tells you" in out
