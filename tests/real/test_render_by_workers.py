"""Handouts and proofs by several workers: the same as by none, also where they are disturbed."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from tests.conftest import CAREERS, SAMPLES
from tests.real.dask_cluster import cluster_in

from careerprint.errors import ExitCode
from careerprint.resources import shipped

LONGEST_S = 120
CHOSEN = ("chef", "farmer", "filmmaker", "paralegal", "welder")
LATE = "paralegal"
DISTURBED = f"""
import os, signal
from pathlib import Path
from careerprint.cli.command_line import main
from careerprint.render import section

real, how, parent = section.typeset_section, os.environ["DISTURBED"], os.getpid()

def disturbed(career, **options):
    if career.id == "{LATE}":
        first = Path(os.environ["MARK"])
        if how == "always" or (how == "once" and not first.exists()):
            first.touch()
            assert os.getpid() != parent
            os.kill(os.getpid(), signal.SIGKILL)
    return real(career, **options)

section.typeset_section = disturbed
main()
"""
"""The command, whose worker is killed at a career: once, or whenever it comes to it."""


AFAR = """
from careerprint.cli.command_line import main
from careerprint.render import section

def nothing(*arguments, **options):
    raise AssertionError("set in the process that asks a cluster")

section.typeset_section = nothing
main()
"""
"""The command, which cannot set pages itself."""


def _start(folder: Path, *options: str, how: str = "") -> "subprocess.Popen[str]":
    """Start printing in a process group of its own, as a terminal does."""
    program = ("-c", AFAR if how == "afar" else DISTURBED) if how else ("-m", "careerprint")
    return subprocess.Popen(
        [sys.executable, *program, "render", "--layout", "card", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={
            **os.environ,
            "NO_COLOR": "1",
            "CAREERPRINT_CACHE": str(folder / "cache"),
            "DISTURBED": how,
            "MARK": str(folder / "mark"),
        },
    )


def _done(folder: Path, *options: str, how: str = "") -> tuple[int, str, str]:
    going = _start(folder, *options, how=how)
    out, err = going.communicate(timeout=LONGEST_S)
    return going.returncode, out, err


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give what one process prints of the chosen careers."""
    folder = tmp_path_factory.mktemp("whole")
    code, _, err = _done(folder, *CHOSEN, "--workers", "1", "-o", "out")
    assert code == ExitCode.OK, err
    return _files(folder / "out")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Give a project with good careers, one that is not a profile, and one that is too long."""
    own = tmp_path / "data" / "careers"
    own.mkdir(parents=True)
    text = (CAREERS / "farmer.yaml").read_text(encoding="utf-8")
    (own / "farmer.yaml").write_text(text.replace("cluster:", "clutser:"), encoding="utf-8")
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    text = text.replace("repair.", "repair. " + "Rings come in bent and leave round again. " * 120)
    (own / "filmmaker.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "careerprint.yaml").write_text("brand:\n  organisation: Example\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--combined", "all.pdf"), ("--json", "-v")])
def test_files_messages_and_exit_code_are_those_of_one_process(
    options: tuple[str, ...], broken: Path
) -> None:
    found = []
    for workers in ("1", "3"):
        code, out, err = _done(
            broken,
            *(*CHOSEN, *options, "--layout", "one-pager"),
            *("--no-cache", "--workers", workers, "-o", "out"),
        )
        pdfs = {p.relative_to(broken).as_posix(): p.read_bytes() for p in broken.rglob("*.pdf")}
        found.append((code, out, err, pdfs))
        for name in pdfs:
            (broken / name).unlink()
    one, three = found
    assert one == three
    assert one[0] == ExitCode.SOME_FAILED
    assert "farmer: not printed" in one[2]
    assert "does not fit one-pager on letter" in one[1] + one[2]
    assert len(one[3]) == (1 if "--combined" in options else len(CHOSEN) - 2)


@pytest.mark.parametrize(
    "options", [("--paper", "letter"), ("--figures", "--career", "chef", "--career", "welder")]
)
def test_a_layout_is_proved_as_by_one_process(options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "careerprint.yaml").write_text("{}\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "careerprint", "layout", "new", "mine"], cwd=tmp_path, check=True
    )
    style = tmp_path / "layouts" / "mine" / "style.css"
    with style.open("a", encoding="utf-8") as file:
        file.write("h1 { font-size: 4pt; colour: red }\np { font-family: Missing; color: #aaa }\n")
    found = []
    for workers in ("1", "3"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "careerprint", "-q", "layout", "check", "mine"),
                *(*options, "--workers", workers),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        found.append((done.returncode, done.stdout, done.stderr))
    assert found[0] == found[1]
    if "--figures" in options:
        assert "chef " in found[0][1]
        assert found[0][0] == ExitCode.OK
    else:
        assert found[0][1].count("error: ") > 3
        assert "    in: " in found[0][1]


def test_a_booklet_is_that_of_one_process(tmp_path: Path) -> None:
    found = []
    for workers in ("1", "2"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "careerprint", "booklet", "chef", "welder", "farmer"),
                *("--edition", "pocket", "--no-cache", "--workers", workers, "-o", "b.pdf"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        found.append((done.stdout, done.stderr, (tmp_path / "b.pdf").read_bytes()))
    assert found[0] == found[1]


def test_a_cluster_that_does_not_see_the_project_prints_the_same(
    broken: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Its own layout and official tables go there by value; what is made is kept here."""
    shutil.copytree(shipped("layouts") / "card", broken / "layouts" / "own")
    style = broken / "layouts" / "own" / "style.css"
    style.write_text(style.read_text("utf-8") + "h1 { letter-spacing: 1pt }\n", "utf-8")
    tables = broken / "data" / "figures"
    tables.mkdir()
    for table in (shipped("data") / "figures").glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        (tables / table.name).write_text(text.replace("35-1011", "35-1012"), encoding="utf-8")

    def printed(layout: str, *way: str, how: str = "") -> tuple[object, ...]:
        said = _done(broken, *CHOSEN, *way, "--layout", layout, how=how)
        files = _files(broken / "output")
        shutil.rmtree(broken / "output")
        return *said, files

    here = [printed(one, "--workers", "1", "--no-cache") for one in ("own", "one-pager")]
    with cluster_in(tmp_path_factory.mktemp("cluster")) as cluster:
        there = [
            printed(one, "--dask", cluster.address, how="afar") for one in ("own", "one-pager")
        ]
    assert there == here
    assert printed("own", how="afar") == here[0]
    assert "does not fit one-pager on letter" in str(here[1][2])


