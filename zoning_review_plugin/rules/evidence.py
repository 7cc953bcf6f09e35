"""What stands behind each verdict: figures and rows as JSON, what is missing, and a sentence in each language."""

from __future__ import annotations

import pandas as pd

from ..model.words import LANGUAGES
from .facts import BETWEEN
from .scope import asked_of, bearing_ground, touched_units
from .statement import Sentences
from .truth import is_unknown

_EVERY = ("row", "rule", "verdict", "computed", "lifted", "evidence", "missing", "feature_code")
STATEMENTS = tuple(f"statement_{language}" for language in LANGUAGES)


class Findings:
    """Gathers the findings of groups of rules that ask the same."""

    def __init__(self, rules, facts):
        self._rules, self._facts = rules, facts
        self._columns = {name: [] for name in (*_EVERY, *STATEMENTS)}
        self._sentences = {language: Sentences(language, facts) for language in LANGUAGES}

    def add(self, first, judged):
        """Take the findings of one group. first: one of its `Placed`. judged: its `Judged`."""
        if not len(judged.row):
            return
        rows = judged.row.to_numpy()
        columns = {
            "row": judged.row,
            "rule": judged.rule,
            "verdict": judged.verdict,
            "computed": judged.computed,
            "lifted": judged.lifted,
            "evidence": self._evidence(first, rows),
            "missing": self._missing(first, judged, rows),
            "feature_code": self._codes(judged, rows),
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

    def _evidence(self, first, rows):
        """One JSON array for each row: an object for each fact that the rule asked for."""
        shown = [leaf.shown(self._facts, rows) for leaf in asked_of(first)]
        if not shown:
            return ["[]"] * len(rows)
        return [f"[{', '.join(parts)}]" for parts in zip(*shown)]

    def _missing(self, first, judged, rows):
        """What would have to be known, or handed in, for another verdict: names joined by "; ", None for nothing."""
        rule = first.rule
        found = self._open(first.condition, rows)
        member = is_unknown(judged.applies) & ~_any([where for _, where in found], len(rows))
        found += [([("layer.control_unit",)] * len(rows), member)] if member.any() else []
        if rule.test is not None:
            found += self._open(rule.test, rows)
        breach = judged.computed.isin(("does_not_conform", "needs_justification")).to_numpy()
        for place, way in enumerate(rule.exceptions):
            found += [(names, where & breach) for names, where in self._open(way.condition, rows)]
            shown = (judged.lifted == place).to_numpy()
            found.append(([tuple(f"evidence.{document}" for document in way.evidence)] * len(rows), shown))
        return _listed(found, len(rows))

    def _open(self, node, rows):
        """[(names of what is missing for each row, where)] of the operators for whose sake a condition is unknown."""
        return [(leaf.lacking(self._facts, rows), where) for leaf, where in node.open_leaves(self._facts, rows)]

    def _codes(self, judged, rows):
        """Codes of the features that bring the clause to each subject."""
        parts = []
        for place in judged.rule.unique():
            mine = (judged.rule == place).to_numpy()
            parts.append(pd.Series(self._codes_of(self._rules[place], rows[mine]), index=judged.row.index[mine]))
        return pd.concat(parts).reindex(judged.row.index).tolist()

    def _codes_of(self, placed, rows):
        if placed.rule.scope.unit_codes:
            return touched_units(placed.rule, self._facts, rows)
        ground = bearing_ground(placed)
        known = ground and self._facts.ground(ground.ground)
        return [text and text.replace(BETWEEN, ", ") for text in known.codes[rows]] if known else [None] * len(rows)


def _any(masks, size):
    found = pd.Series(False, index=range(size)).to_numpy()
    for mask in masks:
        found = found | mask
    return found


def _listed(found, size):
    """Names joined for each row, each once, in order; None where there is none. found: as from `Findings._open`."""
    listed = [{} for _ in range(size)]
    for names, where in found:
        for place in where.nonzero()[0].tolist():
            listed[place].update(dict.fromkeys(names[place]))
    return ["; ".join(names) or None for names in listed]


def _joined(parts):
    """One column of the parts that groups gave, as lists or series."""
    if isinstance(parts[0], pd.Series):
        return pd.concat(parts, ignore_index=True)
    return pd.Series([value for part in parts for value in part], dtype=object)
