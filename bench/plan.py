"""Which work is asked of whom, and what is aimed at."""

from __future__ import annotations

WORKS = {
    "all": ("units", "farmland", "udb", "redline"),
    "simple": ("units", "farmland", "udb"),
    "redline": ("redline",),
}
REPEATS = 3
LONG_S = 300.0  # a run that takes longer is not repeated

# (size, work): {engine: parcels}. Runs that would take over five minutes are done on a random sample of parcels, the
# layer whole. Whoever is sampled on the red line is asked the two parts of `all` one by one.
SAMPLES = {
    ("M", "redline"): {"qgis": 10_000, "geopandas": 30_000},
    ("L", "simple"): {"qgis": 100_000},
    ("L", "redline"): {"qgis": 2_000, "geopandas": 5_000, "duckdb": 10_000, "sedonadb": 10_000},
}
FIXED = 50  # parcels of the smallest sample: what such a run takes does not grow with the parcels


def sample_of(size, work, engine):
    """How many parcels an engine is asked about, None for all."""
    return SAMPLES.get((size, work), {}).get(engine)


def works_of(size, engine, own):
    """Names of the works that an engine is given."""
    if sample_of(size, "redline", engine):
        return ["simple", "redline"]
    return ["all", "simple"] if own or sample_of(size, "all", engine) is None else ["all"]


# Ratios peer / ours that are aimed at: {size: {peer: (all, without the red line)}}; None where nothing is.
KERNEL = {
    "S": {
        "qgis": (80, 8),
        "geopandas": (13, 2),
        "duckdb": (10, 2),
        "sedonadb": (5, 2),
        "postgis": (4, None),
    },
    "M": {
        "qgis": (400, 35),
        "geopandas": (100, 10),
        "duckdb": (80, 7),
        "sedonadb": (35, 7),
        "postgis": (13, None),
    },
    "L": {
        "qgis": (2000, 70),
        "geopandas": (800, 22),
        "duckdb": (500, 11),
        "sedonadb": (350, 18),
        "postgis": (13, None),
    },
}
SHAPELY = {
    "S": {"qgis": 60, "geopandas": 12, "postgis": 3},
    "M": {"qgis": 120, "geopandas": 30, "postgis": 4},
    "L": {"qgis": 400, "geopandas": 180, "postgis": 2.5},
}
MOST_MEMORY_MB = {"S": 350, "M": 650, "L": 1500}
MOST_INSIDE_S = {"S": 0.5, "M": 2.5, "L": 11.0}
MOST_REVIEW = {"S": 4.0, "M": 3.0, "L": 3.0}  # the whole review as a multiple of the overlap alone
LEAST_WORKERS = {"M": 1.6, "L": 1.7}  # two workers against one, the same shards
SHARDS = 16
