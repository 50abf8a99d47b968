"""A translation against its original: begun, half done, misspelled, left in English."""

from pathlib import Path

import pytest
from tests.conftest import CAREERS, SAMPLES, translations

from careerprint.errors import InputError, Severity, UsageError
from careerprint.profile.library import Library
from careerprint.profile.translating import begin_translation, read_target
from careerprint.settings import Language

SPANISH = Language.SPANISH


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a career of one's own."""
    path = tmp_path / "own.yaml"
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    path.write_text(f"# yaml-language-server: $schema=profile.schema.json\n{text}", "utf-8")
    return path


def _translated(own: Path, *changes: tuple[str, str]) -> Path:
    """Write a translation that says what the original says, but for some changes."""
    text = own.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = own.parent / "es" / own.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _errors(path: Path) -> list[str]:
    found = Library((path.parent.parent,)).load(path).diagnostics
    return [f"{one.location.line}: {one.message} | {one.hint}" for one in found if one.is_error]


def test_a_beginning_has_all_in_place_and_what_is_to_do_marked(own: Path) -> None:
    library = Library((own.parent,))
    begun = begin_translation(library, own, SPANISH, project=None)
    assert begun.path == own.parent / "es" / "own.yaml"
    assert begun.text.startswith("# yaml-language-server: $schema=../profile.schema.json\n# What")
    assert "title: (EN) Bench Jeweler\n" in begun.text
    row = "- {time: 9:00, title: (EN) Tickets, text: (EN) Sort the jobs by the day they are due.}"
    assert row in begun.text
    assert "{id: guess, name: (EN) Our estimate, date: 2026-01, estimate: true}" in begun.text
    begun.path.parent.mkdir()
    begun.path.write_text(begun.text, encoding="utf-8")
    assert _errors(begun.path) == [
        "4: 23 of 23 texts are still to be translated"
        " | each begins with (EN): translate it, and take (EN) away"
    ]


@pytest.mark.parametrize("career", [path.stem for path in sorted(CAREERS.glob("*.yaml"))])
def test_every_shipped_career_can_be_begun(career: str, tmp_path: Path, library: Library) -> None:
    """What was begun differs from its original in the marks alone."""
    begun = begin_translation(library, CAREERS / f"{career}.yaml", SPANISH, project=tmp_path)
    assert begun.path == tmp_path / "data" / "careers" / "es" / f"{career}.yaml"
    lines = [line for line in begun.text.splitlines() if not line.startswith("#")]
    original = (CAREERS / f"{career}.yaml").read_text(encoding="utf-8").splitlines()
    plain = [line.replace("(EN) ", "") for line in lines]
    assert plain == [line for line in original if not line.startswith("#")]
    begun.path.parent.mkdir(parents=True)
    begun.path.write_text(begun.text, encoding="utf-8")
    own = Library((tmp_path / "data" / "careers", CAREERS))
    errors = [one for one in own.load(begun.path).diagnostics if one.is_error]
    assert [one.message[-26:] for one in errors] == ["are still to be translated"]


def test_a_missing_key_is_one_finding_at_its_place(own: Path) -> None:
    path = _translated(own, ("  basis: Invented for a test.\n", ""))
    assert _errors(path) == ["26: 'basis' is missing | it goes after 'paths'"]


def test_a_missing_key_at_the_top_is_named_where_it_goes(own: Path) -> None:
    summary = "summary: Small metal, small stones, small mistakes that show. You sit all day.\n"
    path = _translated(own, (summary, ""))
    assert _errors(path) == ["4: 'summary' is missing | it goes before 'verdict'"]


def test_a_misspelled_key_is_one_finding(own: Path) -> None:
    path = _translated(own, ("summary:", "sumary:"))
    assert _errors(path) == ["4: there is no key 'sumary' | did you mean 'summary'?"]


WAY_IN = """\
way_in:
  steps:
    - {what: School, source: guess}
    - {what: Course, time: {low: 1, high: 2, unit: years}, source: guess}
"""


def test_a_step_that_is_missing_or_of_other_figures_is_an_error(own: Path) -> None:
    text = own.read_text("utf-8").replace("sources:", f"{WAY_IN}sources:")
    own.write_text(text, encoding="utf-8")
    short = _translated(own, ("    - {what: School, source: guess}\n", ""))
    assert any("the list has 1 items, and the original has 2" in one for one in _errors(short))
    other = _translated(own, ("high: 2, unit: years", "high: 2, unit: months"))
    assert [one.split(" | ")[0] for one in _errors(other)] == [
        "35: 'unit' is 'months', and the original says 'years'"
    ]


