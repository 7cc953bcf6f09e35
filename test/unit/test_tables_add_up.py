"""Every table of land adds up as printed: of the demo, and of real cases held against figures computed elsewhere."""

import csv
from dataclasses import replace
from functools import lru_cache

import pytest
import shapely

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.case import Constraint
from zoning_review_plugin.review.review import review
from zoning_review_plugin.tables.corner_coordinates import corner_coordinates
from zoning_review_plugin.tables.declared_areas import declared_areas
from zoning_review_plugin.tables.land_balance import land_balance
from zoning_review_plugin.tables.occupation import occupation
from zoning_review_plugin.tables.spot_check import spot_check

from .printed_tables import assert_parts_sum, built, figure, figures, printed
from .small_cases import write_layer

CLASSES = ("0101", "0301", "0702", "1003", "1101", "0404", "1104")
UNIT = 1e-4  # of hm2 as printed


@pytest.fixture(scope="module")
def demo(root, tmp_path_factory):
    """The demo, its subjects split by county and by a land survey in stripes across it; without rules."""
    case = read_case(root / "resources" / "samples" / "demo" / "demo.review.yaml")
    stripes = []
    for k in range(70):  # 500 m each, from the south of the demo's ground to 400 m short of its north
        y0, y1 = 3_636_000 + 500 * k, 3_636_500 + 500 * k
        ring = f"480000 {y0},560000 {y0},560000 {y1},480000 {y1},480000 {y0}"
        stripes.append((f"POLYGON(({ring}))", CLASSES[k % len(CLASSES)]))
    path = write_layer(tmp_path_factory.mktemp("land") / "land.gpkg", stripes, ["DLBM"], crs=4547)
    land = Constraint("land", "land_survey", str(path), fields={"code": "DLBM"})
    options = replace(case.options, split_by=("admin", "land"))
    others = tuple(one for one in case.constraints if one.role != "land_survey")
    case = replace(case, constraints=(*others, land), rules=(), decisions=None, options=options)
    return review(case, open_layers(case))


@pytest.fixture(scope="module")
def real(reference):
    """A function: the path of a case file → its result, made once."""

    @lru_cache(maxsize=None)
    def result(path):
        case = read_case(reference / "cases" / path)
        return review(case, open_layers(case))

    return result


def closes_down(table, key, scheme="scheme"):
    """Rows of the body add up to the total of their scheme, and so do counties. Returns how many totals are known."""
    schemes = printed(table, scheme) if scheme in [c.key for c in table.columns] else [("",)] * len(table.rows)
    found, places, totals = figures(table, key), printed(table, "place"), 0
    for one in dict.fromkeys(schemes):
        mine = [k for k, name in enumerate(schemes) if name == one]
        body = [found[k] for k in mine if table.kinds[k] == ""]
        total = next(found[k] for k in mine if table.kinds[k] == "total")
        if None in body:
            assert total is None
            continue
        counties = [found[k] for k in mine if table.kinds[k] == "subtotal" and places[k][0].startswith("Subtotal")]
        assert sum(body) == total and (not counties or sum(counties) == total)
        totals += 1
    return totals


AREAS = ("total", "agricultural", "arable", "construction", "unused", "pbf", "erl", "udb_in", "udb_out")


def test_land_taken_in_the_demo_adds_up_across_and_down(demo):
    table = built(occupation, demo)
    columns = [column.key for column in table.columns]
    groups = [key for key in ("agricultural", "construction", "unused", "unclassified") if key in columns]
    assert assert_parts_sum(table, groups, "total") > 440
    assert assert_parts_sum(table, ("udb_in", "udb_out"), "total") > 430
    assert {key: closes_down(table, key) for key in ("total", *groups)} == dict.fromkeys(("total", *groups), 5)
    for key in AREAS:
        closes_down(table, key)
    assert 0 < len(table.adjusted) < 0.2 * len(table.rows) * len(AREAS)


def test_each_parcel_of_the_demo_keeps_its_area(demo):
    """Rows of one subject, against the area of the whole: half a unit each, and one more where one was adjusted."""
    table = built(occupation, demo)
    sums, rows = {}, {}
    for subject, area in printed(table, "subject_id", "total"):
        if subject:
            sums[subject] = sums.get(subject, 0.0) + float(figure(area))
            rows[subject] = rows.get(subject, 0) + 1
    subject = demo.tables["subject"].set_index("subject_id")["area_m2"].dropna()
    assert sums.keys() == set(subject.index)
    for name, area in subject.items():
        assert abs(sums[name] - area * UNIT) <= rows[name] * UNIT * 1.001


