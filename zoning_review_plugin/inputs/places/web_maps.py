"""The coordinates of Chinese web maps: GCJ-02, and BD-09 on top of it. Both are WGS 84, shifted by hundreds of metres.

No file format knows them as coordinate systems, so that a layer in them states WGS 84 or CGCS2000 and is believed.
What names them is told; nothing is ever moved by it. The shift is no secret: the formulas are those that everybody
uses who draws on these maps, good to about a metre.
"""

from __future__ import annotations

import re

import numpy as np

from ...model.codes import Severity
from ..layer import ReadFault

GCJ02, BD09 = "GCJ-02", "BD-09"
_A, _E2 = 6378245.0, 0.00669342162296594323  # the ellipsoid of the shift is Krassovsky's
_BD_STEP, _BD_OFF = np.pi * 3000.0 / 180.0, (0.0065, 0.006)
_CHINA = (73.0, 3.0, 136.0, 54.0)  # degrees: elsewhere nothing is shifted
_ROUNDS = 6  # of the inversion; each leaves a ten-thousandth of the error
_BD_NAMES = re.compile(r"bd[-_ ]?0?9(?:ll|mc)?(?![0-9])|baidu[-_ ]?(?:lng|lon|lat|x|y|coord)|百度(?:地图|坐标|经|纬)")
_BD_FIELDS = re.compile(r"bd[-_]?(?:lng|lon|long|lat)\b")
_GCJ_NAMES = re.compile(
    r"gcj[-_ ]?0?2|(?:amap|gaode|tencent)[-_ ]?(?:lng|lon|lat|x|y|coord)|火星坐标|(?:高德|腾讯)(?:地图|坐标|经|纬)"
)
_MOST_EXAMPLES = 5


def named_in(text, field=False):
    """`GCJ02` or `BD09` where a text names one of them, else None. field: whether it is the name of a field."""
    folded = text.lower()
    if _BD_NAMES.search(folded) or (field and _BD_FIELDS.match(folded)):
        return BD09
    return GCJ02 if _GCJ_NAMES.search(folded) else None


def web_map_faults(layer):
    """`ReadFault`s where the CRS of a layer names a web map's coordinates, or no more than its name or fields do."""
    system = named_in(layer.crs.name or "") if layer.crs is not None else None
    if system:
        return [ReadFault("web_map_crs", {"system": system, "crs": layer.crs.name}, Severity.WARNING)]
    names = [(text, named_in(text)) for text in dict.fromkeys((layer.name, layer.stem)) if text]
    names += [(field.name, named_in(field.name, True) or named_in(field.alias)) for field in layer.fields]
    found = [(text, system) for text, system in names if system]
    if not found:
        return []
    params = {"system": found[0][1], "names": ", ".join(text for text, _ in found[:_MOST_EXAMPLES])}
    return [ReadFault("web_map_named", params, Severity.REMARK)]


def in_china(lonlat):
    """bool (n,): places (degrees) that the web maps shift."""
    west, south, east, north = _CHINA
    lon, lat = np.asarray(lonlat).T
    return (lon > west) & (lon < east) & (lat > south) & (lat < north)


def to_gcj02(lonlat):
    """(n, 2) degrees in GCJ-02 of places in WGS 84."""
    lon, lat = np.asarray(lonlat, float).T
    x, y, root = lon - 105.0, lat - 35.0, np.sqrt(np.abs(lon - 105.0))
    common = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    up = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    up += (common + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y * np.pi / 3.0)) * 2.0 / 3.0
    up += (160.0 * np.sin(y * np.pi / 12.0) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (common + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x * np.pi / 3.0)) * 2.0 / 3.0
    east += (150.0 * np.sin(x * np.pi / 12.0) + 300.0 * np.sin(x * np.pi / 30.0)) * 2.0 / 3.0
    bent = 1.0 - _E2 * np.sin(np.radians(lat)) ** 2
    up = np.degrees(up / (_A * (1.0 - _E2) / (bent * np.sqrt(bent))))
    east = np.degrees(east / (_A / np.sqrt(bent) * np.cos(np.radians(lat))))
    return np.column_stack([lon + east, lat + up])


def to_bd09(lonlat):
    """(n, 2) degrees in BD-09 of places in WGS 84."""
    x, y = to_gcj02(lonlat).T
    far = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_STEP)
    turn = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_STEP)
    return np.column_stack([far * np.cos(turn) + _BD_OFF[0], far * np.sin(turn) + _BD_OFF[1]])


SHIFTS = {GCJ02: to_gcj02, BD09: to_bd09}


def shifted_back(lonlat, system):
    """(n, 2) degrees in WGS 84 of places in one of `SHIFTS`."""
    shift, places = SHIFTS[system], np.array(lonlat, float)
    for _ in range(_ROUNDS):
        places = places - (shift(places) - lonlat)
    return places
