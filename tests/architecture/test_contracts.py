"""The import contracts hold, and each of them notices a planted fault."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

LINT = Path(sys.executable).parent / "lint-imports"

FAULTS = {
    "Rooms import only from the rooms below them": ("view/wording.py", "import careerprint.render"),
    "No two files import each other": ("view/qr.py", "import careerprint.view.page"),
    "Only cli knows click": ("render/fit.py", "import click"),
    "Only reading knows yaml": ("profile/library.py", "import yaml"),
    "Only render.html and web.screens know jinja2": ("render/fit.py", "import jinja2"),
    "Only web knows the server and what draws pages for a screen": (
        "render/fit.py",
        "import pypdfium2",
    ),
    "Only render.engine knows weasyprint": ("render/section.py", "import weasyprint"),
    "Only render.cascade knows tinycss2 and cssselect2": ("render/fit.py", "import tinycss2"),
    "Only accessibility, binder, booklet, impose, press and preflight know pikepdf": (
        "publish/files.py",
        "import pikepdf",
    ),
    "The binder knows nothing of careers, readers, settings or caches": (
        "binder/part.py",
        "import careerprint.settings",
    ),
    "What is made knows nothing of who is told": (
        "booklet/maker.py",
        "import careerprint.publish.messages",
    ),
    "Only reading.workbooks and reading.cell_values know openpyxl": (
        "figures/importing.py",
        "import openpyxl",
    ),
    "Only pictures.raster and press.separation know Pillow": ("brand.py", "import PIL"),
    "Only profile.style knows textstat": ("profile/rules.py", "import textstat"),
    "Only workers knows processes and Dask": ("batch/batch.py", "import multiprocessing"),
    "Only typefaces knows fontTools and HarfBuzz": ("view/charts/geometry.py", "import fontTools"),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of the sources with their contracts."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(" KEPT") == len(FAULTS)


@pytest.mark.parametrize("contract", FAULTS)
def test_a_planted_fault_breaks_its_contract(contract: str, copy: Path) -> None:
    file, line = FAULTS[contract]
    path = copy / "src" / "careerprint" / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    done = _lint(copy)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout


def test_a_new_room_must_be_given_its_place(copy: Path) -> None:
    (copy / "src" / "careerprint" / "helpers.py").write_text("", encoding="utf-8")
    assert "Rooms import only from the rooms below them BROKEN" in _lint(copy).stdout
