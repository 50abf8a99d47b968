"""``careerprint schema``: the JSON Schema of a profile."""

from pathlib import Path

import click

from careerprint.errors import ExitCode


@click.command("schema")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to a file.",
)
def command(output: Path | None) -> int:
    """Print the JSON Schema of a profile, for editors that complete and check."""
    from careerprint.cli.terminal import say
    from careerprint.errors import shown
    from careerprint.profile.model import schema_text
    from careerprint.publish.files import write_whole

    if output is None:
        say(schema_text().rstrip())
    else:
        write_whole(output, schema_text().encode())
        say(shown(output))
    return ExitCode.OK
