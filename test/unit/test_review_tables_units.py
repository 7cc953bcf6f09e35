"""T2: units and element zones by scheme, ground of overlapping subjects counted once, both shares."""

from zoning_review_plugin.model.case import Options
from zoning_review_plugin.tables.units_involved import units_involved

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, plane, reviewed
from .small_tables import cells, heads, made

# Two units of 1 km x 1 km side by side; an element zone over the southern half of both.
WEST, EAST = "ZH33010620001", "ZH33010610002"
UNITS = Against(
    layer(box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000), code=[WEST, EAST], MC=["西部", "东部"]),
    "control_unit", fields={"id": "code", "code": "code", "name": "MC"},
)  # fmt: skip
ZONES = Against(
    layer(box(0, 0, 2000, 500), code=["YS3301062320001"], MC=["大气布局敏感"], kind=["大气环境布局敏感重点管控区"]),
    "element_zone", fields={"id": "code", "code": "code", "name": "MC", "class": "kind"}, coverage="full",
)  # fmt: skip


def table_of(*shapes, language="zh", options=None, **against):
    subjects = [layer(*shapes, name="subjects")]
    return made(
        units_involved,
        reviewed(subjects, options=options or plane(), **(against or {"unit": UNITS, "zone": ZONES})),
        language,
    )


def test_each_unit_with_area_and_both_shares():
    """A parcel of 200 m x 100 m over the border: 1 hm2 in each unit of 100 hm2, all of it in the zone of 100 hm2."""
    table = table_of(box(900, 0, 1100, 100))
    assert cells(table, "code", "area", "share_of_project", "share_of_unit", "length_km") == [
        (EAST, "1.0000", "50.00", "1.00", "—"),
        (WEST, "1.0000", "50.00", "1.00", "—"),
        ("YS3301062320001", "2.0000", "100.00", "2.00", "—"),
    ]
    assert cells(table, "list_type", "control_type")[2] == ("要素管控分区", "大气环境布局敏感重点管控区")
    assert cells(table, "list_type", "control_type")[0] == ("环境管控单元", "优先保护")


def test_city_and_county_follow_from_the_code():
    """330106 is Xihu in Hangzhou by the table of divisions."""
    assert cells(table_of(box(0, 0, 100, 100)), "city", "county")[0] == ("杭州市", "西湖区")


def test_the_layer_of_areas_names_what_the_table_of_codes_does_not_know():
    unit = Against(layer(box(0, 0, 1000, 1000), code=["ZH99010620001"]), "control_unit", fields={"code": "code"})
    area = Against(
        layer(box(0, 0, 1000, 1000), code=["990106"], MC=["示例区"]), "admin_area",
        fields={"code": "code", "name": "MC"},
    )  # fmt: skip
    assert cells(table_of(box(0, 0, 100, 100), unit=unit, area=area), "city", "county") == [("990100", "示例区")]


def test_ground_of_two_subjects_counts_once_and_the_sum_stands_beside_it():
    """Squares of 1 hm2 that share a quarter: 1.75 of 100 hm2; the sum is 2."""
    table = table_of(box(0, 0, 100, 100), box(50, 50, 150, 150))
    assert cells(table, "code", "area", "sum", "share_of_project", "share_of_unit", "subjects") == [
        (WEST, "1.7500", "2.0000", "100.00", "1.75", "2"),
        ("YS3301062320001", "1.7500", "2.0000", "100.00", "1.75", "2"),
    ]
    assert any("不重复计" in note for note in table.notes)


def test_the_sum_is_left_out_where_nothing_is_counted_twice():
    """Neighbours that share an edge share no ground."""
    assert "sum" not in heads(table_of(box(0, 0, 100, 100), box(100, 0, 200, 100)))


