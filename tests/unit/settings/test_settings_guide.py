"""Every key of careerprint.yaml has its meaning, in the file to start from and in the document."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import ROOT

from careerprint.errors import InputError
from careerprint.settings import FILE_NAME, ProjectFile, Variant, read_settings
from careerprint.settings_guide import Key, document, keys, starting_file


def _all(found: tuple[Key, ...]) -> list[Key]:
    return [one for key in found for one in (key, *_all(key.below))]


def test_every_key_says_what_it_means() -> None:
    assert {key.name for key in keys()} == set(ProjectFile.model_fields)
    assert [key.name for key in _all(keys()) if not key.meaning] == []


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == document()


def test_every_key_can_be_set_by_taking_its_mark_away(tmp_path: Path) -> None:
    """The examples are settings that hold, all at once."""
    text = re.sub(r"(?m)^# (?=\s*\w+:)", "", starting_file())
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/></svg>',
        encoding="utf-8",
    )
    settings = read_settings(tmp_path, start=tmp_path)
    assert settings.variant.brand.accent == "#006400"
    assert settings.variant.brand.logo_mm == 190
    assert settings.mail.sender
    for key in _all(keys()):
        assert re.search(rf"(?m)^ *{key.name}:", text)


def test_the_file_to_start_from_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(starting_file(), encoding="utf-8")
    found = read_settings(tmp_path, start=tmp_path).variant
    assert replace(found, figure_folders=()) == Variant()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("darkgreen", "#006400"), ("DarkGreen", "#006400"), ('"#063"', "#006633")],
)
def test_an_accent_may_be_a_name_of_css(written: str, meant: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(f"brand: {{accent: {written}}}", encoding="utf-8")
    assert read_settings(tmp_path, start=tmp_path).variant.brand.accent == meant


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("gold", "has a contrast of"),
        ("purpleish", "must be a colour, not 'purpleish'"),
        ("rgb(1)", "by its name in CSS, such as darkgreen"),
    ],
)
def test_an_accent_that_cannot_be_is_refused(written: str, words: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(f"brand: {{accent: '{written}'}}", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_settings(tmp_path, start=tmp_path)
    finding = error.value.diagnostics[0]
    assert words in f"{finding.message} {finding.hint}"
