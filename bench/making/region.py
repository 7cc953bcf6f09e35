"""The region of the data and how much lies in it, by size."""

from __future__ import annotations

from dataclasses import dataclass

X0, Y0 = 36_425_000.0, 3_321_000.0  # m in EPSG:4524, around 108 degrees east
WIDTH, HEIGHT = 150_000.0, 120_000.0
METRES, DEGREES = 4524, 4490  # EPSG: the CRS the data is made in, and the one it is written in by default
SEED = 20261122


@dataclass(frozen=True)
class Size:
    """Counts of features and widths of cells (m). The finer the cells of the ground, the longer its outlines."""

    parcels: int
    block: float
    farmland: int
    field: float
    units: tuple[int, int]
    ground: float
    redline_features: int
    town: float


SIZES = {
    "XS": Size(1_000, 300.0, 5_000, 300.0, (20, 16), 300.0, 4, 400.0),
    "S": Size(10_000, 200.0, 50_000, 250.0, (38, 30), 40.0, 6, 300.0),
    "M": Size(100_000, 120.0, 300_000, 140.0, (84, 64), 20.0, 8, 200.0),
    "L": Size(500_000, 80.0, 1_000_000, 85.0, (115, 90), 12.5, 4, 150.0),
}
