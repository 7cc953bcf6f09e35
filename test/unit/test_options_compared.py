"""T6: schemes side by side; every figure here is worked out by hand from boxes on a plane."""

from dataclasses import replace

import pytest

from zoning_review_plugin.model.case import Coverage, Project, Scheme
from zoning_review_plugin.tables.options_compared import options_compared
from zoning_review_plugin.tables.report_style import style_of

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, plane, point

RED = {"test": {"overlap": {"role": "ecological_red_line"}}}


def schemes(*ids, facts=None, **own):
    """One project with these schemes. facts: of the project; own: of single schemes."""
    return (Project("P", "Works", facts or {}, tuple(Scheme(one, f"Option {one}", own.get(one, {})) for one in ids)),)


def sites(*shapes, scheme=("A", "B"), part="permanent", project=None):
    """One subject a scheme, in its order."""
    count = len(shapes)
    ids = [f"S{k}" for k in range(count)]
    named = project or ["P"] * count
    return layer(*shapes, name="sites", id=ids, project=named, scheme=list(scheme), part=[part] * count)


def table_of(folder, subjects, projects, rules=(RED,), language="en", **more):
    result = judged_review(folder, [rule_pack(*rules)], subjects, language=language, projects=projects, **more)
    return options_compared(result, style_of(result))


def rows(table):
    """{factor: (cells of the schemes and the comparison)}."""
    return {text[0]: tuple(text[2:]) for text in table.texts()}


def red_line(*shapes, **more):
    return Against(layer(*shapes, name="erl"), **{"coverage": "full", **more})


def test_a_hard_breach_shuts_an_option_out_whatever_else_speaks_for_it(tmp_path):
    """A: 1 hm2, 0.4 hm2 of it red line. B: 4 hm2, none."""
    subjects = sites(box(0, 0, 100, 100), box(500, 0, 700, 200))
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), erl=red_line(box(60, 0, 300, 100))))
    assert found["Ground covered"] == ("1.0000", "4.0000", "least: Option A (not feasible)")
    assert found["Ecological red line: overlap"] == ("0.4000", "0.0000", "least: Option B")
    assert found["Ecological red line: taken for good"] == ("0.4000", "0.0000", "least: Option B")
    assert found["Hard breaches"] == ("1", "0", "least: Option B")
    assert found["Conclusion"][:2] == (
        "not feasible (take out or avoid)",
        "no hard breach found (still to be justified)",
    )
    assert found["Conclusion"][2].startswith("Not feasible for hard breaches (take out or avoid): Option A.")
    assert "Ecological red line: taken for a time" not in found and "Ecological red line: length" not in found


def test_factors_stand_in_the_order_of_the_form(tmp_path):
    found = table_of(tmp_path, sites(box(0, 0, 10, 10), box(20, 0, 30, 10)), schemes("A", "B"), erl=red_line())
    order = [row[0].split(":")[0] for row in found.texts()]
    wanted = ["Ground covered", "Priority units", "Key units", "General units", "Ecological red line",
              "Permanent basic farmland", "Cropland", "Inside the development boundary",
              "Outside the development boundary", "Nature reserve, core zone", "Drinking water source, first grade",
              "Sensitive targets", "Distance to the nearest sensitive target", "Demolition", "Investment",
              "Conformity with plans", "Opinion of the public", "Verdict", "Conclusion"]  # fmt: skip
    assert [name for name in dict.fromkeys(order) if name in wanted] == wanted


def test_equal_factors_are_called_equal_and_unknown_ones_are_not_compared(tmp_path):
    subjects = sites(box(0, 0, 100, 100), box(500, 0, 600, 100))
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), erl=red_line(box(900, 0, 950, 50))))
    assert found["Ground covered"] == ("1.0000", "1.0000", "all equal")
    assert found["Permanent basic farmland: overlap"] == ("no layer given",) * 2 + ("not all known, not compared",)
    assert found["Investment"] == ("to supply", "to supply", "not all known, not compared")


def test_ground_that_is_not_answered_for_leaves_a_bound_that_is_not_compared(tmp_path):
    """The red line answers for x < 550 only: of B half, of which 0.25 hm2 are red."""
    subjects = sites(box(0, 0, 100, 100), box(500, 0, 600, 100))
    known = layer(box(-50, -50, 550, 150))
    erl = Against(layer(box(500, 0, 525, 100), name="erl"), coverage_layer=known, coverage=Coverage("known.gpkg"))
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), erl=erl))
    assert found["Ecological red line: overlap"] == ("0.0000", "≥ 0.2500", "not all known, not compared")


def test_units_are_counted_and_measured_by_class(tmp_path):
    """A lies on two units of class 1 (30 m and 20 m of its 100 m width) and one of class 2."""
    units = Against(
        layer(box(0, 0, 30, 100), box(30, 0, 50, 100), box(50, 0, 1000, 100), name="unit",
              code=["ZH99010110001", "ZH99010110002", "ZH99010120001"]),
        "control_unit", fields={"code": "code"},
    )  # fmt: skip
    subjects = sites(box(0, 0, 100, 100), box(200, 0, 300, 100))
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), unit=units))
    assert found["Priority units: number"] == ("2", "0", "least: Option B")
    assert found["Priority units: overlap"] == ("0.5000", "0.0000", "least: Option B")
    assert found["Key units: overlap"] == ("0.5000", "1.0000", "they differ; for a person to weigh")
    assert found["General units: number"] == ("0", "0", "all equal")


