"""The folder in which a series is measured: data, samples, tables of pairs, kept runs; and what is ready there."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from . import data
from .engines import ROOT, call_geoparquet
from .making.files import ids_of, write_sample
from .peers.postgis_server import server
from .runs import Runs

_SEED = 20261122
_CASE = """schema: zoning-review/case/1
title: Benchmark
language: en
date: 2026-01-01
subjects:
  - {{source: {data}/parcels.gpkg, fields: {{id: id}}}}
constraints:
  - {{key: units, role: control_unit, source: {data}/units.gpkg, coverage: full, fields: {{id: id}}}}
  - {{key: farmland, role: permanent_farmland, source: {data}/farmland.gpkg, coverage: full, fields: {{id: id}}}}
  - {{key: udb, role: development_boundary, source: {data}/udb.gpkg, coverage: full, fields: {{id: id}}}}
  - {{key: redline, role: ecological_red_line, source: {data}/redline.gpkg, coverage: full, fields: {{id: id}}}}
options: {{overlap_geometry: none}}
outputs: [gpkg]
"""


class Workplace:
    """Use as a context: a server that was started ends with it."""

    def __init__(self, folder, size, given=None):
        self.folder, self.size = Path(folder).resolve(), size
        self.data = Path(given).resolve() if given else self.folder / "data"
        self.tiny, self.tables = self.folder / "tiny", self.folder / "tables"
        self.tables.mkdir(parents=True, exist_ok=True)
        self._keep_to_one_kind_of_data()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
        self.runs = Runs(self.folder / "runs", environment)
        self._stack, self._access = ExitStack(), None

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self._stack.close()

    def _keep_to_one_kind_of_data(self):
        """Kept runs on other data would be mixed with the new ones."""
        note, here = self.folder / "data.txt", f"{self.size} {self.data}"
        if not note.exists():
            note.write_text(here, encoding="utf-8")
        elif note.read_text(encoding="utf-8") != here:
            raise SystemExit(f"{self.folder} holds runs on {note.read_text(encoding='utf-8')}: name another by --out")

    def make_data(self):
        """Data that is not there yet."""
        for folder, size in ((self.tiny, "XS"), (self.data, self.size)):
            if not data.complete(folder):
                # In a process of its own: this one stays small while others are measured.
                subprocess.run([sys.executable, "-m", "bench.data", size, str(folder)], check=True, cwd=ROOT)

    def parcel_count(self):
        """Of all parcels."""
        return len(ids_of(self.data / "parcels.gpkg"))

    def sample(self, parcels):
        """The GeoPackage of a random sample of parcels; its ids lie beside it. A smaller one is part of a larger."""
        path = self.folder / "samples" / f"parcels-{parcels}.gpkg"
        if not path.with_suffix(".npy").exists():
            path.parent.mkdir(exist_ok=True)
            ids = ids_of(self.data / "parcels.gpkg")
            ids = np.sort(np.random.default_rng(_SEED).permutation(ids)[:parcels])
            write_sample(self.data / "parcels.gpkg", path, ids)
            np.save(path.with_suffix(".npy"), ids)
        return path

    def geoparquet(self, folder):
        """The folder of GeoParquet of the GeoPackages in `folder`."""
        target = self.folder / "geoparquet" / folder.name
        subprocess.run(list(map(str, call_geoparquet(target, sorted(folder.glob("*.gpkg"))))), check=True, cwd=ROOT)
        return target

    def server(self):
        """The environment that names the PostGIS server, which is started the first time."""
        if self._access is None:
            self._access = self._stack.enter_context(server())
        return self._access

    def case(self):
        """The case file of the whole review."""
        path = self.folder / "bench.review.yaml"
        path.write_text(_CASE.format(data=self.data), encoding="utf-8")
        return path
