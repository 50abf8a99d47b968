"""A page → the pieces that it paints, followed operator by operator (ISO 32000-1, annex A)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any, ClassVar, Final

import pikepdf
from pikepdf import Dictionary, Name, Stream

from careerprint.preflight.colour_names import PATTERN, named_space, space_name
from careerprint.preflight.letter_widths import UNKNOWN, LetterWidths, letter_widths
from careerprint.preflight.picture_ink import most_ink
from careerprint.preflight.pieces import BLACK, Box, Kind, Paint, Piece, Pieces, overlap
from careerprint.press.bleed import IDENTITY, Matrix, times
from careerprint.press.page_boxes import grown

_DEEPEST: Final = 12
"""Drawings within drawings: deeper ones call themselves."""
_MOST_STREAMS: Final = 20_000
_DEVICES: Final = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_EVERYWHERE: Final[Box] = (-1e9, -1e9, 1e9, 1e9)
_NOWHERE: Final[Box] = (0.0, 0.0, -1.0, -1.0)
_INVISIBLE: Final = 3
_FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_DRAWS: Final = frozenset({"S", "s", "B", "B*", "b", "b*"})
_POINTS: Final = {"m": 1, "l": 1, "c": 3, "v": 2, "y": 2}


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state (8.4), as far as rules ask for it."""

    matrix: Matrix = IDENTITY
    clip: Box = _EVERYWHERE
    fill: Paint = BLACK
    stroke: Paint = BLACK
    overprints: bool = False
    mode: int = 0
    width: float = 1.0
    size: float = 0.0
    widths: LetterWidths = UNKNOWN
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rendering: int = 0


@dataclass(slots=True)
class _Found:
    pieces: list[Piece] = field(default_factory=list)
    blend_spaces: set[str] = field(default_factory=set)
    is_transparent: bool = False
    widths: dict[tuple[int, int], LetterWidths] = field(default_factory=dict)
    streams: int = 0


def read_page(
    page: pikepdf.Page, widths: dict[tuple[int, int], LetterWidths] | None = None
) -> Pieces:
    """Read what a page paints; ``widths`` keeps those of the fonts of its document."""
    found = _Found() if widths is None else _Found(widths=widths)
    group = page.obj.get("/Group")
    if group is not None and "/CS" in group:
        found.blend_spaces.add(space_name(group.CS))
    _Reader(found, page.obj.get("/Resources"), _State()).read(page)
    return Pieces(
        pieces=tuple(found.pieces),
        blend_spaces=frozenset(found.blend_spaces),
        is_transparent=found.is_transparent,
    )


