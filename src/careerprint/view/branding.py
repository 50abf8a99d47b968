"""Whose handout it is and in which colours: of a brand, a cluster and an ink."""

from careerprint.pictures.picture import in_room
from careerprint.profile.clusters import Cluster
from careerprint.settings import Ink, Variant
from careerprint.view.page import BrandLines, Colours


def brand_lines(variant: Variant, logo_mm: tuple[float, float] | None = None) -> BrandLines:
    """Give the lines of whose handout it is.

    ``logo_mm`` is the width and height in millimetres of a layout's room for a large logo.
    """
    brand, logo = variant.brand, variant.logo
    return BrandLines(
        organisation=brand.organisation or "",
        contact=brand.contact or "",
        event=brand.event or "",
        footer=brand.footer or "",
        logo=logo,
        large_logo=in_room(logo, logo_mm) if logo and logo_mm else None,
    )


def colours_of(cluster: Cluster, variant: Variant) -> Colours:
    """Give the brand's colours, or those of a cluster; black and white for the copier."""
    if variant.ink is Ink.COPIER:
        return Colours(
            accent="#000000",
            tint="#ffffff",
            soft="#ffffff",
            pattern=cluster.pattern,
            is_hatched=True,
        )
    accent = variant.brand.accent or cluster.accent
    return Colours(
        accent=accent,
        tint=mix(accent, 0.09),
        soft=mix(accent, 0.35),
        pattern=cluster.pattern,
        is_hatched=False,
    )


def mix(colour: str, share: float) -> str:
    """Give a ``#rrggbb`` colour mixed with white, ``share`` of it from 0 to 1."""
    parts = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)
