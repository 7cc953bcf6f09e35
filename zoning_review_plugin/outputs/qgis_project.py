"""The QGIS project inside `review.gpkg`: styled layers in groups.

QGIS opens it as `geopackage:/…/review.gpkg?projectName=review`, or from its browser.
Written without QGIS from two templates (resources/templates/project.qgs, project_layer.xml): a zip with the project's
XML, in hexadecimal, as a row of the table `qgis_projects`. Paths in it are relative.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from dataclasses import dataclass
from html import escape
from string import Template

import numpy as np
import shapely

from ..model.codes import Kind
from ..model.words import RESOURCES, Words
from .safe_text import without_controls
from .styles import COLUMNS, default_style

PROJECT = "review"
_GEOMETRY = {"point": "Point", "line": "Line", "polygon": "Polygon", None: "No geometry"}
_WKB = {"point": "MultiPoint", "line": "MultiLineString", "polygon": "MultiPolygon", None: "NoGeometry"}
_TYPES = {"point": "Point", "line": "LineString", "polygon": "Polygon"}
_RENDERER = re.compile(r"<renderer-v2.*</renderer-v2>", re.DOTALL)
_DATE = (1980, 1, 1, 0, 0, 0)  # of the member of the zip, so that the same review gives the same bytes
_ROOM = 0.05  # around the subjects, of their extent


@dataclass(frozen=True)
class ProjectLayer:
    """One layer of the project. kind: of its geometry, None for a plain table. where: "" or a condition on its rows.

    values: those of the styled column that occur. mixed: whether its table holds geometries of several kinds.
    """

    table: str
    title: str
    kind: str | None
    where: str = ""
    values: frozenset = frozenset()
    mixed: bool = False
    visible: bool = True


def add_project(path, result):
    """Put the project of a `Result` into its GeoPackage at `path`. Raises sqlite3.Error."""
    row = (PROJECT, _metadata(result), _packed(project_xml(result, path.name)))
    connection = sqlite3.connect(path)
    try:
        with connection:
            connection.execute("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)")
            connection.execute("INSERT INTO qgis_projects VALUES (?, ?, ?)", row)
    finally:
        connection.close()


def project_xml(result, file_name):
    """The project of a `Result` as XML; its layers lie in the file `file_name` beside it."""
    words, crs = Words(result.case.language), _crs(result.crs)
    tree, layers = [], []
    for number, (title, members) in enumerate(project_groups(result, words)):
        lines = []
        for place, layer in enumerate(members):
            name = f"zoning_review_{number}_{place}"  # QGIS passes over ids of ten characters and less
            lines.append(_tree_layer(name, layer, file_name))
            layers.append(_map_layer(name, layer, file_name, crs, words.language))
        tree.append(_tree_group(title, lines, any(layer.visible for layer in members)))
    x0, y0, x1, y1 = _extent(result)
    template = Template((RESOURCES / "templates" / "project.qgs").read_text(encoding="utf-8"))
    return template.substitute(
        title=_text(result.case.title),
        crs=crs,
        units="degrees" if result.crs.is_geographic else "meters",
        tree="\n".join(tree),
        layers="".join(layers),
        xmin=x0,
        ymin=y0,
        xmax=x1,
        ymax=y1,
    )


def project_groups(result, words):
    """[(title, `ProjectLayer`s), …] from top to bottom; groups without layers are left out."""
    tables = result.tables
    found = [
        (words.say("table.issues"), _spatial(tables, "issue", words.say("table.issues"), visible=False)),
        (words.say("table.subjects"), _spatial(tables, "subject", words.say("table.subjects"))),
        (words.say("table.overlaps"), _overlaps(tables["overlap"], words)),
        (words.say("table.pieces"), _spatial(tables, "piece", words.say("table.pieces"), visible=False)),
        (words.say("project.tables"), _plain(tables, words)),
    ]
    return [(title, layers) for title, layers in found if layers]


def _spatial(tables, table, title, where="", rows=None, visible=True):
    """A layer for each kind of geometry in a table, points on top."""
    shapes, values = (tables[table][name].to_numpy(dtype=object) for name in ("geom", COLUMNS[table]))
    mixed = len(_kinds(shapes)) > 1
    if rows is not None:
        shapes, values = shapes[rows], values[rows]
    kinds, values = _kinds(shapes), frozenset(values)
    return [ProjectLayer(table, title, kind, where, values, mixed, visible) for kind in Kind.ALL if kind in kinds]


def _kinds(shapes):
    dimensions = np.unique(shapely.get_dimensions(shapes))
    return [Kind.ALL[dimension] for dimension in dimensions.tolist() if dimension >= 0]


def _overlaps(frame, words):
    """A layer for each role that overlaps with geometry have, in order of the constraints."""
    found = []
    for role in dict.fromkeys(frame.loc[frame["geom"].notna(), "role"]):
        rows = (frame["role"].eq(role) & frame["geom"].notna()).to_numpy()
        found += _spatial({"overlap": frame}, "overlap", _begun(words.code("role", role)), f"\"role\" = '{role}'", rows)
    return found


def _begun(text):
    """A name as a title: with a capital."""
    return text[:1].upper() + text[1:]


def _plain(tables, words):
    names = {"conclusion": "conclusions", "finding": "findings", "exposure": "exposure", "run": "run"}
    spatial = {"issue": "issues", "subject": "subjects", "overlap": "overlaps"}
    found = [ProjectLayer(table, words.say(f"table.{name}"), None) for table, name in names.items()]
    for table, name in spatial.items():
        frame = tables[table]
        shapes = frame["geom"].to_numpy(dtype=object)
        if table == "overlap" and frame["geom"].isna().any() or len(frame) and not _kinds(shapes):
            found.append(ProjectLayer(table, words.say(f"table.{name}"), None))
    return found


def _source(layer, file_name):
    parts = [f"./{file_name}", f"layername={layer.table}"]
    if layer.mixed and layer.kind:
        parts.append(f"geometrytype={_TYPES[layer.kind]}")
    if layer.where:
        parts.append(f"subset={layer.where}")
    return _text("|".join(parts))


def _tree_group(title, lines, visible):
    checked = "Qt::Checked" if visible else "Qt::Unchecked"
    return (
        f'  <layer-tree-group name="{_text(title)}" checked="{checked}" expanded="1">\n'
        + "".join(lines)
        + "  </layer-tree-group>"
    )


def _tree_layer(name, layer, file_name):
    checked = "Qt::Checked" if layer.visible else "Qt::Unchecked"
    return (
        f'   <layer-tree-layer id="{name}" name="{_text(layer.title)}" checked="{checked}" expanded="1"'
        f' providerKey="ogr" source="{_source(layer, file_name)}"/>\n'
    )


def _map_layer(name, layer, file_name, crs, language):
    template = Template((RESOURCES / "templates" / "project_layer.xml").read_text(encoding="utf-8"))
    qml = default_style(layer.table, layer.kind, language, layer.values) if layer.kind else None
    renderer = _RENDERER.search(qml) if qml else None
    return template.substitute(
        geometry=_GEOMETRY[layer.kind],
        wkb=_WKB[layer.kind],
        id=name,
        source=_source(layer, file_name),
        name=_text(layer.title),
        srs=f"<srs>{crs}</srs>" if layer.kind else "",
        renderer=renderer.group() if renderer else "",
    )


def _crs(crs):
    authority = crs.to_authority(min_confidence=100)
    return (
        f"<spatialrefsys><wkt>{_text(crs.to_wkt())}</wkt><authid>{_text(':'.join(authority or ()))}</authid>"
        f"<description>{_text(crs.name)}</description></spatialrefsys>"
    )


def _extent(result):
    """(xmin, ymin, xmax, ymax) of the first view: the subjects and some room; zeros where none has geometry."""
    box = shapely.total_bounds(result.tables["subject"]["geom"].to_numpy(dtype=object))
    if not np.isfinite(box).all():
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = box.tolist()
    room = _ROOM * max(x1 - x0, y1 - y0)
    return x0 - room, y0 - room, x1 + room, y1 + room


def _metadata(result):
    facts = result.facts()
    return json.dumps({"last_modified_time": facts["started"][:19], "last_modified_user": facts.get("user", "")})


def _packed(xml):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{PROJECT}.qgs", _DATE), xml.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue().hex()


def _text(text):
    """Text for XML, in elements and attributes."""
    return escape(without_controls(text))
