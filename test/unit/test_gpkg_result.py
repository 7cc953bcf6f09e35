"""`review.gpkg` read back: the same Result, wherever it lies; what is no such file, or no longer, is refused."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pandas as pd
import pytest
import shapely

from zoning_review_plugin.model.errors import CaseFault, InputFault
from zoning_review_plugin.outputs.gpkg_result import read_result
from zoning_review_plugin.outputs.writing import write_outputs
from zoning_review_plugin.review.review import review

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, plane, point, reviewed, small_case

ODD = ["a", "=1+1", "", None, "\U0001f600\u202e乡", "0012", "x" * 10_000, "\x00\x07"]


def written(result, folder):
    write_outputs(result, ["gpkg"], folder)
    return folder / "review.gpkg"


def assert_same(found, wanted):
    """Two Results are equal: the case, the CRS, and of every table columns, types, values and geometry."""
    assert found.case == wanted.case
    assert found.crs == wanted.crs
    assert list(found.tables) == list(wanted.tables)
    for name, frame in wanted.tables.items():
        other = found.tables[name]
        pd.testing.assert_frame_equal(without(other), without(frame), check_exact=True, obj=name)
        if "geom" in frame:
            assert wkbs(other) == wkbs(frame), name


def without(frame):
    return frame.drop(columns="geom", errors="ignore")


def wkbs(frame):
    return shapely.to_wkb(frame["geom"].to_numpy(dtype=object)).tolist()


def test_all_tables_come_back(tmp_path):
    squares = [box(200 * k, 0, 200 * k + 100, 100) for k in range(len(ODD))]
    subjects = layer(*squares, name="subjects", id=[str(k) for k in range(len(ODD))], industry=ODD)
    rule = {"id": "R", "test": {"not": {"overlap": {"role": "ecological_red_line"}}}}
    against = Against(layer(box(50, 50, 260, 400)), coverage="full")
    result = judged_review(tmp_path, [rule_pack(rule)], subjects, erl=against, date="2026-11-22")
    assert len(result.tables["finding"]) and len(result.tables["overlap"])
    assert_same(read_result(written(result, tmp_path / "out")), result)


def collection(shape):
    return shapely.multipolygons([shape])


MIXTURES = {
    "polygons": [box(0, 0, 10, 10), box(20, 0, 30, 10)],
    "collections of one among polygons": [
        box(0, 0, 9, 9),
        collection(box(20, 0, 30, 10)),
        collection(box(40, 0, 50, 9)),
    ],
    "collections of one alone": [collection(box(20, 0, 30, 10))],
    "collections of several": [box(0, 0, 9, 9), shapely.multipolygons([box(20, 0, 30, 9), box(40, 0, 50, 9)])],
    "lines": [line((0, 0), (5, 5)), shapely.multilinestrings([line((1, 0), (5, 5))])],
    "all kinds": [box(0, 0, 9, 9), collection(box(20, 0, 30, 10)), line((0, 0), (5, 5)), point(3, 3)],
    "without geometry": [box(0, 0, 9, 9), None, None],
}


@pytest.mark.parametrize("shapes", MIXTURES.values(), ids=MIXTURES)
def test_every_kind_of_geometry_comes_back(tmp_path, shapes):
    result = reviewed([layer(*shapes)], options=plane(overlap_geometry="all"), erl=Against(layer(box(5, 5, 25, 25))))
    frame = result.tables["subject"].assign(geom=pd.Series(shapes, dtype=object))  # as given, whatever the gate made
    result = replace(result, tables={**result.tables, "subject": frame})
    assert_same(read_result(written(result, tmp_path)), result)


def test_columns_of_splitting_layers_come_back(tmp_path):
    towns = layer(box(0, 0, 50, 100), box(50, 0, 100, 100), name="towns", XZQDM=["990101", "990102"])
    against = Against(towns, role="admin_area", fields={"code": "XZQDM"}, coverage="full")
    result = reviewed([box(0, 0, 100, 100)], options=plane(split_by=('乡 "镇"',)), **{'乡 "镇"': against})
    assert len(result.tables["piece"]) == 2
    assert_same(read_result(written(result, tmp_path)), result)


def test_texts_that_are_no_unicode_do_not_make_the_file_look_changed(tmp_path):
    result = reviewed([box(0, 0, 9, 9)])
    subject = result.tables["subject"].assign(name="a\ud800b")
    case = replace(result.case, title="t\udc00")
    path = written(replace(result, case=case, tables={**result.tables, "subject": subject}), tmp_path)
    found = read_result(path)
    assert found.tables["subject"]["name"].tolist() == ["a?b"]
    assert found.case.title == "t\udc00"


def test_what_was_reviewed_with_the_command_comes_back(small_case, command, tmp_path):
    path = small_case(outputs=["gpkg"], facts={"industry": ["C2614"], "declared": {"major_level": "none"}}, title="县")
    assert command("review", path, "--output", tmp_path / "out").status == 0
    found = read_result(tmp_path / "out" / "review.gpkg")
    assert (found.case.path, found.case.folder) == (path.resolve(), path.resolve().parent)
    assert found.case.facts == {"industry": ["C2614"], "declared": {"major_level": "none"}}
    assert found.case.constraints[0].fields["id"] == "BSM"  # as found in the layer
    assert found.tables["subject"]["area_m2"].dtype == "float64"


def test_the_case_is_found_where_both_were_moved(small_case, command, tmp_path):
    path = small_case(folder=tmp_path / "old" / "project", outputs=["gpkg"])
    assert command("review", path, "--output", tmp_path / "old" / "out").status == 0
    shutil.move(tmp_path / "old", tmp_path / "new")
    found = read_result(tmp_path / "new" / "out" / "review.gpkg")
    assert found.case.path == (tmp_path / "new" / "project" / path.name).resolve()
    shutil.move(tmp_path / "new" / "out", tmp_path / "elsewhere")
    found = read_result(tmp_path / "elsewhere" / "review.gpkg")
    assert found.case.path == path.resolve()  # where it was, as far as can be told


def test_a_file_open_in_another_program_is_read(tmp_path):
    result = reviewed([box(0, 0, 9, 9)])
    path = written(result, tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("SELECT count(*) FROM subject").fetchone()
        assert_same(read_result(path), result)


def edit(statement):
    def change(path):
        with closing(sqlite3.connect(path)) as database:
            database.create_function("ST_IsEmpty", 1, lambda _: 0)
            for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
                database.create_function(name, 1, lambda _: 0.0)
            database.executescript(statement)

    return change


def cut(path):
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def garble(path):
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


RECORD = "UPDATE run SET value = {} WHERE key = 'record.{}'"
BAD = {
    "empty": (lambda path: path.write_bytes(b""), "result_not_one"),
    "text": (lambda path: path.write_text("fid,geom\n"), "result_not_one"),
    "another database": (edit("DROP TABLE run"), "result_not_one"),
    "half of it": (cut, "result_damaged"),
    "garbled": (garble, "result_damaged"),
    "a table is missing": (edit("DROP TABLE finding"), "result_damaged"),
    "a view instead of a table": (
        edit("ALTER TABLE finding RENAME TO kept; CREATE VIEW finding AS SELECT * FROM kept"),
        "result_damaged",
    ),
    "of an earlier version": (edit("DELETE FROM run WHERE key LIKE 'record.%'"), "result_without_case"),
    "of a later version": (edit(RECORD.format("'zoning-review/result/9'", "schema")), "result_other_version"),
    "a record that is no case": (edit(RECORD.format("'{}'", "case")), "result_other_version"),
    "a record that is no JSON": (edit(RECORD.format("'{'", "case")), "result_other_version"),
    "a record too deep": (edit(RECORD.format(f"'{'[' * 90_000}'", "case")), "result_other_version"),
    "another verdict": (edit("UPDATE subject SET verdict = 'conforms'"), "result_edited"),
    "another figure": (edit("UPDATE overlap SET area_m2 = area_m2 + 1e-9"), "result_edited"),
    "a row less": (edit("DELETE FROM exposure"), "result_edited"),
    "a fact of the run": (edit("UPDATE run SET value = 'x' WHERE key = 'engine'"), "result_edited"),
    "a geometry lost": (edit("UPDATE subject SET geom = NULL"), "result_edited"),
    "a geometry that is none": (edit("UPDATE subject SET geom = x'4750'"), "result_damaged"),
    "a column more": (edit("ALTER TABLE overlap ADD COLUMN mine TEXT"), "result_edited"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    case, layers = small_case([box(0, 0, 100, 100)], plane(), {"erl": Against(layer(box(50, 0, 200, 90)))})
    return written(review(case, layers), folder)


@pytest.mark.parametrize("change, code", BAD.values(), ids=BAD)
def test_what_is_no_review_any_more_is_refused(whole, tmp_path, change, code):
    path = shutil.copy(whole, tmp_path / "review.gpkg")
    assert read_result(path).tables["subject"].shape[0] == 1
    change(path)
    with pytest.raises(InputFault) as told:
        read_result(path)
    assert (told.value.code, told.value.place.file) == (code, str(path))


def test_a_missing_file_is_a_wrong_call(tmp_path):
    with pytest.raises(CaseFault) as told:
        read_result(tmp_path / "review.gpkg")
    assert told.value.code == "result_missing"


def test_own_layers_and_styles_beside_the_tables_do_no_harm(whole, tmp_path):
    path = shutil.copy(whole, tmp_path / "review.gpkg")
    edit("CREATE TABLE mine (a); UPDATE layer_styles SET styleName = 'mine'")(path)
    assert len(read_result(path).tables["subject"]) == 1


def test_the_record_is_json_that_others_can_read(whole):
    with closing(sqlite3.connect(whole)) as database:
        (text,) = database.execute("SELECT value FROM run WHERE key = 'record.case'").fetchone()
    record = json.loads(text)
    assert record["constraints"][0]["role"] == "ecological_red_line" and record["options"]["area_basis"] == "projected"
