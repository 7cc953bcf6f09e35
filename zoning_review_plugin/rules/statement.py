"""The sentence of a finding, for a consultant to paste: the rule's own template, else one that fits what was found."""

from __future__ import annotations

import pandas as pd

from ..model.words import Words
from .conditions.ground import Distance, OnGround
from .conditions.metrics import Metric
from .placeholders import DECIMALS, UNKNOWN, filled, placeholders
from .scope import asked_of

_OF_ROW = {
    *DECIMALS,
    "subject",
    "features",
    "names",
    "codes",
    "industry",
    "nature",
    "land_use",
    "missing",
    "shared",
    "figure",
} - {"limit"}


class Sentences:
    """Sentences in one language about subjects of `facts`."""

    def __init__(self, language, facts):
        self._words, self._facts, self._language = Words(language), facts, language

    def of(self, rules, judged, missing):
        """A sentence for each finding of a group. missing: what is missing for each, None for nothing."""
        frame = pd.DataFrame({"rule": judged.rule.to_numpy(), "verdict": judged.verdict.to_numpy()})
        frame["lifted"] = judged.lifted.to_numpy()
        rows, found = judged.row.to_numpy(), [None] * len(frame)
        for (place, verdict, lifted), mine in frame.groupby(["rule", "verdict", "lifted"]).indices.items():
            placed, where = rules[place], mine.tolist()
            texts = self._texts(placed, verdict, lifted, rows[mine], [missing[one] for one in where])
            for one, text in zip(where, texts):
                found[one] = text
        return found

    def _texts(self, placed, verdict, lifted, rows, missing):
        ground = next((leaf for leaf in asked_of(placed) if isinstance(leaf, OnGround)), None)
        amount = next((leaf for leaf in asked_of(placed) if isinstance(leaf, Metric)), None)
        template = self._template(placed.rule, verdict, lifted, ground, amount)
        asked = placeholders(template)
        same = self._of_rule(placed, ground)
        if not _OF_ROW & set(asked):
            return [filled(template, same)] * len(rows)
        columns = {name: self._column(name, rows, missing, ground, amount) for name in asked if name in _OF_ROW}
        return [filled(template, {**same, **dict(zip(columns, values))}) for values in zip(*columns.values())]

    def _template(self, rule, verdict, lifted, ground, amount):
        own = rule.explain.get((self._language, verdict))
        if lifted >= 0:
            own = rule.exceptions[lifted].explain.get(self._language, own)
        if own:
            return own
        kind = "metric" if amount else "distance" if isinstance(ground, Distance) else "ground" if ground else "plain"
        key = f"statement.{verdict}.{kind}"
        return self._words.say(key if self._words.has(key) else f"statement.{verdict}")

    def _of_rule(self, placed, ground):
        """What is the same for all subjects of a rule."""
        rule, known = placed.rule, ground and self._facts.ground(ground.ground)
        return {
            "clause_no": rule.clause_no or rule.id,
            "clause_text": rule.clause_text,
            "pack": placed.pack.title,
            "layer": ground and self._layer(ground.ground),
            "data": known.data if known else None,
            "limit": rule.metric and rule.metric.value,
            "unit": rule.metric and rule.metric.unit,
            "bound": rule.metric and _with_unit(rule.metric.value, rule.metric.unit),
        }

    def _layer(self, ground):
        return self._words.code("role", ground.role) if ground.role else ground.layer

    def _column(self, name, rows, missing, ground, amount):
        """The values of one placeholder for each of `rows`."""
        if name == "missing":
            return [missing_words(self._words, names) for names in missing]
        if name == "amount":
            return self._amounts(amount, rows)
        if name == "figure":
            return [value if value is None else _with_unit(value, amount.unit) for value in self._amounts(amount, rows)]
        if name in ("subject", "industry", "nature", "land_use"):
            stated = self._facts.stated(name)
            texts = (*stated.shown, None) if stated else (None,)
            return [texts[place] for place in stated.place[rows]] if stated else [None] * len(rows)
        known = ground and self._facts.ground(ground.ground)
        if not known:
            return [None] * len(rows)
        if name in ("features", "codes", "names"):
            return getattr(known, name)[rows].tolist()
        if name == "shared":
            return self._shared(known, rows)
        return _figures(name, known, rows)

    def _shared(self, known, rows):
        """Area and length, as far as they apply."""
        columns = []
        for name, figure in (("area", "area_hm2"), ("length", "length_km")):
            texts = [filled(f"{{{figure}}}", {figure: value}) for value in _figures(figure, known, rows)]
            columns.append([text and self._words.say(f"shared.{name}", **{name: text}) for text in texts])
        absent = [self._words.say(f"shared.{name}", **{name: UNKNOWN}) for name in ("area", "length")]
        comma = self._words.say("punctuation.comma")
        return [comma.join(part for part in parts if part not in absent) or UNKNOWN for parts in zip(*columns)]

    def _amounts(self, amount, rows):
        stated = amount and self._facts.stated(amount.fact)
        if not stated:
            return [None] * len(rows)
        amounts = (*(amount.amount(value) for value in stated.values), None)
        return [amounts[place] for place in stated.place[rows]]


def _with_unit(value, unit):
    return f"{value:.10g} {unit}" if unit else f"{value:.10g}"


_AMOUNT = {
    "area_hm2": ("area", 1e-4),
    "area_mu": ("area", 15e-4),
    "share_pct": ("share", 100.0),
    "length_km": ("length", 1e-3),
    "distance_m": ("distance", 1.0),
}


def _figures(name, known, rows):
    """Figures for sentences: what is surely shared; a distance beyond the search as `> 5000`."""
    amount, factor = _AMOUNT[name]
    least, most = known.amount[f"{amount}_least"][rows] * factor, known.amount[f"{amount}_most"][rows] * factor
    if amount == "distance":
        return [f"> {a:.0f}" if b == float("inf") else a for a, b in zip(least.tolist(), most.tolist())]
    return [None if a != a else a for a in least.tolist()]


def missing_words(words, names):
    """What is missing, as people say it. names: joined by "; ", or None."""
    said = [_missing_word(words, name) for name in (names or "").split("; ") if name]
    return words.say("punctuation.list").join(said)


def _missing_word(words, name):
    family, _, rest = name.partition(".")
    if family == "layer":
        return words.say("missing.layer", name=words.code("role", rest))
    if rest:
        return words.say(f"missing.{family}", name=words.code("declared", rest) if family == "declared" else rest)
    return words.say(f"missing.{name}") if words.has(f"missing.{name}") else name
