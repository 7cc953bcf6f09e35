"""Notes on files that passed before: they save work and change nothing; another file, or another way, has its own."""

import json
import sqlite3

import numpy as np
import pytest
import shapely

from zoning_review_plugin.inputs import gate
from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.files import known, open_faults
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.review.review import review

from .small_cases import write_layer


def ring(*corners):
    return ("POLYGON((" + ",".join(f"{500_000 + x} {4_000_000 + y}" for x, y in [*corners, corners[0]]) + "))",)


BOWTIE = ring((4, 0), (6, 2), (6, 0), (4, 2))
PATCHES = [ring((0, 0), (1, 0), (1, 1), (0, 1)), BOWTIE, ring((2, 0), (3, 0), (3, 1), (2, 1))]
CASE = """
schema: zoning-review/case/1
title: known
date: 2026-01-01
subjects:
  - source: plots.gpkg
constraints:
  - {key: pbf, role: permanent_farmland, source: farmland.gpkg, coverage: full}
"""


@pytest.fixture(autouse=True)
def notes(tmp_path, monkeypatch):
    monkeypatch.setattr(known, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / "known"


@pytest.fixture
def case(tmp_path):
    write_layer(tmp_path / "plots.gpkg", [ring((0, 0), (7, 0), (7, 3), (0, 3))], crs=4548)
    write_layer(tmp_path / "farmland.gpkg", PATCHES, crs=4548)
    path = tmp_path / "known.review.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def asked(monkeypatch):
    """How many geometries are asked whether they are valid, from now on."""
    numbers = []

    def counted(geometry, threads=1, asked=True):
        numbers.append(len(geometry) if asked is True else int(asked.sum()))
        return repairs(geometry, threads, asked)

    repairs = gate.repairs
    monkeypatch.setattr(gate, "repairs", counted)
    return numbers


def tables(path):
    case = read_case(path)
    result = review(case, open_layers(case))
    told = {name: frame.to_csv() for name, frame in result.tables.items() if name != "run"}
    kept = {key: value for key, value in result.facts().items() if "sha256" in key or "count" in key}
    return told, kept


def test_the_second_time_only_what_was_not_valid_is_asked_and_all_is_as_before(case, notes, monkeypatch):
    numbers = asked(monkeypatch)
    first = tables(case)
    assert sum(numbers) == 4 and len(list(notes.iterdir())) == 2
    numbers.clear()
    assert tables(case) == first
    assert sum(numbers) == 1  # the bow-tie
    assert "geometry_repaired" in first[0]["issue"]


ODD = {
    "null": (None, "geometry_null"),
    "empty": ("POLYGON EMPTY", "geometry_empty"),
    "raised": ("POLYGON Z((500004 4000000 5,500005 4000000 5,500005 4000001 5,500004 4000000 5))", "z_dropped"),
    "curved": ("CURVEPOLYGON(CIRCULARSTRING(500004 4000001,500006 4000001,500004 4000001))", "curves_straightened"),
    "mixed": ("GEOMETRYCOLLECTION(POINT(500004 4000000),POLYGON((500004 4000000,500005 4000000,500005 4000001,"
              "500004 4000000)))", "geometry_mixed"),
    "infinite": (
        shapely.to_wkb(shapely.polygons([(500_004, 4e6), (500_005, 4e6), (500_005, np.inf), (500_004, 4e6)])),
        "coordinates_not_finite",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_what_is_odd_of_a_known_file_is_told_again(case, notes, tmp_path, kind):
    wkt, code = ODD[kind]
    (tmp_path / "farmland.gpkg").unlink()
    write_layer(tmp_path / "farmland.gpkg", [PATCHES[0], (wkt,), PATCHES[2]], crs=4548)
    first = tables(case)
    assert code in first[0]["issue"] and len(list(notes.iterdir())) == 2
    assert tables(case) == first


def test_ids_that_stand_twice_are_told_again(case, tmp_path):
    case.write_text(CASE.replace("coverage: full", "coverage: full, fields: {id: BSM}"), encoding="utf-8")
    for ids in (("a", "b", "a"), ("a", "b", "c")):
        (tmp_path / "farmland.gpkg").unlink()
        rows = [(*patch, name) for patch, name in zip(PATCHES, ids)]
        write_layer(tmp_path / "farmland.gpkg", rows, ["BSM"], crs=4548)
        first = tables(case)
        assert ("duplicate_ids" in first[0]["issue"]) == ("a" in ids[2:])
        assert tables(case) == first


def test_what_is_distinct_is_distinct_of_one_column(case, tmp_path):
    (tmp_path / "farmland.gpkg").unlink()
    rows = [(*patch, name, "x") for patch, name in zip(PATCHES, "abc")]
    write_layer(tmp_path / "farmland.gpkg", rows, ["BSM", "MC"], crs=4548)
    told = []
    for fields in ("{id: BSM, name: MC}", "{id: MC, name: BSM}"):
        case.write_text(CASE.replace("coverage: full", f"coverage: full, fields: {fields}"), encoding="utf-8")
        told.append("duplicate_ids" in tables(case)[0]["issue"])
    assert told == [False, True]


def test_plain_geometries_of_a_known_file_are_only_decoded(case, notes, monkeypatch):
    first = tables(case)
    monkeypatch.setattr(gate, "decode", lambda wkb: pytest.fail("looked at again"))
    assert tables(case) == first


def test_a_file_that_changed_is_looked_at_anew(case, monkeypatch):
    tables(case)
    numbers = asked(monkeypatch)
    write_layer(case.parent / "farmland.gpkg", [*PATCHES, ring((0, 2), (1, 3), (1, 2), (0, 3))], crs=4548)
    told, _ = tables(case)
    assert sum(numbers) == 4 and told["issue"].count("geometry_repaired") == 2


def test_a_note_holds_for_one_analysis_crs(case, monkeypatch):
    tables(case)
    numbers = asked(monkeypatch)
    case.write_text(CASE + "options: {analysis_crs: EPSG:4490}\n", encoding="utf-8")
    tables(case)
    assert sum(numbers) == 4


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", json.dumps({"content": 1, "count": "x", "invalid": 3})])
def test_a_note_that_cannot_be_read_is_none(case, notes, monkeypatch, content):
    first = tables(case)
    for note in notes.iterdir():
        note.write_text(content)
    numbers = asked(monkeypatch)
    assert tables(case) == first and sum(numbers) == 4


def test_without_a_place_for_notes_all_is_done_as_the_first_time(case, notes):
    notes.parent.mkdir()
    notes.write_text("a file where the folder should be")
    assert tables(case) == tables(case)


def test_a_layer_whose_shapes_lie_in_a_file_beside_it_has_no_note(case, notes, monkeypatch):
    """The hash of a .tab says nothing of the .map; that of a .vrt nothing of what it names."""
    text = CASE.replace("farmland.gpkg", "farmland.tab")
    case.write_text(text, encoding="utf-8")
    translate("farmland.tab", case.parent, "MapInfo File")
    tables(case)
    kept = (case.parent / "farmland.tab").read_bytes()
    write_layer(case.parent / "farmland.gpkg", [*PATCHES, ring((0, 2), (1, 3), (1, 2), (0, 3))], crs=4548)
    translate("farmland.tab", case.parent, "MapInfo File")
    (case.parent / "farmland.tab").write_bytes(kept)
    numbers = asked(monkeypatch)
    tables(case)
    assert sum(numbers) >= 4


def test_what_waits_in_a_journal_beside_a_database_is_not_known(case, monkeypatch):
    """The hash of a database that is being edited is that of the old one."""
    tables(case)
    source = sqlite3.connect(case.parent / "farmland.gpkg")
    source.execute("PRAGMA journal_mode=WAL")
    source.execute("CREATE TABLE t (a)")
    source.commit()
    numbers = asked(monkeypatch)
    tables(case)
    tables(case)
    source.close()
    assert sum(numbers) == 6  # three patches each time; the plots are known


def translate(name, folder, driver):
    from osgeo import gdal

    for old in folder.glob("farmland.[tdmi]*"):
        old.unlink()
    gdal.VectorTranslate(str(folder / name), str(folder / "farmland.gpkg"), format=driver)


def test_old_notes_are_forgotten(case, notes, monkeypatch):
    monkeypatch.setattr(known, "_MOST_NOTES", 3)
    for number in range(4):
        write_layer(case.parent / "plots.gpkg", [ring((0, 0), (7 + number, 0), (7, 3))], crs=4548)
        tables(case)
    assert len(list(notes.iterdir())) <= 4


def looks(monkeypatch):
    """The databases whose pages are read through, from now on."""
    seen = []

    def counted(path):
        seen.append(path)
        return database_faults(path)

    database_faults = open_faults.database_faults
    monkeypatch.setattr(open_faults, "database_faults", counted)
    return seen


def test_a_sound_file_is_looked_through_once_and_a_changed_one_again(case, monkeypatch):
    seen = looks(monkeypatch)
    first = tables(case)
    assert len(seen) == 2
    assert tables(case) == first and len(seen) == 2
    with open(case.with_name("farmland.gpkg"), "ab") as stream:
        stream.write(b"more")
    tables(case)
    assert len(seen) == 3


def test_a_damaged_file_is_told_each_time(case, monkeypatch):
    content = bytearray(case.with_name("farmland.gpkg").read_bytes())
    case.with_name("farmland.gpkg").write_bytes(content[: len(content) // 2])
    seen = looks(monkeypatch)
    first, again = tables(case), tables(case)
    assert first == again and "database_cut_short" in first[0]["issue"]
    assert sum(path.endswith("farmland.gpkg") for path in seen) >= 2


def test_the_hash_of_a_database_that_somebody_edits_answers_for_nothing(case):
    path = case.with_name("farmland.gpkg")
    file = open_faults.OpenedFile("GPKG", str(path), "farmland")
    assert known.key_of_file("abc", file)
    case.with_name("farmland.gpkg-wal").write_bytes(b"x" * 32)
    assert known.key_of_file("abc", file) is None
