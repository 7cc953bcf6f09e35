"""The sentence of a finding, for a consultant to paste: the rule's own template, else one that fits what was found.

Findings whose sentences are made of the same parts have the same sentence: it is put together once.
"""

from __future__ import annotations

from ..model.codes import VERDICTS
from ..model.words import Words
from .arrays import by_kind, combined, distinct, integers, objects, repeated
from .default_sentence import STATED, DefaultSentence, about
from .facts import BETWEEN
from .figures import amounts_of, figures, measured, with_unit
from .names_of import ground_name, layer_name, metric_name, missing_words
from .placeholders import DECIMALS, UNKNOWN, asked, filled, filled_rows, fitting, shown

_OF_GROUND = ("features", "codes", "names")
_CODES = ("industry", "land_use")  # of which a statement may be too coarse
_OF_ROW = {*DECIMALS, *STATED, *_OF_GROUND, "subject", "missing", "shared", "figure"} - {"limit"}
_STOPS = "。；;．."  # a clause quoted within a sentence does not end it


class Sentences:
    """Sentences in one language about subjects of `facts`, kept in `texts`."""

    def __init__(self, language, facts, texts):
        layers = {ground.layer: known.role for ground, known in facts.grounds.items() if ground.layer and known.role}
        self._words, self._facts, self._language, self._texts = Words(language, layers), facts, language, texts
        self._default = DefaultSentence(self._words, facts)

    def of(self, rules, found):
        """The place of the sentence of each finding in integers (`judge.verdicts`)."""
        said = repeated(-1, len(found))
        columns = {name: found[name].to_numpy() for name in ("row", "rule", "verdict", "lifted", "missing")}
        for of_what, mine in by_kind(columns["rule"], lambda place: about(rules[place])):
            one = _Findings(rules, of_what, *(column[mine] for column in columns.values()))
            said[mine] = self._said(one)
        return said

    def _said(self, one):
        """The same for findings about one thing."""
        templates, which = self._templates(one)
        said = repeated(-1, len(one.row))
        names = [tuple(part for part in asked(template) if part[0] in _OF_ROW) for template, _ in templates]
        for parts, mine in by_kind(which, names.__getitem__):
            some = one.only(mine)
            said[mine] = self._filled(some, templates, which[mine], {part: self._column(part, some) for part in parts})
        return said

    def _templates(self, one):
        """([(template, whether it is a default one)], which of these each finding has)."""
        which, kinds = measured(one.about.ground and self._facts.ground(one.about.ground.ground), one.row)
        place, first = combined([one.rule, one.verdict, one.lifted, which])
        rules = (one.rules[rule].rule for rule in one.rule[first].tolist())
        keys = zip(rules, *(column[first].tolist() for column in (one.verdict, one.lifted, which)))
        own = [self._own_template(rule, VERDICTS[verdict], lifted, kinds[kind]) for rule, verdict, lifted, kind in keys]
        found = {}
        which = integers([found.setdefault((text, False), len(found)) if text else -1 for text in own])[place]
        rest = (which < 0).nonzero()[0]
        if len(rest):
            templates, of_rest = self._default.templates(one.only(rest))
            which[rest] = integers([found.setdefault((text, True), len(found)) for text in templates])[of_rest]
        return [*found], which

    def _own_template(self, rule, verdict, lifted, measures):
        """None where the rule has none, and where its own asks for what cannot be measured: the area of a point."""
        own = rule.explain.get((self._language, verdict))
        own = rule.exceptions[lifted].explain.get(self._language, own) if lifted >= 0 else own
        return own and fitting(own, measures)

    def _filled(self, one, templates, which, columns):
        """The templates filled for each finding. columns: (name, decimals) → (place for each finding, texts)."""
        place, first = combined([one.rule, which, *(where for where, _ in columns.values())])
        made = objects([None] * len(first))
        for number, mine in by_kind(which[first], lambda number: number):
            (template, is_default), rows = templates[number], first[mine]
            rules, of_rule = one.rule[rows].tolist(), {}
            for rule in dict.fromkeys(rules):
                of_rule[rule] = self._of_rule(one.rules[rule], one.about)
            named = {part: [texts[k] for k in where[rows].tolist()] for part, (where, texts) in columns.items()}
            found = filled_rows(template, [of_rule[rule] for rule in rules], named)
            capital = is_default and self._language == "en"
            made[mine] = [text[:1].upper() + text[1:] for text in found] if capital else found
        return self._texts.added(made)[place]

    def _of_rule(self, placed, of_what):
        """What is the same for all subjects of a rule."""
        rule, ground, metric = placed.rule, of_what.ground, of_what.metric
        known, limit = ground and self._facts.ground(ground.ground), rule.metric or metric
        role = known.role if known else None
        return {
            "clause_no": rule.clause_no or rule.id,
            "clause_text": rule.clause_text.strip().rstrip(_STOPS),
            "pack": placed.pack.title,
            "layer": ground and layer_name(self._words, ground.ground, role),
            "ground": ground and ground_name(self._words, ground.ground, role),
            "data": known.data if known else None,
            "metric": metric and metric_name(self._words, metric),
            "limit": limit and limit.value,
            "unit": limit and limit.unit,
            "bound": limit and with_unit(limit.value, limit.unit),
        }

    def _column(self, part, one):
        """(place for each finding, texts) of one placeholder with its decimals."""
        name, decimals = part
        if name == "missing":
            return self._missing(one)
        place, rows = distinct(one.row)
        return place, [shown(name, value, decimals) for value in self._values(name, rows, one.about)]

    def _values(self, name, rows, of_what):
        """What a placeholder stands for, for each of `rows`."""
        ground, metric = of_what.ground, of_what.metric
        if name in ("amount", "figure"):
            found = amounts_of(metric, self._facts, rows)
            return found if name == "amount" else [one if one is None else with_unit(one, metric.unit) for one in found]
        if name in ("subject", *STATED):
            return self._stated(name, rows)
        known = ground and self._facts.ground(ground.ground)
        if not known:
            return [None] * len(rows)
        if name in _OF_GROUND:
            return [self._listed(text) for text in getattr(known, name)[rows]]
        return self._shared(known, rows) if name == "shared" else figures(name, known, rows)

    def _missing(self, one):
        """What is missing; of what is stated but does not serve, what that is, of a metric why it does not."""
        metric = one.about.metric
        stated = metric and self._facts.stated(metric.fact)
        where = stated.place[one.row] if stated else repeated(-1, len(one.row))
        coarse = {name: self._stated_where_missing(name, one) for name in _CODES}
        place, first = combined([one.missing, where, *coarse.values()])
        texts = {name: self._texts_at(name, coarse[name][first]) for name in _CODES}
        told = [dict(zip(texts, row)) for row in zip(*texts.values())]
        said = [missing_words(self._words, *each) for each in zip(self._texts.told(one.missing[first]), told)]
        if stated:
            unknown = [*map(metric.why_unknown, stated.values), None]
            why = [unknown[k] and unknown[k].said(self._words) for k in where[first].tolist()]
            say = self._words.say
            said = [say("missing.because", name=a, why=b) if a and b else a for a, b in zip(said, why)]
        return place, [shown("missing", text, None) for text in said]

    def _stated_where_missing(self, name, one):
        """For each finding the place of what is stated of `name`, -1 where nothing is or `name` is not missing."""
        stated = self._facts.stated(name)
        if not stated:
            return repeated(-1, len(one.row))
        place, texts = distinct(one.missing)
        lacks = integers([name in (names or "").split("; ") for names in self._texts.told(texts)])[place]
        return (stated.place[one.row] + 1) * lacks - 1

    def _texts_at(self, name, places):
        stated = self._facts.stated(name)
        texts = [*map(self._listed, stated.shown), None] if stated else [None]
        return [texts[k] for k in places.tolist()]

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


class _Findings:
    """Findings about one thing (`default_sentence.About`). row, rule, verdict, lifted, missing: integer arrays."""

    def __init__(self, rules, of_what, *columns):
        self.rules, self.about, self._columns = rules, of_what, columns
        self.row, self.rule, self.verdict, self.lifted, self.missing = columns

    def only(self, rows):
        """Some of them."""
        return _Findings(self.rules, self.about, *(column[rows] for column in self._columns))
