"""T5: land taken, against areas that are known from how the ground was drawn."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from zoning_review_plugin.model.case import Report
from zoning_review_plugin.tables.occupation import _shares, occupation

from .printed_tables import assert_parts_sum, built, figures, printed
from .small_reviews import Against, box, layer, line, plane, reviewed

FIELDS = {"id": "id", "part": "part", "scheme": "scheme"}
COUNTIES = Against(
    layer(box(-500, -500, 60, 500), box(60, -500, 900, 500), XZQDM=["990101", "990102"], XZQMC=["East", "West"]),
    "admin_area",
    fields={"code": "XZQDM", "name": "XZQMC"},
)
# Arable, a pond, a road and a river in stripes of 25 m from south to north; nothing above.
LAND = Against(
    layer(*(box(-500, y, 900, y + 25) for y in (0, 25, 50, 75)), DLBM=["0103", "1104A", "1003", "1101"]), "land_survey"
)
LINES = {
    "pbf": Against(layer(box(-500, 0, 900, 50)), "permanent_farmland", coverage="full"),
    "erl": Against(layer(box(50, 0, 80, 100)), "ecological_red_line", coverage="full"),
    "udb": Against(layer(box(0, 0, 20, 100)), "development_boundary", coverage="full"),
}


def subjects(*shapes, **fields):
    return layer(*shapes, name="subjects", **fields)


def taken(*shapes, split=("admin", "land"), fields=FIELDS, language="en", constraints=None, **attributes):
    fields = {name: field for name, field in fields.items() if field in attributes}
    against = {"admin": COUNTIES, "land": LAND, **LINES} if constraints is None else constraints
    options = plane(split_by=tuple(key for key in split if key in against))
    return reviewed([subjects(*shapes, **attributes)], fields=fields, options=options, language=language, **against)


def test_one_square_in_two_counties():
    """100 m x 100 m, 60 % east: stripes of a quarter each; the pond counts as agricultural, the river as unused."""
    table = built(occupation, taken(box(0, 0, 100, 100), id=["a"], part=["permanent"]))
    keys = ("place", "subject_id", "total", "agricultural", "arable", "pbf", "construction", "unused")
    assert printed(table, *keys) == [
        ("East", "a", "0.6000", "0.3000", "0.1500", "0.3000", "0.1500", "0.1500"),
        ("Subtotal East", "", "0.6000", "0.3000", "0.1500", "0.3000", "0.1500", "0.1500"),
        ("West", "a", "0.4000", "0.2000", "0.1000", "0.2000", "0.1000", "0.1000"),
        ("Subtotal West", "", "0.4000", "0.2000", "0.1000", "0.2000", "0.1000", "0.1000"),
        ("Total", "", "1.0000", "0.5000", "0.2500", "0.5000", "0.2500", "0.2500"),
    ]
    assert printed(table, "erl", "erl_share", "udb_in", "udb_out", "pbf_share")[-1] == (
        "0.3000", "30.00", "0.2000", "0.8000", "50.00",
    )  # fmt: skip
    assert table.kinds == ("", "subtotal", "", "subtotal", "total")
    assert not table.needs


def test_permanent_and_temporary_land_stand_apart():
    table = built(
        occupation,
        taken(
            box(0, 0, 50, 100), box(0, 200, 10, 210), box(10, 0, 20, 50), line((0, 0), (9, 9)), box(0, 0, 900, 400),
            id=["p", "q", "t", "l", "plan"], part=["permanent", None, "temporary", "permanent", "plan_boundary"],
        ),
    )  # fmt: skip
    rows = [row for row in printed(table, "part", "place", "subject_id", "total") if not row[1].startswith("Sub")]
    assert rows == [
        ("permanent", "East", "p", "0.5000"),
        ("permanent", "Sum, permanent", "", "0.5000"),
        ("temporary", "East", "t", "0.0500"),
        ("temporary", "Sum, temporary", "", "0.0500"),
        ("Not stated", "East", "q", "0.0100"),
        ("Not stated", "Sum, Not stated", "", "0.0100"),
        ("", "Total", "", "0.5600"),
        ("", "Total, ground counted once", "", "0.5100"),
    ]
    told = " ".join(table.notes)
    assert "plan boundary" in told and "1 subjects have no area" in told
    assert any("part" in need for need in table.needs)


def test_land_of_no_class_is_shown_not_lost():
    table = built(occupation, taken(box(0, 50, 50, 150), id=["a"], part=["permanent"]))
    assert printed(table, "total", "agricultural", "construction", "unused", "unclassified")[-1] == (
        "0.5000", "0.0000", "0.1250", "0.1250", "0.2500",
    )  # fmt: skip


def test_permanent_farmland_on_a_road_is_told():
    pbf = Against(layer(box(-500, 0, 900, 60)), "permanent_farmland", coverage="full")
    result = taken(
        box(0, 0, 50, 100), id=["a"], part=["permanent"],
        constraints={"admin": COUNTIES, "land": LAND, **LINES, "pbf": pbf},
    )  # fmt: skip
    assert "0.0500 hm² of the permanent farmland" in printed(built(occupation, result), "note")[0][0]


def test_what_prints_as_nothing_but_is_there_is_told():
    erl = Against(layer(box(0, 0, 1, 0.3)), "ecological_red_line", coverage="full")
    table = built(occupation, taken(box(0, 0, 10, 10), id=["a"], constraints={**LINES, "erl": erl}))
    (body, total) = printed(table, "erl", "erl_share", "note")
    assert body[0] == total[0] == "0.0000" and body[1] == "0.30" and "0.3000 m²" in body[2]


def test_schemes_are_summed_apart():
    table = built(
        occupation,
        taken(box(0, 0, 10, 100), box(0, 0, 20, 100), id=["a", "b"], part=["permanent"] * 2, scheme=["A", "B"]),
    )
    totals = [row for row in printed(table, "scheme", "place", "total") if row[1] == "Total"]
    assert totals == [("A", "Total", "0.1000"), ("B", "Total", "0.2000")]


def test_without_splitting_there_is_what_can_be_told_and_what_to_write():
    whole = built(occupation, taken(box(0, 0, 100, 100), id=["a"], part=["permanent"], split=()))
    assert printed(whole, "place", "total", "agricultural", "pbf", "udb_in", "udb_out") == [
        ("East、West", "1.0000", "0.5000", "0.5000", "0.2000", "0.8000"),
        ("Subtotal East、West", "1.0000", "0.5000", "0.5000", "0.2000", "0.8000"),
        ("Total", "1.0000", "0.5000", "0.5000", "0.2000", "0.8000"),
    ]
    assert any("split_by: [admin, land]" in need for need in whole.needs)
    bare = built(occupation, taken(box(0, 0, 100, 100), constraints={}, id=["a"]))
    assert printed(bare, "total", "agricultural", "pbf", "erl", "udb_in", "udb_out")[-1] == ("1.0000", *"—————")
    for role in ("admin_area", "land_survey", "permanent_farmland", "ecological_red_line", "development_boundary"):
        assert any(f"role: {role}," in need for need in bare.needs)


def test_a_layer_that_does_not_answer_is_never_taken_for_none():
    short = Against(layer(box(0, 0, 20, 100)), "development_boundary", layer(box(0, 0, 50, 100)), coverage=None)
    result = taken(
        box(0, 0, 100, 100), id=["a"], part=["permanent"],
        constraints={"admin": COUNTIES, "land": LAND, **LINES, "udb": short},
    )  # fmt: skip
    table = built(occupation, result)
    assert set(figures(table, "udb_out")) == {None}
    assert "development boundary" in printed(table, "note")[0][0]


def test_features_that_overlap_each_other_count_once_or_not_at_all():
    """Two features over the same 30 m: 0.3 hm2 of one subject; by county only if the layer splits the subject."""
    double = Against(layer(box(50, 0, 80, 100), box(50, 0, 80, 100)), "ecological_red_line", coverage="full")
    against = {"admin": COUNTIES, "land": LAND, **LINES, "erl": double}
    alone = taken(box(0, 0, 100, 100), id=["a"], constraints=against, split=())
    assert printed(built(occupation, alone), "erl")[-1] == ("0.3000",)
    cut = built(occupation, taken(box(0, 0, 100, 100), id=["a"], constraints=against))
    assert set(figures(cut, "erl")) == {None} and any("erl overlap" in note for note in cut.notes)
    split = taken(box(0, 0, 100, 100), id=["a"], constraints=against, split=("admin", "land", "erl"))
    assert printed(built(occupation, split), "erl")[-1] == ("0.3000",)


@pytest.mark.parametrize(
    ("seed", "unit", "decimals", "per_m2"), [(0, "hm2", 4, 1e-4), (1, "mu", 4, 15e-4), (2, "m2", 2, 1.0)]
)
def test_odd_areas_close_by_county_and_in_all(seed, unit, decimals, per_m2):
    """Against areas of the rectangles themselves, whose edges fall on no round figure."""
    random = np.random.default_rng(seed)
    corners = random.uniform(0, 90, (40, 2))
    sizes = random.uniform(1, 30, (40, 2))
    shapes = [box(x, 1000 + y, x + w, 1000 + y + h) for (x, y), (w, h) in zip(corners, sizes)]
    high = {"pbf": (1010, 1040), "erl": (1020, 1100), "udb": (1005, 1090)}
    roles = {"pbf": "permanent_farmland", "erl": "ecological_red_line", "udb": "development_boundary"}
    lines = {k: Against(layer(box(-9, a, 200, b)), roles[k], coverage="full") for k, (a, b) in high.items()}
    land = layer(*(box(-9, 1000 + 7 * k, 200, 1007 + 7 * k) for k in range(18)), DLBM=["0101", "1003", "1101"] * 6)
    east = layer(box(-9, 900, 47.3, 1200), box(47.3, 900, 300, 1200), XZQDM=["990101", "990102"])
    against = {"admin": Against(east, "admin_area"), "land": Against(land, "land_survey"), **lines}
    names = [f"s{k}" for k in range(40)]
    parts = ["permanent", "temporary"] * 20
    result = taken(*shapes, id=names, part=parts, constraints=against)
    result = replace(result, case=replace(result.case, report=Report(area_unit=unit)))
    table = built(occupation, result)
    rows = assert_parts_sum(table, ("agricultural", "construction", "unused"), "total")
    assert rows == assert_parts_sum(table, ("udb_in", "udb_out"), "total") > 40
    for key in ("total", "agricultural", "arable", "construction", "unused", "pbf", "erl", "udb_in", "udb_out"):
        found = figures(table, key)
        for part in ("permanent", "temporary"):
            mine = [k for k, (here,) in enumerate(printed(table, "part")) if here == part]
            body = sum(found[k] for k in mine if table.kinds[k] == "")
            counties = [found[k] for k in mine if printed(table, "place")[k][0].startswith("Subtotal")]
            (total,) = [found[k] for k in mine if printed(table, "place")[k][0] == f"Sum, {part}"]
            assert body == sum(counties) == total
        assert sum(found[k] for k, kind in enumerate(table.kinds) if kind == "") == found[table.kinds.index("total")]
    true = float((sizes[:, 0] * sizes[:, 1]).sum() * per_m2)
    assert abs(float(figures(table, "total")[table.kinds.index("total")]) - true) < 10.0**-decimals
    fields = [pair for pair in zip(figures(table, "arable"), figures(table, "agricultural")) if None not in pair]
    assert len(fields) == rows and all(part <= whole for part, whole in fields)


def test_adjusted_cells_are_marked_and_said():
    """Thirds: three pieces of 1/3 unit each print 0 + 0 + 1 under a total of 1."""
    third = 100 / 3
    shapes = [box(100 * k, 0, 100 * k + 1, third / 100) for k in range(3)]
    table = built(occupation, taken(*shapes, id=list("abc"), part=["permanent"] * 3, constraints={}))
    body = [text for (text,), kind in zip(printed(table, "total"), table.kinds) if kind == ""]
    assert sorted(body) == ["0.0000", "0.0000", "0.0001*"]
    assert sum(figures(table, "total")[:3]) == figures(table, "total")[3] == Decimal("0.0001")
    assert any("*" in note for note in table.notes)


def test_chinese_headings_are_those_of_the_trade():
    result = taken(box(0, 0, 100, 100), id=["a"], part=["temporary"], language="zh")
    titles = [column.title.partition("（hm²）")[0] for column in built(occupation, result, "zh").columns]
    assert titles == [
        "序号", "占地性质", "行政区（县/乡/村）", "审查对象", "名称", "用地总面积", "农用地", "其中：耕地",
        "其中：永久基本农田", "占总面积（%）", "建设用地", "未利用地", "生态保护红线", "占总面积（%）",
        "城镇开发边界内", "城镇开发边界外", "备注",
    ]  # fmt: skip


def test_hostile_names_stay_text():
    names = ["=1+1", "@x", "a\u202eb", "x" * 10_000, "\x00\x07", "😀"]
    shapes = [box(30 * k, 0, 30 * k + 20, 20) for k in range(6)]
    table = built(occupation, taken(*shapes, id=names, part=["permanent"] * 6))
    assert {subject for (subject,) in printed(table, "subject_id")} >= set(names)


def test_columns_that_serve_one_after_the_other_can_be_let_go_one_by_one():
    """Put together in one block of memory they could only go together: of a province that is twice the room."""
    columns = {name: np.array([4.0, 6.0]) for name in ("total", "pbf", "erl", "arable")}
    rows = pd.DataFrame(columns, copy=False)
    shares, nodes = _shares(rows, [("permanent",), ("permanent",)])
    assert shares["pbf_share"].tolist() == [1.0, 1.0] and nodes[()]["erl_share"] == 1.0
    assert all(np.shares_memory(rows[name].to_numpy(), array) for name, array in columns.items())
