"""What judging costs beside the overlay: python -m bench.judging DIR [--clauses 20000] [--parcels 25000 50000 100000]

DIR holds parcels, farmland, units, udb and redline as `bench.data` makes them. A pack of that many clauses is made from
a fixed seed, most of them for single control units, with scopes by industry and land use, exceptions, limits, distances
to lines and clauses for people; each parcel states an industry and a land use. For each number of parcels the whole
review runs in a process of its own. Told are the CPU seconds of the overlay (reading, gate, overlaps, exposure), of
what subjects of a scheme have in common, and of the judgement (facts, verdicts with evidence and sentences,
conclusions); the findings, and the peak memory.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from osgeo import ogr

_GENERAL = 200  # clauses for everyone, as a nation, a province and a city have them; the others are for single units
_LAND_USES = ("070102", "0901", "100101", "100102", "100103", "1101", "1207", "1301", "1402")
_INDUSTRIES = tuple(f"C{d}{s}{k}" for d in range(13, 44) for s in range(1, 4) for k in range(5))
_ROLES = {
    "farmland": "permanent_farmland",
    "units": "control_unit",
    "udb": "development_boundary",
    "redline": "ecological_red_line",
}


def main():
    """The command; prints one JSON object for each number of parcels."""
    parser = argparse.ArgumentParser(prog="python -m bench.judging", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--clauses", type=int, default=20_000)
    parser.add_argument("--parcels", type=int, nargs="+", default=[25_000, 50_000, 100_000])
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(measured(Path(options.work), options.parcels[0])))
        return
    with tempfile.TemporaryDirectory() as work:
        prepare(Path(options.folder).resolve(), Path(work), options.clauses)
        for count in options.parcels:
            call = [sys.executable, "-m", "bench.judging", options.folder, "--work", work, "--parcels", str(count)]
            print(subprocess.run(call, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


def prepare(folder, work, clauses):
    """Write `parcels.gpkg` with industries and land uses, the pack and a case for all into `work`."""
    chance = random.Random(5)
    _with_statements(folder / "parcels.gpkg", work / "parcels.gpkg", chance)
    write_pack(folder, work / "pack.json", clauses, chance)
    (work / "constraints.json").write_text(json.dumps(constraints_of(folder)), encoding="utf-8")


def write_pack(folder, path, clauses, chance):
    """Write a pack of that many clauses for the control units in `folder`."""
    pack = {
        "schema": "zoning-review/pack/1",
        "pack": {"id": "bench", "level": "province", "valid_from": "2024-01-01"},
        "rules": [_rule(number, unit, chance) for number, unit in enumerate(_units(folder, clauses))],
    }
    path.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")


def constraints_of(folder):
    """The constraints of a case file for the layers in `folder`."""
    constraints = [
        {"key": name, "role": role, "source": str(folder / f"{name}.gpkg"), "coverage": "full", "fields": {"id": "id"}}
        for name, role in _ROLES.items()
    ]
    constraints[1]["fields"]["code"] = "id"
    return constraints


def _with_statements(source, target, chance):
    driver = ogr.GetDriverByName("GPKG")
    old = ogr.Open(str(source))
    new = driver.CopyDataSource(old, str(target))
    layer = new.GetLayer(0)
    for name in ("HYDM", "YDYHFLDM"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    layer.StartTransaction()
    for feature in layer:
        feature.SetField("HYDM", chance.choice(_INDUSTRIES))
        feature.SetField("YDYHFLDM", chance.choice(_LAND_USES))
        layer.SetFeature(feature)
    layer.CommitTransaction()
    new.FlushCache()


def _units(folder, clauses):
    """The unit of each clause; None for those that bind everyone."""
    source = ogr.Open(str(folder / "units.gpkg"))  # held: a layer does not keep its file
    codes = [str(feature.GetField("id")) for feature in source.GetLayer(0)]
    single = max(0, clauses - _GENERAL)
    return [codes[number % len(codes)] for number in range(single)] + [None] * (clauses - single)


def _rule(number, unit, chance):
    industries = [chance.choice(_INDUSTRIES)[: chance.choice((3, 4, 5))] for _ in range(chance.randint(1, 6))]
    rule = {"id": f"r{number}", "clause_no": str(number), "clause_text": f"第{number}条", "modality": "prohibit"}
    rule.update(_ASKS[number % len(_ASKS)](industries, chance))
    return {**rule, "scope": {"unit_codes": [unit]}} if unit else rule


def _overlap(industries, chance):
    return {"applies_if": {"industry": industries}, "test": {"overlap": {"role": "control_unit"}}}


def _excepted(industries, chance):
    way = {
        "if": {"within": {"role": "development_boundary"}},
        "verdict": "needs_justification",
        "evidence": ["认定意见"],
    }
    test = {"overlap": {"role": "permanent_farmland", "min_area_m2": 1}}
    return {"applies_if": {"and": [{"industry": industries}, {"nature": ["new"]}]}, "test": test, "exceptions": [way]}


def _by_land_use(industries, chance):
    test = {"overlap": {"role": "ecological_red_line"}}
    return {"applies_if": {"land_use": [chance.choice(_LAND_USES)]}, "test": test}


def _cap(industries, chance):
    metric = {"name": "vocs", "cmp": "<=", "value": chance.randint(1, 10), "unit": "t/a"}
    return {"modality": "cap", "applies_if": {"industry": industries}, "metric": metric}


def _by_person(industries, chance):
    return {"modality": "require", "automation": "manual", "applies_if": {"land_use": [chance.choice(_LAND_USES)]}}


def _distance(industries, chance):
    test = {"distance": {"role": "ecological_red_line", "cmp": ">=", "m": chance.choice((100, 300, 500))}}
    return {"modality": "distance", "applies_if": {"industry": industries}, "test": test}


_ASKS = (_overlap, _excepted, _by_land_use, _cap, _by_person, _distance)


def measured(work, count):
    """{stage: seconds, …} of the review of the first `count` parcels."""
    from zoning_review_plugin.inputs.layers import open_layers
    from zoning_review_plugin.model.case import FULL, Case, Constraint, SubjectSource
    from zoning_review_plugin.review import review as module

    written = json.loads((work / "constraints.json").read_text(encoding="utf-8"))
    constraints = tuple(Constraint(**{**one, "coverage": FULL}) for one in written)
    fields = {"id": "id", "industry": "HYDM", "land_use": "YDYHFLDM"}
    subjects = SubjectSource(f"parcels.gpkg|subset=fid <= {count}", fields=fields)
    facts = {"nature": ["new"], "metrics": {"vocs": {"value": 5.0, "unit": "t/a"}}}
    case = Case("bench", (subjects,), constraints, facts=facts, rules=("pack.json",), folder=work)
    spent = {}
    stages = {"rule_book": "packs", "schemes_counted_once": "schemes", "in_one": "overlay", "judged": "judgement"}
    with patch.multiple(module, **{name: _timed(getattr(module, name), key, spent) for name, key in stages.items()}):
        result = module.review(case, open_layers(case), threads=2)
    found = {"parcels": len(result.tables["subject"]), "findings": len(result.tables["finding"])}
    found.update({stage: round(seconds, 2) for stage, seconds in spent.items()})
    found["judgement_per_overlay"] = round((spent["schemes"] + spent["judgement"]) / spent["overlay"], 2)
    return {**found, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _timed(work, stage, spent):
    def call(*arguments, **named):
        begin = time.process_time()  # of all threads; what else runs on the machine does not count
        found = work(*arguments, **named)
        spent[stage] = time.process_time() - begin
        return found

    return call


if __name__ == "__main__":
    main()
