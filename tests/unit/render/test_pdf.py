"""The typesetter serves its own files only, and warnings name their sheet."""

import re
from pathlib import Path

import pymupdf
import pytest

from careerprint.errors import LayoutError
from careerprint.render.fetching import allowed_file
from careerprint.render.pdf import Setting, Typesetter
from careerprint.typefaces.faces import face_file

SETTING = Setting(body_pt=9, leading=1.3)


def test_a_face_is_served_by_its_name() -> None:
    assert allowed_file("font:sans", ()) == face_file("sans")


def test_a_file_under_a_root_is_served(tmp_path: Path) -> None:
    file = tmp_path / "a b.svg"
    file.write_text("<svg/>", encoding="utf-8")
    assert allowed_file(file.as_uri(), (tmp_path.resolve(),)) == file.resolve()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "file://example.org/etc/passwd",
        "font:nothing",
        "font:../../etc/passwd",
    ],
)
def test_any_other_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="may not load"):
        allowed_file(url, (tmp_path.resolve(),))


@pytest.mark.parametrize("way", ["../secret.txt", "%2e%2e/secret.txt", "inside/../../secret.txt"])
def test_no_way_leads_up_and_out(way: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s", encoding="utf-8")
    root = tmp_path / "layout"
    (root / "inside").mkdir(parents=True)
    with pytest.raises(PermissionError, match="outside"):
        allowed_file(f"{root.as_uri()}/{way}", (root.resolve(),))


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "layout"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("s", encoding="utf-8")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(PermissionError, match="outside"):
        allowed_file((root / "link.txt").as_uri(), (root.resolve(),))


def test_a_picture_from_outside_is_a_fault_and_is_not_loaded(tmp_path: Path) -> None:
    typesetter = Typesetter(roots=(tmp_path,))
    for source in ("http://127.0.0.1:9/x.png", "file:///etc/hostname", "missing.png"):
        done = typesetter.typeset(
            f'<html lang="en"><title>x</title><p>x <img src="{source}" alt="x">',
            base=tmp_path,
            sheets=(),
            setting=SETTING,
        )
        with pytest.raises(LayoutError, match=re.escape(source)):
            done.write()


def test_a_warning_about_a_sheet_names_the_file(tmp_path: Path) -> None:
    sheet = tmp_path / "style.css"
    sheet.write_text("p { colour: red }", encoding="utf-8")
    typesetter = Typesetter(roots=(tmp_path,))
    done = typesetter.typeset("<p>x", base=tmp_path, sheets=(sheet,), setting=SETTING)
    assert done.warnings[0].startswith(f"{sheet}: ")
    assert "colour" in done.warnings[0]


def test_what_is_used_is_measured_over_pages(tmp_path: Path) -> None:
    """Three blocks of 60 pt on pages of 100 pt take two pages; one takes 60 pt of one."""
    sheet = tmp_path / "style.css"
    sheet.write_text(
        "@page { size: 200pt 140pt; margin: 20pt } body { margin: 0 } div { height: 60pt }",
        encoding="utf-8",
    )
    typesetter = Typesetter(roots=(tmp_path,))
    one = typesetter.typeset("<div>x</div>", base=tmp_path, sheets=(sheet,), setting=SETTING)
    assert (one.pages, round(one.room_pt), [round(u) for u in one.used_pt]) == (1, 100, [60])
    two = typesetter.typeset(
        "<div>x</div><div>y</div>", base=tmp_path, sheets=(sheet,), setting=SETTING
    )
    assert two.pages == 2
    assert [round(used) for used in two.used_pt] == [60, 60]


def test_a_page_without_any_stylesheet_is_set_in_our_face(tmp_path: Path) -> None:
    """Without a face the engine's text library would bring the process down."""
    typesetter = Typesetter(roots=(tmp_path,))
    pdf = typesetter.typeset(
        '<html lang="en"><title>x</title><p>x', base=tmp_path, sheets=(), setting=SETTING
    ).write()
    with pymupdf.open(stream=pdf) as document:
        assert [font[3].split("+")[1] for font in document[0].get_fonts()] == ["Source-Sans"]
