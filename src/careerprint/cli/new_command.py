"""``careerprint new``: a new profile to fill in."""

from pathlib import Path

import click

from careerprint.errors import ExitCode, UsageError


@click.command("new")
@click.argument("title")
@click.option("--soc", metavar="NN-NNNN", help="SOC code: fills in the official figures.")
@click.option("--cluster", metavar="ID", help="The career cluster, by id or name.")
@click.pass_context
def command(ctx: click.Context, title: str, soc: str | None, cluster: str | None) -> int:
    """Start a new profile in the project's data/careers, or here outside of a project."""
    from datetime import UTC, datetime

    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import say
    from careerprint.errors import shown
    from careerprint.figures.skeleton import career_id, skeleton
    from careerprint.figures.tables import Tables
    from careerprint.profile.library import known_cluster
    from careerprint.publish.files import write_whole

    name = career_id(title)
    if len(title) > 80:
        raise UsageError(
            f"the title has {len(title):,} characters and may have 80", hint="shorten it"
        )
    if not name:
        raise UsageError(
            f"'{title}' gives no file name",
            hint="use at least one letter from a to z; the title itself can be changed in the file",
        )
    settings = settings_of(ctx)
    figures, project = Tables(settings.variant.figure_folders), settings.project
    if soc is not None and soc not in figures.titles():
        raise UsageError(
            f"the official tables have no SOC code '{soc}'",
            hint="six digits with a hyphen, such as 27-4014; see www.bls.gov/soc",
        )
    folder = project / "data" / "careers" if project else Path.cwd()
    path = folder / f"{name}.yaml"
    if path.exists():
        raise UsageError(f"{shown(path)} is there already", hint="edit it, or choose another title")
    schema = _schema(folder.parent if project else folder)
    text = skeleton(
        title,
        cluster=known_cluster(cluster).id if cluster else "",
        soc=soc or "",
        schema=f"../{schema.name}" if project else schema.name,
        dated=f"{datetime.now(UTC):%Y-%m}",
        figures=figures,
    )
    write_whole(path, text.encode())
    say(shown(path))
    return ExitCode.OK


def _schema(folder: Path) -> Path:
    """Put the JSON Schema where editors find it; the file is ours to renew."""
    import json

    from careerprint.profile.model import json_schema
    from careerprint.publish.files import write_whole

    path = folder / "profile.schema.json"
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    write_whole(path, text.encode())
    return path
