"""Case files for QGIS tests, with the layers they name."""

import json

import shapely
import yaml


def write_case(folder, subjects, constraints, more=None, **options):
    """The path of a case file in `folder` as text; its layers are GeoJSON in EPSG:4547.

    subjects: {name: [WKT, …]}. constraints: likewise by key. more: {key: settings of that constraint}.
    """
    case = {
        "schema": "zoning-review/case/1",
        "language": "en",
        "subjects": [{"source": _layer(folder, name, wkts)} for name, wkts in subjects.items()],
        "constraints": [
            {"key": key, "role": "custom", "source": _layer(folder, key, wkts), **(more or {}).get(key, {})}
            for key, wkts in constraints.items()
        ],
        "options": {"overlap_geometry": "all", "area_basis": "projected", **options},
        "outputs": ["gpkg", "csv"],
    }
    path = folder / "small.review.yaml"
    path.write_text(yaml.safe_dump(case), encoding="utf-8")
    return str(path)


def _layer(folder, name, wkts):
    features = [
        {"type": "Feature", "properties": {"BSM": f"{name}{n}"}, "geometry": shapely.from_wkt(wkt).__geo_interface__}
        for n, wkt in enumerate(wkts, 1)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    content = {"type": "FeatureCollection", "crs": crs, "features": features}
    (folder / f"{name}.geojson").write_text(json.dumps(content), encoding="utf-8")
    return f"{name}.geojson"
