"""What a table of a GeoPackage holds cell by cell, read with SQLite and GDAL and not by our own reader."""

import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from osgeo import gdal

from zoning_review_plugin.outputs.gpkg import write_tables

_ROWS = 70  # more than a statement takes, and not a multiple of it


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    number = np.arange(_ROWS)
    shapes = shapely.box(number, 0.0, number + 0.5, 0.5).astype(object)
    shapes[3], shapes[4] = None, shapely.Polygon()
    frame = pd.DataFrame(
        {
            "text": pd.Series([None if k % 3 == 0 else f"t{k}" for k in number], dtype=object),
            "odd": pd.Series([float("nan"), pd.NA, "\ud800x", *["字"] * (_ROWS - 3)], dtype=object),
            "real": np.where(number % 2, np.nan, number + 0.25),
            "count": pd.Series([pd.NA if k % 5 == 0 else k for k in number], dtype="Int64"),
            "flag": number % 4 == 0,
            "nothing": pd.Series([None] * _ROWS, dtype=object),
            "geom": shapes,
        }
    )
    path = tmp_path_factory.mktemp("cells") / "cells.gpkg"
    write_tables(path, {"cells": frame}, pyproj.CRS("EPSG:4490"), "en")
    return path


def cells(path, column):
    """(type, value) of the cells of a column, in order."""
    with closing(sqlite3.connect(path)) as database:
        return database.execute(f'SELECT typeof("{column}"), "{column}" FROM cells ORDER BY fid').fetchall()


def test_unknown_is_null_and_everything_else_what_it_was(path):
    null = ("null", None)
    assert cells(path, "text") == [null if k % 3 == 0 else ("text", f"t{k}") for k in range(_ROWS)]
    assert cells(path, "odd") == [null, null, ("text", "?x"), *[("text", "字")] * (_ROWS - 3)]
    assert cells(path, "real") == [null if k % 2 else ("real", k + 0.25) for k in range(_ROWS)]
    assert cells(path, "count") == [null if k % 5 == 0 else ("integer", k) for k in range(_ROWS)]
    assert cells(path, "flag") == [("integer", int(k % 4 == 0)) for k in range(_ROWS)]
    assert cells(path, "nothing") == [null] * _ROWS
    assert [kind for kind, _ in cells(path, "geom")] == ["blob"] * 3 + ["null"] + ["blob"] * (_ROWS - 4)


def test_gdal_finds_rows_by_their_place_and_knows_how_many_there_are(path):
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    found = dataset.GetLayerByName("cells")
    assert found.GetFeatureCount() == _ROWS and found.TestCapability("FastSpatialFilter")
    assert found.GetExtent() == (0.0, _ROWS - 0.5, 0.0, 0.5)
    found.SetSpatialFilterRect(1.7, 0.1, 5.2, 0.2)
    assert [feature.GetFID() for feature in found] == [3, 6]  # none at 4, an empty one at 5


def test_rows_added_and_removed_with_gdal_are_counted_and_found(path, tmp_path):
    edited = shutil.copy(path, tmp_path / "edited.gpkg")
    dataset = gdal.OpenEx(str(edited), gdal.OF_VECTOR | gdal.OF_UPDATE)
    found = dataset.GetLayerByName("cells")
    feature = found.GetFeature(10)
    feature.SetFID(-1)
    found.CreateFeature(feature)
    found.DeleteFeature(11)
    del feature, found, dataset
    with closing(sqlite3.connect(edited)) as database:
        assert database.execute("SELECT feature_count FROM gpkg_ogr_contents").fetchone() == (_ROWS,)
        assert database.execute("SELECT rtreecheck('rtree_cells_geom')").fetchone() == ("ok",)
        indexed = {row for (row,) in database.execute("SELECT id FROM rtree_cells_geom")}
    assert indexed == set(range(1, _ROWS + 2)) - {4, 5, 11}
