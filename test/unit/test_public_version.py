"""The public version of a result: what is not public is not in it, in no table and no file, and it says so."""

import json
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest
import shapely

from zoning_review_plugin.model.codes import ROLES
from zoning_review_plugin.outputs.gpkg_result import read_result
from zoning_review_plugin.outputs.writing import WRITERS, write_outputs
from zoning_review_plugin.review.review import review
from zoning_review_plugin.studies.coarser import on_grid
from zoning_review_plugin.studies.public_texts import MASK, masked, short_source
from zoning_review_plugin.studies.public_version import is_public, layers_not_shown, public_result, tables_left_out
from zoning_review_plugin.tables.basic import basic_tables
from zoning_review_plugin.tables.review_tables import review_tables

from .independent import array_of
from .small_judging import DAY, judged_review, rule_pack
from .small_reviews import ORIGIN, Against, box, layer, plane, point, small_case

# Shapes at odd places, so that nothing lies on a grid by chance; names that occur nowhere else.
SUBJECT = box(3.21, 4.32, 203.21, 204.32)
LAYERS = {
    "open": ("control_unit", "public", box(-7.77, -8.88, 111.11, 333.33)),
    "line": ("ecological_red_line", "internal", box(55.55, 44.44, 377.77, 366.66)),
    "intake": ("water_source", "internal", box(12.34, 23.45, 45.67, 56.78)),
    "hidden": ("wetland", "secret", box(101.01, 102.02, 153.03, 154.04)),
}


@pytest.fixture
def result(tmp_path):
    """A judged result that meets a public, an internal, a left out and a secret layer."""
    against = {
        key: Against(
            layer(shape, name=key, id=[f"ID-{key}"], label=[f"NAME-{key}"]),
            role=role,
            coverage="full",
            secrecy=secrecy,
            fields={"id": "id", "name": "label", "code": "id"},
        )
        for key, (role, secrecy, shape) in LAYERS.items()
    }
    rules = [{"id": f"R-{key}", "test": {"overlap": {"role": role}}} for key, (role, _, _) in LAYERS.items()]
    subjects = layer(SUBJECT, box(1000.5, 0, 1100, 90), name="parcels", id=["a", "b"])
    options = plane(overlap_geometry="all", search_distance_m=9000.0, keep_secret_geometry=True)
    found = judged_review(tmp_path, [rule_pack(*rules)], subjects, language="en", options=options, **against)
    assert found.tables["overlap"]["constraint_key"].tolist() == list(LAYERS)
    return found


def rows(result, table, key):
    frame = result.tables[table]
    return frame[frame["constraint_key"] == key]


def corners(frame):
    return shapely.get_coordinates(frame["geom"].to_numpy(dtype=object))


def on(grid, coordinates):
    return len(coordinates) and np.allclose(coordinates / grid, np.round(coordinates / grid), rtol=0, atol=1e-9)


def test_what_is_public_stays_but_for_rounded_coordinates(result):
    public = public_result(result)
    before, after = rows(result, "overlap", "open"), rows(public, "overlap", "open")
    for column in ("feature_id", "name", "area_m2", "share_of_subject"):
        assert after[column].tolist() == before[column].tolist()
    assert on(1.0, corners(after)) and not on(1.0, corners(before))
    assert shapely.hausdorff_distance(after["geom"].iloc[0], before["geom"].iloc[0]) < 0.75
    assert on(1.0, corners(public.tables["subject"]))
    assert public.tables["subject"]["verdict"].tolist() == result.tables["subject"]["verdict"].tolist()
    assert public.tables["subject"]["area_m2"].tolist() == result.tables["subject"]["area_m2"].tolist()


def test_generalised_layers_are_on_their_grid(result):
    public = public_result(result)
    assert on(100.0, corners(rows(public, "overlap", "line")))
    far = rows(public, "exposure", "line").iloc[1]  # of the subject that meets nothing
    exact = rows(result, "exposure", "line").iloc[1]
    assert exact["nearest_m"] == pytest.approx(1000.5 - 377.77) and far["nearest_m"] == 600.0
    assert np.isnan(far["bearing_deg"]) and not np.isnan(exact["bearing_deg"])


