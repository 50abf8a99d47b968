"""Sections, typeset once: from the cache, or now."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerprint.profile.library import Career
from careerprint.render.layouts import Layout
from careerprint.render.receipt import PlacedBlock, Receipt, Section
from careerprint.sections.keys import section_key, specimen_key
from careerprint.sections.store import MOST_BYTES, Store
from careerprint.settings import Variant

if TYPE_CHECKING:
    from careerprint.render.pdf import Typesetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A section to set: careers that stand on its sheets, in a layout and a form."""

    careers: tuple[Career, ...]
    layout: Layout
    variant: Variant


class Sections:
    """Gives sections, from the cache or typeset now.

    ``folder`` is where they are kept; None keeps nothing. ``open_typesetter`` is called when
    something has to be typeset, once. ``fonts`` is the project's folder of fonts. ``check`` is
    called before a section is kept, and raises if it may have been ruined by an interruption.
    """

    def __init__(
        self,
        open_typesetter: "Callable[[], Typesetter]",
        folder: Path | None,
        *,
        fonts: Path | None = None,
        most_bytes: int = MOST_BYTES,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._check = check
        self.fonts = fonts
        self._open_typesetter = open_typesetter
        self._typesetter: Typesetter | None = None
        self._store = Store(folder, most_bytes)
        self.typeset_count = 0

    @property
    def typesetter(self) -> "Typesetter":
        """The typesetter, opened when it is first needed."""
        if self._typesetter is None:
            self._typesetter = self._open_typesetter()
        return self._typesetter

    def section(
        self,
        career: Career,
        *,
        layout: Layout,
        variant: Variant,
        others: tuple[Career, ...] = (),
    ) -> Section:
        """Give the pages of a career in a form; raises what ``typeset_section`` raises."""
        wanted = Wanted(careers=(career, *others), layout=layout, variant=variant)
        key = self.key_of(wanted)
        kept = self._made(key)
        section = None if kept is None else _unpacked(kept)
        if section is None:
            from careerprint.render.section import typeset_section  # the engine costs a start

            section = typeset_section(
                career, others=others, layout=layout, variant=variant, typesetter=self.typesetter
            )
            self.typeset_count += 1
            self.keep(key, packed(section))
        return section

    def ahead(
        self, wanted: Iterable[Wanted], *, meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Say what will be asked for: where there are workers, they set it.

        Then ``meanwhile`` is called here, once the first of it is asked for.
        """

    def key_of(self, wanted: Wanted) -> str:
        """Give the key that a section is kept under."""
        return section_key(wanted.careers, wanted.layout, wanted.variant, self.fonts)

    def _made(self, key: str) -> bytes | None:
        """Give a section that needs not be set now; None if it does."""
        return self.kept(key)

    def specimen(self, html: str) -> bytes:
        """Give a PDF of HTML set in the typefaces alone, kept under its hash."""
        key = specimen_key(html, self.fonts)
        pdf = self.kept(key)
        if pdf is None:
            pdf = self.typesetter.specimen(html)
            self.typeset_count += 1
            self.keep(key, pdf)
        return pdf

    def kept(self, key: str) -> bytes | None:
        """Give what is kept under a key; None if nothing is, or it is damaged."""
        return self._store.kept(key)

    def keep(self, key: str, body: bytes) -> None:
        """Keep something, if the disk lets us."""
        self._check()
        self._store.keep(key, body)


def packed(section: Section) -> bytes:
    """Give a section as it is kept."""
    about = {
        "receipt": asdict(section.receipt),
        "warnings": section.warnings,
        "blocks": [[getattr(one, name) for name in _OF_BLOCK] for one in section.blocks],
    }
    head = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    return len(head).to_bytes(4, "big") + head + section.pdf


def _block(keys: list[str], *rest: Any) -> PlacedBlock:
    return PlacedBlock(**dict(zip(_OF_BLOCK, (tuple(keys), *rest), strict=True)))


_OF_BLOCK = tuple(field.name for field in fields(PlacedBlock))
_TUPLES = ("percent_by_page", "percent_before_air", "left_out", "division")


def _unpacked(body: bytes) -> Section | None:
    """Read a section; None if it is not one that this program writes."""
    end = 4 + int.from_bytes(body[:4], "big")
    try:
        about: dict[str, Any] = json.loads(body[4:end])
        receipt: dict[str, Any] = about["receipt"]
        receipt |= {name: tuple(receipt[name]) for name in _TUPLES}
        return Section(
            pdf=body[end:],
            receipt=Receipt(**receipt),
            warnings=tuple(about["warnings"]),
            blocks=tuple(_block(*values) for values in about["blocks"]),
        )
    except (ValueError, TypeError, KeyError):
        return None
