"""Which libraries read and computed: their versions, for the record of a run."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from osgeo import gdal


def library_versions():
    """{library: version}, in the order in which reports name them."""
    import pandas as pd  # a quarter of a second, which who only reads a layer need not wait for

    return {
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "shapely": shapely.__version__,
        "geos": shapely.geos_version_string,
        "gdal": gdal.__version__,
        "proj": pyproj.proj_version_str,
    }
