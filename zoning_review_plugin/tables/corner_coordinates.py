"""Corner coordinates (拐点坐标表): every point of every reviewed shape, in the plane and in degrees, ring by ring."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..inputs.survey.gauss_kruger import system_of
from ..overlay.zones import lonlat_of, projector
from ..review.frame import Frame
from .corners import Corners
from .degrees_text import degrees_texts
from .long_rows import LongRows
from .table import Table, TableColumn

_METRES = 3  # decimals of coordinates in metres
_KINDS = {0: "point", 1: "line", 3: "outer"}


def corner_coordinates(result, style):
    """The `Table` of corners: one row for each point, none left out; the first point of a ring again as its last.

    X is the northing and Y the easting, in metres of the analysis CRS, else of the zone of the middle of the subjects.
    """
    words, subject = style.words, result.tables["subject"]
    shapes = subject["geom"].to_numpy()
    shown = np.flatnonzero(~(np.equal(shapes, None) | shapely.is_empty(shapes)))
    columns = _columns(words)
    notes = [words.say("note.corners_none", count=len(shapes) - len(shown))] if len(shown) < len(shapes) else []
    if not len(shown):
        return _table(words, columns, pd.DataFrame(columns=[c.key for c in columns]), notes)
    frame = Frame(result.crs, result.case.options.area_basis, tuple(map(float, shapely.total_bounds(shapes[shown]))))
    last = np.cumsum(shapely.get_num_coordinates(shapes[shown]))  # what is behind the last row of each

    def made(start, stop):
        first, behind = np.searchsorted(last, (start, stop - 1), side="right") + (0, 1)
        rows = _rows(subject.iloc[shown[first:behind]], result.crs, frame, words)
        before = last[first - 1] if first else 0
        return rows.iloc[start - before : stop - before]

    rows = LongRows(int(last[-1]), made)
    return _table(words, columns, rows, [_system(result.crs, frame, words), words.say("note.corners"), *notes])


def _rows(subject, crs, frame, words):
    """The corners of some subjects, all of them with a shape."""
    corners = Corners(subject["geom"].to_numpy())
    degrees = np.degrees(lonlat_of(crs)(corners.xy))
    plane = projector(crs, frame.zone)(corners.xy) if crs.is_geographic else corners.xy * frame.unit_m
    return pd.DataFrame(
        {
            "subject_id": subject["subject_id"].to_numpy()[corners.owner],
            "subject_name": subject["name"].fillna("").to_numpy()[corners.owner],
            "ring": corners.ring,
            "ring_kind": np.array([words.say(f"corners.{_KINDS.get(k, 'hole')}") for k in range(4)])[corners.kind],
            "point": corners.names,
            "northing_m": plane[:, 1],
            "easting_m": plane[:, 0],
            "longitude": degrees_texts(degrees[:, 0], words, "EW"),
            "latitude": degrees_texts(degrees[:, 1], words, "NS"),
        }
    )


def _table(words, columns, rows, notes):
    return Table("corner_coordinates", words.say("table.corner_coordinates"), columns, rows, tuple(notes))


def _columns(words):
    def text(key, width):
        return TableColumn(key, words.say(f"column.{key}"), width=width)

    def metres(key):
        return TableColumn(key, words.say(f"column.{key}"), "number", _METRES, 16)

    return (
        text("subject_id", 16),
        text("subject_name", 20),
        TableColumn("ring", words.say("column.ring"), "integer", width=6),
        text("ring_kind", 10),
        text("point", 8),
        metres("northing_m"),
        metres("easting_m"),
        text("longitude", 20),
        text("latitude", 20),
    )


def _system(crs, frame, words):
    """The sentence on where the coordinates are told: datum, width and number of the zone, meridian."""
    projected = frame.zone.crs if crs.is_geographic else crs
    found = system_of(projected)
    if found is None:
        name = frame.zone.name if crs.is_geographic else crs.name
        return words.say("note.corners_crs", crs=name, datum=crs.geodetic_crs.name)
    meridian = 3 * found.zone if found.width == 3 else 6 * found.zone - 3
    prefix = words.say("corners.numbered" if found.numbered else "corners.plain", zone=found.zone)
    return words.say(
        "note.corners_zone",
        datum=words.say(f"datum.{found.datum}"),
        width=found.width,
        zone=found.zone,
        meridian=meridian,
        prefix=prefix,
        crs=":".join(projected.to_authority() or (projected.name,)),
    )
