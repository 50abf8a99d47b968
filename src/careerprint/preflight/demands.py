"""What a shop demands of a file: the measures that rules judge by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """Limits, in the units that their names say.

    ``sharp_dpi`` is what pictures need, ``line_pt`` the thinnest line that holds. Type below
    ``small_type_pt`` should take at most two inks, and white type be larger than
    ``reversed_type_pt``. Nothing that is read stands nearer to the trim than ``safe_mm``.
    """

    ink_percent: float = 300.0
    bleed_mm: float = 3.0
    sharp_dpi: float = 300.0
    line_pt: float = 0.25
    small_type_pt: float = 12.0
    reversed_type_pt: float = 7.0
    safe_mm: float = 3.0
