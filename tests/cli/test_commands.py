"""The commands as a user meets them: output, files, exit codes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from tests.conftest import CAREER_IDS, CAREERS, ROOT, SAMPLES
from tests.profiles.expected import BAD

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode, SchedulerLostError, UsageError
from careerprint.workers import executors

Capture = pytest.CaptureFixture[str]


def start(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "careerprint", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
    )


def test_list_names_every_career(empty_folder: Path, capsys: Capture) -> None:
    assert run(["list"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(CAREER_IDS)


def test_list_and_check_load_nothing_that_pages_need(tmp_path: Path) -> None:
    """Each of these costs a start a tenth of its time or more."""
    dear = ("weasyprint", "jinja2", "pikepdf", "PIL", "segno", "fontTools", "multiprocessing")
    code = (
        "import sys; from careerprint.cli.command_line import run; run(sys.argv[1:])\n"
        f"print(*[one for one in {dear!r} if one in sys.modules], file=sys.stderr)"
    )
    for command in (("list",), ("-q", "check", "chef")):
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert (command, done.stderr.strip()) == (command, "")


def test_list_as_json_of_one_cluster(empty_folder: Path, capsys: Capture) -> None:
    assert run(["list", "--json", "--cluster", "arts-entertainment-design"]) == ExitCode.OK
    rows = json.loads(capsys.readouterr().out)
    assert {"music-producer", "filmmaker"} <= {row["id"] for row in rows}
    assert run(["list", "--cluster", "agriculture"]) == ExitCode.OK
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "farmer",
        "landscaper",
        "veterinarian",
    ]


def test_an_unknown_cluster_is_wrong_usage(empty_folder: Path, capsys: Capture) -> None:
    assert run(["list", "--cluster", "agricultur"]) == ExitCode.USAGE
    assert "did you mean 'agriculture'?" in capsys.readouterr().err


def test_check_of_the_library_is_clean(empty_folder: Path, capsys: Capture) -> None:
    assert run(["check", "--strict"]) == ExitCode.OK
    assert not re.search(": (error|warning): ", capsys.readouterr().out)


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
    assert "% full at the smallest size (8.5 pt): cut about " in captured.err
    assert "work.story (line 8, 967 words)" in captured.err
    assert [p.name for p in Path("output").iterdir()] == ["filmmaker-one-pager-letter.pdf"]


class _Leaving(ThreadPoolExecutor):
    """A cluster whose scheduler goes away after the first section."""

    goes = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Put a call under way, once."""
        self.goes += 1
        if self.goes > 1:
            raise SchedulerLostError("CommClosedError")
        return super().submit(fn, *args, **kwargs)


