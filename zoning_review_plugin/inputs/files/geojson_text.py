"""A GeoJSON file read a second time as the text that it is: GDAL passes over members that it does not know."""

from __future__ import annotations

import json
from collections import Counter

from ...model.codes import Severity
from ..layer import ReadFault
from .stored import bytes_of, size_of

# Larger files are looked at only at their end: this reading costs about a third of GDAL's own.
_MOST_BYTES = 100_000_000
_TAIL = 4096
_MOST_EXAMPLES = 5
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def geojson_faults(path):
    """`ReadFault`s of the GeoJSON file at `path`."""
    size = size_of(path)
    if not size:
        return []
    content = bytes_of(path)
    if content is None:
        return []
    if size > _MOST_BYTES:
        whole = content[-_TAIL:].tobytes().rstrip(b"\x00\r\n\t ").endswith((b"}", b"]"))
        return [] if whole else [_broken(f"{size} bytes")]
    text, faults = _text(content.tobytes())
    try:
        root = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [*faults, _broken(str(error))]
    return faults + _members(root)


def _text(content):
    """(text, faults): GeoJSON is UTF-8 and nothing else."""
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        fault = ReadFault("json_not_utf8", {"byte": error.start}, Severity.WARNING)
        return content.decode("utf-8-sig", errors="replace"), [fault]


def _broken(problem):
    return ReadFault("json_damaged", {"problem": problem}, Severity.ERROR)


def _members(root):
    """Faults of the features of a collection; of anything else GDAL sees as much as this would."""
    if not isinstance(root, dict) or not isinstance(root.get("features"), list):
        return []
    features = root["features"]
    odd = [k for k, feature in enumerate(features) if not _is_feature(feature)]
    faults = []
    if odd:
        params = {"count": len(odd), "total": len(features), "examples": ", ".join(map(str, odd[:_MOST_EXAMPLES]))}
        faults.append(ReadFault("json_features_damaged", params, Severity.WARNING))
    return faults + _names([feature for feature in features if isinstance(feature, dict)])


def _is_feature(feature):
    return (
        isinstance(feature, dict)
        and feature.get("type") == "Feature"
        and isinstance(feature.get("properties", 0), (dict, type(None)))
        and _is_geometry(feature.get("geometry", 0))
    )


def _is_geometry(shape):
    """Whether `shape` is None or a geometry whose positions are all of one length and whose rings close."""
    if shape is None:
        return True
    if not isinstance(shape, dict):
        return False
    if shape.get("type") == "GeometryCollection":
        parts = shape.get("geometries")
        return isinstance(parts, list) and all(_is_geometry(part) for part in parts)
    depth, places = _DEPTH.get(shape.get("type")), shape.get("coordinates")
    if depth is None or not isinstance(places, list):
        return False
    rows = [[places]] if depth == 0 else [places]
    for _ in range(depth - 1):
        if not all(isinstance(row, list) for row in rows):
            return False
        rows = [inner for row in rows for inner in row]
    return _are_positions(rows, "Polygon" in shape["type"])


def _are_positions(rows, rings):
    lengths = set()
    for row in rows:
        if not isinstance(row, list) or not all(isinstance(place, list) for place in row):
            return False
        lengths.update(map(len, row))
        if rings and row and (len(row) < 4 or row[0] != row[-1]):
            return False
    return len(lengths) < 2


def _names(features):
    """The fault of features that lack a property which all others have, and have one that no other has."""
    sets = Counter(frozenset(feature["properties"]) for feature in features if feature.get("properties"))
    if len(sets) < 2:
        return []
    usual, many = sets.most_common(1)[0]
    odd = {names: count for names, count in sets.items() if names - usual and usual - names and 2 * count < many}
    if not odd:
        return []
    first = next(iter(odd))
    params = {
        "count": sum(odd.values()),
        "instead": ", ".join(sorted(first - usual)),
        "missing": ", ".join(sorted(usual - first)),
    }
    return [ReadFault("property_names_differ", params, Severity.WARNING)]
