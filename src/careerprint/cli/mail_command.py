"""``careerprint mail``: a batch's booklets to their students, as drafts or over SMTP."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from careerprint.cli.common_options import choice
from careerprint.cli.mail_letters import mailed_students, open_letters
from careerprint.cli.mail_options import NAME_THE_SENDER, MailOptions
from careerprint.cli.progress import Progress
from careerprint.errors import ExitCode, UsageError
from careerprint.settings import MailProfile, MailSecurity

if TYPE_CHECKING:
    from careerprint.batch.batch_folder import BatchFolder
    from careerprint.batch.batch_letters import Letters
    from careerprint.batch.mail_report import MailLine, MailReport
    from careerprint.batch.posting import Posting
    from careerprint.profile.library import Library
    from careerprint.publish.run_page import Masthead
    from careerprint.roster.student import Student

DRAFTS: Final = "drafts"
OUTBOX: Final = "outbox"
MODE: Final = "siblings"
"""The file in the outbox that says whether rows of one address go together."""
UNASKED: Final = 20
"""Messages that are sent without the count being confirmed."""


@click.command("mail")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--to", "way", type=choice("drafts", "smtp"), default="drafts")
@click.option(
    "--drafts",
    type=choice("keep", "replace"),
    help="If there are drafts: keep them and write what is missing, or write all anew.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=f"The folder for drafts; {DRAFTS} below the batch's if not given.",
)
@click.option("--send", "is_sent", is_flag=True, help="Send; without it, smtp is a rehearsal.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N messages this time.")
@click.option("--rate", metavar="N/min", help="Messages a minute; 30/min if not given.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE", help="If it moved.")
@click.option("--from", "sender", metavar="'NAME <ADDRESS>'", help="Who sends.")
@click.option("--reply-to", metavar="ADDRESS", help="Where answers go, if not to the sender.")
@click.option("--unsubscribe", metavar="URL|ADDRESS", help="Where to ask for no more.")
@click.option("--server", metavar="HOST[:PORT]", help="The mail server.")
@click.option(
    "--security",
    type=choice(*(one.value for one in MailSecurity)),
    help="starttls if not given.",
)
@click.option("--user", metavar="USER", help="The user of the login; the password is asked for.")
@click.option(
    "--profile",
    type=choice(*(one.value for one in MailProfile)),
    help="A known provider.",
)
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE", help="For all rows.")
@click.option("--yes-send", type=click.IntRange(0), metavar="N", help="Confirm N messages.")
@click.option("--retry-unknown", is_flag=True, help="Send again what may have arrived.")
@click.option("--resend-changed", is_flag=True, help="Send booklets that changed since.")
@click.option(
    "--siblings",
    type=choice("separate", "together"),
    default="separate",
)
@click.option("--max-mb", type=click.FloatRange(0.1, 150), help="Size of a message; 20.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Mail the booklets of a batch in DIR, each to its student.

    Drafts are written unless --to smtp is given; that connects and asks about every address,
    and sends only with --send. What was sent is not sent again.

    The password comes from CAREERPRINT_SMTP_PASSWORD, the keyring, or a prompt.
    """
    if options["is_sent"] and options["way"] != "smtp":
        raise UsageError("--send goes with --to smtp", hint="drafts are sent by hand")
    if options["way"] == "smtp" and (options["drafts"] or options["output"]):
        raise UsageError("--drafts and -o are about drafts", hint="leave them out with --to smtp")
    return _Run(options=options, is_quiet=ctx.obj["quiet"]).go(ctx)


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run of the command."""

    options: dict[str, Any]
    is_quiet: bool
    strays: tuple[str, ...] = ()
    """Drafts that are of no message of the mailing."""

    def go(self, ctx: click.Context) -> int:
        """Read, look through, send, report; gives the exit code."""
        from careerprint.batch.batch_folder import read_batch_folder
        from careerprint.batch.ledger import Ledger
        from careerprint.batch.mail_page import MailPage
        from careerprint.batch.mail_report import MAIL_PAGE_NAME, MailReport, report_name
        from careerprint.cli.project import settings_of
        from careerprint.cli.terminal import note, say
        from careerprint.errors import shown
        from careerprint.profile.library import open_library
        from careerprint.publish.drafts import OVERVIEW
        from careerprint.publish.run_page import Masthead

        settings = settings_of(ctx)
        batch = read_batch_folder(self.options["folder"])
        roster, is_drafted = self.options["roster"] or batch.roster, self.options["way"] == "drafts"
        masthead = Masthead(
            brand=settings.variant.brand, of=roster.name, at=datetime.now().astimezone()
        )
        page = MailPage(
            masthead=masthead,
            arguments=ctx.obj["arguments"],
            drafts=shown(self._drafts(batch.folder) / OVERVIEW) if is_drafted else "",
        )
        options = MailOptions(given=self.options, settings=settings.mail)
        report = MailReport()
        own = self.options["output"].name if self.options["output"] else ""
        with ExitStack() as stack:
            ledger = Ledger(batch.folder, run=f"{time.time_ns():x}", key_file=batch.key)
            stack.enter_context(ledger)
            library = open_library(settings)
            letters = open_letters(batch, ledger, library, settings, options)
            students = tuple(self._students(batch, library, report))
            try:
                self._post(letters, students, options, report, stack)
            except UsageError:
                raise  # nothing was done: the last run's report stays
            except BaseException:
                # who had a message before it stopped, and who had none
                report.write(batch.folder, page.html(report, is_complete=False), of=own)
                raise
            if is_drafted:
                self._overview(letters, masthead)
            report.write(batch.folder, page.html(report, is_complete=True), of=own)
        if not self.is_quiet:
            note(report.words() or "no rows")
            say(shown(batch.folder / report_name(MAIL_PAGE_NAME, own)))
        return ExitCode.SOME_FAILED if report.is_amiss or self.strays else ExitCode.OK

    # --- reading -----------------------------------------------------------------------------

    def _students(
        self, batch: "BatchFolder", library: "Library", report: "MailReport"
    ) -> "Iterator[Student]":
        """Give the students that the batch was made for; rows that cannot be used are reported."""
        roster = self.options["roster"] or batch.roster
        if not roster.is_file():
            raise UsageError(f"the roster {roster} is gone", hint="name it with --roster FILE")
        return islice(mailed_students(roster, batch, library, report), batch.sample)

    # --- posting -----------------------------------------------------------------------------

    def _post(
        self,
        letters: "Letters",
        students: "tuple[Student, ...]",
        options: MailOptions,
        report: "MailReport",
        stack: ExitStack,
    ) -> None:
        from careerprint.batch.posting import Posting
        from careerprint.publish.delivery import Again
        from careerprint.publish.outbox import Outbox
        from careerprint.publish.outbox_folder import DATABASE

        given, posting = self.options, Posting(letters=letters, report=report)
        is_together = given["siblings"] == "together"
        posting.again = Again(in_doubt=given["retry_unknown"], changed=given["resend_changed"])
        posting.tell = self._tell
        place = letters.folder / ".careerprint" / OUTBOX
        if given["is_sent"] or (place / DATABASE).exists():
            posting.outbox = stack.enter_context(Outbox(place, now=posting.clock.now()))
            _keep_mode(place, given["siblings"], is_written=given["is_sent"])
        if given["way"] == "drafts":
            self._open_drafts(posting)
        found = letters.write(students, is_together=is_together)
        count = posting.look_through(found, limit=given["limit"])
        if given["way"] == "drafts":
            self._draft(posting, count, is_signed=options.sender() is not None)
        elif count or not given["is_sent"]:
            self._over_smtp(posting, count, options)

    def _drafts(self, folder: Path) -> Path:
        """Give the folder of a batch's drafts."""
        output: Path | None = self.options["output"]
        return output or folder / DRAFTS

    def _open_drafts(self, posting: "Posting") -> None:
        """Settle what becomes of drafts that are there, before anything is built."""
        from careerprint.publish.drafts import (
            drafts_in,
            refuse_drafts,
            refuse_messages,
            set_aside,
        )

        folder, way = self._drafts(posting.letters.folder), self.options["drafts"]
        if way is None:
            refuse_drafts(folder)
        elif way == "replace":
            refuse_messages(folder)
        else:
            posting.drafts = {one.key or one.path.name: one for one in drafts_in(folder)}
            posting.set_aside = {
                one.key: one.path.parent.name for one in set_aside(folder) if one.key
            }

    def _draft(self, posting: "Posting", count: int, *, is_signed: bool) -> None:
        from careerprint.cli.terminal import note
        from careerprint.publish.drafts import remove_drafts

        folder = self._drafts(posting.letters.folder)
        self.strays = tuple(sorted(one.path.name for one in posting.drafts.values()))
        if self.options["drafts"] == "replace":
            remove_drafts(folder)
        progress = Progress(count, "drafts", is_shown=not self.is_quiet)
        posting.tick = partial(progress.step, 1)
        if count:
            with closing(progress):
                posting.draft(folder)
        if count and not self.is_quiet and not is_signed:
            note("the drafts name no sender: the program that opens one fills it in.")
            note(f"    to send with --to smtp, {NAME_THE_SENDER}")

    def _overview(self, letters: "Letters", masthead: "Masthead") -> None:
        """Write the page that lists the drafts, and tell of those that are nobody's."""
        from careerprint.cli.terminal import counted, note, say
        from careerprint.errors import shown
        from careerprint.publish.drafts import write_overview

        folder = self._drafts(letters.folder)
        if self.strays:
            few = ", ".join(self.strays[:3]) + (" …" if len(self.strays) > 3 else "")
            count = counted(len(self.strays), "message")
            note(f"{shown(folder)} has {count} of no student of this mailing any more: {few}")
            note("    hint: delete what should not be sent, or write all anew: --drafts replace")
        if any(folder.glob("*.eml")):
            overview = write_overview(folder, masthead, booklets=letters.files, strays=self.strays)
            if not self.is_quiet:
                say(shown(overview))

    def _over_smtp(self, posting: "Posting", count: int, options: MailOptions) -> None:
        from careerprint.publish.smtp import Transport

        server, pace = options.server(), options.pace()
        if posting.outbox is not None and self.options["is_sent"]:
            self._confirm(count)
        progress = Progress(count, "messages", is_shown=not self.is_quiet)
        posting.tick = partial(progress.step, 1)
        with Transport(server) as transport, closing(progress):
            transport.check()  # at once, and not after the pauses that a long run may take
            if posting.outbox is not None and self.options["is_sent"]:
                posting.send(transport, pace, posting.outbox)
            else:
                posting.rehearse(transport, pace)

    def _confirm(self, count: int) -> None:
        """Have the number of messages confirmed; raises ``UsageError`` if it is not."""
        from careerprint.cli.terminal import counted

        said, messages = self.options["yes_send"], counted(count, "message")
        if said is None and count <= UNASKED:
            return
        if said is None and not sys.stdin.isatty():
            raise UsageError(
                f"{messages} would go out, and nobody confirmed it",
                hint=f"look at the drafts, then add --yes-send {count}",
            )
        if said is None:
            said = click.prompt(
                f"{messages} will go out. Type their number to send them", type=int, err=True
            )
        if said != count:
            raise UsageError(
                f"{messages} would go out, not {said:,}: nothing was sent",
                hint="look at the drafts or rehearse, then confirm the right number",
            )

    def _tell(self, line: "MailLine") -> None:
        from careerprint.cli.terminal import note

        if line.is_amiss:
            address = f" ({line.address})" if line.address else ""
            reason = f": {line.reason}" if line.reason else ""
            note(f"row {line.row}{address}: {line.state}{reason}")


def _keep_mode(place: Path, mode: str, *, is_written: bool) -> None:
    """Hold a mailing to one way with siblings: after a change everybody would get it again."""
    from careerprint.publish.files import write_whole

    file = place / MODE
    known = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
    if known and known != mode:
        raise UsageError(
            f"this mailing was begun with --siblings {known}", hint=f"go on with {known}"
        )
    if is_written and not known:
        write_whole(file, f"{mode}\n".encode())
