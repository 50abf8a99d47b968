"""What is found in a career and a roster, on screens in Spanish, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import CAREERS
from tests.real.preview_server import Server, running, write_project

ROSTER = (
    "name,email,class,careers,language\n"
    "Ana Ejemplo,ana@example.org,10A,chef,en\n"
    "Ben Muster,ben.example.org,10B,chef,en\n"
    ",cleo@example.org,10B,Chfe,xx\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    careers = write_project(folder, "chef")
    text = (CAREERS / "chef.yaml").read_text(encoding="utf-8")
    assert "cluster: " in text
    for old, new in (("\ncluster: ", "\ncluster: x-"), ("\nsummary:", "\nsumary:"), ("$", "€")):
        text = text.replace(old, new, 1)
    text = text.replace("\ndated: ", "\ndated: not ", 1)
    (careers / "bad.yaml").write_text(text, encoding="utf-8")
    with running(folder) as found:
        yield found


def _told(page: Page, server: Server, language: str) -> list[str]:
    page.goto(f"{server.origin}/career/bad?ui={language}")
    expect(page.locator("#findings .told")).to_be_visible()
    return page.locator("#findings .told > li > p:first-child").all_inner_texts()


def test_what_is_found_in_a_career(server: Server, page: Page) -> None:
    english = _told(page, server, "en")
    assert "error there is no key 'sumary'" in english
    spanish = _told(page, server, "es")
    assert len(spanish) == len(english) >= 3
    assert not page.locator("#findings .told [lang=en]").all_inner_texts()
    assert "error no existe la clave «sumary»" in spanish
    assert any("«dated» debe ser una fecha, no «not " in one for one in spanish)
    expect(page.locator("#findings")).to_contain_text("¿quiso decir «summary»?")
    expect(page.locator("#pages .bad-box")).to_contain_text("no existe la clave «sumary»")
    page.wait_for_selector(".cm-lint-marker-error")
    page.locator(".cm-lint-marker-error").first.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("no existe")


def test_what_is_found_in_a_roster(server: Server, page: Page, tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    page.goto(f"{server.origin}/roster?ui=es")
    page.set_input_files("#upload", roster)
    third = page.locator(".rowlist tbody tr").nth(0)
    expect(third).to_contain_text("la dirección de correo no tiene @")
    expect(third).to_contain_text("escriba una dirección como name@example.org")
    fourth = page.locator(".rowlist tbody tr").nth(1)
    expect(fourth).to_contain_text("no hay nombre de estudiante")
    expect(fourth).to_contain_text("«Chfe» no es una profesión de la biblioteca")
    expect(fourth).to_contain_text("el idioma no se conoce")
    assert not page.locator(".rowlist tbody [lang=en]").all_inner_texts()


def test_what_cannot_be_had_is_said(server: Server, page: Page) -> None:
    page.goto(f"{server.origin}/career/nobody?ui=es")
    expect(page.locator(".problem")).to_contain_text("no existe esa profesión en la biblioteca")
    page.goto(f"{server.origin}/career/nobody?ui=en")
    expect(page.locator(".problem")).to_contain_text("there is no such career in the library. go")
