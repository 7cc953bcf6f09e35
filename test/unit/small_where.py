"""Small questions where something may go: two units side by side, and packs of a few clauses."""

import json
from dataclasses import replace

from zoning_review_plugin.model.case import Options
from zoning_review_plugin.studies.where import where

from .small_packs import document
from .small_reviews import Against, box, layer, small_case

A, B = "ZH99010120001", "ZH99010130002"
KEY, GENERAL = box(0, 0, 1000, 1000), box(1000, 0, 3000, 1000)


def units(*shapes, crs=4547, **changes):
    """The layer of control units: a key unit of 100 hm2 and a general one of 200 hm2."""
    shapes = shapes or (KEY, GENERAL)
    codes = [A, B, "ZH99010110003"][: len(shapes)]
    fields = {"HJGKDYBM": codes, "HJGKDYMC": [f"unit {code[-1]}" for code in codes]}
    fields["ZHGKDYFL"] = ["重点管控单元", "一般管控单元", "优先保护单元"][: len(shapes)]
    return Against(layer(*shapes, name="units", crs=crs, **{**fields, **changes}), "control_unit")


def asked(tmp_path, *rules, industry="C2614", land_use=None, options=None, packs=None, executor=None, **against):
    """The `WhereResult` of clauses in a pack (or of whole `packs`) against `Against` by key; units are `unit`."""
    case, layers = where_case(tmp_path, *rules, options=options, packs=packs, **against)
    return where(case, layers, industry, land_use, executor)


def where_case(tmp_path, *rules, options=None, packs=None, **against):
    """(case, layers) of such a question."""
    rules = [{"id": f"R{k}", **rule} for k, rule in enumerate(rules, 1)]
    packs = packs or [document(*rules, jurisdiction=None)]
    for number, pack in enumerate(packs):
        (tmp_path / f"{number}.json").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    options = options or Options(area_basis="projected")
    case, layers = small_case([box(0, 0, 10, 10)], options, {"unit": units(), **against})
    names = tuple(f"{number}.json" for number in range(len(packs)))
    return replace(case, rules=names, folder=tmp_path, date="2026-11-22"), layers
