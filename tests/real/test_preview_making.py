"""Booklets, rosters, fairs and the brand, made in the browser as a person does, in Chromium."""

import shlex
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.real.preview_server import COMMAND, Server, running, write_project
from tests.real.preview_visit import THEMES, amiss, visit

SETTINGS = "# ours\npaper: a4  # upright\n"
ROSTER = (
    "name,email,class,careers\n"
    "Ana Ejemplo,ana@example.org,10A,chef\n"
    "Ben Muster,ben@example.org,10B,farmer\n"
    "Cleo Sample,cleo@example.org,10B,Chfe\n"
)
FORM = (
    "Your name,Username,Homeroom,Dream,State\n"
    "Ana Ejemplo,ana@example.org,10A,chef,tired\n"
    "Ben Muster,,10A,farmer,fine\n"
)
TWO = "name,email,class,careers\nAna Ejemplo,ana@example.org,10A,chef\nBen Muster,,10A,farmer\n"
FAIR = (
    "title: Our Career Fair\nvisitors: 20\ncareers: [chef, farmer]\ntables: 2\nlanguages: [en]\n"
    "prices:\n  - {paper: a4, sheet: 0.10}\n"
    "copies: {signs: 0, posters: 0, large_print: 0, speakers: 0, guide: 0}\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    write_project(folder, "chef", "farmer", settings=SETTINGS)
    (folder / "fair.yaml").write_text(FAIR, encoding="utf-8")
    with running(folder) as found:
        yield found


def _command(page: Page) -> list[str]:
    shown = page.locator("#command").text_content() or ""
    return [str(COMMAND), *shlex.split(shown)[1:]]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr


def _files(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.pdf")}


def test_a_booklet_is_the_commands_and_outlives_a_closed_tab(
    server: Server, browser: Browser, page: Page, tmp_path: Path
) -> None:
    asked = list[str]()
    page.on("request", lambda one: asked.append(one.url))
    for title in ("Chef", "Farmer"):
        page.get_by_label(f"Pick: {title}", exact=True).check()
    page.get_by_role("button", name="Bind a booklet").click()
    page.get_by_label("Add a career").select_option("welder")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Welder: up").click()
    expect(page.get_by_role("button", name="Welder: up")).to_be_focused()
    page.get_by_role("button", name="Farmer: take out").press("Enter")
    page.get_by_label("For (stands on the cover)").fill("Ana Ejemplo")
    page.get_by_label("Title").fill("Roads & ways")
    page.get_by_role("button", name="Show the booklet").click()
    page.goto(f"{server.origin}/fair")
    page.close()
    with visit(browser, server) as again:
        again.goto(f"{server.origin}/booklet")
        expect(again.locator(".leaf").first).to_be_visible()
        assert [one.get_attribute("value") for one in again.locator("[name=career]").all()] == [
            "chef",
            "welder",
        ]
        expect(again.locator(".use")).to_contain_text("folded")
        command = [*_command(again)[:-1], str(tmp_path / "made.pdf")]
        with again.expect_download() as coming:
            again.get_by_role("link", name="Download the PDF").click()
        _run(command, server.folder)
        assert coming.value.path().read_bytes() == (tmp_path / "made.pdf").read_bytes()
        again.get_by_role("button", name="Save as booklet.yaml").click()
        expect(again.get_by_text("Saved in booklet.yaml.")).to_be_visible()
    assert (server.folder / "booklet.yaml").read_text(encoding="utf-8") == (
        "title: 'Roads & ways'\nedition: pocket\ncareers:\n  - chef\n  - welder\n"
    )
    assert not [url for url in asked if "Ejemplo" in url]


def test_careers_are_dragged_in_order(server: Server, page: Page) -> None:
    page.goto(f"{server.origin}/booklet?career=chef&career=farmer&career=welder")
    names = page.locator(".pickline b")
    expect(names).to_have_text(["Chef", "Farmer", "Welder"])

    def hold(title: str, over: str, part: float) -> None:
        page.locator(".pickline", has_text=title).locator(".grip").hover()
        page.mouse.down()
        box = page.locator(".pickline", has_text=over).bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] * part, steps=4)

    hold("Chef", "Welder", 0.9)
    page.mouse.up()
    expect(names).to_have_text(["Farmer", "Welder", "Chef"])
    expect(page.locator("#say")).to_have_text("Chef: 3 of 3")
    hold("Chef", "Farmer", 0.1)
    expect(names).to_have_text(["Chef", "Farmer", "Welder"])
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(names).to_have_text(["Farmer", "Welder", "Chef"])
    with page.expect_request("**/booklet") as sent:
        page.get_by_role("button", name="Show the booklet").click()
    assert "career=farmer&career=welder&career=chef" in (sent.value.post_data or "")
    expect(page.locator(".leaf").first).to_be_visible()


