"""The library of the page in the browser, filtered as a person does, in Chromium."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from tests.conftest import CAREERS
from tests.real.preview_server import Server, running
from tests.real.preview_visit import THEMES, amiss


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    (folder / "data" / "careers").mkdir(parents=True)
    (folder / "careerprint.yaml").write_text("paper: letter\n", encoding="utf-8")
    text = (CAREERS / "chef.yaml").read_text(encoding="utf-8")
    own = text.replace("match: exact", "match: none").replace("title: Chef", "title: Host", 1)
    (folder / "data" / "careers" / "host.yaml").write_text(own, encoding="utf-8")
    shutil.copy(CAREERS / "chef.yaml", folder / "data" / "careers")
    with running(folder) as found:
        yield found


def test_careers_are_found_by_what_the_tables_say(server: Server, page: Page) -> None:
    page.goto(f"{server.origin}/")
    cards = page.locator(".card:visible")
    every = cards.count()
    page.locator(".group summary", has_text="Median pay").click()
    page.get_by_label("$50,000–$65,000").check()
    page.locator(".group summary", has_text="Usual way in").click()
    page.get_by_label("High school diploma").check()
    page.locator(".group summary", has_text="Interests").click()
    page.get_by_label("Enterprising").check()
    found = cards.count()
    assert 0 < found < every
    expect(page.locator(".card[data-id=chef]")).to_be_visible()
    expect(page.locator(".card[data-id=lawyer]")).to_be_hidden()
    expect(page.locator(".card[data-id=host]")).to_be_hidden()  # it has no code
    expect(page.locator("#count")).to_contain_text(f"{found} of {every}")
    assert page.url.endswith("/?pay=1&education=1&interest=E")
    page.locator(".card[data-id=chef] h2 a").click()
    page.wait_for_selector("#career")
    page.locator(".mast nav").get_by_role("link", name="Library").click()
    page.wait_for_selector("#shelf")
    expect(cards).to_have_count(found)
    page.get_by_role("link", name="Español").click()
    expect(page.get_by_label("Emprendedor")).to_be_checked()
    expect(cards).to_have_count(found)
    page.get_by_role("button", name="Mostrar todas").click()
    expect(cards).to_have_count(every)
    expect(page.locator(".card[data-id=host]")).to_be_visible()
    page.goto(f"{server.origin}/?ui=en")


def test_it_is_as_it_was_left_also_for_whoever_does_not_wait(server: Server, page: Page) -> None:
    """A page whose scripts are still on their way leads back to what was chosen too."""
    page.goto(f"{server.origin}/?cluster=arts-entertainment-design")
    found = page.locator(".card:visible").count()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/look/career.js", hold)
    page.locator(".card:visible h2 a").first.click(no_wait_after=True)
    page.wait_for_selector("#career", state="attached")
    page.locator(".mast nav").get_by_role("link", name="Library").click(no_wait_after=True)
    page.wait_for_selector("#shelf")
    assert held
    assert page.url.endswith("/?cluster=arts-entertainment-design")
    expect(page.locator(".card:visible")).to_have_count(found)


def test_pictures_come_before_findings_are_asked_for(server: Server, page: Page) -> None:
    asked: list[str] = []
    page.on("requestfinished", lambda one: asked.append(one.url.removeprefix(server.origin)))
    page.on("request", lambda one: asked.append("asked") if "/glances" in one.url else None)
    page.goto(f"{server.origin}/?word=chef")
    expect(page.locator("#found-count")).not_to_have_text("…")
    assert any("/picture/" in one for one in asked[: asked.index("asked")])


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_with_all_filters_open(server: Server, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{server.origin}/?pay=1&education=1&interest=R")
        if width < 400:
            page.locator("#filters summary").first.click()
        expect(page.get_by_label("Realistic")).to_be_visible()
        assert not amiss(page, theme, width), width
