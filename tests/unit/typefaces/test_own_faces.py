"""A project's own fonts, by the names that they say themselves."""

from pathlib import Path

from fontTools.ttLib import TTFont

from careerprint.render.pdf import font_faces
from careerprint.typefaces.faces import SANS, face_file
from careerprint.typefaces.own_faces import own_faces


def make_font(file: Path, family: str, *, face: str = "sans-bold", weight: int = 700) -> None:
    """Write one of our faces under another family's name."""
    font = TTFont(face_file(face))
    for record in font["name"].names:
        if record.nameID in {1, 16}:
            record.string = family
    font["OS/2"].usWeightClass = weight
    font.save(file)


def test_faces_have_the_family_weight_and_style_of_their_files(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "Sample Slab")
    make_font(tmp_path / "b.ttf", "Sample Slab", face="sans-italic", weight=400)
    found = [(one.family, one.weight, one.style) for one in own_faces(tmp_path)]
    assert found == [("Sample Slab", 700, "normal"), ("Sample Slab", 400, "italic")]
    assert 'font-family:"Sample Slab";font-weight:700;font-style:normal' in font_faces(tmp_path)


def test_a_face_is_in_both_families_that_it_says(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", "Sample Slab")
    font = TTFont(tmp_path / "a.ttf")
    font["name"].setName("Sample Slab Condensed", 1, 3, 1, 0x409)
    font["name"].setName("Sample Slab", 16, 3, 1, 0x409)
    font.save(tmp_path / "a.ttf")
    found = [one.family for one in own_faces(tmp_path)]
    assert found == ["Sample Slab", "Sample Slab Condensed"]
    assert 'font-family:"Sample Slab Condensed"' in font_faces(tmp_path)


def test_a_family_of_ours_is_not_replaced_and_a_broken_file_is_left_out(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", SANS)
    (tmp_path / "b.ttf").write_bytes(b"none")
    assert own_faces(tmp_path) == ()


def test_a_family_name_cannot_leave_its_rule(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", 'x";src:url(y)}*{color:red')
    assert own_faces(tmp_path) == ()
    assert "color:red" not in font_faces(tmp_path)
