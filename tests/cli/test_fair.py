"""A fair's pack: what is in it, what agrees in it, what it takes, and what may go wrong."""

import csv
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import page as page_validation
import pymupdf
import pytest
from tests.cli.test_press import assert_ready
from tests.conformance import assert_conforms
from tests.conftest import CAREER_IDS, CAREERS
from tests.greys import colours_in
from tests.pdf_text import painted, squeeze

from careerprint.cli.command_line import run
from careerprint.errors import ExitCode
from careerprint.impose.imposition import impose
from careerprint.impose.sheet_plan import Scheme
from careerprint.preflight.preflight import preflight

Capture = pytest.CaptureFixture[str]
FAIR = """\
title: Sample Career Fair
date: March 12, 2027
place: The gym
visitors: 600
stands:
- {stand: B2, row: B, careers: [welder], host: Ana Ejemplo}
- {stand: B1, careers: [music-producer, chef]}
- {row: A, careers: [farmer]}
prices:
- {paper: letter, sheet: 0.10}
- {paper: letter, stock: card, sheet: 0.30}
"""
LEAN = "copies: {sheets: 0, cards: 0, posters: 0, large_print: 0, speakers: 0}\n"


def fair(text: str = FAIR) -> None:
    """Write the fair's file into this folder."""
    Path("fair.yaml").write_text(text, encoding="utf-8")


def untranslated(*careers: str) -> None:
    """Make this folder a project with shipped careers of its own, and those in English only."""
    Path("data/careers").mkdir(parents=True)
    Path("careerprint.yaml").write_text("", encoding="utf-8")
    for name in careers:
        shutil.copy(CAREERS / f"{name}.yaml", "data/careers")


