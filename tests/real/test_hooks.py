"""A project in git that checks itself: the hooks' commands, on a good and on a bad career."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import ROOT, SAMPLES

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def _hook(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a hook as pre-commit does: its command, with the files that it is for."""
    (hook,) = (one for one in HOOKS if one["id"] == name)
    files = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.yaml"))]
    mine = [file for file in files if re.search(hook["files"], file)]
    assert mine
    program, *arguments = hook["entry"].split()
    assert program == "careerprint"
    return subprocess.run(
        [
            sys.executable,
            "-m",
            program,
            *arguments,
            *(mine if hook.get("pass_filenames", True) else []),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "data" / "careers" / "es").mkdir(parents=True)
    (folder / "careerprint.yaml").touch()
    own = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    (folder / "data" / "careers" / "own.yaml").write_text(own, encoding="utf-8")
    return folder


def test_check_passes_a_good_career_and_stops_a_bad_translation(project: Path) -> None:
    assert _hook("careerprint-check", project).returncode == 0
    careers = project / "data" / "careers"
    own = (careers / "own.yaml").read_text(encoding="utf-8")
    (careers / "es" / "own.yaml").write_text(own.replace("70", "60"), encoding="utf-8")
    done = _hook("careerprint-check", project)
    assert done.returncode == 1
    assert "data/careers/es/own.yaml:9:" in done.stdout


def test_fix_mends_and_schema_is_written(project: Path) -> None:
    own = project / "data" / "careers" / "own.yaml"
    own.write_text(own.read_text("utf-8").replace("You sit", "You don't sit"), encoding="utf-8")
    assert _hook("careerprint-fix", project).returncode == 0
    assert "don’t" in own.read_text("utf-8")
    assert _hook("careerprint-schema", project).returncode == 0
    written = (project / "data" / "profile.schema.json").read_bytes()
    assert written == (ROOT / "data" / "profile.schema.json").read_bytes()


def test_the_example_of_a_workflow_runs_commands_that_are_there() -> None:
    text = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    workflow = next(one for one in map(yaml.safe_load, blocks) if "jobs" in one)
    steps = [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]
    commands = [line.strip() for step in steps for line in step.splitlines()]
    ours = [line.split() for line in commands if line.startswith("careerprint ")]
    assert [line[1] for line in ours] == ["check", "render", "render"]
    for line in ours:
        done = subprocess.run(
            [sys.executable, "-m", *line, "--help"],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        assert done.returncode == 0
