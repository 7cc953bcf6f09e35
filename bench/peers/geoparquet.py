"""GeoPackages → GeoParquet of the same names, for SedonaDB: python -m bench.peers.geoparquet FOLDER FILE…"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas


def main():
    """The command; what is there and newer stays."""
    target, *paths = map(Path, sys.argv[1:])
    target.mkdir(parents=True, exist_ok=True)
    for path in paths:
        made = target / f"{path.stem}.parquet"
        if not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
            geopandas.read_file(path, columns=["id"], use_arrow=True).to_parquet(made)


if __name__ == "__main__":
    main()