def test_layers_left_out_keep_their_sums_and_nothing_that_tells_where(result):
    public = public_result(result)
    assert rows(public, "overlap", "intake").empty
    kept = rows(public, "exposure", "intake")
    assert kept["union_area_m2"].iloc[0] == pytest.approx(33.33**2)
    assert kept[["nearest_m", "bearing_deg"]].isna().all(axis=None) and kept["nearest_id"].isna().all()
    finding = public.tables["finding"].query("rule_id == 'R-intake'")
    assert finding["verdict"].tolist() == result.tables["finding"].query("rule_id == 'R-intake'")["verdict"].tolist()
    for text in finding["evidence"]:
        assert all("rows" not in fact and "nearest_m" not in fact for fact in json.loads(text))
    assert all("not public" in text for text in finding["statement_en"])
    assert all("未公开" in text for text in finding["statement_zh"])


def test_secret_layers_are_nowhere(result):
    public = public_result(result)
    assert rows(public, "overlap", "hidden").empty and rows(public, "exposure", "hidden").empty
    finding = public.tables["finding"].query("rule_id == 'R-hidden'")
    assert len(finding) and finding["evidence"].isna().all() and finding["feature_code"].isna().all()
    chapter = public.tables["conclusion"].query("topic == 'wetland'")
    assert len(chapter) and chapter[["area_m2", "length_m"]].isna().all(axis=None)
    assert public.case.options.keep_secret_geometry is False
    assert {key for key in public.facts() if key.startswith("constraint.hidden.")} <= {
        "constraint.hidden.role",
        "constraint.hidden.secrecy",
        "constraint.hidden.usability",
    }


def everything(folder):
    """All text of all files: of archives the members, of the GeoPackage its raw bytes too."""
    found = ""
    for path in folder.rglob("*"):
        if path.is_file():
            found += path.read_bytes().decode("utf-8", "replace")
            if path.suffix in (".xlsx", ".docx"):
                with zipfile.ZipFile(path) as archive:
                    found += "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return found


def readable(folder):
    """The same without what is binary: sheets and documents by their members, the GeoPackage by its values."""
    found = ""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as archive:
                texts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
                found += "".join(text.decode("utf-8") for text in texts)
        elif path.suffix in (".html", ".csv", ".json"):
            found += path.read_text(encoding="utf-8")
        elif path.suffix == ".gpkg":
            found += "".join(frame.to_csv() for frame in read_result(path).tables.values())
    return found


def test_no_file_of_the_public_version_holds_what_is_withheld(result, tmp_path):
    case = replace(result.case, folder=tmp_path, path=tmp_path / "mine.review.yaml")
    result = replace(result, case=case)
    write_outputs(result, WRITERS, tmp_path / "whole")
    write_outputs(public_result(result), WRITERS, tmp_path / "public")
    whole, public = everything(tmp_path / "whole"), everything(tmp_path / "public")
    assert all(f"NAME-{key}" in whole for key in LAYERS) and str(tmp_path) in whole
    assert "NAME-open" in public and "NAME-line" in public
    for text in ("NAME-intake", "ID-intake", "NAME-hidden", "ID-hidden", str(tmp_path)):
        assert text not in public, text
    raw = (tmp_path / "public" / "review.gpkg").read_bytes()
    for key in ("line", "intake", "hidden"):
        inner = shapely.intersection(LAYERS[key][2], SUBJECT)
        for x, y in shapely.get_coordinates(inner):
            if not on(1.0, np.array([x, y])) and (x, y) not in map(tuple, shapely.get_coordinates(SUBJECT)):
                assert np.array([x, y], dtype="<f8").tobytes() not in raw


FAR = box(1234.56, 0, 1300, 90)  # of the line at 377.77 m: 856.79 m
FAR_M = 1234.56 - 377.77
WRITTEN = ("857", "856.8", "856.79")


@pytest.fixture
def far_result(tmp_path):
    """A result whose findings and evidence tell how far a subject lies from a layer that is generalised."""
    distance = {"distance": {"role": "ecological_red_line", "cmp": "<", "m": 900}}
    rules = [
        {"id": "R-near", "clause_text": "距红线不小于900米", "test": distance},
        {"id": "R-same", "clause_text": "距红线不小于857米", "test": distance},
    ]
    line = Against(
        layer(LAYERS["line"][2], name="line", id=["1"]), "ecological_red_line", coverage="full", secrecy="internal"
    )
    subjects = layer(FAR, name="parcels", id=["far"])
    options = plane(search_distance_m=9000.0)
    return judged_review(tmp_path, [rule_pack(*rules)], subjects, options=options, line=line)


