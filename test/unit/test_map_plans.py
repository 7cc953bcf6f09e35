"""What maps show, before anything is drawn: paper, scales, pages, what occurs in a frame, what must never be shown."""

import json
import math
import sqlite3
from dataclasses import replace

import pyproj
import pytest
import shapely

from zoning_review_plugin.host.maps import paper
from zoning_review_plugin.host.maps.conflicts import conflicts
from zoning_review_plugin.host.maps.job import write_job
from zoning_review_plugin.host.maps.plans import MOST_PAGES, map_plans
from zoning_review_plugin.host.maps.scene import SCENE, job_of
from zoning_review_plugin.host.maps.site import site_of
from zoning_review_plugin.host.maps.texts import clean
from zoning_review_plugin.model.case import Options
from zoning_review_plugin.review.review import review

from .small_packs import document
from .small_reviews import Against, box, layer, line, missing, plane, small_case

RULE = {
    "id": "R1", "modality": "prohibit", "test": {"overlap": {"role": "ecological_red_line"}},
}  # fmt: skip


@pytest.fixture
def made(tmp_path):
    """made(subjects, …) → the job of a small review. Keyword arguments are `Against`."""

    def call(subjects, options=None, fields=None, language="en", **against):
        case, layers = small_case(subjects, options, against, fields, language)
        return write_job(site_of(review(case, layers)), layers, tmp_path, ("styles",))

    return call


def pages(job, key):
    return next(sheets.pages for sheets in job.maps if sheets.key == key)


def drawn(frame, style):
    return [one for one in frame.layers if one.style == style]


@pytest.mark.parametrize("size", ["A4", "A3"])
@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_parts_of_a_page_lie_on_it_and_apart(size, portrait, count):
    sheet = paper.sheet(size, portrait)
    assert (sheet.width < sheet.height) == portrait
    maps, captions = paper.frames(sheet, count)
    assert len(maps) == count and len(captions) == (0 if count == 1 else count)
    parts = [shapely.box(b.x, b.y, b.x + b.width, b.y + b.height) for b in (*maps, *captions, sheet.panel, sheet.title)]
    whole = shapely.box(0, 0, sheet.width, sheet.height)
    assert all(whole.covers(part) and part.area > 100 for part in parts)
    assert all(a.intersection(b).area < 1e-9 for i, a in enumerate(parts) for b in parts[:i])


@pytest.mark.parametrize("width", [1.0, 37.0, 999.0, 1000.0, 12_345.0, 4.2e6])
def test_scale_is_the_largest_round_one_that_fits(width):
    frame, found = paper.Box(0, 0, 180, 120), None
    denominator = paper.round_scale((0, 0, width, width / 3), frame, 1.0)
    found = paper.extent_at((width / 2, width / 6), frame, denominator, 1.0)
    assert found[0] <= 1e-9 and found[2] >= width - 1e-9
    assert denominator >= width / 0.180 and (denominator < 1.36 * width / 0.180 or denominator <= 50)
    digits = f"{denominator:.0f}".strip("0")
    assert digits in {"1", "125", "15", "2", "25", "3", "4", "5", "6", "8"}


def test_frames_contain_their_subjects(made):
    subjects = [box(0, 0, 10, 900), box(5000, 20, 5010, 30), None]
    job = made(subjects, erl=Against(layer(box(0, 0, 3, 3))))
    for sheets in job.maps:
        for page in sheets.pages:
            x0, y0, x1, y1 = page.frames[0].extent
            bounds = shapely.total_bounds(subjects[:2])
            if sheets.key != "conflicts" and page is sheets.pages[0]:
                assert x0 < bounds[0] and y0 < bounds[1] and x1 > bounds[2] and y1 > bounds[3]
    assert job.maps[0].sheet["portrait"] is False


def test_what_has_no_geometry_is_told_on_every_page(made):
    erl = Against(layer(box(0, 0, 3, 3)))
    for subjects, told in (([box(0, 0, 10, 10), None, None], True), ([box(0, 0, 10, 10)], False)):
        for sheets in made(subjects, erl=erl).maps:
            for page in sheets.pages:
                assert any(note.startswith("2 subjects have no geometry") for note in page.notes) == told


