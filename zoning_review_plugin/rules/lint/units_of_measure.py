"""Units of measure that nobody can convert: unknown ones, and those of one metric that measure different things."""

from __future__ import annotations

from ..conditions.written import operators_of
from ..measures import RATIO, measure_of

_CLOCKS = {"hour", "day", "year"}


def doubtful_units(given):
    """Units that the table does not know, and units of a metric that cannot be converted to those met before."""
    seen = {}
    for clause in given.clauses:
        for path, metric in _metrics(clause.written):
            if _which(clause.written, metric) == RATIO:
                continue
            unit = metric.get("unit")
            measure = measure_of(unit or "1")
            if measure is None:
                yield clause.remark("measure_unknown", *path, "unit", got=unit)
                continue
            first, its_unit, powers = seen.setdefault(
                (metric["name"], metric.get("per")), (clause, unit, measure.powers)
            )
            if not _convertible(powers, measure.powers):
                params = {"metric": metric["name"], "got": unit or "—", "first": its_unit or "—"}
                yield clause.remark("measures_differ", *path, "unit", other=clause.named(first), **params)


def _convertible(powers, others):
    """Whether amounts of two dimensions can be converted; by the year or by the hour: if it is known how long a plant
    runs."""
    left = dict(powers)
    for dimension, power in others:
        left[dimension] = left.get(dimension, 0) - power
    left = {dimension: power for dimension, power in left.items() if power}
    return not set(left) - _CLOCKS and not sum(left.values())


def _metrics(written):
    """(path below the rule, metric as written): that of the rule and those in its conditions."""
    if "metric" in written:
        yield ("metric",), written["metric"]
    for path, operator, asked in operators_of(written, ()):
        if operator == "metric":
            yield path, asked


def _which(written, metric):
    default = RATIO if written["modality"] == "offset" and metric is written.get("metric") else "value"
    return metric.get("of", default)
