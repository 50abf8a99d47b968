"""Where a line of the page comes from, asked in Chromium as a person asks."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.real.preview_server import Server, running, write_project

AXE = Path(__file__).parent / "axe" / "axe.min.js"
LONGEST_MS = 60_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    write_project(folder, "chef")
    with running(folder) as found:
        yield found


@pytest.fixture
def page(server: Server, browser: Browser) -> Iterator[Page]:
    """Give a page that may come in; a script that fails, or is refused, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    name, _, value = server.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": server.origin}])
    context.set_default_timeout(LONGEST_MS)
    expect.set_options(timeout=LONGEST_MS)
    found, faults = context.new_page(), list[str]()
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on("console", lambda one: faults.append(one.text) if "Policy" in one.text else None)
    yield found
    context.close()
    assert not faults


def _career(page: Page, server: Server, address: str) -> None:
    page.goto(f"{server.origin}/career/{address}", wait_until="domcontentloaded")
    page.wait_for_selector(".places", state="attached")


def _middle(page: Page, server: Server, address: str, words: str, sheet: int = 0) -> list[float]:
    """Give where some words of a page stand in the window, as the PDF has them."""
    name, _, query = address.partition("?")
    pdf = server.ask(f"/career/{name}/pdf?{query}").body
    with pymupdf.open(stream=pdf) as document:
        found, size = document[sheet].search_for(words)[0], document[sheet].rect
    image = page.locator(".page img").nth(sheet)
    image.scroll_into_view_if_needed()
    page.mouse.wheel(0, 0)
    box = image.bounding_box()
    assert box
    x = box["x"] + (found.x0 + found.x1) / 2 / size.width * box["width"]
    y = box["y"] + (found.y0 + found.y1) / 2 / size.height * box["height"]
    if not 0 < y < 880:
        page.evaluate("(by) => scrollBy(0, by)", y - 450)
        return _middle(page, server, address, words, sheet)
    return [x, y]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Software predicts the", "You cook less as a chef"),
        ("Running dinner service", "Running dinner service"),
        ("Restaurant cooks, where most start", "Restaurant cooks"),
        ("11:20", "11:20 pm"),
        ("knives, fire and tired legs", "knives, fire and tired legs"),
        ("Supper at Six Sharp", "Supper at Six Sharp"),
        ("O*NET OnLine", "onet"),
    ],
)
def test_a_click_leads_to_the_line(server: Server, page: Page, words: str, line: str) -> None:
    _career(page, server, "chef")
    x, y = _middle(page, server, "chef", words)
    page.mouse.move(x, y)
    tip = page.locator(".tip:visible")
    expect(tip).to_have_text(_said_line(page))
    said = (tip.text_content() or "").rpartition(" ")[2]
    page.mouse.click(x, y)
    expect(page.locator("#at")).to_have_text(f"line {said}")
    expect(page.locator(".cm-activeLine")).to_contain_text(line)
    text = (server.folder / "data" / "careers" / "chef.yaml").read_text(encoding="utf-8")
    assert line in text.splitlines()[int(said) - 1]
    expect(page.locator(".is-here").first).to_be_attached()


def _said_line(page: Page) -> str:
    """Give what the place that is pointed at says of itself to a screen reader."""
    pointed = page.locator("button.is-pointed").first
    return (pointed.text_content() or "").rpartition(": ")[2]


def test_the_caret_marks_its_block(server: Server, page: Page) -> None:
    _career(page, server, "chef")
    line = page.locator(".cm-line", has_text="title: Chef")
    line.click()
    expect(page.locator("button.is-here")).to_contain_text("Chef: chef.yaml, line 2")
    page.keyboard.press("Control+Home")
    expect(page.locator("button.is-here")).to_have_count(0)
    page.keyboard.type("# one\n# two\n")
    line.click()  # the block stays that of the line, wherever that went
    expect(page.locator("button.is-here")).to_contain_text("Chef: chef.yaml, line 2")
    x, y = _middle(page, server, "chef", "Running dinner service")
    page.mouse.click(x, y)
    expect(page.locator(".cm-activeLine")).to_contain_text("Running dinner service")
    page.on("dialog", lambda dialog: dialog.accept())


def test_the_keyboard_walks_the_places(server: Server, page: Page) -> None:
    _career(page, server, "chef")
    assert page.locator(".places button[tabindex='0']").count() == 1
    page.locator(".places button[tabindex='0']").focus()
    names = []
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        names.append(page.evaluate("document.activeElement.textContent"))
    assert len(set(names)) == 3
    assert page.locator(".places button[tabindex='0']").count() == 1
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(page.locator(".tip:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".tip:visible")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.locator(".cm-activeLine")).to_contain_text("title: Chef")


def test_a_tap_shows_and_a_second_one_leads(server: Server, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 880})
    _career(page, server, "chef?ui=es")
    x, y = _middle(page, server, "chef", "Running dinner service")
    page.touchscreen.tap(x, y)
    expect(page.locator(".tip:visible")).to_contain_text("chef.yaml, línea")
    expect(page.locator(".cm-content")).not_to_be_focused()
    page.touchscreen.tap(x, y)
    expect(page.locator(".cm-content")).to_be_focused()
    expect(page.locator(".cm-activeLine")).to_contain_text("Running dinner service")


def test_the_other_side_leads_to_the_translation(server: Server, page: Page) -> None:
    address = "music-producer?layout=two-sider&lang=en,es"
    _career(page, server, address)
    place = page.locator(".page").nth(1).locator(".places button").nth(1)
    expect(place).to_contain_text("es/music-producer.yaml")
    place.dispatch_event("click")
    page.wait_for_url("**lang=es#line-*")
    expect(page.locator(".cm-activeLine")).to_contain_text("title: ")


def test_the_picture_does_not_wait_for_the_places(server: Server, page: Page) -> None:
    seen: list[str] = []
    page.on("response", lambda one: seen.append(one.url.split("/career/chef/")[-1]))
    _career(page, server, "chef")
    names = [one.partition("?")[0] for one in seen]
    assert "picture/1" in names
    assert names.index("picture/1") < names.index("places")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(server: Server, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        _career(page, server, "chef")
        page.locator(".places button").nth(4).focus()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run().then((all) => all.violations.map((one) =>"
            " `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`))"
        )
        assert not found, width
