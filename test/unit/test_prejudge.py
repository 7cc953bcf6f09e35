"""Pre-judgement of one place: figures worked out by hand, and never another answer than the whole review gives."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from zoning_review_plugin.inputs.gate import Gate
from zoning_review_plugin.inputs.layers import Layers
from zoning_review_plugin.model.case import Coverage
from zoning_review_plugin.model.errors import CaseFault
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.outputs.prejudgement_page import page_of
from zoning_review_plugin.overlay import tiles
from zoning_review_plugin.review.review import review
from zoning_review_plugin.studies.prejudge import Place, WarmCase, question_case
from zoning_review_plugin.studies.prejudgement import HEADLINES
from zoning_review_plugin.tables.prejudgement import card_of, headline

from .small_packs import document
from .small_reviews import Against, box, layer, line, missing, plane, point, small_case
from .small_where import units

CRS = pyproj.CRS.from_epsg(4547)
RED_CLAUSE = {"clause_no": "R", "binding": "hard", "test": {"overlap": {"role": "ecological_red_line"}}}


def red(*shapes, **spec):
    """A red line of 1000 m × 1000 m at the origin; its coverage is the whole earth unless told otherwise."""
    spec.setdefault("coverage", "full")
    return Against(layer(*(shapes or (box(0, 0, 1000, 1000),)), name="erl"), "ecological_red_line", **spec)


def warm_case(tmp_path, *rules, options=None, **against):
    """A `WarmCase` of clauses in one pack against `Against` by key."""
    case, layers = small_case([box(0, 0, 10, 10)], options or plane(), against or {"erl": red()}, language="en")
    if rules:
        rules = [{"id": f"R{k}", **rule} for k, rule in enumerate(rules, 1)]
        text = json.dumps(document(*rules, jurisdiction=None), ensure_ascii=False)
        (tmp_path / "p.json").write_text(text, encoding="utf-8")
    names = ("p.json",) if rules else ()
    return WarmCase(replace(case, rules=names, folder=tmp_path, date="2026-11-22"), layers)


def asked(warm, shape, **told):
    return warm.ask(Place(shape, CRS, **told))


def test_a_polygon_half_on_the_red_line(tmp_path):
    found = asked(warm_case(tmp_path, RED_CLAUSE), box(900, 100, 1100, 200))
    (hit,) = found.hits.itertuples()
    assert (hit.constraint_key, hit.relation, hit.protected) == ("erl", "overlaps", True)
    assert (hit.area_m2, hit.share_of_subject) == (pytest.approx(10_000), pytest.approx(0.5))
    assert found.headline == "prohibited" and found.prohibited["rule_id"].tolist() == ["R1"]
    assert len(found.nearest) == 0 and len(found.unknown) == 0


def test_what_is_near_has_its_distance_and_bearing(tmp_path):
    found = asked(warm_case(tmp_path, RED_CLAUSE), point(1300, 500))
    (near,) = found.nearest.itertuples()
    assert near.nearest_m == pytest.approx(300, abs=0.01) and near.bearing_deg == pytest.approx(270, abs=0.1)
    assert found.headline == "nothing_found" and len(found.hits) == 0


def test_a_line_tells_the_length_inside(tmp_path):
    found = asked(warm_case(tmp_path), line((-500, 500), (1500, 500)))
    (hit,) = found.hits.itertuples()
    assert (hit.relation, hit.length_m) == ("crosses", pytest.approx(1000))
    assert hit.share_of_subject == pytest.approx(0.5)


def test_a_point_on_a_border_adjoins_and_is_not_inside(tmp_path):
    found = asked(warm_case(tmp_path, RED_CLAUSE), point(1000, 500))
    inside = asked(warm_case(tmp_path, RED_CLAUSE), point(999, 500))
    assert found.adjoining["relation"].tolist() == ["touches"] and len(found.hits) == 0
    assert found.headline != "prohibited" and inside.headline == "prohibited"
    assert inside.hits["relation"].tolist() == ["within"]


def test_outside_all_coverage_nothing_can_be_said(tmp_path):
    known = layer(box(-2000, -2000, 2000, 2000), name="known")
    far = red(coverage=None)
    found = asked(warm_case(tmp_path, RED_CLAUSE, erl=far), point(90_000, 90_000))
    assert found.headline == "unknown" and found.unknown["status"].tolist() == ["no_data"]
    assert "nothing can be said" in headline(found, Words("en"))
    bounded = Against(layer(box(0, 0, 1000, 1000), name="erl"), coverage_layer=known, coverage=Coverage("known.gpkg"))
    warm = warm_case(tmp_path, RED_CLAUSE, erl=bounded)
    assert asked(warm, point(90_000, 0)).headline == "unknown"
    assert asked(warm, point(1500, 0)).headline == "nothing_found"
    partly = asked(warm, box(1900, 0, 2100, 100))
    assert partly.unknown[["status", "covered_share"]].to_numpy().tolist() == [["partly_known", pytest.approx(0.5)]]


def test_without_packs_a_line_that_is_met_is_no_clear_answer(tmp_path):
    warm = warm_case(tmp_path)
    met, free = asked(warm, box(0, 0, 100, 100)), asked(warm, box(2000, 0, 2100, 100))
    assert met.headline == "protected_ground" and "ecological red line" in headline(met, Words("en"))
    assert free.headline == "nothing_found" and not free.judged
    assert any("nothing was judged" in one for one in card_of(free, "en").lines)


def test_a_layer_that_is_missing_is_never_passed_over(tmp_path):
    gone = Against(missing("pbf"), "permanent_farmland")
    found = asked(warm_case(tmp_path, RED_CLAUSE, erl=red(), pbf=gone), box(2000, 0, 2100, 100))
    assert found.headline == "nothing_found_partly" and found.unknown["constraint_key"].tolist() == ["pbf"]


def test_units_are_told_with_their_shares(tmp_path):
    found = asked(warm_case(tmp_path, unit=units(), erl=red()), box(900, 2, 1300, 102))
    shares = dict(zip(found.units["code"], found.units["share_of_subject"]))
    assert shares == {"ZH99010120001": pytest.approx(0.25), "ZH99010130002": pytest.approx(0.75)}


def test_what_is_told_decides_and_what_is_not_is_asked_for(tmp_path):
    chemical = {"applies_if": {"industry": ["C26"]}, "test": {"unit_class": ["key"]}, "binding": "hard"}
    warm = warm_case(tmp_path, chemical, unit=units())
    inside = box(100, 100, 200, 200)
    assert asked(warm, inside, industry="C2614").headline == "prohibited"
    assert asked(warm, inside, industry="C1310").headline == "nothing_found"
    silent = asked(warm, inside)
    assert silent.missing == {"industry": 1} and silent.open_items[0] == 1
    assert "1" in headline(silent, Words("en"))
    with pytest.raises(CaseFault, match="where_code_unknown"):
        asked(warm, inside, industry="C26x")


def shuffled(seed=3, count=160):
    """Random small polygons, as constraints."""
    generator = np.random.default_rng(seed)
    at, size = generator.uniform(-3000, 3000, (count, 2)), generator.uniform(20, 400, (count, 2))
    return [box(x, y, x + w, y + h) for (x, y), (w, h) in zip(at, size)]


@pytest.mark.parametrize("shape", [box(-50, -50, 250, 220), line((-900, -700), (1500, 800)), point(120, 130)])
def test_warm_answers_equal_cold_ones(tmp_path, shape):
    against = {"erl": red(*shuffled()), "unit": units()}
    warm = warm_case(tmp_path, RED_CLAUSE, **against)
    place = Place(shape, CRS, industry="C2614", nature="new")
    asked(warm, point(5, 5))  # the first question must leave no trace in the second
    result = warm.reviewed(place)
    cold = review(*question_case(warm.case, warm.layers, place))
    for name in ("subject", "overlap", "exposure", "finding"):
        pd.testing.assert_frame_equal(result.tables[name], cold.tables[name])
    keys = ["layer", "feature_id", "check_code", "message"]
    told = [one.tables["issue"][keys].astype(str).sort_values(keys, ignore_index=True) for one in (result, cold)]
    pd.testing.assert_frame_equal(*told)
    assert len(result.tables["overlap"])


def test_a_feature_has_the_verdicts_of_its_full_review(tmp_path):
    shapes = [box(x, 100, x + 150, 250) for x in range(-400, 1600, 200)]
    warm = warm_case(tmp_path, RED_CLAUSE, erl=red(), unit=units())
    values = {"industry": "C2614", "nature": "new", "part": "permanent", "mode": "surface"}
    case, layers = small_case(shapes, plane(), {"erl": red(), "unit": units()})
    case = replace(case, rules=("p.json",), folder=tmp_path, date="2026-11-22",
                   subjects=(replace(case.subjects[0], values=values),))  # fmt: skip
    full = review(case, Layers(layers.subjects, layers.constraints)).tables["subject"]["verdict"].tolist()
    told = {"industry": "C2614", "nature": "new"}
    assert [asked(warm, shape, **told).subject.verdict for shape in shapes] == full
    assert {"does_not_conform", "conforms"} <= set(full)


def test_layers_are_read_once(tmp_path, monkeypatch):
    read, own = [], Gate.features
    monkeypatch.setattr(Gate, "features", lambda gate, *window: (read.append(gate.key), own(gate, *window))[1])
    warm = warm_case(tmp_path, RED_CLAUSE).warm()
    assert read.count("erl") == 1
    read.clear()
    for x in (5, 700, 1500):
        asked(warm, point(x, 5))
    assert read == ["place"] * 3


def test_warm_layers_have_answered_once_already(tmp_path, monkeypatch):
    """What is loaded with the first answer is loaded while the layers are read."""
    places, own = [], WarmCase.reviewed
    monkeypatch.setattr(WarmCase, "reviewed", lambda warm, place, *more: (places.append(place), own(warm, place))[1])
    warm = warm_case(tmp_path, RED_CLAUSE, erl=red(box(0, 0, 100, 300)))
    warm.warm()
    warm.warm()
    assert [place.geometry.distance(point(50, 150)) < 1.0 for place in places] == [True]


def test_no_question_waits_for_a_large_polygon_to_be_cut(tmp_path, monkeypatch):
    cuts, own = [], tiles.cut
    monkeypatch.setattr(tiles, "cut", lambda shape: (cuts.append(shape), own(shape))[1])
    disc = shapely.buffer(point(500, 500), 1000, quad_segs=600)  # 2401 corners
    warm = warm_case(tmp_path, RED_CLAUSE, erl=red(disc, box(3000, 0, 3100, 100))).warm()
    assert cuts == [disc]
    (hit,) = asked(warm, box(400, 400, 600, 600)).hits.itertuples()
    assert hit.area_m2 == pytest.approx(40_000) and cuts == [disc]


def test_no_card_says_that_a_place_conforms(tmp_path):
    warm = warm_case(tmp_path, RED_CLAUSE, unit=units(), erl=red())
    for shape in (box(10, 10, 20, 20), box(5000, 0, 5100, 100), point(1000, 500)):
        found = asked(warm, shape)
        zh, en = headline(found, Words("zh")), headline(found, Words("en"))
        assert zh.startswith("初步研判：") and "符合" not in zh and "conform" not in en
    assert "按所载图层未发现冲突" in Words("zh").say("prejudge.nothing_found")
    assert all(Words("zh").has(f"prejudge.{code}") for code in HEADLINES)


def test_the_page_escapes_whatever_names_hold(tmp_path):
    hostile = Against(layer(box(0, 0, 1000, 1000), name="erl", HXMC=["<script>=1+1\u202e\x07"]), coverage="full")
    page = page_of(asked(warm_case(tmp_path, erl=hostile), box(0, 0, 50, 50)), "zh")
    assert "<script>" not in page and "&lt;script&gt;" in page and "\x07" not in page


def test_a_place_in_degrees_meets_layers_of_a_plane(tmp_path):
    to_degrees = pyproj.Transformer.from_crs(4547, 4490, always_xy=True)
    x, y = shapely.get_coordinates(point(500, 500))[0]
    place = Place(shapely.Point(*to_degrees.transform(x, y)), pyproj.CRS.from_epsg(4490))
    found = warm_case(tmp_path, RED_CLAUSE).ask(place)
    assert found.headline == "prohibited" and found.result.crs.to_epsg() == 4547


def test_no_place_is_a_fault(tmp_path):
    with pytest.raises(CaseFault, match="prejudge_without_place"):
        asked(warm_case(tmp_path), shapely.Polygon())
