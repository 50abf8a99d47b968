"""``careerprint new``: a new profile to fill in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.figures.code_search import Code
    from careerprint.figures.tables import Tables


@click.command("new")
@click.argument("title")
@click.option("--soc", metavar="NN-NNNN", help="SOC code or official title: fills the figures in.")
@click.option("--cluster", metavar="ID", help="The career cluster, by id or name.")
@click.pass_context
def command(ctx: click.Context, title: str, soc: str | None, cluster: str | None) -> int:
    """Start a new profile in the project's data/careers, or here outside of a project."""
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import next_step, note, say
    from careerprint.errors import shown
    from careerprint.figures.code_search import find_codes, read_code
    from careerprint.figures.skeleton import career_id, skeleton
    from careerprint.figures.tables import Tables
    from careerprint.profile.clusters import known_cluster
    from careerprint.profile.library import open_library
    from careerprint.profile.model import schema_text
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
    code = read_code(soc, figures) if soc else ""
    if code is None:
        near = find_codes(soc or "", figures, open_library(settings))
        hint = "; ".join(f"{one.soc} {one.title}" for one in near)
        raise UsageError(
            f"the official tables have no SOC code '{soc}'",
            hint=f"there are: {hint}" if hint else f"careerprint figures find {title} looks for it",
        )
    folder = project / "data" / "careers" if project else Path.cwd()
    path = folder / f"{name}.yaml"
    start = partial(
        skeleton,
        title,
        schema="../profile.schema.json" if project else "profile.schema.json",
        figures=figures,
    )
    if path.exists() and not _is_untouched(path, start):
        raise UsageError(f"{shown(path)} is there already", hint="edit it, or choose another title")
    text = start(
        cluster=known_cluster(cluster).id if cluster else "",
        soc=code,
        dated=f"{datetime.now(UTC):%Y-%m}",
    )
    # the schema is ours to renew
    schema = (folder.parent if project else folder) / "profile.schema.json"
    write_whole(schema, schema_text().encode())
    write_whole(path, text.encode())
    say(shown(path))
    if not code and not ctx.obj["quiet"]:
        for line in _codes(title, find_codes(title, figures, open_library(settings)), figures):
            note(line)
    next_step(ctx, f"fill {shown(path)} in, then: careerprint check {name}")
    return ExitCode.OK


def _is_untouched(path: Path, start: "Callable[..., str]") -> bool:
    """Whether nobody has written in a profile since it was begun: then it may be begun anew."""
    from careerprint.profile.model import Profile
    from careerprint.reading.documents import Draft, load

    loaded = load(path, Profile)
    draft = Draft(loaded.tree)
    said = {
        "cluster": draft.text("cluster") or "",
        "soc": draft.text("official", "soc") or "",
        "dated": draft.text("dated") or "",
    }
    try:
        return start(**said).encode() == loaded.source
    except KeyError:  # a code that the tables do not have
        return False


def _codes(title: str, found: "Sequence[Code]", figures: "Tables") -> "Iterator[str]":
    from careerprint.cli.found_codes import code_lines

    if not found:
        yield f"no official title has the words '{title}': careerprint figures find WORDS looks on"
        return
    yield "the official figures of one of these are filled in with --soc:"
    yield from (f"    {line}" for line in code_lines(found, figures))
