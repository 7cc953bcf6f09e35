"""Every operator in its three values, from facts made by hand; and, or and not with what nobody knows."""

import itertools

import pandas as pd
import pytest

from zoning_review_plugin.rules.conditions.ground import Ground
from zoning_review_plugin.rules.conditions.reading import OPERATORS, areas_called, ground_of, units_of_class
from zoning_review_plugin.rules.measures import Amounts, Metrics
from zoning_review_plugin.rules.truth import between, told

from .small_judging import INF, RED_LINE, facts, ground_facts, stated, truth_of

T, F, U = True, False, None
ERL = {"role": "ecological_red_line"}
NAN = float("nan")


def own(name, wanted, *cases):
    """One operator on what is stated, as (operator, condition, facts, truth); cases: (what is stated, truth)."""
    values, expected = zip(*cases)
    return name, {name: wanted}, facts(len(values), **{name: stated(*values)}), list(expected)


def declared(asked, *cases):
    values, expected = zip(*cases)
    return "declared", {"declared": asked}, facts(len(values), declared__flag=stated(*values)), list(expected)


def metric(asked, *cases, per=None):
    values, expected = zip(*cases)
    fact = "metrics.vocs" + (f" / metrics.{per}" if per else "")
    made = [value if value is None or isinstance(value, Metrics) else Metrics(value) for value in values]
    known = facts(len(values), **{fact.replace(".", "__"): stated(*made)})
    return "metric", {"metric": {"name": "vocs", **asked}}, known, list(expected)


def ground(operator, asked, expected, of=RED_LINE, **known):
    """One operator on ground; known: as `ground_facts` takes it."""
    return operator, {operator: asked}, facts(len(expected), grounds={of: ground_facts(**known)}), expected


def amounts(*cases, which):
    """Subjects that share ground, with (least, most) of one amount each."""
    return {"met": [T] * len(cases), which: list(cases)}


def stated_amounts(unit="t/a", **parts):
    return Amounts(unit, **parts)


