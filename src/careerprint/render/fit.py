"""Copyfitting: the largest comfortable setting at which a career fills its pages.

Size and leading move together along one scale from the layout's smallest to its largest;
what room is left then becomes leading, as far as the layout lets lines part, and air between the
parts. The first guess comes from the length of the text; each pass after it narrows the bracket by
the area that the last one took. A setting at which a line leaves its column does not hold either.

Type moves first. Where a page is then less full than the layout wants, or nothing fits, the other
divisions of the layout are tried in their order: what may stand on one page or on the next. The
one whose emptiest page is the fullest is taken. The order of the text never changes.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Final, NoReturn

from careerprint.errors import FitError, LayoutError
from careerprint.render.air import air
from careerprint.render.layouts import Layout
from careerprint.render.measure import Overrun
from careerprint.render.pdf import Setting, Typeset
from careerprint.render.receipt import Arrangement, Receipt

MOST_PASSES: Final = 7
ENOUGH: Final = 0.965
"""A page this full counts as filled; the rest is air."""
AIM: Final = 0.985
"""How full a page that burst is to be: it goes no further back than it must, as size is lost."""
LET_OUT: Final = 0.99
"""How full a page is to be once its lines are let out."""
ELASTICITY: Final = 0.55
"""How a page's fullness follows the area of its text, until two passes of a page have told."""
OVERFLOWING: Final = 0.72
"""The same where a page bursts: what runs over is mostly text."""
LEAST_ELASTIC: Final = 0.25
MOST_ELASTIC: Final = 0.9
"""Bands, bars and margins stay, so that it is below one; lines go over by whole ones."""
LINES: Final = 0.43
"""How a page's fullness follows the leading of its text at one size."""
PART: Final = 0.03
"""What a part that may be left out about takes of a page."""
STEP: Final = 0.02
"""A move on the scale that the eye does not see."""
EVEN_PERCENT: Final = 70.0
"""Of any number of pages those this full leave no hole."""

LAST_PERCENT: Final = 30.0
"""A last page less full than this is joined to those before it, if there may be any number."""
_LOWER_SHARES: Final = (0.75, 0.5, 0.25, 0.0)


class _Trial:
    """One pass: where on the scale and how arranged, what came of it."""

    def __init__(
        self,
        layout: Layout,
        share: float,
        setting: Setting,
        arrangement: Arrangement,
        typeset: Typeset,
    ) -> None:
        self.layout, self.share, self.setting = layout, share, setting
        self.arrangement, self.typeset = arrangement, typeset
        pages = layout.file.pages
        shares = [u / room for u, room in zip(typeset.used_pt, typeset.rooms_pt, strict=True)]
        self._shares = tuple(shares)
        self.by_page = tuple(round(100 * share, 1) for share in shares)
        is_short = pages is None or typeset.pages <= pages
        self.overrun = next(iter(typeset.overruns), None) if is_short else None
        self.is_fitting = is_short and self.overrun is None
        self.full = max(shares) if is_short else _burst(typeset, pages or 1)
        if self.full <= 0:
            raise LayoutError("the layout puts nothing on its page")
        if self.overrun:  # smaller type may hold it
            self.full = max(self.full, 1 + self.overrun.over_pt / typeset.size_pt[0])

    @property
    def is_full(self) -> bool:
        """Whether its fullest page counts as filled, or would with its lines further apart."""
        return self.full >= ENOUGH or max(self._widest[1]) >= ENOUGH

    def is_full_beside(self, parts: Sequence[str]) -> bool:
        """Whether some parts are seen on a page, and another counts as filled without them."""
        needed, printed = self.typeset.needed_pt, self.typeset.sides_that_print(parts)
        most = [max(one) for one in zip(self._shares, self._widest[1], strict=True)]
        if not printed or len(needed) != len(most):
            return False
        return max((one for n, one in enumerate(most) if n not in printed), default=0.0) >= ENOUGH

    def bursts_beside(self, parts: Sequence[str]) -> bool:
        """Whether it is too long on a side without some parts, which are seen on another."""
        if self.is_fitting or self.overrun:
            return False
        needed, printed = self.typeset.needed_pt, self.typeset.sides_that_print(parts)
        return bool(printed) and needed.index(max(needed)) not in printed

    def moved(self, setting: Setting, typeset: Typeset | None) -> "_Trial":
        """Give what became of it by moving its boxes; itself if nothing could be moved."""
        if typeset is None:
            return self
        return _Trial(self.layout, self.share, setting, self.arrangement, typeset)

    def let_out(self) -> "_Trial":
        """Give it with its lines as far apart as fills the fullest of its pages.

        What a page takes grows ever faster with its leading, never slower: between two leadings it
        is no fuller than what lies between on a straight line.
        """
        own, (widest, most) = self.setting.leading, self._widest
        shares = [(share / 100, full) for share, full in zip(self.by_page, most, strict=True)]
        parts = ((LET_OUT - share) / (full - share) for share, full in shares if full > share)
        part = min(max(min(parts, default=0.0), 0.0), 1.0)
        leading = math.floor(1000 * (own + part * (widest - own))) / 1000
        if leading <= own:
            return self
        return self.moved(
            replace(self.setting, leading=leading), self.typeset.with_leading(leading)
        )

    @cached_property
    def _widest(self) -> tuple[float, tuple[float, ...]]:
        """Give the most leading of its size, and how full each page would be.

        It is its own where only a pass could tell.
        """
        typeset = self.typeset
        widest = round(self.layout.file.leading.widest(self.share), 3)
        grown_pt = typeset.grown_pt(widest) if widest > self.setting.leading else None
        if grown_pt is None:
            return self.setting.leading, tuple(share / 100 for share in self.by_page)
        heights_pt = zip(typeset.used_pt, grown_pt, typeset.rooms_pt, strict=True)
        return widest, tuple((used + grown) / room for used, grown, room in heights_pt)


