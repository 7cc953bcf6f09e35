"""A condition of a pack → the text of a cell. What the notation cannot say exactly stands as JSON."""

from __future__ import annotations

import json

from ..faults import PackFault
from .cell_text import json_cell
from .conditions_read import condition_of_cell, limit_of_cell
from .tokens import bare, number_of, said
from .vocabulary import word_of

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}


def condition_cell(condition):
    """The cell of a condition (a dict with one operator); reads back as exactly that."""
    return _exact(condition, _written, condition_of_cell)


def limit_cell(metric):
    """The cell of a rule's metric (a dict); reads back as exactly that."""
    return _exact(metric, _limit, limit_of_cell)


def same(one, other):
    """Whether two values of JSON are the same, 1, 1.0 and true told apart."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _exact(value, write, read):
    try:
        text = write(value)
        return text if same(read(text), value) else json_cell(value)
    except (PackFault, KeyError, TypeError, ValueError, AttributeError):  # beyond what the notation says
        return json_cell(value)


def _written(condition):
    ((operator, asked),) = condition.items()
    if operator in ("and", "or"):
        return f" {said(operator)} ".join(map(_part, asked))
    if operator == "not":
        return f"{said('not')} {_part(asked)}"
    return f"{said(operator)} {_ASKED[operator](asked)}".rstrip()


def _part(condition):
    compound = "and" in condition or "or" in condition or "not" in condition
    return f"（{_written(condition)}）" if compound else _written(condition)


def _texts(asked):
    return "、".join(map(bare, asked))


def _words(vocabulary):
    return lambda asked: "、".join(str(one) if isinstance(one, int) else word_of(vocabulary, one) for one in asked)


def _ground(asked):
    of = word_of("role", asked["role"]) if "role" in asked else f"{said('layer')} {bare(asked['layer'])}"
    if "attr" in asked:
        of += "[" + "; ".join(f"{said(name)}={_named(name, wanted)}" for name, wanted in asked["attr"].items()) + "]"
    return of


def _named(name, wanted):
    listed = [wanted] if isinstance(wanted, str) else wanted
    texts = [word_of("grade", one) if name == "grade" else bare(one) for one in listed]
    return "、".join(texts) + ("、" if len(texts) == 1 and not isinstance(wanted, str) else "")


def _shared(asked):
    least = [name for name in ("min_area_m2", "min_share", "min_length_m") if name in asked]
    return " ".join([_ground(asked), *(f"{said(name)}>{json.dumps(asked[name])}" for name in least)])


def _compared(asked, limit):
    return f"{_sign(asked['cmp'])} {json.dumps(limit)}"


def _sign(cmp):
    return _SIGNS.get(cmp, cmp)


def _limit(metric):
    which = [word_of("amount", metric["of"])] if "of" in metric else []
    per = [said("per"), bare(metric["per"])] if "per" in metric else []
    unit = [bare(metric["unit"])] if "unit" in metric else []
    return " ".join([bare(metric["name"]), *which, *per, _compared(metric, metric["value"]), *unit])


def _declared(asked):
    if isinstance(asked, str):
        return bare(asked)
    if "cmp" in asked:
        return f"{bare(asked['flag'])} {_compared(asked, asked['value'])}"
    return f"{bare(asked['flag'])} = " + "、".join(map(_stated, asked["is"]))


def _stated(value):
    if isinstance(value, bool):
        return said("true" if value else "false")
    if not isinstance(value, str):
        return json.dumps(value)
    taken = number_of(value) or value in (said("true"), said("false"), "true", "false")
    return json_cell(value) if taken else bare(value)


def _days(asked):
    return " ".join(f"{said(end)} {bare(asked[end])}" for end in ("from", "to") if end in asked)


_ASKED = {
    "industry": _texts,
    "land_use": _texts,
    "admin": _texts,
    "nature": _words("nature"),
    "part": _words("part"),
    "mode": _words("mode"),
    "geometry": _words("geometry"),
    "unit_class": _words("unit_class"),
    "overlap": _shared,
    "within": _shared,
    "cross": _shared,
    "disjoint": _shared,
    "distance": lambda asked: f"{_ground(asked)} {_compared(asked, asked['m'])} m",
    "share_outside": lambda asked: f"{_ground(asked)} {_compared(asked, asked['share'])}",
    "metric": _limit,
    "declared": _declared,
    "date": _days,
}
