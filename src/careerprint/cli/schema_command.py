"""``careerprint schema``: the JSON Schema of a profile."""

import click

from careerprint.errors import ExitCode


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of a profile, for editors that complete and check."""
    from careerprint.cli.terminal import print_json
    from careerprint.profile.model import json_schema

    print_json(json_schema())
    return ExitCode.OK