def test_a_killed_worker_is_replaced(tmp_path: Path, whole: dict[str, bytes]) -> None:
    code, _, err = _done(tmp_path, *CHOSEN, "--workers", "2", "-o", "out", how="once")
    assert (code, err) == (ExitCode.OK, "")
    assert (tmp_path / "mark").exists()
    assert _files(tmp_path / "out") == whole


def test_a_career_that_takes_workers_down_costs_no_other(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    code, _, err = _done(tmp_path, *CHOSEN, "--workers", "2", "-o", "out", how="always")
    assert code == ExitCode.SOME_FAILED
    assert f"{LATE}.yaml: error: set aside: it took a worker down 2 times" in err
    made = _files(tmp_path / "out")
    assert made == {name: pdf for name, pdf in whole.items() if not name.startswith(LATE)}


def _is_alone(group: int) -> bool:
    """Whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def _disturb(folder: Path, whole: dict[str, bytes], *, after: int, by: signal.Signals) -> None:
    """Stop a run after so many files; what is there is whole, and a further run completes it."""
    going = _start(folder, *CHOSEN, "--workers", "2", "-o", "out")
    assert going.stdout is not None
    for _ in range(after):
        going.stdout.readline()
    if by is signal.SIGINT:
        os.killpg(going.pid, by)  # a terminal sends it to the workers too
    else:
        going.kill()
    _, err = going.communicate(timeout=LONGEST_S)
    assert "Traceback" not in err, err
    assert going.returncode in {ExitCode.INTERRUPTED, ExitCode.OK, -signal.SIGKILL}, err
    end = monotonic() + LONGEST_S
    while not _is_alone(going.pid):
        assert monotonic() < end, "a worker lives on"
    out = folder / "out"
    made = _files(out) if out.is_dir() else {}
    assert {name: pdf for name, pdf in made.items() if name.endswith(".pdf")}.items() <= (
        whole.items()
    )
    assert len(made) >= min(after, len(CHOSEN))
    assert _done(folder, *CHOSEN, "-o", "out")[0] == ExitCode.OK
    assert {name: pdf for name, pdf in _files(out).items() if name.endswith(".pdf")} == whole


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
def test_a_disturbed_run_stops_and_is_completed(
    by: signal.Signals, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    _disturb(tmp_path, whole, after=2, by=by)


@pytest.mark.prove
def test_a_hundred_disturbed_runs_are_completed(tmp_path: Path, whole: dict[str, bytes]) -> None:
    moments = random.Random(19)  # noqa: S311 - no secret
    for number in range(100):
        folder = tmp_path / str(number)
        folder.mkdir()
        by = signal.SIGINT if number % 2 else signal.SIGKILL
        _disturb(folder, whole, after=moments.randrange(1, len(CHOSEN)), by=by)
