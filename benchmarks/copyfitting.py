"""Copyfitting in full: 200 profiles made at random between 150 and 1,200 words.

``python -m benchmarks.copyfitting`` prints how many fit, how full their pages are, how many
passes they took, and stops at the first that loses a word or a page.
"""

import random
import re
import sys
import tempfile
from pathlib import Path
from statistics import mean
from typing import Any

import yaml
from tests.pdf_text import BY_COLUMN, IN_TURN, missing_in_order, said_by

from careerprint.errors import FitError
from careerprint.profile.library import Library
from careerprint.reading.composer import compose
from careerprint.render.layouts import Layout, find_layout
from careerprint.render.pdf import Typesetter
from careerprint.render.receipt import Receipt, Section
from careerprint.render.section import typeset_section
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant

COUNT = 200
CAREERS = shipped("data") / "careers"
WORDS = (CAREERS / "filmmaker.yaml").read_text(encoding="utf-8").split()
PLAIN = [word for word in WORDS if word.isalpha()]
TEXTS = {
    ("summary",): 50,
    ("verdict", "worth_a_look_if"): 28,
    ("verdict", "maybe_not_if"): 22,
    ("work", "story"): 80,
    ("work", "shift"): 35,
    ("work", "basis"): 25,
    ("day", "note"): 30,
    ("try_it", "text"): 55,
    ("money", "story"): 75,
    ("money", "basis"): 50,
    ("outlook", "where_it_is_going"): 60,
    ("outlook", "right_now"): 60,
    ("closing",): 10,
}
"""The texts of a profile and how many words they usually have."""


def some(count: float, chance: random.Random) -> str:
    """Give that many words, at least three."""
    return " ".join(chance.choices(PLAIN, k=max(3, round(count)))).capitalize() + "."


def profile(words: int, chance: random.Random) -> dict[str, Any]:
    """Give a profile of about that many words, each part longer or shorter than usual."""
    text = (CAREERS / "filmmaker.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = compose(text).value
    scale = words / 850
    for path, usual in TEXTS.items():
        place = values
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = some(usual * scale * chance.uniform(0.6, 1.4), chance)
    entries = chance.randint(3, 7)
    values["day"]["entries"] = [
        {"time": f"{hour}:00", "title": some(3, chance)[:40], "text": some(20 * scale, chance)}
        for hour in range(1, entries + 1)
    ]
    for side in values["fit"].values():
        side[:] = [some(13 * scale * chance.uniform(0.6, 1.4), chance) for _ in side]
    return values


def print_some(count: int, layout: Layout, typesetter: Typesetter) -> tuple[list[Receipt], int]:
    """Print profiles at random; give the receipts, and how many were refused.

    AssertionError if one loses a word or a page, or is refused without a measure.
    """
    order = BY_COLUMN if layout.name == "one-pager" else IN_TURN
    chance = random.Random(850)  # noqa: S311 - the same profiles every time
    sections: list[Section] = []
    refusals: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            path = Path(folder) / f"career-{number}.yaml"
            values = profile(chance.randint(150, 1200), chance)
            path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
            career = Library((Path(folder),)).career(path)
            try:
                section = typeset_section(
                    career, layout=layout, variant=Variant(), typesetter=typesetter
                )
            except FitError as error:
                refusals.append(error.message)
                continue
            assert section.receipt.pages == layout.file.pages
            missing = missing_in_order(section.pdf, said_by(career.profile, parts=order))
            assert len(missing) <= len(section.receipt.left_out), missing
            sections.append(section)
    assert all(re.search(r"\d+% full .* cut about \d+ line", refusal) for refusal in refusals)
    return [section.receipt for section in sections], len(refusals)


def main() -> None:
    """Print every profile and what came of it."""
    name = sys.argv[1] if len(sys.argv) > 1 else "one-pager"
    layout = find_layout(name, (shipped("layouts"),), Paper.LETTER)
    receipts, refused = print_some(COUNT, layout, Typesetter(roots=(shipped("layouts"),)))
    report(receipts, refused, name, layout.file.body_pt.largest)


def report(receipts: list[Receipt], refused: int, name: str, ceiling: float) -> None:
    """Print what came of the profiles."""
    passes = [receipt.passes for receipt in receipts]
    sizes = [receipt.body_pt for receipt in receipts]
    print(f"{COUNT} profiles of 150 to 1,200 words on {name}, Letter")
    print(f"printed {len(receipts)}, refused with a measure {refused}")
    print(f"passes: {mean(passes):.2f} on average, {max(passes)} at most")
    print(f"body: {min(sizes)} to {max(sizes)} pt")
    for what, group in (
        ("at the type ceiling", [r for r in receipts if r.body_pt == ceiling]),
        ("below it", [r for r in receipts if r.body_pt != ceiling]),
    ):
        least = min((min(r.percent_by_page) for r in group), default=100.0)
        print(f"{what}: {len(group)}, the emptiest page {least}% full")
    print(f"with parts left out: {sum(bool(r.left_out) for r in receipts)}")


if __name__ == "__main__":
    main()
