"""What a letter says of how its careers were chosen."""

from careerprint.batch.chosen import Chosen, joined
from careerprint.settings import Language


def test_of_several_rows_all_ways_are_said_once() -> None:
    named = Chosen(is_by_name=True, codes=())
    matched = Chosen(is_by_name=False, codes=("ASE",))
    assert joined([named, named]) == named
    assert joined([matched, matched]) == matched
    both = joined([named, matched, Chosen(is_by_name=False, codes=("RI",))])
    said = both.said(Language.ENGLISH)
    assert said.startswith("You told us which careers you want to know more about, or what")
    assert "(ASE, RI)" in said
    assert "(ASE, RI)" in both.said(Language.SPANISH)
    assert len({one.said(Language.SPANISH) for one in (named, matched, both)}) == 3