def test_sentences_tell_distances_no_finer_than_columns(far_result):
    exact = far_result.tables["finding"].set_index("rule_id")["statement_zh"]
    assert "857 m" in exact["R-near"] and FAR_M == pytest.approx(856.79)
    told = public_result(far_result).tables["finding"].set_index("rule_id")
    assert told.loc["R-near", "statement_zh"] == exact["R-near"].replace("857 m", "900 m")
    assert [fact["nearest_m"] for fact in json.loads(told.loc["R-near", "evidence"])] == [900]
    assert "857" not in told.loc["R-same", "statement_zh"] and "未公开" in told.loc["R-same", "statement_zh"]


def test_tables_tell_a_round_distance_and_no_direction(far_result):
    tables = {table.key: table for table in review_tables(public_result(far_result), "zh")}
    (said,) = tables["three_lines_one_list"].rows["situation"].iloc[:1]
    assert "约 900 m" in said and "方位" not in said and "nan" not in said.lower()


def test_no_file_holds_an_exact_distance_that_columns_round(far_result, tmp_path):
    result = replace(far_result, case=replace(far_result.case, folder=tmp_path))
    clause = result.tables["finding"]["clause_text"].iloc[1]
    for name, one in (("whole", result), ("public", public_result(result))):
        write_outputs(one, WRITERS, tmp_path / name)
    figure = re.compile(rf"(?<![\d.])({'|'.join(re.escape(text) for text in WRITTEN)})(?![\d.])\s*(?=m|</|米)")
    whole, public = (readable(tmp_path / name).replace(clause, "") for name in ("whole", "public"))
    assert set(figure.findall(whole)) >= {"857", "856.8"} and not figure.findall(public)
    assert repr(float(result.tables["exposure"]["nearest_m"].iloc[0])) not in public


def test_tables_say_nothing_of_layers_that_are_left_out(result):
    """Not that they are clear of what they meet, and not that nothing lies within the distance of search."""
    public = public_result(result)
    assert layers_not_shown(public) == {"intake", "hidden"} and not layers_not_shown(result)
    tables = {table.key: table for table in [*review_tables(public), *basic_tables(public)]}
    rows = tables["positions"].rows
    mine = rows[rows["role"].isin(["drinking-water source protection zone", "wetland"])]
    assert len(mine) and set(mine["position"]) == {"not public"} and mine["distance_m"].isna().all()
    exposure = tables["exposure"].rows
    assert exposure.loc[exposure["constraint_key"].eq("intake"), "nearest_m"].isna().all()
    exact = {table.key: table for table in review_tables(result)}["positions"].rows
    assert "not public" not in set(exact["position"])


def test_farmland_that_is_left_out_is_not_called_clear_of():
    """The verdict and the sums stay, so a sentence or a sum of 0 beside them would be false."""
    farmland = Against(
        layer(box(0, 0, 50, 100), name="pbf", id=["1"]), "permanent_farmland", "full", secrecy="internal"
    )
    subjects = layer(box(0, 0, 100, 100), name="parcels", id=["a"], part=["permanent"])
    case, layers = small_case([subjects], plane(), {"pbf": farmland})
    found = review(replace(case, language="zh"), layers)
    exact, public = ({table.key: table for table in review_tables(one)} for one in (found, public_result(found)))
    sentence = {name: tables["three_control_lines"].rows["situation"].iloc[1]
                for name, tables in (("exact", exact), ("public", public))}  # fmt: skip
    assert "0.5000" in sentence["exact"] and sentence["public"] == "永久基本农田图层不公开，位置关系从略。"
    assert public["three_control_lines"].rows["area"].iloc[1] == pytest.approx(0.5)
    assert exact["occupation"].rows["pbf"].iloc[0] == pytest.approx(0.5)
    assert public["occupation"].rows["pbf"].isna().all()
    assert any("不公开的图层（永久基本农田）" in note for note in public["occupation"].notes)


def test_every_output_says_that_it_is_the_public_version(result, tmp_path):
    written = write_outputs(public_result(result), WRITERS, tmp_path)
    for kind, paths in written.items():
        text = "".join(everything(path.parent) for path in paths[:1])
        assert "public version" in text and "grid of 100 m" in text, kind
    again = read_result(tmp_path / "review.gpkg")
    assert is_public(again) and again.case.title.endswith("(public version)")
    codes = dict(zip(again.tables["issue"]["check_code"], again.tables["issue"]["layer"]))
    assert codes.keys() >= {"public_version", "public_generalised", "public_left_out", "public_withheld"}
    assert (codes["public_generalised"], codes["public_left_out"], codes["public_withheld"]) == (
        "line",
        "intake",
        "hidden",
    )


