"""Tables for readers: what splitting layers say of pieces and overlaps, whatever their keys, and the page on paper."""

import gc

import pytest
from openpyxl.packaging.manifest import Manifest
from openpyxl.writer import excel

from zoning_review_plugin.model.case import Options
from zoning_review_plugin.outputs import xlsx
from zoning_review_plugin.tables.basic import basic_tables

from .small_reviews import Against, box, layer, reviewed

SUBJECT = box(0, 0, 100, 100)


def counties():
    return Against(layer(box(0, 0, 40, 100), box(40, 0, 90, 100), XZQDM=["330106", "330110"]), "admin_area")


def split(*keys, **constraints):
    """Tables by key of one subject split by these layers, against half of its ground."""
    erl = Against(layer(box(0, 0, 100, 50), HXBM=["HX1"]), coverage="full")
    result = reviewed([SUBJECT], options=Options(split_by=keys), erl=erl, **constraints)
    return {table.key: table for table in basic_tables(result)}


def shown(table, *titles):
    """Rows of a table as a reader sees them, by the titles of columns."""
    found = [column.title for column in table.columns]
    places = [found.index(title) for title in titles]
    return [tuple(row[place] for place in places) for row in table.texts()]


def test_the_admin_code_stands_beside_piece_and_overlap_and_the_rest_is_marked():
    tables = split("county", county=counties())
    assert shown(tables["pieces"], "Piece", "Subject", "Admin code", "county", "Area (hm²)") == [
        ("1/1", "1", "330106", "330106", "0.4000"),
        ("1/2", "1", "330110", "330110", "0.5000"),
        ("1/3", "1", "—", "—", "0.1000"),
    ]
    overlaps = shown(tables["overlaps"], "Layer", "Piece", "Admin code", "county", "Area (hm²)")
    assert [row[1:] for row in overlaps if row[0] == "erl"] == [
        ("1/1", "330106", "330106", "0.2000"),
        ("1/2", "330110", "330110", "0.2500"),
        ("1/3", "—", "—", "0.0500"),
    ]


@pytest.mark.parametrize("key", ["role", "name", "code", "feature_id", "subject_id", "area_m2", "geom", "area_hm2"])
def test_a_splitting_layer_may_be_called_like_a_column(key):
    tables = split(key, **{key: counties()})
    plain = split("county", county=counties())
    for table in ("pieces", "overlaps"):
        mine, other = tables[table], plain[table]
        at = [column.title for column in other.columns].index("county")
        assert mine.columns[at].title == key
        assert [row[at] for row in mine.texts()] == [row[at] for row in other.texts()]
        assert len({column.key for column in mine.columns}) == len(mine.columns)
        same = [k for k, c in enumerate(mine.columns) if k != at and c.key != "constraint_key"]
        assert [[row[k] for k in same] for row in mine.texts()] == [[row[k] for k in same] for row in other.texts()]


def test_an_id_of_nothing_near_is_not_blank():
    erl = Against(layer(box(90_000, 0, 90_100, 100)), coverage="full")
    exposure = {table.key: table for table in basic_tables(reviewed([SUBJECT], erl=erl))}["exposure"]
    assert shown(exposure, "Nearest", "Distance (m)", "Bearing (°)") == [("—", "> 5 km", "—")]


def test_where_nothing_was_looked_for_the_note_does_not_speak_of_a_distance():
    erl = Against(layer(box(90_000, 0, 90_100, 100)), coverage="full")
    result = reviewed([SUBJECT], erl=erl, options=Options(search_distance_m=0))
    exposure = {table.key: table for table in basic_tables(result)}["exposure"]
    assert shown(exposure, "Nearest", "Distance (m)") == [("—", "—")]
    assert not any("> 0 m" in note for note in exposure.notes) and any("not looked for" in n for n in exposure.notes)


@pytest.mark.parametrize("owner, name", [(excel.ExcelWriter, "write_worksheet"), (Manifest, "_write")])
def test_ctrl_c_while_the_workbook_is_packed_leaves_no_noise(tmp_path, monkeypatch, capfd, owner, name):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, interrupted)
    result = reviewed([SUBJECT], erl=Against(layer(box(0, 0, 10, 10)), coverage="full"))
    with pytest.raises(KeyboardInterrupt):
        xlsx.write(result, tmp_path)
    gc.collect()
    assert capfd.readouterr().err == ""
