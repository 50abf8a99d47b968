# ruff: noqa: E501 - a page is written as it is
"""Made the PDFs of this folder; run by hand, and only if they are to be made anew.

    python tests/pdfs/make.py

Three programs that are not ours write tagged PDFs here: Typst (the package of that name),
Chromium (``chromium --headless --print-to-pdf``) and LibreOffice (``soffice --headless``, with
the export option for tags). Their files differ in what a binder trips over: where elements say
their page, how links name their targets, role maps, form XObjects, resources shared by pages.
The texts are our own. The tests read the PDFs and never run this.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent

STORY: Final = (
    "The bench is ready before the bell rings. Someone has sharpened every tool, and the one "
    "who did it is gone for coffee. A new apprentice counts the clamps, finds one missing, and "
    "says nothing until noon. Work like this is learned by watching, then by doing it badly, "
    "then by doing it again. "
)
PICTURE: Final = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 40' width='60' height='40'>"
    "<rect width='60' height='40' fill='#135'/><circle cx='30' cy='20' r='12' fill='#fc3'/></svg>"
)

TYPST: Final = {
    "headings": f"= Carpenter\n{STORY}\n== Morning\n{STORY}\n=== Tools\n{STORY}\n== Evening\n{STORY}",
    "lists": "= Packing list\n- Saw\n  - Rip saw\n    - Fine\n  - Bow saw\n- Plane\n+ First\n+ Second\n  + Inner",
    "table": "= Pay\n#table(columns: 3, table.header([Level], [Low], [High]), [Apprentice], [20], [30],"
    " [Master], [], [60])",
    "links": '= Links <top>\nGo to the #link(<end>)[end] or to #link("https://example.org/")[the web].\n'
    "#pagebreak()\n= Middle\nBack to the #link(<top>)[top].\n#pagebreak()\n= End <end>\nUp to the"
    " #link(<top>)[top].",
    "footnotes": f"= Notes\nA claim#footnote[Counted by hand.] and another#footnote[Counted twice.]."
    f"\n\n{STORY}\n#pagebreak()\nA third#footnote[On the next page.].",
    "figure": '= Picture\n#figure(image(bytes("'
    + PICTURE
    + '"), width: 40mm, alt: "A sun in a dark'
    ' field"), caption: [The sun])\nAfter the picture.',
    "spanning": "#set page(height: 60mm)\n= Long day\n" + (STORY * 3 + "\n\n") * 3,
    "spanning-table": "#set page(height: 55mm)\n= Days\n#table(columns: 3, table.header([Day], [Start],"
    " [End]), "
    + ", ".join(
        f"[Day {n}], [{n + 5}:00], {'[]' if n == 5 else f'[{n + 9}:00]'}" for n in range(1, 13)
    )
    + ")\nDone.",
    "languages": '#set text(lang: "es")\n= Carpintera\nLa mesa está lista antes de la campana.\n'
    '#text(lang: "de")[Die Säge hängt an der Wand.]\n\n#text(lang: "fr")[Le café est prêt.]',
    "math": "= Angles\nThe sum is $a^2 + b^2 = c^2$ and no more.\n$ x = (1 + 2) / 3 $\nDone.",
}

WEB: Final = {
    "headings": f"<h1>Electrician</h1><p>{STORY}</p><h2>Safety</h2><p>{STORY}</p><h3>Gloves</h3>"
    f"<p>{STORY}</p><h2>Tools</h2><p>{STORY}</p>",
    "lists": "<h1>Lists</h1><ul><li>Wire<ul><li>Copper<ol><li>Thin</li><li>Thick</li></ol></li></ul>"
    "</li><li>Tape</li></ul><dl><dt>Fuse</dt><dd>Melts first.</dd></dl>",
    "table": "<h1>Hours</h1><table><caption>By day</caption><thead><tr><th id=d scope=col>Day</th>"
    "<th id=h scope=col>Hours</th></tr></thead><tbody><tr><th id=m headers=d scope=row>Monday</th>"
    "<td headers='h m'>8</td></tr><tr><th id=t headers=d scope=row>Tuesday</th><td headers='h t'>"
    "</td></tr></tbody></table>",
    "table-again": "<h1>Pay</h1><table><thead><tr><th id=d scope=col>Level</th><th id=h scope=col>"
    "Pay</th></tr></thead><tbody><tr><th id=m headers=d scope=row>First year</th><td headers='h m'>"
    "20</td></tr></tbody></table><p>Paid weekly.</p>",
    "links": "<h1 id=top>Links</h1><p>To the <a href='#end'>end</a>, to the <a href='#middle'>middle</a>"
    " and to <a href='https://example.org/'>the web</a>.</p><h2 id=middle style='break-before:page'>"
    "Middle</h2><p>Back to the <a href='#top'>top</a>.</p><h2 id=end style='break-before:page'>End"
    "</h2><p>Up to the <a href='#top'>top</a>.</p>",
    "links-again": "<h1 id=top>Others</h1><p>Down to the <a href='#end'>end</a>.</p><h2 id=end"
    " style='break-before:page'>Their end</h2><p>Up to the <a href='#top'>top</a>.</p>",
    "picture": '<h1>Picture</h1><p>Before. <img alt="A sun in a dark field" src="data:image/svg+xml,'
    + PICTURE.replace("#", "%23")
    + '"> After.</p><figure><img alt="The same sun" src="data:image/svg+xml,'
    + PICTURE.replace("#", "%23")
    + '"><figcaption>Twice</figcaption></figure>',
    "spanning": "<style>@page{size:120mm 70mm}</style><h1>Long day</h1>"
    + "".join(f"<p>{STORY * 3}</p>" for _ in range(3)),
    "opacity": "<h1>Groups</h1><p style='opacity:.5'>Half as dark, drawn as a group.</p><p>Whole.</p>"
    "<p style='opacity:.7;transform:rotate(2deg)'>Turned <b>and</b> lighter.</p>",
    "languages": "<h1>Words</h1><p lang=es>La mesa está lista.</p><p lang=de>Die Säge hängt.</p>"
    "<p lang=fr>Le café est prêt.</p>",
}

OFFICE: Final = {
    "text": f"<h1>Plumber</h1><p>{STORY}</p><h2>Pipes</h2><p>{STORY}</p><ul><li>Copper</li><li>Steel"
    "<ul><li>Thin</li></ul></li></ul>",
    "links": "<h1><a name='top'>Links</a></h1><p>To the <a href='#end'>end</a> and <a"
    " href='https://example.org/'>the web</a>.</p><p style='page-break-before:always'>Middle, back to"
    " the <a href='#top'>top</a>.</p><h2 style='page-break-before:always'><a name='end'>End</a></h2>"
    "<p>Up to the <a href='#top'>top</a>.</p>",
    "table": "<h1>Rates</h1><table border=1><thead><tr><th>Job</th><th>Rate</th></tr></thead><tr><td>"
    "Leak</td><td>90</td></tr><tr><td>Boiler</td><td></td></tr></table><p>Per visit.</p>",
    "spanning": "<style>@page{size:12cm 8cm;margin:1cm}</style><h1>Long night</h1>"
    + "".join(f"<p>{STORY * 3}</p>" for _ in range(3)),
}
"""HTML, which LibreOffice reads as a text document."""

STYLED: Final = {"styles": "Text_20_body", "styles-again": "Heading"}
"""Two texts with a style called Remark; of the second, a heading, LibreOffice makes the type H6,
and maps it to H: a standard type that is given another meaning."""


def flat_document(parent: str) -> str:
    """Give a flat OpenDocument text with a paragraph and a footnote in the style Remark."""
    spaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for p, n in {"office": "office", "text": "text", "style": "style"}.items()
    )
    outline = ' style:default-outline-level="2"' if parent == "Heading" else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        f'<style:style style:name="{parent}" style:family="paragraph"/>'
        f'<style:style style:name="Remark" style:family="paragraph" style:parent-style-name='
        f'"{parent}"{outline}/></office:styles><office:body><office:text><text:h'
        ' text:outline-level="1">Styles</text:h><text:p text:style-name="Remark">A remark about'
        ' pipes<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Measured cold.</text:p></text:note-body></text:note>.</text:p>"
        f"<text:p>{STORY}</text:p></office:text></office:body></office:document>"
    )


def by_typst() -> None:
    """Write the files of Typst."""
    import typst

    for name, text in TYPST.items():
        source = f'#set document(title: "{name}")\n#set page(width: 120mm, height: 90mm)\n{text}\n'
        content = typst.compile(source.encode(), timestamp=0)
        (HERE / f"typst-{name}.pdf").write_bytes(content)


def by_chromium(folder: Path) -> None:
    """Write the files of Chromium."""
    for name, body in WEB.items():
        page = folder / f"{name}.html"
        head = f"<!doctype html><html lang=en><meta charset=utf-8><title>{name}</title>"
        page.write_text(
            f"{head}<style>body{{font-family:'DejaVu Sans'}}@page{{size:120mm 150mm}}</style>{body}",
            encoding="utf-8",
        )
        _run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={HERE / f'chromium-{name}.pdf'}",
            page.as_uri(),
        )


def by_libreoffice(folder: Path) -> None:
    """Write the files of LibreOffice."""
    for name, body in OFFICE.items():
        head = f"<html lang=en><meta charset=utf-8><title>{name}</title>"
        (folder / f"libreoffice-{name}.html").write_text(f"{head}<body>{body}", encoding="utf-8")
    for name, parent in STYLED.items():
        (folder / f"libreoffice-{name}.fodt").write_text(flat_document(parent), encoding="utf-8")
    tagged = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
    for kind, reader in (("html", ("--infilter=HTML (StarWriter)",)), ("fodt", ())):
        _run(
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            *reader,
            "--convert-to",
            f"pdf:writer_pdf_Export:{tagged}",
            "--outdir",
            str(HERE),
            *map(str, sorted(folder.glob(f"libreoffice-*.{kind}"))),
        )


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    by_typst()
    with tempfile.TemporaryDirectory() as name:
        by_chromium(Path(name))
        by_libreoffice(Path(name))
