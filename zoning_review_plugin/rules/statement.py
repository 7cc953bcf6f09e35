"""The sentence of a finding, for a consultant to paste: the rule's own template, else one that fits what was found."""

from __future__ import annotations

from ..model.words import Words
from .conditions.metrics import Metric
from .default_sentence import DefaultSentence
from .facts import BETWEEN
from .figures import amounts_of, figures, with_unit
from .names_of import layer_name, metric_name, missing_words
from .placeholders import DECIMALS, UNKNOWN, filled, filled_rows, placeholders
from .scope import asked_of, tested_ground

_STATED = ("industry", "nature", "land_use")
_OF_GROUND = ("features", "codes", "names")
_OF_ROW = {*DECIMALS, *_STATED, *_OF_GROUND, "subject", "missing", "shared", "figure"} - {"limit"}
_STOPS = "。；;．."  # a clause quoted within a sentence does not end it


class Sentences:
    """Sentences in one language about subjects of `facts`."""

    def __init__(self, language, facts):
        self._words, self._facts, self._language = Words(language), facts, language

    def of(self, rules, judged, missing):
        """A sentence for each finding of a group. missing: what is missing for each, None for nothing."""
        rows, found = judged.row.to_numpy(), [None] * len(judged.row)
        keys = zip(judged.rule.tolist(), judged.verdict.tolist(), judged.lifted.tolist())
        for (place, verdict, lifted), mine in grouped(keys).items():
            texts = self._texts(rules[place], verdict, lifted, rows[mine], [missing[one] for one in mine])
            for one, text in zip(mine, texts):
                found[one] = text
        return found

    def _texts(self, placed, verdict, lifted, rows, missing):
        own = self._own_template(placed.rule, verdict, lifted)
        if own:
            return self._filled(own, placed, rows, missing)
        templates = DefaultSentence(self._words, self._facts).templates(placed, verdict, rows, missing)
        found = [None] * len(rows)
        for template, mine in grouped(templates).items():
            texts = self._filled(template, placed, rows[mine], [missing[one] for one in mine])
            for one, text in zip(mine, texts):
                found[one] = text[:1].upper() + text[1:] if self._language == "en" else text
        return found

    def _own_template(self, rule, verdict, lifted):
        own = rule.explain.get((self._language, verdict))
        return rule.exceptions[lifted].explain.get(self._language, own) if lifted >= 0 else own

    def _filled(self, template, placed, rows, missing):
        """The template filled for each of `rows`."""
        ground = tested_ground(placed)
        metric = tested_metric(placed)
        asked, same = placeholders(template), self._of_rule(placed, ground, metric)
        if not _OF_ROW & set(asked):
            return [filled(template, same)] * len(rows)
        columns = {name: self._column(name, rows, missing, ground, metric) for name in asked if name in _OF_ROW}
        return filled_rows(template, same, columns)

    def _of_rule(self, placed, ground, metric):
        """What is the same for all subjects of a rule."""
        rule, known = placed.rule, ground and self._facts.ground(ground.ground)
        limit = rule.metric or metric
        return {
            "clause_no": rule.clause_no or rule.id,
            "clause_text": rule.clause_text.strip().rstrip(_STOPS),
            "pack": placed.pack.title,
            "layer": ground and layer_name(self._words, ground.ground),
            "data": known.data if known else None,
            "metric": metric and metric_name(self._words, metric),
            "limit": limit and limit.value,
            "unit": limit and limit.unit,
            "bound": limit and with_unit(limit.value, limit.unit),
        }

    def _column(self, name, rows, missing, ground, metric):
        """The values of one placeholder for each of `rows`."""
        if name == "missing":
            return self._missing(rows, missing, metric)
        if name in ("amount", "figure"):
            found = amounts_of(metric, self._facts, rows)
            return found if name == "amount" else [one if one is None else with_unit(one, metric.unit) for one in found]
        if name in ("subject", *_STATED):
            return self._stated(name, rows)
        known = ground and self._facts.ground(ground.ground)
        if not known:
            return [None] * len(rows)
        if name in _OF_GROUND:
            return [self._listed(text) for text in getattr(known, name)[rows]]
        return self._shared(known, rows) if name == "shared" else figures(name, known, rows)

    def _missing(self, rows, missing, metric):
        """What is missing; of a metric that is stated but does not serve, why it does not."""
        said = [missing_words(self._words, names) for names in missing]
        stated = metric and self._facts.stated(metric.fact)
        if not stated:
            return said
        unknown = [*map(metric.why_unknown, stated.values), None]
        why = [one and one.said(self._words) for one in unknown]
        places = stated.place[rows].tolist()
        return [
            self._words.say("missing.because", name=text, why=why[place]) if text and why[place] else text
            for text, place in zip(said, places)
        ]

    def _stated(self, name, rows):
        stated = self._facts.stated(name)
        if not stated:
            return [None] * len(rows)
        texts = list(stated.shown)
        if name == "nature":
            texts = [BETWEEN.join(self._words.code(name, one) for one in text.split(BETWEEN)) for text in texts]
        texts = [*map(self._listed, texts), None]
        return [texts[place] for place in stated.place[rows]]

    def _listed(self, text):
        return text and text.replace(BETWEEN, self._words.say("punctuation.list"))

    def _shared(self, known, rows):
        """Area and length, as far as they apply."""
        columns = []
        for name, figure in (("area", "area_hm2"), ("length", "length_km")):
            texts = [filled(f"{{{figure}}}", {figure: value}) for value in figures(figure, known, rows)]
            columns.append([text and self._words.say(f"shared.{name}", **{name: text}) for text in texts])
        absent = [self._words.say(f"shared.{name}", **{name: UNKNOWN}) for name in ("area", "length")]
        comma = self._words.say("punctuation.comma")
        return [comma.join(part for part in parts if part not in absent) or UNKNOWN for parts in zip(*columns)]


def grouped(keys):
    """{key: places where it stands}, in order. For many small groups, of which pandas makes much ado."""
    found = {}
    for place, key in enumerate(keys):
        found.setdefault(key, []).append(place)
    return found


def tested_metric(placed):
    """The operator on a metric that a rule tests, else the first that it asks for; None without."""
    tested = placed.rule.test.leaves() if placed.rule.test is not None else []
    return next((leaf for leaf in (*tested, *asked_of(placed)) if isinstance(leaf, Metric)), None)
