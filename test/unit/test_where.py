"""Where an industry or a land use may go: ground by ground, against figures that are worked out by hand."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import shapely

from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.model.columns import WHERE_TABLES
from zoning_review_plugin.model.errors import CaseFault, ReviewFault
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.review.review import review
from zoning_review_plugin.studies.unit_cards import unit_cards
from zoning_review_plugin.studies.where import asked as question_of
from zoning_review_plugin.studies.where import where
from zoning_review_plugin.studies.where_answer import ADMITTED, STATUSES
from zoning_review_plugin.tables.where import question_line, total_lines

from .small_cases import square, table_of, write_layer
from .small_packs import document
from .small_reviews import Against, box, layer, line, missing, plane, point
from .small_where import GENERAL, KEY, A, B, asked, units, where_case

RED = {"clause_no": "R", "test": {"overlap": {"role": "ecological_red_line"}}}
RED_GROUND = box(500, 500, 1500, 1500)


def red(*shapes, **spec):
    """A red line; its coverage is the whole earth unless told otherwise."""
    spec.setdefault("coverage", "full")
    return Against(layer(*(shapes or (RED_GROUND,)), name="erl"), "ecological_red_line", **spec)


def ground(found):
    """{(unit, status): polygon} of the answer."""
    rows = found.tables["ground"]
    parts = {}
    for row in rows.itertuples():
        parts.setdefault((row.code, row.status), []).append(row.geom)
    return {key: shapely.union_all(shapes) for key, shapes in parts.items()}


def areas(found):
    """{unit: (admitted, shut out, unknown)} in m2."""
    rows = found.tables["unit"]
    return {row.code: (row.admitted_m2, row.shut_out_m2, row.unknown_m2) for row in rows.itertuples()}


def approx(value):
    return pytest.approx(value, abs=1e-3)


def same(a, b):
    return shapely.symmetric_difference(a, b).area < 1e-3


def test_ground_of_a_hard_breach_is_shut_out_and_the_rest_is_not(tmp_path):
    found = asked(tmp_path, RED, erl=red())
    assert areas(found) == {A: approx((750_000, 250_000, 0)), B: approx((1_750_000, 250_000, 0))}
    parts = ground(found)
    assert same(parts[A, "shut_out"], KEY & RED_GROUND) and same(parts[A, "nothing_found"], KEY - RED_GROUND)
    assert same(parts[B, "shut_out"], GENERAL & RED_GROUND) and same(parts[B, "nothing_found"], GENERAL - RED_GROUND)
    unit = found.tables["unit"].set_index("code")
    assert unit.loc[A, ["name", "unit_class", "status", "shut_out_by"]].tolist() == [
        "unit 1", "key", "partly_shut_out", "P1/R1",
    ]  # fmt: skip


def test_what_is_asked_decides(tmp_path):
    chemical = {"applies_if": {"industry": ["C26"]}, "test": {"unit_class": ["key"]}}
    assert areas(asked(tmp_path, chemical, industry="C2614"))[A] == approx((0, 1_000_000, 0))
    food = asked(tmp_path, chemical, {"test": {"nature": ["expand"]}}, industry="C1310")
    assert areas(food)[A] == approx((1_000_000, 0, 0))
    housing = {"applies_if": {"land_use": ["07"]}, "test": {"unit_class": ["key"]}}
    assert areas(asked(tmp_path, housing, industry=None, land_use="0701"))[A][1] == approx(1_000_000)


def test_a_new_project_on_land_taken_for_good_is_asked_for(tmp_path):
    for stated in ({"nature": ["new"]}, {"part": ["permanent"]}, {"mode": ["surface"]}, {"geometry": ["polygon"]}):
        assert areas(asked(tmp_path, {"test": stated}))[A] == approx((0, 1_000_000, 0))
    old = asked(tmp_path, {"test": {"nature": ["expand"]}})
    assert areas(old)[A] == approx((1_000_000, 0, 0))


def test_every_clause_that_shuts_out_is_named_with_its_ground(tmp_path):
    found = asked(tmp_path, RED, {"clause_no": "K", "test": {"unit_class": ["key"]}}, erl=red())
    rows = found.tables["clause"]
    assert [(row.rule_id, row.status, row.units) for row in rows.itertuples()] == [
        ("R2", "shut_out", A), ("R1", "shut_out", f"{A}, {B}"),
    ]  # fmt: skip
    assert rows["area_m2"].tolist() == approx([1_000_000, 500_000])
    assert found.tables["unit"].set_index("code").loc[A, "status"] == "shut_out"


def test_soft_clauses_and_open_ones_shut_nothing_out(tmp_path):
    soft = {"modality": "restrict", "test": {"unit_class": ["key"]}}
    metric = {"modality": "cap", "metric": {"name": "vocs", "cmp": "<=", "value": 1, "unit": "t/a"}}
    found = asked(tmp_path, soft, metric)
    assert set(ground(found)) == {(A, "needs_justification"), (B, "open")}
    unit = found.tables["unit"].set_index("code")
    assert unit["justification_m2"].tolist() == approx([1_000_000, 0])
    assert unit["open_items"].tolist() == [1, 1] and unit["status"].tolist() == ["not_shut_out"] * 2


def test_clauses_that_a_person_must_judge_are_open(tmp_path):
    assert set(ground(asked(tmp_path, {"automation": "manual", "test": None}))) == {(A, "open"), (B, "open")}


def test_an_exception_that_nobody_showed_lifts_nothing(tmp_path):
    lifted = {**RED, "exceptions": [{"if": {"declared": "major"}, "verdict": "needs_justification"}]}
    assert areas(asked(tmp_path, lifted, erl=red()))[A] == approx((750_000, 250_000, 0))
    in_park = {**RED, "exceptions": [{"if": {"within": {"role": "park"}}, "verdict": "needs_justification"}]}
    park = Against(layer(box(500, 500, 700, 1000)), "park", coverage="full")
    found = asked(tmp_path, in_park, erl=red(), park=park)
    assert areas(found)[A] == approx((850_000, 150_000, 0))
    assert same(ground(found)[A, "needs_justification"], box(500, 500, 700, 1000))


def test_ground_of_which_a_layer_does_not_tell_is_unknown(tmp_path):
    some = red(coverage=Coverage("cover.gpkg"), coverage_layer=layer(box(0, 0, 1000, 800), name="cover"))
    found = asked(tmp_path, RED, erl=some)
    known = box(0, 0, 1000, 800) | RED_GROUND
    assert areas(found)[A] == approx(((KEY & known - RED_GROUND).area, 250_000, (KEY - known).area))
    assert areas(found)[B] == approx((0, 250_000, 1_750_000))
    assert same(ground(found)[A, "unknown"], KEY - known)
    assert found.tables["unit"].set_index("code").loc[A, "missing"] == "layer.ecological_red_line"


@pytest.mark.parametrize(
    "layer_of", [{}, {"erl": Against(missing("erl"), "ecological_red_line")}], ids=["none", "lost"]
)
def test_without_the_layer_all_is_unknown(tmp_path, layer_of):
    found = asked(tmp_path, RED, **layer_of)
    assert areas(found) == {A: approx((0, 0, 1_000_000)), B: approx((0, 0, 2_000_000))}
    assert set(found.tables["unit"]["status"]) == {"unknown"}


def test_what_a_project_can_meet_anywhere_is_open_though_a_layer_is_missing(tmp_path):
    cap = {"metric": {"name": "vocs", "cmp": "<=", "value": 1, "unit": "t/a"}, "modality": "cap"}
    found = asked(tmp_path, {**cap, "scope": {"roles": ["park"]}})
    assert set(ground(found)) == {(A, "open"), (B, "open")}
    either = {"test": {"or": [{"overlap": {"role": "park"}}, {"declared": "coal_boiler"}]}}
    assert set(ground(asked(tmp_path, either))) == {(A, "unknown"), (B, "unknown")}


def test_too_coarse_a_code_is_unknown(tmp_path):
    found = asked(tmp_path, {"test": {"industry": ["C2614"]}}, industry="C26")
    assert set(ground(found)) == {(A, "unknown"), (B, "unknown")}


INTO_PARK = {  # the clause that sends chemical projects on industrial land into their park
    "modality": "require",
    "applies_if": {"and": [{"land_use": ["10"]}, {"industry": ["C26", "D44"]}]},
    "test": {"within": {"role": "control_unit", "attr": {"code": A}}},
}


def test_an_industry_alone_is_asked_for_on_the_land_that_it_needs(tmp_path):
    found = asked(tmp_path, INTO_PARK)
    assert set(ground(found)) == {(A, "nothing_found"), (B, "shut_out")}
    assert "land use is taken as 1001, which this industry needs" in question_line(found, Words("en"))
    assert (found.question.land_use, found.question.by_industry) == ("1001", True)
    finer = asked(tmp_path, {"test": {"land_use": ["100103"]}})
    assert set(ground(finer)) == {(A, "unknown"), (B, "unknown")}
    assert "300.0000 hm² hang on the planned land use" in total_lines(finer, Words("en"))[-1]


def test_what_hangs_on_a_land_use_that_nobody_named_is_not_admitted(tmp_path):
    found = asked(tmp_path, INTO_PARK, industry="D4411")
    assert {status for _, status in ground(found)} == {"unknown"}
    assert found.tables["unit"].set_index("code").loc[B, ["unknown_by", "missing"]].tolist() == ["P1/R1", "land_use"]
    said = asked(tmp_path, INTO_PARK, industry="D4411", land_use="1001")
    assert set(ground(said)) == {(A, "nothing_found"), (B, "shut_out")} and len(total_lines(said, Words("en"))) == 3
    houses = {"test": {"or": [{"land_use": ["07"]}, {"declared": "coal_boiler"}]}}
    assert {status for _, status in ground(asked(tmp_path, houses, industry="D4411"))} == {"unknown"}
    chemical = {"test": {"industry": ["C26"]}}  # of a land use alone: not every project there is of that industry
    assert {status for _, status in ground(asked(tmp_path, chemical, industry=None, land_use="1001"))} == {"open"}


@pytest.mark.parametrize(
    "industry, use",
    [("C2614", "1001"), ("C", "10"), ("C30", "10"), ("C3031", "10"), ("B0610", "10"), ("C26;B06", "10"),
     ("D44", None), ("C26;D44", None)],
)  # fmt: skip
def test_the_land_that_an_industry_needs_is_told_as_far_as_it_is_sure(industry, use):
    assert (question_of(industry, None).land_use, question_of(industry, "0701").land_use) == (use, "0701")


def test_where_no_clause_binds_nothing_is_known(tmp_path):
    elsewhere = Against(layer(box(0, 0, 9000, 9000), XZQDM=["990202"]), "admin_area", coverage="full")
    found = asked(tmp_path, packs=[document({}, jurisdiction=["9901"])], admin=elsewhere)
    assert set(ground(found)) == {(A, "unknown"), (B, "unknown")}


def test_ground_near_a_target_is_shut_out_up_to_the_distance(tmp_path):
    rule = {"modality": "distance", "test": {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 300}}}
    school = Against(layer(point(500, 500), name="school"), "sensitive_target", coverage="full")
    found = asked(tmp_path, rule, target=school)
    disc = np.pi * 300**2
    _, shut, unknown = areas(found)[A]
    assert disc < shut < 1.03 * disc and unknown == 0
    assert ground(found)[A, "shut_out"].contains(point(500, 500).buffer(299.9, quad_segs=64))


def test_beyond_the_coverage_a_distance_is_unknown(tmp_path):
    rule = {"modality": "distance", "test": {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 100}}}
    cover = layer(box(0, 0, 1000, 1000), name="cover")
    none = Against(layer(point(-5000, -5000)), "sensitive_target", coverage=Coverage("c"), coverage_layer=cover)
    found = asked(tmp_path, rule, target=none)
    assert areas(found)[A][0] == pytest.approx(800 * 800, rel=0.03)  # 100 m from every border
    assert areas(found)[B][0] == 0


def test_what_meets_a_line_lies_along_it(tmp_path):
    river = Against(layer(line((0, 500), (1000, 500))), "river_lake", coverage="full")
    found = asked(tmp_path, {"test": {"overlap": {"role": "river_lake"}}}, river=river)
    assert areas(found)[A][1] == pytest.approx(2_000, rel=0.05)  # 1 m on each side


def test_only_features_that_a_clause_means_shut_out(tmp_path):
    zones = Against(layer(box(0, 0, 500, 1000), box(500, 0, 1000, 1000), JB=["一级", "二级"], name="w"), "water_source",
                    coverage="full", fields={"class": "JB"})  # fmt: skip
    rule = {"test": {"overlap": {"role": "water_source", "attr": {"grade": "level1"}}}}
    assert same(ground(asked(tmp_path, rule, water=zones))[A, "shut_out"], box(0, 0, 500, 1000))


def test_clauses_for_single_units_and_superseded_ones(tmp_path):
    single = {"scope": {"unit_codes": [B]}}
    assert areas(asked(tmp_path, single)) == {A: approx((0, 0, 1_000_000)), B: approx((0, 2_000_000, 0))}


def test_areas_close_whatever_is_cut(tmp_path):
    rng = np.random.default_rng(7)
    shapes = [
        shapely.convex_hull(shapely.MultiPoint(rng.uniform((-200, -200), (3200, 1200), (6, 2)))) for _ in range(25)
    ]
    shapes = [shapely.transform(shape, lambda xy: xy + (500_000, 3_600_000)) for shape in shapes]
    rules = [
        RED,
        {"test": {"overlap": {"role": "wetland"}}, "modality": "restrict"},
        {"test": {"distance": {"role": "park", "cmp": ">=", "m": 60}}, "modality": "distance"},
    ]
    against = {
        "erl": red(*shapes[:10]),
        "wet": Against(layer(*shapes[10:18]), "wetland", coverage="full"),
        "park": Against(layer(*shapes[18:]), "park", coverage=Coverage("c"), coverage_layer=layer(*shapes[:2])),
    }
    found = asked(tmp_path, *rules, **against)
    unit, rows = found.tables["unit"], found.tables["ground"]
    parts = unit[["admitted_m2", "shut_out_m2", "unknown_m2"]].sum(axis=1)
    assert parts.tolist() == approx([1_000_000, 2_000_000])
    assert unit["area_m2"].tolist() == approx([1_000_000, 2_000_000])
    assert rows.groupby("code")["area_m2"].sum().tolist() == approx([1_000_000, 2_000_000])
    assert [shape.area for shape in rows["geom"]] == approx(rows["area_m2"].tolist())
    whole = shapely.union_all(shapes[:10])
    outside = [one for (_, status), one in ground(found).items() if status != "shut_out"]
    assert all((one & whole).area < 1e-3 for one in outside)
    assert set(rows["status"]) <= set(STATUSES) and set(ADMITTED) < set(STATUSES)


def test_a_site_on_the_ground_is_judged_as_the_ground_says(tmp_path):
    """Sites are put on each part of the ground and reviewed by themselves, as projects are."""
    rules = [
        {**RED, "exceptions": [{"if": {"within": {"role": "park"}}, "verdict": "needs_justification"}]},
        {"modality": "distance", "test": {"distance": {"role": "wetland", "cmp": ">=", "m": 120}}},
        {"modality": "require", "applies_if": {"industry": ["C26"]}, "test": {"share_outside": {
            "role": "development_boundary", "cmp": "<=", "share": 0.5}}},
        {"modality": "restrict", "scope": {"unit_class": ["general"]}, "test": {"disjoint": {"role": "park"}}},
    ]  # fmt: skip
    against = {
        "erl": red(),
        "park": Against(layer(box(600, 100, 1400, 900)), "park", coverage="full"),
        "wet": Against(layer(box(100, 100, 200, 250)), "wetland", coverage="full"),
        "udb": Against(layer(box(-10, -10, 2500, 700)), "development_boundary", coverage="full"),
    }
    case, layers = where_case(tmp_path, *rules, **against)
    rows = where(case, layers, "C2614").tables["ground"]
    assert len(rows) >= 6 and set(rows["status"]) == {"shut_out", "needs_justification", "nothing_found"}
    sites, parts = _sites(rows)
    stated = {"industry": "C2614", "nature": "new", "part": "permanent", "mode": "surface"}
    source = replace(case.subjects[0], values=stated)
    found = review(replace(case, subjects=(source,)), replace(layers, subjects=(layer(*sites, name="subjects"),)))
    subject = found.tables["subject"]
    expected = rows["status"].to_numpy()[parts]
    assert ((subject["hard_breaches"] > 0).to_numpy() == (expected == "shut_out")).all()
    worst = subject["verdict"].to_numpy()
    assert set(worst[expected == "nothing_found"]) == {"conforms"}
    assert set(worst[expected == "needs_justification"]) == {"needs_justification"}


def _sites(rows):
    """(squares of 4 m on the ground of each row, where they surely fit; the row of each)."""
    sites, parts, rng = [], [], np.random.default_rng(5)
    for place, ground_ in enumerate(rows["geom"]):
        room = shapely.buffer(ground_, -6)
        x0, y0, x1, y1 = ground_.bounds
        for x, y in zip(rng.uniform(x0, x1, 60), rng.uniform(y0, y1, 60)):
            if room.contains(shapely.Point(x, y)):
                sites.append(shapely.box(x - 2, y - 2, x + 2, y + 2))
                parts.append(place)
    return sites, np.array(parts)


def test_an_overlap_no_wider_than_the_line_is_accurate_shuts_nothing_out(tmp_path):
    strip = red(box(0, 0, 3, 1000), accuracy_m=5)
    found = asked(tmp_path, RED, erl=strip)
    assert same(ground(found)[A, "needs_justification"], box(0, 0, 3, 1000))
    assert areas(found)[A] == approx((1_000_000, 0, 0))


def test_units_with_one_code_are_one_unit_and_a_unit_may_lie_in_degrees(tmp_path):
    twice = units(KEY, GENERAL, box(0, 2000, 100, 2100), HJGKDYBM=[A, B, A], ZHGKDYFL=["重点管控单元"] * 3)
    assert areas(asked(tmp_path, RED, erl=red(), unit=twice))[A] == approx((760_000, 250_000, 0))
    lonlat = [shapely.box(116 + k / 100, 30, 116 + (k + 1) / 100, 30.01) for k in range(2)]
    school = Against(layer(lonlat[0].centroid, crs=4490), "sensitive_target", coverage="full")
    rule = {"modality": "distance", "test": {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 300}}}
    case, layers = where_case(tmp_path, rule, unit=units(*lonlat, crs=4490), target=school, options=plane())
    found = _where(case, layers, shapely.box(116, 30, 116.001, 30.001))
    _, shut, _ = areas(found)[A]
    assert np.pi * 300**2 < shut < 1.04 * np.pi * 300**2


def _where(case, layers, subject):
    """The answer where the case's own subject lies in degrees."""
    return where(case, replace(layers, subjects=(layer(subject, crs=4490),)), "C2614")


