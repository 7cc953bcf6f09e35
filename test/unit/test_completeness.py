"""Files that are not whole, not of one layer, or not what they are called: never used until that is accepted."""

import shutil
import sqlite3
import struct
import zipfile

import numpy as np
import pytest
import shapely

from zoning_review_plugin.inputs.checks.check import Seen
from zoning_review_plugin.inputs.files.full_boxes import full_boxes
from zoning_review_plugin.inputs.ogr.ogr_layer import looked_through, open_ogr
from zoning_review_plugin.inputs.shapes.wkb import decode
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.model.errors import InputFault

from .small_cases import X0, Y0, square, write_layer
from .small_reviews import Against, issues, layer, reviewed


def opening(target):
    """{code: params} of what is noticed when a source is opened, and by the layer's own checks when it is read."""
    source = looked_through(open_ogr(parse_source(str(target), ".")))
    found = {fault.code: fault.params for fault in source.found}
    checks = source.checks()
    for batch in source.batches([]):
        geometry, _ = decode(batch.wkb)
        for check in checks:
            check.see(Seen(batch.fid, {}, geometry, geometry, np.zeros(len(batch), bool)))
    return {**found, **{issue.check_code: issue.params for check in checks for issue in check.issues("k")}}


def squares(path, count, options=()):
    """A layer of `count` squares, 200 m apart, of 100 m."""
    return write_layer(path, [(square(200 * k, 0, 100), f"r{k}") for k in range(count)], ["BSM"], options=options)


def verdict(small_case, command, source, accept=False, subject=False):
    """(usable, {code: severity}, answer) of a layer as constraint, or of a review of it."""
    erl = {"key": "k", "role": "ecological_red_line", "source": str(source), "coverage": "full"}
    options = {"accept_incomplete": accept}
    if subject:
        case = small_case(subjects=[{"source": str(source)}], options=options)
    else:
        case = small_case(constraints=[erl], options=options)
    answer = command("check", case, "--json")
    said = {row["check_code"]: row["severity"] for row in answer.object.get("issues", [])}
    usable = answer.status == 0 and (subject or answer.object["summary"]["usable"]["k"])
    return usable, said, answer


def cut(path, suffix, share):
    """Cut the part `suffix` of the shapefile `path` to a share of its bytes."""
    part = path.with_suffix(suffix)
    content = part.read_bytes()
    part.write_bytes(content[: int(share * len(content))])


def shapefile_faults(tmp_path):
    """{name: (what to do to a shapefile of 9 squares, with another of 5 beside it; the code that must be told)}."""
    other = squares(tmp_path / "other.shp", 5)

    def taken(suffix):
        return lambda path: shutil.copy(other.with_suffix(suffix), path.with_suffix(suffix))

    def patched(suffix, at, value):
        def patch(path):
            content = bytearray(path.with_suffix(suffix).read_bytes())
            content[at : at + len(value)] = value
            path.with_suffix(suffix).write_bytes(content)

        return patch

    vertex = 100 + 3 * 136 + 8 + 48 + 16  # x of the second vertex of the fourth record
    hole = struct.pack("<d", 1.0)
    return {
        "shp cut": (lambda path: cut(path, ".shp", 0.6), "file_cut_short"),
        "shx cut": (lambda path: cut(path, ".shx", 0.6), "file_cut_short"),
        "no shx": (lambda path: path.with_suffix(".shx").unlink(), "shx_missing"),
        "dbf cut": (lambda path: cut(path, ".dbf", 0.6), "file_cut_short"),
        "dbf of another layer": (taken(".dbf"), "dbf_counts_differ"),
        "shx of another layer": (taken(".shx"), "shx_too_short"),
        "shp of another layer": (taken(".shp"), "shx_differs"),
        "length of a record": (patched(".shp", 100 + 4, b"\0\0\0\x50"), "shx_differs"),
        "points of a record": (patched(".shp", 100 + 8 + 40, b"\4\0\0\0"), "shp_records_damaged"),
        "number of a record": (patched(".shp", 100 + 136, b"\0\0\0\7"), "shp_numbers_differ"),
        "a vertex": (patched(".shp", vertex, hole), "boxes_differ"),
        "a box": (patched(".shp", 100 + 8 + 4, hole), "boxes_differ"),
        "width of a field": (patched(".dbf", 32 + 16, b"\7"), "dbf_fields_damaged"),
        "sign of a row": (patched(".dbf", 65, b"x"), "dbf_rows_shifted"),
        "deleted row": (patched(".dbf", 65, b"*"), "dbf_rows_deleted"),
        "no dbf": (lambda path: path.with_suffix(".dbf").unlink(), "dbf_missing"),
        "zeros": (lambda path: path.write_bytes(bytes(path.stat().st_size)), "file_blank"),
        "zip": (lambda path: zipfile.ZipFile(path, "w").writestr("a", "b"), "false_name"),
        "page": (lambda path: path.write_text("<!DOCTYPE html><html>404"), "false_name"),
    }


