"""What a table of others is to the rest of the program: sheets, rows, and what is odd about them.

Also the one boundary around the reading of files that others made: whatever a library raises
there is said in words.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from careerprint.errors import (
    CareerprintError,
    Diagnostic,
    ExitCode,
    InputError,
    Location,
    Severity,
)

WORKBOOKS: Final = (".xlsx", ".xlsm")


class Oddity(StrEnum):
    """Why the text of a cell may not be what its writer sees or meant."""

    DATE = "date"
    UNCALCULATED = "uncalculated"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its number as the spreadsheet shows it, from 1, and its cells as text.

    ``oddities`` and ``spans`` are by the cell's place, from 0: what is odd about it, and over how
    many columns it is merged if it is over more than one. ``is_guessed`` says that the encoding
    of some of its letters is a guess, see :attr:`Sheet.guess`.
    """

    number: int
    cells: tuple[str, ...]
    oddities: Mapping[int, Oddity] = field(default_factory=dict)
    spans: Mapping[int, int] = field(default_factory=dict)
    is_hidden: bool = False
    is_guessed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything, nor would if it were calculated."""
        return not (any(self.cells) or self.oddities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An encoding that was guessed, by its name, and up to two words as they were read by it."""

    encoding: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merged range: its first and last row, from 1, and first and last column, from 0."""

    name: str
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a file; a text file is one sheet of its own name."""

    name: str
    rows: Iterator[Row]
    is_hidden: bool = False
    merged: tuple[Merged, ...] = ()
    guess: Guess | None = None


def refused(
    path: Path,
    message: str,
    hint: str = "",
    *,
    line: int = 0,
    exit_code: ExitCode = ExitCode.SOME_FAILED,
) -> InputError:
    """Give the fault of a file that cannot be taken in."""
    location = Location(path, line, 1 if line else 0)
    finding = Diagnostic(location=location, severity=Severity.ERROR, message=message, hint=hint)
    return InputError((finding,), exit_code)


@contextmanager
def said_in_words(path: Path, message: str, hint: str) -> Iterator[None]:
    """Give whatever goes wrong while a file is read as an ``InputError``.

    What a library raises at a damaged file cannot be listed: it is a fault of the file, of
    whatever type, and wrong usage, as one of another kind is (``ExitCode.USAGE``). Only the
    reading stands within, so that no fault of ours is taken for one.
    """
    try:
        yield
    except (CareerprintError, MemoryError):
        raise
    except FileNotFoundError:
        message, hint = "there is no such file", "check the spelling of its name"
        raise refused(path, message, hint) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"the file cannot be read ({reason})"
        raise refused(path, message, hint) from error
    except Exception as error:
        raise refused(path, message, hint, exit_code=ExitCode.USAGE) from error


_QUOTED: Final = r'"((?:[^"]|"")*)"'


def literal(formula: str) -> str | None:
    """Give the text that a formula stands for, if it says it itself; else ``None``.

    These are ``="00123"``, by which student systems keep zeros, and ``=HYPERLINK("…","text")``.
    """
    found = re.fullmatch(rf"=\s*{_QUOTED}\s*", formula) or re.fullmatch(
        rf"=\s*HYPERLINK\(\s*{_QUOTED}\s*(?:[,;]\s*{_QUOTED}\s*)?\)\s*", formula, re.IGNORECASE
    )
    if found is None:
        return None
    return next(text for text in reversed(found.groups()) if text is not None).replace('""', '"')