def test_the_answer_is_the_same_with_workers(tmp_path):
    rule = {"modality": "distance", "test": {"distance": {"role": "ecological_red_line", "cmp": ">=", "m": 50}}}
    one = asked(tmp_path, RED, rule, erl=red())
    with ThreadPoolExecutor(2) as pool:
        other = asked(tmp_path, RED, rule, erl=red(), executor=pool)
    for name in WHERE_TABLES:
        assert (
            one.tables[name]
            .drop(columns="geom", errors="ignore")
            .equals(other.tables[name].drop(columns="geom", errors="ignore"))
        )


def test_secret_ground_is_not_shown(tmp_path):
    found = asked(tmp_path, RED, erl=red(secrecy="secret"))
    assert found.tables["ground"]["geom"].isna().all()
    assert areas(found)[A] == approx((750_000, 250_000, 0))
    kept = asked(tmp_path, RED, erl=red(secrecy="secret"), options=plane(keep_secret_geometry=True))
    assert kept.tables["ground"]["geom"].notna().all()
    idle = asked(tmp_path, {"test": {"unit_class": ["key"]}}, erl=red(secrecy="secret"))
    assert idle.tables["ground"]["geom"].notna().all()


@pytest.mark.parametrize(
    "industry,land_use,code",
    [
        (None, None, "where_without_question"),
        ("C99", None, "where_code_unknown"),
        ("C26x", None, "where_code_unknown"),
        ("chemicals", None, "where_code_unknown"),
        (None, "99", "where_code_unknown"),
    ],
)
def test_a_question_that_nobody_can_read_is_no_question(industry, land_use, code):
    with pytest.raises(CaseFault) as fault:
        question_of(industry, land_use)
    assert fault.value.code == code