TABLE = [
    own(
        "industry",
        ["C26"],
        (("C2614",), T),
        (("C26",), T),
        (("2614",), T),
        (("C27",), F),
        (("27",), F),
        (("C",), U),
        (("2",), U),
        (None, U),
        (("C27", "C2651"), T),
        (("C27", "C"), U),
        (("有机化学原料制造",), U),
        (("H2614",), U),  # 26 is a division of C: letter or digits are wrong, and nobody knows which
        (("C9914",), U),  # there is no division 99
        (("9914",), U),
        (("C27", "H2614"), U),
        ((), U),
    ),
    own("industry", ["C2614"], (("C26",), U), (("26",), U), (("C2619",), F), (("C261",), U), (("C2614",), T)),
    own("industry", ["2614"], (("C2614",), T), (("2614",), T), (("C27",), F)),
    own("industry", ["C"], (("C2614",), T), (("2614",), U), (("D44",), F)),
    own(
        "land_use",
        ["1001"],
        (("100101",), T),
        (("1001",), T),
        (("100100",), T),
        (("10",), U),
        (("1000",), U),
        (("100000",), U),
        (("1002",), F),
        (("0701",), F),
        (None, U),
        (("工业用地",), U),
        (("7",), U),
        ((), U),
    ),
    own("land_use", ["07"], (("0701",), T), (("070000",), T), (("0700",), T), (("08",), F), (("10",), F)),
    own("land_use", ["070000"], (("0701",), T), (("07",), T), (("08",), F)),
    own("land_use", ["M"], (("M1",), T), (("R2",), F), (("1001",), U)),
    own("nature", ["new", "expand"], (("new",), T), (("upgrade",), F), (("rebuild", "expand"), T), (None, U), ((), U)),
    own("nature", ["new"], (("新建项目",), U), (("upgrade", "?"), U), (("new", "?"), T)),
    own("part", ["permanent"], (("permanent",), T), (("temporary",), F), (("永久占地",), U), (None, U)),
    own("mode", ["tunnel", "underground"], (("tunnel",), T), (("surface",), F), (("顶管",), U), (None, U)),
    own("geometry", ["polygon"], (("polygon",), T), (("line",), F), (None, U)),
    own("date", {"from": "2026-01-01", "to": "2026-06-30"}, ("2025-12-31", F), ("2026-01-01", T), ("2026-06-30", T)),
    own("date", {"from": "2026-01-01"}, ("2025-12-31", F), ("2030-01-01", T)),
    own("date", {"to": "2026-06-30"}, ("2026-07-01", F), ("2026-06-30", T)),
    declared("flag", (True, T), (False, F), (None, U), ("none", F), (1, U), ("是", U), ("yes", U), ("no", U), (0, U)),
    declared({"flag": "flag", "is": [False]}, (True, F), (False, T), ("否", U), ("none", U)),
    declared({"flag": "flag", "is": ["L1", "L6"]}, ("L6", T), ("L2", F), ("none", F), (None, U), (False, F), (True, U)),
    declared({"flag": "flag", "is": ["industrial_park"]}, ("产业园区", U), (" Industrial_Park ", T), ("none", F)),
    declared({"flag": "flag", "is": ["化工园区"]}, ("化工园区", T), ("物流园区", F), ("industrial_park", U)),
    declared({"flag": "flag", "is": [1]}, (1, T), (1.0, T), (2, F), (True, U), ("1", U), ("none", F)),
    declared({"flag": "flag", "is": [1, "L6"]}, (1, T), ("L6", T), (2, U), ("L1", U), ("none", F)),
    declared({"flag": "flag", "cmp": "<", "value": 35}, (20, T), (35, F), (True, U), ("about 20", U), (None, U)),
    metric(
        {"cmp": "<=", "value": 5, "unit": "t/a"},
        (stated_amounts(value=5.0), T),
        (stated_amounts(value=5.1), F),
        (stated_amounts("kg/a", value=4800.0), T),
        (stated_amounts("m3/a", value=1.0), U),
        (stated_amounts("barrels", value=1.0), U),
        (stated_amounts(existing=4.0, added=1.2, reduced=2.4), T),
        (stated_amounts(existing=4.0, added=1.2), U),
        (None, U),
    ),
    metric(
        {"cmp": ">=", "value": 2, "of": "offset_ratio"},
        (stated_amounts(added=1.2, reduced=2.4), T),
        (stated_amounts(added=1.2, reduced=1.2), F),
        (stated_amounts(added=1.2), U),
        (stated_amounts(added=0.0, reduced=0.0), T),
        (None, U),
    ),
    metric(
        {"cmp": "<=", "value": 8, "unit": "m3/万元", "per": "output"},
        (Metrics(Amounts("m3/a", 800.0), Amounts("万元/a", 100.0)), T),
        (Metrics(Amounts("m3/a", 801.0), Amounts("万元/a", 100.0)), F),
        (Metrics(Amounts("m3/a", 800.0), Amounts("亿元/a", 0.01)), T),
        (Metrics(Amounts("m3/a", 800.0), None), U),
        (Metrics(Amounts("m3/a", 800.0), Amounts("万元/a", 0.0)), U),
        per="output",
    ),
    ground("overlap", ERL, [T, F, U], met=[T, F, U]),
    ground("overlap", {**ERL, "min_area_m2": 1}, [T, F, F, U, T], **amounts(
        (2.0, 2.0), (1.0, 1.0), (0.5, 0.9), (0.5, 2.0), (NAN, NAN), which="area")),
    ground("overlap", {**ERL, "min_area_m2": 1}, [F, U], met=[F, U], area=[(0.0, 9.0), (0.0, 9.0)]),
    ground("overlap", {**ERL, "min_share": 0.1}, [T, F, U], **amounts(
        (0.2, 0.3), (0.1, 0.1), (0.0, 1.0), which="share")),
    ground("overlap", {**ERL, "min_length_m": 50}, [T, F, T], **amounts(
        (60, 60), (50, 50), (NAN, NAN), which="length")),
    ground("disjoint", ERL, [F, T, U], met=[T, F, U]),
    ground("disjoint", {**ERL, "min_area_m2": 1}, [F, T, U], **amounts((2, 2), (0.5, 0.5), (0.5, 2), which="area")),
    ground("within", ERL, [T, F, U], met=[T, T, U], whole=[T, F, U]),
    ground("cross", ERL, [T, F, U], met=[T, T, U], crossed=[T, F, U]),
    ground("distance", {**ERL, "cmp": ">=", "m": 300}, [T, F, U, T, F, U], met=[F] * 6, distance=[
        (300, 300), (299, 299), (100, 400), (5000, INF), (0, 0), (NAN, NAN)]),
    ground("distance", {**ERL, "cmp": "<", "m": 300}, [F, T, U], met=[F] * 3, distance=[
        (300, 300), (0, 299), (0, INF)]),
    ground("share_outside", {**ERL, "cmp": ">", "share": 0.25}, [T, F, U], met=[T] * 3, share=[
        (0.5, 0.5), (0.75, 0.75), (0.5, 1.0)]),
    ground("share_outside", {**ERL, "cmp": "<=", "share": 0.3}, [T, F, U], met=[T] * 3, share=[
        (0.7, 0.7), (0.6, 0.69), (NAN, NAN)]),
    ground("admin", ["9901"], [T, F, U], of=areas_called(["9901"]), met=[T, F, U]),
    ground("unit_class", [1], [T, F, U], of=units_of_class([1]), met=[T, F, U]),
    ("and", {"and": [{"nature": ["new"]}, {"part": ["permanent"]}]},
     facts(3, nature=stated(("new",), ("new",), None), part=stated(("permanent",), ("temporary",), ("permanent",))),
     [T, F, U]),
    ("or", {"or": [{"nature": ["new"]}, {"part": ["permanent"]}]},
     facts(3, nature=stated(("new",), ("upgrade",), None), part=stated(("temporary",), ("temporary",), None)),
     [T, F, U]),
    ("not", {"not": {"nature": ["new"]}}, facts(3, nature=stated(("upgrade",), ("new",), None)), [T, F, U]),
]  # fmt: skip


