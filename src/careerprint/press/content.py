"""A content stream → the same one in inks (ISO 32000-1, 8.6.8), its edges in the bleed.

What a stream becomes hangs on its bytes and on the state that it begins in, and is kept under
both: of booklets bound from the same sections each stream is separated once.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any, ClassVar, Final, Protocol

import pikepdf
from pikepdf import ContentStreamInstruction as Step
from pikepdf import Dictionary, Name, Operator

from careerprint.press.bleed import IDENTITY, Matrix, ground_edges, in_bleed, times
from careerprint.press.colour_spaces import PATTERN, ColourSpace, read_colour_space
from careerprint.press.crop_marks import ALL_PLATES
from careerprint.press.overprint import KNOCKS_OUT, OVERPRINTS, SET_STATE
from careerprint.press.page_boxes import Box, PageBoxes
from careerprint.press.press_error import PressError
from careerprint.press.separation import BLACK, Inks, Separation

SMALL_TYPE_PT: Final = 12.0
"""Below this, letters of several inks show where plates slip."""
_MOST_INKS: Final = 2
"""As many plates are held in register well enough for small type."""
_DARK: Final = 65.0
"""Text of a higher lightness stands on a dark ground, where black would not be read."""
_MOST_KEPT: Final = 2048
"""Streams: about 40 MB."""
_DEVICE: Final = frozenset({"g", "G", "rg", "RG", "k", "K"})
_SHOWN: Final = frozenset({"Tj", "TJ", "'", '"'})
_PAINTED: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"})
_FILL, _STROKE = Operator("k"), Operator("K")


@dataclass(frozen=True, slots=True)
class State:
    """What a stream has set so far; inks are None for a pattern.

    ``below`` is what was kept last (``q``): it may be taken up again in a later stream of a page.
    """

    matrix: Matrix = IDENTITY
    fill: Inks | None = BLACK
    fill_space: str = ""
    stroke_space: str = ""
    overprints: bool = False
    type_size: float = 0.0
    type_upright: float = 1.0
    below: "State | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """A stream in inks, the state at its end, and the drawings it calls with their places."""

    content: bytes
    end: State
    calls: tuple["Call", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A drawing that a stream calls by its name: its place, and the ink that it begins with."""

    name: str
    matrix: Matrix
    fill: Inks | None


class Kept(Protocol):
    """Keeps what streams become, by their digest and by what they begin with."""

    def kept(self, digest: bytes, state: State, boxes: PageBoxes | None) -> Separated | None:
        """Give what a stream becomes; None if it is not known."""

    def keep(self, digest: bytes, state: State, boxes: PageBoxes | None, made: Separated) -> None:
        """Keep what a stream becomes."""


class ContentSeparator:
    """Separates streams; one lives as long as the settings of the press stay.

    With ``small_text_in_black`` dark text below 12 points that takes more than two inks is black.
    """

    def __init__(self, separation: Separation, *, small_text_in_black: bool) -> None:
        self.separation, self.small_text_in_black = separation, small_text_in_black
        self._kept: dict[tuple[object, ...], Separated] = {}
        self.shelf: Kept | None = None
        """What keeps streams beyond this process, if there is such."""

    def page(self, streams: Sequence[Any], resources: Any, boxes: PageBoxes) -> list[Separated]:
        """Separate the streams of a page, which go on from each other."""
        made, state = [], State()
        for stream in streams:
            made.append(self._made(stream, resources, state, boxes))
            state = made[-1].end
        return made

    def drawing(
        self,
        stream: Any,
        resources: Any,
        matrix: Matrix,
        boxes: PageBoxes | None,
        fill: Inks | None = BLACK,
    ) -> Separated:
        """Separate a drawing that is called in a place; without boxes nothing goes into a bleed."""
        return self._made(stream, resources, State(matrix=matrix, fill=fill), boxes)

    def _made(
        self, stream: Any, resources: Any, state: State, boxes: PageBoxes | None
    ) -> Separated:
        digest = hashlib.sha256(stream.read_bytes()).digest()
        key = (digest, state, boxes)
        if key not in self._kept:
            made = self.shelf.kept(digest, state, boxes) if self.shelf else None
            if made is None:
                run = _Run(self, resources, state, boxes)
                made = run.separated(stream)
                if run.names_spaces:
                    return made
                if self.shelf:
                    self.shelf.keep(digest, state, boxes, made)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = made
        return self._kept[key]


