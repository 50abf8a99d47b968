"""What of a page's content is tagged, what is an artifact, and what is neither (14.6, 14.8.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, Stream

_PAINTS: Final = frozenset(
    ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Tj", "TJ", "'", '"', "INLINE IMAGE")
)
_DEEPEST: Final = 12
_MOST_STREAMS: Final = 20_000


@dataclass(slots=True, kw_only=True)
class MarkedContent:
    """How a page's content is marked: the tags in the order of painting, and what is amiss.

    ``painted`` counts what paints anything, ``unmarked`` that of it which is neither tagged nor
    an artifact; ``misnested`` counts artifacts within tags, and tags within artifacts.
    """

    mcids: list[int] = field(default_factory=list)
    painted: int = 0
    unmarked: int = 0
    misnested: int = 0


def read_marks(page: pikepdf.Page) -> MarkedContent:
    """Follow the content of a page.

    Raises ``ValueError`` if its drawings call each other without end.
    """
    found = MarkedContent()
    _Reader(found).read(page, page.obj.get("/Resources"), (), 0)
    return found


class _Reader:
    def __init__(self, found: MarkedContent) -> None:
        self._found = found
        self._streams = 0

    def read(self, stream: Any, resources: Any, around: Sequence[str], depth: int) -> None:
        """Follow a stream; ``around`` are the marks that it is drawn within."""
        self._streams += 1
        if self._streams > _MOST_STREAMS:
            raise ValueError("drawings that call each other without end")
        marks = list(around)
        for step in pikepdf.parse_content_stream(stream):
            name = str(step.operator)
            if name in _PAINTS:
                self._paints(marks)
            elif name in {"BMC", "BDC"}:
                self._begin(step.operands, resources, marks)
            elif name == "EMC":
                if len(marks) > len(around):
                    marks.pop()
            elif name == "Do":
                self._draws(step.operands[0], resources, marks, depth)

    def _paints(self, marks: Sequence[str]) -> None:
        self._found.painted += 1
        self._found.unmarked += not any(marks)

    def _begin(self, operands: Any, resources: Any, marks: list[str]) -> None:
        """Note a mark: an artifact, a tag with a number, or one that says nothing."""
        mark = ""
        if operands[0] == Name.Artifact:
            mark = "artifact"
        elif len(operands) > 1:
            said = operands[1]
            if isinstance(said, Name) and resources is not None:
                said = resources.get("/Properties", Dictionary()).get(str(said))
            if isinstance(said, Dictionary) and "/MCID" in said:
                mark = "tag"
                self._found.mcids.append(int(said.MCID))
        others = {"artifact", "tag"} - {mark} if mark else set()
        self._found.misnested += bool(others.intersection(marks))
        marks.append(mark)

    def _draws(self, name: Any, resources: Any, marks: Sequence[str], depth: int) -> None:
        listed = resources.get("/XObject") if resources is not None else None
        called = listed.get(str(name)) if listed is not None else None
        if not isinstance(called, Stream):
            return
        if called.get("/Subtype") == Name.Image:
            self._paints(marks)
        elif depth < _DEEPEST:
            own = called.get("/Resources")
            self.read(called, own if own is not None else resources, marks, depth + 1)
