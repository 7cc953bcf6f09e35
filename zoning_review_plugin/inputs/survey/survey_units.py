"""In what unit the coordinates of a survey text are: what it states, held against the figures.

Metres are what the layout wants; kilometres are read, degrees too. What is stated and is none of these (feet, unknown
words) is refused, and so are figures that cannot be in the unit: a plot a thousand times too far is no plot.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from ...model.codes import Severity
from ...model.errors import InputFault
from ..layer import ReadFault
from .survey_header import UNIT, setting

_LARGEST_DEGREES = 180.0
_MOST_NORTHING = 10_100_000.0  # m: no place is farther from the equator
# Northings (m) of China's land and sea: 3.4 degrees north is 376 km from the equator, 53.6 degrees 5942 km.
_NORTHINGS = (300_000.0, 6_100_000.0)
LENGTHS = {
    **dict.fromkeys(("米", "m", "公尺", "meter", "meters", "metre", "metres", "米制"), 1.0),
    **dict.fromkeys(("千米", "公里", "km", "kilometer", "kilometers", "kilometre", "kilometres"), 1000.0),
    **dict.fromkeys(("分米", "dm"), 0.1),
    **dict.fromkeys(("厘米", "cm", "公分"), 0.01),
    **dict.fromkeys(("毫米", "mm"), 0.001),
}
# Known, so that they are noticed where nothing but a title states them; which foot is meant nobody can tell (the
# international and the American one set a northing 7 m apart), so that they are not read.
_OTHER_LENGTHS = ("英尺", "英寸", "英里", "码", "市尺", "市里", "丈", "ft", "feet", "foot", "inch", "mile", "miles")
_DEGREES = ("度", "°", "deg", "degree", "degrees", "十进制度", "度十进制", "十进制", "decimaldegrees", "dd", "经纬度")
_SEXAGESIMAL = re.compile(r"度分|dms|°['′]|^['′\"″]", re.IGNORECASE)
_AREAS = ("公顷", "平方米", "亩", "平方公里", "平方千米", "hm2", "ha", "m2", "km2", "㎡", "万平方米")
DEGREES, SEXAGESIMAL = "degrees", "sexagesimal"


def unit_named(text):
    """Metres in a unit of length, `DEGREES` or `SEXAGESIMAL`; None for a text that names no unit that is known."""
    plain = unicodedata.normalize("NFKC", text).lower()
    words = [word for word in re.split(r"[\s,;、，；/|()（）\[\]【】及和]+", plain) if word]
    found = {_one(word) for word in words if word not in _AREAS}
    return found.pop() if len(found) == 1 else None


def _one(word):
    if _SEXAGESIMAL.search(word):
        return SEXAGESIMAL
    return DEGREES if word in _DEGREES else LENGTHS.get(word)


def is_unit_of_places(text):
    """Whether a text is the name of a unit that coordinates can have, be it one that is read or not."""
    return unit_named(text) is not None or unicodedata.normalize("NFKC", text).strip().lower() in _OTHER_LENGTHS


def in_metres(coordinates, survey, place, named=None):
    """(coordinates in metres or degrees, [ReadFault]) of figures as written, (n, 2), in either order.

    named: the CRS that the user names; figures that fit it are taken as such whatever the header says, with a warning.
    Raises InputFault where a unit is not known or cannot be that of the figures.
    """
    text = setting(survey, UNIT)
    if not text or not len(coordinates):
        return coordinates, []
    unit = unit_named(text)
    if unit is None or unit == SEXAGESIMAL and survey.marked < len(coordinates):
        raise InputFault("survey_unit_unknown", place, stated=text[:60])
    params = {"stated": text[:60], "figures": f"{coordinates[0, 0]:.10g}, {coordinates[0, 1]:.10g}"}
    if unit in (DEGREES, SEXAGESIMAL):
        return coordinates, ([] if in_degrees(coordinates) else _contradicts(params, named, place))
    metres = coordinates if unit == 1.0 else coordinates * unit
    if in_degrees(metres) and not (named is not None and named.is_projected):
        return metres, _contradicts(params, named if unit == 1.0 else None, place)
    if np.abs(metres).max(axis=0).min() > _MOST_NORTHING:
        raise InputFault("survey_unit_contradicts", place, **params)
    if unit == 1.0:
        return metres, []
    return metres, [ReadFault("survey_unit_converted", {**params, "factor": f"{unit:g}"}, Severity.REMARK)]


def _contradicts(params, named, place):
    """[a warning] that figures cannot be in the unit that is stated. Raises InputFault where the user names no CRS."""
    if named is None:
        raise InputFault("survey_unit_contradicts", place, **params)
    return [ReadFault("survey_unit_contradicts", params, Severity.WARNING)]


def refuse_far_northings(coordinates, place):
    """Raise InputFault where metres of a Gauss-Krüger system of China lie nowhere near it: kilometres, packed degrees.

    coordinates: (n, 2), eastings first.
    """
    northings = coordinates[:, 1]
    if len(northings) and not (northings.min() >= _NORTHINGS[0] and northings.max() <= _NORTHINGS[1]):
        shown = northings.min() if northings.min() < _NORTHINGS[0] else northings.max()
        raise InputFault("survey_northing", place, northing=f"{shown:.10g}")


def refuse_packed_degrees(coordinates, place):
    """Raise InputFault where all figures, in either order, can be degrees, minutes and seconds in one: 1163045.12.

    As metres they would lie in the sea off the south of China.
    """
    for latitudes, longitudes in (coordinates.T, coordinates.T[::-1]):
        if len(coordinates) and _packed(latitudes, 3, 54) and _packed(longitudes, 73, 136):
            shown = f"{coordinates[0, 0]:.10g}, {coordinates[0, 1]:.10g}"
            raise InputFault("survey_packed_degrees", place, figures=shown)


def _packed(figures, least, most):
    minutes, seconds = figures // 100 % 100, figures % 100
    whole = (figures >= least * 1e4) & (figures < most * 1e4)
    return bool((whole & (minutes < 60) & (seconds < 60)).all())


def in_degrees(coordinates):
    """Whether figures are degrees rather than metres."""
    return bool((np.abs(coordinates) <= _LARGEST_DEGREES).all())
