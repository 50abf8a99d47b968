"""What a bound PDF says of itself: PDF/UA-1 and PDF/A-2a, its colours, its title and author.

PDF/UA-1 is ISO 14289-1:2014, PDF/A-2 ISO 19005-2:2011, XMP ISO 16684-1:2019, the colour profile
ICC.1:2010 (version 4.3), the colours sRGB, IEC 61966-2-1.
"""

import struct
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from pikepdf import Pdf

from careerprint.binder.plate import text_string
from careerprint.binder.source import damage_said, not_whole, padded

PRODUCER: Final = "careerprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a document says of itself; ``created`` is a date as YYYY, YYYY-MM or YYYY-MM-DD.

    ``owner`` is an opaque key of whom a personal document was made for, or empty. ``is_grey``
    says that all its pages are: a copier counts a file as one in colour by its profile too.
    """

    title: str
    language: str
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    created: str = ""
    owner: str = ""
    is_grey: bool = False


def catalog_entries(description: Description, *, metadata: int, profile: int) -> bytes:
    """Give what a document's catalog (ISO 32000-1, 7.7.2) says of language, tags and colours.

    ``metadata`` and ``profile`` are the numbers of those streams.
    """
    condition = b"(Grey, curve of sRGB)" if description.is_grey else b"(sRGB IEC61966-2.1)"
    return (
        b"/Lang %b/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
        b"/Metadata %d 0 R/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
        b"/OutputConditionIdentifier%b/Info%b/DestOutputProfile %d 0 R>>]"
    ) % (text_string(description.language), metadata, condition, condition, profile)


def owner_of(pdf: bytes) -> str:
    """Give the opaque key of whom a document was made for (``xmp:Label``); empty if it has none.

    Raises ``BindError`` if the PDF is damaged or encrypted.
    """
    with damage_said(not_whole("this")), Pdf.open(BytesIO(pdf), attempt_recovery=False) as opened:
        return str(opened.open_metadata(set_pikepdf_as_editor=False).get("xmp:Label", ""))


def information(description: Description) -> bytes:
    """Give the document information (ISO 32000-1, 14.3.3), the same as the metadata says."""
    said = [("Title", description.title), ("Producer", PRODUCER)]
    said += [("Author", description.author), ("Subject", description.subject)]
    said.append(("Keywords", ", ".join(description.keywords)))
    if description.created:
        day = _full(description.created).replace("-", "")
        said.append(("CreationDate", f"D:{day}000000Z"))
    pairs = (f"/{key} ".encode() + text_string(text) for key, text in said if text)
    return b"<<%b>>" % b"".join(pairs)


def _full(date: str) -> str:
    """Give a date with month and day."""
    return date + "-01" * (2 - date.count("-"))


def metadata(description: Description) -> bytes:
    """Give the metadata packet (ISO 19005-2, 6.6; ISO 14289-1, 5)."""
    keywords = ", ".join(description.keywords)
    properties = [
        f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{escape(description.title)}"
        "</rdf:li></rdf:Alt></dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(description.language)}</rdf:li></rdf:Bag>"
        "</dc:language>",
        "<dc:format>application/pdf</dc:format>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    ]
    if description.author:
        properties.append(
            f"<dc:creator><rdf:Seq><rdf:li>{escape(description.author)}</rdf:li></rdf:Seq>"
            "</dc:creator>"
        )
    if description.subject:
        properties.append(
            f"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>"
            f"{escape(description.subject)}</rdf:li></rdf:Alt></dc:description>"
        )
    if keywords:
        properties.append(f"<pdf:Keywords>{escape(keywords)}</pdf:Keywords>")
    if description.created:
        date = f"{_full(description.created)}T00:00:00Z"
        properties.append(f"<xmp:CreateDate>{date}</xmp:CreateDate>")
    if description.owner:
        properties.append(f"<xmp:Label>{escape(description.owner)}</xmp:Label>")
    return (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>"
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description rdf:about=''"
        " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/'"
        " xmlns:xmp='http://ns.adobe.com/xap/1.0/'"
        " xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'"
        f" xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/'>{''.join(properties)}"
        f"</rdf:Description>{_EXTENSION}</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


_EXTENSION: Final = (
    "<rdf:Description rdf:about='' xmlns:pdfaExtension='http://www.aiim.org/pdfa/ns/extension/'"
    " xmlns:pdfaSchema='http://www.aiim.org/pdfa/ns/schema#'"
    " xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'><pdfaExtension:schemas><rdf:Bag>"
    "<rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    "<rdf:li rdf:parseType='Resource'><pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the document follows"
    "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""PDF/A asks that a schema it does not know is described (ISO 19005-2, 6.6.2.3)."""


@cache
def profile_stream(*, is_grey: bool) -> tuple[bytes, bytes]:
    """Give the colour profile of the output intent: its stream's entries, its deflated bytes."""
    profile, components = (grey_profile(), 1) if is_grey else (srgb_profile(), 3)
    return b"/N %d/Filter/FlateDecode" % components, zlib.compress(padded(profile), 9)


def srgb_profile() -> bytes:
    """Give an ICC profile of the sRGB colour space: three primaries and one curve.

    The primaries are those of IEC 61966-2-1 adapted to D50 as ICC.1:2010, annex E asks.
    """
    tags = {
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": _curve(),
        b"gTRC": _curve(),
        b"bTRC": _curve(),
    }
    return _profile(b"RGB ", "sRGB", tags)


def grey_profile() -> bytes:
    """Give an ICC profile of greys on the curve of sRGB (ICC.1:2010, 8.3.4: a curve alone)."""
    return _profile(b"GRAY", "Grey", {b"kTRC": _curve()})


def _curve() -> bytes:
    """Give the curve of sRGB (IEC 61966-2-1) as a parametric one of type 3 (10.16)."""
    return (
        b"para"
        + bytes(4)
        + struct.pack(">HH", 3, 0)
        + b"".join(map(_fixed, (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)))
    )


def _profile(space: bytes, title: str, own: dict[bytes, bytes]) -> bytes:
    """Give the ICC profile of a display of a colour space (8.3)."""
    tags = {
        b"desc": _text(title),
        b"cprt": _text("No copyright"),
        b"wtpt": _xyz(0.96420, 1.0, 0.82491),
        **own,
    }
    table, data, places = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(data)
            data += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", places[content], len(content))
    body = struct.pack(">I", len(tags)) + table + data
    header = struct.pack(
        ">I4sI4s4s4s", 128 + len(body), bytes(4), 0x04300000, b"mntr", space, b"XYZ "
    )
    header += struct.pack(
        ">6H4s4sI4s4s", 2026, 1, 1, 0, 0, 0, b"acsp", bytes(4), 0, bytes(4), bytes(4)
    )
    header += struct.pack(">QI", 0, 0) + _fixed(0.96420) + _fixed(1.0) + _fixed(0.82491)
    return header + bytes(128 - len(header)) + body


def _fixed(number: float) -> bytes:
    """Give a number as s15Fixed16Number (4.6)."""
    return struct.pack(">i", round(number * 65536))


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(x) + _fixed(y) + _fixed(z)


def _text(text: str) -> bytes:
    """Give a multiLocalizedUnicodeType (10.13) of one English text."""
    content = text.encode("utf-16-be")
    return (
        b"mluc"
        + bytes(4)
        + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(content), 28)
        + content
    )
