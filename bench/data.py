"""Makes the data of the benchmarks: python -m bench.data SIZE FOLDER [--crs EPSG:4524]

Writes parcels.gpkg, farmland.gpkg, units.gpkg, udb.gpkg and redline.gpkg, the same for everyone: the seed is fixed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import shapely

import zoning_review_plugin  # noqa: F401  before pyproj is used: it tells where PROJ's data lies

from .making.files import moved, write_layer
from .making.layers import make_layers
from .making.region import DEGREES, METRES, SIZES

NAMES = ("parcels", "farmland", "units", "udb", "redline")


def complete(folder):
    """Whether all layers lie in `folder`."""
    return all((Path(folder) / f"{name}.gpkg").is_file() for name in NAMES)


def make(size, folder, epsg=DEGREES):
    """Write the layers of a size ("XS", "S", "M", "L"); yields (name, polygons) as each is written."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    layers = make_layers(SIZES[size])
    for name in NAMES:
        polygons = moved(layers[name], METRES, epsg)
        write_layer(folder / f"{name}.gpkg", polygons, epsg)
        yield name, polygons


def main():
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.data", description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder")
    parser.add_argument("--crs", choices=[f"EPSG:{DEGREES}", f"EPSG:{METRES}"], default=f"EPSG:{DEGREES}")
    options = parser.parse_args()
    for name, polygons in make(options.size, options.folder, int(options.crs.split(":")[1])):
        vertices = shapely.get_num_coordinates(polygons)
        print(f"{name}: {len(polygons)} features, {vertices.sum()} vertices, largest {vertices.max()}", flush=True)


if __name__ == "__main__":
    main()
