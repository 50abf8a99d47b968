"""Rules about a document as a whole: what must be in it, and what must not."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from careerprint.errors import Severity
from careerprint.preflight.flaw import Flaw

_EXPORT: Final = "export it again as PDF/X-4"
_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/GoToR", "/Movie"})
_EMBEDDED: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_WITH_DESCRIPTOR: Final = frozenset({"/Type1", "/TrueType", "/MMType1"})
_CURVES: Final = ("/TR", "/TR2", "/HTP")


def judge_frame(pdf: pikepdf.Pdf, content: bytes) -> Iterator[Flaw]:
    """Judge version, identifier, protection and damage."""
    if pdf.get_warnings():
        yield Flaw(
            rule="damage",
            message="it is damaged, and was read as well as could be",
            hint="fetch it again, or export it anew",
        )
    if pdf.is_encrypted:
        yield Flaw(rule="protection", message="it is protected", hint="save it without protection")
    head = re.match(rb"%PDF-(\d)\.(\d)", content)
    if head is None or (head[1], head[2]) > (b"1", b"6"):
        said = f"PDF {head[1].decode()}.{head[2].decode()}" if head else "no version"
        yield Flaw(rule="version", message=f"it says {said}, and PDF/X-4 is PDF 1.6", hint=_EXPORT)
    if "/ID" not in pdf.trailer:
        yield Flaw(rule="identifier", message="it has no identifier (ID)", hint=_EXPORT)


def judge_catalog(pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Judge what a document does when it is opened, its form, layers and attachments."""
    root = pdf.Root
    for key, what in (("/OpenAction", "an action"), ("/AA", "an action"), ("/AcroForm", "a form")):
        if key in root:
            hint = "print it to a PDF without, or flatten it"
            yield Flaw(rule="actions", message=f"it has {what}, for a screen alone", hint=hint)
    if "/OCProperties" in root:
        yield Flaw(
            rule="layers",
            message="it has layers: a hidden one may be printed, or a shown one not",
            hint="flatten the layers",
            severity=Severity.WARNING,
        )
    if "/EmbeddedFiles" in root.get("/Names", Dictionary()):
        yield Flaw(
            rule="attachments",
            message="it has files attached, which a press cannot print",
            hint="take them out",
            severity=Severity.WARNING,
        )


def judge_objects(pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Judge every object: fonts, actions, and what a press would have to fetch or run."""
    waiting = list(pdf.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Dictionary | Stream):
            yield from _judge_font(item)
            yield from _judge_action(item)
            yield from _judge_foreign(item)
        if isinstance(item, Dictionary | Stream | Array):
            waiting += _written_within(item)


def _written_within(item: Any) -> list[Any]:
    """Give the objects that are written within another one: those of their own come anyway."""
    kids = list(item) if isinstance(item, Array) else [item[key] for key in item.keys()]  # noqa: SIM118
    kinds = (Dictionary, Array)
    return [kid for kid in kids if isinstance(kid, kinds) and not kid.is_indirect]


def _judge_font(item: Any) -> Iterator[Flaw]:
    kind = item.get("/Type")
    is_bare = (
        kind == Name.Font
        and str(item.get("/Subtype")) in _WITH_DESCRIPTOR
        and "/FontDescriptor" not in item
    )
    if kind == Name.FontDescriptor:
        is_bare = not any(key in item for key in _EMBEDDED)
    if is_bare:
        name = str(item.get("/FontName", item.get("/BaseFont", "/?"))).lstrip("/")
        yield Flaw(
            rule="fonts",
            message=f"the font {name} is not in the file: another one would be printed",
            hint="embed all fonts when you export it",
        )


def _judge_action(item: Any) -> Iterator[Flaw]:
    action, is_element = item.get("/S"), item.get("/Type") == Name.StructElem
    if isinstance(action, Name) and str(action) in _ACTIONS and not is_element:
        yield Flaw(
            rule="actions",
            message=f"it has an action ({str(action).lstrip('/')}), for a screen alone",
            hint="take links and scripts out",
        )


def _judge_foreign(item: Any) -> Iterator[Flaw]:
    if isinstance(item, Stream) and ("/F" in item or "/Ref" in item):
        yield Flaw(
            rule="outside files", message="a part of it stands in another file", hint=_EXPORT
        )
    if item.get("/Subtype") == Name.PS or item.get("/Subtype2") == Name.PS:
        yield Flaw(rule="PostScript", message="it has PostScript in it", hint=_EXPORT)
    if "/OPI" in item or "/Alternates" in item:
        yield Flaw(
            rule="stand-ins",
            message="a picture in it has a stand-in that may be printed in its place",
            hint="place the picture itself",
        )
    curves = [key for key in _CURVES if key in item and item[key] != Name.Default]
    if curves and item.get("/Type") in {Name.ExtGState, None} and not isinstance(item, Stream):
        yield Flaw(
            rule="transfer curves",
            message="it changes how dark inks are printed (a transfer curve)",
            hint=_EXPORT,
        )
