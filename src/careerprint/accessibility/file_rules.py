"""Rules about a file as a whole: what it says of itself, its language, fonts, links, protection."""

import re
from collections.abc import Iterator
from typing import Final

from pikepdf import Dictionary, Name, Stream

from careerprint.accessibility.document import Document
from careerprint.preflight.document_rules import judge_objects
from careerprint.preflight.flaw import Flaw

_EXPORT: Final = "export it again as a tagged PDF (PDF/UA-1)"
_ARCHIVE: Final = "export it again as PDF/A-2a"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NOTHING: Final = re.compile(rb"<(?:0000|fe ?ff|ff ?fe)>\s*$", re.IGNORECASE | re.MULTILINE)
_MOVING: Final = frozenset({"/JavaScript", "/Movie", "/Sound", "/Rendition", "/Launch"})
_MEDIA: Final = frozenset({"/Movie", "/Sound", "/Screen", "/RichMedia", "/3D", "/TrapNet"})


def judge_identity(document: Document) -> Iterator[Flaw]:
    """Judge whether the file says by which standard it was made: PDF/UA-1."""
    document.look("identity")
    if not document.packet:
        yield Flaw(rule="identity", message="it has no metadata (XMP)", hint=_EXPORT)
    elif document.said("pdfuaid:part") != "1":
        message = "it does not say that it was made by PDF/UA-1"
        yield Flaw(rule="identity", message=message, hint=_EXPORT)


def judge_title(document: Document) -> Iterator[Flaw]:
    """Judge whether the document has a title, and a viewer shows it."""
    document.look("title")
    if not document.said("dc:title"):
        yield Flaw(rule="title", message="it has no title", hint="give it one")
    shown = document.pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)
    if not bool(shown):
        message = "a viewer shows its file name in place of its title"
        yield Flaw(rule="title", message=message, hint=_EXPORT)


def judge_language(document: Document) -> Iterator[Flaw]:
    """Judge whether the language of the document is said, and each one named is a language."""
    document.look("language")
    said = str(document.pdf.Root.get("/Lang", ""))
    if not said:
        message = "it does not say in which language it is"
        yield Flaw(rule="language", message=message, hint="say it when you export")
    others = (one.text("/Lang") for one in document.tree.elements) if document.tree else ()
    for one in dict.fromkeys((said, *others)):
        if one and not _LANGUAGE.fullmatch(one):
            yield Flaw(rule="language", message=f"'{one[:20]}' is no language", hint=_EXPORT)


def judge_fonts(document: Document) -> Iterator[Flaw]:
    """Judge whether all fonts are in the file."""
    document.look("fonts", len(document.fonts))
    yield from (flaw for flaw in judge_objects(document.pdf) if flaw.rule == "fonts")


def judge_letters(document: Document) -> Iterator[Flaw]:
    """Judge whether a reader can tell which letters the fonts show."""
    for font in document.fonts:
        document.look("letters")
        name = str(font.get("/BaseFont", "/?")).lstrip("/")
        said = font.get("/ToUnicode")
        if said is None and ("/Encoding" not in font or font.get("/Subtype") == "/Type0"):
            message = f"which letters the font {name} shows cannot be told"
            yield Flaw(rule="letters", message=message, hint=_EXPORT)
        elif isinstance(said, Stream) and _NOTHING.search(bytes(said.read_bytes())):
            message = f"a letter of the font {name} stands for nothing"
            yield Flaw(rule="letters", message=message, hint=_EXPORT)


def judge_links(document: Document) -> Iterator[Flaw]:
    """Judge whether links and fields are tagged, described, and reached in order."""
    document.look("links", len(document.annotations))
    tree = document.tree
    tagged = {key: one.role for one in tree.elements for key in one.objects} if tree else {}
    for number, one in document.annotations:
        kind = str(one.get("/Subtype"))
        wanted = {"/Link": "Link", "/Widget": "Form"}.get(kind)
        role = tagged.get(one.objgen)
        if role is None or (wanted and role != wanted):
            yield _of_link("a link or a field is not tagged as one", number)
        described = "/TU" if kind == "/Widget" else "/Contents"
        above = one.get("/Parent", Dictionary()) if kind == "/Widget" else Dictionary()
        if not str(one.get(described, above.get(described, ""))).strip():
            yield _of_link("a link or a field has no description", number)
        if document.pdf.pages[number - 1].obj.get("/Tabs") != Name.S:
            yield _of_link("links are not reached in the order of reading", number)


def _of_link(message: str, page: int) -> Flaw:
    return Flaw(rule="links", message=message, hint=_EXPORT, page=page)


def judge_still(document: Document) -> Iterator[Flaw]:
    """Judge whether nothing in the file runs, sounds, moves, or is hidden in layers."""
    document.look("still")
    hint = "take scripts, sounds, films and layers out"
    found = set[str]()
    root = document.pdf.Root
    found |= {"layers"} if "/OCProperties" in root else set()
    found |= {"a form that draws itself (XFA)"} if "/XFA" in root.get("/AcroForm", {}) else set()
    for item in document.pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        action = item.get("/S")
        if (
            isinstance(action, Name)
            and str(action) in _MOVING
            and item.get("/Type") != "/StructElem"
        ):
            found.add("scripts or actions")
        if item.get("/Type") == Name.Annot and str(item.get("/Subtype")) in _MEDIA:
            found.add("sound or film")
        if isinstance(item, Stream) and "/Ref" in item:
            found.add("parts of other files")
    for one in sorted(found):
        yield Flaw(rule="still", message=f"it has {one}", hint=hint)


def judge_protection(document: Document) -> Iterator[Flaw]:
    """Judge whether protection does not keep a screen reader out."""
    document.look("protection")
    if document.pdf.is_encrypted and not document.pdf.allow.accessibility:
        message = "its protection keeps screen readers out"
        yield Flaw(rule="protection", message=message, hint="save it without protection")


def judge_archive(document: Document) -> Iterator[Flaw]:
    """Judge a file that says it was made by PDF/A: as which it says so, colours, protection."""
    part = document.said("pdfaid:part")
    if not part:
        return
    document.look("archive")
    level = document.said("pdfaid:conformance")
    if (part, level) != ("2", "A"):
        message = f"it says that it was made by PDF/A-{part}{level.lower()}, not by PDF/A-2a"
        yield Flaw(rule="archive", message=message, hint=_ARCHIVE)
    if document.pdf.is_encrypted:
        yield Flaw(rule="archive", message="it is protected", hint=_ARCHIVE)
    intents = document.pdf.Root.get("/OutputIntents", ())
    if not any(one.get("/S") == Name.GTS_PDFA1 and "/DestOutputProfile" in one for one in intents):
        message = "it does not say what its colours look like (output intent with a profile)"
        yield Flaw(rule="archive", message=message, hint=_ARCHIVE)
    if "/EmbeddedFiles" in document.pdf.Root.get("/Names", Dictionary()):
        yield Flaw(rule="archive", message="it has files attached", hint=_ARCHIVE)
