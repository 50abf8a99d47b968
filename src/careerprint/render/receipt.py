"""What comes of typesetting a career: its pages, and how they were fitted.

It loads no engine: what is kept is read with it alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a text stands on its pages, beside its size: optional parts that go, its division."""

    left_out: tuple[str, ...] = ()
    division: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the fitter chose: the setting, how full the pages are, how many passes it took.

    ``air_pt`` is the most that was added at one place, ``percent_before_air`` how full each page
    is of its text alone. ``left_out`` names the optional parts that had to go, by their fields of
    the page, ``division`` what moved between its pages.
    """

    body_pt: float
    leading: float
    air_pt: float
    percent_full: float
    percent_by_page: tuple[float, ...]
    percent_before_air: tuple[float, ...]
    pages: int
    passes: int
    left_out: tuple[str, ...] = ()
    division: tuple[str, ...] = ()

    @property
    def arrangement(self) -> Arrangement:
        """How the text stands on its pages."""
        return Arrangement(left_out=self.left_out, division=frozenset(self.division))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBlock:
    """A block of a page that prints what a profile says, and where it fell.

    ``keys`` are the places of the profile (``work.story``, its second paragraph ``work.story~1``),
    ``language`` the one whose text it is, ``page`` counts from 0, lengths are in points from the
    page's upper left corner. ``text`` is what the block says; it is empty of a picture, and of what
    goes on from the block before it.
    """

    keys: tuple[str, ...]
    language: str
    page: int
    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The pages of one career as a tagged PDF, with the fitter's receipt.

    ``warnings`` is what the engine had to say, such as a property that it does not know,
    ``blocks`` where on the pages each place of the profile stands, with how their texts begin.
    """

    pdf: bytes
    receipt: Receipt
    warnings: tuple[str, ...]
    blocks: tuple[PlacedBlock, ...] = ()
