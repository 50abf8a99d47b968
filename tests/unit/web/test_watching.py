"""Pages that listen for changes, from the change on that they were made after."""

import asyncio
import json

import pytest

from careerprint.web.watching import Listeners


def _first(listeners: Listeners, since: int) -> list[str]:
    """Give the careers of the first event that a page gets which was made after ``since``."""

    async def heard() -> list[str]:
        events = listeners.events(since)
        assert await anext(events) == "retry: 1000\n\n"
        number, kind, data = (await anext(events)).splitlines()[:3]
        await events.aclose()
        assert (number, kind) == (f"id: {listeners.count}", "event: changed")
        found: list[str] = json.loads(data.removeprefix("data: "))
        return found

    return asyncio.run(heard())


def _told(*changes: list[str]) -> Listeners:
    listeners = Listeners()
    for careers in changes:
        listeners.tell(careers)
    return listeners


@pytest.mark.parametrize(
    ("since", "missed"),
    [(3, ["welder"]), (2, ["chef", "welder"]), (1, ["chef", "farmer", "welder"]), (0, [])],
)
def test_a_page_is_told_of_what_changed_since_it_was_made(since: int, missed: list[str]) -> None:
    listeners = _told([], ["farmer", "chef"], ["chef"], ["welder"])
    assert _first(listeners, since) == missed


@pytest.mark.parametrize(("since", "missed"), [(0, []), (2, []), (4, ["chef"]), (2_000, [])])
def test_a_page_of_whose_time_nothing_is_known_is_told_that_all_may_differ(
    since: int, missed: list[str]
) -> None:
    listeners = _told(*([name] for name in ("chef", "farmer", "welder")), *[["chef"]] * 1_000)
    assert _first(listeners, since) == missed


def test_a_page_that_missed_nothing_hears_the_next_change_first() -> None:
    async def heard() -> str:
        listeners = _told(["chef"])
        events = listeners.events(since=1)
        await anext(events)
        listeners.tell(["welder"])
        text = await anext(events)
        await events.aclose()
        return text

    assert asyncio.run(heard()) == 'id: 2\nevent: changed\ndata: ["welder"]\n\n'


def test_a_change_while_a_page_is_told_what_it_missed_is_told_after_it() -> None:
    async def heard() -> list[str]:
        listeners = _told(["chef"])
        events = listeners.events(since=0)
        await anext(events)
        listeners.tell(["welder"])
        told = [await anext(events), await anext(events)]
        await events.aclose()
        return [event.splitlines()[0] for event in told]

    assert asyncio.run(heard()) == ["id: 1", "id: 2"]


def test_pages_are_let_go() -> None:
    async def heard() -> list[str]:
        listeners = Listeners()
        events = listeners.events(since=0)
        first = await anext(events)
        listeners.end()
        return [first, *[event async for event in events]]

    assert asyncio.run(heard()) == ["retry: 1000\n\n"]
