"""Short compounds and close dashes are not broken, and are read as they are written."""

import pymupdf
import pytest

from careerprint.render.pdf import Setting, Typesetter
from careerprint.render.unbroken import JOINER, unbroken
from careerprint.resources import shipped


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("an X-ray", "an X-|ray"),
        ("flat-top grill", "flat-|top grill"),
        ("in 2024–34 (BLS)", "in 2024–|34 (BLS)"),
        ("a two-to-four deal", "a two-|to-|four deal"),
        ("post-production", "post-production"),
        ("first-class service", "first-class service"),
        ("either – or", "either – or"),
        ("cosas —apio, una maleta— grabadas", "cosas —|apio, una maleta|— grabadas"),
        ("—así—, dijo", "—|así|—, dijo"),
        ("it — and that", "it — and that"),
        ("night—and day", "night|—and day"),
        ("www.flat-top.example", "www.flat-top.example"),
        ("example.org/x-ray", "example.org/x-ray"),
    ],
)
def test_what_is_joined(written: str, joined: str) -> None:
    assert unbroken(f"<p>{written}</p>") == f"<p>{joined.replace('|', JOINER)}</p>"


def test_tags_styles_and_drawings_stay_as_they_are() -> None:
    html = (
        '<style>.a-b { margin: 0 }</style><p class="x-ray" title="X-ray">1</p>'
        "<svg><title>X-ray</title><text>X-ray</text></svg>"
    )
    assert unbroken(html) == html


def test_no_line_breaks_within_and_the_text_has_no_joiner() -> None:
    html = (
        '<html lang="en"><head><title>t</title><style>@page { size: 300pt 200pt; margin: 10pt }'
        ' p { width: 78pt; font: 18pt "Source Sans" }</style></head>'
        "<body><p>mmm X-ray it</p></body></html>"
    )
    typesetter = Typesetter(roots=(shipped("layouts"),))
    setting = Setting(body_pt=18, leading=1.2)
    pdf = typesetter.typeset(html, base=shipped("layouts"), sheets=(), setting=setting).write()
    with pymupdf.open(stream=pdf) as document:
        assert document[0].get_text().split("\n")[:2] == ["mmm", "X-ray it"]
