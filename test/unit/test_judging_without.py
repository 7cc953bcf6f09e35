"""Reviews from which something was taken away: a layer, its coverage, what a subject states. Nothing passes by it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.model.codes import VERDICTS

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, missing

PASSES = ("basically_conforms", "conforms", "not_involved")
RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
RULES = [
    {"test": {"overlap": {"role": "ecological_red_line"}}, "if_false": "not_involved",
     "exceptions": [{"if": {"mode": ["tunnel"]}, "verdict": "needs_justification"}]},
    {"modality": "require", "test": {"within": {"role": "park"}}},
    {"modality": "restrict", "test": {"share_outside": {"role": "park", "cmp": ">", "share": 0.3}}},
    {"modality": "distance", "test": {"distance": {"role": "sensitive_target", "cmp": ">=", "m": 300}}},
    {"modality": "require", "test": {"disjoint": {"role": "park", "attr": {"class": "化工*"}}}},
    {"scope": {"unit_codes": ["ZH99010110001"]}, "test": {"industry": ["C26"]}},
    {"scope": {"unit_class": [1]}, "test": {"land_use": ["1001"]}},
    {"scope": {"roles": ["park"]}, "applies_if": {"nature": ["new"]}, "test": {"industry": ["C26", "C30"]}},
    {"applies_if": {"not": {"part": ["temporary"]}}, "test": {"cross": {"role": "ecological_red_line"}}},
]  # fmt: skip
NUMBERED = [{**rule, "id": f"R{place}"} for place, rule in enumerate(RULES)]
BOXES = st.builds(
    lambda x, y, width, height: box(10 * x, 10 * y, 10 * (x + width), 10 * (y + height)),
    *[st.integers(-30, 30)] * 2,
    *[st.integers(1, 40)] * 2,
)
STATED = {
    "industry": st.sampled_from(["C2614", "C3042", "C2", "D44"]),
    "nature": st.sampled_from(["新建", "expand", "技改"]),
    "land_use": st.sampled_from(["100101", "10", "0701"]),
    "mode": st.sampled_from(["tunnel", "surface"]),
    "part": st.sampled_from(["permanent", "temporary"]),
}


@st.composite
def reviews(draw):
    """(rules, what each of two subjects states, its shapes, the layers) of a random small review."""
    stated = {name: [draw(values), draw(values)] for name, values in STATED.items()}
    chosen = draw(st.lists(st.sampled_from(NUMBERED), min_size=1, max_size=4, unique_by=lambda rule: rule["id"]))
    subjects = [draw(BOXES), draw(BOXES)]
    shapes = {role: draw(st.lists(BOXES, min_size=1, max_size=3)) for role in ("erl", "park", "target")}
    classes = draw(st.lists(st.sampled_from(["化工园区", "电子园区", None]), min_size=3, max_size=3))
    edge = 10 * draw(st.integers(-30, 30))
    units = layer(box(-2000, -2000, edge, 2000), box(edge, -2000, 2000, 2000), name="units",
                  dm=["ZH99010110001", "ZH99010130002"])  # fmt: skip
    answers = {"coverage": "full"}
    layers = {
        "erl": Against(layer(*shapes["erl"], name="erl"), "ecological_red_line", **answers),
        "park": Against(
            layer(*shapes["park"], name="park", lx=classes[: len(shapes["park"])]),
            "park",
            fields={"class": "lx"},
            **answers,
        ),
        "target": Against(layer(*shapes["target"], name="target"), "sensitive_target", **answers),
        "units": Against(units, "control_unit", fields={"code": "dm"}),
    }
    return chosen, stated, subjects, layers


def judged(folder, chosen, stated, subjects, layers):
    """({(subject, rule): verdict}, {subject: verdict})."""
    source = layer(*subjects, name="subjects", id=["A", "B"], **stated)
    tables = judged_review(folder, [rule_pack(*chosen)], source, **layers).tables
    found = {(row.subject_id, row.rule_id): row.verdict for row in tables["finding"].itertuples()}
    return found, dict(zip(tables["subject"]["subject_id"], tables["subject"]["verdict"]))


def without(data, stated, layers):
    """(what is stated, the layers) less one thing."""
    kind = data.draw(st.sampled_from(["layer", "coverage", "statement", "attribute"]))
    if kind == "statement":
        name, row = data.draw(st.sampled_from(sorted(stated))), data.draw(st.integers(0, 1))
        return {**stated, name: [None if k == row else value for k, value in enumerate(stated[name])]}, layers
    if kind == "attribute":
        park = layers["park"]
        return stated, {**layers, "park": Against(park.layer, "park", coverage="full")}
    key = data.draw(st.sampled_from(sorted(layers)))
    lost = layers[key]
    if kind == "layer":
        return stated, {**layers, key: Against(missing(key), lost.role, **lost.spec)}
    spec = {name: value for name, value in lost.spec.items() if name != "coverage"}
    return stated, {**layers, key: Against(lost.layer, lost.role, **spec)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reviews(), st.data())
def test_nothing_passes_for_want_of_a_layer_a_coverage_or_a_statement(tmp_path, review, data):
    chosen, stated, subjects, layers = review
    before, passed = judged(tmp_path, chosen, stated, subjects, layers)
    after, passes = judged(tmp_path, chosen, *_order(without(data, stated, layers), subjects))
    for key, verdict in after.items():
        if verdict in PASSES:
            assert key in before and RANK[before[key]] >= RANK[verdict], (key, before.get(key), verdict)
    for subject, verdict in passes.items():
        if verdict in PASSES:
            assert passed[subject] is not None and RANK[passed[subject]] >= RANK[verdict]


def _order(less, subjects):
    stated, layers = less
    return stated, subjects, layers
