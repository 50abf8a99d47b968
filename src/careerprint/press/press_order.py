"""How a shop wants its files; it costs nothing to import."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from careerprint.press.printer_profile import PrinterProfile, shipped_profile

BLEED_MM: Final = 3.175
"""An eighth of an inch, which covers the 3 mm that others ask for."""
INK_LIMIT_PERCENT: Final = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PressOrder:
    """How a shop wants its files.

    ``bleed_mm`` is what goes beyond the trim on each side, ``ink_limit_percent`` the most that
    the four inks may cover together.
    """

    profile: PrinterProfile = field(default_factory=shipped_profile)
    bleed_mm: float = BLEED_MM
    has_marks: bool = True
    ink_limit_percent: float = INK_LIMIT_PERCENT
    small_text_in_black: bool = False

    @property
    def key(self) -> str:
        """What tells it from other orders, the content of its profile included."""
        return f"{hashlib.sha256(self.profile.content).hexdigest()} {self!r}"
