"""What no reader can see: damage after which a file still agrees with every statement that it makes of itself.

Independent readings of the four formats. `unseen` gives a reason of `REASONS`, or None where the damaged files
contradict themselves (or the format), so that the damage must be told.
"""

import json
import re
import sqlite3
import struct

import numpy as np
import shapely

from .mutation_demand import Contradiction, demand
from .mutation_flatgeobuf import flatgeobuf

REASONS = {
    "vertices": "a vertex lies elsewhere, in a ring that closes, within the box (or with the box) kept for its shape;"
    " of vertices that are not the outermost no format keeps a second copy",
    "values": "a value became another well-formed value of its field; no format keeps a second copy of values",
    "names": "a field has another name; no format keeps a second copy of the names",
    "stranger": "a whole file of another layer with as many features and the same fields: shapes and rows of a"
    " shapefile are tied together by their order and their count alone",
}
_NUMBER = re.compile(rb" *[+-]?\d*\.?\d* *\x00*| *\*+ *")


def unseen(form, whole, damaged, strangers=()):
    """The reason in `REASONS` why the damage cannot be seen, or None. whole, damaged: {suffix: content}."""
    read = {"shapefile": shapefile, "geopackage": geopackage, "geojson": geojson, "flatgeobuf": flatgeobuf}[form]
    before = read(whole)
    try:
        after = read(damaged)
    except Contradiction:
        return None
    if any(content in strangers for content in damaged.values()):
        return "stranger"
    for reason, one, other in zip(("fixed", "names", "vertices", "values"), before, after):
        if one != other:
            return None if reason == "fixed" else reason
    return None


def shapefile(parts):
    """(what must stay, names, vertices, values) of a shapefile of polygons. Raises Contradiction."""
    shapes, index = polygons(parts[".shp"], parts[".shx"])
    names, values = table(parts[".dbf"])
    demand(len(values) == len(shapes) == index)
    demand(parts[".cpg"] == b"UTF-8")
    return len(shapes), names, shapes, values


