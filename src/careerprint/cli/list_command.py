"""``careerprint list``: the careers available."""

import click

from careerprint.errors import ExitCode


@click.command("list")
@click.option("--cluster", metavar="ID", help="Only the careers of this cluster.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_context
def command(ctx: click.Context, cluster: str | None, *, as_json: bool) -> int:
    """Show the careers available, by id."""
    from careerprint.cli.project import library_of, settings_of
    from careerprint.cli.report import note, print_json, say, shown
    from careerprint.profile.library import known_cluster

    library = library_of(settings_of(ctx))
    wanted = known_cluster(cluster) if cluster else None
    rows, broken = [], []
    for path in library.paths:
        profile = library.load(path).value
        if profile is None:
            broken.append(path)
        elif wanted is None or profile.cluster == wanted.id:
            rows.append((path, profile))
    if as_json:
        print_json(
            [
                {
                    "id": path.stem,
                    "title": p.title,
                    "cluster": p.cluster,
                    "dated": p.dated,
                    "path": str(path),
                }
                for path, p in rows
            ]
        )
    else:
        width = max((len(path.stem) for path, _ in rows), default=0)
        titles = max((len(p.title) for _, p in rows), default=0)
        for path, profile in rows:
            say(f"{path.stem:<{width}}  {profile.title:<{titles}}  {profile.cluster}")
    for path in broken:
        note(f"{shown(path)}: not usable; careerprint check says why")
    return ExitCode.SOME_FAILED if broken else ExitCode.OK