def _burst(typeset: Typeset, pages: int) -> float:
    """Give how full the fullest side would be that may take its share of the pages."""
    room_pt = float(typeset.room_pt) * max(pages / len(typeset.needed_pt), 1)
    return max(max(typeset.needed_pt) / room_pt, 1.001)


def fit(
    layout: Layout,
    length: float,
    typeset: Callable[[Setting, Arrangement], Typeset],
    extras: tuple[str, ...] = (),
) -> tuple[Typeset, Receipt]:
    """Typeset at the best setting of a layout.

    ``length`` is that of the text as a share of what about fits at the smallest size; ``typeset``
    lays it out at a setting in an arrangement. Parts go only if the layout says so, one after the
    other, when even the smallest setting does not hold them all. Raises ``FitError`` with the
    fullness in per cent and the lines to cut if that is not enough either, or with the line that
    leaves its column and by how much.

    ``extras`` are parts that this text has and that the layout prints only where there is room:
    they change neither size nor pages, and come last, but for those that the layout tries along
    with the size, where a page without them is full.
    """
    pages = layout.file.pages
    passes = 0
    arrangement = Arrangement(left_out=extras)

    def attempt(
        share: float,
        air_pt: tuple[float, ...] = (),
        *,
        arranged: Arrangement | None = None,
        leading: float | None = None,
    ) -> _Trial:
        nonlocal passes, arrangement
        arrangement = arranged or arrangement
        passes += 1
        setting = Setting(
            body_pt=round(layout.file.body_pt.at(share), 2),
            leading=leading or round(_leading(layout, share), 3),
            air_pt=air_pt,
        )
        return _Trial(layout, share, setting, arrangement, typeset(setting, arrangement))

    start = _first(layout, length) if pages else 1.0
    once = _at_once(layout, extras, start, attempt)
    is_plain = once and once.is_fitting and (once.share >= 1 or once.is_full_beside(extras))
    best = once if once and is_plain else _in_turn(layout, extras, start, attempt, once)
    arrangement = best.arrangement
    bare = best
    if pages:
        bare = best.let_out()
        best = _with_air(layout, bare, attempt)
    return best.typeset, Receipt(
        body_pt=best.setting.body_pt,
        leading=best.setting.leading,
        air_pt=max(best.setting.air_pt, default=0.0),
        percent_full=round(100 * best.full, 1),
        percent_by_page=best.by_page,
        percent_before_air=bare.by_page,
        pages=best.typeset.pages,
        passes=passes,
        left_out=arrangement.left_out,
        division=tuple(sorted(arrangement.division)),
    )


def _at_once(
    layout: Layout, extras: tuple[str, ...], start: float, attempt: Callable[..., _Trial]
) -> _Trial | None:
    """Give a trial with the extras at their first places, as large as the other pages take it.

    Where it fits, and a page that has none of the extras is filled, it is plain that they cost
    nothing: without them the text would be set at the same size. None if no such trial can tell.
    """
    file = layout.file
    if not extras or not set(extras).issubset(file.at_once) or not file.pages or file.divisions:
        return None
    places = (file.if_room[extra][0] for extra in extras)
    arranged = Arrangement(division=frozenset[str]().union(*places))
    trial = attempt(start, arranged=arranged)
    for bursts in range(MOST_PASSES):
        if trial.is_fitting or trial.share <= 0 or not trial.bursts_beside(extras):
            break
        share = _ahead(layout, trial, ELASTICITY, STEP * 2**bursts)
        trial = attempt(share, arranged=arranged)
    return trial


