"""The closed vocabularies of a review. Codes are lower-case ASCII and stored in every output.

Words for people come from `model.words`; a code never changes once released.
"""

ROLES = (
    "control_unit",
    "element_zone",
    "ecological_red_line",
    "permanent_farmland",
    "development_boundary",
    "nature_reserve",
    "water_source",
    "ecological_space",
    "function_zone",
    "river_lake",
    "wetland",
    "forest",
    "grassland",
    "contaminated_land",
    "heritage",
    "planning_zone",
    "planned_land_use",
    "land_survey",
    "park",
    "shoreline",
    "sea_area",
    "sensitive_target",
    "existing_enterprise",
    "admin_area",
    "detected_change",
    "custom",
)


class Kind:
    """Geometry kind of one feature: the highest dimension that it holds."""

    POINT, LINE, POLYGON = "point", "line", "polygon"
    ALL = (POINT, LINE, POLYGON)


class Relation:
    """How a subject lies to a feature. A touch is not an overlap."""

    WITHIN, CONTAINS, EQUALS = "within", "contains", "equals"
    OVERLAPS, CROSSES, TOUCHES, NEAR = "overlaps", "crosses", "touches", "near"


class Status:
    """What is known of a subject against a whole constraint layer."""

    INVOLVED = "involved"
    NOT_INVOLVED = "not_involved"
    PARTLY_KNOWN = "partly_known"
    NO_DATA = "no_data"
    ALL = (INVOLVED, PARTLY_KNOWN, NO_DATA, NOT_INVOLVED)


class Severity:
    """How much an issue matters, mildest first."""

    INFO, REMARK, WARNING, ERROR = "info", "remark", "warning", "error"
    ALL = (INFO, REMARK, WARNING, ERROR)


class Usability:
    """What the gate says of a whole layer."""

    USABLE, WITH_REMARKS, NOT_USABLE = "usable", "usable_with_remarks", "not_usable"
    ALL = (USABLE, WITH_REMARKS, NOT_USABLE)


class Basis:
    """What an area figure measures (`area_basis`)."""

    ELLIPSOIDAL, GEODESIC = "ellipsoidal", "geodesic"
    PROJECTED, ATTRIBUTE = "projected", "attribute"


# Worst first; null stands for "no rule was applied".
VERDICTS = (
    "does_not_conform",
    "needs_justification",
    "information_missing",
    "to_be_judged",
    "basically_conforms",
    "conforms",
    "not_involved",
)
RANK_OF_VERDICT = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
BREACH = "does_not_conform"
BREACHES = (BREACH, "needs_justification")  # what an exception may lift
UNDECIDED = ("information_missing", "to_be_judged")  # items that are open
PASSES = ("basically_conforms", "conforms", "not_involved")

# Of rule packs, highest first.
LEVELS = ("national", "province", "region", "basin", "city", "county", "plan", "park", "unit", "element")
NATURES = ("new", "relocate", "rebuild", "expand", "upgrade")
PARTS = ("permanent", "temporary", "plan_boundary", "corridor", "centreline")
MODES = ("surface", "bridge", "tunnel", "overhead", "underground")
AREA_UNITS = {"m2": 1.0, "hm2": 1e4, "km2": 1e6, "mu": 1e4 / 15}
DIMENSIONS = ("spatial_layout", "pollutant_discharge", "environmental_risk", "resource_efficiency")
