"""The text of a cell → a condition of a pack: a small strict notation, described in docs/workbook.md.

    行业 C26、C27 且 （性质 新建 或 非 声明 in_approved_plan）
    涉及 饮用水水源保护区[级别=一级、二级] 面积>100

Nothing is guessed: `and` and `or` mix only with brackets, and what is no word of the notation is a fault.
"""

from __future__ import annotations

from fractions import Fraction

from ..faults import PackFault
from ..json_text import MAX_DEPTH
from .cell_text import day_of, value_of_json
from .token_reader import Reader
from .tokens import COMPARISONS, codes_of_word, notation, number_of, said
from .vocabulary import code_of, nearest_word, words_of


def condition_of_cell(text):
    """The condition (a dict with one operator) that a cell states. Raises PackFault without a place."""
    if text.startswith("{"):
        return value_of_json(text)
    reader = Reader(text)
    return reader.ended(_condition(reader, 0))


def limit_of_cell(text):
    """The metric (a dict) that a cell states. Raises PackFault without a place."""
    if text.startswith("{"):
        return value_of_json(text)
    reader = Reader(text)
    return reader.ended(_limit(reader))


def _condition(reader, depth):
    """Terms joined by one and the same word."""
    if depth > MAX_DEPTH:
        raise PackFault("pack_too_deep", limit=MAX_DEPTH)
    parts, joint = [_term(reader, depth)], None
    while True:
        at = reader.next.at
        code = "and" if reader.is_word("and") else "or" if reader.is_word("or") else None
        if code is None:
            return {joint: parts} if joint else parts[0]
        if joint not in (None, code):
            raise PackFault("notation_mixed", at=at)
        joint = code
        parts.append(_term(reader, depth))


def _term(reader, depth):
    if reader.is_mark("("):
        found = _condition(reader, depth + 1)
        reader.mark(")", "）")
        return found
    if reader.is_word("not"):
        if depth > MAX_DEPTH:
            raise PackFault("pack_too_deep", limit=MAX_DEPTH)
        return {"not": _term(reader, depth + 1)}
    if reader.next.kind == "end":
        raise reader.unexpected("…")
    token = reader.take()
    operator = next((code for code in codes_of_word(token.text) if code in _ASKED), None)
    if token.kind != "word" or operator is None:
        known = " ".join(said(code) for code in _ASKED)
        raise PackFault("notation_operator", got=token.text[:80], at=token.at, known=known)
    return {operator: _ASKED[operator](reader)}


def _listed(reader, one):
    """(items, whether a separator stands behind the last)."""
    found = [one(reader)]
    while reader.is_mark(","):
        if reader.next.kind not in ("word", "text"):
            return found, True
        found.append(one(reader))
    return found, False


def _texts(reader):
    return _listed(reader, Reader.text)[0]


def _chosen(vocabulary):
    """Reads one word of a vocabulary as its code."""

    def one(reader):
        at, text = reader.next.at, reader.text()
        if vocabulary == "unit_class" and text in ("1", "2", "3"):
            return int(text)
        code = code_of(vocabulary, text)
        if code is None:
            params = {"near": nearest_word(vocabulary, text), "known": " ".join(words_of(vocabulary))}
            raise PackFault("notation_choice", got=text[:80], at=at, **params)
        return code

    return one


def _choices(vocabulary):
    return lambda reader: _listed(reader, _chosen(vocabulary))[0]


def _ground(reader):
    asked = {"layer": reader.text()} if reader.is_word("layer") else {"role": _chosen("role")(reader)}
    if reader.is_mark("["):
        asked["attr"] = _attributes(reader)
    return asked


_ATTRIBUTES = ("id", "code", "name", "class", "type", "grade")


def _attributes(reader):
    found = {}
    while True:
        name = _part_named(reader, _ATTRIBUTES, found)
        reader.mark("=", "=")
        wanted, behind = _listed(reader, _chosen("grade") if name == "grade" else Reader.text)
        found[name] = wanted if behind or len(wanted) > 1 else wanted[0]
        if not reader.is_mark(";"):
            reader.mark("]", "]")
            return found


def _part_named(reader, names, found):
    """The one of `names` that comes next, which none of `found` is."""
    name = next((name for name in names if name not in found and reader.is_word(name)), None)
    if name is None:
        raise reader.unexpected(" ".join(said(name) for name in names if name not in found))
    return name


_LEAST = {
    "min_area_m2": ("", "m2", "m²", "㎡", "平方米"),
    "min_share": ("", "%", "％"),
    "min_length_m": ("", "m", "米"),
}


def _shared(reader):
    asked = _ground(reader)
    while reader.next.kind == "word" and any(name in codes_of_word(reader.next.text) for name in _LEAST):
        name = _part_named(reader, _LEAST, asked)
        reader.mark(">", ">")
        asked[name] = _measured(reader, _LEAST[name])
    return asked


def _measured(reader, units):
    """A number behind which one of `units` may stand; percent become a share."""
    at, (number, unit) = reader.next.at, reader.number()
    if not unit and reader.next.kind == "word" and reader.next.text in units:
        unit = reader.take().text
    if unit not in units:
        raise PackFault("notation_unit", got=unit[:80], at=at, known=" ".join(one for one in units if one))
    return float(Fraction(str(number)) / 100) if unit in ("%", "％") else number


def _distance(reader):
    asked = _ground(reader)
    return {**asked, "cmp": reader.comparison(), "m": _measured(reader, _LEAST["min_length_m"])}


def _share_outside(reader):
    asked = _ground(reader)
    return {**asked, "cmp": reader.comparison(), "share": _measured(reader, _LEAST["min_share"])}


def _limit(reader):
    metric = {"name": reader.text()}
    if reader.next.kind == "word" and not codes_of_word(reader.next.text) & {"per"}:
        metric["of"] = _chosen("amount")(reader)
    if reader.is_word("per"):
        metric["per"] = reader.text()
    metric["cmp"] = reader.comparison()
    metric["value"], behind = reader.number()
    if behind:
        metric["unit"] = behind
    elif (
        reader.next.kind == "text" or reader.next.kind == "word" and not codes_of_word(reader.next.text) & {"and", "or"}
    ):
        metric["unit"] = reader.text()
    return metric


def _declared(reader):
    flag = reader.text()
    if reader.next.kind not in COMPARISONS:
        return flag
    cmp = reader.comparison()
    if cmp == "=":
        return {"flag": flag, "is": _listed(reader, _stated)[0]}
    return {"flag": flag, "cmp": cmp, "value": _measured(reader, ("",))}


def _stated(reader):
    """A value of a statement: true or false, a number, or a text."""
    quoted, text = reader.next.kind == "text", reader.text()
    if quoted:
        return text
    number = number_of(text)
    if number and not number[1]:
        return number[0]
    flags = {word: code == "true" for code in ("true", "false") for word in notation()[code]}
    return flags.get(text, text)


def _days(reader):
    asked = {}
    for end in ("from", "to"):
        if reader.is_word(end):
            asked[end] = day_of(reader.text())
    if not asked:
        raise reader.unexpected(f"{said('from')} {said('to')}")
    return asked


_ASKED = {
    "industry": _texts,
    "land_use": _texts,
    "admin": _texts,
    "nature": _choices("nature"),
    "part": _choices("part"),
    "mode": _choices("mode"),
    "geometry": _choices("geometry"),
    "unit_class": _choices("unit_class"),
    "overlap": _shared,
    "within": _shared,
    "cross": _shared,
    "disjoint": _shared,
    "distance": _distance,
    "share_outside": _share_outside,
    "metric": _limit,
    "declared": _declared,
    "date": _days,
}
