"""Rules about what a document says of itself: printing condition, standard, dates, trapping."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Name

from careerprint.preflight.flaw import Flaw
from careerprint.press.printer_profile import is_file_name, what_is_wrong
from careerprint.press.statement import STANDARD

_EXPORT: Final = "export it again as PDF/X-4"
_ASKED: Final = {
    "xmp:CreateDate": "when it was made",
    "xmp:ModifyDate": "when it was changed",
    "xmp:MetadataDate": "when its description was changed",
    "xmpMM:DocumentID": "which document it is",
    "xmpMM:VersionID": "which version it is",
    "xmpMM:RenditionClass": "which form of the document it is",
    "dc:title": "its title",
}
_GIVEN: Final = re.compile(r"GTS_PDFXVersion\s*(?:=\s*[\"']|>)\s*([^<\"']+)")


def judge_intents(pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Judge the printing condition that a document says."""
    said = list(pdf.Root.get("/OutputIntents", ()))
    for_press = [one for one in said if one.get("/S") == Name.GTS_PDFX]
    if len(for_press) != 1:
        what = "no printing condition" if not for_press else f"{len(for_press)} printing conditions"
        yield Flaw(
            rule="printing condition",
            message=f"it names {what} (output intents for PDF/X), where one is needed",
            hint=f"{_EXPORT}, for the paper and press that your shop names",
        )
    for one in for_press:
        yield from _judge_condition(one)
    profiles = {one.DestOutputProfile.objgen for one in said if "/DestOutputProfile" in one}
    if len(profiles) > 1:
        yield Flaw(
            rule="one profile",
            message="it carries two colour profiles for its output",
            hint="let all its output intents share one",
        )


def _judge_condition(intent: Any) -> Iterator[Flaw]:
    name = str(intent.get("/OutputConditionIdentifier", "")).strip()
    if not name or is_file_name(name):
        yield Flaw(
            rule="condition name",
            message=f"its printing condition is named by a file ({name})"
            if name
            else "its printing condition has no name",
            hint="give its name in the registry of the ICC, such as CGATS TR 006 or FOGRA51",
        )
    if "/DestOutputProfile" not in intent:
        yield Flaw(
            rule="profile",
            message="it carries no colour profile for its printing condition",
            hint=f"{_EXPORT}, with the profile in it",
        )
        return
    reason = what_is_wrong(bytes(intent.DestOutputProfile.read_bytes()))
    if reason:
        yield Flaw(
            rule="profile", message=f"its output profile {reason}", hint="use your shop's profile"
        )


def judge_metadata(pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Judge the metadata: standard, dates, names."""
    stream = pdf.Root.get("/Metadata")
    packet = bytes(stream.read_bytes()).decode("utf-8", "replace") if stream is not None else ""
    if stream is not None and "/Filter" in stream:
        yield Flaw(
            rule="metadata",
            message="its metadata are compressed: tools that do not open PDFs cannot read them",
            hint=_EXPORT,
        )
    given = _GIVEN.search(packet)
    if given is None or given[1].strip() != STANDARD:
        said = f"it says {given[1].strip()}" if given else "it does not say by which standard"
        yield Flaw(rule="standard", message=f"{said}, and {STANDARD} is expected", hint=_EXPORT)
    missing = [what for key, what in _ASKED.items() if key not in packet]
    if missing:
        said = ", ".join(missing)
        yield Flaw(rule="metadata", message=f"its metadata do not say {said}", hint=_EXPORT)


def judge_trapping(pdf: pikepdf.Pdf) -> Iterator[Flaw]:
    """Judge whether it says that inks are trapped, or not."""
    if str(pdf.docinfo.get("/Trapped", "")) not in {"/True", "/False"}:
        yield Flaw(
            rule="trapping",
            message="it does not say whether its inks are trapped (Trapped: True or False)",
            hint=_EXPORT,
        )