def test_codes_are_read_as_people_write_them():
    assert question_of("2614", "070000").industry == ("C2614",)
    assert question_of("C2614 有机化学原料制造；C2651", "7").industry == ("C2614", "C2651")
    assert question_of(None, "7").land_use == "07"


@pytest.mark.parametrize(
    "code,pack,unit",
    [
        ("where_without_units", {}, Against(layer(KEY), "park")),
        ("where_without_rules", {"valid_to": "2025-01-01"}, units()),
        ("file_missing", {}, Against(missing("unit"), "control_unit")),
    ],
)
def test_a_case_that_cannot_be_asked_says_why(tmp_path, code, pack, unit):
    with pytest.raises(ReviewFault) as fault:
        asked(tmp_path, packs=[document({}, jurisdiction=None, **pack)], unit=unit)
    assert fault.value.code == code


def test_cards_of_a_layer_know_what_each_unit_lies_on(tmp_path):
    admin = Against(layer(box(0, 0, 3000, 1000), XZQDM=["990101"]), "admin_area")
    rules = [
        {"scope": {"unit_class": ["key"]}},
        {"scope": {"roles": ["ecological_red_line"]}},
        {"scope": {"xzqdm": ["990102"]}},
        {"scope": {"roles": ["park"]}},
        {"scope": {"unit_subclass": ["产业集聚类"], "unit_class": ["key"]}},  # the layer tells no sub-class
    ]
    parks = Against(layer(box(1000, 0, 3000, 1000)), "park", coverage="full")
    case, layers = where_case(tmp_path, *rules, erl=red(), admin=admin, park=parks)
    one, other = unit_cards(case, layers)
    assert [clause.rule.id for clause in one.clauses] == ["R1", "R2", "R5"]
    assert [clause.rule.id for clause in other.clauses] == ["R2", "R4"]
    assert (one.unit.code, one.unit.unit_class, one.unknown) == (A, "key", ())


