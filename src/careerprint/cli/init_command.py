"""``careerprint init``: a new project folder."""

from pathlib import Path
from typing import Final

import click

from careerprint.errors import ExitCode, UsageError


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, folder: Path) -> int:
    """Start a project folder: settings to edit, a sample roster, a booklet's and a fair's file."""
    from careerprint.cli.terminal import next_step, say
    from careerprint.errors import shown
    from careerprint.publish.files import write_whole
    from careerprint.settings import FILE_NAME
    from careerprint.settings_guide import starting_file

    if (folder / FILE_NAME).exists():
        raise UsageError(
            f"{shown(folder)} is a project already",
            hint=f"edit its {FILE_NAME}, or name another folder",
        )
    for name, text in {**FILES, FILE_NAME: starting_file()}.items():
        if not (folder / name).exists():
            write_whole(folder / name, text.encode())
        say(shown(folder / name))
    next_step(
        ctx, f"write your school's name into {shown(folder / FILE_NAME)}, then: {_there(folder)}"
    )
    return ExitCode.OK


def _there(folder: Path) -> str:
    """Give the command that prints a career in a project, from where we are."""
    from careerprint.resources import real_path

    is_here = real_path(folder) == real_path(Path.cwd())
    return f"{'' if is_here else f'cd {folder}, '}careerprint render filmmaker"


ROSTER: Final = """\
name,email,class,careers
Sample Student One,student1@example.org,10A,music-producer; filmmaker
Sample Student Two,student2@example.org,10B,sound-designer
"""

BOOKLET: Final = """\
# A booklet: which careers are bound, under which title, in which edition (pocket, short, full).
title: Careers to look at
edition: pocket
careers: [music-producer, content-creator, filmmaker, sound-designer]
"""

FAIR: Final = """\
# A career fair: careerprint fair fair.yaml --dry-run says what it takes of paper.
title: Our Career Fair
date: March 12, 2027, 9:00 to 12:00
place: The gym
visitors: 300
careers: all                # or a list: [chef, welder, {cluster: construction}]
tables: 12                  # the careers share them, field by field
languages: [en, es]         # sheets in both, where there is a translation
prices:                     # of a printed sheet
  - {paper: letter, sheet: 0.12}
  - {paper: letter, stock: card, sheet: 0.30}
"""

FILES: Final = {
    "data/careers/.gitkeep": "",
    "layouts/.gitkeep": "",
    "fonts/.gitkeep": "",
    "output/.gitkeep": "",
    "roster.csv": ROSTER,
    "booklet.yaml": BOOKLET,
    "fair.yaml": FAIR,
}