def test_a_roster_is_read_shown_and_made(server: Server, page: Page, tmp_path: Path) -> None:
    asked = list[str]()
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{server.origin}/roster")
    roster = tmp_path / "class 9b.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    page.set_input_files("#upload", roster)
    expect(page.get_by_role("heading", name="1 row cannot be used")).to_be_visible()
    expect(page.get_by_role("row", name="4 D").get_by_text("Chfe")).to_be_visible()
    page.get_by_label("Price of a sheet").fill("0.50")
    expect(page.locator("#cost output")).to_have_text("2.00")
    page.get_by_label("One file a class too").check()
    page.get_by_role("button", name="Look at three").click()
    expect(page.locator(".leaf img").first).to_be_visible()
    page.get_by_role("navigation", name="The first students’").get_by_role("link", name="2").click()
    expect(page.get_by_role("img", name="Booklet 2, page 1")).to_be_visible()
    page.get_by_label("Into the folder").fill("class 9b")
    page.get_by_role("button", name="Make all of them").click()
    expect(page.locator(".done-note")).to_be_visible()
    expect(page.get_by_text("2 made")).to_be_visible()
    command = _command(page)
    assert command[2] == "class 9b.csv"
    command[2] = str(roster)
    command[command.index("-o") + 1] = str(tmp_path / "made")
    folder = server.folder / "output" / "class 9b"
    _run([*command, "--key", str(folder / ".careerprint" / "key")], server.folder)
    made = _files(folder)
    assert len(made) == 5  # two booklets, two files of classes, the evidence
    theirs = _files(tmp_path / "made")
    other = [name for name in {*made, *theirs} if made.get(name) != theirs.get(name)]
    assert other in ([], ["evidence.pdf"])  # which says when it was made
    assert not [url for url in asked if "class" in url or "Ejemplo" in url]
    assert not list(server.folder.rglob("*.csv.part"))


def _send(server: Server, page: Page, roster: Path) -> None:
    page.goto(f"{server.origin}/roster")
    if page.get_by_role("button", name="Take another roster").is_visible():
        page.get_by_role("button", name="Take another roster").click()
    page.set_input_files("#upload", roster)


def test_what_is_said_of_columns_is_kept(server: Server, page: Page, tmp_path: Path) -> None:
    file = server.folder / "careerprint.yaml"
    before = file.read_text(encoding="utf-8")
    (tmp_path / "form.csv").write_text(FORM, encoding="utf-8")
    _send(server, page, tmp_path / "form.csv")
    expect(page.get_by_role("heading", name="Columns: 4 of 5 are used")).to_be_visible()
    page.get_by_label("D Dream").select_option(label="Careers")
    page.get_by_label("E State").select_option(label="not used")
    file.write_text(f"{before}# theirs\n", encoding="utf-8")
    page.get_by_role("button", name="Save in careerprint.yaml and read again").click()
    expect(page.locator(".saved-note")).to_contain_text("changed elsewhere")
    expect(page.get_by_label("D Dream")).to_have_value("careers")
    page.get_by_role("button", name="Save in careerprint.yaml and read again").press("Enter")
    expect(page.get_by_role("heading", name="Every row can be used")).to_be_visible()
    expect(page.locator(".saved-note")).to_contain_text("Saved in careerprint.yaml")
    named = '  name: "Your name"\n  email: "Username"\n  state: []\n  careers: "Dream"\n'
    assert file.read_text(encoding="utf-8") == f"{before}# theirs\n\ncolumns:\n{named}"
    file.write_text(before, encoding="utf-8")


def test_what_is_made_is_handed_on_and_mailed(server: Server, page: Page, tmp_path: Path) -> None:
    asked = list[str]()
    page.on("request", lambda one: asked.append(one.url))
    roster = tmp_path / "form 10.csv"
    roster.write_text(TWO, encoding="utf-8")
    _send(server, page, roster)
    expect(page.get_by_role("heading", name="Every row can be used")).to_be_visible()
    page.get_by_label("One file a class too").check()
    page.get_by_label("Into the folder").fill("form")
    page.get_by_role("button", name="Make all of them").click()
    folder = server.folder / "output" / "form"
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download all (ZIP)").click()
    assert coming.value.suggested_filename == "booklets.zip"
    with zipfile.ZipFile(coming.value.path()) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    made = {f"form/{name}": one for name, one in _files(folder).items() if name != "evidence.pdf"}
    assert found == made
    with page.expect_download() as coming:
        page.get_by_role("link", name="One file: combined-10A.pdf").click()
    assert coming.value.path().read_bytes() == (folder / "combined-10A.pdf").read_bytes()
    page.get_by_role("button", name="Make drafts of the mails").click()
    expect(page.get_by_text("Drafts written: 1 · Without a draft: 1")).to_be_visible()
    drafts = {one.name: one.read_bytes() for one in (folder / "drafts").glob("*.eml")}
    assert len(drafts) == 1
    page.get_by_role("button", name="Write the drafts that are missing").click()
    expect(page.get_by_text("Drafts kept: 1 · Without a draft: 1")).to_be_visible()
    for theme in THEMES:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.reload()
        assert not amiss(page, theme, 1280)
    command = shlex.split(page.locator("#mail-command").text_content() or "")
    assert command[:3] == ["careerprint", "mail", "output/form"]
    assert "--roster=form 10.csv" in command
    command = [one.replace("form 10.csv", str(roster)) for one in command[1:]]
    _run([str(COMMAND), *command, "-o", str(tmp_path / "drafts")], server.folder)
    assert not [url for url in asked if "form" in url or "10A" in url or "Ejemplo" in url]