@pytest.fixture
def case_file(small_case, tmp_path):
    """The path of a case with one key unit of 1 hm2, half of it red line."""
    write_layer(tmp_path / "units.gpkg", [(square(0, 0, 100), A, "重点管控单元")], ["HJGKDYBM", "ZHGKDYFL"])
    (tmp_path / "pack.json").write_text(json.dumps(document(RED, jurisdiction=None)), encoding="utf-8")
    erl = {"key": "erl", "role": "ecological_red_line", "source": "line.gpkg", "coverage": "full"}
    unit = {"key": "unit", "role": "control_unit", "source": "units.gpkg"}
    return small_case(constraints=[erl, unit], rules=["pack.json"], options={"area_basis": "projected"})


def test_the_command_writes_and_tells(case_file, command, tmp_path):
    answer = command("where", case_file, "--industry", "C2614", "--language", "zh")
    assert answer.status == 0, answer.err
    assert "未识别到禁止情形的范围（仍须论证）：0.5000 hm²" in answer.out
    assert "可布局" not in answer.out and str(tmp_path / "small.where" / "where.gpkg") in answer.out
    path = tmp_path / "small.where" / "where.gpkg"
    (unit,) = table_of(path, "unit")
    assert (unit["code"], unit["status"]) == (A, "partly_shut_out") and unit["admitted_m2"] == pytest.approx(5000)
    assert {row["status"] for row in table_of(path, "ground")} == {"shut_out", "nothing_found"}
    connection = sqlite3.connect(path)
    styled = connection.execute("SELECT f_table_name FROM layer_styles").fetchall()
    connection.close()
    assert ("ground",) in styled


def test_the_command_in_json(case_file, command, tmp_path):
    answer = command("where", case_file, "--industry", "C2614", "--output", tmp_path / "out", "--json", "--quiet")
    found = answer.object
    assert (answer.status, answer.err) == (0, "")
    assert found["outputs"]["gpkg"] == [str(tmp_path / "out" / "where.gpkg")]
    assert found["summary"]["ground_m2"] == {"nothing_found": approx(5000), "shut_out": approx(5000)}
    assert found["units"][0]["shut_out_by"] == "P1/R1" and found["clauses"][0]["clause_no"] == "R"
    wrong = command("where", case_file, "--json")
    assert (wrong.status, wrong.object["error"]["code"]) == (2, "where_without_question")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_it_says_gives_leave(root, language):
    words = json.loads((root / "resources" / "words" / f"{language}.json").read_text(encoding="utf-8"))
    texts = [text for key, text in words.items() if key.split(".")[0].startswith("where") or "where" in key]
    assert texts and not [text for text in texts if "可布局" in text or "符合" in text or "conforms" in text]