def test_lines_have_lengths_and_no_areas(tmp_path):
    """A runs 300 m, 120 of them in the boundary; B 500 m, none."""
    subjects = sites(line((0, 0), (300, 0)), line((0, 900), (500, 900)), part="centreline")
    boundary = Against(layer(box(100, -10, 220, 10)), "development_boundary", coverage="full")
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), rules=({},), udb=boundary))
    assert found["Length of the route"] == ("0.300", "0.500", "least: Option A")
    assert found["Inside the development boundary: length"][:2] == ("0.120", "0.000")
    assert found["Outside the development boundary: length"] == ("0.180", "0.500", "least: Option A")
    assert not any("overlap" in factor or "covered" in factor for factor in found)


def test_targets_are_counted_within_the_range_and_the_farther_one_is_better(tmp_path):
    """Targets lie 30 m and 80 m east of A, 150 m east of B."""
    subjects = sites(box(0, 0, 100, 100), box(5000, 0, 5100, 100))
    targets = Against(layer(point(130, 50), point(180, 50), point(5250, 50)), "sensitive_target", coverage="full")
    options = plane(list_within_m=100.0, search_distance_m=1000.0)
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), rules=({},), options=options, t=targets))
    assert found["Sensitive targets within 100 m"] == ("2", "0", "least: Option B")
    assert found["Distance to the nearest sensitive target"] == ("30.0", "150.0", "most: Option B")


def test_what_the_case_states_is_compared_in_one_unit(tmp_path):
    facts = {
        "A": {"metrics": {"investment": {"value": 2.5, "unit": "亿元"}}, "declared": {"public_opinion": "=SUM(A1)"}},
        "B": {"metrics": {"investment": {"value": 30000, "unit": "万元"}}, "declared": {"public_opinion": "none"}},
    }
    subjects = sites(box(0, 0, 10, 10), box(20, 0, 30, 10))
    table = table_of(tmp_path, subjects, schemes("A", "B", **facts), rules=({},), erl=red_line())
    assert rows(table)["Investment"] == ("2.5", "3", "least: Option A")
    assert [text[1] for text in table.texts() if text[0] == "Investment"] == ["亿元"]
    assert rows(table)["Opinion of the public"] == ("=SUM(A1)", "none", "they differ; for a person to weigh")


def test_several_projects_are_compared_apart(tmp_path):
    projects = (*schemes("A", "B"), Project("Q", "Road", {}, (Scheme("1", "North"), Scheme("2", "South"))),
                Project("R", "Alone", {}, (Scheme("x"),)))  # fmt: skip
    shapes = [box(100 * k, 0, 100 * k + 10 + k, 10) for k in range(5)]
    subjects = sites(*shapes, scheme=["A", "B", "1", "2", "x"], project=["P", "P", "Q", "Q", "R"])
    table = table_of(tmp_path, subjects, projects, rules=({},), erl=red_line())
    titles = [column.title for column in table.columns]
    assert titles[3:5] == ["Option 1", "Option 2"] and any("2 projects" in note for note in table.notes)
    names = [text for text in table.texts() if text[1] == "Name of the option"]
    assert [(text[0], text[3], text[4]) for text in names] == [
        ("Works", "Option A", "Option B"),
        ("Road", "North", "South"),
    ]
    areas = [text[3:] for text in table.texts() if text[1] == "Ground covered"]
    assert areas == [["0.0100", "0.0110", "least: Option A"], ["0.0120", "0.0130", "least: North"]]


def test_without_schemes_it_says_what_to_supply(tmp_path):
    table = table_of(tmp_path, layer(box(0, 0, 10, 10)), (), erl=red_line())
    assert not len(table.rows) and "schemes" in table.needs[0]


def test_a_scheme_that_nothing_judges_is_not_called_free_of_breaches(tmp_path):
    """Of the schemes that the case lists, B has no subject at all."""
    subjects = sites(box(0, 0, 10, 10), scheme=["A"])
    found = rows(table_of(tmp_path, subjects, schemes("A", "B"), rules=({},), erl=red_line()))
    assert found["Conclusion"][1] == "not judged"
    assert "Not judged: Option B" in found["Conclusion"][2]
    assert "Option B" not in found["Conclusion"][2].partition("Not judged")[0]


@pytest.mark.parametrize("unit, decimals, area", [("mu", 4, "15.0000"), ("m2", 2, "10000.00"), ("km2", 2, "0.01")])
def test_areas_follow_the_style_of_the_report(tmp_path, unit, decimals, area):
    result = judged_review(tmp_path, [rule_pack({})], sites(box(0, 0, 100, 100), box(500, 0, 600, 100)),
                           language="en", projects=schemes("A", "B"), erl=red_line())  # fmt: skip
    table = options_compared(result, replace(style_of(result), area_unit=unit))
    assert rows(table)["Ground covered"][0] == area