def test_what_is_stopped_is_kept_and_goes_on(server: Server, page: Page) -> None:
    rows = "".join(f"Student {n},,10A,chef; farmer\n" for n in range(600))
    (server.folder / "many.csv").write_text(f"name,email,class,careers\n{rows}", encoding="utf-8")
    page.goto(f"{server.origin}/roster")
    if page.get_by_role("button", name="Take another roster").is_visible():
        page.get_by_role("button", name="Take another roster").click()
    page.get_by_label("In the project’s folder").select_option("many.csv")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("heading", name="Every row can be used")).to_be_visible()
    page.get_by_label("Into the folder").fill("many")
    page.get_by_role("button", name="Make all of them").click()
    expect(page.locator("#work-text")).to_contain_text("of 600")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".done-note")).to_contain_text("Stopped")
    folder = server.folder / "output" / "many"
    kept = len(_files(folder))
    assert 0 < kept < 600
    assert not list(folder.rglob(".part*"))


def test_a_fair_is_the_commands(server: Server, page: Page, tmp_path: Path) -> None:
    page.goto(f"{server.origin}/fair")
    page.get_by_role("button", name="List the pack").click()
    expect(page.get_by_role("rowheader", name="Sheets of careers")).to_be_visible()
    page.get_by_role("button", name="Make the pack").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the pack (ZIP)").click()
    command = _command(page)
    command[command.index("-o") + 1] = str(tmp_path / "fair")
    _run(command, server.folder)
    assert coming.value.path().read_bytes() == (tmp_path / "fair.zip").read_bytes()


def test_the_brand_is_seen_told_and_saved(server: Server, page: Page) -> None:
    file = server.folder / "careerprint.yaml"
    page.goto(f"{server.origin}/brand")
    page.get_by_label("Color of bands").fill("#ffcc00")
    expect(page.locator(".told")).to_contain_text("needs 4.5:1")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved-note")).to_contain_text("Not saved")
    assert file.read_text(encoding="utf-8") == SETTINGS
    page.get_by_label("Color of bands").fill("#0b5d3b")
    expect(page.locator(".contrast")).to_contain_text("7.9 : 1")
    expect(page.locator("#seen img")).to_be_visible()
    file.write_text(f"{SETTINGS}ink: color\n", encoding="utf-8")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved-note")).to_contain_text("changed elsewhere")
    assert file.read_text(encoding="utf-8") == f"{SETTINGS}ink: color\n"
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved-note")).to_contain_text("Saved")
    assert file.read_text(encoding="utf-8") == (
        f'{SETTINGS}ink: color\n\nbrand:\n  accent: "#0b5d3b"\n'
    )


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(server: Server, page: Page, theme: str) -> None:
    """On what the tests before have left: every screen has something to show."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for name in ("booklet", "roster", "fair", "brand"):
        for width, language in ((1280, "en"), (360, "es")):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{server.origin}/{name}?ui={language}")
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            assert not amiss(page, theme, width), (name, width)


def test_two_servers_on_one_project_keep_out_of_each_others_way(
    server: Server, browser: Browser, page: Page
) -> None:
    (server.folder / "two.csv").write_text(ROSTER, encoding="utf-8")
    with running(server.folder) as other, visit(browser, other) as theirs:
        theirs.goto(f"{other.origin}/brand")
        page.goto(f"{server.origin}/brand")
        page.get_by_label("One more line").fill("ours")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".saved-note")).to_contain_text("Saved")
        theirs.get_by_label("One more line").fill("theirs")
        theirs.get_by_role("button", name="Save").click()
        expect(theirs.locator(".saved-note")).to_contain_text("changed elsewhere")
    assert "ours" in (server.folder / "careerprint.yaml").read_text(encoding="utf-8")
