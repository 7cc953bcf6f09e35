"""T4: how subjects lie to red lines and other sensitive areas, and what is near them."""

from types import SimpleNamespace

import pytest

from zoning_review_plugin.model.words import Words
from zoning_review_plugin.tables.position_words import direction, position_of
from zoning_review_plugin.tables.positions import positions
from zoning_review_plugin.tables.stations import station

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, plane, point
from .small_tables import cells, made

RED = Against(
    layer(box(0, 0, 1000, 1000), BSM=["H1"], MC=["北岭红线"], LX=["水源涵养"]), coverage="full", owner="某局",
    version="2022年成果", fields={"id": "BSM", "name": "MC", "class": "LX"},
)  # fmt: skip
OVER = {"id": "E1", "clause_no": "一", "test": {"overlap": {"role": "ecological_red_line"}}, "if_false": "not_involved"}


def table_of(folder, *shapes, against=None, options=None, rules=(OVER,), language="zh", **fields):
    subjects = layer(*shapes, name="subjects", **fields)
    result = judged_review(folder, [rule_pack(*rules)], subjects, options=options, **(against or {"erl": RED}))
    return made(positions, result, language)


@pytest.mark.parametrize(
    "part, mode, land_use, kind, relation, word",
    [
        ("permanent", "surface", None, "polygon", "overlaps", "occupies"),
        ("temporary", None, None, "point", "within", "occupies"),
        (None, None, "100103", "polygon", "within", "occupies"),
        ("plan_boundary", None, "100103", "polygon", "overlaps", "overlaps"),
        ("规划范围", None, None, "polygon", "overlaps", "overlaps"),
        ("corridor", "surface", None, "polygon", "overlaps", "overlaps"),
        (None, None, None, "polygon", "overlaps", "overlaps"),
        (None, "tunnel", "1202", "polygon", "overlaps", "passes_under"),
        ("permanent", "tunnel", None, "polygon", "overlaps", "occupies"),
        ("centreline", "tunnel", None, "line", "crosses", "passes_under"),
        ("centreline", "underground", None, "line", "crosses", "passes_under"),
        ("centreline", "bridge", None, "line", "crosses", "passes_over"),
        ("centreline", "overhead", None, "line", "crosses", "passes_over"),
        ("centreline", "surface", "1202", "line", "crosses", "crosses"),
        (None, "bridge;tunnel", None, "line", "crosses", "crosses"),
        ("permanent", "surface", None, "polygon", "touches", "adjoins"),
        ("permanent", "surface", None, "polygon", "near", "near"),
    ],
)
def test_the_word_follows_from_relation_mode_and_land(part, mode, land_use, kind, relation, word):
    subject = SimpleNamespace(part=part, mode=mode, land_use=land_use, geometry_kind=kind)
    assert position_of(subject, relation) == word


@pytest.mark.parametrize(
    "degrees, said",
    [(0.0, "北"), (22.4, "北"), (22.6, "东北"), (90.0, "东"), (202.4, "南"), (270.0, "西"), (337.6, "北"), (None, "")],
)
def test_bearings_are_eight_points_of_the_compass(degrees, said):
    assert direction(Words("zh"), degrees) == said


@pytest.mark.parametrize(
    "metres, said", [(0.0, "K0+000"), (12_340.4, "K12+340"), (13_999.6, "K14+000"), (999.5, "K1+000")]
)
def test_stations_as_people_write_them(metres, said):
    assert station(metres) == said


def test_a_line_has_stations_length_and_the_word_of_its_mode(tmp_path):
    """From x -340 through the line, which it enters after 340 m and leaves after 1340 m."""
    table = table_of(tmp_path, line((-340, 500), (2000, 500)), mode=["tunnel"], part=["centreline"])
    assert cells(
        table, "name", "type", "position", "mode", "stations", "length_km", "permanent", "share_of_feature"
    ) == [("北岭红线", "水源涵养", "下穿", "隧道", "K0+340～K1+340", "1.000", "—", "—")]
    assert cells(table, "clauses")[0][0].endswith("第 一 条 不符合")


def test_permanent_and_temporary_stand_apart(tmp_path):
    """1 hm2 permanent and 2 hm2 temporary of 100: each its column, 3 % of the area."""
    table = table_of(tmp_path, box(0, 0, 100, 100), box(200, 0, 400, 100), part=["permanent", "temporary"])
    assert cells(table, "position", "permanent", "temporary", "unstated", "share_of_feature") == [
        ("占用", "1.0000", "2.0000", "—", "3.00")
    ]
    assert "对象：1、2" in cells(table, "remark")[0][0]


