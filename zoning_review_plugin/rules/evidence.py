"""What stands behind each verdict: figures and rows as JSON, what is missing, and a sentence in each language."""

from __future__ import annotations

import pandas as pd

from ..model.words import LANGUAGES
from .conditions.ground import OnGround
from .scope import asked_of, touched_units
from .statement import Sentences
from .truth import is_unknown

_EVERY = ("row", "rule", "verdict", "computed", "lifted", "evidence", "missing", "feature_code")


class Findings:
    """Gathers the findings of groups of rules that test the same."""

    def __init__(self, rules, facts):
        self._rules, self._facts = rules, facts
        self._columns = {name: [] for name in (*_EVERY, *(f"statement_{language}" for language in LANGUAGES))}
        self._sentences = {language: Sentences(language, facts) for language in LANGUAGES}
        self._evidence = _Evidence(facts)

    def add(self, judged):
        """Take the findings of one group, a `Judged`."""
        rows, places = judged.row.to_numpy(), judged.rule.to_numpy()
        columns = {
            "row": judged.row,
            "rule": judged.rule,
            "verdict": judged.verdict,
            "computed": judged.computed,
            "lifted": judged.lifted,
            "evidence": self._by_rule(judged, self._evidence.of),
            "missing": self._missing(judged, rows, self._rules[places[0]].rule),
            "feature_code": self._by_rule(judged, self._codes_of),
        }
        for language, sentences in self._sentences.items():
            columns[f"statement_{language}"] = sentences.of(self._rules, judged, columns["missing"])
        for name, values in columns.items():
            self._columns[name].append(values)

    def frame(self):
        """All findings, sorted by subject and rule."""
        if not self._columns["row"]:
            return pd.DataFrame({name: pd.Series([], dtype=object) for name in self._columns})
        frame = pd.DataFrame({name: _joined(parts) for name, parts in self._columns.items()}, copy=False)
        return frame.sort_values(["row", "rule"], kind="stable", ignore_index=True)

    def _by_rule(self, judged, texts_of):
        """A list of what `texts_of(placed, rows)` gives, asked once for each rule of a group."""
        rows, found = judged.row.to_numpy(), [None] * len(judged.row)
        for place, mine in judged.rule.groupby(judged.rule, sort=False).indices.items():
            for where, text in zip(mine.tolist(), texts_of(self._rules[place], rows[mine])):
                found[where] = text
        return found

    def _missing(self, judged, rows, asked):
        """What would have to be known, or handed in, for another verdict: names joined by "; ", None for nothing.

        asked: any rule of the group.
        """
        facts, found = self._facts, self._missing_scope(judged, rows)
        if asked.test is not None:
            found += [(leaf.missing(), where) for leaf, where in asked.test.open_leaves(facts, rows)]
        breach = judged.computed.isin(("does_not_conform", "needs_justification")).to_numpy()
        for place, way in enumerate(asked.exceptions):
            found += [(leaf.missing(), where & breach) for leaf, where in way.condition.open_leaves(facts, rows)]
            shown = (judged.lifted == place).to_numpy()
            found += [(f"evidence.{document}", shown) for document in way.evidence]
        return _listed(found, len(rows))

    def _missing_scope(self, judged, rows):
        """[(name, plain booleans)] of what would tell whether a clause bears on a subject at all."""
        unknown, found = is_unknown(judged.applies), []
        if not unknown.any():
            return found
        for place, mine in judged.rule[unknown].groupby(judged.rule[unknown], sort=False).indices.items():
            where = unknown.nonzero()[0][mine]
            parts = self._rules[place].condition.open_leaves(self._facts, rows[where])
            found += [(leaf.missing(), _only(where[open_], len(rows))) for leaf, open_ in parts]
            if not parts:
                found.append(("layer.control_unit", _only(where, len(rows))))
        return found

    def _codes_of(self, placed, rows):
        """Codes of the features that bring the clause to each subject."""
        if placed.rule.scope.unit_codes:
            return touched_units(placed.rule, self._facts, rows)
        grounds = [leaf.ground for leaf in asked_of(placed) if isinstance(leaf, OnGround)]
        known = next((self._facts.ground(ground) for ground in grounds if self._facts.ground(ground)), None)
        return [None] * len(rows) if known is None else known.codes[rows].tolist()


class _Evidence:
    """JSON of the facts that rules ask for. Rules that ask for the same facts of a subject share one text."""

    def __init__(self, facts):
        self._facts, self._texts, self._leaves = facts, {}, {}

    def of(self, placed, rows):
        """One JSON array for each of `rows`: an object for each fact."""
        leaves = self._asked(placed)
        texts = self._texts.setdefault(tuple(leaves), {})
        wanted = [row for row in rows.tolist() if row not in texts]
        if wanted:
            index = pd.Index(wanted).to_numpy()
            shown = [leaf.shown(self._facts, index) for leaf in leaves.values()]
            texts.update(zip(wanted, ["[" + ", ".join(parts) + "]" for parts in zip(*shown)] or ["[]"] * len(wanted)))
        return [texts[row] for row in rows.tolist()]

    def _asked(self, placed):
        """{fact: an operator that asks for it} of a rule, in order."""
        found = self._leaves.get(id(placed))
        if found is None:
            found = {}
            for leaf in asked_of(placed):
                found.setdefault(leaf.ground if isinstance(leaf, OnGround) else leaf.fact, leaf)
            self._leaves[id(placed)] = found
        return found


def _only(places, size):
    """Plain booleans: true at `places`."""
    return pd.Index(range(size)).isin(places)


def _listed(found, size):
    """Names joined for each row, each once, in order; None where there is none."""
    listed = {}
    for name, where in found:
        for place in where.nonzero()[0].tolist():
            listed.setdefault(place, {})[name] = True
    joined = {names: "; ".join(names) for names in set(map(tuple, listed.values()))}
    return [joined[tuple(listed[place])] if place in listed else None for place in range(size)]


def _joined(parts):
    """One column of the parts that groups gave, as lists or series."""
    if isinstance(parts[0], pd.Series):
        return pd.concat(parts, ignore_index=True)
    return pd.Series([value for part in parts for value in part], dtype=object)
