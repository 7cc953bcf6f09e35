"""`zoningreview:unitcards`: what rule packs ask of whoever comes to lie in a control unit."""

import json
import pathlib

import pytest
import yaml

from .cases import write_case

SQUARES = [
    "POLYGON((500000 3400000,500100 3400000,500100 3400100,500000 3400100,500000 3400000))",
    "POLYGON((500100 3400000,500200 3400000,500200 3400100,500100 3400100,500100 3400000))",
]


@pytest.fixture
def case(tmp_path):
    """The path of a case with two control units, `unit1` and `unit2`: a clause for all, and one for `unit2`."""
    roles = {"unit": {"role": "control_unit", "fields": {"code": "BSM"}}}
    path = write_case(tmp_path, {"plot": SQUARES[:1]}, {"unit": SQUARES}, roles)
    rule = {"clause_text": "禁止新建", "modality": "prohibit", "test": {"nature": ["new"]}}
    rules = [{**rule, "id": "R0"}, {**rule, "id": "R2", "scope": {"unit_codes": ["unit2"]}}]
    pack = {"schema": "zoning-review/pack/1", "pack": {"id": "P1", "level": "city", "valid_from": "2020-01-01"}}
    (tmp_path / "pack.json").write_text(json.dumps({**pack, "rules": rules}), encoding="utf-8")
    written = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))
    pathlib.Path(path).write_text(yaml.safe_dump({**written, "rules": ["pack.json"]}), encoding="utf-8")
    return path


def test_cards_are_written_and_counted(run, case, tmp_path):
    found = run("unitcards", {"CASE": case, "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert (found["UNIT_COUNT"], found["CLAUSE_COUNT"]) == (2, 3)
    assert pathlib.Path(found["WORKBOOK"]).is_file() and pathlib.Path(found["PAGE"]).is_file()
    assert {path.stem for path in (tmp_path / "out" / "cards").iterdir()} == {"unit1", "unit2"}


def test_single_units_are_asked_for(run, case, tmp_path):
    found = run("unitcards", {"CASE": case, "UNITS": "unit2，unit2", "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert (found["UNIT_COUNT"], found["CLAUSE_COUNT"]) == (1, 2)


def test_a_unit_that_is_not_there_is_said(run, case, tmp_path):
    with pytest.raises(Exception, match="unit3"):
        run("unitcards", {"CASE": case, "UNITS": "unit3", "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert not (tmp_path / "out" / "cards.xlsx").exists()
