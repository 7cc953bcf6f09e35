"""Where a survey text contradicts itself: points missing, areas that are not those of the shapes, names used twice."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from shapely.geometry.polygon import orient

from ...model.codes import Severity
from ..layer import ReadFault

_MOST_EXAMPLES = 5


def plot_faults(survey, shapes, crs, declared_area):
    """`ReadFault`s of the plots of a `SurveyText`. A shape that lacks points loses its `whole`.

    shapes: a `PlotShape` for each plot, in `crs`. declared_area: plot → (m2, half of its last place).
    """
    found = []
    short, differ, wrong, areas_told = [], [], [], []
    geod = crs.get_geod()
    for plot, shape in zip(survey.plots, shapes):
        stated, rounding = declared_area(plot)
        agrees = _agrees(shape, stated, rounding, crs, geod) if stated is not None else None
        if agrees is False:
            areas_told.append((plot, stated, shape))
        count = _count_differs(plot, shape)
        if count and count < 0 and not agrees:  # fewer points than declared, and no area that proves them enough
            shape.whole = False
            short.append(plot)
        elif count:
            differ.append(plot)
        elif shape.geometry is None:
            wrong.append(plot)
    found += _counted("survey_points_missing", short, Severity.ERROR, _counts)
    found += _counted("survey_point_count", differ, Severity.WARNING, _counts)
    found += _counted("survey_too_few_points", wrong, Severity.ERROR, _label)
    found += _areas(areas_told, crs, geod)
    found += _rings(survey, shapes)
    return found + _names(survey)


def _count_differs(plot, shape):
    """How many points more (or fewer, negative) there are than declared; a ring's return may be counted or not."""
    if plot.count is None:
        return 0
    count, rings = len(plot.points), len(shape.rings)
    if count - rings <= plot.count <= count + shape.open_rings:
        return 0
    return -1 if plot.count > count else 1


def _agrees(shape, stated, rounding, crs, geod):
    """Whether a declared area is that of the shape, on the plane or on the ellipsoid, within the rounding of both."""
    if shape.geometry is None or shapely.get_dimensions(shape.geometry) != 2:
        return None
    figures = _figures(shape.geometry, crs, geod)
    slack = rounding * 1.0001 + 0.01 * _metres(shape.geometry, crs, geod)  # coordinates are given to a centimetre
    return any(abs(stated - figure) <= slack for figure in figures)


def _figures(geometry, crs, geod):
    """Areas (m2) that a survey may state of a shape: on the plane and on the ellipsoid, of degrees the latter alone."""
    if crs.is_geographic:
        return (_on_ellipsoid(geometry, geod),)
    degrees = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    moved = shapely.transform(geometry, lambda xy: np.column_stack(degrees.transform(*xy.T)))
    return geometry.area, _on_ellipsoid(moved, geod)


def _on_ellipsoid(geometry, geod):
    return sum(abs(geod.geometry_area_perimeter(orient(part))[0]) for part in shapely.get_parts(geometry))


def _metres(geometry, crs, geod):
    return geod.geometry_length(geometry.boundary) if crs.is_geographic else geometry.length


def _areas(told, crs, geod):
    """One fault for each of the first plots whose area is not the declared one, one more for the rest."""
    found = []
    for plot, stated, shape in told[:_MOST_EXAMPLES]:
        figure = _figures(shape.geometry, crs, geod)[0]
        in_m2 = abs(stated / 1e4 - figure) <= 0.005 * figure
        params = {"plot": _label(plot), "stated": f"{stated / 1e4:.4f}", "found": f"{figure / 1e4:.4f}"}
        found.append(ReadFault("survey_area_in_m2" if in_m2 else "survey_area", params, Severity.WARNING))
    if len(told) > _MOST_EXAMPLES:
        found.append(ReadFault("survey_areas_more", {"count": len(told) - _MOST_EXAMPLES}, Severity.WARNING))
    return found


def _rings(survey, shapes):
    open_plots = [plot for plot, shape in zip(survey.plots, shapes) if shape.open_rings]
    beside = [
        plot
        for plot, shape in zip(survey.plots, shapes)
        if shape.geometry is not None and shapely.get_type_id(shape.geometry) == shapely.GeometryType.MULTIPOLYGON
    ]
    areas = sum(shape.geometry is not None and shapely.get_dimensions(shape.geometry) == 2 for shape in shapes)
    mixed = len(open_plots) < areas  # where some rings return to their first point, one that does not may lack points
    return [
        *_counted("survey_ring_open", open_plots, Severity.WARNING if mixed else Severity.REMARK, _label),
        *_counted("survey_ring_outside", beside, Severity.REMARK, _label),
    ]


def _names(survey):
    """Names of points used twice in a ring for different places."""
    twice = []
    for plot in survey.plots:
        seen = {}
        for point in plot.points:
            key, where = (point.ring, point.name), (point.first, point.second)
            if point.name and seen.setdefault(key, where) != where:
                twice.append(f"{_label(plot)} {point.name} ({point.line})")
    if not twice:
        return []
    params = {"count": len(twice), "examples": ", ".join(twice[:_MOST_EXAMPLES])}
    return [ReadFault("survey_point_twice", params, Severity.WARNING)]


def _counted(code, plots, severity, tell):
    """[one fault that counts `plots` and shows some], [] for none."""
    if not plots:
        return []
    examples = ", ".join(tell(plot) for plot in plots[:_MOST_EXAMPLES])
    return [ReadFault(code, {"count": len(plots), "examples": examples}, severity)]


def _counts(plot):
    return f"{_label(plot)}: {plot.count} / {len(plot.points)}"


def _label(plot):
    """What a fault calls a plot: its number or name, and its line."""
    name = plot.values.get("DKBH") or plot.values.get("DKMC") or ""
    return f"{name} ({plot.line})" if name else f"({plot.line})"
