"""Checkers of others, run if they are installed: a second opinion that is not ours."""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

PACKAGE: Final = "page-validation"
_MODULE: Final = "page"
_PROFILES: Final = {"PDF/UA-1": "PDF_UA_1", "PDF/A-2a": "PDF_A_2A"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a checker said of a file by a standard; ``failures`` are its own words.

    ``rules`` counts those it went through.
    """

    standard: str
    checker: str
    rules: int
    failures: tuple[str, ...]


def verdicts(content: bytes, standards: tuple[str, ...]) -> tuple[Verdict, ...]:
    """Give what is said of a file by standards such as ``PDF/UA-1``; none without a checker."""
    try:
        module: Any = import_module(_MODULE)
        checker = f"{PACKAGE} {version(PACKAGE)}"
    except (ImportError, PackageNotFoundError):
        return ()
    return tuple(_verdict(module, content, one, checker) for one in standards)


def _verdict(module: Any, content: bytes, standard: str, checker: str) -> Verdict:
    profile = getattr(module.ValidationProfile, _PROFILES[standard])
    try:
        report = module.validate_pdf_bytes(content, profile=profile)
    except Exception as error:  # noqa: BLE001, RUF100 - a checker of others
        failures, rules = (f"it could not read the file ({type(error).__name__})",), 0
    else:
        failures = tuple(dict.fromkeys(one.rule_id for one in report.failures))
        rules = report.rules.total
    return Verdict(standard=standard, checker=checker, rules=rules, failures=failures)
