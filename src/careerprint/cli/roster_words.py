"""What is told on the terminal of a roster and of what is made for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from careerprint.cli.terminal import counted, note, print_json
from careerprint.errors import UsageError

if TYPE_CHECKING:
    from careerprint.batch.roll_call import RollCall
    from careerprint.booklet.booklet_file import BookletFile
    from careerprint.roster.unknown_words import UnknownWord

MOST_WORDS: Final = 40
"""Unknown words that are told."""


def tell_unknown(words: "Sequence[UnknownWord]") -> None:
    """Say which words of the roster are no careers, and what would explain them."""
    from careerprint.roster.unknown_words import alias_lines
    from careerprint.settings import FILE_NAME

    if not words:
        return
    note(f"{counted(len(words), 'word')} of the roster not known as a career:")
    width = max(len(one.word) for one in words[:MOST_WORDS])
    for one in words[:MOST_WORDS]:
        near = f"  near: {', '.join(one.nearest)}" if one.nearest else ""
        note(f"    {one.word:<{width}}  {one.count:>3}×{near}")
    if rest := words[MOST_WORDS:]:
        note(f"    and {len(rest):,} more, which report.json has")
    if lines := list(alias_lines(tuple(words[:MOST_WORDS]))):
        note(f"To have them understood, complete these lines, and put them into {FILE_NAME}:")
        for line in lines:
            note(line)


def remarks_on(file: "BookletFile") -> Iterator[str]:
    """Say what holds for all that is made, once."""
    from careerprint.booklet.booklet_file import prints_names

    if not prints_names(file):
        yield (
            "these PDFs carry no name: of a printed stack nobody can tell whose each is;"
            " a booklet with a cover carries it"
        )


@contextmanager
def columns_told(called: "RollCall", *, as_json: bool) -> Iterator[None]:
    """Say what columns were taken for also of a roster that cannot be used: it helps to mend it."""
    from careerprint.batch.report import column_records

    try:
        yield
    except UsageError:
        if as_json:
            print_json({"columns": column_records(called.columns)})
        raise
