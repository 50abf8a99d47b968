"""``careerprint booklet``: one bound booklet."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerprint.cli.common_options import (
    edition_option,
    evidence_option,
    form_options,
    press_option,
    workers_option,
)
from careerprint.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from careerprint.booklet.maker import BookletMaker
    from careerprint.press.press import Press
    from careerprint.profile.library import Library
    from careerprint.publish.for_press import ForPress
    from careerprint.sections.sections import Sections
    from careerprint.settings import Language, Settings


@click.command("booklet")
@click.argument("names", nargs=-1, metavar="[SPEC.yaml] [CAREER…]")
@click.option("--for", "recipient", metavar="NAME", default="", help="Whose booklet it is.")
@click.option("--allow-missing", is_flag=True, help="Print a name without letters no face has.")
@click.option("--all", "is_all", is_flag=True, help="Every career in the library.")
@click.option("--title", metavar="TEXT", help="The title, in place of the file's.")
@edition_option
@form_options("letter", "a4", "half-letter", "a5")
@press_option
@workers_option
@evidence_option
@click.option("--no-cache", "is_uncached", is_flag=True, help="Typeset anew, keep nothing.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    required=True,
    help="The PDF to write.",
)
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    recipient: str,
    title: str | None,
    edition: str | None,
    paper: str | None,
    ink: str | None,
    lang: str | None,
    state: str | None,
    output: Path,
    workers: int | None,
    *,
    allow_missing: bool,
    is_all: bool,
    is_for_press: bool,
    has_evidence: bool | None,
    is_uncached: bool,
) -> int:
    """Bind one booklet: cover, contents, comparison, careers, worksheets, sources.

    SPEC.yaml says what is in it; CAREER names careers in place of the file's.
    """
    from careerprint.booklet.edition import Edition
    from careerprint.booklet.forms import layout_names
    from careerprint.booklet.maker import Copy
    from careerprint.booklet.selection import chosen
    from careerprint.booklet.setup import open_maker, read_spec
    from careerprint.cli.press_words import told_of_press
    from careerprint.cli.project import on_own_paper, open_press, settings_of
    from careerprint.cli.terminal import counted, note, report_diagnostics, say
    from careerprint.errors import shown
    from careerprint.figures.tables import Tables
    from careerprint.handouts.interruption import Stop
    from careerprint.profile.library import open_library
    from careerprint.sections.ahead import open_sections_ahead
    from careerprint.settings import Options
    from careerprint.typefaces.letters import without_missing

    settings = settings_of(ctx, Options(paper=paper, ink=ink, language=lang, state=state))
    library = open_library(settings)
    spec, careers = _split(names)
    file, findings = read_spec(
        spec,
        careers,
        library,
        settings,
        is_all=is_all,
        edition=Edition(edition) if edition else None,
    )
    layouts = layout_names(file, settings.layout_folders)
    settings = on_own_paper(
        ctx, settings, layouts, is_asked=paper is not None and file.edition is None
    )
    if title:
        _refuse_missing("the title", title, library.fonts)
        file = file.model_copy(update={"title": title})
    recipient = recipient.strip()
    if allow_missing:
        recipient = without_missing(recipient, library.fonts)
    _refuse_missing("the name", recipient, library.fonts, "; or print it with --allow-missing")
    paths, empty = chosen(file, library, Tables(settings.variant.figure_folders))
    report_diagnostics((*findings.diagnostics, *findings.located(empty)), is_error_stream=True)
    language = settings.variant.languages[0]
    bad = [path for path in paths if not library.is_usable(path, (language,))]
    _tell_of_bad(library, bad, language)
    good = [library.career(path, language) for path in paths if path not in bad]
    if not good:
        raise UsageError("there is no career to bind", hint="careerprint list shows all careers")
    press = open_press(settings) if is_for_press else None
    with (
        Stop() as stop,
        open_sections_ahead(
            settings, is_cached=not is_uncached, workers=workers, check=stop.check
        ) as sections,
    ):
        maker = open_maker(file, spec, settings, sections)
        (bound,) = maker.make([Copy(careers=tuple(good), recipient=recipient)])
        stop.check()
        for_press = _written(bound.pdf, output, press)
    _tell_of_fit(maker)
    if is_for_press if has_evidence is None else has_evidence:
        _leave_evidence(settings, output, for_press.path, (library, paths), sections)
    if not ctx.obj["quiet"]:
        note(f"{counted(bound.pages, 'page')}, {counted(len(good), 'career')}")
    say(shown(output))
    return ExitCode.OK if told_of_press(for_press) and not bad else ExitCode.SOME_FAILED


def _written(pdf: bytes, output: Path, press: "Press | None") -> "ForPress":
    """Write a booklet, and its file for a print shop if there is a press."""
    from careerprint.publish.files import write_whole
    from careerprint.publish.for_press import ForPress, write_for_press

    write_whole(output, pdf)
    return write_for_press(output, pdf, press) if press else ForPress()


def _leave_evidence(
    settings: "Settings",
    booklet: Path,
    press: Path | None,
    careers: "tuple[Library, tuple[Path, ...]]",
    sections: "Sections",
) -> None:
    """Leave what was checked on a booklet, and on its file for a print shop."""
    from careerprint.cli.evidence_told import leave_evidence
    from careerprint.evidence.looking import Kind, made_files
    from careerprint.evidence.written import evidence_of_file

    leave_evidence(
        settings,
        made_files(Kind.BOOKLET, [booklet], [press] if press else [], are_named=False),
        evidence_of_file(booklet),
        run="booklet",
        is_quiet=click.get_current_context().obj["quiet"],
        careers=careers,
        open_typesetter=lambda: sections.typesetter,
    )


def _tell_of_bad(library: "Library", bad: list[Path], language: "Language") -> None:
    """Say why careers are not bound."""
    from careerprint.cli.terminal import note, report_diagnostics

    for path in bad:
        report_diagnostics(library.findings(path, (language,)), is_error_stream=True)
        note(f"{path.stem}: not bound")


def _tell_of_fit(maker: "BookletMaker") -> None:
    """Say what had to give way for careers to fit."""
    from careerprint.cli.terminal import note

    for career, gone in maker.receipts.items():
        if gone:
            note(f"{career}: left out to make the rest fit: {', '.join(gone)}")
    for career, layout in maker.roomier.items():
        note(f"{career}: too long for the edition's own pages, set in '{layout}'")


def _refuse_missing(what: str, text: str, fonts: tuple[Path, ...], way_out: str = "") -> None:
    """Raise ``UsageError`` if a text has characters that would be boxes on paper."""
    from careerprint.typefaces.letters import mend, missing_characters, named

    if missing := missing_characters(text, fonts):
        message = f"no typeface at hand has {named(missing)}, which {what} has"
        raise UsageError(message, hint=mend(missing) + way_out)


def _split(names: tuple[str, ...]) -> tuple[Path | None, tuple[str, ...]]:
    """Tell the booklet file from the careers: a YAML file with a title and no verdict."""
    if names and names[0].endswith((".yaml", ".yml")):
        path = Path(names[0])
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if "\nverdict:" not in text:
            return path, names[1:]
    return None, names
