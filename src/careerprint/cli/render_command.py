"""``careerprint render``: print handouts."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.profile.library import Library


@click.command("render")
@click.argument("careers", nargs=-1, metavar="[CAREER…]")
@click.option("--all", "is_all", is_flag=True, help="Every career in the library.")
@click.option("--cluster", metavar="ID", help="Every career of this cluster.")
@click.option("--layout", metavar="NAME", help="The layout to print in.")
@click.option(
    "--paper",
    type=click.Choice(["letter", "a4", "legal", "tabloid", "a3", "a5", "half-letter"]),
    help="The paper to print on.",
)
@click.option("--ink", type=click.Choice(["color", "copier"]), help="In colour, or for a copier.")
@click.option("--lang", metavar="en|es", help="The language to print in.")
@click.option("--state", metavar="XX", help="The state whose official pay stands beside.")
@click.option("--fillable", "is_fillable", is_flag=True, help="A form to fill in on a screen.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the PDFs; output/ if not given.",
)
@click.option(
    "--combined",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="One PDF of all; cards come four different ones to a sheet.",
)
@click.option("--no-cache", "is_uncached", is_flag=True, help="Typeset anew, keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    careers: tuple[str, ...],
    cluster: str | None,
    layout: str | None,
    paper: str | None,
    ink: str | None,
    lang: str | None,
    state: str | None,
    output: Path | None,
    combined: Path | None,
    *,
    is_all: bool,
    is_fillable: bool,
    is_uncached: bool,
    as_json: bool,
) -> int:
    """Print handouts, one PDF a career; CAREER is an id, a title or the path of a profile."""
    from careerprint.cli.printing import print_handouts
    from careerprint.cli.project import library_of, on_own_paper, settings_of
    from careerprint.cli.report import print_json
    from careerprint.settings import Options

    options = Options(
        paper=paper,
        ink=ink,
        language=lang,
        state=state,
        layout=layout,
        output=output,
        is_fillable=is_fillable,
    )
    settings = settings_of(ctx, options)
    settings = on_own_paper(ctx, settings, (settings.layout,), is_asked=paper is not None)
    library = library_of(settings)
    paths = _chosen(library, careers, cluster, is_all=is_all)
    results = print_handouts(
        library,
        paths,
        settings,
        is_verbose=ctx.obj["verbose"],
        is_quiet=as_json,
        is_cached=not is_uncached,
        combined=combined,
    )
    if as_json:
        print_json([result.as_record() for result in results])
    if any(result.is_our_fault for result in results):
        return ExitCode.INTERNAL
    return ExitCode.OK if all(result.path for result in results) else ExitCode.SOME_FAILED


def _chosen(
    library: "Library", careers: tuple[str, ...], cluster: str | None, *, is_all: bool
) -> list[Path]:
    if not (careers or cluster or is_all):
        raise click.UsageError("name a career, or use --all or --cluster ID")
    paths = [library.find(career, Path.cwd()) for career in careers]
    if is_all:
        paths += library.paths
    elif cluster:
        paths += _of_cluster(library, cluster)
    if not paths:
        raise UsageError("there is no career to print", hint="careerprint list shows all careers")
    return list(dict.fromkeys(paths))


def _of_cluster(library: "Library", cluster: str) -> Iterator[Path]:
    from careerprint.profile.library import known_cluster

    wanted = known_cluster(cluster)
    for path in library.paths:
        profile = library.load(path).value
        if profile is None or profile.cluster == wanted.id:
            yield path