def test_a_part_that_nobody_states_is_a_column_of_its_own(tmp_path):
    table = table_of(tmp_path, box(0, 0, 100, 100))
    assert cells(table, "position", "permanent", "unstated") == [("重叠", "—", "1.0000")]
    assert "未说明是否用地" in cells(table, "remark")[0][0]


def test_ground_of_overlapping_subjects_counts_once(tmp_path):
    shapes = box(0, 0, 100, 100), box(50, 50, 150, 150)
    table = table_of(tmp_path, *shapes, part=["permanent", "permanent"])
    assert cells(table, "permanent", "share_of_feature") == [("1.7500", "1.75")]


def test_a_touch_is_adjoining_and_no_occupation(tmp_path):
    table = table_of(tmp_path, box(1000, 0, 1100, 100), part=["permanent"], options=plane(touches=True))
    assert cells(table, "position", "distance_m") == [("紧邻", "0.0")]


def test_what_is_listed_as_near_says_how_far_and_where(tmp_path):
    """250 m to the north of the line."""
    table = table_of(tmp_path, box(400, 1250, 500, 1300), part=["permanent"], options=plane(list_within_m=300.0))
    assert cells(table, "name", "position", "distance_m", "direction", "length_km") == [
        ("北岭红线", "邻近", "250.0", "南", "—")
    ]


def test_a_layer_that_is_kept_off_says_its_nearest_and_its_data(tmp_path):
    """600 m to the west."""
    table = table_of(tmp_path, box(-700, 0, -600, 100), part=["permanent"])
    assert cells(table, "name", "position", "distance_m", "direction") == [("北岭红线", "不涉及", "600.0", "东")]
    assert cells(table, "remark")[0][0].endswith("依据某局 2022年成果")


def test_nothing_within_the_search_is_beyond_it_not_at_zero(tmp_path):
    table = table_of(tmp_path, box(-9000, 0, -8900, 100), part=["permanent"])
    assert cells(table, "name", "position", "distance_m") == [("", "不涉及", "> 5 km")]


def test_where_the_layer_is_silent_nothing_is_kept_off(tmp_path):
    silent = Against(layer(box(0, 0, 1000, 1000)))
    table = table_of(
        tmp_path, box(-700, 0, -600, 100), box(0, 0, 100, 100), part=["permanent"] * 2, against={"erl": silent}
    )
    assert cells(table, "position") == [("占用",), ("不能认定",)]
    assert "1 个对象（1）" in cells(table, "remark")[1][0]


def test_other_sensitive_areas_are_there_and_farmland_is_not(tmp_path):
    water = Against(
        layer(box(0, 0, 1000, 1000), JB=["一级保护区"]), "water_source", coverage="full", fields={"class": "JB"}
    )
    farmland = Against(layer(box(0, 0, 1000, 1000)), "permanent_farmland", coverage="full")
    table = table_of(tmp_path, box(0, 0, 100, 100), part=["permanent"], against={"water": water, "pbf": farmland})
    assert cells(table, "role", "grade", "position") == [("饮用水水源保护区", "一级", "占用")]


def test_a_point_takes_no_area(tmp_path):
    table = table_of(tmp_path, point(500, 500), part=["permanent"])
    assert cells(table, "position", "permanent", "length_km") == [("占用", "—", "—")]


def test_lines_stand_one_by_one(tmp_path):
    shapes = line((-100, 200), (1100, 200)), line((-200, 300), (1200, 300))
    table = table_of(tmp_path, *shapes, part=["centreline"] * 2, mode=["surface"] * 2)
    assert cells(table, "stations", "length_km") == [("K0+100～K1+100", "1.000"), ("K0+200～K1+200", "1.000")]


def test_an_overlap_within_the_accuracy_is_marked(tmp_path):
    near = Against(layer(box(0, 0, 1000, 1000)), coverage="full", accuracy_m=5.0)
    table = table_of(tmp_path, box(-100, 0, 2, 100), part=["permanent"], against={"erl": near})
    assert "疑似界线误差，待核原始界线" in cells(table, "remark")[0][0]


def test_without_such_layers_it_says_what_to_supply(tmp_path):
    river = Against(layer(box(0, 0, 10, 10)), "development_boundary", coverage="full")
    table = table_of(tmp_path, box(0, 0, 100, 100), against={"udb": river})
    assert not len(table.rows) and any("敏感区图层" in need for need in table.needs)


def test_english(tmp_path):
    table = table_of(tmp_path, line((-340, 500), (2000, 500)), mode=["bridge"], language="en")
    assert cells(table, "position", "mode", "stations") == [("passes over", "bridge", "K0+340–K1+340")]