def test_a_cluster_that_is_not_there_or_goes_away_is_said_once(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of the careers, and none of them is told of it."""
    careers, form = ("chef", "welder", "farmer"), ("--layout", "card", "--no-cache")
    command = ["render", *careers, *form, "--dask", "tcp://a:1"]
    absent = UsageError("there is no Dask scheduler at tcp://a:1", hint="start one")
    for error, code in ((absent, ExitCode.USAGE), (None, ExitCode.SOME_FAILED)):

        def opened(_: str, error: UsageError | None = error) -> Executor:
            if error:
                raise error
            return _Leaving()

        monkeypatch.setattr(executors, "open_dask", opened)
        assert run(command) == code
        told = capsys.readouterr().err
        said = str(error or "the workers cannot be reached any more (CommClosedError)")
        assert told.count(said) == 1
        assert "Traceback" not in told
        assert "chef" not in told
    assert not (empty_folder / "output" / "farmer-card-letter.pdf").exists()


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


def test_the_remark_on_the_way_in_becomes_its_keys(empty_folder: Path, capsys: Capture) -> None:
    assert run(["new", "Sound Engineer", "--soc", "27-4014"]) == ExitCode.OK
    path = empty_folder / "sound-engineer.yaml"
    before, rest = path.read_text("utf-8").split("# way_in:")
    remark, after = rest.split("\n\nofficial:", 1)
    keys = f"way_in:{remark}".replace("\n# ", "\n")
    path.write_text(f"{before}{keys}\n\nofficial:{after}", encoding="utf-8")
    capsys.readouterr()
    run(["check", str(path)])
    said = capsys.readouterr().out
    assert "the time of this step has no figure" in said
    assert "no key" not in said


def test_what_has_no_room_is_a_note_and_no_warning(empty_folder: Path, capsys: Capture) -> None:
    assert run(["render", "welder", "--layout", "full"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "note: there was no room for: way_in\n" in said
    assert "warning" not in said


def test_new_fills_in_the_official_figures(empty_folder: Path, capsys: Capture) -> None:
    assert run(["new", "Sound Engineer", "--soc", "27-4014"]) == ExitCode.OK
    text = Path("sound-engineer.yaml").read_text(encoding="utf-8")
    pay = "low: 37570\n      typical: 73130\n      high: 137370\n      per: year\n"
    assert pay in text
    assert "low: -1.7, high: -1.7" in text
    capsys.readouterr()
    assert run(["check", "sound-engineer.yaml"]) == ExitCode.SOME_FAILED
    findings = [line for line in capsys.readouterr().out.splitlines() if ": error: " in line]
    assert findings
    assert all(re.search("is empty$|must be a number$", finding) for finding in findings)


def test_schema_is_valid_json_with_descriptions(capsys: Capture) -> None:
    assert run(["schema"]) == ExitCode.OK
    schema = json.loads(capsys.readouterr().out)
    assert schema["properties"]["summary"]["maxLength"] == 1500
    assert "40–60 words" in schema["properties"]["summary"]["description"]


def test_doctor_finds_this_machine_fit(empty_folder: Path, capsys: Capture) -> None:
    assert run(["doctor"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert out.count("ok ") == 7
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
        "import sys; from careerprint.cli.command_line import run\n"
        f"run({command!r})\n"
        "heavy = {'weasyprint', 'jinja2', 'pikepdf', 'segno', 'babel', 'markdown_it'}\n"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr


def test_no_colour_reaches_a_pipe(tmp_path: Path) -> None:
    done = start("check", str(BAD / "bad-date.yaml"), cwd=tmp_path)
    assert "\x1b" not in done.stdout + done.stderr
    assert done.returncode == ExitCode.SOME_FAILED


IGNORING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Starts a program as a shell without job control does in the background."""


@pytest.mark.parametrize("launcher", [(), ("-c", IGNORING)], ids=["heard", "ignored"])
def test_an_interruption_leaves_nothing_half_written(
    launcher: tuple[str, ...], tmp_path: Path
) -> None:
    """Interrupted after the first file: exit code 130, every file under its name is whole."""
    process = subprocess.Popen(
        [*(sys.executable, *launcher, "-u", "-m", "careerprint"), "render", "--all", "-o", "out"],
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


def test_two_careers_that_share_a_file_name_are_refused(
    empty_folder: Path, capsys: Capture
) -> None:
    for folder in ("one", "two"):
        Path(folder).mkdir()
        shutil.copy(SAMPLES / "sparse.yaml", Path(folder) / "same.yaml")
    assert run(["render", "one/same.yaml", "two/same.yaml", "-o", "out"]) == ExitCode.USAGE
    assert "would be printed into one file" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_title_that_two_careers_have_is_refused(empty_folder: Path, capsys: Capture) -> None:
    run(["init", "."])
    shutil.copy(CAREERS / "filmmaker.yaml", "data/careers/film-maker.yaml")
    capsys.readouterr()
    assert run(["render", "Filmmaker"]) == ExitCode.USAGE
    assert "name one: film-maker, filmmaker" in capsys.readouterr().err


def test_a_file_name_that_is_no_id_is_an_error(empty_folder: Path, capsys: Capture) -> None:
    shutil.copy(SAMPLES / "sparse.yaml", "My Career.yaml")
    assert run(["check", "My Career.yaml"]) == ExitCode.SOME_FAILED
    assert "'My Career' cannot be a career's id" in capsys.readouterr().out


def test_a_broken_layout_is_wrong_settings_said_once(empty_folder: Path, capsys: Capture) -> None:
    run(["init", "."])
    shutil.copytree(ROOT / "layouts" / "_shared", "layouts/_shared")
    shutil.copytree(ROOT / "layouts" / "one-pager", "layouts/mine")
    template = Path("layouts/mine/page.html.j2")
    template.write_text(template.read_text().replace("self.band()", "page.sumary"))
    capsys.readouterr()
    assert run(["render", "--all", "--layout", "mine"]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert err.count("sumary") == 1
    assert "page.html.j2:" in err
    assert "did you mean 'summary'?" in err
    assert list(Path("output").glob("*.pdf")) == []


def test_a_picture_that_is_missing_keeps_the_page_from_being_printed(
    empty_folder: Path, capsys: Capture
) -> None:
    run(["init", "."])
    shutil.copytree(ROOT / "layouts" / "_shared", "layouts/_shared")
    shutil.copytree(ROOT / "layouts" / "one-pager", "layouts/mine")
    Path("layouts/_shared/tick-box.svg").unlink()
    assert run(["render", "filmmaker", "--layout", "mine"]) == ExitCode.USAGE
    assert "tick-box.svg" in capsys.readouterr().err
    assert list(Path("output").glob("*.pdf")) == []


def test_an_own_font_brings_its_characters(empty_folder: Path, capsys: Capture) -> None:
    """A font made here, with one letter of a script that the faces lack."""
    run(["init", "."])
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8").replace("paper clip", "Ꮧ clip")
    Path("data/careers/eye.yaml").write_text(text, encoding="utf-8")
    assert run(["check", "eye"]) == ExitCode.SOME_FAILED
    make_font(Path("fonts/eye.ttf"), "Ꮧ")
    assert run(["check", "eye"]) == ExitCode.OK
    assert run(["render", "eye"]) == ExitCode.OK
    with pymupdf.open("output/eye-one-pager-letter.pdf") as document:
        assert "Ꮧ" in document[0].get_text()
        assert any("own-0" in font[3] for font in document[0].get_fonts())


def make_font(path: Path, character: str) -> None:
    """Write a font whose only character is a box."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "eye"])
    builder.setupCharacterMap({ord(character): "eye"})
    pen = TTGlyphPen(None)
    for number, point in enumerate(((100, 0), (100, 700), (800, 700), (800, 0))):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf({".notdef": glyph, "eye": glyph})
    builder.setupHorizontalMetrics({".notdef": (900, 100), "eye": (900, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Eye", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_a_broken_font_is_named(empty_folder: Path, capsys: Capture) -> None:
    run(["init", "."])
    Path("fonts/bad.ttf").write_bytes(b"junk")
    shutil.copy(BAD / "no-glyphs.yaml", "data/careers/no-glyphs.yaml")
    assert run(["check"]) == ExitCode.USAGE
    assert "bad.ttf cannot be read as a font" in capsys.readouterr().err


def test_our_own_fault_in_one_career_does_not_cost_the_others(
    monkeypatch: pytest.MonkeyPatch, empty_folder: Path, capsys: Capture
) -> None:
    from careerprint.render import section

    real = section.typeset_section

    def faulty(career: Any, **options: Any) -> Any:
        if career.id == "filmmaker":
            raise ZeroDivisionError
        return real(career, **options)

    monkeypatch.setattr(section, "typeset_section", faulty)
    names = ("chef", "filmmaker", "welder")
    assert run(["render", *names, "--no-cache", "--workers", "1"]) == ExitCode.INTERNAL
    printed = {p.name.split("-one-pager")[0] for p in Path("output").iterdir()}
    assert printed == {"chef", "welder"}
    assert "filmmaker.yaml: error: this career could not be printed" in capsys.readouterr().err


def test_an_interruption_that_the_engine_swallows_still_stops_the_run(
    monkeypatch: pytest.MonkeyPatch, empty_folder: Path
) -> None:
    """A page drawn through an interruption may be ruined: it must not get its name."""
    from careerprint.render import section

    real = section.typeset_section

    def swallowing(*arguments: Any, **options: Any) -> Any:
        done = real(*arguments, **options)
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            signal.pause()
        return done

    monkeypatch.setattr(section, "typeset_section", swallowing)
    assert run(["render", "filmmaker", "--no-cache"]) == ExitCode.INTERRUPTED
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("layout", "paper", "own"), [("poster", "letter", "tabloid"), ("leaflet", "a4", "a5")]
)
def test_a_layout_prints_on_its_own_paper_of_the_projects_family(
    layout: str, paper: str, own: str, empty_folder: Path, capsys: Capture
) -> None:
    Path("careerprint.yaml").write_text(f"paper: {paper}\n", encoding="utf-8")
    assert run(["render", "filmmaker", "--layout", layout, "-v"]) == ExitCode.OK
    assert [p.name for p in Path("output").iterdir()] == [f"filmmaker-{layout}-{own}.pdf"]
    said = f"{layout}: not made for {paper}, printed on {own}"
    assert said in capsys.readouterr().err
    assert run(["render", "filmmaker", "--layout", layout]) == ExitCode.OK
    assert "not made" not in capsys.readouterr().err
    assert run(["render", "filmmaker", "--layout", layout, "--paper", paper]) == ExitCode.USAGE
    assert f"is not made for {paper}" in capsys.readouterr().err


def test_a_reader_that_leaves_does_not_stop_the_printing(tmp_path: Path) -> None:
    names = CAREER_IDS[:6]
    process = subprocess.Popen(
        [sys.executable, "-m", "careerprint", "render", *names, "-o", "out"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=120) == ExitCode.OK
    assert len(list((tmp_path / "out").iterdir())) == len(names)


def test_a_closed_or_full_output_is_no_fault_of_ours(tmp_path: Path) -> None:
    for redirection, code in ((">&-", ExitCode.OK), (">/dev/full", ExitCode.SOME_FAILED)):
        done = subprocess.run(
            ["sh", "-c", f"exec {sys.executable} -m careerprint list {redirection}"],
            cwd=tmp_path,
            check=False,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        assert done.returncode == code, done.stderr


@pytest.mark.parametrize("has_wish", [True, False])
def test_no_color_is_honoured_on_a_terminal(has_wish: bool, tmp_path: Path) -> None:
    reader, writer = os.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    if has_wish:
        environment["NO_COLOR"] = "1"
    subprocess.run(
        [sys.executable, "-m", "careerprint", "check", str(BAD / "bad-date.yaml")],
        cwd=tmp_path,
        check=False,
        stdout=writer,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    os.close(writer)
    said = os.read(reader, 10_000)
    os.close(reader)
    assert b"bad-date.yaml" in said
    assert (b"\x1b[" in said) is not has_wish


def test_a_foreign_currency_gets_no_dollars_beside_it(empty_folder: Path) -> None:
    text = (CAREERS / "filmmaker.yaml").read_text(encoding="utf-8")
    text = text.replace("title: Filmmaker", "title: Filmmaker\ncurrency: EUR")
    Path("euro.yaml").write_text(text, encoding="utf-8")
    assert run(["render", "euro.yaml"]) == ExitCode.OK
    with pymupdf.open("output/euro-one-pager-letter.pdf") as document:
        printed = document[0].get_text()
    assert "€90.4K" in printed
    assert "BLS OEWS" not in printed


def test_the_longest_blocks_are_found_wherever_they_stand(
    empty_folder: Path, capsys: Capture
) -> None:
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    long = " ".join(["word"] * 290)
    for old in ("Sort the jobs by the day they are due.", "The dirty part comes last."):
        text = text.replace(old, long)
    text = text.replace("Most of it is repair.", " ".join([long] * 3))
    Path("long.yaml").write_text(text, encoding="utf-8")
    assert run(["render", "long.yaml"]) == ExitCode.SOME_FAILED
    err = capsys.readouterr().err
    assert "work.story (line 8, 877 words)" in err
    assert "day.entries.1.text (line 15, 290 words)" in err


@pytest.mark.parametrize(
    "change",
    [
        ("title: Bench Jeweler", "title: " + "M" * 80),
        ("they like tiny tools", "x" * 200),
        ("title: Tickets", "title: " + "W" * 60),
        ("Sort the jobs", "https://example.org/" + "a" * 150),
        ("  text: Make it straight", f"  url: https://example.org/{'a' * 170}\n  text: Make"),
        ("time: 9:00", "time: 12:30 a.m."),
    ],
    ids=["title", "item", "day title", "address in a text", "address", "time"],
)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_long_words_break_and_stay_on_the_paper(
    change: tuple[str, str], paper: str, empty_folder: Path
) -> None:
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    Path("wide.yaml").write_text(text.replace(*change), encoding="utf-8")
    assert run(["render", "wide.yaml", "--paper", paper]) == ExitCode.OK
    with pymupdf.open(f"output/wide-one-pager-{paper}.pdf") as document:
        page = document[0]
        assert max(word[2] for word in page.get_text("words")) <= page.rect.width - 20
