"""The layers of the sample: their fields and rows, made from the parts of the city."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import ground, land
from .city import CLASSES, DISTRICTS, UNITS
from .place import EPSG, EPSG_LONLAT, random
from .town import LAND_USE, blob

# Declared areas that are off (share of the true area); all others are right but for rounding.
MISDECLARED = {"A-012": 1.021, "A-047": 0.985, "C-009": 1.034, "D-020": 0.972}


# Element zones: code, place, element, kind, and where they lie.
_ELEMENTS = (
    ("YS9901011210001", "岚湖", "水", "水环境优先保护区", "source"),
    ("YS9901022210001", "化工园区", "水", "水环境工业污染重点管控区", "park"),
    ("YS9901012220001", "中心城区", "水", "水环境城镇生活污染重点管控区", "centre"),
    ("YS9901032230001", "南部", "水", "水环境农业污染重点管控区", "south"),
    ("YS9901022310001", "化工园区", "大气", "大气环境高排放重点管控区", "around the park"),
    ("YS9901012340001", "中心城区", "大气", "大气环境受体敏感重点管控区", "around the centre"),
    ("YS9901011310001", "云岚山", "大气", "大气环境优先保护区", "reserve"),
    ("YS9901012540001", "中心城区", "自然资源", "高污染燃料禁燃区", "towns"),
)


class Layer(NamedTuple):
    """One layer: name, kind of geometry (point, line, polygon, multipolygon), CRS, fields (name, text or real), rows.

    Rows are (geometry, values); geometries are in EPSG:4547 whatever the layer is written in.
    """

    name: str
    kind: str
    fields: tuple[tuple[str, str], ...]
    rows: list
    epsg: int = EPSG

    def column(self, name):
        """The values of one field."""
        at = [field for field, _ in self.fields].index(name)
        return [values[at] for _, values in self.rows]

    @property
    def geometry(self):
        """Object array of geometries, None where a row has none."""
        found = np.empty(len(self.rows), dtype=object)
        found[:] = [shape for shape, _ in self.rows]
        return found


def _fields(text, reals=("MJ", "YJJBNTTBMJ", "YJJBNTMJ")):
    return tuple((name, "real" if name in reals else "text") for name in text.split())


def square_metres(shape, factor=1.0):
    """Area as a table gives it, in m2 with two decimals."""
    return round(ground.area(shape) * factor, 2)


def parcel_layer(blocks, villages, traps):
    """Planned parcels: towns, villages, then the traps."""
    generator, rows = random("declared"), []
    for parcel in [*blocks, *villages]:
        factor = MISDECLARED.get(parcel.number, 1.0 + round(float(generator.normal(0.0, 0.0008)), 5))
        declared = square_metres(parcel.geometry, factor)
        rows.append(
            (parcel.geometry, (parcel.number, parcel.name, parcel.land_use, LAND_USE[parcel.land_use], declared, None))
        )
    for trap in traps:
        valid = None if trap.geometry is None else shapely.make_valid(trap.geometry)
        declared = 15000.0 if valid is None else square_metres(valid, trap.declared)
        rows.append(
            (trap.geometry, (trap.number, trap.name, trap.land_use, trap.land_use_name, declared, trap.project))
        )
    return Layer("parcels", "polygon", _fields("DKBH DKMC YDYHFLDM YDYHFLMC MJ XMBH"), rows)


def site_layer(sites):
    """Site options of project P1."""
    rows = [
        (shape, ("P1", scheme, number, name, "100103", LAND_USE["100103"], "C2614", "permanent", square_metres(shape)))
        for scheme, number, name, shape in sites
    ]
    return Layer("sites", "polygon", _fields("XMBH FANGAN DKBH DKMC YDYHFLDM YDYHFLMC HYDM BF MJ"), rows)


def route_layer(routes):
    """Route options of project P2."""
    rows = [(route.line, ("P2", route.scheme, route.number, route.name, "surface")) for route in routes]
    return Layer("routes", "line", _fields("XMBH FANGAN LXBH LXMC FS"), rows)


def survey_layer(survey):
    """地类图斑."""
    rows = [
        (shape, (f"TB{k:04d}", code, land.CLASSES[code], square_metres(shape)))
        for k, (code, shape) in enumerate(survey, 1)
    ]
    return Layer("DLTB", "multipolygon", _fields("BSM DLBM DLMC MJ"), rows)


def taken_layer(taken):
    """Land that project P1 takes for good and for a time, and plots that are there already (P4)."""
    rows = [
        (shape, (project, scheme, number, name, land_use, part, square_metres(shape)))
        for project, scheme, number, name, part, land_use, shape in taken
    ]
    return Layer("land_take", "polygon", _fields("XMBH FANGAN DKBH DKMC YDYHFLDM BF MJ"), rows)


def red_line_layer(red_line):
    """生态保护红线."""
    rows = [(f.geometry, (f.number, f"ERL{f.number[2:]}", f.name, f.kind, square_metres(f.geometry))) for f in red_line]
    return Layer("STBHHX", "multipolygon", _fields("BSM HXBM HXMC HXLX MJ"), rows)


def farmland_layer(patches, planted):
    """永久基本农田; the planted patches come last, with numbers from NT90001."""
    generator, rows = random("net farmland"), []
    numbers = [f"NT{k:05d}" for k in range(1, len(patches) + 1)] + [f"NT{90001 + k}" for k in range(len(planted))]
    for number, land_class, shape in zip(
        numbers,
        [p.land_class for p in patches] + ["0101"] * len(planted),
        [p.geometry for p in patches] + list(planted),
    ):
        whole = square_metres(shape)
        net = round(whole * (0.95 if number.startswith("NT9") else float(generator.uniform(0.93, 0.985))), 2)
        rows.append((shape, (number, f"9901{number[2:]}", land_class, whole, net)))
    return Layer("YJJBNTTB", "polygon", _fields("BSM YJJBNTTBBH DLBM YJJBNTTBMJ YJJBNTMJ"), rows)


def boundary_layer(zones):
    """城镇开发边界."""
    rows = [(shape, (f"BJ{k:02d}", code, name, square_metres(shape))) for k, (code, name, shape) in enumerate(zones, 1)]
    return Layer("CZKFBJ", "polygon", _fields("BSM GHFQDM GHFQMC MJ"), rows)


def unit_layer(city):
    """环境管控单元; areas in km2, as unit data give them."""
    rows = []
    for unit in UNITS:
        shape = city.units[unit.code]
        values = (
            unit.code,
            unit.name,
            CLASSES[unit.grade],
            DISTRICTS[unit.district],
            round(ground.area(shape) / 1e6, 4),
        )
        rows.append((shape, values))
    return Layer("HJGKDY", "multipolygon", _fields("HJGKDYBM HJGKDYMC ZHGKDYFL COUNTY MJ"), rows)


def element_layer(city, nature, zones):
    """环境要素管控分区: zones of one element lie over zones of another."""
    towns = [shape for code, _, shape in zones if code == "01"]
    ground_of = {
        "source": shapely.union_all(list(nature.zones.values())),
        "park": city.units["ZH99010220001"],
        "centre": city.units["ZH99010120001"],
        "south": city.units["ZH99010330002"],
        "around the park": blob((30.9, 15.2), (3.4, 2.5), "air 1", 0.1),
        "around the centre": blob((21.6, 13.6), (4.1, 3.0), "air 2", 0.1),
        "reserve": shapely.union_all(list(nature.reserve.values())),
        "towns": shapely.union_all(towns[:2]),
    }
    rows = [(ground_of[where], (code, place + kind, element, kind)) for code, place, element, kind, where in _ELEMENTS]
    return Layer("HJYSGKFQ", "multipolygon", _fields("HJYSGKFQBM HJYSGKFQMC HJYS YSXL"), rows)


def water_layer(nature):
    """饮用水水源保护区, in degrees: a layer that the program must move."""
    names = {"level1": "一级保护区", "level2": "二级保护区", "quasi": "准保护区"}
    rows = [
        (nature.zones[grade], (f"SY{k:02d}", "岚湖水库饮用水水源保护区", name))
        for k, (grade, name) in enumerate(names.items(), 1)
    ]
    return Layer("YYSSYBHQ", "polygon", _fields("BSM BHQMC BHQJB"), rows, EPSG_LONLAT)


def reserve_layer(nature):
    """自然保护地."""
    names = {"core": "核心保护区", "general": "一般控制区"}
    rows = [
        (nature.reserve[grade], (f"BH{k:02d}", "云岚山自然保护区", name))
        for k, (grade, name) in enumerate(names.items(), 1)
    ]
    return Layer("ZRBHD", "polygon", _fields("BSM BHDMC GNFQ"), rows)


def river_layer(waters):
    """河湖管理范围."""
    rows = [
        (shape, (f"HH{k:02d}", name, kind, square_metres(shape))) for k, (name, kind, shape) in enumerate(waters, 1)
    ]
    return Layer("HHGLFW", "multipolygon", _fields("BSM HHMC HHLX MJ"), rows)


def district_layer(city):
    """行政区."""
    return Layer(
        "XZQ",
        "polygon",
        _fields("XZQDM XZQMC"),
        [(city.districts[code], (code, name)) for code, name in DISTRICTS.items()],
    )


def place_layer(name, fields, places, prefix):
    """Points with a number, a name and a kind."""
    rows = [(p.geometry, (f"{prefix}{k:03d}", p.name, p.kind)) for k, p in enumerate(places, 1)]
    return Layer(name, "point", _fields("BSM " + fields), rows)


def outline_layer(city):
    """市域范围: the ground that most layers answer for."""
    return Layer("FW", "polygon", _fields("MC"), [(city.outline, ("示例市",))])
