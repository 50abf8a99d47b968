"""How a shop wants its files, as ``careerprint.yaml`` says it: checked, and made an order."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from careerprint.errors import UsageError
from careerprint.press.press_error import ProfileError
from careerprint.press.press_order import BLEED_MM, INK_LIMIT_PERCENT, PressOrder
from careerprint.press.printer_profile import (
    SHIPPED_CONDITION,
    is_file_name,
    read_printer_profile,
)
from careerprint.reading.documents import Draft, Finding

LEAST_BLEED_MM: Final = 3.0
MOST_BLEED_MM: Final = 15.0
_NAMED: Final = "write the name that your shop uses, such as condition: FOGRA51"
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class PressSettings(BaseModel):
    """What a shop asks for; without any of it a file suits most that print on coated paper."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    profile: _Text | None = Field(
        None,
        description="The colour profile that your shop names, an .icc file in this folder."
        f" Without one, {SHIPPED_CONDITION} (GRACoL 2006, coated paper) comes along.",
    )
    condition: _Text | None = Field(
        None,
        description="The registered name of that profile's printing condition, such as FOGRA51.",
    )
    bleed_mm: Annotated[float, Field(ge=LEAST_BLEED_MM, le=MOST_BLEED_MM)] = Field(
        BLEED_MM, description="What goes beyond the cut on each side, in millimetres."
    )
    marks: bool = Field(True, description="Marks to cut by around the page: some shops want none.")
    ink_limit_percent: Annotated[float, Field(ge=200, le=400)] = Field(
        INK_LIMIT_PERCENT, description="The most ink that all four may cover together, in per cent."
    )
    small_text_in_black: bool = Field(
        False,
        description="Coloured text below 12 points in black alone, so that it stays sharp where"
        " the inks slip.",
    )

    def order(self, folder: Path | None) -> PressOrder:
        """Give the order to a press; ``folder`` is the project's.

        Raises ``UsageError`` if the profile cannot be used any more.
        """
        more = {}
        if self.profile is not None and folder is not None:
            try:
                more["profile"] = read_printer_profile(folder / self.profile, self.condition or "")
            except ProfileError as error:
                raise UsageError(f"press.profile: {self.profile} {error}") from error
        return PressOrder(
            bleed_mm=self.bleed_mm,
            has_marks=self.marks,
            ink_limit_percent=self.ink_limit_percent,
            small_text_in_black=self.small_text_in_black,
            **more,
        )


def profile_rule(folder: Path) -> Callable[[Draft], Iterator[Finding]]:
    """Give the rule that a project's colour profile can be used, and has its condition's name."""

    def rule(draft: Draft) -> Iterator[Finding]:
        profile, condition = draft.text("press", "profile"), draft.text("press", "condition")
        at = ("press", "condition" if condition else "profile")
        if condition and is_file_name(condition):
            yield Finding(at=at, message="is a file's name, which no shop knows", hint=_NAMED)
        elif condition and not profile and condition != SHIPPED_CONDITION:
            hint = f"name its .icc file with profile:, or leave it out for {SHIPPED_CONDITION}"
            yield Finding(at=at, message=f"{condition} needs its colour profile", hint=hint)
        if not profile:
            return
        if not condition:
            yield Finding(at=at, message="needs the name of its printing condition", hint=_NAMED)
        try:
            read_printer_profile(folder / profile, condition or "")
        except ProfileError as error:
            hint = "ask your shop for its ICC profile for offset or digital printing in CMYK"
            yield Finding(at=("press", "profile"), message=f"{profile} {error}", hint=hint)

    return rule