def _in_turn(
    layout: Layout,
    extras: tuple[str, ...],
    start: float,
    attempt: Callable[..., _Trial],
    once: _Trial | None,
) -> _Trial:
    """Give a trial of the text alone, then with what there is room for; raises as ``fit`` does.

    ``once`` is one that was made with all extras.
    """
    pages = layout.file.pages
    tried: list[_Trial] = []
    for division in layout.file.divisions or (frozenset(),):
        bare = Arrangement(division=division, left_out=extras)
        place = tried[-1].share if tried else start
        tried.append(_largest(layout, place, partial(attempt, arranged=bare)))
        if tried[-1].is_fitting and min(tried[-1].by_page) >= layout.file.even_percent:
            break
    best = max(tried, key=lambda trial: (trial.is_fitting, min(trial.by_page)))
    if pages is None:
        best = _ending_well(best, partial(attempt, arranged=best.arrangement))
    if not (best.is_fitting or best.overrun):
        best = _shortened(layout, best, attempt)
    if best.overrun:
        refuse_overrun(best.overrun, f" at the smallest size ({best.setting.body_pt:g} pt)")
    if not best.is_fitting:
        raise FitError(_too_long(best), over=best.full - 1)
    return _with_extras(layout, extras, best, attempt, once)


def _shortened(layout: Layout, whole: _Trial, attempt: Callable[..., _Trial]) -> _Trial:
    """Give a trial with as few parts left out as the smallest size takes, in their order.

    How many are tried first hangs on by how much the page bursts with all of them. If none holds,
    it is the one without any of them.
    """
    parts = layout.file.may_leave_out
    best, least, most = whole, 0, len(parts) + 1
    count = 2 + int((whole.full - 1) / PART)
    while most - least > 1 and not best.overrun:
        count = min(max(count, least + 1), most - 1, len(parts))
        arranged = replace(
            whole.arrangement, left_out=(*parts[:count], *whole.arrangement.left_out)
        )
        trial = attempt(0.0, arranged=arranged)
        if trial.is_fitting:
            best, most, count = trial, count, count - 1
        else:
            best, least, count = best if best.is_fitting else trial, count, count + 1
    if best.is_fitting and not best.is_full:  # what went may leave room for larger type
        return _largest(layout, 0.0, partial(attempt, arranged=best.arrangement))
    return best


def _with_extras(
    layout: Layout,
    extras: tuple[str, ...],
    best: _Trial,
    attempt: Callable[..., _Trial],
    once: _Trial | None,
) -> _Trial:
    """Give a trial at the same size, on as many pages, with each part more that has room."""
    made = {(once.share, once.arrangement): once} if once else {}
    for extra in extras:
        left_out = tuple(one for one in best.arrangement.left_out if one != extra)
        bare = best.arrangement.division
        for place in layout.file.if_room[extra]:
            arranged = Arrangement(division=bare | place, left_out=left_out)
            known = made.get((best.share, arranged))
            trial = known or attempt(best.share, arranged=arranged)
            if trial.is_fitting and trial.typeset.pages <= best.typeset.pages:
                best = trial
                break
    return best


def _with_air(layout: Layout, bare: _Trial, attempt: Callable[..., _Trial]) -> _Trial:
    """Give a trial with the room that it leaves as air: its boxes moved, or set once more."""
    air_pt = air(bare.typeset.air_rooms, layout.file.air.most_pt)
    if not air_pt:
        return bare
    moved = bare.moved(replace(bare.setting, air_pt=air_pt), bare.typeset.with_air(air_pt))
    if moved is not bare:
        return moved
    aired = attempt(bare.share, air_pt, leading=bare.setting.leading)
    return aired if aired.is_fitting else bare


def _largest(layout: Layout, share: float, attempt: Callable[[float], _Trial]) -> _Trial:
    """Give the trial with the largest setting that fits, or the smallest if none does."""
    fitting: _Trial | None = None
    bursting: _Trial | None = None
    elasticity, bursts = ELASTICITY, 0
    for _ in range(MOST_PASSES):
        trial = attempt(share)
        bursts = 0 if trial.is_fitting else bursts + 1
        if trial.is_fitting:
            elasticity = _elasticity(layout, fitting, trial) if fitting else elasticity
            fitting = trial
            if share >= 1 or trial.is_full:
                break
        else:
            bursting = trial
            if share <= 0:
                break
        if not (fitting and bursting):
            share = _ahead(layout, trial, elasticity, STEP * 2 ** max(bursts - 1, 0))
        elif bursting.share - fitting.share < STEP:
            break
        else:
            share = _between(layout, fitting, bursting, 0.5 ** max(bursts - 1, 0))
    if fitting:
        return fitting
    return attempt(0) if trial.share > 0 else trial