def test_tall_ground_stands_upright(made):
    job = made([box(0, 0, 100, 5000)], erl=Against(layer(box(0, 0, 3, 3))))
    assert next(sheets for sheets in job.maps if sheets.key == "parcels").sheet["portrait"] is True


def test_classes_of_the_legend_are_those_that_occur(made):
    """A grade whose features lie outside the frame is not in its legend; a layer of which nothing lies there is not."""
    units = layer(
        box(-100, -100, 100, 100), box(1e5, 1e5, 1.1e5, 1.1e5), name="units",
        HJGKDYBM=["ZH99010110001", "ZH99010120001"],
    )  # fmt: skip
    far = Against(layer(box(1e5, 0, 1.1e5, 10)), role="permanent_farmland")
    job = made(
        [box(0, 0, 50, 50)], unit=Against(units, role="control_unit"), far=far, erl=Against(layer(box(10, 10, 30, 30)))
    )
    (frame,) = pages(job, "control_units")[0].frames
    (unit,) = drawn(frame, "control_unit")
    assert unit.codes == ("priority",)
    (page, *_) = pages(job, "three_lines")
    assert drawn(page.frames[0], "permanent_farmland") == [] and len(drawn(page.frames[0], "ecological_red_line")) == 1
    assert any("nothing in this map" in note for note in page.notes if "far" in note)


def test_secret_layers_are_never_drawn(made, tmp_path):
    hidden = Against(layer(box(10, 10, 30, 30)), secrecy="secret")
    job = made([box(0, 0, 50, 50)], Options(keep_secret_geometry=True, overlap_geometry="all"), hidden=hidden)
    everywhere = [one for sheets in job.maps for page in sheets.pages for frame in page.frames for one in frame.layers]
    assert {one.style for one in everywhere} <= {"outline", "subject", "focus"}
    with sqlite3.connect(tmp_path / "maps.gpkg") as tables:
        names = {
            name for (name,) in tables.execute("select table_name from gpkg_contents where data_type = 'features'")
        }
    assert names == {"subject_polygon", "focus_polygon"}, "not even in the job that is drawn from"
    assert any("secret, not drawn" in note for note in pages(job, "three_lines")[0].notes)


def test_a_missing_layer_is_told_on_the_map(made):
    job = made([box(0, 0, 50, 50)], erl=Against(missing("erl")))
    told = " ".join(pages(job, "three_lines")[0].notes)
    assert "cannot be read or used" in told
    assert "Permanent basic farmland: the case has no layer" in told


def test_conflicts_without_rules_are_overlaps_with_protected_ground():
    against = {
        "erl": Against(layer(box(0, 0, 30, 30), box(30, 0, 60, 30))),
        "other": Against(layer(box(0, 0, 60, 60)), role="custom"),
    }
    case, layers = small_case([box(10, 10, 50, 20), box(500, 0, 510, 10)], None, against)
    found = conflicts(review(case, layers))
    assert [(one.subject, one.constraint_key, one.feature_id) for one in found] == [(0, "erl", "1"), (0, "erl", "2")]


def test_a_conflict_of_a_long_line_shows_the_stretch_that_it_shares(made):
    """100 m of 20 km: the page shows the stretch, and not the whole road."""
    job = made([line((0, 0), (20_000, 0))], erl=Against(layer(box(5000, -50, 5100, 50))))
    (page,) = pages(job, "conflicts")
    x0, _, x1, _ = page.frames[0].extent
    assert 504_500 < x0 < 505_000 and 505_100 < x1 < 505_600


def test_more_conflicts_than_pages_are_told():
    count = MOST_PAGES + 5
    boxes = [box(100 * n, 0, 100 * n + 50, 50) for n in range(count)]
    case, layers = small_case(boxes, None, {"erl": Against(layer(*boxes))})
    plans, _ = map_plans(site_of(review(case, layers)))
    (plan,) = [plan for plan in plans if plan.key == "conflicts"]
    assert len(plan.pages) == MOST_PAGES and plan.left_out == 5


def test_groups_of_parcels_too_small_to_be_seen_get_pages(made):
    here = [box(20 * n, 0, 20 * n + 15, 15) for n in range(4)]
    there = [box(30_000 + 20 * n, 0, 30_000 + 20 * n + 15, 15) for n in range(3)]
    found = pages(made([*here, *there], erl=Against(layer(box(0, 0, 3, 3)))), "parcels")
    assert [len(page.facts) and page.facts[0] for page in found] == ["7 subjects", "4 subjects", "3 subjects"]


