"""A writer's way: a code by word, a new profile, its check, its mending, its translation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT, SAMPLES

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode, FitError

Capture = pytest.CaptureFixture[str]


def _sample(name: str = "own.yaml", *changes: tuple[str, str]) -> Path:
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- figures find, new --------------------------------------------------------------------------


def test_find_shows_code_pay_jobs_and_title(empty_folder: Path, capsys: Capture) -> None:
    assert run(["figures", "find", "barista"]) == ExitCode.OK
    assert capsys.readouterr().out == (
        "35-3023    $31,200  3,854,050 jobs  Fast Food and Counter Workers  (Baristas)\n"
    )
    assert run(["figures", "find", "353023"]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("35-3023 ")
    assert run(["figures", "find", "qqqq"]) == ExitCode.USAGE
    assert "no title has the words 'qqqq'" in capsys.readouterr().err
    assert run(["figures", "show", "353023"]) == ExitCode.OK


def test_new_without_a_code_shows_the_nearest_and_can_be_begun_anew(
    empty_folder: Path, capsys: Capture
) -> None:
    assert run(["new", "Barista"]) == ExitCode.OK
    assert "35-3023" in capsys.readouterr().err
    assert "35-3023" not in Path("barista.yaml").read_text(encoding="utf-8")
    cluster = "HOSPITALITY-events-tourism"
    assert run(["new", "Barista", "--soc", "353023", "--cluster", cluster]) == ExitCode.OK
    text = Path("barista.yaml").read_text(encoding="utf-8")
    assert "  soc: 35-3023           # Fast Food and Counter Workers\n  match: closest" in text
    assert "\ncluster: hospitality-events-tourism\n" in text
    Path("barista.yaml").write_text(f"{text}# mine\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["new", "Barista"]) == ExitCode.USAGE
    assert "is there already" in capsys.readouterr().err
    assert Path("barista.yaml").read_text(encoding="utf-8") == f"{text}# mine\n"


def test_an_empty_cluster_lists_the_fourteen(empty_folder: Path, capsys: Capture) -> None:
    run(["new", "Barista"])
    known = Path("barista.yaml").read_text(encoding="utf-8")
    assert known.count("# ") >= 5
    capsys.readouterr()
    run(["check", "barista"])
    finding, hint = capsys.readouterr().out.splitlines()[:2]
    assert finding.endswith("error: 'cluster' is empty")
    assert hint.count(",") == 13


FIGURES = {
    "percent:": " 25",
    "time:": " 9:00",
    "low:": " 1",
    "typical:": " 2",
    "high:": " 3",
    "cluster:": " agriculture",
    "date:": " 2026-01",
}
PROSE = "Two things: milk, and “more” – isn’t it? # [so] {it} goes * & on: yes"


@pytest.mark.parametrize("options", [[], ["--soc", "35-3023"]])
def test_a_new_profile_takes_prose_as_it_comes(
    options: list[str], empty_folder: Path, capsys: Capture
) -> None:
    """Every place for text filled with commas, colons and signs: no word is lost."""
    run(["new", "Barista", *options])
    lines = []
    for line in Path("barista.yaml").read_text(encoding="utf-8").splitlines():
        key, opens, _ = line.partition(">-")
        indent = len(key) - len(key.lstrip(" -"))
        name = line.strip(" -")
        if name != "detail:":
            lines.append(line.replace('""', f'"{PROSE[:55]}"') + FIGURES.get(name, ""))
        lines += [f"{' ' * (indent + 2)}{PROSE}"] if opens and ":" in key else []
    text = "\n".join(lines).replace("percent: 25", "percent: 50", 1) + "\n"
    Path("barista.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "barista"]) == ExitCode.OK, capsys.readouterr().out
    said = yaml.safe_load(text)
    assert said["summary"] == said["day"]["entries"][2]["text"] == PROSE
    assert said["fit"]["your_thing_when"] == [PROSE[:55]] * 3


# --- check --------------------------------------------------------------------------------------


def test_check_looks_at_the_translations_too(empty_folder: Path, capsys: Capture) -> None:
    _sample()
    _sample("es/own.yaml", ("percent: 70", "percent: 60"))
    for name in ("own", "own.yaml", "."):
        capsys.readouterr()
        assert run(["check", name]) == ExitCode.SOME_FAILED
        captured = capsys.readouterr()
        assert "es/own.yaml:9:" in captured.out
        assert "2 profiles checked: 2 errors" in captured.err


def test_check_fix_mends_shows_and_leaves_the_rest(empty_folder: Path, capsys: Capture) -> None:
    path = _sample("own.yaml", ("You sit all day.", "You don't -- ever -- stand."))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert run(["check", "--strict", "own.yaml"]) == ExitCode.SOME_FAILED
    out = capsys.readouterr().out
    assert "own.yaml:3:70: warning: a straight apostrophe or quote stands for a real one" in out
    assert "hint: write: show. You don’t" in out
    assert path.read_bytes() == before
    assert run(["check", "--fix", "own.yaml"]) == ExitCode.OK
    captured = capsys.readouterr()
    assert "+++ own.yaml, mended" in captured.out
    assert "+summary: Small metal, small stones" in captured.out
    assert "3 places mended in 1 file" in captured.err
    right = before.replace(b"don't -- ever -- stand", "don’t — ever — stand".encode())
    assert path.read_bytes() == right
    assert run(["check", "--fix", "own.yaml"]) == ExitCode.OK
    assert path.read_bytes() == right


def test_check_fix_leaves_what_is_shipped(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless its file itself is named."""
    run(["init", "."])
    path = _sample("data/careers/own.yaml", ("You sit all day.", "You don't stand."))
    before = path.read_bytes()
    monkeypatch.setattr("careerprint.profile.checking.is_shipped", lambda _: True)
    capsys.readouterr()
    assert run(["check", "--fix", "own"]) == ExitCode.OK
    assert "comes with careerprint, and is left as it is" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert run(["check", "--fix", "data/careers/own.yaml"]) == ExitCode.OK
    assert path.read_bytes() != before


