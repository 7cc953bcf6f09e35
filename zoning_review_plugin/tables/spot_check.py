"""A sheet of patches to recompute by hand: the same run draws the same rows."""

from __future__ import annotations

import hashlib
import heapq

import numpy as np
import pandas as pd
import shapely

from ..model.codes import Basis
from ..review.frame import Frame
from .limits import table_limits
from .notes import area_note
from .table import Table, TableColumn

_DECIMALS = 4  # of m2
_NAMED = ("subject_id", "piece_id", "constraint_key", "feature_id")  # what tells a row of `overlap` from all others


def spot_check(result, style):
    """The `Table` of drawn rows of `overlap`: subject, feature, expected area, and the shape where it is kept.

    Rows whose geometry is kept are drawn first. Geometry of secret layers is never printed.
    """
    words, limits = style.words, table_limits()["spot_check"]
    rows = _drawn(result, limits["patches"])
    shapes = _shapes(result, rows)
    planar = _planar(result, shapes)
    lengths = rows["area_m2"].isna()
    table = pd.DataFrame(
        {
            "seq": np.arange(1, len(rows) + 1).astype(str),
            "subject_id": rows["subject_id"],
            "piece_id": rows["piece_id"].fillna(""),
            "constraint_key": rows["constraint_key"],
            "feature_id": rows["feature_id"],
            "feature": rows["name"].fillna(rows["code"]).fillna(""),
            "relation": [words.code("relation", relation) for relation in rows["relation"]],
            "expected_m2": rows["area_m2"],
            "expected_m": rows["length_m"].where(lengths),
            "planar_m2": planar,
            "vertices": pd.array([_vertices(shape) for shape in shapes], dtype="Int64"),
            "wkt": [_text(shape, limits["longest_text"], words) for shape in shapes],
            "recomputed": "",
            "recomputed_by": "",
        }
    ).reset_index(drop=True)
    columns = _columns(words)
    needs = () if len(rows) else (words.say("need.spot_check"),)
    notes = (area_note(result, words), words.say("note.spot_check", seed=_seed(result)[:16]), words.say(_how(result)))
    title = words.say("table.spot_check")
    return Table("spot_check", title, columns, table[[c.key for c in columns]], notes, needs=needs)


def _columns(words):
    def text(key, width=14):
        return TableColumn(key, words.say(f"column.{key}"), width=width)

    def number(key, decimals):
        return TableColumn(key, words.say(f"column.{key}"), "number", decimals, 18)

    return (
        text("seq", 6),
        text("subject_id", 16),
        text("piece_id", 16),
        text("constraint_key", 16),
        text("feature_id", 16),
        text("feature", 24),
        text("relation", 10),
        number("expected_m2", _DECIMALS),
        number("expected_m", _DECIMALS),
        number("planar_m2", _DECIMALS),
        TableColumn("vertices", words.say("column.vertices"), "integer", width=8),
        TableColumn("wkt", words.say("column.wkt"), width=60, folded=True),
        text("recomputed", 18),
        text("recomputed_by", 14),
    )


def _seed(result):
    """What the draw depends on: the hashes of the contents that were reviewed, and the rule of areas."""
    facts = result.facts()
    told = sorted(f"{key}={value}" for key, value in facts.items() if key.endswith(".content_sha256"))
    return hashlib.sha256("\n".join([*told, facts.get("area_rule", "")]).encode("utf-8")).hexdigest()


def _drawn(result, count):
    """Rows of `overlap` that have an area, else a length, drawn by a hash of what they are; in order of the table."""
    rows, seed = result.tables["overlap"], _seed(result)
    sized = rows["area_m2"].gt(0)
    places = np.flatnonzero(sized if sized.any() else rows["length_m"].gt(0))
    names = zip(*(_texts(rows[name], places) for name in _NAMED))
    without = rows["geom"].isna().to_numpy()[places]
    drawn = (
        (without[number], hashlib.sha256("\x1f".join([seed, *name]).encode("utf-8", "surrogatepass")).digest(), number)
        for number, name in enumerate(names)
    )
    found = [number for *_, number in heapq.nsmallest(count, drawn)]  # one by one: a province has too many to sort
    return rows.iloc[places[np.sort(np.array(found, dtype=np.int64))]]


def _texts(values, places):
    """The texts of a column at `places`, "" for none."""
    return ("" if value is None or value != value else str(value) for value in values.to_numpy(dtype=object)[places])


def _shapes(result, rows):
    """The geometry of each row; None where it is not kept or must not be shown."""
    secret = {constraint.key for constraint in result.case.constraints if constraint.is_secret}
    shown = [
        None if key in secret or geometry is None else geometry
        for key, geometry in zip(rows["constraint_key"], rows["geom"])
    ]
    return np.array([*shown, None], dtype=object)[:-1]


def _planar(result, shapes):
    """m2 of each shape in the plane of the analysis CRS, else of the zone there; NaN for none."""
    kept = ~np.equal(shapes, None)
    found = np.full(len(shapes), np.nan)
    if kept.any():
        bounds = tuple(map(float, shapely.total_bounds(shapes[kept])))
        found[kept] = Frame(result.crs, Basis.PROJECTED, bounds).measure.area(shapes[kept])
        found[shapely.get_dimensions(shapes) < 2] = np.nan
    return found


def _vertices(shape):
    return pd.NA if shape is None else int(shapely.get_num_coordinates(shape))


def _text(shape, longest, words):
    """The shape as text in full precision, or where to find it."""
    if shape is None:
        return words.say("spot.not_kept")
    text = shapely.to_wkt(shape, rounding_precision=-1)
    return text if len(text) <= longest else words.say("spot.too_long")


def _how(result):
    """Key of the sentence on how to recompute a row by hand, by the rule of areas."""
    basis = result.case.options.area_basis
    lonlat = result.crs.is_geographic and basis in (Basis.ELLIPSOIDAL, Basis.ATTRIBUTE)
    return f"spot.how_{basis}" + ("_lonlat" if lonlat else "")
