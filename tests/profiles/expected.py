"""Writes what ``careerprint check`` says of each bad profile beside it, to be read before use.

Run it after a wording changes on purpose: ``python tests/profiles/expected.py``.
"""

from pathlib import Path

from careerprint.profile.library import Library
from careerprint.profile.model import Profile
from careerprint.reading.documents import Loaded

BAD = Path(__file__).parent / "bad"


def said(path: Path) -> str:
    """Give a profile's findings as text: place, severity and message, the hint beneath."""
    loaded: Loaded[Profile] = Library((BAD,)).load(path)
    lines = []
    for finding in loaded.diagnostics:
        place = finding.location
        lines.append(f"{place.line}:{place.column}: {finding.severity}: {finding.message}")
        if finding.hint:
            lines.append(f"    {finding.hint}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for profile in sorted(BAD.glob("*.yaml")):
        profile.with_suffix(".txt").write_text(said(profile), encoding="utf-8")
