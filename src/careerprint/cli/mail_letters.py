"""A batch's roster, templates and careers → what its letters are made with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from careerprint.cli.mail_options import MailOptions
from careerprint.errors import Diagnostic, ExitCode, InputError
from careerprint.settings import Language

if TYPE_CHECKING:
    from careerprint.batch.batch_folder import BatchFolder
    from careerprint.batch.batch_letters import Letters
    from careerprint.batch.ledger import Ledger
    from careerprint.batch.mail_report import MailReport
    from careerprint.figures.matching import Matcher
    from careerprint.profile.library import Library
    from careerprint.publish.messages import Mailing
    from careerprint.roster.student import Student
    from careerprint.settings import Settings


def mailed_students(
    roster: Path, batch: "BatchFolder", library: "Library", report: "MailReport"
) -> "Iterator[Student]":
    """Give the students of a roster's good rows; the other rows are told and reported.

    Raises ``UsageError`` if the roster as a whole cannot be used.
    """
    from careerprint.batch.mail_report import MailLine, MailState
    from careerprint.cli.terminal import report_diagnostics
    from careerprint.roster.roster import good_rows, read_roster

    def tell(finding: Diagnostic) -> None:
        if not finding.is_error:
            return
        report_diagnostics((finding,), is_error_stream=True)
        if row := finding.location.line:
            reason = finding.message
            report.add(MailLine(row=row, address="", state=MailState.NOT_SENT, reason=reason))

    return good_rows(read_roster(roster, names=library.names, mapping=batch.columns), tell)


def open_letters(
    batch: "BatchFolder",
    ledger: "Ledger",
    library: "Library",
    settings: "Settings",
    options: MailOptions,
) -> "Letters":
    """Give what a batch's letters are made with.

    Raises ``UsageError`` if the sender cannot be one, and ``InputError`` with the findings of a
    template.
    """
    from careerprint.batch.batch_letters import Letters

    default = Language(batch.language or settings.variant.languages[0])
    return Letters(
        folder=batch.folder,
        ledger=ledger,
        mailings=_mailings(default, settings, options),
        default=default,
        title=batch.title,
        title_of=library.title,
        matches=_Matches(library, settings, batch.matches).careers,
        most_bytes=options.most_bytes(),
    )


def _mailings(
    default: Language, settings: "Settings", options: MailOptions
) -> "Mapping[Language, Mailing]":
    """Give what all messages of each language share; a template of one's own is for all."""
    from careerprint.publish.messages import Mailing
    from careerprint.publish.templates import Template, read_template, template_path

    sender, own = options.sender(), options.given["template"]
    reply_to, unsubscribe = options.reply_to(), options.unsubscribe()
    date, found = datetime.now().astimezone(), dict[Language, Mailing]()
    for language in (default,) if own else Language:
        template = read_template(own or template_path(language, settings.project), language)
        if not isinstance(template, Template):
            raise InputError(template, ExitCode.USAGE)
        found[language] = Mailing(
            sender=sender,
            template=template,
            date=date,
            brand=settings.variant.brand,
            reply_to=reply_to,
            unsubscribe=unsubscribe,
        )
    return found


@dataclass(slots=True)
class _Matches:
    """The careers of interest codes; the library is looked through once a row has one."""

    library: "Library"
    settings: "Settings"
    count: int
    _matcher: "Matcher | None" = None

    def careers(self, code: str) -> tuple[str, ...]:
        """Give the ids that the batch chose for an interest code."""
        self._matcher = self._matcher or self._made()
        return self._matcher.careers(code)

    def _made(self) -> "Matcher":
        from careerprint.figures.matching import Matcher
        from careerprint.figures.tables import Tables

        profiles = {
            path.stem: self.library.career(path, language).profile
            for path in self.library.paths
            if self.library.load(path).value is not None
            for language in Language
        }
        return Matcher(profiles, Tables(self.settings.variant.figure_folders), self.count)
