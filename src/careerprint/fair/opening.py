"""What a command names → a fair with its stands, ready to be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from careerprint.errors import Diagnostic, UsageError
from careerprint.fair.fair_file import MOST_VISITORS, FairFile, read_fair
from careerprint.fair.fair_plan import FairPlan, plan_fair
from careerprint.figures.tables import Tables
from careerprint.handouts.choosing import chosen_paths
from careerprint.profile.library import Library
from careerprint.reading.documents import Loaded
from careerprint.settings import Language

_SUFFIXES: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A fair that can be made: its plan, what was found, and the careers that were left out.

    ``bad`` have errors, each among the findings of the library.
    """

    plan: FairPlan
    findings: tuple[Diagnostic, ...]
    bad: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a command names: a fair's file or careers, and what it says in place of the file."""

    names: tuple[str, ...]
    cluster: str | None = None
    is_all: bool = False
    visitors: str | None = None
    languages: tuple[Language, ...] = ()


def open_fair(asked: Asked, library: Library, figures: Tables) -> Opened:
    """Read a fair's file, or make one of careers, and place them; those with errors are left out.

    Raises ``InputError`` if the file cannot be used, and ``UsageError`` if there is no career, or
    what is asked for cannot be.
    """
    loaded = _read(asked, library)
    assert loaded.value is not None  # noqa: S101 - it is refused where it is read
    file = loaded.value.model_copy(update=_said(asked))
    plan, found = plan_fair(file, library, figures)
    findings = tuple(
        Diagnostic(
            location=loaded.locate(one.at),
            severity=one.severity,
            message=one.message,
            hint=one.hint,
        )
        for one in found
    )
    bad = [path for path in plan.careers if not library.is_usable(path, file.languages)]
    rest = plan.without(bad)
    if not rest.stands:
        hint = f"careerprint check {bad[0].stem} says why"
        raise UsageError("no career at a stand can be printed", hint=hint)
    return Opened(plan=rest, findings=(*loaded.diagnostics, *findings), bad=tuple(bad))


def _read(asked: Asked, library: Library) -> Loaded[FairFile]:
    names: Sequence[str] = asked.names
    has_more = bool(len(names) > 1 or asked.cluster or asked.is_all)
    if names and _is_fair_file(names[0]):
        if has_more:
            raise UsageError(
                "a fair's file names its careers itself",
                hint="write them into the file, or leave the file out",
            )
        return read_fair(Path(names[0]), library)
    if not (names or has_more):
        raise UsageError(
            "name a fair's file or careers", hint="careerprint fair fair.yaml -o DIR, or --all"
        )
    paths = chosen_paths(library, names, cluster=asked.cluster, is_all=asked.is_all)
    careers = tuple(path.stem if path in library.paths else str(path) for path in paths)
    file = FairFile().model_copy(update={"careers": careers})
    return Loaded(path=Path("careers"), value=file, diagnostics=(), places={})


def _is_fair_file(name: str) -> bool:
    """Tell a fair's file from a career's: a YAML file without a verdict."""
    if not name.endswith(_SUFFIXES):
        return False
    path = Path(name)
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return "\nverdict:" not in text


def _said(asked: Asked) -> dict[str, Any]:
    """Give what the command says in place of the file."""
    changes: dict[str, Any] = {"languages": asked.languages} if asked.languages else {}
    if asked.visitors is not None:
        try:
            file = FairFile.model_validate({"visitors": asked.visitors})
        except ValidationError as error:
            raise UsageError(
                f"--visitors cannot be '{asked.visitors}'",
                hint=f"write a whole number from 1 to {MOST_VISITORS:,}",
            ) from error
        changes["visitors"] = file.visitors
    return changes
