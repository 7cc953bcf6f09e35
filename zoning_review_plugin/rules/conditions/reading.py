"""A condition as a pack writes it (a dict with one operator) → a node. The schema has been kept before."""

from __future__ import annotations

from ..measures import RATIO
from .codes_match import unpadded
from .ground import Cross, Disjoint, Distance, Ground, Overlap, ShareOutside, Within
from .metrics import Metric
from .stated import Codes, Day, Declared, OneOf
from .tree import And, Node, Not, Or

CLASSES = {1: "priority", 2: "key", 3: "general"}


def condition_of(written) -> Node:
    """The node of a condition."""
    ((operator, asked),) = written.items()
    return _READ[operator](operator, asked)


def _parts(kind):
    return lambda operator, asked: kind(tuple(condition_of(part) for part in asked))


def _codes(operator, asked):
    return Codes(operator, tuple(asked))


def _one_of(operator, asked):
    return OneOf(operator, tuple(asked))


def _overlap(operator, asked):
    return Overlap(
        ground_of(asked),
        float(asked.get("min_area_m2", 0)),
        float(asked.get("min_share", 0)),
        float(asked.get("min_length_m", 0)),
    )


def ground_of(asked):
    """The `Ground` that an operator names."""
    attr = {("class" if name == "type" else name): asked["attr"][name] for name in asked.get("attr", {})}
    texts = {name: (wanted,) if isinstance(wanted, str) else tuple(wanted) for name, wanted in attr.items()}
    return Ground(asked.get("role"), asked.get("layer"), tuple(sorted(texts.items())))


def metric_of(asked, default="value"):
    """The `Metric` that an operator, or the limit of a rule, names."""
    which = asked.get("of", default)
    unit = None if which == RATIO else asked.get("unit")
    return Metric(asked["name"], asked["cmp"], float(asked["value"]), unit, which, asked.get("per"))


def units_of_class(classes):
    """Control units of these classes (codes, or the digits of unit codes)."""
    return Ground("control_unit", attr=(("grade", tuple(CLASSES.get(one, one) for one in classes)),))


def areas_called(codes):
    """Administrative areas with these codes, or under them: 370000 is all of 37."""
    return Ground("admin_area", attr=(("code", tuple(map(unpadded, codes))),))


def _declared(operator, asked):
    if isinstance(asked, str):
        return Declared(asked)
    if "cmp" in asked:
        return Declared(asked["flag"], (), asked["cmp"], float(asked["value"]))
    return Declared(asked["flag"], tuple((isinstance(one, bool), one) for one in asked.get("is", (True,))))


_READ = {
    "and": _parts(And),
    "or": _parts(Or),
    "not": lambda operator, asked: Not(condition_of(asked)),
    "industry": _codes,
    "land_use": _codes,
    "admin": lambda operator, asked: Overlap(areas_called(asked)),
    "nature": _one_of,
    "part": _one_of,
    "mode": _one_of,
    "geometry": _one_of,
    "overlap": _overlap,
    "within": lambda operator, asked: Within(ground_of(asked)),
    "cross": lambda operator, asked: Cross(ground_of(asked)),
    "disjoint": lambda operator, asked: Disjoint(_overlap(operator, asked)),
    "distance": lambda operator, asked: Distance(ground_of(asked), asked["cmp"], float(asked["m"])),
    "share_outside": lambda operator, asked: ShareOutside(ground_of(asked), asked["cmp"], float(asked["share"])),
    "metric": lambda operator, asked: metric_of(asked),
    "declared": _declared,
    "unit_class": lambda operator, asked: Overlap(units_of_class(asked)),
    "date": lambda operator, asked: Day(asked.get("from"), asked.get("to")),
}
OPERATORS = tuple(_READ)