@pytest.mark.parametrize(
    "operator, written, known, expected", TABLE, ids=[f"{k}-{row[0]}" for k, row in enumerate(TABLE)]
)
def test_an_operator_in_its_three_values(operator, written, known, expected):
    assert truth_of(written, known) == expected


def test_every_operator_has_its_table_with_all_three_values():
    seen = {operator: set() for operator in OPERATORS}
    for operator, _, _, expected in TABLE:
        seen[operator] |= set(expected)
    # The day of the review is always known.
    assert {operator: values for operator, values in seen.items() if values != {T, F, U}} == {"date": {T, F}}


@pytest.mark.parametrize("operator", [name for name in OPERATORS if name not in ("and", "or", "not")])
def test_facts_that_nobody_gathered_are_unknown(operator):
    written = next(row[1] for row in TABLE if row[0] == operator)
    assert truth_of(written, facts(2)) == [U, U]


# Kleene's tables, written out.
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
NOT = {T: F, F: T, U: U}
PAIRS = list(itertools.product((T, F, U), repeat=2))


def flags(**values):
    """Facts of one subject with a declared flag each; None is not stated."""
    return facts(1, **{f"declared__{name}": stated(value) for name, value in values.items()})


@pytest.mark.parametrize("a, b", PAIRS)
def test_all_pairs(a, b):
    known = flags(a=a, b=b)
    both = [{"declared": "a"}, {"declared": "b"}]
    assert truth_of({"and": both}, known) == [AND[a, b]]
    assert truth_of({"or": both}, known) == [OR[a, b]]
    assert truth_of({"not": {"and": both}}, known) == [NOT[AND[a, b]]]


@pytest.mark.parametrize("a, b, c", list(itertools.product((T, F, U), repeat=3)))
def test_nested(a, b, c):
    known = flags(a=a, b=b, c=c)
    written = {"or": [{"and": [{"declared": "a"}, {"not": {"declared": "b"}}]}, {"not": {"or": [{"declared": "c"}]}}]}
    assert truth_of(written, known) == [OR[AND[a, NOT[b]], NOT[c]]]


ENDS = [
    # (least, most, <, <=, >, >=, =, !=) against 5
    (4, 4, T, T, F, F, F, T),
    (5, 5, F, T, F, T, T, F),
    (6, 6, F, F, T, T, F, T),
    (4, 5, U, T, F, U, U, U),
    (5, 6, F, U, U, T, U, U),
    (4, 6, U, U, U, U, U, U),
    (6, INF, F, F, T, T, F, T),
    (0, INF, U, U, U, U, U, U),
    (NAN, NAN, U, U, U, U, U, U),
]


@pytest.mark.parametrize("least, most, expected", [(row[0], row[1], row[2:]) for row in ENDS], ids=str)
def test_an_amount_between_two_ends(least, most, expected):
    ends = [pd.Series([float(end)]).to_numpy() for end in (least, most)]
    found = [told(between(*ends, cmp, 5.0))[0] for cmp in ("<", "<=", ">", ">=", "=", "!=")]
    assert tuple(found) == expected


def test_true_of_a_flag_is_not_the_number_one():
    assert truth_of({"declared": {"flag": "a", "is": [True]}}, flags(a=1)) == [U]
    assert truth_of({"declared": {"flag": "a", "is": [1]}}, flags(a=True)) == [U]


def test_grounds_that_ask_for_different_features_are_different_facts():
    core = ground_of({**ERL, "attr": {"class": "core"}})
    known = facts(1, grounds={RED_LINE: ground_facts([T])})
    assert core == Ground("ecological_red_line", attr=(("class", ("core",)),))
    assert truth_of({"overlap": ERL}, known) == [T]
    assert truth_of({"overlap": {**ERL, "attr": {"class": "core"}}}, known) == [U]