CLOSED = ("shx cut", "no shx", "zeros", "zip", "page")  # GDAL opens nothing
KEPT = ("shp_numbers_differ", "dbf_rows_deleted", "dbf_missing")  # said, but the layer can be used


def test_a_damaged_shapefile_is_not_used_until_that_is_accepted(tmp_path, small_case, command):
    for name, (damage, code) in shapefile_faults(tmp_path).items():
        path = squares(tmp_path / "line.shp", 9)
        assert opening(path) == {}, name
        damage(path)
        usable, said, _ = verdict(small_case, command, path)
        assert (code in said, usable) == (True, code in KEPT), (name, said)
        usable, said, answer = verdict(small_case, command, path, accept=True)
        if name not in CLOSED:
            assert usable and said[code] == "warning", (name, said)
        assert answer.status == 0 and "Traceback" not in answer.err
        for part in tmp_path.glob("line.*"):
            part.unlink()


@pytest.mark.parametrize("name", ["shp cut", "dbf cut", "dbf of another layer", "a vertex", "zeros", "page"])
def test_damaged_subjects_are_a_fault_until_that_is_accepted(tmp_path, small_case, command, name):
    damage, code = shapefile_faults(tmp_path)[name]
    path = squares(tmp_path / "mine.shp", 9)
    damage(path)
    answer = verdict(small_case, command, path, subject=True)[2]
    assert answer.status == 1 and answer.object["error"]["code"] == code and answer.object["error"]["action"]
    if name not in CLOSED:
        _, said, answer = verdict(small_case, command, path, accept=True, subject=True)
        assert answer.status == 0 and said[code] == "warning"


def test_deleted_rows_are_no_missing_ones(tmp_path, small_case, command):
    """GDAL counts rows that are marked as deleted, and does not deliver them."""
    path = squares(tmp_path / "line.shp", 9)
    content = bytearray(path.with_suffix(".dbf").read_bytes())
    start, width = struct.unpack("<HH", content[8:12])
    content[start + 3 * width] = ord("*")
    path.with_suffix(".dbf").write_bytes(content)
    usable, said, _ = verdict(small_case, command, path)
    assert usable and said["dbf_rows_deleted"] == "warning" and "layer_incomplete" not in said


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb", ".shp"])
def test_a_file_cut_short_is_never_usable(tmp_path, small_case, command, suffix, share):
    path = squares(tmp_path / f"zone{suffix}", 400)
    assert verdict(small_case, command, path)[0]
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    usable, said, _ = verdict(small_case, command, path)
    assert not usable and "error" in said.values()
    answer = verdict(small_case, command, path, subject=True)[2]
    assert answer.status == 1 and len(answer.lines) == 1


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb", ".shp", ".kml", ".gml"])
@pytest.mark.parametrize("content", ["zip", "json", "html", "empty", "zeros", "sqlite"])
def test_false_names(tmp_path, small_case, command, suffix, content):
    path = tmp_path / f"false{suffix}"
    if content == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "b")
    elif content == "json":
        shutil.copy(squares(tmp_path / "true.geojson", 3), path)
    elif content == "sqlite":
        shutil.copy(squares(tmp_path / "true.gpkg", 3), path)
    else:
        path.write_bytes({"html": b"<html><body>404 Not Found", "empty": b"", "zeros": bytes(5000)}[content])
    usable, said, _ = verdict(small_case, command, path)
    if (suffix, content) in ((".geojson", "json"), (".gpkg", "sqlite")):
        assert usable and "false_name" not in said
    elif content in ("empty", "zeros"):
        assert not usable and said == {"file_blank": "error"}
    else:
        assert "false_name" in said and (usable or "error" in said.values())


