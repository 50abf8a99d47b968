"""The evidence of a run: what was made, what was checked on it and by whom, how it came out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from careerprint import __version__
from careerprint.accessibility.audit import RULES
from careerprint.evidence.looking import Kind, Look, MadeFile
from careerprint.evidence.questions import Question, questions_about
from careerprint.preflight.flaw import Flaw

CHECKER: Final = f"careerprint {__version__}"
"""Who checks by our own rules."""
_FIRST: Final = 5
"""Findings of a check that are told, each with its place."""
_NOT_UA: Final = {"archive": "PDF/A-2a", "contrast": "WCAG 2.1"}
"""Our own rules that are of another standard than PDF/UA-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """A file in the evidence; ``was_looked_at`` says that it was opened and judged."""

    label: str
    kind: Kind
    sha256: str
    size: int
    pages: int
    was_looked_at: bool = True
    is_read: bool = True

    @property
    def record(self) -> dict[str, Any]:
        """The file as a JSON record."""
        return {
            "file": self.label,
            "kind": self.kind.value,
            "sha256": self.sha256,
            "bytes": self.size,
            "pages": self.pages,
            "looked_at": self.was_looked_at,
        }


@dataclass(slots=True, kw_only=True)
class Check:
    """A check that ran: how many files and things it looked at, and what it found.

    ``things`` are what a rule is about, such as pictures. ``found`` counts flaws, ``first`` has
    the first few: the file's label and the sentence.
    """

    standard: str
    rule: str
    checker: str
    conditions: tuple[str, ...] = ()
    files: int = 0
    things: int = 0
    found: int = 0
    remarks: int = 0
    first: list[tuple[str, str]] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """How it came out: held, failed, or nothing of its kind was there."""
        if self.found:
            return "failed"
        return "held" if self.things else "nothing there"

    def find(self, label: str, sentence: str, count: int = 1) -> None:
        """Note a flaw."""
        self.found += count
        if len(self.first) < _FIRST:
            self.first.append((label, sentence))

    @property
    def record(self) -> dict[str, Any]:
        """The check as a JSON record."""
        return {
            "standard": self.standard,
            "rule": self.rule,
            "matterhorn": list(self.conditions),
            "checker": self.checker,
            "files": self.files,
            "looked_at": self.things,
            "outcome": self.outcome,
            "found": self.found,
            "remarks": self.remarks,
            "first": [{"file": label, "finding": said} for label, said in self.first],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CareerFacts:
    """How old the facts of a career are: when it was last checked, months before the run."""

    title: str
    dated: str
    age_months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """An official table that pages take figures from, and how old it is."""

    kind: str
    name: str
    published: str
    age_months: int


@dataclass(slots=True, kw_only=True)
class Evidence:
    """The evidence of one run, gathered file by file; it has no reader's name in it.

    ``day`` is that of the run, as ISO 8601; ``run`` the command. ``careers`` and ``releases`` are
    what is told of the facts; ``careers_seen`` of them are in the files that were looked at, where
    not all of these were.
    """

    run: str
    day: str
    careers: tuple[CareerFacts, ...] = ()
    releases: tuple[ReleaseFacts, ...] = ()
    careers_seen: int = 0
    files: list[FileRecord] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    _checks: dict[tuple[str, str, str], Check] = field(default_factory=dict)

    def add(self, file: MadeFile, look: Look) -> None:
        """Take what was seen in a file."""
        seen = look.audit
        self.files.append(
            FileRecord(
                label=file.label,
                kind=file.kind,
                sha256=seen.sha256,
                size=seen.size,
                pages=seen.pages,
                is_read=file.is_read,
            )
        )
        self.roles |= seen.features if file.is_read else set()
        self._take_rules(file, look)
        if look.press is not None:
            self._take_press(file, look.press)
        for one in look.verdicts:
            check = self._check(one.standard, "as a whole", one.checker)
            check.files += 1
            check.things += one.rules
            for failure in one.failures:
                check.find(file.label, failure)

    def add_unseen(self, records: Iterable[FileRecord]) -> None:
        """Take files that were not looked at."""
        self.files += records

    def take_preflight(self, files: int, remarks: int) -> None:
        """Take that preflight looked at files before they were written, and found no error.

        ``remarks`` are its warnings.
        """
        check = self._check("PDF/X-4", "preflight", CHECKER)
        check.files += files
        check.things += files
        check.remarks += remarks

    def compare(self, career: str, differences: Sequence[str]) -> None:
        """Note that a career's figures were compared with the official ones, and how it was."""
        check = self._check("figures", "figures", CHECKER)
        check.things += 1
        for one in differences:
            check.find(career, one)

    def _take_rules(self, file: MadeFile, look: Look) -> None:
        rules = [rule for rule in RULES if file.is_read or rule.is_of_paper]
        for rule in rules:
            standard = _NOT_UA.get(rule.name, "PDF/UA-1")
            check = self._check(standard, rule.name, CHECKER, rule.conditions)
            things = look.audit.looked.get(rule.name, 0)
            check.files += bool(things)
            check.things += things
        known = {rule.name for rule in rules}
        for flaw in look.audit.flaws:
            name = "fonts" if flaw.rule == "damage" else flaw.rule  # it could not be opened at all
            if name in known:
                check = self._check(_NOT_UA.get(name, "PDF/UA-1"), name, CHECKER)
                check.find(file.label, flaw.said, flaw.count)

    def _take_press(self, file: MadeFile, flaws: Sequence[Flaw]) -> None:
        check = self._check("PDF/X-4", "preflight", CHECKER)
        check.files += 1
        check.things += 1
        for flaw in flaws:
            if flaw.is_error:
                check.find(file.label, flaw.said, flaw.count)
            else:
                check.remarks += 1

    def _check(
        self, standard: str, rule: str, checker: str, conditions: tuple[str, ...] = ()
    ) -> Check:
        key = (standard, rule, checker)
        if key not in self._checks:
            self._checks[key] = Check(
                standard=standard, rule=rule, checker=checker, conditions=conditions
            )
        return self._checks[key]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks that ran, those of a standard together."""
        return tuple(self._checks.values())

    @property
    def looked_at(self) -> int:
        """How many files were looked at."""
        return sum(one.was_looked_at for one in self.files)

    @property
    def has_failed(self) -> bool:
        """Whether any check found a flaw."""
        return any(one.found for one in self.checks)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a person still has to judge."""
        return tuple(questions_about(frozenset(self.roles), are_read=self._are_read))

    @property
    def _are_read(self) -> bool:
        return any(one.is_read for one in self.files)

    def _kept_press(self) -> bool:
        """Whether there are files for a press that preflight looked at in an earlier run only."""
        looked = sum(one.files for one in self.checks if one.standard == "PDF/X-4")
        return looked < sum(one.kind is Kind.PRESS for one in self.files)

    @property
    def not_run(self) -> tuple[str, ...]:
        """What was not checked, by name: each is a fact of this run."""
        ran = {one.standard for one in self.checks}
        others = {one.checker for one in self.checks} - {CHECKER}
        kinds = {one.kind for one in self.files}
        told = {
            "others": self._are_read and not others,
            "sheets": not all(one.is_read for one in self.files),
            "archive": not any(one.files for one in self.checks if one.standard == "PDF/A-2a"),
            "archive in full": "PDF/A-2a" in ran and not others,
            "press": Kind.PRESS not in kinds,
            "kept press": self._kept_press(),
            "certified": "PDF/X-4" in ran,
            "contrast": any(one.rule == "contrast" for one in self.checks),
            "contrast for press": Kind.PRESS in kinds,
            "sample": self.looked_at < len(self.files),
            "figures": "figures" not in ran,
        }
        told["archive in full"] &= not told["archive"]
        return ("conditions", *(name for name, holds in told.items() if holds))

    @property
    def record(self) -> dict[str, Any]:
        """The evidence as a JSON record."""
        return {
            "run": self.run,
            "day": self.day,
            "careerprint": __version__,
            "rules": len(RULES),
            "files": [one.record for one in self.files],
            "checks": [one.record for one in self.checks],
            "not_run": list(self.not_run),
            "for_a_person": [
                {"question": one.name, "matterhorn": list(one.conditions)} for one in self.questions
            ],
            "careers_seen": self.careers_seen or len(self.careers),
            "careers": [
                {"title": one.title, "dated": one.dated, "age_months": one.age_months}
                for one in self.careers
            ],
            "releases": [
                {
                    "kind": one.kind,
                    "release": one.name,
                    "published": one.published or None,
                    "age_months": one.age_months,
                }
                for one in self.releases
            ],
        }
