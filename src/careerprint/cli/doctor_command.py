"""``careerprint doctor``: what this machine has and lacks, each with its mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from careerprint.errors import CareerprintError, ExitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    what: str
    is_there: bool
    note: str
    is_needed: bool = True


@click.command("doctor")
@click.pass_context
def command(ctx: click.Context) -> int:
    """Say what this machine has and lacks: typesetter, fonts, write access."""
    from careerprint.cli.terminal import say, styled

    findings = [*_engine(), *_fonts(), *_folders(ctx)]
    for finding in findings:
        mark, colour = ("ok", "green") if finding.is_there else ("lacks", "red")
        if not finding.is_there and not finding.is_needed:
            mark, colour = "slow", "yellow"
        say(f"{styled(f'{mark:<6}', fg=colour)}{finding.what}")
        if finding.note:
            say(f"      {finding.note}")
    is_fit = all(finding.is_there or not finding.is_needed for finding in findings)
    return ExitCode.OK if is_fit else ExitCode.SOME_FAILED


def _engine() -> Iterator[_Finding]:
    from careerprint.render.engine import engine_state

    try:
        version, has_subsetter = engine_state()
    except CareerprintError as error:
        yield _Finding(
            what="Pango, which sets text", is_there=False, note=f"{error.message}. {_MEND}"
        )
        return
    yield _Finding(what=f"Pango, with WeasyPrint {version}", is_there=True, note="")
    yield _Finding(
        what="HarfBuzz subsetter, which makes writing a PDF several times faster",
        is_there=has_subsetter,
        note="" if has_subsetter else _MEND,
        is_needed=False,
    )


_MEND = (
    "Install it: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · dnf install"
    " pango harfbuzz · apk add pango harfbuzz-subset fontconfig · brew install pango harfbuzz"
)


def _fonts() -> Iterator[_Finding]:
    from careerprint.typefaces.faces import FACES, FALLBACKS, face_file

    for face in FACES:
        try:
            file = face_file(face)
            is_there, note = file.is_file(), ""
        except ModuleNotFoundError as error:
            is_there, note = False, f"{error}"
        if not is_there:
            note = f"{note} Install careerprint again: pip install --force-reinstall careerprint"
            yield _Finding(what=f"the typeface {face}", is_there=False, note=note.strip())
            return
    yield _Finding(what="Source Sans and Source Serif, the typefaces", is_there=True, note="")
    for extra, what in _SCRIPTS.items():
        absent = [one.family for one in FALLBACKS if one.extra == extra and one.path is None]
        package = f"'careerprint[{extra}]'" if extra else "--force-reinstall careerprint"
        note = f"Without {', '.join(absent)}. Install: pip install {package}" if absent else ""
        yield _Finding(what=what, is_there=not absent, note=note, is_needed=not extra)


_SCRIPTS = {
    "": "faces for names in other scripts, from Arabic to Thai",
    "cjk": "faces for Chinese, Japanese and Korean",
}
"""A part of the installation → what it brings."""


def _folders(ctx: click.Context) -> Iterator[_Finding]:
    import os
    import tempfile

    from careerprint.cli.project import settings_of
    from careerprint.errors import shown

    for folder, what in (
        (settings_of(ctx).output, "write access to the output folder"),
        (Path(tempfile.gettempdir()), "write access to the folder for passing files"),
    ):
        nearest = next(f for f in (folder, *folder.resolve().parents) if f.exists())
        is_there = nearest.is_dir() and os.access(nearest, os.W_OK)
        note = "" if is_there else "Choose another folder with -o, or ask for access to this one"
        yield _Finding(what=f"{what} ({shown(folder)})", is_there=is_there, note=note)
