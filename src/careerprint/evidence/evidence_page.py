"""The evidence as a page to print, to hand on and to sign: grey, tagged, in the run's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from babel import Locale
from babel.dates import format_date

from careerprint import __version__
from careerprint.brand import Brand
from careerprint.evidence.evidence import CHECKER, Check, Evidence
from careerprint.evidence.evidence_words import WORDS
from careerprint.evidence.looking import Kind
from careerprint.render.html import render_record
from careerprint.render.pdf import Setting, Typesetter
from careerprint.resources import shipped
from careerprint.settings import SIZE_MM, Paper

KEYWORD: Final = "careerprint-evidence"
"""What tells the page from a booklet."""
_MOST_NAMED: Final = 12
"""Files or careers that the page names one by one; of more it gives the count."""
_SETTING: Final = Setting(body_pt=9.2, leading=1.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the page is set: its paper, language, and whose it is."""

    paper: Paper
    language: str = "en"
    brand: Brand


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A check as the page tells it."""

    what: str
    standard: str
    checker: str
    conditions: str
    seen: str
    outcome: str
    has_failed: bool


@dataclass(frozen=True)
class EvidencePage:
    """What the template sees: ``words`` are the standing ones, the rest is ready to print."""

    evidence: Evidence
    form: Form
    json_name: str

    @property
    def words(self) -> dict[str, str]:
        """The standing words of the page's language."""
        return WORDS[self.form.language]

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.form.language

    @property
    def keyword(self) -> str:
        """What tells the page from a booklet."""
        return KEYWORD

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the paper."""
        return SIZE_MM[self.form.paper]

    @property
    def day(self) -> str:
        """The day of the run, as people write it."""
        locale = Locale(self.form.language, "US")
        return str(format_date(date.fromisoformat(self.evidence.day), "long", locale))

    @property
    def by_line(self) -> str:
        """Which program, and which of its commands."""
        return self.words["made_by"].format(version=__version__, run=self.evidence.run)

    @cached_property
    def kinds(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """Of each kind of files: its name, files, pages, those looked at, megabytes."""
        found = []
        kinds = dict.fromkeys(one.kind for one in self.evidence.files)
        for kind in kinds:
            files = [one for one in self.evidence.files if one.kind is kind]
            found.append(
                (
                    self.words[kind.value],
                    _number(len(files)),
                    _number(sum(one.pages for one in files)),
                    _number(sum(one.was_looked_at for one in files)),
                    f"{sum(one.size for one in files) / 1e6:,.1f} MB",
                )
            )
        return tuple(found)

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """Name and digest of each file, if they are few."""
        files = self.evidence.files
        return tuple((one.label, one.sha256) for one in files) if len(files) <= _MOST_NAMED else ()

    @property
    def digests_elsewhere(self) -> str:
        """Where the digests stand if they are many."""
        return self.words["digests_elsewhere"].format(name=self.json_name)

    @property
    def sample(self) -> str:
        """That not all files were looked at; empty if they were."""
        booklets = [one for one in self.evidence.files if one.kind is Kind.BOOKLET]
        looked, files = sum(one.was_looked_at for one in booklets), len(booklets)
        if looked == files:
            return ""
        return self.words["sample"].format(
            looked=_number(looked),
            files=_number(files),
            seen=_number(self.evidence.careers_seen),
            careers=_number(len(self.evidence.careers)),
        )

    @property
    def own_checks(self) -> tuple[CheckLine, ...]:
        """Our own checks by PDF/UA-1, each as a line."""
        return tuple(self._line(one) for one in self.evidence.checks if _is_own(one))

    @property
    def other_checks(self) -> tuple[CheckLine, ...]:
        """All other checks: those of a standard together, ours before those of others."""
        others = [one for one in self.evidence.checks if not _is_own(one)]
        return tuple(self._line(one) for one in sorted(others, key=_place))

    def _line(self, check: Check) -> CheckLine:
        words = self.words
        outcome = words[check.outcome].format(count=_number(check.found))
        if check.remarks and not check.found:
            outcome = words["remarks"].format(count=_number(check.remarks))
        return CheckLine(
            what=words[f"rule_{check.rule}"],
            standard=words["figures_by"] if check.standard == "figures" else check.standard,
            checker=check.checker,
            conditions=", ".join(check.conditions),
            seen=f"{words[f'thing_{check.rule}']}: {_number(check.things)}",
            outcome=outcome,
            has_failed=bool(check.found),
        )

    @property
    def found(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What was found by each check that failed, in the words of its checker."""
        return tuple(
            (self.words[f"rule_{one.rule}"], self._told(one))
            for one in self.evidence.checks
            if one.found
        )

    def _told(self, check: Check) -> tuple[str, ...]:
        told = [f"{label}: {said}" for label, said in check.first]
        rest = check.found - len(check.first)
        return (*told, self.words["more"].format(count=_number(rest))) if rest > 0 else tuple(told)

    @property
    def careers(self) -> tuple[tuple[str, str, str], ...]:
        """Title, day and age of each career, if they are few."""
        careers = self.evidence.careers
        if len(careers) > _MOST_NAMED:
            return ()
        return tuple((one.title, one.dated, _number(one.age_months)) for one in careers)

    @property
    def careers_between(self) -> str:
        """How old the careers are, if they are many."""
        ages = [one.age_months for one in self.evidence.careers]
        if len(ages) <= _MOST_NAMED:
            return ""
        words = self.words["careers_between"]
        return words.format(count=_number(len(ages)), least=min(ages), most=max(ages))

    @property
    def releases(self) -> tuple[tuple[str, str, str, str], ...]:
        """Table, release, day of publication and age of each official table."""
        return tuple(
            (self.words[one.kind], one.name, one.published or "–", _number(one.age_months))
            for one in self.evidence.releases
        )

    @property
    def not_run(self) -> tuple[str, ...]:
        """What was not checked."""
        return tuple(self.words[f"not_{one}"] for one in self.evidence.not_run)

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """What a person has to judge: the question, and its conditions."""
        return tuple(
            (self.words[f"ask_{one.name}"], ", ".join(one.conditions))
            for one in self.evidence.questions
        )


def evidence_pdf(page: EvidencePage, typesetter: Typesetter) -> bytes:
    """Give the page as PDF/UA-1, in grey."""
    folder = shipped("layouts") / "_evidence"
    sheets = (shipped("layouts") / "_shared" / "style.css", folder / "style.css")
    content = render_record(page, "evidence")
    typeset = typesetter.typeset(content, base=folder, sheets=sheets, setting=_SETTING)
    return typeset.write(is_grey=True)


def _is_own(check: Check) -> bool:
    return check.standard == "PDF/UA-1" and check.checker == CHECKER


def _place(check: Check) -> tuple[int, bool, str]:
    """Give the place of a check: by standard, our own rules before those of others."""
    return _ORDER.index(check.standard), check.checker != CHECKER, check.checker


_ORDER: Final[Sequence[str]] = ("PDF/UA-1", "WCAG 2.1", "PDF/A-2a", "PDF/X-4", "figures")


def _number(count: int) -> str:
    return f"{count:,}"
