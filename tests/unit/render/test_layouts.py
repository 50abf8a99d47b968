"""Layout folders: what is wrong with one is said with its file and line."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from careerprint.errors import InputError, LayoutError, UsageError
from careerprint.profile.library import Career, Library
from careerprint.render import html
from careerprint.render.layouts import (
    Layout,
    all_layouts,
    are_of_one_family,
    find_layout,
    named_layout,
    own_paper,
)
from careerprint.resources import shipped
from careerprint.settings import Paper, Variant
from careerprint.view.compose import Frame, compose
from careerprint.view.page import Page

LAYOUTS = sorted(path.parent.name for path in shipped("layouts").glob("*/layout.yaml"))


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_has_a_paper_of_each_family(name: str, paper: Paper) -> None:
    known = {layout.name: layout for layout in all_layouts((shipped("layouts"),))}
    layout = known[name]
    found = own_paper([layout], paper)
    assert found in layout.file.papers
    assert are_of_one_family(found, paper)
    assert (found is paper) is (paper in layout.file.papers)


def test_layouts_that_share_no_paper_are_refused() -> None:
    both = [named_layout(name, (shipped("layouts"),)) for name in ("poster", "worksheet")]
    with pytest.raises(UsageError, match="'poster' and 'worksheet' are not made for a4"):
        own_paper(both, Paper.A4)


@pytest.fixture
def layouts(tmp_path: Path) -> Path:
    folder = tmp_path / "layouts"
    shutil.copytree(shipped("layouts"), folder)
    return folder


@pytest.fixture
def page(library: Library) -> Page:
    frame = Frame(column_mm=90, body_pt=9)
    career = library.career(library.find("filmmaker", Path()))
    return compose(career, variant=Variant(), frame=frame)


def _edit(folder: Path, change: Callable[[str], str], name: str = "page.html.j2") -> Layout:
    file = folder / "one-pager" / name
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    return find_layout("one-pager", (folder,), Paper.LETTER)


def test_an_undefined_field_is_said_with_its_line(layouts: Path, page: Page) -> None:
    layout = _edit(layouts, lambda text: text.replace("{{ self.band() }}", "{{ page.colsing }}"))
    line = next(
        n for n, text in enumerate(layout.template.read_text().splitlines(), 1) if "colsing" in text
    )
    with pytest.raises(LayoutError, match=rf"one-pager/page\.html\.j2:{line}: .*colsing"):
        html.render(page, layout)


def test_a_syntax_error_is_said_with_its_line(layouts: Path, page: Page) -> None:
    layout = _edit(layouts, lambda text: text + "\n{% endfor %}")
    with pytest.raises(LayoutError, match=r"page\.html\.j2:\d+: .*endfor"):
        html.render(page, layout)


def test_a_template_cannot_reach_beyond_its_page(layouts: Path, page: Page) -> None:
    reach = "{{ page.__class__.__mro__ }}"
    layout = _edit(layouts, lambda text: text.replace("{{ self.band() }}", reach))
    with pytest.raises(LayoutError, match="__class__"):
        html.render(page, layout)


@pytest.mark.parametrize("lost", ["a text", "{{ page.title }}", "<p>"])
def test_what_would_be_lost_outside_of_the_blocks_is_refused(
    lost: str, layouts: Path, page: Page
) -> None:
    layout = _edit(layouts, lambda text: text + lost)
    line = layout.template.read_text().count("\n") + 1
    with pytest.raises(LayoutError, match=rf"page\.html\.j2:{line}: .*outside of its blocks"):
        html.render(page, layout)


def test_a_block_is_changed_alone_and_others_are_put_in_another_order(
    layouts: Path, page: Page
) -> None:
    layout = _edit(
        layouts,
        lambda _: (
            '{% extends "_shared/handout.html.j2" %}'
            "{% block content %}{{ self.money() }}{{ self.verdict() }}{% endblock %}"
            "{% block verdict %}<p>{{ page.maybe_not_if }}</p>{% endblock %}"
        ),
    )
    made = html.render(page, layout)
    assert made.index(page.words["money_heading"]) < made.index(str(page.maybe_not_if))
    assert str(page.worth_a_look_if) not in made
    assert 'class="summary"' not in made


def test_texts_are_escaped_even_where_no_view_saw_to_it(layouts: Path, page: Page) -> None:
    layout = _edit(layouts, lambda _: "{{ page.words.x }}")
    page.words["x"] = "<script>"
    try:
        assert html.render(page, layout) == "&lt;script&gt;"
    finally:
        del page.words["x"]


def test_a_broken_settings_file_is_said_with_its_lines(layouts: Path) -> None:
    with pytest.raises(InputError) as caught:
        _edit(
            layouts,
            lambda text: text.replace("smallest: 8.5,", "smallest: 12,").replace(
                "pages: 1", "pages: one"
            ),
            "layout.yaml",
        )
    messages = [str(diagnostic) for diagnostic in caught.value.diagnostics]
    assert len(messages) == 2
    assert "layout.yaml:2:8" in messages[0]
    assert "'smallest' (12) is above 'largest' (11)" in messages[1]


def test_an_unknown_layout_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        find_layout("one-page", (shipped("layouts"),), Paper.LETTER)
    assert caught.value.hint == "did you mean 'one-pager'?"


def test_a_paper_that_the_layout_is_not_made_for(layouts: Path) -> None:
    with pytest.raises(UsageError, match="not made for letter"):
        _edit(
            layouts,
            lambda text: "\n".join(x for x in text.splitlines() if "letter:" not in x),
            "layout.yaml",
        )


def test_a_link_to_a_template_elsewhere_is_not_followed(layouts: Path, page: Page) -> None:
    (layouts.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (layouts / "one-pager" / "link.txt").symlink_to(layouts.parent / "secret.txt")
    layout = _edit(layouts, lambda _: '{% include "one-pager/link.txt" %}')
    with pytest.raises(LayoutError, match="there is no template"):
        html.render(page, layout)


@pytest.mark.parametrize("fault", ["{{ 1/0 }}", "{{ page.summary + 1 }}", "{{ range(10**9) }}"])
def test_a_template_that_fails_is_said_with_its_line(fault: str, layouts: Path, page: Page) -> None:
    layout = _edit(layouts, lambda _: f"\n\n{fault}")
    with pytest.raises(LayoutError, match=r"page\.html\.j2:3: the template fails here"):
        html.render(page, layout)


def test_a_template_in_another_encoding(layouts: Path, page: Page) -> None:
    layout = _edit(layouts, lambda text: text)
    layout.template.write_bytes("é".encode("latin-1"))
    with pytest.raises(LayoutError, match="not saved as UTF-8"):
        html.render(page, layout)


def test_a_layout_of_two_languages_is_not_printed_in_one() -> None:
    with pytest.raises(UsageError, match="prints two languages"):
        find_layout("two-languages", (shipped("layouts"),), Paper.LETTER)


def test_only_what_a_career_may_lack_is_printed_where_there_is_room(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _own(tmp_path, "if_room: {summary: [[back]]}")
    assert [one.message for one in caught.value.diagnostics] == [
        "'summary' is printed wherever it stands, not only where there is room"
    ]


def _own(folder: Path, *lines: str) -> Layout:
    """Give a layout of a folder as the one-pager says it, with further lines."""
    text = (shipped("layouts") / "one-pager" / "layout.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("abreast")]
    (folder / "own").mkdir()
    (folder / "own" / "layout.yaml").write_text("\n".join((*kept, *lines)), "utf-8")
    return find_layout("own", (folder,), Paper.LETTER)


def test_a_column_counts_as_long_as_the_longest_beside_it(tmp_path: Path) -> None:
    """What is empty below a shorter one takes room as words do."""
    library = Library((shipped("data") / "careers",))
    career = library.career(library.find("music-producer", tmp_path))
    apart, beside = tmp_path / "apart", tmp_path / "beside"
    for folder in (apart, beside):
        folder.mkdir()
    own = _own(apart).file
    two = _own(beside, "abreast: [[work], [outlook, try_it]]").file

    def with_words(part: str, count: int) -> Career:
        """Give the career with so many words in a part, and one elsewhere."""
        texts = {"work": "story", "outlook": "right_now"}
        profile = career.profile
        record = getattr(profile, part).model_copy(update={texts[part]: "word " * count})
        return replace(career, profile=profile.model_copy(update={part: record}))

    long, longer = (with_words("work", count) for count in (1000, 1300))
    assert own.words_of(career) == career.words
    assert own.words_of(longer) - own.words_of(long) == 300
    assert two.words_of(longer) - two.words_of(long) == 600
    other = long.words_by_part["outlook"] + long.words_by_part["try_it"]
    assert two.words_of(long) == long.words + long.words_by_part["work"] - other
    filled = replace(
        long,
        profile=long.profile.model_copy(
            update={"outlook": with_words("outlook", 900).profile.outlook}
        ),
    )
    assert two.words_of(filled) == two.words_of(long)


def test_a_part_abreast_that_no_profile_has_is_said_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _own(tmp_path, "abreast: [[work, dey], [money]]")
    (found,) = caught.value.diagnostics
    assert (found.message, found.hint) == ("a profile has no part 'dey'", "did you mean 'day'?")
    last = len((tmp_path / "own" / "layout.yaml").read_text("utf-8").splitlines())
    assert f"layout.yaml:{last}:18" in str(found)


@pytest.mark.parametrize("places", [(), ("if_room: {way_in: []}",)])
def test_what_is_tried_at_once_has_a_place(places: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _own(tmp_path, "at_once: [way_in]", *places)
    (found,) = caught.value.diagnostics
    assert found.message == "'way_in' has no place under 'if_room'"