def test_the_land_balance_of_the_demo_has_one_total_for_each_scheme(demo):
    table = built(land_balance, demo)
    uses = [column.key for column in table.columns if column.key.startswith("use_")]
    assert len(uses) > 3 and assert_parts_sum(table, uses, "before") == len(table.rows)
    parcels = demo.tables["subject"]
    parcels = parcels[parcels["land_use"].notna() & parcels["area_m2"].notna()]
    schemes = [scheme for (scheme,) in printed(table, "scheme")]
    assert list(dict.fromkeys(schemes)) == ["", "P3 / 1", "P1 / A", "P1 / B", "P1 / C"]
    for scheme in dict.fromkeys(schemes):
        mine = [k for k, name in enumerate(schemes) if name == scheme]
        for key in (*uses, "before"):
            found = figures(table, key)
            for kind in ("", "subtotal"):
                assert sum(found[k] for k in mine if table.kinds[k] == kind) == found[mine[-1]]
        names = parcels[["project_id", "scheme"]].fillna("").agg(" / ".join, axis=1).str.strip(" /")
        ground = parcels.loc[names.eq(scheme), "area_m2"].sum()
        assert float(figures(table, "before")[mine[-1]]) == pytest.approx(ground * UNIT, abs=UNIT)


def test_declared_areas_of_the_demo_add_up(demo):
    table = built(declared_areas, demo)
    for key in ("declared", "computed", "difference"):
        assert sum(figures(table, key)[:-1]) == figures(table, key)[-1]
    for declared, computed, difference in zip(*(figures(table, key) for key in ("declared", "computed", "difference"))):
        assert computed - declared == difference


def test_every_point_of_the_demo_is_told(demo):
    table = built(corner_coordinates, demo)
    shapes = demo.tables["subject"]["geom"].dropna()
    assert len(table.rows) == sum(shapely.get_num_coordinates(shape) for shape in shapes) > 2000


REAL = {
    "fr-aubais": ("aubais-sites.review.yaml", "site_fid", {
        "site_area_m2": "total", "in_redline_ebc_m2": "erl", "in_dev_boundary_m2": "udb_in",
    }),
    "us-dc": ("dc-sites.review.yaml", "site_id", {"site_area_m2": "total", "redline_parks_m2": "erl"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_land_taken_in_real_cases_is_what_others_computed(reference, real, name):
    """PostGIS, ground counted once for each site; each cell is a rounding of that, and all add up."""
    file, ids, columns = REAL[name]
    result = real(f"{name}/{file}")
    table = built(occupation, result)
    with open(reference / "cases" / name / "expected" / "site_review.csv", encoding="utf-8") as stream:
        expected = {row[ids]: row for row in csv.DictReader(stream)}
    for key in columns.values():
        assert closes_down(table, key) == 1
        told = {row[0]: figure(row[1]) for row in printed(table, "subject_id", key) if row[0]}
        assert told.keys() == expected.keys()
        theirs = next(column for column, mine in columns.items() if mine == key)
        for site, area in told.items():
            assert abs(float(area) - float(expected[site][theirs]) * UNIT) < UNIT * 1.02 + 1e-6 * float(area)
    if "udb_in" in columns.values():
        assert assert_parts_sum(table, ("udb_in", "udb_out"), "total") == len(expected) + 1
    sheet = built(spot_check, result)
    assert len(sheet.rows) == 10
    for area, planar in printed(sheet, "expected_m2", "planar_m2"):
        assert abs(figure(area) - figure(planar)) <= 1 * figure("0.0001")


def test_ground_of_overlapping_sites_is_told_as_sum_and_once(real):
    """The union of the sites of us-dc, by GEOS in the plane that the case measures in."""
    result = real("us-dc/dc-sites.review.yaml")
    table = built(occupation, result)
    shapes = result.tables["subject"]["geom"].to_numpy()
    once, summed = shapely.area(shapely.union_all(shapes)), shapely.area(shapes).sum()
    totals = dict(printed(table, "place", "total")[-2:])
    assert float(figure(totals["Total"])) == pytest.approx(summed * UNIT, abs=UNIT)
    assert float(figure(totals["Total, ground counted once"])) == pytest.approx(once * UNIT, abs=UNIT)
    assert summed > 1.05 * once


def test_routes_take_no_land_and_every_point_is_told(real):
    result = real("tw-taoyuan/taoyuan-routes.review.yaml")
    table = built(occupation, result)
    assert not len(table.rows) and table.needs
    shapes = result.tables["subject"]["geom"]
    corners = built(corner_coordinates, result)
    assert len(corners.rows) == sum(shapely.get_num_coordinates(shape) for shape in shapes)
    assert not built(declared_areas, result).rows.size and built(land_balance, result).needs
    assert None not in figures(built(spot_check, result), "expected_m")
