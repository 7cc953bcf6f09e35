"""Which clauses a project could meet wherever it lies."""

import pytest

from zoning_review_plugin.rules.avoidable import avoidable, left_to_ask
from zoning_review_plugin.rules.scope import placed_rules

from .small_packs import pack

FACTS = {"industry": ("C2614",), "nature": ("new",), "date": "2026-11-22"}
RED = {"overlap": {"role": "ecological_red_line"}}
OFFSET = {"name": "vocs", "of": "offset_ratio", "cmp": ">=", "value": 2}


def placed(**rule):
    """The only rule of a pack that binds everywhere."""
    (found,) = placed_rules([pack(rule, jurisdiction=None)], "2026-11-22")
    return found


@pytest.mark.parametrize(
    "rule,can",
    [
        ({"test": RED}, False),
        ({"test": {"nature": ["new"]}}, False),
        ({"test": {"industry": ["C26141"]}}, False),  # what was asked for, only too coarse
        ({"test": {"declared": "coal_boiler"}}, True),
        ({"test": {"or": [RED, {"declared": "coal_boiler"}]}}, False),
        ({"test": {"and": [RED, {"declared": "coal_boiler"}]}}, True),
        ({"test": RED, "applies_if": {"declared": "coal_boiler"}}, True),
        ({"modality": "offset", "metric": OFFSET, "scope": {"roles": ["park"]}}, True),
        ({"modality": "require", "test": {"within": {"role": "park"}}}, False),
        ({"modality": "require", "test": {"or": [{"within": {"role": "park"}}, {"declared": "rural"}]}}, True),
        ({"test": RED, "binding": "soft"}, True),
        ({"test": RED, "applies_if": {"industry": ["C13"]}}, True),
    ],
)
def test_only_what_its_own_statements_settle_can_be_met_anywhere(rule, can):
    assert avoidable(placed(**rule), FACTS) == can


def test_what_the_question_settles_is_not_asked_again():
    def names(rule):
        return [getattr(leaf, "fact", None) or leaf.ground.name for leaf in left_to_ask(rule, FACTS)]

    assert names(placed(test=RED, applies_if={"industry": ["C13"]})) == []
    assert names(placed(test=RED, applies_if={"industry": ["C26"]})) == ["layer.ecological_red_line"]
    way = {"if": {"declared": "major"}, "verdict": "needs_justification"}
    found = names(placed(test={"and": [RED, {"nature": ["new"]}]}, exceptions=[way]))
    assert found == ["layer.ecological_red_line", "declared.major"]
