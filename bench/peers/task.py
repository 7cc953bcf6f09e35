"""What all peers share: the call, the clock of the stages, and the answer."""

from __future__ import annotations

import argparse
import json
import time
from contextlib import contextmanager
from pathlib import Path

from .. import pairs_file

ALL_LAYERS = "units,farmland,udb,redline"


class Task:
    """One run: `layers` (names), `parcels` (path), `threads`; results are handed to `finish`."""

    def __init__(self, engine):
        parser = argparse.ArgumentParser(description=f"Peer of the benchmarks: {engine}.")
        parser.add_argument("folder")
        parser.add_argument("--layers", default=ALL_LAYERS)
        parser.add_argument("--parcels", help="default: DIR/parcels.gpkg")
        parser.add_argument("--threads", type=int, default=2)
        parser.add_argument("--out", required=True)
        options = parser.parse_args()
        self.engine, self.threads = engine, options.threads
        self.layers = options.layers.split(",")
        self._folder, self._out = Path(options.folder), options.out
        self.parcels = Path(options.parcels or self._folder / "parcels.gpkg")
        self._stages, self._found = {}, {}

    def path(self, layer):
        """The file of a constraint layer."""
        return self._folder / f"{layer}.gpkg"

    @contextmanager
    def stage(self, name):
        """Times the block; blocks of one name add up."""
        begin = time.perf_counter()
        yield
        self._stages[name] = self._stages.get(name, 0.0) + time.perf_counter() - begin

    def add(self, layer, parcel, constraint, area, share):
        """Keep what was found for a layer."""
        self._found[layer] = parcel, constraint, area, share

    def finish(self, **versions):
        """Write the table and tell."""
        with self.stage("write"):
            table = pairs_file.joined(self._found)
            pairs_file.write(self._out, table)
        stages = {name: round(seconds, 3) for name, seconds in self._stages.items()}
        answer = {"engine": self.engine, "stages": stages, "layers": pairs_file.summary(table), "versions": versions}
        print(json.dumps(answer), flush=True)