def test_within_an_archive_and_a_folder(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    path = squares(folder / "红线.shp", 9, ["ENCODING=UTF-8"])
    cut(path, ".dbf", 0.6)
    with zipfile.ZipFile(tmp_path / "data.zip", "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)
    for target in (path, folder, f"/vsizip/{tmp_path}/data.zip", f"/vsizip/{tmp_path}/data.zip/红线.shp"):
        assert set(opening(target)) == {"file_cut_short"}, target


def test_a_journal_beside_a_database(tmp_path, small_case, command):
    path = squares(tmp_path / "zone.gpkg", 9)
    (tmp_path / "zone.gpkg-journal").write_bytes(bytes(512))  # played back and kept: means nothing
    assert opening(path) == {}
    (tmp_path / "zone.gpkg-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    assert not verdict(small_case, command, path)[0]


def test_statements_on_the_crs_that_contradict_each_other(tmp_path):
    for change in (
        "UPDATE gpkg_contents SET srs_id = 4326",
        "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 32651 WHERE srs_id = 32650",
    ):
        path = squares(tmp_path / "zone.gpkg", 2)
        with sqlite3.connect(path) as connection:
            connection.execute(change)
        connection.close()
        assert set(opening(path)) == {"srs_definitions_differ"}
        path.unlink()


def test_a_spatial_index_that_lost_a_feature(tmp_path):
    path = squares(tmp_path / "zone.gpkg", 200)
    for change in (
        "DELETE FROM rtree_zone_geom WHERE id = 7",
        "UPDATE rtree_zone_geom SET minx = minx + 9 WHERE id = 7",
    ):
        changed = shutil.copy(path, tmp_path / "changed.gpkg")
        with sqlite3.connect(changed) as connection:
            connection.execute(change)
        connection.close()
        assert set(opening(changed)) == {"spatial_index_differs"}


def test_boxes_of_all_vertices():
    inner = [(2, 2), (2, 3), (99, 2.5), (2, 2)]
    shapes = [
        shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 0)], [inner]),
        shapely.MultiPolygon([shapely.box(20, 0, 30, 5), shapely.Polygon([(0, 0), (9, 0), (9, 9)], [inner])]),
        shapely.GeometryCollection([shapely.Point(-5, 0), shapely.Polygon([(0, 0), (9, 0), (9, 9)], [inner])]),
        shapely.box(1, 2, 3, 4),
        shapely.Point(1, 2),
        None,
        shapely.Polygon(),
    ]
    found = full_boxes(np.array(shapes, dtype=object))
    nothing = [np.nan] * 4
    wanted = [[0, 0, 99, 9], [0, 0, 99, 9], [-5, 0, 99, 9], [1, 2, 3, 4], [1, 2, 1, 2], nothing, nothing]
    np.testing.assert_array_equal(found, wanted)


def test_sound_layers_of_the_reference_are_not_called_damaged(reference):
    """Real shapefiles and GeoPackages by many programs: what is said of them is a remark at most."""
    folders = ["cases", "bad-inputs/gbk-shapefiles", "bad-inputs/encoding", "bad-inputs/invalid-geometry"]
    paths = [path for name in folders for path in (reference / name).rglob("*") if path.suffix in (".shp", ".gpkg")]
    told = {}
    for path in paths:
        if path.stat().st_size < 20_000_000:
            told[path.name] = {fault.code for fault in looked_through(open_ogr(parse_source(str(path), "."))).found}
    known = {"encoding_tried", "encoding_unknown"}
    assert {name: codes - known for name, codes in told.items() if codes - known} == {} and len(told) > 20


def test_a_vertex_of_a_hole_beyond_the_earth_is_told():
    """Shapely's own boxes are those of outer rings: the figures of such a polygon ran out of all numbers."""
    hole = [(X0 + 20, Y0 + 20), (X0 + 30, 5.7e191), (-8e-283, Y0 + 30), (X0 + 20, Y0 + 20)]
    damaged = shapely.Polygon([(X0, Y0), (X0 + 100, Y0), (X0 + 100, Y0 + 100), (X0, Y0 + 100)], [hole])
    sound = shapely.box(X0, Y0, X0 + 100, Y0 + 100)
    subjects = layer(sound, damaged, crs=32650, name="subjects")
    result = reviewed([subjects], erl=Against(layer(sound, crs=32650), coverage="full"))
    assert ("subjects", None, "coordinates_off_earth", "error") in issues(result)
    assert result.tables["exposure"]["status"].tolist() == ["involved", "no_data"]


def test_what_gdal_says_in_bytes_that_are_no_text_is_a_fault_like_any_other(tmp_path):
    """Its bindings leave an exception behind where they cannot hand on a message: it must not fall on someone else."""
    path = tmp_path / "zone.geojson"
    content = squares(path, 3).read_bytes()
    for damage in (b'"Fea\xf4ure"', b"\xf4\xf4"):
        path.write_bytes(content.replace(b'"Feature"', damage, 1))
        for _ in range(2):
            try:
                assert {"json_damaged", "json_features_damaged"} & set(opening(path))
            except InputFault as fault:
                assert fault.code == "cannot_open" and "\ufffd" in fault.params["problem"]


def test_ids_that_come_twice_in_a_layer_that_cannot_be_used():
    sound = shapely.box(X0, Y0, X0 + 100, Y0 + 100)
    short = layer(sound, sound, crs=32650, declared=5, BSM=["a", "a"])
    subjects = layer(sound, crs=32650, name="subjects")
    result = reviewed([subjects], erl=Against(short, coverage="full", fields={"id": "BSM"}))
    assert result.tables["exposure"]["status"].tolist() == ["no_data"] and len(result.tables["overlap"]) == 0
