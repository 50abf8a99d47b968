"""A PDF opened to be judged: what several rules ask of it, read once."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import pikepdf

from careerprint.accessibility.marked_content import MarkedContent, read_marks
from careerprint.accessibility.tag_tree import Key, TagTree, read_tree

_TAKEN: Final = re.compile(r"<[^>]+>")


@dataclass
class Document:
    """An opened document; ``looked`` counts the things that each rule looked at."""

    pdf: pikepdf.Pdf
    looked: dict[str, int] = field(default_factory=dict)

    def look(self, rule: str, count: int = 1) -> None:
        """Count things that a rule looks at."""
        self.looked[rule] = self.looked.get(rule, 0) + count

    @cached_property
    def tree(self) -> TagTree | None:
        """The structure tree; None if there is none."""
        return read_tree(self.pdf)

    @cached_property
    def pages(self) -> dict[Key, int]:
        """The number of each page, from 1, by its object."""
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    @cached_property
    def marks(self) -> tuple[MarkedContent, ...]:
        """How the content of each page is marked."""
        return tuple(read_marks(page) for page in self.pdf.pages)

    @cached_property
    def packet(self) -> str:
        """The metadata as text; empty if there are none."""
        stream = self.pdf.Root.get("/Metadata")
        return bytes(stream.read_bytes()).decode("utf-8", "replace") if stream is not None else ""

    def said(self, name: str) -> str:
        """Give what the metadata say under a name such as ``dc:title``; empty if nothing."""
        part = rf"{name}\s*=\s*[\"']([^\"']*)|<{name}[^>]*>(.*?)</{name}>"
        found = re.search(part, self.packet, re.DOTALL)
        text = next((one for one in found.groups() if one), "") if found else ""
        return _TAKEN.sub("", text).strip()

    @cached_property
    def annotations(self) -> tuple[tuple[int, Any], ...]:
        """The annotations that show, each with the number of its page, from 1."""
        return tuple(
            (number, one)
            for number, page in enumerate(self.pdf.pages, 1)
            for one in page.obj.get("/Annots", ())
            if not int(one.get("/F", 0)) & _HIDDEN and one.get("/Subtype") != "/Popup"
        )

    @cached_property
    def fonts(self) -> tuple[Any, ...]:
        """All fonts of the file, but for the parts of composite ones."""
        return tuple(
            one
            for one in self.pdf.objects
            if isinstance(one, pikepdf.Dictionary)
            and one.get("/Type") == "/Font"
            and not str(one.get("/Subtype")).startswith("/CIDFont")
        )


_HIDDEN: Final = 2
"""An annotation's flag Hidden (ISO 32000-1, table 165)."""
