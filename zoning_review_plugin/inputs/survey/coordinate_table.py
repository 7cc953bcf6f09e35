"""A table with coordinates (CSV, Excel) as a `Layer`: a point a row, or the corners of areas in their order.

The columns are found by their titles. Where there is a column of point numbers (点号, 拐点编号 …), the rows are corners
(拐点坐标表): those of one plot make an area. Its name may stand in its first row only, as in merged cells.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from osgeo import ogr

from ...model.errors import CaseFault, InputFault, Place
from ..layer import Batch, Field, MemoryLayer
from ..ogr.gdal_calls import collecting
from .coordinates_text import LATITUDE, LONGITUDE, angle
from .gauss_kruger import datum_named
from .survey_header import UNIT
from .survey_layer import layer_of_survey
from .survey_text import PLAIN, Plot, Point, SurveyText, unit_in_titles
from .survey_units import is_unit_of_places
from .table_rows import csv_rows, first_rows, workbook_rows

LISTS = (".csv", ".tsv")
# Titles of columns, without what stands in brackets, blanks and case.
_TITLES = {
    "longitude": ("经度", "东经", "經度", "東經", "lon", "lng", "long", "longitude", "中心经度", "经度坐标", "e"),
    "latitude": ("纬度", "北纬", "緯度", "北緯", "lat", "latitude", "中心纬度", "纬度坐标", "n"),
    "easting": ("横坐标", "东坐标", "橫坐標", "橫座標", "東坐標", "easting", "east", "y横坐标"),
    "northing": ("纵坐标", "北坐标", "縱坐標", "縱座標", "北坐標", "northing", "north", "x纵坐标"),
    "x": ("x", "x坐标", "坐标x", "xcoord", "point_x", "geom_x"),
    "y": ("y", "y坐标", "坐标y", "ycoord", "point_y", "geom_y"),
    "wkt": ("wkt", "geom_wkt", "geometry", "the_geom", "wkt_geom"),
    "point": ("点号", "點號", "拐点", "拐点号", "拐点编号", "拐点序号", "界址点", "界址点号", "顶点号", "控制点号"),
    "plot": (
        "地块编号",
        "地块号",
        "地號",
        "地塊編號",
        "編號",
        "名稱",
        "dkbh",
        "图斑编号",
        "地块",
        "地块名称",
        "dkmc",
        "区块",
        "编号",
        "名称",
        "id",
    ),
    "ring": ("圈号", "地块圈号"),
}
_PAIRS = (("longitude", "latitude"), ("northing", "easting"), ("x", "y"))
_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]|\s|[:：°]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\Z")
_HEADER_WITHIN = 20  # rows
_LONGEST_TITLE = 200  # characters
_LARGEST_DEGREES = 180.0
_SAYS_DATUM = re.compile(r"坐标系|CGCS\s*2000|西安\s*80|北京\s*54|大地2000", re.IGNORECASE)


def table_layer(source, encoding, crs=None):
    """The layer of a table, None of a CSV file whose titles name no coordinates.

    crs: pyproj, where the user names it. Raises InputFault, CaseFault or LibraryFault.
    """
    place, facts, told = Place(file=source.text), {}, ()
    if source.target.lower().endswith(LISTS):
        if _header(first_rows(source, encoding))[1] is None:
            return None
        rows, choice = csv_rows(source, encoding)
        facts, told, name = dict(choice.facts), choice.faults, source.stem
    else:
        rows, name = workbook_rows(source)
    start, columns = _header(rows)
    if columns is None:
        raise InputFault("table_without_coordinates", place, titles=", ".join(filter(None, rows[0]))[:200])
    titles = _titles(rows[start])
    body = [(number, row) for number, row in enumerate(rows[start + 1 :], start + 2) if any(row)]
    if not body:
        raise InputFault("table_empty", place)
    facts.update(driver="table", columns=", ".join(f"{ours}={titles[k]}" for ours, k in columns.items()))
    if "wkt" in columns:
        layer = _of_wkt(body, titles, columns["wkt"], name, place, facts, crs)
    else:
        survey, attributes = _as_survey(body, titles, columns, _said(rows[: start + 1], columns), place)
        layer = layer_of_survey(survey, name, place, facts, crs, attributes)
    return replace(layer, found=(*told, *layer.found))


def _header(rows):
    """(number of the row of titles, {our name: column}); the latter None where no row names coordinates."""
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        found = {}
        for column, cell in enumerate(row):
            title = _title(cell)
            for ours, theirs in _TITLES.items():
                if title and title in theirs and (ours not in found or _before(theirs, title, row, found[ours])):
                    found[ours] = column
        if "wkt" in found:
            return number, {"wkt": found["wkt"]}
        pair = next((pair for pair in _PAIRS if all(name in found for name in pair)), None)
        if pair:
            more = {name: found[name] for name in ("point", "plot", "ring") if name in found}
            return number, {**{name: found[name] for name in pair}, **more}
    return 0, None


def _before(theirs, title, row, column):
    """Whether `title` is the better of two for one of our names: the lists are in that order."""
    return theirs.index(title) < theirs.index(_title(row[column]))


def _title(cell):
    """A title as the table of titles has it."""
    return _IN_BRACKETS.sub("", (cell or "")[:_LONGEST_TITLE]).lower()


def _titles(row):
    """Names of fields: the titles, none empty and none twice."""
    found = []
    for number, cell in enumerate(row, 1):
        name = cell or f"column{number}"
        found.append(name if name not in found else f"{name}_{number}")
    return found


def _said(rows, columns):
    """What stands over the figures about their coordinate system and unit, as the header of a survey text.

    rows: from the first to that of the titles.
    """
    cells = [cell[:_LONGEST_TITLE] for row in rows for cell in row if cell]
    said = " ".join(filter(_SAYS_DATUM.search, cells))
    header = {"坐标系": said} if datum_named(said) else {}
    zone = re.search(r"带号\s*[:：=]?\s*(\d{2})", " ".join(cells))
    meridian = re.search(r"中央(?:子午线|经线)\s*[:：=]?\s*(\d{2,3}(?:\.\d+)?)", " ".join(cells))
    header.update({"带号": zone.group(1)} if zone else {})
    header.update({"中央子午线": meridian.group(1)} if meridian else {})
    return {**header, **_unit_said(rows, cells, columns)}


def _unit_said(rows, cells, columns):
    """{`UNIT`: text} of the titles of coordinates, else of a row over them where that names a unit of length."""
    pair = list(columns)[:2]
    found = unit_in_titles(" ".join(rows[-1][columns[name]] for name in pair))
    over = re.search(r"(?<![制编绘产])单位\s*[:：=]?\s*([^\s,，;；)）]+)", " ".join(cells))
    if not found and over and "longitude" not in pair and is_unit_of_places(over.group(1)):
        return {UNIT: over.group(1)}
    return found


def _as_survey(body, titles, columns, header, place):
    """(`SurveyText`, attributes) of the rows: a plot a row, or one for all rows of a plot where they are corners."""
    one, other = list(columns)[:2]
    plots, first_rows, current, marked = [], [], None, 0
    for number, row in body:
        figures = [_figure(row[columns[name]], name, titles[columns[name]], number, place) for name in (one, other)]
        marked += not all(_NUMBER.match(row[columns[name]]) for name in (one, other))
        if one == "longitude":
            figures.reverse()  # as in a survey text, the northern one first
        key = row[columns["plot"]] if "plot" in columns else None
        if "point" not in columns or not plots or (key is not None and key != current):
            current = key
            kind = {} if "point" in columns else {"TXSX": "点"}
            plots.append(Plot(number, {**kind, **({"DKBH": key} if key else {})}))
            first_rows.append(row)
        name = row[columns["point"]] or "" if "point" in columns else ""
        ring = row[columns["ring"]] or "" if "ring" in columns else ""
        plots[-1].points.append(Point(number, name, ring, *figures))
    aside = {columns[name] for name in columns if name != "plot"} if "point" in columns else set()
    kept = [k for k in range(len(titles)) if k not in aside]
    return SurveyText(PLAIN, header, plots, one != "x", marked=marked), _attributes(first_rows, titles, kept)


def _figure(cell, name, title, number, place):
    """The number in a cell; of a longitude or latitude also with minutes and seconds. Raises InputFault."""
    axis = {"longitude": LONGITUDE, "latitude": LATITUDE}.get(name)
    if cell and _NUMBER.match(cell):
        if axis and abs(float(cell)) > _LARGEST_DEGREES:
            raise _unreadable(place, title, number, cell)
        return float(cell)
    try:
        found = angle(cell or "") if axis or "°" in (cell or "") or "度" in (cell or "") else None
    except CaseFault:
        found = None
    if found is None or (axis and found.axis not in (None, axis)):
        raise _unreadable(place, title, number, cell)
    return found.degrees


def _unreadable(place, title, number, cell):
    found = Place(file=place.file, field=title, line=number)
    return InputFault("table_cell", found, line=number, title=title, text=(cell or "")[:60])


def _attributes(rows, titles, kept):
    columns = {titles[k]: [row[k] if k < len(row) else None for row in rows] for k in kept}
    return {name: np.array([*column, None], dtype=object)[:-1] for name, column in columns.items()}


def _of_wkt(body, titles, column, name, place, facts, crs):
    """The layer of a table whose rows hold their shape as WKT."""
    wkb = np.full(len(body), None, dtype=object)
    for place_of, (number, row) in enumerate(body):
        wkb[place_of] = _wkb(row[column])
        if row[column] and wkb[place_of] is None:
            raise _unreadable(place, titles[column], number, row[column])
    attributes = _attributes([row for _, row in body], titles, [k for k in range(len(titles)) if k != column])
    content = Batch(np.arange(1, len(body) + 1, dtype=np.int64), wkb, attributes)
    fields = tuple(Field(title) for title in attributes)
    return MemoryLayer(name, name, fields, crs, len(body), facts, content)


def _wkb(text):
    """ISO WKB of a WKT of any type, curves too; None for none, and for what cannot be read."""
    with collecting([]):
        try:
            shape = ogr.CreateGeometryFromWkt(text) if text else None
        except RuntimeError:
            return None
        return bytes(shape.ExportToIsoWkb()) if shape is not None else None
