"""What ships with the program: clusters, official tables, schema, typefaces."""

import json
from decimal import Decimal

import pytest
from tests.conftest import ROOT

from careerprint.cli.command_line import run
from careerprint.figures import tables
from careerprint.figures.skeleton import career_id
from careerprint.profile.clusters import clusters
from careerprint.profile.library import Library
from careerprint.profile.model import json_schema
from careerprint.resources import shipped
from careerprint.typefaces.faces import FACES, face_file
from careerprint.typefaces.letters import ALWAYS_COVERED, characters, missing_characters
from careerprint.typefaces.shaping import text_width
from careerprint.view.branding import mix


def _luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.1)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_there_are_the_fourteen_clusters_with_patterns_of_their_own() -> None:
    assert len(clusters()) == 14
    assert len({cluster.pattern for cluster in clusters().values()}) == 14
    assert len({cluster.accent for cluster in clusters().values()}) == 14


def test_accents_stand_out_from_white_and_from_their_own_tint() -> None:
    for cluster in clusters().values():
        assert _contrast(cluster.accent, "#ffffff") >= 4.5, cluster.id
        assert _contrast(cluster.accent, mix(cluster.accent, 0.09)) >= 4.5, cluster.id
        assert _contrast("#1d1d1f", mix(cluster.accent, 0.09)) >= 7, cluster.id


def test_official_figures_are_those_of_the_tables() -> None:
    """The spot checks of the provenance notes."""
    pay = tables.Tables().pay("27-4014")
    assert pay is not None
    figures = (Decimal(37570), Decimal(73130), Decimal(137370))
    assert (pay.low, pay.median, pay.high) == figures
    assert pay.per == "year"
    change = tables.Tables().projection("27-4014")
    assert change is not None
    assert change.percent == Decimal("-1.7")


def test_an_occupation_paid_by_the_hour_only() -> None:
    pay = tables.Tables().pay("27-2042")
    assert pay is not None
    assert (pay.per, pay.low, pay.median, pay.high) == (
        "hour",
        Decimal("20.35"),
        Decimal("47.80"),
        Decimal("132.56"),
    )


def test_an_absent_row_is_a_missing_figure_and_never_zero() -> None:
    assert tables.Tables().pay("99-9999") is None
    assert tables.Tables().projection("99-9999") is None


def test_the_schema_beside_the_careers_is_the_programs() -> None:
    """Renew it with: careerprint schema > data/profile.schema.json."""
    beside = json.loads((shipped("data") / "profile.schema.json").read_text(encoding="utf-8"))
    assert beside == json_schema()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Music Producer", "music-producer"),
        ("Señor Café/2", "senor-cafe-2"),
        ("医生", ""),
        ("../x", "x"),
    ],
)
def test_a_title_makes_a_safe_file_name(title: str, name: str) -> None:
    assert career_id(title) == name


def test_characters_known_to_be_covered_are_covered() -> None:
    file = face_file("sans")
    printed = {character for character in ALWAYS_COVERED if not character.isspace()}
    assert {c for c in printed if ord(c) not in characters(file)} == set()


def test_all_faces_are_there_and_measure() -> None:
    for face in FACES:
        assert text_width("Hamburgefonstiv", 10, face) > 50


def test_a_wider_face_is_wider() -> None:
    assert text_width("wide", 10, "sans-bold") > text_width("wide", 10, "sans")


def test_characters_without_a_glyph_are_named_once_in_order() -> None:
    assert missing_characters("a🖇b🖇\U0001f984") == "🖇\U0001f984"


def test_the_table_of_careers_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["list", "--markdown"]) == 0
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    table = text.split("<!-- table -->")[1].split("<!-- /table -->")[0]
    assert table.strip() == capsys.readouterr().out.strip()


def test_every_cluster_has_a_career_and_every_kind_of_path_is_there(library: Library) -> None:
    profiles = [library.career(path).profile for path in library.paths]
    assert {profile.cluster for profile in profiles} == set(clusters())
    education = {
        change.education
        for profile in profiles
        if profile.official
        and profile.official.soc
        and (change := tables.Tables().projection(profile.official.soc))
    }
    assert {
        "High school diploma or equivalent",
        "Postsecondary nondegree award",
        "Associate's degree",
        "Bachelor's degree",
        "Doctoral or professional degree",
    } <= education
    assert len(profiles) >= 28
