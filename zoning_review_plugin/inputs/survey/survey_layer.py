"""Survey boundary text as a `Layer`: its coordinate system, its shapes, and where it contradicts itself."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.errors import Place
from ..layer import Batch, Field, MemoryLayer, ReadFault
from ..texts.plain_text import read_text
from .rings import closed, polygon_of
from .survey_checks import plot_faults
from .survey_crs import oriented, system_of_text
from .survey_header import settings_told
from .survey_text import BLOCK, FIELDS, parse_survey
from .survey_units import in_metres

_TITLES = {**dict(FIELDS), "MJ": "地块面积（平方米）", "JZDS": "界址点数"}
_UNITS = (("公顷", 1e4), ("平方公里", 1e6), ("平方米", 1.0), ("亩", 1e4 / 15))
_AREA = re.compile(r"\s*(\d+(?:\.(\d*))?)\s*(\D*)\Z")
HECTARE = 1e4


def survey_layer(source, encoding, crs=None):
    """The `MemoryLayer` of the survey text that a `Source` names. crs: pyproj, where the user names it.

    Raises InputFault where the text cannot be read or its coordinate system cannot be told.
    """
    place = Place(file=source.text)
    text, choice = read_text(source.target, place, encoding)
    survey = parse_survey(text, source.text)
    layer = layer_of_survey(survey, source.stem, place, choice.facts, crs)
    # The words of the layout that were understood prove the encoding: no samples need be looked at.
    told = [fault for fault in choice.faults if survey.layout != BLOCK or fault.severity != Severity.INFO]
    return replace(layer, found=(*told, *layer.found))


def layer_of_survey(survey, name, place, facts, crs=None, attributes=None):
    """The `MemoryLayer` of a `SurveyText`; `place` is named in errors. Raises InputFault.

    attributes: {field: array of text or None, one for each plot} where they are not those of a survey text.
    """
    coordinates = _coordinates(survey)
    coordinates, found = in_metres(coordinates, survey, place, crs)
    coordinates, turned = oriented(coordinates, survey, place)
    found += turned + settings_told(survey) + _told(survey)
    crs, told = system_of_text(survey, coordinates, place, crs)
    found += told
    shapes, starts = [], np.cumsum([0] + [len(plot.points) for plot in survey.plots])
    for plot, start, end in zip(survey.plots, starts, starts[1:]):
        shapes.append(_shape(plot, coordinates[start:end]))
    found += plot_faults(survey, shapes, crs, declared_area)
    whole = [shape.geometry if shape.whole else None for shape in shapes]
    facts = {"driver": "survey text", **facts}
    facts.update({f"header.{key}": value for key, value in survey.header.items()})
    wkb = np.full(len(whole), None, dtype=object)
    wkb[:] = shapely.to_wkb(np.array(whole, dtype=object))
    attributes = _attributes(survey) if attributes is None else attributes
    fields = tuple(Field(key, _TITLES.get(key, "")) for key in attributes)
    fid = np.arange(1, len(whole) + 1, dtype=np.int64)
    return MemoryLayer(name, name, fields, crs, len(whole), facts, Batch(fid, wkb, attributes), tuple(found))


def _told(survey):
    """Remarks on lines left aside, and where nothing but their order tells that points are the corners of areas."""
    found = []
    if survey.aside:
        params = {"count": len(survey.aside), "examples": ", ".join(name[:40] for name in survey.aside[:5])}
        found.append(ReadFault("survey_lines_aside", params, Severity.REMARK))
    plots = [plot for plot in survey.plots if len(plot.points) > 2 and "TXSX" not in plot.values]
    if survey.layout == BLOCK or not plots:
        return found
    params = {"plots": len(plots), "points": sum(len(plot.points) for plot in plots)}
    return [*found, ReadFault("points_as_areas", params, Severity.REMARK)]


def declared_area(plot):
    """(m2, half of the last place written in m2) that a plot declares, (None, None) where it declares no figure.

    Without a unit it is in hectares, as the layout wants it.
    """
    found = _AREA.match(plot.values.get("DKMJ", ""))
    if not found or float(found.group(1)) == 0:
        return None, None
    unit = next((factor for name, factor in _UNITS if name in found.group(3)), HECTARE)
    return float(found.group(1)) * unit, 0.5 * 10.0 ** -len(found.group(2) or "") * unit


def _coordinates(survey):
    """(n, 2): first and second figure of every point."""
    return np.array([(point.first, point.second) for plot in survey.plots for point in plot.points], dtype=float)


class PlotShape:
    """What a plot's points draw. open_rings, outside: how many rings are not closed, lie beside the first.

    whole: whether the shape may be used; the checks take it away where points are missing.
    """

    def __init__(self, geometry, rings, open_rings):
        self.geometry, self.rings, self.open_rings = geometry, rings, open_rings
        self.whole = geometry is not None


def _shape(plot, coordinates):
    rings, kind = split_rings(plot.points, coordinates), plot.values.get("TXSX", "")
    if kind == "点" or (not kind and len(plot.points) == 1):
        points = shapely.points(coordinates)
        return PlotShape(points[0] if len(points) == 1 else shapely.multipoints(points), rings, 0)
    if kind == "线":
        return PlotShape(_lines(rings), rings, 0)
    closings = [closed(ring) for ring in rings]
    complete = closings and all(len(ring) >= 4 for ring, _ in closings)
    geometry = polygon_of([ring for ring, _ in closings]) if complete else None
    return PlotShape(geometry, rings, sum(not was for _, was in closings))


def _lines(parts):
    if not parts or any(len(part) < 2 for part in parts):
        return None
    lines = [shapely.linestrings(part) for part in parts]
    return lines[0] if len(lines) == 1 else shapely.multilinestrings(lines)


def split_rings(points, coordinates):
    """The rings of a plot as (n, 2) arrays: a new number begins one, and so does a return to the first point."""
    rings, start = [], 0
    for k in range(1, len(points) + 1):
        back = k - start > 3 and (coordinates[k - 1] == coordinates[start]).all()
        if k == len(points) or points[k].ring != points[start].ring or back:
            if k > start:
                rings.append(coordinates[start:k])
            start = k
    return rings


def _attributes(survey):
    """{field: array of text or None} of all plots."""
    names = [name for name, _ in FIELDS]
    extra = sorted({key for plot in survey.plots for key in plot.values} - set(names), key=lambda key: (len(key), key))
    columns = {key: [plot.values.get(key) for plot in survey.plots] for key in (*names, *extra)}
    if survey.layout != BLOCK:  # nothing else tells its plots apart
        columns["DKBH"] = [text or str(number) for number, text in enumerate(columns["DKBH"], 1)]
    areas = [declared_area(plot)[0] for plot in survey.plots]
    columns["MJ"] = [None if area is None else f"{area:.10g}" for area in areas]
    columns["JZDS"] = [str(len(plot.points)) for plot in survey.plots]
    return {key: np.array(column + [None], dtype=object)[:-1] for key, column in columns.items()}
