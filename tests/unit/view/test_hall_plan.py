"""The plan of a fair's hall: every number on its table, every table within the walls."""

import pytest

from careerprint.view.charts.hall_plan import HallPlan, hall_plan

HALLS = {
    "one stand": [("A", ["A1"])],
    "uneven rows": [("A", ["A1", "A2", "A3"]), ("B", ["B1"])],
    "long rows": [("Cafeteria"[:8], [f"C{n:03d}" for n in range(1, 13)])],
    "many rows": [(f"A{n}", [f"{n:02d}{m}" for m in range(1, 9)]) for n in range(1, 29)],
}


def _plan(rows: list[tuple[str, list[str]]]) -> HallPlan:
    return hall_plan(
        rows, width=340, most_height=470, size=9.5, entrance="Entrance", alt="Plan of the hall"
    )


@pytest.mark.parametrize("name", HALLS)
def test_nothing_is_clipped_and_nothing_collides(name: str) -> None:
    plan = _plan(HALLS[name])
    numbers = [number for _, stands in HALLS[name] for number in stands]
    assert [stand.label.text for stand in plan.stands] == numbers
    assert plan.height <= 470
    boxes = [stand.box for stand in plan.stands]
    for stand in plan.stands:
        label, box = stand.label, stand.box
        assert label.size >= 8
        assert box.x <= label.x
        assert label.x + label.width <= box.x + box.width + 0.01
        assert box.y <= label.y - label.size * 0.7
        assert label.y <= box.y + box.height
        assert plan.walls.x <= box.x
        assert box.x + box.width <= plan.walls.x + plan.walls.width
        assert plan.walls.y <= box.y
        assert box.y + box.height <= plan.walls.y + plan.walls.height
    for row in plan.rows:
        assert row.x + row.width <= min(box.x for box in boxes)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            is_beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert is_beside or one.y >= other.y + other.height


def test_the_first_row_is_nearest_to_the_entrance() -> None:
    plan = _plan(HALLS["uneven rows"])
    first, last = plan.stands[0].box, plan.stands[-1].box
    assert last.y < first.y < plan.entrance.y
