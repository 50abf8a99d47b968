"""``careerprint list``: the careers available."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from careerprint.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from careerprint.profile.library import Library
    from careerprint.profile.model import Profile
    from careerprint.settings import Settings


@click.command("list")
@click.argument("words", nargs=-1, metavar="[WORD…]")
@click.option("--cluster", metavar="ID", help="Only the careers of this cluster.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option("--markdown", is_flag=True, help="Print a table with codes, education and dates.")
@click.option("--addresses", is_flag=True, help="Print where each code and each source leads.")
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    cluster: str | None,
    *,
    as_json: bool,
    markdown: bool,
    addresses: bool,
) -> int:
    """Show the careers available, by id.

    With WORDs only the careers of that name: an id, a title or another name that people use, such
    as nurse; or else those with a name that is near.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import note, print_json, say
    from careerprint.errors import shown
    from careerprint.profile.clusters import known_cluster
    from careerprint.profile.library import open_library

    settings = settings_of(ctx)
    library = open_library(settings)
    wanted = known_cluster(cluster) if cluster else None
    rows, broken = [], []
    for path in library.found(" ".join(words)) if words else library.paths:
        profile = library.load(path).value
        if profile is None:
            broken.append(path)
        elif wanted is None or profile.cluster == wanted.id:
            rows.append((path, profile))
    if addresses:
        told = [
            {"id": path.stem, "of": of, "address": address}
            for path, profile in rows
            for of, address in _addresses(path, profile, library, settings)
        ]
        if as_json:
            print_json(told)
        else:
            _print_columns([(one["id"], one["of"], one["address"]) for one in told])
    elif as_json:
        print_json(
            [
                {
                    "id": path.stem,
                    "title": p.title,
                    "also_known_as": p.also_known_as,
                    "cluster": p.cluster,
                    "dated": p.dated,
                    "path": str(path),
                }
                for path, p in rows
            ]
        )
    elif markdown:
        for line in _table([profile for _, profile in rows], settings):
            say(line)
    else:
        _print_columns([(path.stem, profile.title, profile.cluster) for path, profile in rows])
    for path in broken:
        note(f"{shown(path)}: not usable; careerprint check says why")
    return ExitCode.SOME_FAILED if broken else ExitCode.OK


def _print_columns(rows: "list[tuple[str, str, str]]") -> None:
    """Print rows of three cells, as wide as the widest; the last one is not filled up."""
    from careerprint.cli.terminal import say

    first, second = (max((len(row[n]) for row in rows), default=0) for n in (0, 1))
    for one, other, last in rows:
        say(f"{one:<{first}}  {other:<{second}}  {last}")


def _addresses(
    path: "Path", profile: "Profile", library: "Library", settings: "Settings"
) -> "Iterator[tuple[str, str]]":
    """Give what has an address of its own in a career, and the address: codes, then sources."""
    from careerprint.figures.career_link import career_link
    from careerprint.profile.model import WAY_IN
    from careerprint.settings import Language

    for language in Language:
        file, own = library.text_in(path, language)
        said = library.load(file).value
        link = said and career_link(said, path.stem, own, settings.variant)
        if own is language and link:
            yield f"code, {language.value}", link.url
    way_in = profile.way_in.sources if profile.way_in else ()
    for prefix, sources in (("", profile.sources), (f"{WAY_IN}.", way_in)):
        yield from ((f"{prefix}{one.id}", one.url) for one in sources if one.url)


def _table(profiles: "list[Profile]", settings: "Settings") -> Iterator[str]:
    """Give the careers as a Markdown table, education as the projections have it."""
    from careerprint.figures.tables import Tables
    from careerprint.profile.clusters import clusters

    figures = Tables(settings.variant.figure_folders)
    yield "| Career | Cluster | SOC code | Match | Typical education | Last checked |"
    yield "|---|---|---|---|---|---|"
    for profile in sorted(profiles, key=lambda one: one.title):
        official = profile.official
        code = official.soc if official and official.soc else ""
        change = figures.projection(code) if code else None
        cells = (
            profile.title,
            clusters()[profile.cluster].name,
            code or "–",
            official.match if official else "none",
            change.education if change else "–",
            profile.dated,
        )
        yield f"| {' | '.join(cells)} |"