def test_a_public_version_stays_as_it_is(result):
    public = public_result(result)
    assert public_result(public) is public and not is_public(result)
    assert public_result(result).facts() == public.facts()


def test_pieces_cut_by_a_layer_that_is_left_out_have_no_geometry():
    shapes = {"intake": Against(layer(box(0.3, 0, 50.3, 100)), "water_source", coverage="full")}
    shapes["open"] = Against(layer(box(0, 0, 99.5, 99)), "control_unit", coverage="full", secrecy="public")
    case, layers = small_case(
        [box(0.3, 0.3, 100.3, 100.3)], plane(split_by=("intake",), overlap_geometry="all"), shapes
    )
    public = public_result(review(case, layers))
    assert len(public.tables["piece"]) == 2 and public.tables["piece"]["geom"].isna().all()
    assert public.tables["piece"]["intake"].isna().all()
    assert len(public.tables["overlap"]) == 2 and public.tables["overlap"]["geom"].isna().all()


def test_geographic_coordinates_are_rounded_too():
    shape = shapely.box(114.123456, 30.123456, 114.223456, 30.223456)
    case, layers = small_case([layer(shape, crs=4490, name="parcels")], plane(), {})
    case = replace(case, date=DAY, options=replace(case.options, area_basis="ellipsoidal"))
    found = corners(public_result(review(case, layers)).tables["subject"])
    apart = np.abs(found - shapely.get_coordinates(shape)).max()
    assert 0 < apart < 1.0 / 100_000


def test_every_role_is_named_or_falls_under_the_strictest_rule(root):
    data = json.loads((root / "resources" / "public_version.json").read_text(encoding="utf-8"))
    assert data["roles"].keys() <= set(ROLES) and data["others"] == {"do": "leave_out"}
    for said in data["roles"].values():
        assert said["do"] in ("keep", "generalise", "leave_out")
        assert (said.get("grid_m", 0) > 0) == (said["do"] == "generalise")
    assert "corner_coordinates" in tables_left_out()


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("not valid at 500123.4, 3600123.5 (ring)", f"not valid at {MASK} (ring)"),
        ("在 500123，3.60012e+06 处", f"在 {MASK} 处"),
        ("around 114.1234, 30.5678 (longitude, latitude)", f"around {MASK} (longitude, latitude)"),
        ("拐点 116°22′15.5″E", f"拐点 {MASK}E"),
        ("114度12分3秒", MASK),
        ('"area_m2": 139809.402, "share": 0.69', '"area_m2": 139809.402, "share": 0.69'),
        ("面积 0.5000 hm²，占 12.34 %", "面积 0.5000 hm²，占 12.34 %"),
        ("示环发〔2024〕5号 2024-06-20", "示环发〔2024〕5号 2024-06-20"),
        (None, None),
    ],
)
def test_coordinates_in_texts_are_masked_and_figures_stay(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("/home/somebody/secret plans/a.gpkg|layername=b|subset=x='/home/c'", "a.gpkg|layername=b"),
        ("C:\\Users\\somebody\\a.shp", "a.shp"),
        ("PG:host=h user=u password=p", "PG"),
        ("https://user:pass@example.org/wfs?token=1", "https"),
        ("a.gpkg", "a.gpkg"),
    ],
)
def test_sources_are_told_without_their_place(text, wanted):
    assert short_source(text) == wanted


@pytest.mark.parametrize("grid", [1.0, 10.0, 100.0])
def test_shapes_on_a_grid_are_valid_or_gone(grid):
    seed = np.random.default_rng(7)
    shapes = []
    for _ in range(60):
        corner = np.array(ORIGIN) + seed.uniform(0, 900, 2)
        turn = np.sort(seed.uniform(0, 2 * np.pi, 12))
        reach = seed.uniform(2, 160, 12)
        shapes.append(shapely.Polygon(corner + np.c_[reach * np.cos(turn), reach * np.sin(turn)]))
    shapes = [*shapes, point(3.3, 4.4), shapely.LineString([ORIGIN, np.array(ORIGIN) + 0.2]), None]
    found = on_grid(array_of(shapes), grid)
    known = found[~shapely.is_missing(found)]
    assert shapely.is_valid(known).all() and not shapely.is_empty(known).any()
    assert found[-1] is None and found[-2] is None  # shorter than any grid
    assert {shapely.get_dimensions(one) for one in known} == {0, 2}
    polygons = shapely.get_coordinates(found[:60])
    off = np.abs(polygons / grid - np.round(polygons / grid)).max(axis=1) > 1e-6
    assert off.mean() < 0.05  # where edges cross that were moved
