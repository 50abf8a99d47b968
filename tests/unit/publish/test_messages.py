"""Messages: what a mail program reads in them is what was meant, and nothing else."""

import email
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerprint.brand import Brand
from careerprint.errors import UsageError
from careerprint.publish.addresses import Mailbox, Refusal, read_mailbox, redacted
from careerprint.publish.drafts import (
    draft_bytes,
    drafts_in,
    refuse_drafts,
    refuse_messages,
    remove_drafts,
    write_drafts,
    write_overview,
)
from careerprint.publish.messages import (
    Attachment,
    Mailing,
    Message,
    Recipient,
    Unsubscribe,
    build,
    check_attachment,
    check_unsubscribe,
)
from careerprint.publish.run_page import Masthead
from careerprint.publish.templates import (
    Template,
    fill,
    in_words,
    read_template,
    template_path,
)
from careerprint.settings import Language

DATE = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
PDF = Attachment(name="Career handout.pdf", content=b"%PDF-1.7\n" + bytes(range(256)) * 40)
BRAND = Brand(organisation="Lincoln & Sons High", contact="Room 12 <upstairs>", accent="#5b2a6e")
FIELDS = {"first": "Ana", "name": "Ana Ruiz", "careers": "Filmmaker", "chosen": "You chose."}


def mailbox(address: str, name: str = "") -> Mailbox:
    found = read_mailbox(address, name)
    assert isinstance(found, Mailbox), found
    return found


def template(path: Path, text: str) -> Template:
    path.write_text(text, encoding="utf-8")
    found = read_template(path, Language.ENGLISH)
    assert isinstance(found, Template), found
    return found


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Template]:
    """Give a function that writes a template and reads it."""
    return lambda text: template(tmp_path / "t.md", text)


def message(
    source: Template | None = None,
    to: Mailbox | None = None,
    fields: dict[str, str] | None = None,
    unsubscribe: Unsubscribe | None = None,
    files: tuple[Attachment, ...] = (PDF,),
) -> Message:
    found = source or read_template(template_path(Language.ENGLISH), Language.ENGLISH)
    assert isinstance(found, Template)
    mailing = Mailing(
        sender=mailbox("career@lincoln.example", "Career Center"),
        template=found,
        date=DATE,
        brand=BRAND,
        reply_to=mailbox("smith@lincoln.example", 'Smith, Jo "the" counselor'),
        unsubscribe=unsubscribe or Unsubscribe(),
    )
    to = to or mailbox("ana@example.org", "Ana Ruiz")
    built = build(mailing, Recipient(key="7", mailbox=to, fields=fields or FIELDS), files)
    assert isinstance(built, Message), built
    return built


