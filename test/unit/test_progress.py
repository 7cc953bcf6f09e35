"""How far a review says it is: onward, in every stage, each with a name; and judging is a stage of its own."""

import json

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.model.errors import Cancelled
from zoning_review_plugin.model.progress import Progress
from zoning_review_plugin.model.words import Words
from zoning_review_plugin.review.review import review

from .small_cases import write_layer
from .small_packs import document
from .test_known import CASE, PATCHES, ring

RULE = {"id": "R", "test": {"overlap": {"role": "permanent_farmland"}}, "if_false": "conforms"}


class Told(Progress):
    def __init__(self, until=None):
        self.steps, self._until = [], until

    def step(self, stage, fraction):
        self.steps.append((stage, fraction))
        if stage == self._until:
            raise Cancelled()


@pytest.fixture
def case(tmp_path):
    def make(rules):
        write_layer(tmp_path / "plots.gpkg", [ring((0, 0), (7, 0), (7, 3), (0, 3))], crs=4548)
        write_layer(tmp_path / "farmland.gpkg", PATCHES, crs=4548)
        (tmp_path / "p.json").write_text(json.dumps(document(RULE, jurisdiction=[])), encoding="utf-8")
        path = tmp_path / "c.review.yaml"
        path.write_text(CASE + ("rules: [p.json]\n" if rules else ""), encoding="utf-8")
        return read_case(path)

    return make


@pytest.mark.parametrize("rules", [False, True])
def test_a_review_goes_onward_through_stages_that_have_names(case, rules):
    told, one = Told(), case(rules)
    review(one, open_layers(one), None, told)
    stages, fractions = zip(*told.steps)
    assert list(fractions) == sorted(fractions) and fractions[-1] == 1.0
    assert ("stage.judge" in stages) == rules
    for language in ("zh", "en"):
        assert all(Words(language).has(stage) for stage in stages)
    end_of_overlay = max(fraction for stage, fraction in told.steps if stage == "stage.overlay")
    assert end_of_overlay <= 0.5 if rules else end_of_overlay > 0.9  # judging takes as long as overlaying


def test_a_review_can_be_stopped_while_it_judges(case):
    one = case(True)
    with pytest.raises(Cancelled):
        review(one, open_layers(one), None, Told(until="stage.judge"))