class _Run:
    """One stream as it is rewritten."""

    def __init__(
        self, by: ContentSeparator, resources: Any, state: State, boxes: PageBoxes | None
    ) -> None:
        self._by, self._resources, self._boxes = by, resources, boxes
        self._state = state
        self._out: list[Any] = []
        self._calls: list[Call] = []
        self._marks: list[Box | None] = []
        self._spaces: dict[str, ColourSpace] = {}
        self.names_spaces = False
        """Whether it hangs on the colour spaces that its resources name."""

    def separated(self, stream: Any) -> Separated:
        """Rewrite the stream."""
        for step in pikepdf.parse_content_stream(stream):
            name = str(step.operator)
            for write in self._WRITERS.get(name, (_Run._copy,)):
                write(self, name, step)
        return Separated(
            content=pikepdf.unparse_content_stream(self._out),
            end=self._state,
            calls=tuple(self._calls),
        )

    # --- what is copied, and followed ---------------------------------------------------

    def _copy(self, _name: str, step: Any) -> None:
        self._out.append(step)

    def _follow(self, name: str, step: Any) -> None:
        operands = step.operands
        if name == "q":
            self._state = replace(self._state, below=self._state)
        elif name == "Q":
            self._state = self._state.below or self._state
        elif name == "cm":
            matrix = times(as_matrix(operands), self._state.matrix)
            self._state = replace(self._state, matrix=matrix)
        elif name == "Tf":
            self._state = replace(self._state, type_size=float(operands[1]))
        elif name == "BT":
            self._state = replace(self._state, type_upright=1.0)
        elif name == "Tm":
            upright = hypot(float(operands[2]), float(operands[3]))
            self._state = replace(self._state, type_upright=upright)

    def _draw(self, _name: str, step: Any) -> None:
        name, state = str(step.operands[0]), self._state
        self._calls.append(Call(name=name, matrix=state.matrix, fill=state.fill))

    def _refuse_inline(self, _name: str, step: Any) -> None:
        image = step.operands[0].obj
        is_mask = bool(image.get("/ImageMask", image.get("/IM", False)))
        space = str(image.get("/ColorSpace", image.get("/CS", "")))
        if not is_mask and space not in {"/DeviceGray", "/G", "/DeviceCMYK", "/CMYK"}:
            raise PressError(
                "a small picture in it cannot be separated into inks",
                hint="save the PDF anew from the program that made it",
            )

    # --- colours --------------------------------------------------------------------------

    def _device_colour(self, name: str, step: Any) -> None:
        inks = self._by.separation.of_colour([float(part) for part in step.operands])
        self._set(inks, is_fill=name.islower(), space="")

    def _set(self, inks: Inks, *, is_fill: bool, space: str) -> None:
        if is_fill:
            self._state = replace(self._state, fill=inks, fill_space=space)
        else:
            self._state = replace(self._state, stroke_space=space)
        self._out.append(Step(_written(inks), _FILL if is_fill else _STROKE))

    def _space(self, name: str, step: Any) -> None:
        space, is_fill = str(step.operands[0]), name.islower()
        if space in {PATTERN, ALL_PLATES}:
            changed = {"fill": None, "fill_space": space} if is_fill else {"stroke_space": space}
            self._state = replace(self._state, **changed)
            self._out.append(step)
            return
        parts = self._colour_space(space).parts
        first = (0.0,) * 3 + (1.0,) if parts == 4 else (0.0,) * parts
        self._set(self._colour_space(space).inks(first), is_fill=is_fill, space=space)

    def _colour(self, name: str, step: Any) -> None:
        is_fill = name.islower()
        space = self._state.fill_space if is_fill else self._state.stroke_space
        operands = list(step.operands)
        if space in {PATTERN, ALL_PLATES}:
            self._out.append(step)
            return
        if operands and isinstance(operands[-1], Name):
            raise PressError("it has a pattern in a colour that cannot be separated")
        if space:
            inks = self._colour_space(space).inks([float(part) for part in operands])
        else:
            inks = self._by.separation.of_colour([float(part) for part in operands])
        self._set(inks, is_fill=is_fill, space=space)

    def _colour_space(self, name: str) -> ColourSpace:
        if name not in self._spaces:
            listed = self._resources.get("/ColorSpace", {}) if self._resources is not None else {}
            self.names_spaces = self.names_spaces or name in listed
            space = listed[name] if name in listed else Name(name)
            if isinstance(space, pikepdf.Array) and str(space[0]) == PATTERN:
                raise PressError("it has a pattern in a colour that cannot be separated")
            self._spaces[name] = read_colour_space(space, self._by.separation)
        return self._spaces[name]

    # --- marks -----------------------------------------------------------------------------

    def _begin_mark(self, _name: str, step: Any) -> None:
        """Note whether what follows is the ground of the page, which then ends elsewhere."""
        said, ground = step.operands[-1], None
        is_ground = isinstance(said, Dictionary) and said.get("/Type") == Name.Background
        if is_ground and self._boxes is not None and len(said.get("/BBox", ())) == 4:
            left, bottom, right, top = (float(edge) for edge in said.BBox)
            ground = ground_edges((left, bottom, right, top), self._state.matrix, self._boxes)
        self._marks.append(ground)
        if ground is None:
            self._out.append(step)
        else:
            self._out.append(Step([Name.Artifact], Operator("BMC")))

    def _end_mark(self, _name: str, _step: Any) -> None:
        if self._marks:
            self._marks.pop()

    # --- painting -------------------------------------------------------------------------

    def _knock_out(self, _name: str, _step: Any) -> None:
        self._overprint(wanted=False)

    def _overprint(self, *, wanted: bool) -> None:
        if self._state.overprints is not wanted:
            state = OVERPRINTS if wanted else KNOCKS_OUT
            self._out.append(Step([Name(state)], SET_STATE))
            self._state = replace(self._state, overprints=wanted)

    def _show(self, _name: str, step: Any) -> None:
        fill = self._state.fill
        in_black = fill is not None and self._is_for_black(fill)
        if in_black:
            self._out.append(Step(_written(BLACK), _FILL))
        self._overprint(wanted=in_black or fill == BLACK)
        self._out.append(step)
        if in_black and fill is not None:
            self._out.append(Step(_written(fill), _FILL))

    def _is_for_black(self, fill: Inks) -> bool:
        """Whether text in these inks is small type that is better printed in black alone."""
        if not self._by.small_text_in_black or sum(part > 0 for part in fill) <= _MOST_INKS:
            return False
        state = self._state
        size = abs(state.type_size) * state.type_upright * hypot(*state.matrix[2:4])
        return size < SMALL_TYPE_PT and self._by.separation.lightness(fill) < _DARK

    def _rectangle(self, _name: str, step: Any) -> None:
        x, y, width, height = (float(part) for part in step.operands)
        moved = None
        if self._boxes is not None:
            ground = next(filter(None, reversed(self._marks)), None)
            rectangle = (x, y, x + width, y + height)
            moved = in_bleed(rectangle, self._state.matrix, self._boxes, ground)
        if moved is None:
            self._out.append(step)
            return
        left, bottom, right, top = moved
        sides = [left, bottom, round(right - left, 4), round(top - bottom, 4)]
        self._out.append(Step(sides, step.operator))

    _WRITERS: ClassVar[dict[str, tuple[Callable[..., None], ...]]] = {
        **dict.fromkeys(("q", "Q", "cm", "Tf", "BT", "Tm"), (_follow, _copy)),
        **dict.fromkeys(_DEVICE, (_device_colour,)),
        **dict.fromkeys(("cs", "CS"), (_space,)),
        **dict.fromkeys(("sc", "scn", "SC", "SCN"), (_colour,)),
        **dict.fromkeys(_PAINTED, (_knock_out, _copy)),
        **dict.fromkeys(_SHOWN, (_show,)),
        "Do": (_knock_out, _draw, _copy),
        **dict.fromkeys(("BMC", "BDC"), (_begin_mark,)),
        "EMC": (_end_mark, _copy),
        "re": (_rectangle,),
        "INLINE IMAGE": (_refuse_inline, _knock_out, _copy),
        "ri": (),  # what is in inks already is matched no more
    }
    """Operator → what is done with it; all others are copied."""


def as_matrix(operands: Any) -> Matrix:
    """Give six numbers of a PDF as a matrix."""
    a, b, c, d, e, f = (float(part) for part in operands)
    return a, b, c, d, e, f


def _written(inks: Inks) -> list[float | int]:
    return [round(part, 3) if part % 1 else int(part) for part in inks]
