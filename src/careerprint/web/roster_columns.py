"""The columns of a roster on its screen: what each was taken for, and saying which is which.

What is said is kept in the file that the command reads: the booklet's, where the roster is made
by one, else the project's.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from careerprint.errors import UsageError
from careerprint.reading.composer import compose
from careerprint.reading.written_keys import with_text
from careerprint.roster.column_uses import ColumnUse, named_columns
from careerprint.roster.columns import Field
from careerprint.settings import FILE_NAME
from careerprint.web.kept_files import read_kept, write_kept

SPEC: Final = "booklet.yaml"
FIELDS: Final = tuple(Field)
_SECTION: Final = "columns"
_CHOICE: Final = "column-"
_HEADING: Final = "heading-"
_TYPED: Final = (Field.NAME, Field.CAREERS, Field.EMAIL, Field.GROUP)
"""Fields whose headings are typed where none is known."""


def file_of(what: str) -> str:
    """Give the name of the file that columns are named in for what is made of a roster."""
    return SPEC if what == f"booklet={SPEC}" else FILE_NAME


def shown_columns(
    records: Sequence[Mapping[str, Any]], said: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Give what the command said of columns, and whether a file can say it otherwise.

    ``said`` is what a form said of them and could not be saved.
    """
    return [
        {
            **one,
            "field": said.get(f"{_CHOICE}{one['number']}", one["field"]) or None,
            "can_be_named": ColumnUse.of(one).can_be_named,
        }
        for one in records
    ]


def with_columns_of(content: str, before: str) -> str:
    """Give a file that is written anew with the columns that stood in the one before."""
    found = compose(before).value
    columns = found.get(_SECTION) if isinstance(found, dict) else None
    for name, said in columns.items() if isinstance(columns, dict) else ():
        if isinstance(said, str) or (
            isinstance(said, list) and all(isinstance(one, str) for one in said)
        ):
            written = said if isinstance(said, str) else tuple(said)
            content = with_text(content, _SECTION, name, written)
    return content


def typed_headings(found: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, str]:
    """Give the fields whose headings are to be typed, if the command saw no header that is known.

    ``found`` is what the command said, ``said`` what a form said before.
    """
    if found.get("columns") != []:
        return {}
    return {one.value: said.get(f"{_HEADING}{one}", "") for one in _TYPED}


def save_columns(
    project: Path,
    name: str,
    records: Sequence[Mapping[str, Any]],
    said: Mapping[str, str],
) -> bool:
    """Name columns in a file of the project as a form says; gives whether anything changed.

    Raises ``OvertakenError`` if the file is not what it was when the form was shown, and
    ``UsageError`` if it is written in a way that cannot be changed.
    """
    uses = [ColumnUse.of(one) for one in records]
    named = named_columns(uses, _chosen(uses, said)) if uses else _typed(said)
    if not named:
        return False
    kept = read_kept(project, name)
    content = kept.content
    # what goes goes last: a section that would be empty in between is not begun anew elsewhere
    for field, headers in sorted(named.items(), key=lambda one: one[1] is None):
        content = with_text(content, _SECTION, field, _written(headers, name))
    write_kept(project, name, content, said.get("digest", ""))
    return True


def _typed(said: Mapping[str, str]) -> dict[str, tuple[str, ...] | None]:
    """Give the headings that were typed, of those that can be one."""
    typed = {one.value: " ".join(said.get(f"{_HEADING}{one}", "").split()) for one in _TYPED}
    return {
        name: (header,)
        for name, header in typed.items()
        if ColumnUse(number=0, header=header).can_be_named
    }


def _written(headers: tuple[str, ...] | None, name: str) -> str | tuple[str, ...]:
    if headers is None:  # of what the project's file names, the booklet's says that there is none
        return () if name == SPEC else ""
    return headers[0] if len(headers) == 1 else headers


def _chosen(uses: Sequence[ColumnUse], said: Mapping[str, str]) -> dict[int, Field | None]:
    found: dict[int, Field | None] = {}
    for one in uses:
        name = said.get(f"{_CHOICE}{one.number}")
        if name is None or not one.number:
            continue
        if name and name not in FIELDS:
            raise UsageError(f"a roster has no field '{name}'", hint="choose one of those offered")
        if one.can_be_named:
            found[one.number] = Field(name) if name else None
    return found
