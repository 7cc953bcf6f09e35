"""Make the bundled sample: an invented city with planted conflicts, its cases, packs, READMEs and expectations.

    python3 scripts/make_sample.py [--output resources/samples/demo]

Needs numpy, shapely 2.1 or later, GDAL and pyproj. The same seed gives the same contents each time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import make_packs
from sample import case_files, geopackage
from sample.readme import readme
from sample.report import build_report, write_expected
from sample.world import build_world

_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "samples" / "demo"


def make(folder):
    """Write everything to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    world = build_world()
    report = build_report(world)
    layers = [*world.subjects.values(), *(constraint.layer for constraint in world.constraints), world.outline]
    geopackage.write(folder / "demo.gpkg", layers)
    geopackage.write(folder / "land.gpkg", world.land)
    write_expected(folder / "expected.csv", report.rows)
    count = len(world.subjects["parcels"].rows) + len(world.subjects["sites"].rows)
    texts = {
        "demo.review.yaml": case_files.demo_case(),
        "routes.review.yaml": case_files.routes_case(),
        "land.review.yaml": case_files.land_case(),
        "ledger.csv": case_files.ledger(),
        "README.md": readme("en", report, [*layers, *world.land], count),
        "README.zh.md": readme("zh", report, [*layers, *world.land], count),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    make_packs.make(folder)


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description="make the bundled sample data")
    parser.add_argument("--output", type=Path, default=_FOLDER, help="folder to write to")
    make(parser.parse_args().output)


if __name__ == "__main__":
    main()