def test_fix_and_json_exclude_each_other(empty_folder: Path, capsys: Capture) -> None:
    assert run(["check", "--fix", "--json"]) == ExitCode.USAGE


# --- translate, render --------------------------------------------------------------------------


def test_a_translation_is_begun_checked_and_not_printed_half_done(
    empty_folder: Path, capsys: Capture
) -> None:
    _sample()
    assert run(["translate", "own", "es"]) == ExitCode.OK
    assert capsys.readouterr().out == "es/own.yaml\n"
    assert run(["translate", "own", "ES"]) == ExitCode.USAGE
    assert run(["check", "own"]) == ExitCode.SOME_FAILED
    assert "23 of 23 texts are still to be translated" in capsys.readouterr().out
    assert run(["render", "own.yaml", "--lang", "es"]) == ExitCode.SOME_FAILED
    assert "own: not printed" in capsys.readouterr().err
    done = Path("es/own.yaml").read_text(encoding="utf-8").replace("(EN) ", "")
    Path("es/own.yaml").write_text(done, encoding="utf-8")
    assert run(["render", "own.yaml", "--lang", "es"]) == ExitCode.OK


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (["--lang", "es"], "own-one-pager-letter-es.pdf"),
        (["--lang", "en,es", "--layout", "two-sider"], "own-two-sider-letter-en-es.pdf"),
    ],
)
def test_a_pdf_that_is_out_of_date_is_named(
    options: list[str], name: str, empty_folder: Path, capsys: Capture
) -> None:
    _sample()
    _sample("es/own.yaml")
    assert run(["render", "own.yaml", *options]) == ExitCode.OK
    made = (Path("output") / name).read_bytes()
    _sample("es/own.yaml", ("percent: 70", "percent: 60"))
    capsys.readouterr()
    assert run(["render", "own.yaml", "filmmaker", *options]) == ExitCode.SOME_FAILED
    err = capsys.readouterr().err
    assert "es/own.yaml:9:" in err
    assert "own: not printed\n" in err
    assert f"output/{name} is of an earlier run, and out of date" in err
    assert (Path("output") / name).read_bytes() == made
    assert (Path("output") / name.replace("own", "filmmaker")).is_file()


def test_a_bad_translation_does_not_cost_the_others_of_a_sheet_or_booklet(
    empty_folder: Path, capsys: Capture
) -> None:
    _sample()
    _sample("es/own.yaml", ("percent: 70", "percent: 60"))
    cards = ["render", "own.yaml", "filmmaker", "--layout", "card", "--combined", "cards.pdf"]
    assert run([*cards, "--lang", "es"]) == ExitCode.SOME_FAILED
    assert Path("cards.pdf").is_file()
    Path("spec.yaml").write_text("title: Ours\nparts: [careers]\n", encoding="utf-8")
    book = ["booklet", "spec.yaml", "own.yaml", "music-producer", "--lang", "es", "-o", "b.pdf"]
    assert run(book) == ExitCode.SOME_FAILED
    assert "own: not bound" in capsys.readouterr().err
    assert Path("b.pdf").is_file()


