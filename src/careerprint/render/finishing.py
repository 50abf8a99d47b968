"""What the engine leaves to mend: finishers, given a whole PDF before it is written.

Clauses are of ISO 32000-1:2008 and, where it says 14289-1, of PDF/UA-1.
"""

import re
from typing import Any, Final

from careerprint.render.copier import make_grey
from careerprint.render.margins import make_artifacts
from careerprint.render.measure import PX_PER_PT
from careerprint.render.thrift import dissolve_groups, merge_texts, share_resources

_PRINT: Final = 4
"""An annotation's Print flag (ISO 32000-1, table 165): paper and screen are alike."""
_SAYS_NOTHING: Final = re.compile(rb"^(<[0-9a-f]{4}> )<(?:feff)?>$")


def finish(_document: Any, pdf: Any) -> None:
    """Mend what the engine leaves: figure boxes, links' Print flag, metadata in plain bytes.

    A figure's BBox is in the default user space (ISO 32000-1, 14.8.5.4.3): points from the
    lower left corner. An uncompressed metadata stream can be read by any archive tool.
    """
    metadata = pdf.catalog.get("Metadata")
    records: list[Any] = [item for item in pdf.objects if isinstance(item, dict)]
    pages = [item for item in records if item.get("Type") == "/Page"]
    heights = {page.reference: page["MediaBox"][3] for page in pages}
    for item in pdf.objects:
        if item.reference == metadata:
            item.compress = False
    _mend_maps(pdf, records)
    make_artifacts(pdf, pages)
    merge_texts(pdf)
    dissolve_groups(pdf)
    share_resources(pdf)
    if "AcroForm" in pdf.catalog:
        _finish_form(pdf, [item for item in records if item.get("Subtype") == "/Widget"])
    elements = {item.reference: item for item in records if item.get("Type") == "/StructElem"}
    for item in records:
        if item.get("S") == "/TH":
            item["A"].setdefault("Scope", _scope(item, elements))
        if item.get("Subtype") == "/Link":
            item["F"] = _PRINT
        if item.get("S") == "/Figure":
            _move_to_page_space(item["A"]["BBox"], heights[item["Pg"]])


def finish_grey(document: Any, pdf: Any) -> None:
    """Finish a page for the copier: every colour becomes the grey of its luminance."""
    finish(document, pdf)
    make_grey(pdf)


def _scope(head: Any, elements: dict[bytes, Any]) -> str:
    """Give what a header cell heads (14.8.5.7): a column if it stands in a table's head."""
    row = elements[head["P"]]
    return "/Column" if elements[row["P"]]["S"] == "/THead" else "/Row"


def _mend_maps(pdf: Any, records: list[Any]) -> None:
    """Have every glyph say some text (14289-1, 7.21.7): one that says none is no width of space.

    The engine gives a letter of several glyphs to one of them and nothing to the others; the
    map of a whole font may hold a byte-order mark.
    """
    for font in records:
        if "ToUnicode" in font:
            lines = pdf.objects[int(font["ToUnicode"].split()[0])].stream
            lines[:] = [_SAYS_NOTHING.sub(rb"\1<200b>", line) for line in lines]


def _finish_form(pdf: Any, fields: list[Any]) -> None:
    """Give every empty field its appearance, so that no viewer has to make one up.

    ISO 32000-1, 12.5.5: an appearance stream; 12.7.4.2.3: a tick box has one for each state.
    """
    from pydyf import Dictionary, Stream

    pdf.catalog["AcroForm"].pop("NeedAppearances", None)
    for one in fields:
        x1, y1, x2, y2 = (float(n) for n in one["Rect"])
        box = type(one["Rect"])([0, 0, round(abs(x2 - x1), 3), round(abs(y2 - y1), 3)])
        empty = Stream([], {"Type": "/XObject", "Subtype": "/Form", "BBox": box})
        pdf.add_object(empty)
        if "AP" in one:
            one["AP"]["N"]["Off"] = empty.reference
        else:
            one["AP"] = Dictionary({"N": empty.reference})


def _move_to_page_space(box: Any, page_height_pt: float) -> None:
    """Turn a box in CSS pixels from the top into points from the bottom, in place."""
    x1, y1, x2, y2 = (float(n) / PX_PER_PT for n in box)
    box[:] = [round(n, 3) for n in (x1, page_height_pt - y2, x2, page_height_pt - y1)]
