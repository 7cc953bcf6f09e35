"""Layers that do not lie where the review takes place: the likely cause is said, and the CRS that would mend it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.inputs.places.crs import crs_name
from zoning_review_plugin.inputs.places.crs_guess import grown, guesses
from zoning_review_plugin.inputs.places.gauss_zones import zones
from zoning_review_plugin.inputs.places.whereabouts import Whereabouts
from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.model.errors import InputFault
from zoning_review_plugin.model.words import Words

from .small_cases import write_layer
from .small_reviews import Against, issues, layer, reviewed, rows

LON, LAT = 116.8, 39.0  # the place of these reviews: zone 39 of 3 degrees, zone 20 of 6, both around 117


def place(code, lon=LON, lat=LAT):
    return pyproj.Transformer.from_crs(4490, code, always_xy=True).transform(lon, lat)


def block(code, size=300.0, change=lambda x, y: (x, y), lon=LON, lat=LAT):
    """A block of about `size` m at the place of these reviews, in the coordinates of `code`, changed."""
    step = size if pyproj.CRS(code).is_projected else size / 100_000
    x, y = place(code, lon, lat)
    return shapely.Polygon([change(x + dx, y + dy) for dx, dy in ((0, 0), (step, 0), (step, step), (0, step))])


SUBJECT = {"crs": 4548, "name": "subjects"}


def subjects():
    return [layer(block(4548), **SUBJECT)]


def swapped(x, y):
    return y, x


def feet(x, y):
    return x / 0.3048, y / 0.3048


def kilometres(x, y):
    return x / 1000, y / 1000


CAUSES = {
    # declared, what the coordinates are, how they were changed, the cause, the best reading
    "swapped degrees": (4490, 4490, swapped, "axes_swapped", "EPSG:4490"),
    "swapped metres": (4548, 4548, swapped, "axes_swapped", "EPSG:4548"),
    "swapped metres with number": (4527, 4527, swapped, "axes_swapped", "EPSG:4527"),
    "degrees called metres": (4548, 4490, None, "degrees_as_metres", "EPSG:4490"),
    "degrees called numbered metres": (4527, 4490, None, "degrees_as_metres", "EPSG:4490"),
    "degrees called UTM": (32650, 4326, None, "degrees_as_metres", "EPSG:4326"),
    "metres called degrees": (4490, 4548, None, "metres_as_degrees", "EPSG:4548"),
    "numbered metres called degrees": (4490, 4527, None, "metres_as_degrees", "EPSG:4527"),
    "feet": (4548, 4548, feet, "feet_as_metres", "EPSG:4548"),
    "kilometres": (4548, 4548, kilometres, "kilometres_as_metres", "EPSG:4548"),
    "number missing": (4527, 4548, None, "zone_number_missing", "EPSG:4548"),
    "number of 6 degrees missing": (4498, 4509, None, "zone_number_missing", "EPSG:4548"),
    "number unexpected": (4548, 4527, None, "zone_number_unexpected", "EPSG:4527"),
    "number of 6 degrees unexpected": (4509, 4498, None, "zone_number_unexpected", "EPSG:4498"),
    "number of another zone": (4526, 4527, None, "zone_number_other", "EPSG:4527"),
    "number of another width": (4527, 4498, None, "zone_number_other", "EPSG:4498"),
    "another meridian": (4546, 4548, None, "crs_suggested", "EPSG:4548"),
    "web mercator called Gauss-Krüger": (4548, 3857, None, "crs_suggested", "EPSG:3857"),
    "Gauss-Krüger called web mercator": (3857, 4548, None, "crs_suggested", "EPSG:4548"),
    "no CRS, degrees": (None, 4490, None, "crs_suggested", "EPSG:4490"),
    "no CRS, metres": (None, 4548, None, "crs_suggested", "EPSG:4548"),
    "no CRS, numbered metres": (None, 4527, None, "crs_suggested", "EPSG:4527"),
    "no CRS, swapped": (None, 4527, swapped, "axes_swapped", "EPSG:4527"),
}


@pytest.mark.parametrize("name", CAUSES)
def test_the_cause_and_the_cure_are_named_and_nothing_is_applied(name):
    declared, meant, change, code, likely = CAUSES[name]
    red = layer(*[block(meant, change=change or (lambda x, y: (x, y)))] * 3, crs=declared)
    result = reviewed(subjects(), erl=Against(red, coverage="full"))
    (row,) = [row for row in result.tables["issue"].itertuples() if row.check_code in {c[3] for c in CAUSES.values()}]
    assert (row.layer, row.check_code, row.severity) == ("erl", code, "warning")
    assert f"{likely} " in row.message or f"{likely}," in row.message
    assert "3 features" in row.message and "116.8" in row.message and "39.0" in row.message
    x, _ = shapely.get_coordinates(shapely.from_wkb(red.content.wkb[0]).centroid)[0]
    assert str(int(abs(x)))[:5] in row.message
    (status,) = rows(result, "exposure", "status")[0]
    assert status != "involved"


@pytest.mark.parametrize("name", ["degrees called UTM", "number missing", "no CRS, swapped"])
def test_many_workers_say_the_same(name):
    declared, meant, change, *_ = CAUSES[name]
    red = layer(block(meant, change=change or (lambda x, y: (x, y))), crs=declared)
    one = reviewed(subjects(), erl=Against(red, coverage="full"))
    with ThreadPoolExecutor(2) as executor:
        two = reviewed(subjects(), executor, erl=Against(red, coverage="full"))
    assert rows(two, "issue", "check_code", "message") == rows(one, "issue", "check_code", "message")
    assert len(rows(one, "issue", "check_code")) > 1


@pytest.mark.parametrize("name", ["swapped metres", "number missing", "metres called degrees", "kilometres"])
def test_the_same_is_said_by_a_check_and_of_a_coverage(name):
    declared, meant, change, code, likely = CAUSES[name]
    wrong = layer(block(meant, change=change or (lambda x, y: (x, y))), crs=declared)
    right = layer(block(4548), crs=4548)
    result = reviewed(subjects(), erl=Against(right, "custom", wrong, coverage=Coverage("c.gpkg")))
    assert ("erl coverage", None, code, "warning") in issues(result)


def test_a_layer_in_its_place_gets_no_suggestion():
    for code in (4548, 4527, 4490, 32650, 3857, 4326):
        result = reviewed(subjects(), erl=Against(layer(block(code), crs=code), coverage="full"))
        assert rows(result, "exposure", "status") == [("involved",)]
        assert not {row[2] for row in issues(result)} & {cause[3] for cause in CAUSES.values()}


def test_a_layer_of_another_city_gets_none_that_does_not_fit():
    """Fifty kilometres away, in the right CRS: no other reading of its coordinates leads here."""
    far = layer(block(4548, lon=LON + 0.5, lat=LAT + 0.3), crs=4548)
    found = issues(reviewed(subjects(), erl=Against(far, coverage="full")))
    assert ("erl", None, "full_but_nothing_near", "remark") in found
    assert not {row[2] for row in found} & {cause[3] for cause in CAUSES.values()}


def test_only_the_features_that_lie_elsewhere_count():
    right, wrong = block(4527), block(4548)
    result = reviewed(subjects(), erl=Against(layer(right, wrong, wrong, crs=4527), coverage="full"))
    (row,) = result.tables["issue"].query("check_code == 'zone_number_missing'").itertuples()
    assert "2 features" in row.message
    assert rows(result, "exposure", "status") == [("involved",)]


def test_a_few_stray_features_do_not_hide_where_the_others_lie():
    """One of a hundred at 0, 0, as it happens with points that never got a place."""
    shapes = [block(4548, lon=LON + k * 1e-4) for k in range(99)] + [shapely.box(0, 0, 1, 1)]
    result = reviewed(subjects(), erl=Against(layer(*shapes, crs=4527), coverage="full"))
    (row,) = result.tables["issue"].query("check_code == 'zone_number_missing'").itertuples()
    assert "EPSG:4548" in row.message and "100 features" in row.message


def test_a_layer_whose_features_all_lie_elsewhere_says_just_that():
    result = reviewed(subjects(), erl=Against(layer(block(4548), crs=4527), coverage="full"))
    found = {row[2]: row[3] for row in issues(result)}
    assert found["layer_elsewhere"] == "error" and "wrong_geometry_kind" not in found


@pytest.mark.parametrize("far", [1e12, 1e300, 1e306])
def test_coordinates_beyond_all_bounds_break_nothing(far):
    result = reviewed(
        subjects(), erl=Against(layer(shapely.box(far, far, 2 * far, 2 * far), crs=4548), coverage="full")
    )
    assert rows(result, "exposure", "status") == [("no_data",)]
    assert ("erl", None, "coordinates_off_earth", "error") in issues(result)


# --- subjects --------------------------------------------------------------------------------------------------------


def fault_of(subject, **constraints):
    with pytest.raises(InputFault) as fault:
        reviewed([subject], **constraints)
    return fault.value


@pytest.mark.parametrize(
    ("meant", "likely"), [(4548, "EPSG:4548"), (4527, "EPSG:4527"), (4490, "EPSG:4490"), (3857, "EPSG:3857")]
)
def test_subjects_without_crs_are_a_fault_that_names_what_would_fit(meant, likely):
    red = Against(layer(block(4490), crs=4490))
    fault = fault_of(layer(block(meant), crs=None, name="subjects"), erl=red)
    assert fault.code == "subject_crs_missing" and fault.params["likely"].startswith(likely)
    assert likely in Words("zh").fault(fault)


def test_subjects_without_crs_where_nothing_tells():
    fault = fault_of(layer(block(4548), crs=None, name="subjects"), erl=Against(layer(block(4548), crs=None)))
    assert (fault.code, fault.params["likely"]) == ("subject_crs_missing", "-")


def test_subjects_elsewhere_are_told_by_the_constraints():
    red = Against(layer(block(4490), crs=4490), coverage="full")
    fault = fault_of(layer(block(4548), crs=4527, name="subjects"), erl=red)
    assert fault.code == "zone_number_missing" and "EPSG:4548" in fault.params["likely"]


def test_subjects_elsewhere_are_told_by_other_subjects():
    result = reviewed(
        [layer(block(4527), block(4548), crs=4527, name="subjects")], erl=Against(layer(block(4527), crs=4527))
    )
    assert ("subjects", None, "zone_number_missing", "warning") in issues(result)


def test_subjects_far_from_every_layer_are_the_likelier_to_be_wrong():
    """Metres of zone 39 in a CRS of two zones further west, and nothing wrong with the layers."""
    constraints = {"a": Against(layer(block(4490), crs=4490)), "b": Against(layer(block(4527), crs=4527))}
    result = reviewed([layer(block(4548), crs=4546, name="subjects")], **constraints)
    (row,) = result.tables["issue"].query("layer == 'subjects' and check_code == 'crs_suggested'").itertuples()
    assert "EPSG:4548" in row.message
    one_near = {**constraints, "c": Against(layer(block(4548), crs=4546))}
    result = reviewed([layer(block(4548), crs=4546, name="subjects")], **one_near)
    assert ("subjects", None, "crs_suggested", "warning") not in issues(result)


def test_where_only_the_crs_itself_tells_no_zone_is_made_up():
    """Metres in a CRS of degrees, and nothing else in the case that has a place: any zone may be meant."""
    nothing = Against(layer(block(4548), crs=None))
    fault = fault_of(layer(block(4548), crs=4490, name="subjects"), erl=nothing)
    assert (fault.code, fault.params["likely"]) == ("metres_as_degrees", "-")
    fault = fault_of(layer(block(4527), crs=4490, name="subjects"), erl=nothing)
    assert fault.code == "metres_as_degrees" and fault.params["likely"].startswith("EPSG:4527")
    fault = fault_of(layer(block(4490, change=swapped), crs=4490, name="subjects"), erl=nothing)
    assert fault.code == "axes_swapped" and fault.params["likely"].startswith("EPSG:4490")


# --- the readings themselves -----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([zone for zone in zones() if 85 < zone.meridian < 128]),
    st.floats(-1.4, 1.4),
    st.floats(21, 52),
    st.sampled_from(["EPSG:4490", "EPSG:4610", "EPSG:4214"]),
)
def test_any_zone_is_found_again(zone, off, lat, datum):
    """Whatever zone a layer is of: the first reading has its meridian, its false easting and, if known, its datum."""
    crs = pyproj.CRS(zone.code(datum))
    lon = zone.meridian + off
    x, y = pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True).transform(lon, lat)
    found = guesses((x, y, x + 500, y + 500), grown((lon, lat, lon, lat), 2000), (crs.geodetic_crs,))
    best = found[0]
    again = pyproj.Transformer.from_crs(best.crs, best.crs.geodetic_crs, always_xy=True).transform(x, y)
    assert best.change == "" and again == pytest.approx((lon, lat), abs=1e-6)
    assert best.crs.geodetic_crs.to_epsg() == int(datum[5:])
    assert best.place == pytest.approx((lon, lat), abs=0.01)


def test_datums_that_lie_close_are_told_apart_by_no_guess():
    """The datum of the review comes first; the others are named beside it."""
    x, y = place(4548)
    found = guesses((x, y, x + 500, y + 500), grown((LON, LAT, LON, LAT), 2000), (pyproj.CRS(2384),))
    assert [crs_name(guess.crs) for guess in found[:3]] == ["EPSG:2384", "EPSG:4548", "EPSG:2436"]


def test_whereabouts_are_the_same_however_the_features_come():
    random = np.random.default_rng(7)
    low = random.uniform(0, 1000, (5000, 2))
    boxes = np.column_stack([low, low + random.uniform(1, 5, (5000, 2))])
    boxes[::10] = np.nan
    whole, parts = Whereabouts(), Whereabouts()
    whole.add(boxes)
    for part in np.array_split(boxes, 7):
        parts.add(part)
    real = boxes[~np.isnan(boxes[:, 0])]
    assert whole.count == parts.count == len(real)
    assert whole.extent == parts.extent == (*real[:, :2].min(axis=0), *real[:, 2:].max(axis=0))
    assert np.allclose(whole.middle, parts.middle, atol=25) and whole.middle[0] > 5


# --- the command -----------------------------------------------------------------------------------------------------


def test_the_command_suggests_and_does_not_apply(small_case, command, tmp_path):
    """EPSG:32650 at X0, Y0: a shapefile without .prj, and one whose numbers have another zone."""
    write_layer(
        tmp_path / "bare.gpkg", [("POLYGON((400000 4000000,400100 4000000,400100 4000100,400000 4000000))",)], crs=0
    )
    bare = {"key": "bare", "role": "ecological_red_line", "source": "bare.gpkg", "coverage": "full"}
    for call in ("check", "review"):
        answer = command(call, small_case(constraints=[bare]), "--json")
        assert answer.status == 0, answer.err
    assert answer.object["summary"]["by_status"]["no_data"] == 2
    answer = command("check", small_case(constraints=[bare]), "--json")
    found = {issue["check_code"]: issue for issue in answer.object["issues"]}
    assert found["crs_missing"]["severity"] == "error"
    assert "EPSG:32650" in found["crs_suggested"]["message"]


def test_a_check_finds_what_a_review_finds(small_case, command, tmp_path):
    shape = "POLYGON((39500000 4000000,39500100 4000000,39500100 4000100,39500000 4000000))"
    write_layer(tmp_path / "far.gpkg", [(shape,)], crs=32650)
    far = {"key": "far", "role": "ecological_red_line", "source": "far.gpkg", "coverage": "full"}
    answer = command("check", small_case(constraints=[far]), "--json")
    codes = {issue["check_code"] for issue in answer.object["issues"]}
    assert codes & {"outside_area_of_use", "coordinates_off_earth"}, answer.out