class _Reader:
    """One content stream as it is followed; ``tile`` is where the tiles of a pattern show."""

    def __init__(
        self, found: _Found, resources: Any, state: _State, depth: int = 0, tile: Box | None = None
    ) -> None:
        self._found, self._resources, self._state = found, resources, state
        self._depth, self._tile = depth, tile
        self._stack: list[_State] = []
        self._paths: list[list[tuple[float, float]]] = []
        self._clips = False
        self._text = self._line = IDENTITY

    def read(self, stream: Any) -> None:
        """Follow a stream to its end.

        Raises ``ValueError`` if a page has more of them than any that is meant to be printed.
        """
        self._found.streams += 1
        if self._found.streams > _MOST_STREAMS:
            raise ValueError("drawings that call each other without end")
        for step in pikepdf.parse_content_stream(stream):
            name = str(step.operator)
            follow = self._OPERATORS.get(name)
            if follow is not None:
                follow(self, name, step.operands)

    def _change(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _resource(self, kind: str, name: Any) -> Any:
        listed = self._resources.get(kind) if self._resources is not None else None
        return listed.get(str(name)) if listed is not None else None

    # --- state ------------------------------------------------------------------------------

    def _keep(self, name: str, _operands: Any) -> None:
        if name == "q":
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()

    def _move(self, _name: str, operands: Any) -> None:
        self._change(matrix=times(_matrix(operands), self._state.matrix))

    def _graphics(self, _name: str, operands: Any) -> None:
        said = self._resource("/ExtGState", operands[0])
        if said is None:
            return
        overprints = bool(said.get("/op", said.get("/OP", self._state.overprints)))
        mask = said.get("/SMask")
        if isinstance(mask, Dictionary) and "/Group" in mask.G and "/CS" in mask.G.Group:
            self._found.blend_spaces.add(space_name(mask.G.Group.CS))
        mode, width = said.get("/OPM", self._state.mode), said.get("/LW", self._state.width)
        self._change(overprints=overprints, mode=int(mode), width=float(width))
        shows_through = (
            float(said.get("/ca", 1)) < 1
            or float(said.get("/CA", 1)) < 1
            or said.get("/SMask", Name("/None")) != Name("/None")
            or said.get("/BM", Name.Normal) not in {Name.Normal, Name.Compatible}
        )
        self._found.is_transparent = self._found.is_transparent or shows_through

    def _width(self, _name: str, operands: Any) -> None:
        self._change(width=float(operands[0]))

    def _device(self, name: str, operands: Any) -> None:
        parts = tuple(float(part) for part in operands)
        self._set(name, Paint(space=_DEVICES[name.lower()], parts=parts))

    def _set(self, name: str, paint: Paint) -> None:
        self._change(**{"fill" if name.islower() else "stroke": paint})

    def _space(self, name: str, operands: Any) -> None:
        self._set(name, Paint(space=named_space(operands[0], self._resources), parts=()))

    def _colour(self, name: str, operands: Any) -> None:
        before = self._state.fill if name.islower() else self._state.stroke
        if len(operands) and isinstance(operands[-1], Name):
            self._pattern(self._resource("/Pattern", operands[-1]), name)
            return
        self._set(name, replace(before, parts=tuple(float(part) for part in operands)))

    def _pattern(self, pattern: Any, name: str) -> None:
        """Take a pattern: of a gradient its space counts, of tiles what they paint."""
        space = PATTERN
        if pattern is not None and "/Shading" in pattern:
            space = space_name(pattern.Shading.ColorSpace)
        elif isinstance(pattern, Stream) and self._depth < _DEEPEST:
            state = _State(clip=_EVERYWHERE)
            inner = _Reader(
                self._found, pattern.Resources, state, self._depth + 1, self._state.clip
            )
            inner.read(pattern)
        self._set(name, Paint(space=space, parts=()))

    # --- paths ------------------------------------------------------------------------------

    def _point(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._state.matrix
        self._paths[-1].append((a * x + c * y + e, b * x + d * y + f))

    def _points(self, name: str, operands: Any) -> None:
        numbers = [float(one) for one in operands]
        if name == "m" or not self._paths:
            self._paths.append([])
        for at in range(0, 2 * _POINTS[name], 2):
            self._point(numbers[at], numbers[at + 1])

    def _rectangle(self, _name: str, operands: Any) -> None:
        x, y, width, height = (float(one) for one in operands)
        self._paths.append([])
        for corner in ((x, y), (x + width, y), (x, y + height), (x + width, y + height)):
            self._point(*corner)

    def _clip(self, _name: str, _operands: Any) -> None:
        self._clips = True

    def _paint(self, name: str, _operands: Any) -> None:
        boxes = [box for box in map(_around, self._paths) if box is not None]
        if name in _FILLS:
            self._add(Kind.FILL, boxes, self._state.fill, is_even_odd=name.endswith("*"))
        if name in _DRAWS:
            width = self._state.width * _length(self._state.matrix)
            lines = [grown(box, width / 2) for box in boxes]
            self._add(Kind.LINE, lines, self._state.stroke, width_pt=width)
        if self._clips:
            around = _around_all(boxes)
            shared = overlap(self._state.clip, around) if around else None
            self._change(clip=shared or _NOWHERE)
        self._clips, self._paths = False, []

    def _add(self, kind: Kind, boxes: Sequence[Box], paint: Paint, **measures: Any) -> None:
        """Add a piece as far as it is not clipped away."""
        clipped = (overlap(box, self._state.clip) for box in boxes)
        seen = (self._tile,) if self._tile and boxes else tuple(one for one in clipped if one)
        around = _around_all(seen)
        if around is not None:
            overprints = self._state.overprints and self._state.mode == 1
            piece = Piece(
                kind=kind, box=around, parts=seen, paint=paint, overprints=overprints, **measures
            )
            self._found.pieces.append(piece)

    # --- text -------------------------------------------------------------------------------

    def _begin(self, _name: str, _operands: Any) -> None:
        self._text = self._line = IDENTITY

    def _font(self, _name: str, operands: Any) -> None:
        font = self._resource("/Font", operands[0])
        key = font.objgen if font is not None else (0, 0)
        if key not in self._found.widths or key == (0, 0):
            self._found.widths[key] = letter_widths(font)
        self._change(size=float(operands[1]), widths=self._found.widths[key])

    def _type(self, name: str, operands: Any) -> None:
        value = float(operands[0])
        if name == "Tr":
            self._change(rendering=int(value))
        elif name == "Tz":
            self._change(stretch=value / 100)
        else:
            self._change(**{_SPACES[name]: value})

    def _place(self, name: str, operands: Any) -> None:
        if name == "Tm":
            self._text = self._line = _matrix(operands)
            return
        x, y = (0.0, -self._state.leading) if name == "T*" else (float(one) for one in operands)
        if name == "TD":
            self._change(leading=-y)
        self._text = self._line = times((1, 0, 0, 1, x, y), self._line)

    def _show(self, name: str, operands: Any) -> None:
        if name in {"'", '"'}:
            if name == '"':
                self._change(word_space=float(operands[0]), letter_space=float(operands[1]))
            self._place("T*", ())
        shown = operands[-1]
        parts = list(shown) if name == "TJ" else [shown]
        start, state = self._text, self._state
        texts = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
        moves = sum(float(part) for part in parts if not isinstance(part, pikepdf.String))
        width, letters, spaces = state.widths.of(b"".join(texts))
        along = (width - moves) / 1000 * state.size
        along += letters * state.letter_space + spaces * state.word_space
        self._text = times((1, 0, 0, 1, along * state.stretch, 0), self._text)
        if state.rendering != _INVISIBLE:
            self._add_text(start, state.size)

    def _add_text(self, start: Matrix, size: float) -> None:
        first = times(start, self._state.matrix)
        end = times(self._text, self._state.matrix)
        box = _around([_at(at, 0, up * size) for at in (first, end) for up in (-0.2, 0.7)])
        if box is not None:
            size_pt = abs(size) * hypot(first[2], first[3])
            self._add(Kind.TEXT, [box], self._state.fill, size_pt=size_pt)

    # --- drawings, pictures, gradients ------------------------------------------------------

    def _call(self, _name: str, operands: Any) -> None:
        called = self._resource("/XObject", operands[0])
        if not isinstance(called, Stream):
            return
        if called.get("/Subtype") == Name.Image:
            self._picture(called)
        elif called.get("/Subtype") == Name.Form and self._depth < _DEEPEST:
            self._drawing(called)

    def _drawing(self, form: Any) -> None:
        group = form.get("/Group")
        if group is not None and "/CS" in group:
            self._found.blend_spaces.add(space_name(group.CS))
        own = form.get("/Matrix")
        matrix = times(_matrix(own), self._state.matrix) if own is not None else self._state.matrix
        box = [float(edge) for edge in form.get("/BBox", _EVERYWHERE)]
        corners = _around([_at(matrix, x, y) for x in box[::2] for y in box[1::2]])
        clip = overlap(self._state.clip, corners) if corners else None
        if clip is None:
            return
        resources = form.get("/Resources")
        inner = _Reader(
            self._found,
            resources if resources is not None else self._resources,
            replace(self._state, matrix=matrix, clip=clip),
            self._depth + 1,
            self._tile,
        )
        inner.read(form)

    def _inline(self, _name: str, operands: Any) -> None:
        self._picture(operands[0].obj, is_inline=True)

    def _picture(self, image: Any, *, is_inline: bool = False) -> None:
        a, b, c, d, _, _ = self._state.matrix
        box = _around([_at(self._state.matrix, x, y) for x in (0, 1) for y in (0, 1)])
        if box is None:
            return
        said = {key: image.get(f"/{key}", image.get(f"/{short}")) for key, short in _SHORT.items()}
        sides = (hypot(a, b), hypot(c, d))
        pixels = (int(said["Width"] or 1), int(said["Height"] or 1))
        dpi = min(72 * count / max(side, 1e-6) for count, side in zip(pixels, sides, strict=True))
        if said["ImageMask"]:
            self._add(Kind.PICTURE, [box], self._state.fill, dpi=dpi)
            return
        space = named_space(said["ColorSpace"], self._resources)
        ink = None if is_inline else most_ink(image, space)
        self._add(Kind.PICTURE, [box], Paint(space=space, parts=()), dpi=dpi, most_ink=ink)

    def _gradient(self, _name: str, operands: Any) -> None:
        shading = self._resource("/Shading", operands[0])
        if isinstance(shading, Dictionary | Stream):
            paint = Paint(space=space_name(shading.ColorSpace), parts=())
            self._add(Kind.GRADIENT, [self._state.clip], paint)

    _OPERATORS: ClassVar[dict[str, Callable[["_Reader", str, Any], None]]] = {
        **dict.fromkeys(("q", "Q"), _keep),
        "cm": _move,
        "gs": _graphics,
        "w": _width,
        **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), _device),
        **dict.fromkeys(("cs", "CS"), _space),
        **dict.fromkeys(("sc", "SC", "scn", "SCN"), _colour),
        **dict.fromkeys(_POINTS, _points),
        "re": _rectangle,
        **dict.fromkeys(("W", "W*"), _clip),
        **dict.fromkeys((*_FILLS, *_DRAWS, "n"), _paint),
        "BT": _begin,
        "Tf": _font,
        **dict.fromkeys(("Tc", "Tw", "Tz", "TL", "Tr"), _type),
        **dict.fromkeys(("Tm", "Td", "TD", "T*"), _place),
        **dict.fromkeys(("Tj", "TJ", "'", '"'), _show),
        "Do": _call,
        "sh": _gradient,
        "INLINE IMAGE": _inline,
    }


_SPACES: Final = {"Tc": "letter_space", "Tw": "word_space", "TL": "leading"}
_SHORT: Final = {"Width": "W", "Height": "H", "ImageMask": "IM", "ColorSpace": "CS"}


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(part) for part in operands)
    return a, b, c, d, e, f


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _length(matrix: Matrix) -> float:
    """Give what a matrix makes of a length of 1, on average."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def _around(points: Sequence[tuple[float, float]]) -> Box | None:
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _around_all(boxes: Sequence[Box]) -> Box | None:
    """Give the smallest box that holds some boxes."""
    return _around([corner for box in boxes for corner in (box[:2], box[2:])])
