"""Rules about what comes out well: edges, sharpness, thin lines, small type, room to cut."""

from collections.abc import Iterator
from typing import Any, Final

from careerprint.errors import Severity
from careerprint.preflight.box_rules import bleed_of, place_mm, trim_of
from careerprint.preflight.demands import Demands
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.pieces import IN_WORDS, Box, Kind, Piece, Pieces, overlap
from careerprint.press.bleed import ON_TRIM_PT
from careerprint.press.page_boxes import MM, grown

_SIDES: Final = ("left", "foot", "right", "head")
_OUTWARD: Final = (-1, -1, 1, 1)
_MOST_INKS: Final = 2
_SLACK_PT: Final = 0.05
_TICK_PT: Final = 1.0
"""The end of a thinner line is no edge that anybody sees."""


def judge_edges(seen: Pieces, page: Any, demands: Demands) -> Iterator[Flaw]:
    """What reaches the trim goes on to the edge of the bleed."""
    trim = trim_of(page)
    needed = grown(trim, demands.bleed_mm * MM - ON_TRIM_PT)
    for piece in seen.pieces:
        if piece.kind is Kind.TEXT or piece.paint.is_bare or overlap(piece.box, trim) is None:
            continue
        shapes = [box for box in piece.parts if _has_area(box)]
        sides = {side for box in shapes for side in _short_sides(box, trim, needed)}
        is_tick = piece.kind is Kind.LINE and piece.width_pt <= _TICK_PT
        if sides:
            said = ", ".join(side for side in _SIDES if side in sides)
            yield Flaw(
                rule="edges",
                message=f"{IN_WORDS[piece.kind]} ends on the cut or just beyond it ({said}): a"
                " white edge shows where the cut slips",
                hint=f"let it go on {demands.bleed_mm:g} mm beyond the page, or end inside",
                severity=Severity.NOTE if is_tick else Severity.ERROR,
                place_mm=place_mm(piece.box, page),
            )


def _has_area(box: Box) -> bool:
    return box[2] - box[0] > _SLACK_PT and box[3] - box[1] > _SLACK_PT


def _short_sides(box: Box, trim: Box, needed: Box) -> Iterator[str]:
    """Give the sides on which a box reaches the trim, and not the bleed."""
    for edge, cut, far, outward, side in zip(box, trim, needed, _OUTWARD, _SIDES, strict=True):
        beyond = (edge - cut) * outward
        if -ON_TRIM_PT <= beyond < (far - cut) * outward and overlap(box, trim) is not None:
            yield side


def judge_safe_area(seen: Pieces, page: Any, demands: Demands) -> Iterator[Flaw]:
    """What is read keeps away from the cut."""
    trim = trim_of(page)
    safe, bleed = grown(trim, -demands.safe_mm * MM + _SLACK_PT), bleed_of(page)
    for piece in seen.pieces:
        if piece.kind is not Kind.TEXT or overlap(piece.box, bleed) is None:
            continue
        if _is_within(piece.box, safe):
            continue
        is_cut = not _is_within(piece.box, trim)
        yield Flaw(
            rule="safe area",
            message="text is cut off at the edge of the page"
            if is_cut
            else f"text stands nearer to the cut than {demands.safe_mm:g} mm",
            hint="move it inwards",
            severity=Severity.ERROR if is_cut else Severity.WARNING,
            place_mm=place_mm(piece.box, page),
        )


def _is_within(box: Box, other: Box) -> bool:
    """Whether a box lies within another; letters are measured with half a point of slack."""
    slack = 0.5
    return (
        box[0] >= other[0] - slack
        and box[1] >= other[1] - slack
        and box[2] <= other[2] + slack
        and box[3] <= other[3] + slack
    )


def judge_sharpness(seen: Pieces, page: Any, demands: Demands) -> Iterator[Flaw]:
    """Pictures have the dots that a press shows."""
    for piece in seen.pieces:
        if piece.kind is Kind.PICTURE and piece.dpi < demands.sharp_dpi - 1:
            yield Flaw(
                rule="sharpness",
                message=f"a picture has {piece.dpi:.0f} dots an inch, and will look soft:"
                f" {demands.sharp_dpi:g} are needed",
                hint="use a larger picture, or a drawing (SVG)",
                severity=Severity.WARNING,
                place_mm=place_mm(piece.box, page),
            )


def judge_lines(seen: Pieces, page: Any, demands: Demands) -> Iterator[Flaw]:
    """Lines are as thick as a press holds."""
    for piece in seen.pieces:
        if piece.kind is Kind.LINE and piece.width_pt < demands.line_pt - 0.005:
            yield Flaw(
                rule="thin lines",
                message=f"a line is {piece.width_pt:.2f} pt thick, and {demands.line_pt:g} pt is"
                " the least that a press holds",
                hint="make it thicker",
                severity=Severity.WARNING,
                place_mm=place_mm(piece.box, page),
            )


def judge_small_type(seen: Pieces, page: Any, demands: Demands) -> Iterator[Flaw]:
    """Small letters take few inks, and white ones are not too small."""
    for piece in seen.pieces:
        if piece.kind is Kind.TEXT and (said := _small_type(piece, demands)):
            message, hint = said
            yield Flaw(
                rule="small type",
                message=message,
                hint=hint,
                severity=Severity.WARNING,
                place_mm=place_mm(piece.box, page),
            )


def _small_type(piece: Piece, demands: Demands) -> tuple[str, str] | None:
    inks = piece.paint.inks
    if inks is None:
        return None
    if sum(inks) == 0 and piece.size_pt < demands.reversed_type_pt - 0.05:
        message = f"white type of {piece.size_pt:.1f} pt may fill up with ink"
        return message, f"set it in {demands.reversed_type_pt:g} pt or more"
    count = sum(part > 0 for part in inks)
    if count > _MOST_INKS and piece.size_pt < demands.small_type_pt - 0.05:
        message = f"type of {piece.size_pt:.1f} pt takes {count} inks: it blurs where they slip"
        hint = "set it in black, or in two inks (small_text_in_black: true below press: does it)"
        return message, hint
    return None
