"""What of a page is painted nowhere: a part that a layout forgot, or hid."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from careerprint.render.boxes import leaves
from careerprint.view.page import Page
from careerprint.view.printed_parts import parts_of


def unprinted(page: Page, page_boxes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Give each part of a page that is not painted, and its first words that are not.

    Words are compared without spaces and marks: a line may break, a word be set in capitals. What
    begins in a column of one page and ends on the next is looked for within its element.
    """
    painted = _Painted(page_boxes)
    for name, part in parts_of(page).items():
        if part.drawing and part.drawing not in painted.drawings:
            yield name, part.drawing
        for text in part.texts:
            if not painted.has(_letters(text)):
                yield name, text
                break
    if page.brand.logo and page.brand.logo.address not in painted.pictures:
        yield "brand.logo", ""


class _Painted:
    """What stands on some pages: letters in their order, sentences of drawings, pictures."""

    def __init__(self, page_boxes: Iterable[Any]) -> None:
        texts: list[str] = []
        self._by_element: dict[int, list[str]] = {}
        self.drawings: set[str] = set()
        self.pictures: set[str] = set()
        for box, stand in leaves(page_boxes):
            if text := getattr(box, "text", ""):
                texts.append(text)
                for element in stand.elements:
                    self._by_element.setdefault(id(element), []).append(text)
                continue
            element = stand.elements[0]
            self.pictures.add(element.get("src", ""))
            titles = (one for tag in (_TITLE, "title") for one in element.iter(tag))
            self.drawings |= {"".join(one.itertext()) for one in titles}
            labels = (one for tag in (_LABEL, "text") for one in element.iter(tag))
            texts += ["".join(one.itertext()) for one in labels]
        self._letters = _letters("".join(texts))

    def has(self, letters: str) -> bool:
        """Whether some letters stand in their order on the pages, or within an element."""
        return letters in self._letters or any(letters in one for one in self._of_elements)

    @cached_property
    def _of_elements(self) -> frozenset[str]:
        """The letters of each element, over all pages that it stands on."""
        return frozenset(_letters("".join(texts)) for texts in self._by_element.values())


_TITLE: Final = "{http://www.w3.org/2000/svg}title"
_LABEL: Final = "{http://www.w3.org/2000/svg}text"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
