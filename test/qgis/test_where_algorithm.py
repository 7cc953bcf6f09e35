"""`zoningreview:where`: the ground of control units that no prohibition shuts to an industry."""

import json
import pathlib

import pytest
import yaml

from .cases import write_case
from .conftest import rows_of

UNIT = "ZH99010120001"
SQUARE = "POLYGON((500000 3400000,500100 3400000,500100 3400100,500000 3400100,500000 3400000))"
RED = "POLYGON((500060 3400000,500200 3400000,500200 3400100,500060 3400100,500060 3400000))"


@pytest.fixture
def case(tmp_path):
    """The path of a case with one control unit of 1 hm2, 0.4 hm2 of it red line, and a pack that protects that."""
    roles = {
        "unit": {"role": "control_unit", "fields": {"code": "BSM"}},
        "erl": {"role": "ecological_red_line", "coverage": "full"},
    }
    path = write_case(tmp_path, {"plot": [SQUARE]}, {"unit": [SQUARE], "erl": [RED]}, roles)
    rule = {"id": "R1", "clause_text": "禁止占用", "modality": "prohibit"}
    rule["test"] = {"overlap": {"role": "ecological_red_line"}}
    pack = {"schema": "zoning-review/pack/1", "pack": {"id": "P1", "level": "city", "valid_from": "2020-01-01"}}
    (tmp_path / "pack.json").write_text(json.dumps({**pack, "rules": [rule]}), encoding="utf-8")
    written = yaml.safe_load(pathlib.Path(path).read_text(encoding="utf-8"))
    pathlib.Path(path).write_text(yaml.safe_dump({**written, "rules": ["pack.json"]}), encoding="utf-8")
    return path


def test_units_and_ground_come_as_layers(run, case, tmp_path):
    asked = {"CASE": case, "INDUSTRY": "C2614", "UNIT": "memory:", "GROUND": "memory:"}
    found = run("where", {**asked, "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert found["UNIT_COUNT"] == 1
    assert found["ADMITTED_HM2"] == pytest.approx(0.6) and found["SHUT_OUT_HM2"] == pytest.approx(0.4)
    (unit,) = rows_of(found["UNIT"])
    assert (unit["status"], unit["shut_out_by"]) == ("partly_shut_out", "P1/R1")
    ground = {row["status"]: row["geom"].area() for row in rows_of(found["GROUND"])}
    assert ground == {"shut_out": pytest.approx(4000), "nothing_found": pytest.approx(6000)}
    assert (tmp_path / "out" / "where.gpkg").is_file()
    said = "\n".join(run.log.lines)
    assert "0.6000 hm²" in said and "可布局" not in said


def test_a_question_is_needed(provider, run, case):
    from qgis.core import QgsProcessingContext

    algorithm = provider.algorithm("where")
    ok, why = algorithm.checkParameterValues({"CASE": case}, QgsProcessingContext())
    assert not ok and why
    with pytest.raises(Exception, match="C99"):
        run("where", {"CASE": case, "INDUSTRY": "C99"})
