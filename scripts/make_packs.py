"""Write the rule packs, the decisions and the expected findings of the bundled sample.

    python3 scripts/make_packs.py [--output resources/samples/demo]

Needs nothing but Python; comes to the same files each time. What the packs say stands in `sample_packs`.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
from pathlib import Path

from sample_packs import (
    city,
    dated,
    decisions,
    expected,
    national,
    province,
    region,
    units_cloud,
    units_east,
    units_rice,
)
from sample_packs.clauses import unit_pack

_RESOURCES = Path(__file__).resolve().parent.parent / "resources"
_FOLDER = _RESOURCES / "samples" / "demo"
SHIPPED = ("ecological_red_line", "permanent_farmland", "development_boundary", "control_units")


def documents():
    """{path under the folder of packs: document} of all packs of the sample's own."""
    found = {
        "national.json": national.document(),
        "province.json": province.document(),
        "region.json": region.document(),
        "city.json": city.document(),
        "city_2021.json": dated.superseded(),
        "city_air_2023.json": dated.expired(),
        "province_2027.json": dated.to_come(),
    }
    for units in (units_cloud.UNITS, units_east.UNITS, units_rice.UNITS):
        for code, (name, rules) in units.items():
            found[f"units/{code}.json"] = unit_pack(code, name, rules)
    return found


def make(folder):
    """Write packs, decisions and expectations under `folder`."""
    (folder / "packs" / "units").mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        shutil.copyfile(_RESOURCES / "packs" / f"{name}.json", folder / "packs" / f"{name}.json")
    for name, document in documents().items():
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        (folder / "packs" / name).write_text(text, encoding="utf-8", newline="\n")
    (folder / "decisions.yaml").write_text(decisions.TEXT, encoding="utf-8", newline="\n")
    with open(folder / "expected_findings.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(expected.Row._fields)
        writer.writerows(expected.rows())


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description="make the rule packs of the bundled sample")
    parser.add_argument("--output", type=Path, default=_FOLDER, help="folder to write to")
    make(parser.parse_args().output)


if __name__ == "__main__":
    main()