def test_what_cannot_be_taken_off_is_unknown_not_guessed():
    """Of squares across the border, each partly in a unit, the shapes are needed: conflicts alone have them."""
    shapes = box(950, 0, 1050, 100), box(950, 50, 1050, 150)
    unknown = table_of(*shapes, options=plane(overlap_geometry="none"))
    assert cells(unknown, "area", "sum")[1] == ("—", "1.0000")
    # 50 m x 150 m of each unit
    known = table_of(*shapes, options=plane(overlap_geometry="all"))
    assert cells(known, "area", "sum", "share_of_project")[1] == ("0.7500", "1.0000", "50.00")


def test_attribute_areas_are_counted_once_in_their_own_measure():
    """The unit of 100 hm2 states 200 hm2: each m2 of ground counts twice, 1.75 as 3.5."""
    unit = Against(layer(box(0, 0, 1000, 1000), code=[WEST], MJ=["2000000"]), "control_unit",
                   fields={"code": "code", "area": "MJ"})  # fmt: skip
    table = table_of(box(0, 0, 100, 100), box(50, 50, 150, 150), options=Options(area_basis="attribute"), unit=unit)
    assert cells(table, "area", "sum", "share_of_unit") == [("3.5000", "4.0000", "1.75")]


def test_a_line_has_length_and_its_share_of_the_line():
    table = table_of(line((500, 600), (1750, 600)))
    assert cells(table, "code", "area", "length_km", "share_of_project", "share_of_unit") == [
        (EAST, "—", "0.750", "60.00", "—"),
        (WEST, "—", "0.500", "40.00", "—"),
    ]


def test_a_unit_that_is_only_touched_is_not_involved():
    table = table_of(box(900, 600, 1000, 700), options=plane(touches=True))
    assert cells(table, "code") == [(WEST,)]


def test_schemes_have_rows_of_their_own(tmp_path):
    subjects = layer(box(0, 600, 100, 700), box(1500, 600, 1600, 700), name="subjects", scheme=["A", "B"])
    result = judged_review(tmp_path, [rule_pack({})], subjects, unit=UNITS)
    assert cells(made(units_involved, result), "scheme", "code") == [("A", WEST), ("B", EAST)]


def test_other_units_of_area_and_english():
    table = table_of(box(0, 600, 100, 700), language="en")
    assert heads(table)["area"] == "Shared area (hm²)"
    result = reviewed([box(0, 600, 100, 700)], options=plane(), unit=UNITS)
    assert cells(made(units_involved, result, area_unit="mu"), "area")[0] == ("15.0000",)


def test_without_units_the_table_says_what_to_supply():
    table = table_of(box(0, 0, 100, 100), erl=Against(layer(box(0, 0, 1, 1)), coverage="full"))
    assert not len(table.rows)
    assert [need for need in table.needs if "环境管控单元" in need]


def test_a_gap_in_the_units_is_a_need():
    """Units cover all land: a subject outside them is a gap of the data."""
    table = table_of(box(5000, 5000, 5100, 5100))
    assert any("“环境管控单元”：1 个对象所在位置没有数据" in need for need in table.needs)


def test_slivers_stay_and_are_marked():
    """A strip of 2 mm x 100 m: 0.2 m2."""
    table = table_of(box(1000 - 0.002, 600, 1100, 700))
    assert cells(table, "code", "area") == [(EAST, "1.0000"), (WEST, "<0.0001")]
    border = "边界敏感（5 m 内另有其他单元）：1，选址微调即可能改变所涉单元"
    assert cells(table, "remark") == [(border,), (f"碎片；{border}",)]


def test_a_site_near_a_border_is_remarked_where_the_case_lists_what_is_near():
    """3 m west of the border between the units, and 6 m west of it; unlisted, the note says that it is not known."""
    near, far = box(900, 600, 997, 700), box(900, 600, 994, 700)
    assert "边界敏感" in cells(table_of(near, options=plane(list_within_m=10)), "remark")[0][0]
    assert cells(table_of(far, options=plane(list_within_m=10)), "remark") == [("",)]
    silent = table_of(near)
    assert cells(silent, "remark") == [("",)]
    assert any("无此备注不等于远离边界" in note for note in silent.notes)
