"""Which checks a layer's features go through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable

from .attributes import attribute_checks
from .destroyed_texts import DestroyedTexts
from .geometry import geometry_checks


@dataclass(frozen=True)
class About:
    """What the checks may know of the layer whose features they see.

    role: of a constraint layer, None for subjects. columns: our name → field of the layer. crs: the layer's own, a
    pyproj CRS. area_of: geometries in the analysis CRS → m2 on the ellipsoid. area_unit: of the area attribute, a key
    of `AREA_UNITS`. day: of the review, ISO text. analysis_crs: a pyproj CRS. meanings: of the codes that stand for
    classes, {} where classes are written out.
    """

    role: str | None
    columns: dict[str, str]
    crs: Any
    area_of: Callable
    area_unit: str
    day: str
    analysis_crs: Any
    meanings: dict[str, str] = field(default_factory=dict)


def feature_checks(about: About):
    """New `Check`s for one pass of a layer."""
    return (*geometry_checks(about), *attribute_checks(about), DestroyedTexts())