def test_all_that_share_a_sheet_which_fails_are_named(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_: object, **__: object) -> None:
        raise FitError("130% full")

    monkeypatch.setattr("careerprint.render.section.typeset_section", too_long)
    cards = ["render", "chef", "filmmaker", "--layout", "card", "--combined", "cards.pdf"]
    assert run([*cards, "--no-cache"]) == ExitCode.SOME_FAILED
    assert "chef, filmmaker: not printed" in capsys.readouterr().err
    assert not Path("cards.pdf").exists()


def test_a_bad_translation_does_not_cost_a_batch(empty_folder: Path, capsys: Capture) -> None:
    run(["init", "."])
    _sample("data/careers/own.yaml")
    _sample("data/careers/es/own.yaml", ("percent: 70", "percent: 60"))
    rows = "name,careers\nAna Ejemplo,own\nBen Muster,music-producer\n"
    Path("roster.csv").write_text(rows, encoding="utf-8")
    arguments = [
        "batch",
        "roster.csv",
        "-o",
        "made",
        "--workers",
        "1",
        "--lang",
        "es",
        "--no-evidence",
    ]
    assert run([*arguments, "--layout", "one-pager"]) == ExitCode.SOME_FAILED
    assert len(list(Path("made").rglob("*.pdf"))) == 1


# --- choices, the next step ---------------------------------------------------------------------


def test_choices_are_heard_in_any_case(empty_folder: Path, capsys: Capture) -> None:
    arguments = ["render", "filmmaker", "--paper", "A4", "--ink", "Copier", "--lang", "EN"]
    assert run([*arguments, "--state", "oh", "--cluster", "AGRICULTURE"]) == ExitCode.OK
    assert Path("output/filmmaker-one-pager-a4-copier-oh.pdf").is_file()
    sheets = ["impose", "output/filmmaker-one-pager-a4-copier-oh.pdf", "--scheme", "2UP"]
    assert run([*sheets, "--paper", "A4", "-o", "x.pdf"]) == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "step"),
    [
        (["init", "school"], "next: write your school's name into school/careerprint.yaml"),
        (["new", "Barista"], "next: fill barista.yaml in, then: careerprint check barista"),
        (["render", "filmmaker"], "next: look at output/filmmaker-one-pager-letter.pdf"),
        (["translate", "own.yaml", "es"], "next: translate what begins with (EN), then: "),
    ],
)
def test_the_next_step_is_told_on_a_terminal_alone(
    arguments: list[str], step: str, empty_folder: Path, capsys: Capture
) -> None:
    _sample()
    assert run(arguments) == ExitCode.OK
    assert "next: " not in capsys.readouterr().err
    for quiet in ([], ["-q"]):
        (empty_folder / "x").mkdir(exist_ok=True)
        shutil.rmtree(empty_folder / "x")
        folder = empty_folder / "x"
        folder.mkdir()
        shutil.copy("own.yaml", folder)
        said = _on_terminal([*arguments, *quiet], folder)
        assert (step in said) is (not quiet)


def _on_terminal(arguments: list[str], folder: Path) -> str:
    reader, writer = os.openpty()
    subprocess.run(
        [sys.executable, "-m", "careerprint", *arguments],
        cwd=folder,
        check=True,
        stdout=writer,
        stderr=writer,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
    )
    os.close(writer)
    said = os.read(reader, 100_000).decode()
    os.close(reader)
    return said


def test_new_does_not_bury_a_career_that_is_there(empty_folder: Path, capsys: Capture) -> None:
    """The shipped page would be gone from the list, and an empty one in its place."""
    assert run(["new", "Registered Nurse"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "there is a career of this name already" in said
    assert "careerprint render registered-nurse prints it" in said
    assert not list(empty_folder.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["new", "RN"], "'RN' is a name of Registered Nurse too: registered-nurse"),
        (["new", "Ward Nurse", "--soc", "29-1141"], "are Registered Nurse's too: registered-nurse"),
    ],
)
def test_new_says_whose_name_or_code_it_is(
    arguments: list[str], words: str, empty_folder: Path, capsys: Capture
) -> None:
    assert run(arguments) == ExitCode.OK
    assert words in capsys.readouterr().err


def test_new_goes_where_the_careers_are(empty_folder: Path) -> None:
    careers = empty_folder / "data" / "careers"
    careers.mkdir(parents=True)
    assert run(["new", "Bench Jeweler"]) == ExitCode.OK
    assert (careers / "bench-jeweler.yaml").is_file()
    assert (careers.parent / "profile.schema.json").is_file()
    assert [one.name for one in empty_folder.iterdir()] == ["data"]