def parsed(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def body(found: EmailMessage, kind: str) -> str:
    part = found.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def to_of(content: bytes) -> list[tuple[str, str]]:
    """Read the recipients as RFC 2047, 6.2 has it: no space between encoded words.

    The library's newer parser keeps that space in names, so the older one reads here.
    """
    raw = str(email.message_from_bytes(content)["To"])
    return [(str(make_header(decode_header(name))), at) for name, at in getaddresses([raw])]


class Words(HTMLParser):
    """Collects an HTML document's elements and words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.text += data


def test_the_parts_stand_in_their_order_and_the_file_is_whole() -> None:
    found = parsed(message().content)
    assert found.get_content_type() == "multipart/mixed"
    alternatives, file = found.iter_parts()
    kinds = [part.get_content_type() for part in alternatives.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert file.get_content() == PDF.content
    assert file.get_filename() == PDF.name


def test_the_headers_say_who_what_and_when() -> None:
    found = parsed(message().content)
    assert to_of(message().content) == [("Ana Ruiz", "ana@example.org")]
    assert found["From"].addresses[0].addr_spec == "career@lincoln.example"
    assert found["Reply-To"].addresses[0].display_name == 'Smith, Jo "the" counselor'
    assert found["Subject"] == "Your career handouts, Ana"
    assert found["Date"].datetime == DATE
    assert found["Message-ID"].endswith("@lincoln.example>")
    assert "Auto-Submitted" not in found


@pytest.mark.parametrize("language", list(Language))
def test_both_shipped_templates_are_sound_in_text_and_html(language: Language) -> None:
    source = read_template(template_path(language), language)
    assert isinstance(source, Template)
    careers = in_words(("Filmmaker", "Game Designer", "Luthier"), language)
    found = parsed(message(source, fields=FIELDS | {"careers": careers}).content)
    text, html = body(found, "plain"), body(found, "html")
    assert careers in text
    assert careers in Words(html).text
    assert "*" not in text
    assert text.split("-- \n")[1].split("\n") == ["Lincoln & Sons High", "Room 12 <upstairs>", ""]
    assert dict(Words(html).tags)["html"] == {"lang": language.value}


def test_the_html_loads_nothing_and_styles_each_element_itself() -> None:
    html = body(parsed(message().content), "html")
    tags = Words(html).tags
    assert not {tag for tag, _ in tags} & {"style", "link", "script", "img", "div"}
    assert all("style" in attributes for tag, attributes in tags if tag in {"p", "ul", "li"})
    assert "max-width:600px" in html
    assert "#5b2a6e" in html
    assert "\uf8ff" not in html


def test_text_and_html_come_from_one_source(written: Callable[[str], Template]) -> None:
    source = written(
        "Subject: S\n\n# Title\n\nOne **two**\nthree [four](https://a.example/b) <me@a.example>\n\n"
        "- a\n- b\n  - c\n\n3. x\n4. y\n\n> said\n\n`{{code}}`\n"
    )
    found = parsed(message(source).content)
    assert body(found, "plain").split("\n\n-- \n")[0] == (
        "Title\n\nOne two three four (https://a.example/b) me@a.example\n\n"
        "- a\n- b\n  - c\n\n3. x\n4. y\n\n> said\n\n{code}"
    )
    assert ("a", "https://a.example/b") in {
        (tag, attributes.get("href")) for tag, attributes in Words(body(found, "html")).tags
    }


HOSTILE = "**A** _b_ `c` [x](https://evil.example) <b>&amp;</b>\\ # - 1. {first}"


def test_a_value_is_neither_markdown_nor_html(written: Callable[[str], Template]) -> None:
    source = written("Subject: For {first}\n\n{first}\n\n- [go](https://a.example/?q={first})\n")
    found = parsed(message(source, fields=FIELDS | {"first": HOSTILE}).content)
    words = Words(body(found, "html"))
    assert words.text.count(HOSTILE) == 2  # in the title and in the text
    links = [attributes["href"] for tag, attributes in words.tags if tag == "a"]
    assert len(links) == 1
    assert re.fullmatch(r"https://a\.example/\?q=[\w.%~-]+", links[0] or "")
    assert body(found, "plain").startswith(HOSTILE)
    assert found["Subject"] == f"For {HOSTILE}"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("Subject: S\n\nHello {frist},\n", 3, 7, "no field {frist}", "did you mean 'first'?"),
        ("Subject: S {zzzzz}\n\nHi\n", 1, 12, "no field {zzzzz}", "there are: {first}"),
        ("Subject: S\n\nHello {first,\n", 3, 7, "belongs to no field", "{{"),
        ("Hello\n\nYou\n", 1, 1, "no subject", "Subject:"),
        ("Subject: \n\nYou\n", 1, 1, "no subject", "Subject:"),
        ("Subject: S\n\n[x](javascript:alert)\n", 3, 1, "a link's address", "https://"),
        ("Subject: S\n\nOne\n\n![x](https://a.example/x.png)\n", 5, 1, "a picture", "link"),
        ("Subject: S\n\nA\x07bell\n", 3, 1, "control character", ""),
        ("Subject: S\n", 2, 1, "no text", ""),
    ],
)
def test_a_template_is_faulted_by_line_and_column(
    tmp_path: Path, text: str, line: int, column: int, message: str, hint: str
) -> None:
    path = tmp_path / "t.md"
    path.write_text(text, encoding="utf-8")
    findings = read_template(path, Language.ENGLISH)
    assert isinstance(findings, tuple)
    assert (findings[0].location.line, findings[0].location.column) == (line, column)
    assert message in findings[0].message
    assert hint in findings[0].hint


@pytest.mark.parametrize("value", ["", "  ", "Ana\r\nBcc: x@y.example", "Ana\u202eanA"])
def test_an_empty_or_unsafe_value_is_found_and_never_shown(
    written: Callable[[str], Template], value: str
) -> None:
    findings = fill(written("Subject: S\n\nHello {first},\n"), {"first": value})
    assert isinstance(findings, tuple)
    assert (findings[0].location.line, findings[0].location.column) == (3, 7)
    assert "Ana" not in findings[0].message + findings[0].hint


def test_a_missing_value_suggests_the_nearest(written: Callable[[str], Template]) -> None:
    findings = fill(written("Subject: S\n\nHello {first},\n"), {"firstt": "Ana"})
    assert isinstance(findings, tuple)
    assert findings[0].hint == "did you mean 'firstt'?"


NAMES = (
    "王小明",
    "Müller, Jörg",
    'Eve" <evil@x.example>, "',
    "Very Long, " * 12,
    'a@b.example, "' * 9,
    "李, " * 30,
    "=?utf-8?q?x?=",
    "Ana (home) [x]; \\",
    "x" * 200,
    "עברית שם",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_comes_back_and_adds_no_address(name: str) -> None:
    content = message(to=mailbox("ana@example.org", name)).content
    assert to_of(content) == [(name.strip(), "ana@example.org")]
    headers = content.split(b"\r\n\r\n")[0]
    assert max(map(len, headers.split(b"\r\n"))) <= 78 or len(name) == 200
    assert headers.isascii()
    assert [one.addr_spec for one in parsed(content)["To"].addresses] == ["ana@example.org"]


@given(
    name=st.text(max_size=60), local=st.text("abz09!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=60)
)
@settings(max_examples=300)
def test_no_name_breaks_out_of_its_header(name: str, local: str) -> None:
    found = read_mailbox(f"{local}@example.org", name)
    if isinstance(found, Mailbox):
        header = parsed(f"To: {found.header}\r\n\r\n".encode("ascii"))["To"]
        assert [one.addr_spec for one in header.addresses] == [f"{local}@example.org"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "empty"),
        ("ana.example.org", "no @"),
        ("ana@example.org\r\nBcc: eve@example.org", "line break"),
        ("ana@example.org\x00", "control character"),
        ("ana@example.org, ben@example.org", "more than one"),
        ("ana@example.org;ben@example.org", "more than one"),
        ("ana@@example.org", "more than one"),
        ('"ana>"@example.org', "quotes or brackets"),
        ("Ana <ana@example.org>", "space"),
        ("<ana@example.org>", "quotes or brackets"),
        ("a na@example.org", "space"),
        ("ana..b@example.org", "before the @"),
        (".ana@example.org", "before the @"),
        ("josé@example.org", "cannot take"),
        ("ana@example", "no possible domain"),
        ("ana@-example.org", "no possible domain"),
        ("ana@exa_mple.org", "no possible domain"),
        ("ana@straße.example", "two ways"),
        ("ana@exam\u200bple.org", "cannot be seen"),
        ("ana@example.7", "no possible domain"),
        ("ana@" + "a" * 64 + ".org", "no possible domain"),
        ("ana@" + "abcdefgh." * 28 + "org", "longer"),
        ("a" * 65 + "@example.org", "before the @"),
    ],
)
def test_what_is_no_address_is_refused_with_a_reason(address: str, reason: str) -> None:
    refusal = read_mailbox(address)
    assert isinstance(refusal, Refusal)
    assert reason in refusal.reason
    assert "ana@example.org\r" not in refusal.reason + refusal.hint


def test_a_name_with_a_line_break_is_refused() -> None:
    refusal = read_mailbox("ana@example.org", "Ana\nBcc: eve@example.org")
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "has a name with a line break (U+000A)"


def test_a_domain_of_any_script_is_written_for_dns() -> None:
    assert mailbox("ana@bücher.example").address == "ana@xn--bcher-kva.example"
    assert mailbox(" ana@例え。テスト ").domain == "xn--r8jz45g.xn--zckzah"


def test_no_repr_shows_who_it_is() -> None:
    shown = repr(message())
    assert not re.search("ana|ruiz|smith|lincoln", shown, re.IGNORECASE)


def test_a_server_text_loses_addresses_and_names() -> None:
    ana = mailbox("ana.ruiz@example.org", "Ana Lucía Ruiz")
    text = redacted("5.1.1 <Ana.Ruiz@example.org>: ana.ruiz unknown\r\nLucía, x@y.example", ana)
    assert text == "5.1.1 <[address]>: [name] unknown [name], [address]"


def test_the_same_input_gives_the_same_bytes_and_another_another_id() -> None:
    assert message().content == message().content
    other = message(files=(Attachment(name=PDF.name, content=PDF.content + b"."),))
    ids = {parsed(one.content)["Message-ID"] for one in (message(), other)}
    ids.add(parsed(message(fields=FIELDS | {"first": "Anna"}).content)["Message-ID"])
    assert len(ids) == 3


def test_every_line_is_short_seven_bit_and_ends_in_crlf() -> None:
    files = (PDF, Attachment(name="Hoja de José – " + "más " * 20 + ".pdf", content=b"%PDF-x"))
    content = message(fields=FIELDS | {"careers": "é" * 2000}, files=files).content
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    names = [part.get_filename() for part in parsed(content).iter_attachments()]
    assert names == [file.name for file in files]


def test_one_click_unsubscribing_needs_a_page() -> None:
    page = "https://lincoln.example/unsubscribe?token=" + "x" * 120
    both = Unsubscribe(page=page, mailbox=mailbox("stop@lincoln.example"))
    content = message(unsubscribe=both).content
    found = parsed(content)
    assert found["List-Unsubscribe"] == (
        f"<{page}>, <mailto:stop@lincoln.example?subject=unsubscribe>"
    )
    assert page.encode() in content  # not as encoded words: RFC 2369 knows none
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    alone = parsed(message(unsubscribe=Unsubscribe(mailbox=both.mailbox)).content)
    assert "List-Unsubscribe-Post" not in alone
    assert "List-Unsubscribe" not in parsed(message().content)


@pytest.mark.parametrize("page", ["http://a.example", "https://a.example/>\r\nBcc: x", "https://ü"])
def test_a_page_that_breaks_out_is_refused(page: str) -> None:
    assert check_unsubscribe(Unsubscribe(page=page))
    with pytest.raises(ValueError, match="not an address of a page"):
        message(unsubscribe=Unsubscribe(page=page))


@pytest.mark.parametrize("name", ["a/b.pdf", "..", 'x".pdf', "a\r\nb.pdf", "x" * 121])
def test_a_file_name_that_breaks_out_is_refused(name: str) -> None:
    assert check_attachment(Attachment(name=name, content=b"%PDF-"))
    assert check_attachment(Attachment(name="a.pdf", content=b"<html>"))
    assert check_attachment(PDF) is None


def test_a_draft_opens_for_sending_and_brings_no_id(tmp_path: Path) -> None:
    messages = [message(), message(to=mailbox("ben@example.org", "<b>Ben</b>"))]
    drafts = list(write_drafts(messages, tmp_path / "drafts"))
    for draft, original in zip(drafts, messages, strict=True):
        content = draft.read_bytes()
        found = parsed(content)
        assert found["X-Unsent"] == "1"
        assert "Message-ID" not in found
        assert next(found.iter_attachments()).get_content() == PDF.content
        assert content.count(b"\n") == content.count(b"\r\n")
        assert "Message-ID" in original.email
    assert [draft.name for draft in drafts] == ["draft-0001.eml", "draft-0002.eml"]


def test_the_overview_masks_addresses_and_escapes(tmp_path: Path) -> None:
    found = message(fields=FIELDS | {"first": "<b>"}, to=mailbox("ana@example.org", "Ana"))
    list(write_drafts([found], tmp_path))
    masthead = Masthead(at=datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
    page = write_overview(tmp_path, masthead).read_text(encoding="utf-8")
    assert "a…@example.org" in page
    assert "ana@" not in page
    assert "handouts, &lt;b&gt;" in page
    assert "Career handout.pdf (10 kB)" in page


def test_drafts_of_before_are_not_mixed_with_new_ones(tmp_path: Path) -> None:
    refuse_drafts(tmp_path)
    list(write_drafts([message()], tmp_path))
    with pytest.raises(UsageError, match="has drafts already: 1"):
        refuse_drafts(tmp_path)


def test_drafts_are_numbered_on_and_only_ours_are_removed(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "draft-0007.eml").write_bytes(draft_bytes(message()))
    assert [path.name for path in write_drafts([message()] * 2, tmp_path)] == [
        "draft-0008.eml",
        "draft-0009.eml",
    ]
    (tmp_path / "own.eml").write_bytes(b"Subject: own\r\n\r\n")
    with pytest.raises(UsageError, match=r"own\.eml"):
        refuse_messages(tmp_path)
    remove_drafts(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.eml")) == ["draft-0007.eml", "own.eml"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"To: nobody\r\n\r\n",
        b"Content-Type: multipart/mixed\r\n\r\n--",
        b"\0" * 99,
    ],
)
def test_a_message_of_others_is_read_as_nobodys(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(content)
    (found,) = drafts_in(tmp_path)
    assert (found.key, found.address, found.attachments) == ("", "–", ())
