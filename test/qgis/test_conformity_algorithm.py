"""`zoningreview:conformity`: findings and conclusions of layers and of a case, in real QGIS."""

import json
import shutil

import pytest
from qgis.core import QgsProcessingException

from .conftest import rows_of
from .layers import memory, square

TEMPORARY = "TEMPORARY_OUTPUT"
PACK = {
    "schema": "zoning-review/pack/1",
    "pack": {"id": "P", "level": "city", "valid_from": "2020-01-01", "title": "示例清单"},
    "rules": [
        {
            "id": "ERL",
            "clause_no": "1",
            "clause_text": "生态保护红线内禁止开发性、生产性建设活动",
            "modality": "prohibit",
            "test": {"overlap": {"role": "ecological_red_line"}},
            "if_false": "not_involved",
        },
        {"id": "HUM", "clause_text": "应论证环境风险", "modality": "require", "automation": "manual"},
    ],
}


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(PACK), encoding="utf-8")
    return str(path)


@pytest.fixture
def asked(pack):
    """Parameters: one parcel on the red line, one beside it."""
    parcels = memory("Polygon", [square(500000, 3400000), square(500200, 3400000)], name="parcels")
    red_line = memory("Polygon", [square(500050, 3400000, 50)], name="STBHHX", values=["HX1"])
    return {"SUBJECTS": parcels, "CONSTRAINTS": [red_line], "FULL_COVERAGE": True, "RULES": [pack]}


def test_findings_conclusions_and_numbers(run, asked):
    outputs = run("conformity", {**asked, "FINDING": TEMPORARY, "CONCLUSION": TEMPORARY, "SUBJECT": TEMPORARY})
    found = {(row["subject_id"], row["rule_id"]): row for row in rows_of(outputs["FINDING"])}
    assert {key: row["verdict"] for key, row in found.items()} == {
        ("1", "ERL"): "does_not_conform",
        ("1", "HUM"): "to_be_judged",
        ("2", "ERL"): "not_involved",
        ("2", "HUM"): "to_be_judged",
    }
    assert "0.2500" in found["1", "ERL"]["statement_en"] and "生态保护红线" in found["1", "ERL"]["statement_zh"]
    assert (outputs["HARD_BREACHES"], outputs["OPEN_ITEMS"]) == (1, 2)
    assert [row["verdict"] for row in rows_of(outputs["SUBJECT"])] == ["does_not_conform", "to_be_judged"]
    overall = next(row for row in rows_of(outputs["CONCLUSION"]) if row["topic"] == "overall")
    assert (overall["verdict"], overall["hard_breaches"], overall["open_items"]) == ("does_not_conform", 1, 2)


def test_the_review_judges_by_the_same_rules(run, asked):
    columns = ("subject_id", "rule_id", "verdict", "evidence", "missing")
    tables = [rows_of(run(name, {**asked, "FINDING": TEMPORARY})["FINDING"]) for name in ("conformity", "review")]
    first, second = [[tuple(row[column] for column in columns) for row in table] for table in tables]
    assert first == second and len(first) == 4


def test_without_a_pack_there_is_nothing_to_judge(run, asked):
    with pytest.raises(QgsProcessingException, match="rule pack"):
        run("conformity", {**asked, "RULES": []})


def test_a_broken_pack_is_a_clear_error(run, asked, pack):
    with open(pack, "w", encoding="utf-8") as stream:
        stream.write('{"schema": "zoning-review/pack/1", "pack": {')
    with pytest.raises(QgsProcessingException) as caught:
        run("conformity", asked)
    assert "pack.json" in str(caught.value) and "Traceback" not in str(caught.value)


def test_the_demo_case(run, root, tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(root / "resources" / "samples" / "demo", folder)
    outputs = run("conformity", {"CASE": str(folder / "routes.review.yaml"), "FINDING": TEMPORARY})
    found = rows_of(outputs["FINDING"])
    assert {row["subject_id"] for row in found} == {"R-A", "R-B"}
    assert {row["verdict"] for row in found if row["rule_id"] == "ERL-02"} >= {"not_involved"}
