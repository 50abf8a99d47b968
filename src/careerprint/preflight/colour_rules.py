"""Rules about colours and inks on a page."""

from collections.abc import Iterator
from typing import Any, Final

from careerprint.errors import Severity
from careerprint.preflight.box_rules import place_mm
from careerprint.preflight.demands import Demands
from careerprint.preflight.flaw import Flaw
from careerprint.preflight.pieces import IN_WORDS, Kind, Piece, Pieces

_IN_INKS: Final = frozenset({"DeviceCMYK", "DeviceGray", "Separation All", "Pattern"})
_BLENDS: Final = frozenset({"DeviceCMYK", "DeviceGray"})
_NEARLY_BLACK: Final = 0.9
_BLACK: Final = 1.0


def judge_spaces(seen: Pieces, page: Any, _demands: Demands) -> Iterator[Flaw]:
    """Everything is in the four inks, or in grey."""
    for piece in seen.pieces:
        if piece.paint.space not in _IN_INKS:
            yield Flaw(
                rule="colours",
                message=f"{IN_WORDS[piece.kind]} is in {piece.paint.space}, not in the inks cyan,"
                " magenta, yellow and black",
                hint="convert it to CMYK for your shop's printing condition",
                place_mm=place_mm(piece.box, page),
            )


def judge_blending(seen: Pieces, _page: Any, _demands: Demands) -> Iterator[Flaw]:
    """What shows through is blended in inks; that anything does is noted."""
    for space in sorted(seen.blend_spaces - _BLENDS):
        yield Flaw(
            rule="blending",
            message=f"it blends in {space}, and its colours would change",
            hint="set the blend space to CMYK",
        )
    if seen.is_transparent:
        yield Flaw(
            rule="transparency",
            message="something on it shows through: it is blended when it is printed",
            hint="look at that place on the proof",
            severity=Severity.NOTE,
        )


def judge_ink(seen: Pieces, page: Any, demands: Demands) -> Iterator[Flaw]:
    """No place takes more ink than dries."""
    for piece in seen.pieces:
        most = _ink_of(piece)
        if most is None:
            if piece.paint.space == "DeviceCMYK" and piece.kind is Kind.PICTURE:
                yield Flaw(
                    rule="ink",
                    message="the ink of a picture could not be measured",
                    hint="ask your shop to look",
                    severity=Severity.WARNING,
                    place_mm=place_mm(piece.box, page),
                )
        elif most * 100 > demands.ink_percent + 0.5:
            yield Flaw(
                rule="ink",
                message=f"{IN_WORDS[piece.kind]} takes {most * 100:.0f} % ink, and"
                f" {demands.ink_percent:g} % is the most",
                hint="choose a lighter colour, or convert it with a lower limit of ink",
                place_mm=place_mm(piece.box, page),
            )


def _ink_of(piece: Piece) -> float | None:
    """Give the ink that a piece takes, 0 to 4; None if it is not known."""
    if piece.kind is Kind.PICTURE and not piece.paint.parts:
        return piece.most_ink if piece.paint.space in _IN_INKS else None
    return sum(piece.paint.inks) if piece.paint.inks is not None else 0.0


def judge_black_text(seen: Pieces, page: Any, _demands: Demands) -> Iterator[Flaw]:
    """Black text is in black ink alone, and prints on top of what is below; white never does."""
    for piece in seen.pieces:
        inks = piece.paint.inks
        if piece.kind is not Kind.TEXT or inks is None:
            continue
        message = ""
        if inks[3] > _NEARLY_BLACK and sum(inks[:3]) > 0:
            message, hint = "black text takes other inks too", "set it in black ink alone (100 K)"
        elif inks == (0, 0, 0, _BLACK) and not _is_on_top(piece):
            message = "black text knocks out what is below: a white edge shows where inks slip"
            hint = "let black text overprint (with DeviceCMYK and overprint mode 1)"
        elif piece.overprints and sum(inks) == 0:
            message, hint = "white text overprints, and would vanish", "switch its overprint off"
        if message:
            at = place_mm(piece.box, page)
            yield Flaw(rule="black text", message=message, hint=hint, place_mm=at)


def _is_on_top(piece: Piece) -> bool:
    """Whether it overprints; in DeviceGray nothing does (ISO 32000-1, 8.6.7)."""
    return piece.overprints and piece.paint.space == "DeviceCMYK"
