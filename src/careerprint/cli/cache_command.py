"""``careerprint cache``: the sections that are kept."""

import click

from careerprint.errors import ExitCode


@click.group("cache")
def command() -> None:
    """The cache of typeset sections: how much it holds; empty it."""


@command.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def info(*, as_json: bool) -> int:
    """Say where the cache is and how much it holds."""
    from careerprint.cli.terminal import counted, print_json, say
    from careerprint.sections.store import MOST_BYTES, default_folder, shelf

    found = shelf(default_folder())
    if as_json:
        print_json({"folder": str(found.folder), "entries": found.entries, "bytes": found.size})
    else:
        held = f"{counted(found.entries, 'section')}, {found.size / 2**20:.1f} MB"
        say(f"{found.folder}: {held} of {MOST_BYTES / 2**20:.0f} MB at most")
    return ExitCode.OK


@command.command("clear")
def clear() -> int:
    """Empty the cache; what is needed again is typeset again."""
    from careerprint.cli.terminal import counted, note
    from careerprint.sections.store import clear as empty
    from careerprint.sections.store import default_folder

    before = empty(default_folder())
    note(f"{counted(before.entries, 'section')} cleared, {before.size / 2**20:.1f} MB")
    return ExitCode.OK