def order(folder: str = "pack") -> list[dict[str, str]]:
    """Give the lines of a pack's order."""
    with Path(folder, "order.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(folder: str = "pack") -> set[str]:
    """Give the files of a pack that are not hidden."""
    found = (path.relative_to(folder) for path in Path(folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not path.name.startswith(".")}


def words(file: str, *, page: int | None = None) -> str:
    """Give the words of a PDF, or of one of its pages."""
    with pymupdf.open(file) as document:
        pages = [document[page]] if page is not None else list(document)
        return " ".join(" ".join(one.get_text().split()) for one in pages)


def assert_tagged(file: Path) -> None:
    """Fail if a PDF is not PDF/UA-1; what one of many pages has on its head, others have too."""
    report = page_validation.validate_pdf_bytes(
        file.read_bytes(), profile=page_validation.ValidationProfile.PDF_UA_1
    )
    assert [(one.rule_id, one.message) for one in report.failures] == []


@pytest.fixture
def made(empty_folder: Path, capsys: Capture) -> Path:
    """Give the folder of the pack of a small fair: one of its careers is in two languages."""
    untranslated("welder", "chef", "farmer")
    fair()
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    capsys.readouterr()
    return Path("pack")


def test_a_pack_has_all_that_is_wanted_and_its_order(made: Path, tmp_path: Path) -> None:
    assert names() == {
        "cards/advanced-manufacturing-card-letter.pdf",
        "cards/agriculture-card-letter.pdf",
        "cards/arts-entertainment-design-card-letter.pdf",
        "cards/hospitality-events-tourism-card-letter.pdf",
        "guide/guide-en-letter.pdf",
        "guide/guide-en-letter-sheets.pdf",
        "guide/guide-es-letter.pdf",
        "guide/guide-es-letter-sheets.pdf",
        "large-print-letter.pdf",
        "order.csv",
        "order.json",
        "order.pdf",
        "posters-tabloid.pdf",
        "sheets/chef-one-pager-letter.pdf",
        "sheets/farmer-one-pager-letter.pdf",
        "sheets/music-producer-two-sider-letter-en-es.pdf",
        "sheets/welder-one-pager-letter.pdf",
        "signs-letter.pdf",
        "speakers-letter.pdf",
    }
    for name in ("order.pdf", "guide/guide-en-letter.pdf", "guide/guide-es-letter.pdf"):
        assert_conforms((made / name).read_bytes(), tmp_path)
    for name in sorted(names()):
        if name.endswith(".pdf") and "-sheets" not in name:
            assert_tagged(made / name)


def test_every_sum_of_the_order_is_right(made: Path) -> None:
    """Copies by hand: 600 visitors x 4 of 4 careers / 4 = 600 and a tenth; cards 600 x 2 / 4."""
    lines = {line["file"]: line for line in order()}
    copies = {name: int(line["copies"]) for name, line in lines.items()}
    assert copies == {
        "guide/guide-en-letter-sheets.pdf": 500,
        "guide/guide-es-letter-sheets.pdf": 170,
        "sheets/welder-one-pager-letter.pdf": 660,
        "sheets/music-producer-two-sider-letter-en-es.pdf": 660,
        "sheets/chef-one-pager-letter.pdf": 660,
        "sheets/farmer-one-pager-letter.pdf": 660,
        "cards/advanced-manufacturing-card-letter.pdf": 83,  # 330 cards, four to a sheet
        "cards/arts-entertainment-design-card-letter.pdf": 83,
        "cards/hospitality-events-tourism-card-letter.pdf": 83,
        "cards/agriculture-card-letter.pdf": 83,
        "signs-letter.pdf": 1,
        "posters-tabloid.pdf": 1,
        "large-print-letter.pdf": 1,
        "speakers-letter.pdf": 1,
    }
    for name, line in lines.items():
        with pymupdf.open(made / name) as document:
            pages = len(document)
        is_sheets = name.startswith("guide/") or "two-sider" in name
        if name != "large-print-letter.pdf":
            assert int(line["sheets_a_copy"]) == (1 if is_sheets else pages), name
        else:  # each career begins a sheet of its own
            assert int(line["sheets_a_copy"]) == -(-pages // 2)
        assert int(line["sheets"]) == int(line["copies"]) * int(line["sheets_a_copy"])
        assert line["sides"] == ("2" if is_sheets or name.startswith("large") else "1")
    large = int(lines["large-print-letter.pdf"]["sheets"])
    plain = 670 + 4 * 660 + large + 4
    record = json.loads((made / "order.json").read_text(encoding="utf-8"))
    totals = {(one["paper"], one["stock"]): one for one in record["totals"]}
    assert {key: one["sheets"] for key, one in totals.items()} == {
        ("letter", "plain"): plain,
        ("letter", "card"): 4 * 83 + 3,
        ("tabloid", "plain"): 3,
    }
    assert float(record["price"]) == pytest.approx(plain * 0.1 + 335 * 0.3)
    text = words("pack/order.pdf")
    assert f"{plain:,}" in text
    assert "3 sheets have no price" in text
    assert "Ana Ejemplo" in text


def test_guide_signs_plan_and_order_agree(made: Path) -> None:
    """One order for all: that of the stands."""
    stands = [("B2", "Welder"), ("B1", "Music Producer"), ("B1", "Chef"), ("A1", "Farmer")]
    guide = words("pack/guide/guide-en-letter.pdf")
    places = [guide.index(f"{number} {title}") for number, title in stands]
    assert places == sorted(places)
    with pymupdf.open("pack/signs-letter.pdf") as document:
        signs = [" ".join(page.get_text().split()) for page in document]
    assert [re.search(r"Stand (\w+)", text)[1] for text in signs] == ["B2", "B1", "A1"]  # type: ignore[index]
    assert all(title in signs[1] for title in ("Music Producer", "Chef"))
    plan = guide[guide.index("Plan of the hall") :]
    assert set(re.findall(r"\b[AB]\d\b", plan)) == {number for number, _ in stands}
    tagged = (made / "guide/guide-en-letter.pdf").read_bytes()
    said = squeeze("from the entrance on: row B, stands B2 to B1; row A, stand A1.")
    with pymupdf.open(stream=tagged) as document:
        everything = "".join(
            document.xref_object(number) for number in range(1, document.xref_length())
        )
    assert said in squeeze(everything) or "Alt" in everything
    by_stand = words("pack/order.pdf")
    by_stand = by_stand[by_stand.index("What lies where") :]
    assert by_stand.index("Welder") < by_stand.index("Music Producer, Chef")
    assert by_stand.index("Music Producer, Chef") < by_stand.index("Farmer")
    speakers = words("pack/speakers-letter.pdf")
    titles = [speakers.index(f"STAND {number}") for number in ("B2", "B1", "A1")]
    assert titles == sorted(titles)


def test_the_guide_is_one_sheet_and_says_each_career_on_a_line(made: Path) -> None:
    text = words("pack/guide/guide-en-letter.pdf")
    with pymupdf.open("pack/guide/guide-en-letter.pdf") as document:
        assert len(document) == 4
        sizes = [
            span["size"]
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    assert min(sizes) >= 8.9
    with pymupdf.open("pack/guide/guide-en-letter-sheets.pdf") as sheets:
        assert len(sheets) == 2
    assert "B2 Welder $39.2K–$77.5K/yr High school diploma" in text
    spanish = words("pack/guide/guide-es-letter.pdf")
    assert "B1 Producción musical" in spanish
    assert "Plano de la sala" in spanish


def test_what_is_unchanged_is_not_made_again(made: Path, capsys: Capture) -> None:
    before = {name: (made / name).stat().st_mtime_ns for name in names()}
    orders = {name: (made / name).read_bytes() for name in names()}
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    assert "0 files made, 14 unchanged" in capsys.readouterr().err
    same = {name for name in before if not name.startswith("order.")}
    assert {name: (made / name).stat().st_mtime_ns for name in same} == {
        name: before[name] for name in same
    }
    assert {name: (made / name).read_bytes() for name in names()} == orders
    (made / "sheets/chef-one-pager-letter.pdf").write_bytes(b"changed")
    (made / "signs-letter.pdf").unlink()
    fair(FAIR.replace(", chef", ""))
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    said = capsys.readouterr().err
    for name in ("cards/hospitality-events-tourism-card-letter.pdf",):
        assert f"pack/{name} is of an earlier run, and no part of this pack" in said
    assert (made / "signs-letter.pdf").is_file()
    assert "chef" not in (made / "order.csv").read_text(encoding="utf-8")


def test_a_dry_run_tells_the_order_and_makes_nothing(empty_folder: Path, capsys: Capture) -> None:
    fair()
    assert run(["fair", "fair.yaml", "--dry-run"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert re.search(r"sheets\s+4 files × 660\s+2,640 sheets", told)
    assert re.search(r"large-print .* about \d+ sheets", told)
    assert "letter card, color: 335 sheets, 100.50 USD" in told
    assert {path.name for path in Path().iterdir()} == {"fair.yaml"}
    assert run(["fair", "fair.yaml", "--dry-run", "--json"]) == ExitCode.OK
    assert len(json.loads(capsys.readouterr().out)["files"]) == 14


def test_without_a_file_careers_are_enough(empty_folder: Path, capsys: Capture) -> None:
    arguments = ["fair", "chef", "welder", "--visitors", "1,200", "--lang", "en", "--dry-run"]
    assert run([*arguments, "--json"]) == ExitCode.OK
    files = json.loads(capsys.readouterr().out)["files"]
    copies = {one["what"]: one["copies"] for one in files}
    assert (copies["guide"], copies["sheets"]) == (1320, 1320)
    assert run(["fair", "--cluster", "construction", "--dry-run"]) == ExitCode.OK
    assert "5 files" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fair", "--dry-run"], "name a fair's file or careers"),
        (["fair", "chef"], "name the folder of the pack"),
        (["fair", "chef", "--visitors", "0", "--dry-run"], "--visitors cannot be '0'"),
        (["fair", "chef", "--visitors", "lots", "--dry-run"], "--visitors cannot be 'lots'"),
        (["fair", "fair.yaml", "chef", "--dry-run"], "a fair's file names its careers itself"),
        (["fair", "none.yaml", "--dry-run"], "none.yaml"),
        (["fair", "chef", "--lang", "fr", "--dry-run"], "there is no language 'fr'"),
        (["fair", "wellder", "--dry-run"], "there is no career 'wellder'"),
    ],
)
def test_wrong_usage_is_said(
    arguments: list[str], said: str, empty_folder: Path, capsys: Capture
) -> None:
    fair()
    assert run(arguments) == ExitCode.USAGE
    assert said in capsys.readouterr().err
    assert not Path("pack").exists()


def test_a_fair_file_that_cannot_be_is_refused_before_anything_is_made(
    empty_folder: Path, capsys: Capture
) -> None:
    fair(FAIR.replace("visitors: 600", "visitors: 0"))
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.USAGE
    assert "fair.yaml:4:11: error: 'visitors' must lie between" in capsys.readouterr().err
    assert not Path("pack").exists()


def test_a_full_disk_in_the_midst_is_said_and_what_is_there_stays(
    empty_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair()
    sync, count = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal count
        if "/pack/" not in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            return
        count += 1
        if count > 6:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "cannot be written (No space left on device)" in said
    assert said.count("No space left") == 1, "one full disk is told once"
    assert "Traceback" not in said
    whole = names()
    assert len(whole) == 6
    assert not list(Path("pack").rglob(".careerprint-[!f]*"))
    for name in whole:
        with pymupdf.open(f"pack/{name}") as document:
            assert len(document)
    monkeypatch.setattr(os, "fsync", sync)
    before = {name: Path("pack", name).stat().st_mtime_ns for name in whole}
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    assert "order.pdf" in names()
    assert len(names()) == 19
    assert before.keys() <= names()


def test_a_career_with_errors_is_left_out_and_the_rest_is_made(
    empty_folder: Path, capsys: Capture
) -> None:
    broken = (CAREERS / "chef.yaml").read_text(encoding="utf-8").replace("cluster:", "clutser:")
    Path("data/careers").mkdir(parents=True)
    Path("data/careers/broken-chef.yaml").write_text(broken, encoding="utf-8")
    Path("careerprint.yaml").write_text("", encoding="utf-8")
    fair(f"careers: [welder, broken-chef]\n{LEAN}")
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.SOME_FAILED
    said = capsys.readouterr().err
    assert "broken-chef: left out of the fair" in said
    assert "Broken" not in words("pack/guide/guide-en-letter.pdf")
    assert "Welder" in words("pack/guide/guide-en-letter.pdf")


def test_for_the_copier_all_is_grey_and_on_a4(empty_folder: Path) -> None:
    fair("careers: [music-producer, chef]\ncards: {by: career}\n")
    options = ["--ink", "copier", "--paper", "a4", "--lang", "es"]
    assert run(["fair", "fair.yaml", "-o", "pack", *options]) == ExitCode.OK
    assert "cards/chef-card-a4-copier-es.pdf" in names()
    assert "posters-a3-copier-es.pdf" in names()
    for name in sorted(names()):
        if name.endswith(".pdf"):
            assert colours_in(Path("pack", name).read_bytes()) == (), name
    assert "Plano de la sala" in words("pack/guide/guide-es-a4-copier.pdf")
    assert "Lo que no se promete" in words("pack/speakers-a4-copier-es.pdf")
    assert "Hojas en total" in words("pack/order.pdf")


def test_for_a_shop_the_order_names_the_files_for_it(empty_folder: Path) -> None:
    text = FAIR.replace("prices:", "cards: {up: 8}\nlanguages: [en]\nprices:")
    fair(f"{text}copies: {{sheets: 0, posters: 0, large_print: 0, speakers: 0}}\n")
    assert run(["fair", "fair.yaml", "-o", "pack", "--press"]) == ExitCode.OK
    files = [line["file"] for line in order()]
    assert files[0] == "guide/guide-en-letter-press.pdf"
    assert files[-1] == "signs-letter-press.pdf"
    assert "cards/agriculture-card-letter-sheets-press.pdf" in files
    for name in files:
        assert Path("pack", name).is_file()
    for name in (files[0], files[-1]):
        file = Path("pack", name)
        assert [flaw.said for flaw in preflight(file.read_bytes()) if flaw.is_error] == []
        assert_tagged(file)
    card = next(line for line in order() if line["what"] == "cards")
    assert (card["paper"], card["cut"], card["copies"]) == ("tabloid", "8", "42")


def test_the_zip_has_the_pack_and_the_same_bytes(empty_folder: Path) -> None:
    fair(f"careers: [chef]\n{LEAN}")
    zips = []
    for _ in range(2):
        assert run(["fair", "fair.yaml", "-o", "pack", "--zip"]) == ExitCode.OK
        zips.append(Path("pack.zip").read_bytes())
    assert zips[0] == zips[1]
    with zipfile.ZipFile("pack.zip") as archive:
        assert {name.removeprefix("pack/") for name in archive.namelist()} == names()
        assert archive.read("pack/order.csv") == Path("pack/order.csv").read_bytes()


def test_the_evidence_of_a_pack_is_of_all_its_files(empty_folder: Path) -> None:
    fair(f"careers: [chef]\n{LEAN}")
    assert run(["fair", "fair.yaml", "-o", "pack", "--evidence", "--zip"]) == ExitCode.OK
    said = json.loads(Path("pack/evidence.json").read_text(encoding="utf-8"))
    made = {line["file"] for line in order()}
    assert made <= {one["file"] for one in said["files"]}
    assert not [check for check in said["checks"] if check["found"]]
    assert_tagged(Path("pack/evidence.pdf"))
    with zipfile.ZipFile("pack.zip") as archive:
        assert "pack/evidence.pdf" in archive.namelist()


def test_two_hundred_careers_and_ten_thousand_visitors(
    empty_folder: Path, capsys: Capture, tmp_path: Path
) -> None:
    """The guide takes several sheets, says so, and loses none."""
    text = (CAREERS / "chef.yaml").read_text(encoding="utf-8")
    Path("data/careers").mkdir(parents=True)
    Path("careerprint.yaml").write_text("", encoding="utf-8")
    for number in range(1, 201 - len(CAREER_IDS)):
        career = text.replace("title: Chef", f"title: Chef No. {number}")
        Path(f"data/careers/chef-{number}.yaml").write_text(career, encoding="utf-8")
    fair(f"careers: all\nvisitors: 10,000\nlanguages: [en]\n{LEAN.replace('0}', '0, signs: 0}')}")
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    (line,) = order()
    assert (line["copies"], line["fold"], line["staple"]) == ("11000", "once", "fold")
    assert int(line["sheets_a_copy"]) >= 2
    pdf = Path("pack/guide/guide-en-letter.pdf").read_bytes()
    assert_tagged(Path("pack/guide/guide-en-letter.pdf"))
    with pymupdf.open(stream=pdf) as document:
        assert len(document) == 4 * int(line["sheets_a_copy"])
    text = painted(pdf)
    assert all(squeeze(f"Chef No. {number}") in text for number in range(1, 201 - len(CAREER_IDS)))
    assert impose(pdf, scheme=Scheme.SADDLE).sheets == int(line["sheets_a_copy"])
    fair("careers: all\nvisitors: 10000\nlanguages: [en]\n")
    capsys.readouterr()
    assert run(["fair", "fair.yaml", "--dry-run"]) == ExitCode.OK
    assert re.search(r"sheets\s+200 files × 280\s+56,000 sheets", capsys.readouterr().out)


def test_too_many_careers_are_refused(empty_folder: Path, capsys: Capture) -> None:
    text = (CAREERS / "chef.yaml").read_text(encoding="utf-8")
    Path("data/careers").mkdir(parents=True)
    Path("careerprint.yaml").write_text("", encoding="utf-8")
    for number in range(1, 180):
        Path(f"data/careers/chef-{number}.yaml").write_text(text, encoding="utf-8")
    fair("careers: all\n")
    assert run(["fair", "fair.yaml", "--dry-run"]) == ExitCode.USAGE
    assert "200 careers at the most" in capsys.readouterr().err


def test_a_career_without_translation_is_in_one_language_and_told_once(
    empty_folder: Path, capsys: Capture
) -> None:
    untranslated("chef", "welder")
    fair(f"careers: [chef, music-producer, welder]\n{LEAN}")
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert said.count("without a text in 'es'") == 1
    assert "2 careers without a text in 'es'" in said
    assert "careerprint translate" in said


def test_of_careers_on_one_sheet_each_says_that_it_is_not_translated(
    empty_folder: Path, capsys: Capture
) -> None:
    untranslated("chef", "welder")
    fair(f"stands:\n- careers: [music-producer, chef, welder]\nlanguages: es\n{LEAN}")
    assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert re.findall(r"(\S+)\.yaml: warning: there is no translation", said) == [
        "data/careers/chef",
        "data/careers/welder",
    ]


def test_a_file_for_the_press_is_proved(empty_folder: Path, tmp_path: Path) -> None:
    fair(f"careers: [chef]\nlanguages: [en]\n{LEAN}")
    assert run(["fair", "fair.yaml", "-o", "pack", "--press"]) == ExitCode.OK
    assert_ready(Path("pack/guide/guide-en-letter-press.pdf"), tmp_path)
    assert_ready(Path("pack/signs-letter-press.pdf"), tmp_path)


def test_a_new_project_has_a_fair_that_can_be_made(empty_folder: Path, capsys: Capture) -> None:
    assert run(["init", "."]) == ExitCode.OK
    capsys.readouterr()
    assert run(["fair", "fair.yaml", "--dry-run"]) == ExitCode.OK
    said = capsys.readouterr()
    assert re.search(r"signs +1 file × 1 +24 sheets", said.out)
    assert "error" not in said.err


def test_who_is_at_a_stand_is_not_kept_in_the_cache(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the order says it; it is not kept, and it is the same the next time."""
    monkeypatch.setenv("CAREERPRINT_CACHE", str(empty_folder / "cache"))
    hosted = "- {careers: [chef], host: Ana Ejemplo}"
    fair(f"stands:\n{hosted}\n{LEAN}")
    orders = []
    for _ in range(2):
        assert run(["fair", "fair.yaml", "-o", "pack"]) == ExitCode.OK
        orders.append(Path("pack/order.pdf").read_bytes())
    assert orders[0] == orders[1]
    assert "AnaEjemplo" in painted(orders[0])
    kept = [file for file in Path("cache").rglob("*") if file.is_file()]
    assert kept
    assert [file for file in kept if orders[0] in file.read_bytes()] == []
