"""Finished PDFs → one file of them all."""

from collections.abc import Iterable, Sequence
from typing import Final

from careerprint.binder.archive import Description
from careerprint.binder.binder import bind
from careerprint.binder.pagination import Side
from careerprint.binder.part import Part
from careerprint.binder.source import Source
from careerprint.profile.library import Career
from careerprint.settings import Ink, Variant

MOST_TITLES: Final = 4
"""Careers that the title of a file of several names."""


def bound_handouts(handouts: Sequence[tuple[Career, bytes]], variant: Variant) -> bytes:
    """Give handouts as one PDF; one of several pages begins a sheet of its own.

    Raises ``BindError`` if one of them is damaged.
    """
    return bind(
        [_part(career, pdf) for career, pdf in handouts],
        Description(
            title=_title([career.profile.title for career, _ in handouts]),
            language=variant.languages[0].value,
            author=variant.brand.organisation or "careerprint",
            created=_newest(career for career, _ in handouts),
            is_grey=variant.ink is Ink.COPIER,
        ),
    ).pdf


def _part(career: Career, pdf: bytes) -> Part:
    source = Source(pdf, name=career.id)
    side = Side.RIGHT if len(source.pages) > 1 else Side.ANY
    return Part(source=source, title=career.profile.title, side=side)


def _title(titles: Sequence[str]) -> str:
    return ", ".join(titles[:MOST_TITLES]) + (" …" if len(titles) > MOST_TITLES else "")


def _newest(careers: Iterable[Career]) -> str:
    return max(career.profile.dated.split("/")[-1] for career in careers)
