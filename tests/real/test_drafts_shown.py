"""Drafts as a mail program shows them: their HTML in a browser, wide and narrow."""

import email
import re
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image
from tests.real.browser import picture, printed_text
from tests.real.mail_server import DATE

from careerprint.batch.chosen import Chosen
from careerprint.brand import Brand
from careerprint.publish.addresses import Mailbox, read_mailbox
from careerprint.publish.drafts import write_drafts
from careerprint.publish.messages import Attachment, Mailing, Message, Recipient, build
from careerprint.publish.templates import Template, read_template, template_path
from careerprint.settings import Language

ACCENT = "#7a1f5c"
BRAND = Brand(
    organisation="Lincoln High School, Career Center",
    contact="Room 12, career@lincoln.example",
    accent=ACCENT,
)
FIELDS = {"first": "Quirina", "name": "Quirina Muster-Hollunder", "title": "Careers to look at"}
CAREERS = "Chef, Long-Haul Truck Driver, Wind Turbine Technician"
INK = 120
"""What is darker than this, of 255, is print."""


def _mailbox(address: str, name: str) -> Mailbox:
    found = read_mailbox(address, name)
    assert isinstance(found, Mailbox)
    return found


@pytest.fixture(params=list(Language))
def draft(request: pytest.FixtureRequest, tmp_path: Path) -> EmailMessage:
    """Give a draft of each shipped template, read back from its file."""
    source = read_template(template_path(request.param), request.param)
    assert isinstance(source, Template)
    mailing = Mailing(
        sender=_mailbox("career@lincoln.example", "Career Center"),
        template=source,
        date=DATE,
        brand=BRAND,
    )
    pdf = Attachment(name="Careers to look at.pdf", content=b"%PDF-1.7\n%%EOF\n")
    chosen = Chosen(is_by_name=True, codes=())
    to = Recipient(
        key="7",
        mailbox=_mailbox("quirina@example.org", "Quirina Muster-Hollunder"),
        fields=FIELDS | {"careers": CAREERS, "chosen": chosen.said(request.param)},
    )
    built = build(mailing, to, (pdf,))
    assert isinstance(built, Message), built
    (written,) = write_drafts([built], tmp_path / "drafts")
    found = email.message_from_bytes(written.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert found["X-Unsent"] == "1"
    return found


def _body(draft: EmailMessage, kind: str) -> str:
    part = draft.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def _ink(shot: Image.Image) -> tuple[int, int, int, int]:
    """Give the box of what is printed."""
    box = shot.convert("L").point(lambda level: 255 * (level < INK)).getbbox()
    assert box is not None, "nothing is shown"
    return box


@pytest.mark.parametrize("width", [1000, 620, 320])
def test_a_message_fills_its_column_and_leaves_its_margins(
    draft: EmailMessage, tmp_path: Path, width: int
) -> None:
    """One column, never wider than the window, in the middle of a wide one."""
    shot = picture(_body(draft, "html"), tmp_path, width=width)
    column = min(width, 600)
    left, right = (width - column) // 2, (width + column) // 2
    text = shot.crop((0, 8, width, shot.height))  # below the brand's line
    ink_left, top, ink_right, foot = _ink(text)
    assert left + 12 <= ink_left <= left + 22
    assert right - 200 <= ink_right <= right - 8
    assert top < 40
    assert 200 < foot < shot.height - 100  # nothing goes on below the picture


def test_the_brand_is_seen(draft: EmailMessage, tmp_path: Path) -> None:
    shot = picture(_body(draft, "html"), tmp_path, width=620)
    brand = tuple(bytes.fromhex(ACCENT[1:]))
    line = [shot.getpixel((x, 2)) for x in range(20, 600, 20)]
    assert line == [brand] * len(line)
    colours = {colour for _, colour in shot.getcolors(1 << 20) or ()}
    assert (255, 255, 255) in colours
    assert (0x1D, 0x1D, 0x1F) in colours


def test_every_word_is_shown(draft: EmailMessage, tmp_path: Path) -> None:
    """What the text of the message says, its HTML shows, in the same order."""
    shown = printed_text(_body(draft, "html"), tmp_path)
    said = re.findall(r"\w+", _body(draft, "plain"))
    assert len(said) > 30
    assert "Quirina" in said
    assert [word for word in re.findall(r"\w+", shown) if word in said] == said
