"""What a press file says of itself: its printing condition, who made it when, and by which rules.

PDF/X-4 is ISO 15930-7; keys are of ISO 32000-1, 14.3 and 14.11.5, metadata of ISO 16684-1. A tagged
document says PDF/UA-1 and PDF/A-2a as well; sheets have no tags, and say neither.
"""

import hashlib
import uuid
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Pdf, String

from careerprint.binder.archive import Description, metadata
from careerprint.binder.source import padded
from careerprint.press.printer_profile import PrinterProfile

STANDARD: Final = "PDF/X-4"
_UNDATED: Final = "2026-01-01"
"""The date of a document that says none: a clock would give other bytes each time."""
_NAMESPACE: Final = uuid.UUID("6f0f3a52-5d1c-5e3e-9d7e-3b1f8f8a4c11")
_SPACES: Final = (
    " xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/' xmlns:pdfxid='http://www.npes.org/pdfx/ns/id/'"
)
_SCHEMA: Final = (
    "<rdf:li rdf:parseType='Resource'><pdfaSchema:schema>PDF/X identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.npes.org/pdfx/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfxid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    "<rdf:li rdf:parseType='Resource'><pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>"
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Version of PDF/X that the document follows"
    "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
)
_UNTAGGED: Final = (
    "<pdfuaid:part>1</pdfuaid:part>",
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
)


def state(pdf: Pdf, source: bytes, profile: PrinterProfile) -> None:
    """Have a document say all this; ``source`` are the bytes that it was made from."""
    about = _about(pdf)
    day = _day(about.created)
    stream = pdf.make_stream(b"", N=4)
    stream.write(_deflated(profile.content), filter=Name.FlateDecode)
    pdf.Root.OutputIntents = Array(
        [_intent(kind, profile, stream) for kind in (Name.GTS_PDFX, Name.GTS_PDFA1)]
    )
    packet = _packet(about, day, source, is_tagged="/StructTreeRoot" in pdf.Root)
    pdf.Root.Metadata = pdf.make_indirect(
        pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    )
    moment = f"D:{day.replace('-', '')}000000Z"
    pdf.docinfo[Name.Title] = String(about.title)
    pdf.docinfo[Name.CreationDate] = pdf.docinfo[Name.ModDate] = String(moment)
    pdf.docinfo[Name.Trapped] = Name("/False")
    pdf.docinfo[Name.Producer] = String("careerprint")


def is_press_file(pdf: Pdf) -> bool:
    """Whether a document says that it was made for a press."""
    intents = pdf.Root.get("/OutputIntents", ())
    return any(str(one.get("/S", "")) == "/GTS_PDFX" for one in intents)


def _intent(kind: Name, profile: PrinterProfile, stream: Any) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=kind,
        OutputConditionIdentifier=String(profile.condition),
        OutputCondition=String(profile.condition),
        RegistryName=String(profile.registry),
        Info=String(profile.condition),
        DestOutputProfile=stream,
    )


@lru_cache(maxsize=2)
def _deflated(content: bytes) -> bytes:
    return zlib.compress(padded(content), 9)


def _about(pdf: Pdf) -> Description:
    """Give what the document said of itself."""
    said = {key: str(pdf.docinfo.get(f"/{key}", "")).strip() for key in _KEYS}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
        owner = str(packet.get("xmp:Label", ""))
        title = said["Title"] or str(packet.get("dc:title", "")) or "Untitled"
    return Description(
        title=title,
        language=str(pdf.Root.get("/Lang", "en")),
        author=said["Author"],
        subject=said["Subject"],
        keywords=(said["Keywords"],) if said["Keywords"] else (),
        created=said["CreationDate"],
        owner=owner,
    )


_KEYS: Final = ("Title", "Author", "Subject", "Keywords", "CreationDate")


def _day(date: str) -> str:
    """Give the day of a date of a PDF (7.9.4) in full, as YYYY-MM-DD."""
    digits = date.removeprefix("D:")[:8]
    if len(digits) < 4 or not digits.isdigit():
        return _UNDATED
    year, month, day = digits[:4], digits[4:6] or "01", digits[6:8] or "01"
    return f"{year}-{month}-{day}"


def _packet(about: Description, day: str, source: bytes, *, is_tagged: bool) -> bytes:
    """Give the metadata: those of every document, and those of one for the press."""
    own = uuid.uuid5(_NAMESPACE, hashlib.sha256(source).hexdigest())
    more = "".join(
        (
            *(f"<xmp:{key}>{day}T00:00:00Z</xmp:{key}>" for key in _DATES),
            f"<xmpMM:DocumentID>uuid:{own}</xmpMM:DocumentID>",
            "<xmpMM:VersionID>1</xmpMM:VersionID>",
            "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
            f"<pdfxid:GTS_PDFXVersion>{STANDARD}</pdfxid:GTS_PDFXVersion>",
        )
    )
    text = metadata(replace(about, created="")).decode()
    text = text.replace(
        "<rdf:Description rdf:about=''", f"<rdf:Description rdf:about=''{_SPACES}", 1
    )
    text = text.replace("</rdf:Description>", f"{more}</rdf:Description>", 1)
    text = text.replace(
        "</rdf:Bag></pdfaExtension:schemas>", f"{_SCHEMA}</rdf:Bag></pdfaExtension:schemas>"
    )
    for claim in () if is_tagged else _UNTAGGED:
        text = text.replace(claim, "")
    return text.encode()


_DATES: Final = ("CreateDate", "ModifyDate", "MetadataDate")
