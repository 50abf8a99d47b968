"""A batch's students → the letters that go out, each with its own PDFs, checked against its rows.

A PDF is known by the keyed hash of its student in its metadata and by its digest in the ledger.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from careerprint.batch.chosen import Chosen, joined
from careerprint.batch.ledger import Ledger
from careerprint.batch.names import safe_name
from careerprint.batch.namesakes import student_hash
from careerprint.binder.archive import owner_of
from careerprint.binder.source import BindError
from careerprint.errors import CareerprintError, ExitCode
from careerprint.publish.addresses import Mailbox, Refusal, read_mailbox
from careerprint.publish.delivery import Item
from careerprint.publish.messages import (
    Attachment,
    Mailing,
    Message,
    Recipient,
    build,
    check_attachment,
)
from careerprint.publish.templates import in_words
from careerprint.roster.student import Student
from careerprint.settings import Language

_MOST_TITLE: Final = 60
"""Characters of an attachment's name that the booklet's title may take."""


class WrongAttachmentError(CareerprintError):
    """A PDF is not the one of its row: somebody would get another's. Nothing more is sent."""

    exit_code = ExitCode.NOT_DELIVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """One row's PDF: whose it has to be (keyed hash), and the name under which it is attached.

    ``path`` is where it stands below the batch's folder, or empty.
    """

    row: int
    owner: str
    name: str = field(repr=False)
    path: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message to come: its address, its fields, and the PDF of each of its rows."""

    key: str
    mailbox: Mailbox
    language: Language
    first: str = field(repr=False)
    name: str = field(repr=False)
    careers: tuple[str, ...]
    chosen: Chosen
    enclosures: tuple[Enclosure, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the roster that it is for."""
        return tuple(one.row for one in self.enclosures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A row, or several, that no message can be made for, with the reason."""

    rows: tuple[int, ...]
    address: str = ""
    """Masked."""
    reason: str
    hint: str = ""


@dataclass(slots=True, kw_only=True)
class Letters:
    """What letters are made with.

    ``mailings`` holds what the messages of each language have in common; ``title_of`` gives a
    career's title, ``matches`` the careers of an interest code.
    """

    folder: Path
    ledger: Ledger
    mailings: Mapping[Language, Mailing]
    default: Language
    title: str
    title_of: Callable[[str, Language], str]
    matches: Callable[[str], tuple[str, ...]]
    most_bytes: int
    files: dict[str, str] = field(default_factory=dict, repr=False)
    """Where each student's booklet stands, by the student's hash."""

    def __post_init__(self) -> None:
        """Look which booklets are there."""
        self.files = self.ledger.files()

    def write(self, students: Iterable[Student], *, is_together: bool) -> Iterator[Letter | Unsent]:
        """Give each student's letter, or why there is none, in the roster's order.

        ``is_together`` makes one letter of all rows with the same address: it stands where the
        first of them does.
        """
        groups: dict[str, list[Letter]] = {}
        for student in students:
            letter = self._letter(student)
            if isinstance(letter, Unsent):
                yield letter
            else:
                place = letter.mailbox.address.casefold() if is_together else str(student.row)
                groups.setdefault(place, []).append(letter)
        yield from map(_joined, groups.values())

    def _letter(self, student: Student) -> Letter | Unsent:
        mailbox = read_mailbox(student.email, student.name)
        if not student.email:
            hint = "write one into the roster and run the batch again, or hand it over printed"
            return Unsent(rows=(student.row,), reason="the row has no address", hint=hint)
        if isinstance(mailbox, Refusal):
            reason = f"the address {mailbox.reason}"
            return Unsent(rows=(student.row,), reason=reason, hint=mailbox.hint)
        owner = student_hash(student, self.ledger)
        name = safe_name(safe_name(self.title)[:_MOST_TITLE])
        return Letter(
            key=owner,
            mailbox=mailbox,
            language=Language(student.language) if student.language else self.default,
            first=student.first or student.name,
            name=student.name,
            careers=student.careers or self.matches(student.interests),
            chosen=Chosen(
                is_by_name=bool(student.careers),
                codes=() if student.careers else (student.interests,),
            ),
            enclosures=(
                Enclosure(
                    row=student.row,
                    owner=owner,
                    name=f"{name}.pdf",
                    path=self.files.get(owner, ""),
                ),
            ),
        )

    def item(self, letter: Letter) -> Item | Unsent:
        """Build a letter's message with its PDFs as they are on the disk now, and check it.

        Raises ``WrongAttachmentError`` if one of them is another's.
        """
        files = list[Attachment]()
        for enclosure in letter.enclosures:
            file = self._attachment(letter, enclosure)
            if isinstance(file, Unsent):
                return file
            files.append(file)
        language = letter.language if letter.language in self.mailings else self.default
        titles = tuple(self.title_of(one, language) for one in letter.careers)
        fields = {
            "first": letter.first,
            "name": letter.name,
            "careers": in_words(titles, language),
            "chosen": letter.chosen.said(language),
        }
        to = Recipient(key=letter.key, mailbox=letter.mailbox, fields=fields)
        message = build(self.mailings[language], to, tuple(files))
        if isinstance(message, tuple):
            first = message[0]
            return _unsent(letter, f"{first.message} (template, line {first.location.line})")
        if (size := len(message.content)) > self.most_bytes:
            reason = f"the message has {size / 1e6:.1f} MB and may have {self.most_bytes / 1e6:.1f}"
            return _unsent(letter, reason, "choose fewer careers, or raise --max-mb")
        return Item(message=message, row=letter.rows[0])

    def _attachment(self, letter: Letter, enclosure: Enclosure) -> Attachment | Unsent:
        record, path = self.ledger.booklet_of(enclosure.owner), self.files.get(enclosure.owner)
        again = "run the batch again"
        if record is None:
            return _unsent(letter, f"the batch has no booklet for row {enclosure.row}", again)
        try:
            content = (self.folder / path).read_bytes() if path else b""
        except OSError:
            content = b""
        if not content:
            return _unsent(letter, f"the booklet of row {enclosure.row} is missing", again)
        try:
            self._compare(content, enclosure)
        except BindError:
            return _unsent(letter, f"the booklet of row {enclosure.row} is damaged", again)
        if hashlib.sha256(content).hexdigest() != record.digest:
            reason = f"the booklet of row {enclosure.row} was changed after it was made"
            return _unsent(letter, reason, again)
        file = Attachment(name=enclosure.name, content=content)
        if refusal := check_attachment(file):
            return _unsent(letter, f"the booklet {refusal.reason}", refusal.hint)
        return file

    def verify(self, letter: Letter, message: Message) -> None:
        """Make sure that a message carries its rows' PDFs, to their address, and no others.

        Raises ``WrongAttachmentError`` if it does not.
        """
        is_complete = len(message.attachments) == len(letter.enclosures)
        if not is_complete or message.recipient.mailbox != letter.mailbox:
            raise _mismatch(letter.rows[0])
        for file, enclosure in zip(message.attachments, letter.enclosures, strict=True):
            record = self.ledger.booklet_of(enclosure.owner)
            digest = hashlib.sha256(file.content).hexdigest()
            if record is None or record.digest != digest:
                raise _mismatch(enclosure.row)
            try:
                self._compare(file.content, enclosure)
            except BindError as error:
                raise _mismatch(enclosure.row) from error

    def _compare(self, content: bytes, enclosure: Enclosure) -> None:
        if owner_of(content) != enclosure.owner:
            raise _mismatch(enclosure.row)


def _mismatch(row: int) -> WrongAttachmentError:
    return WrongAttachmentError(
        f"the booklet of row {row} is not this student's: were files swapped or replaced?",
        hint="run the batch again, which mends it; nothing more was sent",
    )


def _unsent(letter: Letter, reason: str, hint: str = "") -> Unsent:
    return Unsent(rows=letter.rows, address=letter.mailbox.masked, reason=reason, hint=hint)


def _joined(letters: list[Letter]) -> Letter:
    """Give one letter for all of one address, its files named after their students."""
    if len(letters) == 1:
        return letters[0]
    names = in_words(tuple(one.first for one in letters), letters[0].language)
    owners = [file.owner for one in letters for file in one.enclosures]
    files = tuple(
        replace(file, name=f"{file.name.removesuffix('.pdf')} - {safe_name(one.first)[:40]}.pdf")
        for one in letters
        for file in one.enclosures
    )
    return replace(
        letters[0],
        key="+".join(owners),
        mailbox=replace(letters[0].mailbox, name=""),
        first=names,
        name=names,
        careers=tuple(dict.fromkeys(career for one in letters for career in one.careers)),
        chosen=joined([one.chosen for one in letters]),
        enclosures=files,
    )