def _ending_well(trial: _Trial, attempt: Callable[[float], _Trial]) -> _Trial:
    """Give the largest setting of those that take the fewest pages and leave none nearly empty."""
    tried = [trial, *map(attempt, _LOWER_SHARES)] if trial.share > 0 else [trial]

    def merit(one: _Trial) -> tuple[bool, int, bool, float, float]:
        *inner, last = one.by_page
        even = min([EVEN_PERCENT, *inner])
        return one.is_fitting, -len(one.by_page), last >= LAST_PERCENT, even, one.share

    return max(tried, key=merit)


def _first(layout: Layout, length: float) -> float:
    """Give where to begin with a text."""
    share, just_full = 0.5, _area(layout, 0) / max(length, 0.01)
    for _ in range(3):  # the aim hangs a little on the place
        share = _share_of_area(layout, just_full * _aim(layout, share) ** (1 / ELASTICITY))
    return share


def _aim(layout: Layout, share: float) -> float:
    """Give how full a page is to be: midway in what is full once its lines are let out."""
    widest = layout.file.leading.widest(share) / _leading(layout, share)
    least = ENOUGH / (1 + LINES * (widest - 1))
    return (1 + least) / 2


def _leading(layout: Layout, share: float) -> float:
    """Give the leading at which a place on the scale is tried: the least, if it may be let out."""
    leading = layout.file.leading
    return leading.closest(share) if layout.file.pages else leading.at(share)


def _area(layout: Layout, share: float) -> float:
    """Give a measure of the area that a word takes at a place on the scale."""
    body_pt = layout.file.body_pt.at(share)
    return body_pt * body_pt * _leading(layout, share)


def _share_of_area(layout: Layout, area: float) -> float:
    """Give the place on the scale where a word takes an area, within 0 and 1."""
    low, high = 0.0, 1.0
    if area <= _area(layout, low):
        return low
    if area >= _area(layout, high):
        return high
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _area(layout, middle) < area else (low, middle)
    return low


def _elasticity(layout: Layout, lower: _Trial, upper: _Trial) -> float:
    """Give how the fullness followed the area between two settings that fit."""
    grown = math.log(_area(layout, upper.share) / _area(layout, lower.share))
    filled = math.log(upper.full / lower.full)
    return min(max(filled / max(grown, 1e-6), LEAST_ELASTIC), MOST_ELASTIC)


def _ahead(layout: Layout, trial: _Trial, elasticity: float, step: float) -> float:
    """Give where the page should be just full, from the last trial and a page's elasticity.

    It is a ``step`` away at least.
    """
    aim = _aim(layout, trial.share)
    if not trial.is_fitting:
        elasticity, aim = max(elasticity, OVERFLOWING), AIM
    area = _area(layout, trial.share) * (aim / trial.full) ** (1 / elasticity)
    share = _share_of_area(layout, area)
    if trial.is_fitting:
        return min(max(share, trial.share + step), 1.0)
    return max(min(share, trial.share - step), 0.0)


def _between(layout: Layout, fitting: _Trial, bursting: _Trial, part: float) -> float:
    """Give where the page should be just full between a setting that fits and one that does not.

    It lies on the line between the two, of which only a ``part`` is gone where the last trials
    burst one after the other: a page does not say well by how much it bursts (the Illinois rule).
    """
    low, high = _area(layout, fitting.share), _area(layout, bursting.share)
    way = (_aim(layout, fitting.share) - fitting.full) / max(bursting.full - fitting.full, 0.001)
    way = part * min(max(way, 0.1), 0.9)
    share = _share_of_area(layout, low + way * (high - low))
    margin = (bursting.share - fitting.share) / 10
    return min(max(share, fitting.share + margin), bursting.share - margin)


def refuse_overrun(overrun: Overrun, when: str = "") -> NoReturn:
    """Raise the ``FitError`` of a line that leaves its column, with its measure; ``when`` ends it.

    What the line says is not in the message: it may hold a name.
    """
    over_mm = overrun.over_pt / 72 * 25.4
    what = "text" if overrun.text.strip() else "a drawing"
    raise FitError(
        f"{what} leaves its column by {over_mm:.1f} mm{when}",
        hint=_LONG_WORD if overrun.text.strip() else _WIDE_DRAWING,
        text=overrun.text,
        selector=overrun.stand.selector,
        over=overrun.over_pt,
    )


_LONG_WORD: Final = "put a space or a hyphen into its longest word, or shorten it"
_WIDE_DRAWING: Final = (
    "the layout must give it more room: see column_mm and charts in its layout.yaml"
)


def _too_long(trial: _Trial) -> str:
    over = (trial.full - 1) * trial.typeset.room_pt
    line = trial.setting.body_pt * trial.setting.leading
    lines = max(1, math.ceil(over / line))
    return (
        f"{math.ceil(100 * trial.full)}% full at the smallest size"
        f" ({trial.setting.body_pt:g} pt): cut about {lines} {'line' if lines == 1 else 'lines'}"
    )
