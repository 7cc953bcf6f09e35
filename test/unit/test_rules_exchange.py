"""`rules export` and `rules import` as a person or a script calls them."""

import json

import openpyxl
import pytest

from .small_workbooks import full

UNIT = "ZH99010120003"


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "city.json"
    path.write_text(json.dumps(full(), ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def foreign(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["环境管控单元编码", "空间布局约束", "电话"])
    book.active.append([UNIT, "1.禁止采砂。2.鼓励修复。", "1"])
    book.save(tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def test_a_pack_goes_out_and_comes_back(command, pack, tmp_path):
    answer = command("rules", "export", pack, tmp_path / "city.xlsx")
    assert (answer.status, answer.err) == (0, "") and str(tmp_path / "city.xlsx") in answer.out
    answer = command("rules", "import", tmp_path / "city.xlsx", tmp_path / "back.json", "--json")
    assert answer.status == 0 and answer.object["summary"] == {"pack": "990100-2026", "rules": 3, "remarks": 0}
    assert answer.object["mapping"] is None
    assert json.loads((tmp_path / "back.json").read_text(encoding="utf-8")) == full()


def test_quiet_says_nothing(command, pack, tmp_path):
    answer = command("rules", "export", pack, tmp_path / "city.xlsx", "--quiet")
    assert (answer.status, answer.out, answer.err) == (0, "", "")


def test_a_list_in_another_layout_asks_for_a_head_and_shows_its_mapping(command, foreign, tmp_path):
    answer = command("rules", "import", foreign, tmp_path / "units.json")
    assert answer.status == 2 and "--valid-from" in answer.err and not (tmp_path / "units.json").exists()
    mapping = json.loads(answer.out)
    assert mapping["columns"]["B"] == {"heading": "空间布局约束", "field": "spatial_layout"}
    assert mapping["pack"] == {"id": "list", "level": None, "valid_from": None}


def test_a_list_comes_in_with_a_head_from_the_call(command, foreign, tmp_path):
    call = ["rules", "import", foreign, tmp_path / "units.json", "--level", "unit", "--valid-from", "2026-01-01"]
    answer = command(*call, "--language", "zh")
    assert answer.status == 0 and "电话" in answer.out and '"spatial_layout"' in answer.out
    written = json.loads((tmp_path / "units.json").read_text(encoding="utf-8"))
    assert [(rule["clause_no"], rule["modality"]) for rule in written["rules"]] == [
        ("1", "prohibit"),
        ("2", "encourage"),
    ]


def test_a_changed_mapping_is_taken(command, foreign, tmp_path):
    mapping = {
        "sheet": "Sheet",
        "heading_row": 1,
        "columns": {"A": {"field": "unit_code"}, "B": {"field": "clause"}, "C": {"field": "note"}},
        "pack": {"level": "unit", "valid_from": "2026-01-01", "title": "清单"},
    }
    (tmp_path / "m.json").write_text(json.dumps(mapping), encoding="utf-8")
    call = ["rules", "import", foreign, tmp_path / "units.json", "--mapping", tmp_path / "m.json", "--json"]
    answer = command(*call)
    assert answer.status == 0 and answer.object["summary"]["rules"] == 2
    written = json.loads((tmp_path / "units.json").read_text(encoding="utf-8"))
    assert written["pack"]["title"] == "清单" and [rule["note"] for rule in written["rules"]] == ["1", "1"]


FAULTS = {
    "no action": (["rules"], "bad_call"),
    "other action": (["rules", "mend", "a"], "bad_call"),
    "no workbook named": (["rules", "export", "{pack}"], "bad_call"),
    "pack not there": (["rules", "export", "{folder}/no.json", "{folder}/a.xlsx"], "pack_missing"),
    "workbook not there": (["rules", "import", "{folder}/no.xlsx", "{folder}/a.json"], "workbook_missing"),
    "wrong suffix": (["rules", "export", "{pack}", "{folder}/a.xls"], "rules_format"),
    "no workbook": (["rules", "import", "{pack}", "{folder}/a.json"], "workbook_not_xlsx"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_call_is_told(command, pack, tmp_path, name):
    call, code = FAULTS[name]
    answer = command(*(part.format(pack=pack, folder=tmp_path) for part in call), "--json")
    assert answer.status == 2 and answer.object["error"]["code"] == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city.json"]


def test_a_folder_that_is_not_there_is_told(command, pack, tmp_path):
    answer = command("rules", "export", pack, tmp_path / "no" / "a.xlsx", "--json")
    assert answer.status == 1 and answer.object["error"]["code"] == "output_folder_missing"


def test_a_fault_leaves_what_was_there(command, pack, tmp_path):
    target = tmp_path / "a.json"
    target.write_text("old", encoding="utf-8")
    assert command("rules", "import", pack, target).status == 2
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("action", [[], ["export"], ["import"]])
def test_help(command, action, language):
    answer = command("rules", *action, "--help", "--language", language)
    assert answer.status == 0 and ("规则包" in answer.out) == (language == "zh")
