"""The commands as a user meets them: output, files, exit codes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from careerprint.cli import run
from careerprint.errors import ExitCode
from tests.conftest import CAREER_IDS, CAREERS, ROOT, SAMPLES
from tests.profiles.expected import BAD

Capture = pytest.CaptureFixture[str]


def start(*arguments: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "careerprint", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
        **options,  # type: ignore[call-overload]
    )


def test_list_names_every_career(empty_folder: Path, capsys: Capture) -> None:
    assert run(["list"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(CAREER_IDS)


def test_list_as_json_of_one_cluster(empty_folder: Path, capsys: Capture) -> None:
    assert run(["list", "--json", "--cluster", "arts-entertainment-design"]) == ExitCode.OK
    rows = json.loads(capsys.readouterr().out)
    assert {"music-producer", "filmmaker"} <= {row["id"] for row in rows}
    assert run(["list", "--cluster", "agriculture"]) == ExitCode.OK
    assert capsys.readouterr().out == ""


def test_an_unknown_cluster_is_wrong_usage(empty_folder: Path, capsys: Capture) -> None:
    assert run(["list", "--cluster", "agricultur"]) == ExitCode.USAGE
    assert "did you mean 'agriculture'?" in capsys.readouterr().err


def test_check_of_the_library_is_clean(empty_folder: Path, capsys: Capture) -> None:
    assert run(["check", "--strict"]) == ExitCode.OK
    assert capsys.readouterr().out == ""


def test_check_gives_place_severity_and_hint(capsys: Capture) -> None:
    path = BAD / "unknown-source.yaml"
    assert run(["check", str(path)]) == ExitCode.SOME_FAILED
    out = capsys.readouterr().out.splitlines()
    assert out[0].endswith(
        "unknown-source.yaml:26:79: error: there is no source with the id 'gues'"
    )
    assert out[1] == "    hint: did you mean 'guess'?"


def test_check_as_json(capsys: Capture) -> None:
    assert run(["check", "--json", str(BAD / "eight-faults.yaml")]) == ExitCode.SOME_FAILED
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 8
    assert {"path", "line", "column", "severity", "message", "hint"} == set(rows[0])


def test_warnings_fail_only_when_strict(capsys: Capture) -> None:
    path = str(BAD / "undated-source.yaml")
    assert run(["check", path]) == ExitCode.OK
    assert run(["check", "--strict", path]) == ExitCode.SOME_FAILED


def test_render_prints_by_id_title_and_path(empty_folder: Path, capsys: Capture) -> None:
    sample = shutil.copy(SAMPLES / "sparse.yaml", empty_folder / "mine.yaml")
    assert run(["render", "filmmaker", "Music Producer", str(sample), "-o", "out"]) == ExitCode.OK
    names = {"filmmaker", "music-producer", "mine"}
    assert {p.name for p in Path("out").iterdir()} == {f"{n}-one-pager-letter.pdf" for n in names}
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_bad_career_does_not_stop_the_others(empty_folder: Path, capsys: Capture) -> None:
    bad = str(BAD / "bad-date.yaml")
    assert run(["render", bad, "filmmaker", "--paper", "a4"]) == ExitCode.SOME_FAILED
    assert [p.name for p in Path("output").iterdir()] == ["filmmaker-one-pager-a4.pdf"]
    assert "bad-date.yaml:33:8" in capsys.readouterr().err


def test_a_career_that_does_not_fit_is_said_with_its_measure(
    empty_folder: Path, capsys: Capture
) -> None:
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    story = " ".join(["Rings come in bent and leave round again."] * 120)
    Path("long.yaml").write_text(text.replace("Most of it is repair.", story), encoding="utf-8")
    assert run(["render", "long.yaml", "filmmaker"]) == ExitCode.SOME_FAILED
    captured = capsys.readouterr()
    assert "long.yaml:8:10: error: does not fit one-pager on letter: " in captured.err
    assert "% full at the smallest size (8 pt): cut about " in captured.err
    assert "work.story (line 8, 967 words)" in captured.err
    assert [p.name for p in Path("output").iterdir()] == ["filmmaker-one-pager-letter.pdf"]


def test_render_as_json_carries_the_receipt(empty_folder: Path, capsys: Capture) -> None:
    assert run(["render", "filmmaker", "--json"]) == ExitCode.OK
    (row,) = json.loads(capsys.readouterr().out)
    assert row["receipt"]["pages"] == 1
    assert Path(row["path"]).is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render"], "name a career"),
        (["render", "filmaker"], "did you mean 'filmmaker'?"),
        (["render", "filmmaker", "--layout", "onepager"], "did you mean 'one-pager'?"),
        (["render", "filmmaker", "--paper", "b5"], "b5"),
        (["chek"], "did you mean 'check'?"),
        (["new", "X", "--soc", "1"], "no SOC code '1'"),
    ],
)
def test_wrong_usage_does_nothing(
    arguments: list[str], words: str, empty_folder: Path, capsys: Capture
) -> None:
    assert run(arguments) == ExitCode.USAGE
    assert words in capsys.readouterr().err
    assert list(empty_folder.iterdir()) == []


def test_an_output_folder_that_cannot_be_written(empty_folder: Path, capsys: Capture) -> None:
    Path("taken").write_text("", encoding="utf-8")
    assert run(["render", "filmmaker", "-o", "taken/here"]) == ExitCode.SOME_FAILED
    assert "cannot be written" in capsys.readouterr().err
    assert [p.name for p in empty_folder.iterdir()] == ["taken"]


def test_init_makes_a_project_that_works(empty_folder: Path, capsys: Capture) -> None:
    assert run(["init", "school"]) == ExitCode.OK
    assert run(["init", "school"]) == ExitCode.USAGE
    assert run(["--project", "school", "check"]) == ExitCode.OK
    settings = Path("school/careerprint.yaml")
    settings.write_text("brand: {organisation: Sample High}\npaper: a4\n", encoding="utf-8")
    assert run(["--project", "school", "render", "filmmaker"]) == ExitCode.OK
    assert Path("school/output/filmmaker-one-pager-a4.pdf").is_file()


def test_a_project_is_found_from_below_and_its_careers_come_first(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    run(["init", "school"])
    own = (CAREERS / "filmmaker.yaml").read_text(encoding="utf-8")
    own = own.replace("title: Filmmaker", "title: Our Filmmaker")
    Path("school/data/careers/filmmaker.yaml").write_text(own, encoding="utf-8")
    monkeypatch.chdir("school/layouts")
    capsys.readouterr()
    assert run(["list"]) == ExitCode.OK
    assert "Our Filmmaker" in capsys.readouterr().out


def test_broken_settings_end_the_run(empty_folder: Path, capsys: Capture) -> None:
    Path("careerprint.yaml").write_text("papr: a4\npaper: b5\n", encoding="utf-8")
    assert run(["render", "filmmaker"]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert "careerprint.yaml:1:1" in err
    assert "careerprint.yaml:2:8" in err
    assert not Path("output").exists()


def test_new_fills_in_the_official_figures(empty_folder: Path, capsys: Capture) -> None:
    assert run(["new", "Sound Engineer", "--soc", "27-4014"]) == ExitCode.OK
    text = Path("sound-engineer.yaml").read_text(encoding="utf-8")
    assert "low: 37570, typical: 73130, high: 137370, per: year" in text
    assert "low: -1.7, high: -1.7" in text
    assert run(["new", "Sound Engineer"]) == ExitCode.USAGE
    assert Path("sound-engineer.yaml").read_text(encoding="utf-8") == text
    capsys.readouterr()
    assert run(["check", "sound-engineer.yaml"]) == ExitCode.SOME_FAILED
    findings = [line for line in capsys.readouterr().out.splitlines() if ": error: " in line]
    assert findings
    assert all(finding.endswith("is empty") for finding in findings)


def test_schema_is_valid_json_with_descriptions(capsys: Capture) -> None:
    assert run(["schema"]) == ExitCode.OK
    schema = json.loads(capsys.readouterr().out)
    assert schema["properties"]["summary"]["maxLength"] == 1500
    assert "40–60 words" in schema["properties"]["summary"]["description"]


def test_doctor_finds_this_machine_fit(empty_folder: Path, capsys: Capture) -> None:
    assert run(["doctor"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert out.count("ok ") == 5
    assert "lacks" not in out


def test_doctor_says_what_to_mend(empty_folder: Path, capsys: Capture) -> None:
    Path("careerprint.yaml").touch()
    Path("output").touch()
    assert run(["doctor"]) == ExitCode.SOME_FAILED
    out = capsys.readouterr().out
    assert "lacks write access to the output folder (output)" in out
    assert "Choose another folder" in out


@pytest.mark.parametrize("command", [["--help"], ["list"], ["check"], ["schema"]])
def test_light_commands_load_no_engine(command: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from careerprint.cli import run\n"
        f"run({command!r})\n"
        "heavy = {'weasyprint', 'jinja2', 'pikepdf', 'segno', 'babel', 'markdown_it'}\n"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr


def test_no_colour_reaches_a_pipe(tmp_path: Path) -> None:
    done = start("check", str(BAD / "bad-date.yaml"), cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr
    assert done.returncode == ExitCode.SOME_FAILED


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path) -> None:
    """Interrupted after the first file: exit code 130, every file under its name is whole."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "careerprint", "render", *(["--all"]), "-o", "out"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, err
    files = list((tmp_path / "out").iterdir())
    assert files
    assert all(f.suffix == ".pdf" and f.read_bytes().rstrip().endswith(b"%%EOF") for f in files)


def test_a_fault_of_ours_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, empty_folder: Path, capsys: Capture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("careerprint.profile.library.Library.load", broken)
    assert run(["check"]) == ExitCode.INTERNAL
    err = capsys.readouterr().err
    assert "ZeroDivisionError" in err
    assert "Please report it" in err
