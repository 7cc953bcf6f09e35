"""GeoPackages → GeoParquet beside them, for SedonaDB: python -m bench.peers.geoparquet FILE.gpkg…"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas


def main():
    """The command; what is there and newer stays."""
    for path in map(Path, sys.argv[1:]):
        target = path.with_suffix(".parquet")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            geopandas.read_file(path, columns=["id"]).to_parquet(target)


if __name__ == "__main__":
    main()
