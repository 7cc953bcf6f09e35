"""A layer → survey boundary text (勘测定界 TXT) in the layout for reporting, exact to a tenth of a millimetre."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyproj
import shapely

from ..inputs.places.crs import crs_name
from ..inputs.shapes.wkb import decode
from ..inputs.survey.gauss_kruger import NAMES, GaussKruger, datum_of, system_of, width_of, zone_at
from ..inputs.survey.survey_header import KEYS, TRANSFORM
from ..inputs.survey.survey_text import ATTRIBUTES, COORDINATES, FIELDS
from ..model.codes import Severity
from ..model.errors import InputFault, Place
from ..model.records import Issue
from .aside import written_aside

ENCODINGS = ("gb18030", "utf-8")
_DECIMALS = 4  # of metres
_AREA_DECIMALS = 4  # of hectares
_KINDS = {0: "点", 1: "线", 2: "面", 4: "点", 5: "线", 3: "面", 6: "面"}
# Under which names a layer may hold what a plot's line wants, best first.
_ALIASES = {
    "DKMJ": ("DKMJ", "地块面积"),
    "DKBH": ("DKBH", "地块编号", "BSM", "id"),
    "DKMC": ("DKMC", "地块名称", "MC", "name", "名称"),
    "TFH": ("TFH", "图幅号"),
    "DKYT": ("DKYT", "地块用途", "YT"),
    "DLBM": ("DLBM", "地类编码"),
}
_MADE_ANEW = ("TXSX", "MJ", "JZDS")
_CLEARED = str.maketrans({",": "，", "@": "＠", "\n": " ", "\r": " "})


@dataclass(frozen=True)
class Written:
    """What was written. crs: of the text. issues: what the text could not hold."""

    path: Path
    plots: int
    points: int
    crs: object
    issues: tuple[Issue, ...]


def write_survey(layer, path, crs=None, encoding="gb18030", header=None):
    """Write all features of a `Layer` as survey text. Returns a `Written`.

    crs: the Gauss-Krüger system to write in; left out, the layer's own, or the 3-degree zone of its middle on the same
    datum. header: settings to take over. Raises InputFault where the layer cannot be brought there, OutputFault.
    """
    faults = []
    batches = list(layer.batches([field.name for field in layer.fields], faults=faults))
    shapes = np.concatenate([decode(batch.wkb)[0] for batch in batches]) if batches else np.empty(0, object)
    place = Place(layer=layer.name)
    system = _system(layer, crs, shapes, place)
    shapes = _moved(shapes, layer.crs, system, place)
    columns = _columns(layer)
    texts, points, changed = [], 0, 0
    rows = (
        {ours: batch.attributes[theirs][row] for ours, theirs in columns.items()}
        for batch in batches
        for row in range(len(batch))
    )
    for number, (shape, values) in enumerate(zip(shapes, rows), 1):
        lines, altered = _plot(shape, values, number)
        texts += lines
        points += len(lines) - 1
        changed += altered
    path = Path(path)
    content = "\r\n".join([*_header(system, header or {}), *texts, ""])
    with written_aside(path.parent) as aside:
        (aside / path.name).write_bytes(content.encode(encoding))
    issues = [Issue(layer.name, fault.code, fault.severity, params=dict(fault.params)) for fault in faults]
    return Written(path, len(shapes), points, system.crs, (*issues, *_left(layer, columns, changed)))


def _system(layer, crs, shapes, place):
    """The `GaussKruger` system to write in. Raises InputFault."""
    if layer.crs is None:
        raise InputFault("subject_crs_missing", place)
    found = system_of(crs or layer.crs)
    if found is not None and datum_of(layer.crs) == found.datum:
        return found
    datum = datum_of(layer.crs)
    if crs is not None or datum is None:
        raise InputFault("survey_crs_unfit", place, crs=crs_name(crs or layer.crs), layer_crs=crs_name(layer.crs))
    box = shapely.total_bounds(shapes)
    if not np.isfinite(box).all():
        raise InputFault("survey_nothing_to_write", place)
    degrees = pyproj.Transformer.from_crs(layer.crs, layer.crs.geodetic_crs, always_xy=True)
    longitude, _ = degrees.transform(0.5 * (box[0] + box[2]), 0.5 * (box[1] + box[3]))
    if width_of(zone_at(longitude)) is None:
        raise InputFault("survey_crs_unfit", place, crs=crs_name(layer.crs), layer_crs=crs_name(layer.crs))
    return GaussKruger(datum, 3, zone_at(longitude), True)


def _moved(shapes, crs, system, place):
    """The shapes in the system to write in: the datum is the same, so that only figures change."""
    if crs.equals(system.crs, ignore_axis_order=True):
        return shapes
    there = pyproj.Transformer.from_crs(crs, system.crs, always_xy=True)
    moved = shapely.transform(shapes, lambda xy: np.column_stack(there.transform(*xy.T)))
    if not np.isfinite(shapely.get_coordinates(moved)).all():
        raise InputFault("survey_crs_unfit", place, crs=crs_name(system.crs), layer_crs=crs_name(crs))
    return moved


def _columns(layer):
    """{our name: the layer's field} of what a plot's line can hold."""
    known = {name.lower(): field.name for field in layer.fields for name in (field.name, field.alias) if name}
    found = {}
    for ours, theirs in _ALIASES.items():
        name = next((known[alias.lower()] for alias in theirs if alias.lower() in known), None)
        if name is not None:
            found[ours] = name
    extra = sorted((name for name in known.values() if _is_extra(name)), key=lambda name: int(name[2:]))
    return {**found, **{name: name for name in dict.fromkeys(extra)}}


def _is_extra(name):
    return name.startswith("SX") and name[2:].isdecimal()


def _header(system, header):
    others = {name for names in KEYS.values() for name in names} - {TRANSFORM}  # those of the text that was read
    kept = {key: value for key, value in header.items() if key not in others}
    settings = {"格式版本号": "1.01", "数据产生单位": "", "数据产生日期": "", **kept}
    settings.update(
        {
            "坐标系": NAMES[system.datum],
            "几度分带": str(system.width),
            "投影类型": "高斯克吕格",
            "计量单位": "米",
            "带号": str(system.zone),
            "精度": f"{10.0**-_DECIMALS:g}",
        }
    )
    settings.setdefault("转换参数", ",,,,,,")
    return [ATTRIBUTES, *(f"{key}={value}" for key, value in settings.items()), COORDINATES]


def _plot(shape, values, number):
    """(lines of one plot, how many values had to be altered to stand in it)."""
    rings = _rings(shape)
    values = {key: value for key, value in values.items() if value}
    cleared = {key: value.translate(_CLEARED) for key, value in values.items()}
    cleared.setdefault("DKBH", str(number))
    cleared.setdefault("DKMJ", f"{shapely.area(shape) / 1e4:.{_AREA_DECIMALS}f}" if shape is not None else "")
    cleared["TXSX"] = _KINDS.get(shapely.get_type_id(shape), "面")
    extra = [key for key in cleared if _is_extra(key)]
    wanted = [name for name, _ in FIELDS] + [
        f"SX{k + 1}" for k in range(max([int(key[2:]) for key in extra], default=0))
    ]
    cells = [str(sum(len(ring) for ring in rings)), *(cleared.get(name, "") for name in wanted), "@"]
    lines, named = [",".join(cells)], 0
    for ring_number, ring in enumerate(rings, 1):
        returns = len(ring) > 1 and (ring[0] == ring[-1]).all()
        for k, (x, y) in enumerate(ring):
            name = named + 1 if returns and k == len(ring) - 1 else named + k + 1
            lines.append(f"J{name},{ring_number},{y:.{_DECIMALS}f},{x:.{_DECIMALS}f}")
        named += len(ring) - returns
    return lines, sum(cleared[key] != value for key, value in values.items())


def _rings(shape):
    """(n, 2) arrays of the rings, lines or points of a shape, of each part its outer ring before its holes."""
    if shape is None or shapely.is_empty(shape):
        return []
    if shapely.get_dimensions(shape) == 0:
        return [shapely.get_coordinates(shape)]
    rings = []
    for part in shapely.get_parts(shape):
        polygon = shapely.get_type_id(part) == shapely.GeometryType.POLYGON
        rings += [shapely.get_coordinates(ring) for ring in (shapely.get_rings(part) if polygon else [part])]
    return rings


def _left(layer, columns, changed):
    """Issues for what the layout has no place for."""
    kept = {*columns.values(), *_MADE_ANEW}
    left = [field.name for field in layer.fields if field.name not in kept]
    issues = []
    if left:
        params = {"fields": ", ".join(left)}
        issues.append(Issue(layer.name, "survey_fields_left", Severity.WARNING, params=params))
    if changed:
        issues.append(Issue(layer.name, "survey_values_altered", Severity.WARNING, params={"count": changed}))
    return issues
