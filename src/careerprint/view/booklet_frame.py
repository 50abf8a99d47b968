"""The room that a folder of a booklet's parts gives: margins, charts, name, cloth."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

Points = Annotated[float, Field(ge=0, le=1000)]
Share = Annotated[float, Field(gt=0, le=1)]


class FrameRecord(BaseModel):
    """What all of these share: frozen, and no key that is not declared."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class RowFrame(FrameRecord):
    """A row of the comparison where there are up to so many ``careers``: heights, in em.

    ``pay_em`` and ``week_em`` are those of its two drawings, ``bar_em`` is that of a bar;
    ``pay`` and ``week`` are their shares of the text's width. ``captions`` names the activities
    above the week's strip: all, the largest or none.
    """

    careers: int = Field(ge=1)
    pay: Share = 1.0
    week: Share = 1.0
    pay_em: float = Field(2.9, gt=0, le=20)
    week_em: float = Field(2.9, gt=0, le=20)
    bar_em: float = Field(0.75, gt=0, le=10)
    captions: Literal["all", "largest", "none"] = "largest"


class ComparisonFrame(FrameRecord):
    """The charts that put careers side by side: the size of their labels, their rows.

    ``names`` is the share of a chart's width for the careers' names; 0 leaves them to the
    template. Of ``rows`` the first that holds the careers is taken.
    """

    label_pt: float = Field(8.2, gt=0, le=40)
    names: float = Field(0.27, ge=0, lt=1)
    rows: Annotated[tuple[RowFrame, ...], Field(min_length=1)]

    def row(self, careers: int) -> RowFrame:
        """Give the rows of so many careers."""
        return next((row for row in self.rows if row.careers >= careers), self.rows[-1])


class LabelFrame(FrameRecord):
    """A label on the cloth: how far its edges are from the page's, and its text from its edges."""

    top_pt: Points
    side_pt: Points
    inset_pt: Points


class ClothFrame(FrameRecord):
    """Where the cloth is painted on a part's page.

    It ends ``edge_pt`` before the edges, but for the ``spine``, at the left of a front and at the
    right of a back. It goes down to the foot, or ``below_pt`` further than its label if something
    stands below that; of a single career nothing does.
    """

    edge_pt: Points
    below_pt: Points | None = None
    spine: Literal["left", "right", "none"] = "none"
    label: LabelFrame | None = None


class BookletFrame(FrameRecord):
    """The room that the parts around the careers have.

    ``margin_pt`` is beside their text. ``name_pt`` are sizes of the reader's name, the largest
    first; none leave it to the template. ``picture`` is the most that a cover's picture takes, in
    shares of the paper's width and height.
    """

    margin_pt: Points
    comparison: ComparisonFrame
    name_pt: tuple[Points, ...] = ()
    cloth: dict[Literal["cover", "back-cover"], ClothFrame] = Field(default_factory=dict)
    picture: tuple[Share, Share] = (0.72, 0.36)
