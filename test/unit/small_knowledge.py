"""Random packs, and random knowledge of a few subjects from which any single fact can be taken away."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from zoning_review_plugin.rules.measures import Amounts, Metrics

from .small_judging import INF, Ground, facts, ground_facts, members, stated

FLAGS = ("a", "b")
ROLES = ("ecological_red_line", "park")
UNITS = ("U1", "U2")
PASSES = ("basically_conforms", "conforms", "not_involved")


@dataclass(frozen=True)
class Knowledge:
    """What is known of `size` subjects: {(kind, name): one value for each, None where it is unknown}."""

    size: int
    known: tuple  # ((kind, name), values), …

    def facts(self):
        """As `Facts` of the rules."""
        made, grounds, units = {}, {}, None
        for (kind, name), values in self.known:
            if kind == "stated":
                made[name] = stated(*values)
            elif kind == "ground":
                grounds[Ground(name)] = _ground(values)
            else:
                units = _members(values)
        return facts(self.size, units, grounds, **made)

    def cells(self):
        """All (fact, subject) that are known."""
        return [
            (k, row) for k, (_, values) in enumerate(self.known) for row in range(self.size) if values[row] is not None
        ]

    def without(self, cell):
        """The same without one fact of one subject."""
        place, row = cell
        key, values = self.known[place]
        lost = tuple(None if k == row else value for k, value in enumerate(values))
        return replace(self, known=(*self.known[:place], (key, lost), *self.known[place + 1 :]))


def _ground(values):
    """values: None, or (m2 shared, m to the nearest feature) of a subject of 100 m2."""
    met = [None if value is None else value[0] > 0 for value in values]
    area = [(0.0, 100.0) if value is None else (value[0],) * 2 for value in values]
    away = [(0.0, INF) if value is None else (0.0 if value[0] > 0 else value[1],) * 2 for value in values]
    share = [(least / 100, most / 100) for least, most in area]
    whole = [None if value is None else value[0] == 100 for value in values]
    return ground_facts(met, whole, met, area=area, share=share, distance=away)


def _members(values):
    """values: None, or the units of a subject."""
    rows = {code: [k for k, mine in enumerate(values) if mine and code in mine] for code in UNITS}
    return members(len(values), [mine is not None for mine in values], **rows)


@st.composite
def knowledge(draw, size=3):
    """Random `Knowledge`; a third of it unknown."""

    def column(values):
        return tuple(draw(st.lists(st.one_of(values, values, st.none()), min_size=size, max_size=size)))

    amounts = st.integers(0, 8).map(lambda value: Metrics(Amounts("t/a", float(value))))
    known = [(("stated", f"declared__{flag}"), column(st.booleans())) for flag in FLAGS]
    known.append((("stated", "nature"), column(st.sampled_from([("new",), ("expand",), ("upgrade", "expand")]))))
    known.append((("stated", "industry"), column(st.sampled_from([("C2614",), ("C26",), ("2710",), ("C",)]))))
    known.append((("stated", "metrics__vocs"), column(amounts)))
    shared = st.tuples(st.sampled_from([0.0, 0.0, 0.5, 40.0, 100.0]), st.sampled_from([5.0, 200.0, 400.0]))
    known += [(("ground", role), column(shared)) for role in ROLES]
    known.append((("units", "units"), column(st.sampled_from([("U1",), ("U2",), UNITS]))))
    return Knowledge(size, tuple(known))


_ROLE = st.sampled_from(ROLES).map(lambda role: {"role": role})
_OPERATORS = st.one_of(
    st.sampled_from(FLAGS).map(lambda flag: {"declared": flag}),
    st.sampled_from(["new", "expand"]).map(lambda one: {"nature": [one]}),
    st.sampled_from(["C26", "C2614", "27", "C"]).map(lambda one: {"industry": [one]}),
    st.tuples(st.sampled_from(["overlap", "within", "cross", "disjoint"]), _ROLE).map(lambda pair: {pair[0]: pair[1]}),
    _ROLE.map(lambda role: {"overlap": {**role, "min_area_m2": 1}}),
    st.tuples(_ROLE, st.sampled_from(["<", ">="])).map(
        lambda pair: {"distance": {**pair[0], "cmp": pair[1], "m": 300}}
    ),
    _ROLE.map(lambda role: {"share_outside": {**role, "cmp": ">", "share": 0.5}}),
)
CONDITIONS = st.recursive(
    _OPERATORS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"and": parts}),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"or": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=4,
)
_ALL = ["does_not_conform", "needs_justification", "information_missing", "to_be_judged", *PASSES]
_METRICS = st.builds(
    lambda cmp, value: {"name": "vocs", "cmp": cmp, "value": value, "unit": "t/a"},
    st.sampled_from(["<", "<=", ">="]),
    st.integers(0, 8),
)


@st.composite
def rules(draw):
    """A random rule, as the changes to the innocent one."""
    some = st.one_of(st.none(), st.none(), st.sampled_from(_ALL))
    ways = st.builds(
        lambda condition, verdict, evidence: {"if": condition, "verdict": verdict, "evidence": evidence},
        CONDITIONS,
        st.sampled_from(_ALL[1:]),
        st.sampled_from([[], ["认定意见"]]),
    )
    metric = draw(st.one_of(st.none(), _METRICS))
    cap = st.sampled_from(["cap", "require", "floor"])
    return {
        "modality": draw(cap if metric else st.sampled_from(["prohibit", "require", "restrict", "exit", "encourage"])),
        "binding": draw(st.sampled_from(["hard", "soft"])),
        "automation": draw(st.sampled_from(["auto", "auto", "assisted", "manual"])),
        "scope": draw(st.sampled_from([None, None, {"unit_codes": ["U1"]}, {"roles": ["park"]}])),
        "applies_if": draw(st.one_of(st.none(), CONDITIONS)),
        "metric": metric,
        "test": None if metric else draw(st.one_of(st.none(), CONDITIONS, CONDITIONS)),
        "if_true": draw(some),
        "if_false": draw(some),
        "if_unknown": draw(st.sampled_from(_ALL[:4])),
        "exceptions": draw(st.lists(ways, max_size=2)),
    }


def numbered(found):
    """The rules with ids of their own."""
    return [{**rule, "id": f"R{place}"} for place, rule in enumerate(found)]
