"""What stands behind each verdict: figures and rows as JSON, what is missing, and a sentence in each language."""

from __future__ import annotations

import pandas as pd

from ..model.codes import BREACHES
from ..model.words import LANGUAGES
from .conditions.ground import OnGround
from .facts import BETWEEN
from .scope import asked_of, bearing_ground, touched_units
from .statement import Sentences, grouped
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
        for place, mine in grouped(judged.rule.tolist()).items():
            for where, text in zip(mine, texts_of(self._rules[place], rows[mine])):
                found[where] = text
        return found

    def _missing(self, judged, rows, asked):
        """What would have to be known, or handed in, for another verdict: names joined by "; ", None for nothing.

        asked: any rule of the group.
        """
        found, every = self._missing_scope(judged, rows), pd.RangeIndex(len(rows)).to_numpy()
        if asked.test is not None:
            found += self._open(asked.test, rows, every)
        breach = judged.computed.isin(BREACHES).to_numpy().nonzero()[0]
        for place, way in enumerate(asked.exceptions):
            found += self._open(way.condition, rows, breach)
            documents = tuple(f"evidence.{document}" for document in way.evidence)
            found += [(one, documents) for one in (judged.lifted == place).to_numpy().nonzero()[0].tolist()]
        return _listed(found, len(rows))

    def _missing_scope(self, judged, rows):
        """[(place, names)] of what would tell whether a clause bears on a subject at all."""
        unknown, found = is_unknown(judged.applies).nonzero()[0], []
        for place, mine in judged.rule.iloc[unknown].groupby(judged.rule.iloc[unknown], sort=False).indices.items():
            where = unknown[mine]
            parts = self._open(self._rules[place].condition, rows, where)
            told = {one for one, _ in parts}
            found += [*parts, *((one, ("layer.control_unit",)) for one in where.tolist() if one not in told)]
        return found

    def _open(self, node, rows, where):
        """[(place, names of what is missing)] at the places `where` for whose sake a condition is unknown."""
        found, mine = [], rows[where]
        for leaf, open_ in node.open_leaves(self._facts, mine):
            places = open_.nonzero()[0]
            found += zip(where[places].tolist(), leaf.lacking(self._facts, mine[places]))
        return found

    def _codes_of(self, placed, rows):
        """Codes of the features that bring the clause to each subject."""
        if placed.rule.scope.unit_codes:
            return touched_units(placed.rule, self._facts, rows)
        ground = bearing_ground(placed)
        known = ground and self._facts.ground(ground.ground)
        return [text and text.replace(BETWEEN, ", ") for text in known.codes[rows]] if known else [None] * len(rows)


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


def _listed(found, size):
    """Names joined for each of `size` findings, each once, in order; None where nothing is missing.

    found: (place, names).
    """
    listed = {}
    for place, names in found:
        if names:
            listed.setdefault(place, {}).update(dict.fromkeys(names))
    joined = {names: "; ".join(names) for names in set(map(tuple, listed.values()))}
    return [joined[tuple(listed[place])] if place in listed else None for place in range(size)]


def _joined(parts):
    """One column of the parts that groups gave, as lists or series."""
    if isinstance(parts[0], pd.Series):
        return pd.concat(parts, ignore_index=True)
    return pd.Series([value for part in parts for value in part], dtype=object)
