"""Random conditions, as nodes and as packs write them."""

from hypothesis import strategies as st

_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=6)
_TEXTS = st.lists(_TEXT, min_size=1, max_size=3)
_CMP = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
_NUMBER = st.floats(0, 1e6, allow_nan=False)
_SHARE = st.floats(0, 1)
_DAY = st.dates().map(str)
_ROLE = st.sampled_from(["control_unit", "element_zone", "ecological_red_line", "park", "admin_area", "custom"])
_GRADE = st.sampled_from(["core", "general", "level1", "priority", "key"])
_ATTR = st.fixed_dictionaries(
    {}, optional={"id": _TEXT, "code": _TEXTS, "name": _TEXT, "class": _TEXTS, "type": _TEXT, "grade": _GRADE}
).filter(lambda attr: not {"class", "type"} <= set(attr))


def _ground(**more):
    """A ground of a role or of a layer. more: what else the operator asks for."""
    optional = {"attr": _ATTR}
    return st.one_of(
        st.fixed_dictionaries({"role": _ROLE, **more}, optional=optional),
        st.fixed_dictionaries({"layer": _TEXT, **more}, optional=optional),
    )


_AMOUNT = st.fixed_dictionaries({}, optional={"min_area_m2": _NUMBER, "min_share": _SHARE, "min_length_m": _NUMBER})
_SHARED = st.builds(lambda ground, amounts: {**ground, **amounts}, _ground(), _AMOUNT)
_METRIC = st.fixed_dictionaries(
    {"name": _TEXT, "cmp": _CMP, "value": _NUMBER},
    optional={
        "of": st.sampled_from(["value", "existing", "added", "reduced", "total", "increase", "offset_ratio"]),
        "per": _TEXT,
        "unit": st.sampled_from(["t/a", "kg", None]),
    },
)
_DECLARED = st.one_of(
    _TEXT,
    st.fixed_dictionaries({"flag": _TEXT}, optional={"is": st.lists(st.one_of(st.booleans(), _TEXT), min_size=1)}),
    st.fixed_dictionaries({"flag": _TEXT, "cmp": _CMP, "value": _NUMBER}),
)
OPERATORS = {
    "industry": _TEXTS,
    "land_use": _TEXTS,
    "admin": _TEXTS,
    "nature": st.lists(st.sampled_from(["new", "relocate", "rebuild", "expand", "upgrade"]), min_size=1),
    "part": st.lists(st.sampled_from(["permanent", "temporary", "plan_boundary"]), min_size=1),
    "mode": st.lists(st.sampled_from(["surface", "bridge", "tunnel"]), min_size=1),
    "geometry": st.lists(st.sampled_from(["point", "line", "polygon"]), min_size=1),
    "overlap": _SHARED,
    "disjoint": _SHARED,
    "within": _ground(),
    "cross": _ground(),
    "distance": _ground(cmp=_CMP, m=_NUMBER),
    "share_outside": _ground(cmp=_CMP, share=_SHARE),
    "metric": _METRIC,
    "declared": _DECLARED,
    "unit_class": st.lists(st.sampled_from(["priority", "key", "general", 1, 2, 3]), min_size=1),
    "date": st.one_of(
        st.fixed_dictionaries({"from": _DAY}, optional={"to": _DAY}), st.fixed_dictionaries({"to": _DAY})
    ),
}


def operator(name):
    """Conditions of one operator, as written."""
    return OPERATORS[name].map(lambda asked: {name: asked})


def written():
    """Conditions of any operators, as written."""
    leaves = st.one_of([operator(name) for name in OPERATORS])
    return st.recursive(
        leaves,
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda found: {"and": found}),
            st.lists(parts, min_size=1, max_size=3).map(lambda found: {"or": found}),
            parts.map(lambda found: {"not": found}),
        ),
        max_leaves=8,
    )
