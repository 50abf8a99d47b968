"""Each bad profile gets exactly the findings that stand beside it, in one pass."""

from pathlib import Path

import pytest
from tests.profiles.expected import BAD, said

CASES = sorted(BAD.glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_findings_are_those_beside_the_file(path: Path) -> None:
    assert said(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_eight_faults_give_eight_messages_on_their_lines() -> None:
    """The lines of the planted faults, counted by hand."""
    lines = [line for line in said(BAD / "eight-faults.yaml").splitlines() if line[0].isdigit()]
    assert [line.split(":")[0] for line in lines] == ["3", "9", "15", "19", "26", "26", "33", "34"]
