"""Who takes part, and how each is called."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .peers.postgis_server import programs

ROOT = Path(__file__).resolve().parents[1]
VENVS = Path(os.environ.get("ZONING_REVIEW_BENCH_VENVS", ROOT / "bench" / ".venvs"))
_OWN, _SYSTEM, _PEERS = sys.executable, "/usr/bin/python3", str(VENVS / "peers" / "bin" / "python")


@dataclass(frozen=True)
class Engine:
    """A command for the overlap. own: of this project. parquet: it reads GeoParquet. server: it needs PostGIS."""

    name: str
    title: str
    python: str
    module: str
    own: bool = False
    parquet: bool = False
    server: bool = False

    def command(self, folder, layers, out, threads, parcels=None):
        """The words of a call; `parcels` is a file other than the folder's."""
        words = [self.python, "-m", self.module, folder, "--layers", ",".join(layers), "--threads", threads]
        words += ["--engine", self.name] if self.own else []
        words += ["--parcels", parcels] if parcels else []
        return [*words, "--out", out]

    def missing(self):
        """Why it cannot even be called, "" if it can."""
        if not Path(self.python).exists():
            return "not installed"
        return "not installed" if self.server and programs() is None else ""


ENGINES = (
    Engine("kernel", "this project, kernel", _OWN, "bench.overlap_alone", own=True),
    Engine("shapely", "this project, shapely", _OWN, "bench.overlap_alone", own=True),
    Engine("qgis", "QGIS native:intersection", _SYSTEM, "bench.peers.qgis"),
    Engine("geopandas", "geopandas.overlay", _PEERS, "bench.peers.geopandas_overlay"),
    Engine("duckdb", "DuckDB spatial", _PEERS, "bench.peers.duckdb_spatial"),
    Engine("sedonadb", "SedonaDB", _PEERS, "bench.peers.sedona", parquet=True),
    Engine("postgis", "PostGIS, tuned, load included", _SYSTEM, "bench.peers.postgis", server=True),
)


def compile_kernel():
    """Compile all of our kernel, where that has not been done."""
    subprocess.run([_OWN, "-m", "zoning_review_plugin.overlay.warming"], cwd=ROOT, check=True, capture_output=True)


def call_inside_qgis(folder, tiny, engine, threads):
    """The words that time the overlap in a running QGIS."""
    return [_OWN, "-m", "bench.inside_qgis", folder, "--tiny", tiny, "--engine", engine, "--threads", threads]


def call_review(case, output, engine):
    """The words of a whole review."""
    words = [_OWN, "-m", "zoning_review_plugin", "review", case, "--output", output]
    return [*words, "--engine", engine, "--quiet"]


def call_workers(case, workers, shards, engine):
    """The words of a review in shards over some workers."""
    return [_OWN, "-m", "bench.workers", case, "--workers", workers, "--shards", shards, "--engine", engine]


def call_geoparquet(target, files):
    """The words that make GeoParquet of GeoPackages."""
    return [_PEERS, "-m", "bench.peers.geoparquet", target, *files]
