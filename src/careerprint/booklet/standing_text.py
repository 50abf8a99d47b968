"""Standing blocks → text for the cache, and back again."""

import json
from collections.abc import Callable
from typing import Any

from careerprint.binder.fonts import Face, MadeReady, Resource
from careerprint.binder.makeready import Boxes
from careerprint.binder.plate import Plate, Text
from careerprint.booklet.standing import Element, Link, Standing, Used


def to_text(block: Standing) -> bytes:
    """Give a block as JSON; of fonts that the donor stands in for, the name alone."""
    return json.dumps(
        {
            "content": _said(block.content),
            "places": block.places,
            "resources": [_of_used(one) for one in block.resources],
            "marks": block.marks,
            "elements": [_of_element(one) for one in block.elements],
            "page": _said(block.page),
            "boxes": [_said(block.boxes.empty), block.boxes.seen, block.boxes.angle],
            "height_pt": block.height_pt,
            "room_pt": block.room_pt,
        }
    ).encode()


def from_text(text: bytes, face: Callable[[str], Face | None]) -> Standing | None:
    """Read a block; ``face`` gives the donor's face of a name.

    None if it is not what this program wrote, or the donor lacks one of its faces.
    """
    try:
        found: dict[str, Any] = json.loads(text)
        empty, seen, angle = found["boxes"]
        left, foot, right, top = seen
        return Standing(
            content=_bytes(found["content"]),
            places=tuple(found["places"]),
            resources=tuple(_to_used(one, face) for one in found["resources"]),
            marks=found["marks"],
            elements=tuple(map(_to_element, found["elements"])),
            page=_bytes(found["page"]),
            boxes=Boxes(_bytes(empty), (left, foot, right, top), angle),
            height_pt=found["height_pt"],
            room_pt=found["room_pt"],
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _said(raw: bytes) -> str:
    return raw.decode("latin-1")


def _bytes(said: str) -> bytes:
    return said.encode("latin-1")


def _of_used(used: Used) -> list[Any]:
    resource = used.resource
    if resource is None:
        return [used.category, used.digest, _said(used.written)]
    if resource.face is not None and used.digest == resource.face.name:
        return [used.category, used.digest, None]
    plate, number = resource.ready.plate
    return [used.category, used.digest, None, _of_plate(plate), number]


def _to_used(found: list[Any], face: Callable[[str], Face | None]) -> Used:
    category, digest, said, *rest = found
    if said is not None:
        return Used(category, digest, _bytes(said), None)
    if rest:
        ready = MadeReady(_to_plate(rest[0]), rest[1])
        return Used(category, digest, b"", Resource(digest=digest, face=None, ready=ready))
    known = face(digest)
    if known is None:
        raise ValueError("the donor has no such face")
    return Used(category, digest, b"", Resource(digest=digest, face=known, ready=known.ready))


def _of_plate(plate: Plate) -> dict[str, Any]:
    return {
        "packed": [[_said(one.text), one.places] for one in plate.packed],
        "streams": [[_said(one.text), one.places, _said(data)] for one, data in plate.streams],
    }


def _to_plate(found: dict[str, Any]) -> Plate:
    return Plate(
        packed=tuple(Text(_bytes(text), tuple(places)) for text, places in found["packed"]),
        streams=tuple(
            (Text(_bytes(text), tuple(places)), _bytes(data))
            for text, places, data in found["streams"]
        ),
    )


def _of_element(element: Element) -> list[Any]:
    kids = [kid if isinstance(kid, int) else _of_kid(kid) for kid in element.kids]
    said = [_said(raw) for raw in (element.role, element.own, element.attributes)]
    return [*said, element.box, element.is_identified, kids]


def _of_kid(kid: Element | Link) -> dict[str, Any]:
    if isinstance(kid, Element):
        return {"element": _of_element(kid)}
    return {"link": [_said(kid.own), kid.box, kid.part]}


def _to_element(found: list[Any]) -> Element:
    role, own, attributes, box, is_identified, kids = found
    return Element(
        _bytes(role),
        _bytes(own),
        _bytes(attributes),
        tuple(box),
        is_identified,
        tuple(kid if isinstance(kid, int) else _to_kid(kid) for kid in kids),
    )


def _to_kid(found: dict[str, Any]) -> Element | Link:
    if "element" in found:
        return _to_element(found["element"])
    own, box, part = found["link"]
    return Link(_bytes(own), tuple(box), part)