def test_schemes_stand_side_by_side_at_one_scale(made):
    subjects = layer(
        box(0, 0, 100, 100), box(5000, 0, 5400, 50), box(900, 900, 950, 950), name="sites",
        XMBH=["P1", "P1", "P1"], FANGAN=["A", "B", "C"],
    )  # fmt: skip
    job = made([subjects], fields={"project": "XMBH", "scheme": "FANGAN"}, erl=Against(layer(box(0, 0, 3, 3))))
    (page,) = pages(job, "options")
    assert [frame.caption[0] for frame in page.frames] == ["A", "B", "C"]
    assert len({frame.denominator for frame in page.frames}) == 1
    assert [drawn(frame, "subject")[0].where for frame in page.frames] == [f'"grp" IN ({n})' for n in range(3)]
    middle = page.frames[1].extent
    assert middle[0] < 500_000 + 5000 and middle[2] > 500_000 + 5400


@pytest.mark.parametrize("rules", [(), (RULE,)])
def test_schemes_of_routes_tell_their_length(made, tmp_path, rules):
    """Whether anything is judged or not; ground and lines are told each where there is some."""
    routes = layer(
        line((0, 0), (1000, 0)), line((0, 500), (2000, 500)), box(0, 900, 100, 1000), line((0, 950), (500, 950)),
        name="routes", XMBH=["P1"] * 4, FANGAN=["A", "B", "C", "C"],
    )  # fmt: skip
    fields = {"project": "XMBH", "scheme": "FANGAN"}
    case, layers = small_case([routes], plane(), {"erl": Against(layer(box(0, 0, 3, 3)))}, fields, "en")
    if rules:
        (tmp_path / "p.json").write_text(json.dumps(document(*rules, jurisdiction=None)), encoding="utf-8")
        case = replace(case, rules=("p.json",), folder=tmp_path, date="2026-11-22")
    job = write_job(site_of(review(case, layers)), layers, tmp_path, ("styles",))
    (page,) = pages(job, "options")
    assert [frame.caption[1:-1] for frame in page.frames] == [
        ("Length 1.000 km",), ("Length 2.000 km",), ("Area 1.0000 hm²", "Length 0.500 km")
    ]  # fmt: skip


def test_bearing_of_true_north():
    """1.2° east of the central meridian at 35° north: the closed form of the convergence, atan(tan Δλ · sin φ)."""
    lon, lat, east = 115.2, 35.0, 1.2
    x, y = pyproj.Transformer.from_crs(4490, 4547, always_xy=True).transform(lon, lat)
    square = shapely.box(x - 50, y - 50, x + 50, y + 50)
    case, layers = small_case([layer(square, name="subjects")], None, {"erl": Against(layer(square))})
    site = site_of(review(case, layers))
    convergence = math.degrees(math.atan(math.tan(math.radians(east)) * math.sin(math.radians(lat))))
    assert site.north_deg(x, y) == pytest.approx(-convergence, abs=2e-4)


def test_degrees_are_drawn_in_a_plane(made):
    square = shapely.box(116.999, 35.0, 117.001, 35.002)
    job = made([layer(square, crs=4490, name="subjects")], erl=Against(layer(square, crs=4490)))
    (frame,) = pages(job, "parcels")[0].frames
    width = (frame.extent[2] - frame.extent[0]) * 1000 / frame.denominator
    assert width == pytest.approx(frame.box[2]) and "CM 117E" in job.crs and "4490" in job.grid_crs


@pytest.mark.parametrize(
    "text,wanted",
    [("[% env('HOME') %]", "[ % env('HOME') %]"), ("a\u202eb\x07\nc", "a b c"), ("x" * 10_000, "x" * 79 + "…")],
)
def test_texts_are_harmless(text, wanted):
    assert clean(text) == wanted


def test_a_job_survives_its_journey(made, tmp_path):
    job = made([box(0, 0, 50, 50)], erl=Against(layer(box(10, 10, 30, 30))))
    read = job_of(json.loads((tmp_path / SCENE).read_text(encoding="utf-8")))
    assert json.dumps(read.plain()) == json.dumps(job.plain())
    assert read.maps[0].pages[0].frames[0].layers == job.maps[0].pages[0].frames[0].layers
