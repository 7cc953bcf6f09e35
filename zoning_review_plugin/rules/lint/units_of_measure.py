"""Units of measure that nobody can convert: unknown ones, and those of one metric that measure different things."""

from __future__ import annotations

from ..conditions.written import operators_of
from ..measures import RATIO, Measure, measure_of


def doubtful_units(given):
    """Units that the table does not know, and units of a metric that cannot be converted to those met before."""
    seen = {}
    for clause in given.clauses:
        for path, metric in _metrics(clause.written):
            if _which(clause.written, metric) == RATIO:
                continue
            unit = metric.get("unit")
            measure = measure_of(unit) if unit else Measure(1.0, ())
            if measure is None:
                yield clause.remark("measure_unknown", *path, "unit", got=unit)
                continue
            first, its_unit, powers = seen.setdefault(
                (metric["name"], metric.get("per")), (clause, unit, measure.powers)
            )
            if powers != measure.powers:
                params = {"metric": metric["name"], "got": unit or "—", "first": its_unit or "—"}
                yield clause.remark("measures_differ", *path, "unit", other=clause.named(first), **params)


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
