"""Checks of geometries, as they are delivered and as they go on."""

from __future__ import annotations

from ...model.codes import Kind, Severity
from ..meaning.roles import kinds_of
from .closed_lines import ClosedLines
from .duplicates import Duplicates
from .extents import Extents
from .origin import AtOrigin
from .repeated import RepeatedPoints
from .scale import Scale
from .slivers import Slivers
from .spikes import Spikes


def geometry_checks(about):
    """`Check`s of the geometries of a layer that is `about`."""
    scale = Scale(about.analysis_crs)
    twice = Severity.REMARK if about.role is None else Severity.WARNING  # schemes may well share their subjects
    lines = (ClosedLines(),) if about.role is None or Kind.LINE not in kinds_of(about.role) else ()
    return (
        *lines,
        Duplicates(twice),
        RepeatedPoints(),
        Spikes(scale),
        Slivers(scale, about.area_of),
        Extents(Scale(about.crs)),
        AtOrigin(),
    )
