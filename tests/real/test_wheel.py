"""A wheel built from the tree, installed in a new environment, prints in an empty folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from tests.conftest import CAREER_IDS, ROOT


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of programs of a new environment with the wheel installed.

    What the wheel depends on comes from this environment's packages: the test is about what
    the wheel itself carries, and needs no network.
    """
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    ignored = shutil.ignore_patterns(".git", ".venv", "output", "*cache*", ".hypothesis")
    shutil.copytree(ROOT, source, ignore=ignored)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "new", with_pip=True, symlinks=True)
    python = folder / "new" / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True,
        capture_output=True,
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    shutil.rmtree(source)
    return folder / "new" / "bin"


def _run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return subprocess.run(
        [str(program), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_it_is_the_wheel_that_runs(environment: Path, tmp_path: Path) -> None:
    code = "import careerprint; print(careerprint.__file__)"
    done = _run(environment / "python", "-c", code, cwd=tmp_path)
    assert str(environment.parent) in done.stdout


def test_it_prints_in_an_empty_folder(environment: Path, tmp_path: Path) -> None:
    done = _run(environment / "careerprint", "render", "music-producer", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "music-producer-one-pager-letter.pdf").is_file()


def test_it_carries_the_library(environment: Path, tmp_path: Path) -> None:
    done = _run(environment / "careerprint", "list", cwd=tmp_path)
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(CAREER_IDS)
