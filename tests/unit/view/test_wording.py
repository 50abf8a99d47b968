"""Money, shares and dates as an American reader says them; Markdown without surprises."""

from decimal import Decimal

import pytest

from careerprint.view.branding import mix
from careerprint.view.rich import paragraphs, rich
from careerprint.view.wording import Wording


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("8", "$8"),
        ("17.5", "$17.50"),
        ("999", "$999"),
        ("1000", "$1K"),
        ("37570", "$37.6K"),
        ("66000", "$66K"),
        ("137370", "$137K"),
        ("999999", "$1M"),
        ("1250000", "$1.25M"),
        ("2000000", "$2M"),
        ("0", "$0"),
    ],
)
def test_money_has_at_most_three_figures(amount: str, text: str) -> None:
    assert Wording().money(Decimal(amount), "USD") == text


def test_open_ended_money_says_so() -> None:
    assert Wording().money(Decimal(500000), "USD", is_open=True) == "$500K+"


def test_other_currencies_keep_their_sign() -> None:
    assert Wording().money(Decimal(40000), "EUR") == "€40K"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("11", "17", "+11% to +17%"),
        ("4.9", "4.9", "+4.9%"),
        ("-1.7", "-1.7", "−1.7%"),
        ("0", "0", "0%"),
    ],
)
def test_growth_has_its_sign(low: str, high: str, text: str) -> None:
    assert Wording().change(Decimal(low), Decimal(high)) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2026", "2026"),
        ("2026-06", "June 2026"),
        ("2026-06-30", "June 30, 2026"),
        ("2025/2026", "2025–26"),
        ("1999/2001", "1999–2001"),
    ],
)
def test_dates_are_written_out(written: str, text: str) -> None:
    assert Wording().date(written) == text


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("*so* **so**", "<em>so</em> <strong>so</strong>"),
        ("<b>5 < 6 & 7</b>", "&lt;b&gt;5 &lt; 6 &amp; 7&lt;/b&gt;"),
        ("{{ 7*7 }} {% x %}", "{{ 7*7 }} {% x %}"),
        ("snake_case_word 2 * 3 * 4", "snake_case_word 2 * 3 * 4"),
        ("&amp; &copy;", "&amp;amp; &amp;copy;"),
        ("[a](https://x.org)", '<a href="https://x.org">a</a>'),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[a](file:///etc/passwd)", "[a](file:///etc/passwd)"),
        ("[a](data:text/html,x)", "[a](data:text/html,x)"),
        ("[a](../x)", "[a](../x)"),
        ("![a](https://x.org/i.png)", "![a](https://x.org/i.png)"),
        ("# no heading\n- no list", "# no heading - no list"),
        ("`code`", "`code`"),
    ],
)
def test_markdown_is_emphasis_strong_and_links(typed: str, html: str) -> None:
    assert rich(typed) == html


def test_plain_text_of_rich_text() -> None:
    assert rich('*a* <b> & "c" [d](https://x.org)').plain == 'a <b> & "c" d'


def test_the_last_line_never_holds_one_short_word() -> None:
    assert rich("one two three four five six end").endswith("six\N{NO-BREAK SPACE}end")
    assert "\N{NO-BREAK SPACE}" not in rich("a short label of few")


def test_paragraphs_are_parted_by_blank_lines_and_kept_breaks() -> None:
    assert paragraphs("one\n\ntwo\nthree") == ("one", "two", "three")


def test_a_colour_is_mixed_with_white() -> None:
    assert mix("#000000", 0.5) == "#808080"
    assert mix("#5b2a6e", 0) == "#ffffff"
