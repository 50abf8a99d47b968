"""Objects of a PDF that say nothing, left out before it is written.

The engine gives every run of text a structure element of its own and every drawing its own
list of resources. What is bound again and again is lighter without them: nothing that is read
aloud, and no order of reading, hangs on them. Clauses are of ISO 32000-1:2008.
"""

from typing import Any, Final

_WITHOUT_MEANING: Final = frozenset({"/Span", "/NonStruct"})
_BARE_GROUPS: Final = frozenset({"/Div", "/NonStruct"})
_HOLDS_GROUPS: Final = frozenset({"/Document", "/Part", "/Art", "/Sect", "/Div", "/LBody", "/TD"})
_INLINE: Final = frozenset({"/Span", "/Link", "/NonStruct"})
"""Elements within a line: the group around them is the block that they stand in."""
_HOLDS_TEXT: Final = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/TH", "/TD", "/Caption"}
)
"""Elements that hold content themselves (14.8.4.3); grouping ones do not."""
_BARE: Final = frozenset({"Type", "S", "P", "Pg", "K"})


def dissolve_groups(pdf: Any) -> None:
    """Put what a bare group holds in its place, where a group or a list item is around it."""
    elements = elements_of(pdf)
    for reference, element in reversed(elements.items()):  # what is inside comes later
        parent = elements.get(element["P"])
        is_bare = element["S"] in _BARE_GROUPS and set(element) == _BARE
        if not is_bare or parent is None or parent["S"] not in _HOLDS_GROUPS or not element["K"]:
            continue
        if all(kid in elements and elements[kid]["S"] not in _INLINE for kid in element["K"]):
            place = parent["K"].index(reference)
            parent["K"][place : place + 1] = element["K"]
            for kid in element["K"]:
                elements[kid]["P"] = element["P"]
            free(pdf, element)


def elements_of(pdf: Any) -> dict[bytes, Any]:
    """Give the structure elements (14.7.2) by their references."""
    records: list[Any] = [item for item in pdf.objects if isinstance(item, dict)]
    return {item.reference: item for item in records if item.get("Type") == "/StructElem"}


def merge_texts(pdf: Any) -> None:
    """Hand the text of Spans that say nothing else over to the element around them.

    The parent tree (14.7.4.4) then names that element. Where a link stands in the line, all
    stays: there are readers that take an element's own text before what is inside it.
    """
    elements = elements_of(pdf)
    heirs: dict[bytes, bytes] = {}
    for reference, element in reversed(elements.items()):  # what is inside comes later
        texts = [elements.get(kid) for kid in element["K"]]
        if _can_hold(element, elements) and all(_is_bare_text(one, element) for one in texts):
            heirs |= dict.fromkeys(element["K"], reference)
            element["K"][:] = [text["K"][0] for text in texts if text]
            for text in texts:
                free(pdf, text)
    if not heirs:
        return
    root = behind(pdf, pdf.catalog["StructTreeRoot"])
    for value in behind(pdf, root["ParentTree"])["Nums"][1::2]:
        if isinstance(value, list):
            value[:] = [_heir(reference, heirs) for reference in value]


def _is_bare_text(element: Any, parent: Any) -> bool:
    """Tell whether a kid is a Span, or of no significance, around one piece of the same page."""
    if element is None or element["S"] not in _WITHOUT_MEANING or set(element) != _BARE:
        return False
    kids = element["K"]
    return len(kids) == 1 and isinstance(kids[0], int) and element["Pg"] == parent["Pg"]


def _can_hold(element: Any, elements: dict[bytes, Any]) -> bool:
    """Tell whether an element can hold content, itself or as a part of what holds it."""
    if element["S"] in _WITHOUT_MEANING:
        return _can_hold(elements[element["P"]], elements)
    return element["S"] in _HOLDS_TEXT


def behind(pdf: Any, reference: bytes) -> Any:
    """Give the object of a reference (7.3.10)."""
    return pdf.objects[int(reference.split()[0])]


def _heir(reference: bytes, heirs: dict[bytes, bytes]) -> bytes:
    while reference in heirs:
        reference = heirs[reference]
    return reference


def share_resources(pdf: Any) -> None:
    """Have drawings with the same resources (7.8.3) name the same list of them."""
    first: dict[bytes, bytes] = {}
    same: dict[bytes, bytes] = {}
    named = {item.extra["Resources"] for item in pdf.objects if "Resources" in _extra(item)}
    for item in list(pdf.objects):
        if item.number and item.reference in named:
            same[item.reference] = first.setdefault(item.data, item.reference)
            if same[item.reference] != item.reference:
                free(pdf, item)
    for item in pdf.objects:
        extra = _extra(item)
        if "Resources" in extra:
            extra["Resources"] = same.get(extra["Resources"], extra["Resources"])


def _extra(item: Any) -> Any:
    return getattr(item, "extra", {})


def free(pdf: Any, item: Any) -> None:
    """Free an object's number: its entry is that of the head of the free list (7.5.4)."""
    pdf.objects[item.number] = pdf.objects[0]