def polygons(shp, shx):
    """(vertices of each shape, how many the index lists)."""
    for content in (shp, shx):
        demand(len(content) >= 100 and 2 * struct.unpack(">i", content[24:28])[0] == len(content))
    kind = struct.unpack("<i", shp[32:36])[0]
    demand(kind == 5 and shx[32:36] == shp[32:36])
    outer = struct.unpack("<4d", shp[36:68])
    shapes, at, number = [], 100, 0
    while at < len(shp):
        demand(at + 8 <= len(shp))
        stated, words = struct.unpack(">ii", shp[at : at + 8])
        number += 1
        demand(stated == number and words >= 22 and at + 8 + 2 * words <= len(shp))
        demand(struct.pack(">ii", at // 2, words) == shx[92 + 8 * number : 100 + 8 * number])
        shapes.append(polygon(shp[at + 8 : at + 8 + 2 * words], outer))
        at += 8 + 2 * words
    demand(len(shx) == 100 + 8 * number)
    return shapes, number


def polygon(record, outer):
    """The vertices of one record, as a list of rings."""
    kind, *box, parts, points = struct.unpack("<i4d2i", record[:44])
    demand(kind == 5 and parts > 0 and points > 3 and len(record) == 44 + 4 * parts + 16 * points)
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    demand(starts[0] == 0 and all(one < other for one, other in zip(starts, starts[1:])))
    xy = np.frombuffer(record[44 + 4 * parts :], "<f8").reshape(-1, 2)
    demand(np.isfinite(xy).all())
    demand([*xy.min(axis=0), *xy.max(axis=0)] == box)
    demand(outer[0] <= box[0] and outer[1] <= box[1] and outer[2] >= box[2] and outer[3] >= box[3])
    rings = [xy[a:b].tolist() for a, b in zip(starts, starts[1:])]
    demand(all(len(ring) > 3 and ring[0] == ring[-1] for ring in rings))
    return rings


def table(dbf):
    """(names and kinds of the fields, values of each row) of a dBASE table."""
    demand(len(dbf) > 32)
    count, start, width = struct.unpack("<IHH", dbf[4:12])
    demand((start - 33) % 32 == 0 and len(dbf) in (start + count * width, start + count * width + 1))
    demand(dbf[start - 1 : start] == b"\r")
    fields, at = [], 1
    for k in range(32, start - 1, 32):
        entry = dbf[k : k + 32]
        fields.append((entry[:11].split(b"\0")[0], entry[11:12], at, entry[16], entry[17]))
        demand(entry[11:12] in b"CN" and entry[:1] not in b"\r\0")
        at += entry[16]
    demand(at == width)
    rows = [dbf[start + k * width : start + (k + 1) * width] for k in range(count)]
    demand(all(row[:1] == b" " for row in rows))
    values = [[value(row[a : a + size], kind, more) for _, kind, a, size, more in fields] for row in rows]
    return [(name.decode("utf-8", "replace"), kind) for name, kind, *_ in fields], values


def value(raw, kind, decimals):
    """One value of a table."""
    if kind == b"N":
        demand(_NUMBER.fullmatch(raw) and (decimals or b"." not in raw))
        return raw.strip()
    demand(not re.search(rb"[\x01-\x1f]|\0[^\0]", raw))
    return text(raw.rstrip(b"\0").rstrip(b" "))


def text(raw):
    """UTF-8, and nothing lost."""
    try:
        found = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Contradiction from None
    demand("\ufffd" not in found)
    return found


def geopackage(parts):
    """The same of a GeoPackage with one table, from its content."""
    connection = sqlite3.connect(":memory:")
    connection.text_factory = bytes
    try:
        deserialized(connection, parts[".gpkg"])
        demand(connection.execute("PRAGMA integrity_check").fetchall() == [(b"ok",)])
        # Triggers say what happens when something is written, and nothing of what is there.
        schema = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
        fixed = [schema]
        for name in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys", "gpkg_ogr_contents"):
            fixed.append([row for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")])
        (layer,) = [row[0].decode() for row in connection.execute("SELECT table_name FROM gpkg_contents")]
        demand(connection.execute(f"SELECT rtreecheck('rtree_{layer}_geom')").fetchall() == [(b"ok",)])
        boxes = {row[0]: row[1:] for row in connection.execute(f"SELECT * FROM rtree_{layer}_geom")}
        rows = connection.execute(f"SELECT fid, geom, BSM, CODE, NAME, CLASS, MJ FROM {layer} ORDER BY 1").fetchall()
    except (sqlite3.Error, UnicodeDecodeError, ValueError):
        raise Contradiction from None
    finally:
        connection.close()
    demand(set(boxes) == {row[0] for row in rows})
    shapes = [stored(row[1], boxes[row[0]]) for row in rows]
    for row in rows:
        demand(all(isinstance(one, bytes) for one in row[2:6]) and isinstance(row[6], float))
    fixed.append([row[0] for row in rows])
    return fixed, [], shapes, [[*map(text, row[2:6]), row[6]] for row in rows]


def deserialized(connection, content):
    """Put the content of a database into a connection, also where Python cannot do so by itself (before 3.11)."""
    demand(len(content) >= 100)
    connection.deserialize(content)


def stored(blob, indexed):
    """The vertices of a geometry whose header and index entry tell the same box."""
    demand(isinstance(blob, bytes) and len(blob) > 45 and blob[:3] == b"GP\0" and blob[3] == 3)
    min_x, max_x, min_y, max_y = struct.unpack("<4d", blob[8:40])
    try:
        shape = shapely.from_wkb(blob[40:])
    except shapely.errors.ShapelyError:
        raise Contradiction from None
    demand(shape is not None and shape.geom_type in ("Polygon", "MultiPolygon"))
    xy = shapely.get_coordinates(shape)
    demand([*xy.min(axis=0), *xy.max(axis=0)] == [min_x, min_y, max_x, max_y])
    near = np.abs(np.array(indexed) - [min_x, max_x, min_y, max_y])
    demand((near <= 1e-6 * np.abs(indexed)).all())
    return shapely.to_wkb(shape)


def geojson(parts):
    """The same of a GeoJSON."""
    try:
        root = json.loads(text(parts[".geojson"]))
    except ValueError:
        raise Contradiction from None
    demand(isinstance(root, dict) and isinstance(root.get("features"), list))
    fixed, shapes, values = [sorted(root), root.get("type")], [], [root.get("name"), root.get("crs")]
    for feature in root["features"]:
        demand(isinstance(feature, dict) and feature.get("type") == "Feature")
        demand(isinstance(feature.get("properties"), dict) and isinstance(feature.get("geometry"), dict))
        shape = feature["geometry"]
        fixed.append((sorted(feature), sorted(feature["properties"]), shape.get("type")))
        demand(shape.get("type") in ("Polygon", "MultiPolygon") and isinstance(shape.get("coordinates"), list))
        polygons_ = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for ring in (ring for one in polygons_ for ring in one):
            demand(isinstance(ring, list) and len(ring) > 3 and ring[0] == ring[-1])
            demand(all(isinstance(place, list) and len(place) == 2 for place in ring))
        shapes.append(shape["coordinates"])
        values.append(feature["properties"])
    return fixed, [], shapes, values
