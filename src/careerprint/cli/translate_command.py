"""``careerprint translate``: a translation to fill in."""

from pathlib import Path

import click

from careerprint.errors import ExitCode


@click.command("translate")
@click.argument("career")
@click.argument("language", metavar="LANG")
@click.pass_context
def command(ctx: click.Context, career: str, language: str) -> int:
    """Begin a translation of CAREER: all is in place, and what is to be translated is marked.

    LANG is the language to translate into, such as es. Figures, times and links are those of the
    original; ``check`` says how many texts are still to be done.
    """
    from careerprint.cli.project import settings_of
    from careerprint.cli.terminal import next_step, say
    from careerprint.errors import shown
    from careerprint.profile.library import open_library
    from careerprint.profile.translating import begin_translation, read_target
    from careerprint.publish.files import write_whole

    settings = settings_of(ctx)
    wanted = read_target(language)
    library = open_library(settings)
    original = library.find(career, Path.cwd())
    begun = begin_translation(library, original, wanted, project=settings.project)
    write_whole(begun.path, begun.text.encode())
    say(shown(begun.path))
    next_step(ctx, f"translate what begins with (EN), then: careerprint check {original.stem}")
    return ExitCode.OK