def test_a_way_in_that_is_not_translated_yet_is_a_warning(own: Path) -> None:
    """Its page does without, so that an original may gain one before its translations do."""
    text = own.read_text("utf-8").replace("sources:", f"{WAY_IN}sources:")
    own.write_text(text, encoding="utf-8")
    path = _translated(own, (WAY_IN, ""))
    found = Library((own.parent,)).load(path).diagnostics
    assert _errors(path) == []
    assert [one.hint for one in found if one.message.startswith("'way_in' is missing")] == [
        "translate it too: until then the page goes without"
    ]


def test_related_ids_are_facts(own: Path) -> None:
    text = own.read_text("utf-8").replace("verdict:", "related: [filmmaker]\nverdict:")
    own.write_text(text, encoding="utf-8")
    path = _translated(own, ("[filmmaker]", "[chef]"))
    assert [one.split(" | ")[0] for one in _errors(path)] == [
        "5: 'related' is 'chef', and the original says 'filmmaker'"
    ]


def test_what_is_left_in_english_is_a_warning(own: Path) -> None:
    """Said as in the original, or changed there since; short and Spanish texts are not."""
    path = _translated(
        own,
        ("Most of it is repair. Rings come in bent and leave round.", "Casi todo son arreglos."),
        ("It pays by the hour or by the piece.", "It is paid by the hour and for the piece."),
        ("you need to move around.", "necesitas moverte."),
        ("Bench Jeweler", "Joyería"),
    )
    found = Library((own.parent,)).load(path).diagnostics
    said = [one.message for one in found if one.severity is Severity.WARNING]
    english = [one for one in said if one.startswith("this is still in English")]
    assert "this is still in English: “It is paid by the hour and for the piece.”" in english
    assert "this is still in English: “Nobody should see where it was bent.”" in english
    assert not [one for one in english if "arreglos" in one or "Joyer" in one or "Repair" in one]


def test_an_amount_that_the_original_does_not_tell_is_a_warning(own: Path) -> None:
    story = "It pays by the hour or by the piece."
    told = own.read_text(encoding="utf-8").replace(story, "A ring pays $48,070 or $1.5K.")
    own.write_text(told, encoding="utf-8")

    def said(spanish: str) -> list[str]:
        path = _translated(own, ("A ring pays $48,070 or $1.5K.", spanish))
        found = Library((own.parent,)).load(path).diagnostics
        return [f"{one.message} | {one.hint}" for one in found if "the text says" in one.message]

    assert said("Un anillo deja $1,500 o $48,070.") == []
    assert said("Un anillo deja $1,500 o $48.070.") == [
        "the text says $48.070, and the original does not | write $48,070, as there"
    ]


def test_the_shipped_translations_have_nothing_left(library: Library) -> None:
    for path in translations(library):
        assert [one for one in library.load(path).diagnostics if "English" in one.message] == []


def test_a_translation_needs_a_good_original_a_place_and_a_language(
    own: Path, library: Library
) -> None:
    with pytest.raises(UsageError, match="comes with careerprint"):
        begin_translation(library, CAREERS / "chef.yaml", SPANISH, project=None)
    translated = _translated(own)
    with pytest.raises(UsageError, match="is there already"):
        begin_translation(Library((own.parent,)), own, SPANISH, project=None)
    with pytest.raises(UsageError, match="is a translation itself"):
        begin_translation(Library((own.parent,)), translated, SPANISH, project=None)
    own.write_text("title: x\n", encoding="utf-8")
    with pytest.raises(InputError):
        begin_translation(Library((own.parent,)), own, SPANISH, project=None)
    assert read_target(" ES ") is SPANISH
    for text in ("en", "fr", ""):
        with pytest.raises(UsageError):
            read_target(text)


def test_a_project_translates_a_career_that_is_shipped(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    shipped = (CAREERS / "es" / "music-producer.yaml").read_text(encoding="utf-8")
    own = tmp_path / "es" / "music-producer.yaml"
    own.write_text(shipped.replace("Producción musical", "Hacer música"), encoding="utf-8")
    library = Library((tmp_path, CAREERS))
    career = library.career(CAREERS / "music-producer.yaml", SPANISH)
    assert career.profile.title == "Hacer música"
    original = (CAREERS / "music-producer.yaml").read_text(encoding="utf-8")
    (tmp_path / "music-producer.yaml").write_text(original, encoding="utf-8")
    own.unlink()  # a shipped translation is not of a project's own profile
    library = Library((tmp_path, CAREERS))
    assert library.text_in(tmp_path / "music-producer.yaml", SPANISH)[1] is Language.ENGLISH
