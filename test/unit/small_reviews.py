"""Reviews of a few shapes in memory, for tests that ask what `review()` says of them."""

from dataclasses import replace

import numpy as np
import pyproj
import shapely

from zoning_review_plugin.inputs.layer import Batch, Field, MemoryLayer
from zoning_review_plugin.inputs.layers import Layers
from zoning_review_plugin.model.case import Case, Constraint, Options, SubjectSource
from zoning_review_plugin.model.records import Issue
from zoning_review_plugin.review.review import review

from .independent import array_of

# The origin of the small shapes, on the central meridian of EPSG:4547, where the plane is true to 1e-9.
ORIGIN = (500_000.0, 3_600_000.0)


def box(x0, y0, x1, y1):
    """A rectangle in metres from `ORIGIN`."""
    return shapely.box(ORIGIN[0] + x0, ORIGIN[1] + y0, ORIGIN[0] + x1, ORIGIN[1] + y1)


def line(*corners):
    """A line through corners in metres from `ORIGIN`."""
    return shapely.LineString(np.array(corners, dtype=float) + ORIGIN)


def point(x, y):
    """A point in metres from `ORIGIN`."""
    return shapely.Point(ORIGIN[0] + x, ORIGIN[1] + y)


def layer(*geometry, name="layer", crs=4547, declared=None, **fields):
    """A layer in memory: shapes, WKB or None; its fields as lists of text. Feature ids count from 1."""
    wkb = array_of([shapely.to_wkb(shape) if isinstance(shape, shapely.Geometry) else shape for shape in geometry])
    attributes = {field: array_of(values) for field, values in fields.items()}
    content = Batch(np.arange(1, len(wkb) + 1), wkb, attributes)
    reference = None if crs is None else pyproj.CRS.from_user_input(crs)
    count = len(wkb) if declared is None else declared
    return MemoryLayer(name, name, tuple(Field(field) for field in fields), reference, count, {}, content)


class Against:
    """One constraint of a small review: its layer (or the Issue in its place), role, and what else the case says."""

    def __init__(self, layer, role="ecological_red_line", coverage_layer=None, **spec):
        self.layer, self.role, self.coverage_layer, self.spec = layer, role, coverage_layer, spec

    def constraint(self, key):
        """The `Constraint` under this key."""
        return Constraint(key, self.role, f"{key}.gpkg", **self.spec)


def reviewed(subjects, executor=None, threads=1, fields=None, engine="auto", options=None, language="en", **against):
    """The `Result` for subjects (layers, or shapes of one layer) against constraints (`Against`) by key."""
    case, layers = small_case(subjects, options, against, fields, language)
    return review(case, layers, executor, engine=engine, threads=threads)


def small_case(subjects, options, against, fields=None, language="en"):
    """(case, layers) of such a review. against: `Against` by key."""
    if not isinstance(subjects[0], MemoryLayer):
        subjects = [layer(*subjects, name="subjects")]
    case = Case(
        "Small",
        tuple(SubjectSource(f"{source.name}.gpkg", fields=fields or {}) for source in subjects),
        tuple(one.constraint(key) for key, one in against.items()),
        language=language,
        options=options or Options(),
    )
    layers = Layers(
        tuple(subjects),
        {key: one.layer for key, one in against.items()},
        {key: one.coverage_layer for key, one in against.items() if one.coverage_layer is not None},
    )
    return case, layers


def plane(**options):
    """Options with areas of the plane itself, so that small figures are exact."""
    return replace(Options(area_basis="projected"), **options)


def missing(key):
    """What stands in place of a layer that could not be opened."""
    return Issue(key, "file_missing", "error", params={"source": f"{key}.gpkg"})


def rows(result, table, *columns):
    """Rows of a table as tuples of some columns; unknown figures are None."""
    frame = result.tables[table]
    plain = frame[list(columns)].astype(object)
    return [tuple(row) for row in plain.where(plain.notna(), None).itertuples(index=False)]


def only(result, table):
    """The only row of a table."""
    (row,) = result.tables[table].itertuples(index=False)
    return row


def issues(result):
    """(layer, feature, code, severity) of all issues."""
    return rows(result, "issue", "layer", "feature_id", "check_code", "severity")
