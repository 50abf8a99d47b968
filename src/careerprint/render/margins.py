"""Heads and feet in a page's margin: printed, and not read aloud.

The engine marks them as tagged content and leaves their elements out of the tree, so that they
are neither (ISO 14289-1, 7.1). Clauses are of ISO 32000-1:2008.
"""

from typing import Any

from careerprint.render.thrift import behind, elements_of, free


def make_artifacts(pdf: Any, pages: list[Any]) -> None:
    """Make artifacts of pagination (14.8.2.2.2) of what no element of the tree holds."""
    elements = elements_of(pdf)
    lost = {
        reference
        for reference, one in elements.items()
        if one["P"] in elements and reference not in elements[one["P"]]["K"]
    }
    if not lost:
        return
    while more := {one for one, item in elements.items() if item["P"] in lost} - lost:
        lost |= more
    contents = {page.reference: page["Contents"] for page in pages}
    for reference in sorted(lost):
        element = elements[reference]
        numbers = {kid for kid in element["K"] if isinstance(kid, int)}
        if numbers:
            _mark(pdf.objects[int(contents[element["Pg"]].split()[0])].stream, numbers)
    root = behind(pdf, pdf.catalog["StructTreeRoot"])
    for texts in behind(pdf, root["ParentTree"])["Nums"][1::2]:
        if isinstance(texts, list):
            texts[:] = ["null" if one in lost else one for one in texts]
    for reference in lost:
        free(pdf, elements[reference])


def _mark(stream: list[Any], numbers: set[int]) -> None:
    """Write the marks of some tagged contents anew, as those of artifacts (14.6)."""
    for at, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in numbers:
            stream[at - 1] = b"/Artifact"
            stream[at] = b"<</Type /Pagination>>"
