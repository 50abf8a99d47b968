"""Why a press file cannot be made."""

from careerprint.errors import CareerprintError


class PressError(CareerprintError):
    """A PDF cannot be made ready for the press; the message does not name its file."""


class ProfileError(CareerprintError):
    """A colour profile cannot be used for the press; the message goes behind its file's name."""
