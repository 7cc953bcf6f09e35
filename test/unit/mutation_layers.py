"""Two small layers in four formats, whole and sound: what the mutation test damages."""

import shutil

import numpy as np
import shapely
from osgeo import ogr

from .small_cases import X0, Y0, write_case, write_layer

SUFFIXES = {"shapefile": ".shp", "geopackage": ".gpkg", "geojson": ".geojson", "flatgeobuf": ".fgb"}
PARTS = {"shapefile": (".shp", ".shx", ".dbf", ".cpg"), "geopackage": (".gpkg",), "geojson": (".geojson",)}
PARTS["flatgeobuf"] = (".fgb",)
NAMES = ("生态保护红线", "一般生态空间", "饮用水源保护区", "自然保护地核心区", "湿地")


def blob(generator, x, y, radius, corners):
    """A star-shaped polygon, sound whatever the random numbers are; every third one has a hole or a second part."""
    angle = np.sort(generator.uniform(0, 2 * np.pi, corners)) + np.linspace(0, 1e-3, corners)
    reach = radius * generator.uniform(0.6, 1.0, corners)
    ring = np.c_[X0 + x + reach * np.cos(angle), Y0 + y + reach * np.sin(angle)].round(3)
    shape = shapely.make_valid(shapely.Polygon(ring))
    return max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)


def rows(seed, count, prefix):
    """Rows for `write_layer`: shape, id, code, name, class, area."""
    generator = np.random.default_rng(seed)
    found = []
    for k in range(count):
        shape = blob(generator, 300.0 * (k % 4), 300.0 * (k // 4), 220.0, 9 + k)
        if k % 3 == 1:
            hole = shape.representative_point().buffer(8, 2)
            shape = shape.difference(hole) if shape.contains(hole) else shape
        if k % 3 == 2:
            shape = shapely.MultiPolygon([shape, shapely.box(X0 - 500 - 40 * k, Y0, X0 - 470 - 40 * k, Y0 + 25)])
        area = round(shape.area, 2)
        found.append((shape.wkt, f"{prefix}{k:02d}", f"ZH320{k:03d}", NAMES[k % len(NAMES)], f"class {k % 3}", area))
    return found


def fields():
    """Fields of the layers."""
    area = ogr.FieldDefn("MJ", ogr.OFTReal)
    area.SetWidth(14)
    area.SetPrecision(2)
    texts = [ogr.FieldDefn(name, ogr.OFTString) for name in ("BSM", "CODE", "NAME", "CLASS")]
    for text in texts:
        text.SetWidth(24)
    return [*texts, area]


def make(folder, form):
    """The layers `subjects`, `line` and `other` (of another count) in `folder`, and a case of the first two."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = SUFFIXES[form]
    options = {"shapefile": ["ENCODING=UTF-8"], "geojson": []}.get(form, [])
    for name, seed, count in (("subjects", 1, 7), ("line", 2, 12), ("other", 3, 9), ("twin", 4, 12)):
        write_layer(folder / f"{name}{suffix}", rows(seed, count, name[0]), fields(), options=options)
    case_of(folder / "small.review.yaml", suffix, {"erl": f"line{suffix}"})
    return folder


def case_of(path, suffix, sources):
    """A case of the subjects beside it against constraint layers. sources: their paths by key."""
    names = {"id": "BSM", "name": "NAME"}
    fields = {**names, "code": "CODE", "class": "CLASS", "area": "MJ"}
    line = {"role": "ecological_red_line", "coverage": "full", "fields": fields}
    subjects = [{"source": f"subjects{suffix}", "fields": {**names, "declared_area": "MJ"}}]
    return write_case(path, subjects, [{"key": key, "source": str(path), **line} for key, path in sources.items()])


def copied(whole, folder, form, name, damage):
    """A copy of the folder `whole` in which the files of the layer `name` have the content `damage` gives by suffix."""
    shutil.copytree(whole, folder)
    for suffix, content in damage.items():
        (folder / f"{name}{suffix}").write_bytes(content)
    return folder / "small.review.yaml"
