"""A small map as SVG paths: subjects, and what they share with protected ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from ..inputs.meaning.roles import colour
from ..tables.overview import on_protected_ground

WIDTH = 1000.0
_TALLEST, _LOWEST = 1000.0, 320.0
_DETAIL = 0.15  # units of the drawing under which shapes are simplified
_MARGIN = 0.04
TENTHS = 10  # of a unit of the drawing to a unit of paths


@dataclass(frozen=True)
class Shape:
    """One path: SVG path data in tenths of a unit of the drawing, CSS classes, the row of its subject, a tooltip.

    Rows count from 0 in the table of subjects.
    """

    path: str
    css: str
    row: int
    title: str


@dataclass(frozen=True)
class Group:
    """The overlaps with one role: its colour and name."""

    colour: str
    title: str
    shapes: list[Shape]


@dataclass(frozen=True)
class Kind:
    """A look of subjects on the map. css: its class. key: words of the legend."""

    css: str
    key: str


# By their verdicts; where nothing was judged, by whether they meet protected ground.
_MET, _UNMET = Kind("met", "html.subject_met"), Kind("unmet", "html.subject_unmet")
_JUDGED = {
    Kind("breach", "html.verdict.breach"): ("does_not_conform",),
    Kind("justify", "html.verdict.justify"): ("needs_justification",),
    Kind("open", "html.verdict.open"): ("information_missing", "to_be_judged"),
    Kind("pass", "html.verdict.pass"): ("basically_conforms", "conforms", "not_involved"),
}


@dataclass(frozen=True)
class SvgMap:
    """A map of `width` × `height` units with a scale bar."""

    width: float
    height: float
    subjects: list[Shape]
    overlaps: list[Group]
    kinds: list[Kind]
    bar_px: float
    bar_text: str
    bar_metres: float


def draw(result, words):
    """The `SvgMap` of a Result, None where no subject has geometry."""
    subjects = result.tables["subject"]
    geometry = subjects["geom"].to_numpy(dtype=object)
    box = shapely.total_bounds(geometry)
    if not np.isfinite(box).all():
        return None
    paper = _Paper(result.crs, box)
    kinds = _kinds(result)
    shapes = []
    titles = _titles(subjects, words)
    for row, (path, kind, look) in enumerate(zip(paper.paths(geometry), subjects["geometry_kind"], kinds)):
        css = look.css + (" line" if kind == "line" else "")
        if path:
            shapes.append(Shape(path, css, row, titles[row]))
    order = [kind for kind in (*_JUDGED, _MET, _UNMET) if kind in set(kinds)]
    return SvgMap(WIDTH, paper.height, shapes, _overlaps(result, words, paper), order, *paper.bar())


def _titles(subjects, words):
    """What each subject is called, with its verdict where there is one."""
    found = []
    for number, name, verdict in zip(subjects["subject_id"], subjects["name"], subjects["verdict"]):
        told = f"{number} {name or ''}".strip()
        found.append(f"{told} — {words.code('verdict', verdict)}" if isinstance(verdict, str) else told)
    return found


def _kinds(result):
    """The `Kind` of each subject."""
    subjects = result.tables["subject"]
    met = set(on_protected_ground(result.tables["overlap"])["subject_id"])
    judged = {verdict: kind for kind, verdicts in _JUDGED.items() for verdict in verdicts}
    if not subjects["verdict"].notna().any():
        return [_MET if number in met else _UNMET for number in subjects["subject_id"]]
    return [judged.get(verdict, _UNMET) for verdict in subjects["verdict"]]


def _overlaps(result, words, paper):
    rows = result.tables["overlap"]
    rows = rows[rows["geom"].notna()]
    secret = {c.key for c in result.case.constraints if c.is_secret}
    rows = rows[~rows["constraint_key"].isin(secret)]  # drawn nowhere but in review.gpkg
    numbers = result.tables["subject"]["subject_id"].tolist()
    of = {number: row for row, number in enumerate(numbers)}
    groups = []
    for role in rows["role"].unique():
        mine = rows[rows["role"] == role]
        geometry = mine["geom"].to_numpy(dtype=object)
        shapes = []
        for number, name, code, path, shape in zip(
            mine["subject_id"], mine["name"], mine["code"], paper.paths(geometry), geometry
        ):
            css = "line" if shapely.get_dimensions(shape) == 1 else ""
            if path:
                shapes.append(Shape(path, css, of[number], f"{number} × {name or code or words.code('role', role)}"))
        groups.append(Group(colour(role), words.code("role", role), shapes))
    return groups


class _Paper:
    """From the analysis CRS to units of the drawing: x to the right, y down, degrees squeezed by latitude."""

    def __init__(self, crs, box):
        x0, y0, x1, y1 = box
        self._squeeze = math.cos(math.radians((y0 + y1) / 2)) if crs.is_geographic else 1.0
        span = max((x1 - x0) * self._squeeze, y1 - y0, 1e-9)
        pad = _MARGIN * span
        width = (x1 - x0) * self._squeeze + 2 * pad
        height = y1 - y0 + 2 * pad
        self._scale = min(WIDTH / width, _TALLEST / height)
        self.height = round(max(_LOWEST, min(_TALLEST, height * self._scale)), 1)
        self._left = (x0 + x1) / 2 * self._squeeze - WIDTH / 2 / self._scale
        self._top = (y0 + y1) / 2 + self.height / 2 / self._scale
        self._metres = self._metre_of_unit(crs, (x0 + x1) / 2, (y0 + y1) / 2)

    def paths(self, geometry):
        """SVG path data of each geometry ("" for None); points become small crosses."""
        drawn = shapely.simplify(shapely.transform(geometry, self._to_paper), _DETAIL)
        return [_path(shape) for shape in drawn]

    def bar(self):
        """(length in units of the drawing, text, metres) of a scale bar of a round length."""
        wanted = 0.22 * WIDTH / self._scale * self._metres
        power = 10.0 ** math.floor(math.log10(wanted))
        length = max(step * power for step in (1, 2, 5) if step * power <= wanted)
        text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        return round(length / self._metres * self._scale, 1), text, length

    def _to_paper(self, xy):
        return np.column_stack(
            [(xy[:, 0] * self._squeeze - self._left) * self._scale, (self._top - xy[:, 1]) * self._scale]
        )

    @staticmethod
    def _metre_of_unit(crs, x, y):
        """Metres of one unit of the drawing before scaling: of a degree of latitude, or of a unit of the plane."""
        if not crs.is_geographic:
            return crs.axis_info[0].unit_conversion_factor
        return pyproj.Geod(a=crs.ellipsoid.semi_major_metre, b=crs.ellipsoid.semi_minor_metre).inv(
            x, y - 0.5, x, y + 0.5
        )[2]


def _path(shape):
    if shape is None or shape.is_empty:
        return ""
    parts = shapely.get_parts(shape)
    if shape.geom_type.endswith("Polygon"):
        return "".join(_ring(ring, "z") for part in parts for ring in (part.exterior, *part.interiors))
    if shape.geom_type.endswith("LineString"):
        return "".join(_ring(part, "") for part in parts)
    return "".join(
        f"M{p.x * TENTHS - 30:.0f} {p.y * TENTHS:.0f}h60m-30 -30v60" for p in parts if p.geom_type == "Point"
    )


def _ring(ring, end):
    """Steps from corner to corner, in whole tenths: they are short, and what lies closer than that is one corner."""
    xy = np.rint(shapely.get_coordinates(ring) * TENTHS).astype(np.int64)
    steps = np.diff(xy, axis=0)
    steps = steps[steps.any(axis=1)].tolist()
    if end:
        steps = steps[:-1]  # the path closes itself
    return f"M{xy[0, 0]} {xy[0, 1]}l" + " ".join(f"{x} {y}" for x, y in steps or [(0, 0)]) + end
