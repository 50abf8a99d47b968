"""What stands in a page's margin is printed and not read: an artifact, in no tag."""

import io
from pathlib import Path

import pikepdf
from tests.conformance import assert_conforms
from tests.pdf_text import painted

from careerprint.accessibility.document import Document
from careerprint.render.pdf import Typesetter

HTML = """<!doctype html><html lang="en"><head><title>Pages</title><style>
@page { size: 200pt 200pt; @bottom-left { content: "The foot" }
  @top-right { content: counter(page) } }
</style></head><body><h1>One</h1><p style="break-before: page">Two</p></body></html>"""


def test_heads_and_feet_are_artifacts(typesetter: Typesetter, tmp_path: Path) -> None:
    pdf = typesetter.specimen(HTML)
    assert_conforms(pdf, tmp_path)
    assert painted(pdf).count("Thefoot") == 2
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        document = Document(opened)
        assert document.tree
        tagged = [mcid for one in document.tree.elements for _, mcid in one.mcids]
        assert tagged == [mcid for page in document.marks for mcid in page.mcids] == [0, 0]
        assert [page.unmarked for page in document.marks] == [0, 0]
        assert b"/Artifact\n<</Type /Pagination>>\nBDC" in opened.pages[0].Contents.read_bytes()
