"""Strictest wins: which of several limits on a metric stands."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoning_review_plugin.rules.limits import demanded, stricter, strictest, winners
from zoning_review_plugin.rules.pack import Limit

from .small_packs import rule

# (one, other, which is stricter: 0 the one, 1 the other, None incomparable)
COMPARED = [
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<=", 3, "t/a"), 1),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<", 5, "t/a"), 1),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<=", 4800, "kg/a"), 1),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<=", 5200, "kg/a"), 0),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<=", 5000, "kg/a"), 0),
    (Limit("reuse", ">=", 75, "%"), Limit("reuse", ">=", 0.8, None), 1),
    (Limit("reuse", ">=", 75, "%"), Limit("reuse", ">", 75, "%"), 1),
    (Limit("vocs", ">=", 2, None, "offset_ratio"), Limit("vocs", ">=", 1.5, None, "offset_ratio"), 0),
    (
        Limit("water", "<=", 8, "m3/万元", "value", "output"),
        Limit("water", "<=", 0.0007, "万m³/万元", "value", "output"),
        1,
    ),
    (Limit("output", ">=", 300, "万元/亩"), Limit("output", ">=", 4000, "万元/hm2"), 0),
    (Limit("vocs", "<=", 5, "t/a"), Limit("cod", "<=", 3, "t/a"), None),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", ">=", 3, "t/a"), None),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<=", 3, "kg/h"), None),
    (Limit("vocs", "<=", 5, "t/a"), Limit("vocs", "<=", 3, "t/a", "increase"), None),
    (Limit("water", "<=", 8, "m3/万元", "value", "output"), Limit("water", "<=", 8, "m3/万元", "value", "tax"), None),
    (Limit("vocs", "<=", 5, "barrels"), Limit("vocs", "<=", 3, "barrels"), 1),
    (Limit("vocs", "<=", 5, "barrels"), Limit("vocs", "<=", 3, "t/a"), None),
    (Limit("stacks", "=", 1), Limit("stacks", "=", 1), 0),
    (Limit("stacks", "=", 1), Limit("stacks", "=", 2), None),
]


@pytest.mark.parametrize("one, other, wanted", COMPARED, ids=str)
def test_the_stricter_of_two(one, other, wanted):
    expected = None if wanted is None else (one, other)[wanted]
    assert stricter(one, other) is expected
    assert strictest((one, other)) == ((one, other) if wanted is None else (expected,))


def test_winners_name_who_stands_instead():
    limits = [Limit("cod", "<=", 30, "t/a"), Limit("vocs", "<=", 5, "t/a"), Limit("cod", "<=", 20000, "kg/a")]
    assert winners(limits) == (2, 1, 2)


MADE = st.builds(
    Limit,
    st.sampled_from(["vocs", "cod"]),
    st.sampled_from(["<", "<=", ">", ">=", "="]),
    st.integers(0, 6).map(float),
    st.sampled_from(["t/a", "kg/a", "g/a", "m3", None, "barrels"]),
)
CAPS = st.builds(
    Limit, st.just("vocs"), st.sampled_from(["<", "<="]), st.floats(0, 9), st.sampled_from(["t/a", "kg/a"])
)


def same(a, b):
    """Whether two limits ask the same, that is: either is as strict as the other."""
    return stricter(a, b) is a and stricter(b, a) is b


@given(MADE, MADE)
def test_order_does_not_matter(a, b):
    one, other = stricter(a, b), stricter(b, a)
    assert (one is None) == (other is None)
    assert one is None or same(one, other)


@given(CAPS, CAPS, CAPS)
def test_groups_do_not_matter(a, b, c):
    assert same(stricter(stricter(a, b), c), stricter(a, stricter(b, c)))


@given(st.lists(MADE, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_strictest_of_many_in_any_order(limits, chance):
    mixed = list(limits)
    chance.shuffle(mixed)
    one, other = strictest(limits), strictest(mixed)
    assert len(one) == len(other)
    assert all(any(same(a, b) for b in other) for a in one)
    assert strictest(strictest(limits[:3]) + tuple(limits[3:])) == one


@given(st.lists(CAPS, min_size=1, max_size=6))
def test_what_keeps_the_strictest_keeps_all(limits):
    (held,) = strictest(limits)
    tonnes = {"t/a": 1.0, "kg/a": 0.001}
    highest = held.value * tonnes[held.unit]
    assert all(highest <= limit.value * tonnes[limit.unit] * (1 + 1e-9) + 1e-12 for limit in limits)
    assert reduce(stricter, limits) == held


METRIC = {"name": "vocs", "cmp": ">", "value": 5, "unit": "t/a"}
AWAY = {"distance": {"role": "sensitive_target", "cmp": "<", "m": 300}}


def test_a_prohibition_wants_the_opposite_of_what_it_tests():
    assert demanded(rule(modality="prohibit", metric=METRIC)) == Limit("vocs", "<=", 5.0, "t/a")
    assert demanded(rule(modality="floor", metric=METRIC)) == Limit("vocs", ">", 5.0, "t/a")
    assert demanded(rule(modality="prohibit", test=AWAY)).cmp == ">="
    assert demanded(rule(modality="distance", test=AWAY, if_true="does_not_conform", if_false="conforms")).cmp == ">="


def test_a_rule_without_limit_wants_none():
    assert demanded(rule(modality="prohibit", test={"nature": ["new"]})) is None
    assert demanded(rule(modality="require")) is None


def test_distances_to_other_features_are_other_limits():
    schools = {"distance": {"role": "sensitive_target", "attr": {"class": "学校"}, "cmp": ">=", "m": 500}}
    all_targets = {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 300}}
    a, b = (demanded(rule(modality="distance", test=test)) for test in (schools, all_targets))
    assert stricter(a, b) is None and a.unit == b.unit == "m"
