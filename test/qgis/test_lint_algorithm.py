"""`zoningreview:lintrules`: rows, numbers, units of a layer of the project, and packs that cannot be read."""

import json

import pytest
from qgis.core import QgsProcessingException

from .conftest import rows_of
from .layers import memory, square

TEMPORARY = "TEMPORARY_OUTPUT"
KNOWN, OTHER = "ZH99010120003", "ZH99010120009"
RULE = {
    "id": "R1",
    "clause_text": "禁止新建燃煤锅炉。",
    "clause_no": "1",
    "modality": "prohibit",
    "if_unknown": "information_missing",
    "test": {"nature": ["new"]},
    "scope": {"unit_codes": [KNOWN, OTHER]},
}
HEAD = {"id": "P1", "level": "city", "doc_no": "示例发〔2024〕1号", "valid_from": "2024-01-01"}


@pytest.fixture
def pack(tmp_path):
    """A function that writes a pack with changes to its rule; returns its path."""

    def write(name="a.json", **changes):
        document = {"schema": "zoning-review/pack/1", "pack": HEAD, "rules": [{**RULE, **changes}]}
        path = tmp_path / name
        path.write_text(json.dumps(document), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def units():
    return memory("Polygon", [square(0, 0)], values=[KNOWN])


def test_remarks_are_rows_of_a_table(run, pack):
    outputs = run("lintrules", {"RULES": [pack(test={"industry": ["C99"]})], "REMARKS": TEMPORARY})
    (row,) = rows_of(outputs["REMARKS"])
    assert (row["severity"], row["pack"], row["rule_id"], row["line"]) == ("warning", "P1", "R1", None)
    assert row["path"] == "rules[1].test.industry[1]" and "C99" in row["message"] and row["action"]
    assert outputs["REMARK_COUNT"] == 1 and any("rules[1].test.industry[1]" in line for line in run.log.warnings)


def test_units_are_held_against_a_layer(run, pack, units):
    assert run("lintrules", {"RULES": [pack()]}) == {"REMARK_COUNT": 0}
    asked = {"RULES": [pack()], "UNITS": units, "REMARKS": TEMPORARY}
    for more in ({}, {"UNIT_FIELD": "code"}):  # `code` is found by its values
        (row,) = rows_of(run("lintrules", {**asked, **more})["REMARKS"])
        assert row["code"] == "scope_unit_unknown" and row["path"] == "rules[1].scope.unit_codes[2]"


def test_a_layer_without_unit_codes_is_an_error(run, pack):
    layer = memory("Polygon", [square(0, 0)], values=["x"])
    with pytest.raises(QgsProcessingException, match="number"):
        run("lintrules", {"RULES": [pack()], "UNITS": layer, "REMARKS": TEMPORARY})


def test_packs_that_cannot_be_read_are_rows_too(run, pack, tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{\n oops", encoding="utf-8")
    outputs = run("lintrules", {"RULES": [str(broken), pack("b.json", modality="forbid")], "REMARKS": TEMPORARY})
    rows = rows_of(outputs["REMARKS"])
    assert [(row["severity"], row["line"], row["path"] or None) for row in rows] == [
        ("error", 2, None),
        ("error", None, "rules[1].modality"),
    ]
    assert all(row["pack"] is None for row in rows) and rows[0]["file"] == str(broken)
