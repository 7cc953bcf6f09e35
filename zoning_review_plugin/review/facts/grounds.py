"""What each subject shares with the features of a `Ground`: amounts between two ends, and truth where they allow it.

Every layer of the role must answer: what one layer does not show may lie in the other. A layer whose coverage is known
to leave a subject out says nothing about it, and nothing is lost by that where another layer answers.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from ...rules.facts import BETWEEN, GroundFacts
from ...rules.truth import bounded, is_true, is_unknown
from .layer_ground import LayerGround

_ALL = 1.0 - 1e-9
_MOST_ROWS = 20  # features that evidence names


class Grounds:
    """Makes `GroundFacts`. All arrays that it takes have a row for each subject.

    constraints: of the case. pairs: `subject_pairs`. exposure: rows by constraint key, in order of the subjects, with
    `answers`. dimension: of the subjects, -1 where there is none. size: m2 or m, by dimension. around: by constraint
    key, how far (m) around each subject its layer answers. near_m: by constraint key, how far pairs apart are listed.
    search_m: how far the nearest feature of a layer was looked for. sliver_m2: what undercuts this is a sliver.
    together: `Together`. asked: as of `matching`.

    spelt: (ground, constraint key) → (attribute, text) of features met that the ground may mean under another spelling;
    spelt_apart: of those that lie near; strange: of those met that it does not mean by a text that no rule knows.
    """

    def __init__(
        self, constraints, pairs, exposure, dimension, size, around, near_m, search_m, sliver_m2, together, asked
    ):
        self._constraints, self._exposure, self._dimension, self._size = constraints, exposure, dimension, size
        self._around, self._near_m, self._search_m = around, near_m, search_m
        self._sliver_m2, self._together, self._asked = sliver_m2, together, asked
        self.spelt, self.spelt_apart, self.strange = {}, {}, {}
        apart = ~pairs["shares"].to_numpy(bool)
        self._pairs = {key: rows for key, rows in pairs[~apart].groupby("constraint_key", sort=False)}
        self._apart = {key: rows for key, rows in pairs[apart].groupby("constraint_key", sort=False)}
        self._none = pairs.iloc[:0]

    def facts(self, ground):
        """(`GroundFacts` of a ground, the same without what is doubtful).

        What is doubtful may make the difference between sharing ground and not; for how much is shared, and whether
        the whole subject lies there, it counts either way.
        """
        layers = [self._layer(constraint, ground) for constraint in self._meant(ground)]
        known, speaks = self._known(layers)
        amount = self._amounts(layers, known)
        every = self._truth(layers, amount, known, [layer.every for layer in layers])
        firm = self._truth(layers, amount, known, [layer.firm for layer in layers])
        meant = [layer.named() for layer in layers if layer.every.met.any()]
        listed = {column: self._listed(meant, column) for column in ("feature_id", "code", "name", "row")}
        shown = self._shown(amount, listed.pop("row"), speaks, every["met"])
        amount = self._only_what_applies(amount, layers)
        role = next((constraint.role for constraint in self._meant(ground)), None)
        found = GroundFacts(every, amount, shown, *listed.values(), self._data(ground), bool(layers), role)
        return found, self._without_doubt(found, firm)

    def _without_doubt(self, found, firm):
        """The facts without what is doubtful; a sliver that lies outside such features is doubtful too."""
        amount, bare = found.amount, self.bare_slivers(found)
        if not bare.any():
            return replace(found, truth=firm)
        whole = firm["whole"] | bounded(bare, bare)
        shares = {name: np.where(bare, 1.0, amount[name]) for name in ("share_least", "share_most")}
        return replace(found, truth={**firm, "whole": whole}, amount={**amount, **shares})

    def bare_slivers(self, found):
        """Plain booleans: subjects (polygons) of which no more than a sliver lies on no feature that is meant."""
        least = found.amount["share_least"]
        with np.errstate(invalid="ignore"):
            bare = (1.0 - least) * self._size < self._sliver_m2
        return bare & (self._dimension == 2) & (least > 0) & (least < _ALL)

    def _truth(self, layers, amount, known, met):
        """`met`, `whole` and `crossed`. met: of each layer, the `Met` that counts."""
        size = len(self._size)
        unsure = _any([one.unsure for one in met], size)
        whole = _any([layer.within for layer in layers], size) | (amount["share_least"] >= _ALL)
        every, crossed = _any([one.met for one in met], size), _any([one.crossed for one in met], size)
        return {
            "met": bounded(every | unsure | ~known, every),
            "whole": bounded(whole | ~(amount["share_most"] < _ALL), whole),
            # Whether a patch of ground passes through a feature that it meets, its shape does not tell.
            "crossed": bounded(crossed | unsure | ~known | (every & (self._dimension == 2)), crossed),
        }

    def _meant(self, ground):
        return [c for c in self._constraints if ground.means(c.key, c.role)]

    def _layer(self, constraint, ground):
        key = constraint.key
        pairs, apart = self._pairs.get(key, self._none), self._apart.get(key, self._none)
        near_m = max(self._near_m.get(key, 0.0), 0.0 if ground.attr else self._search_m)
        reach = (self._around.get(key, 0.0), near_m)
        together = partial(self._together.firm, accuracy_m=constraint.accuracy_m or 0.0)
        looked = (pairs, apart, self._exposure[key], self._dimension, self._size, reach, together)
        found = LayerGround(ground.attr, self._asked, *looked)
        self.spelt[ground, key], self.spelt_apart[ground, key] = found.spelt, found.spelt_apart
        self.strange[ground, key] = found.strange
        return found

    def _known(self, layers):
        """(all that matters is known, some layer speaks) for each subject."""
        if not layers:
            nothing = np.zeros(len(self._size), bool)
            return nothing, nothing
        answers = [layer.answers for layer in layers]
        settled = [layer.answers | layer.left_out for layer in layers]
        return _all(settled) & _any(answers, len(self._size)), _any(answers, len(self._size))

    def _amounts(self, layers, known):
        found = {}
        size = {"area": np.where(self._dimension == 2, self._size, np.nan)}
        size["length"] = np.where(self._dimension == 1, self._size, np.nan)
        size["share"] = np.where(self._dimension >= 0, 1.0, np.nan)
        for name, whole in size.items():
            zero = np.where(np.isnan(whole), np.nan, 0.0)
            least = np.fmax.reduce([zero, *(layer.amount[name][0] for layer in layers)])
            most = sum((np.nan_to_num(layer.amount[name][1], posinf=np.inf) for layer in layers), zero)
            found[f"{name}_least"] = np.where(np.isnan(whole), np.nan, least)
            found[f"{name}_most"] = np.where(known, np.fmin(most, whole) if name == "share" else most, whole)
        found["distance_least"] = np.minimum.reduce(
            [layer.distance[0] for layer in layers] or [np.zeros(len(self._size))]
        )
        found["distance_most"] = np.minimum.reduce(
            [layer.distance[1] for layer in layers] or [np.full(len(self._size), np.inf)]
        )
        nothing = self._dimension < 0
        for name in ("distance_least", "distance_most"):
            found[name] = np.where(nothing, np.nan, found[name])
        return found

    def _only_what_applies(self, amount, layers):
        """The amounts; where none of the features that are met has such a measure (a line no area), none applies."""
        found = dict(amount)
        for name in ("area", "share", "length"):
            met = _any([layer.every.met for layer in layers], len(self._size))
            measured = _any([layer.measures(name) for layer in layers], len(self._size))
            for end in ("least", "most"):
                found[f"{name}_{end}"] = np.where(met & ~measured, np.nan, amount[f"{name}_{end}"])
        return found

    def _listed(self, meant, column):
        """Texts of the features that each subject meets, joined by `BETWEEN`; None where it meets none.

        meant: `LayerGround.named` of each layer.
        """
        texts = np.full(len(self._size), None, dtype=object)
        rows = pd.concat(meant) if meant else None
        if rows is None or not len(rows):
            return texts
        rows = rows[rows[column].notna()]
        found = {}
        for number, text in zip(rows["number"].tolist(), rows[column].tolist()):
            found.setdefault(number, {})[text] = None  # a dict: each once, in order
        for number, mine in found.items():
            texts[number] = _joined(mine)
        return texts

    def _shown(self, amount, rows, speaks, met):
        """JSON of what is known, without its braces: the same text for all that share nothing."""
        met_, unknown = is_true(met), is_unknown(met)
        shown = np.full(len(self._size), '"value": false', dtype=object)
        shown[unknown & ~speaks] = '"value": null'
        columns = {f"{name}_{unit}": amount[f"{name}_least"] for name, unit in (("area", "m2"), ("length", "m"))}
        columns["share"] = amount["share_least"]
        for place in np.flatnonzero(met_ | (unknown & speaks)).tolist():
            parts = ['"value": true' if met_[place] else '"value": null']
            parts += [f'"{name}": {value[place]:.9g}' for name, value in columns.items() if value[place] > 0]
            parts += [f'"rows": {json.dumps(rows[place].split(BETWEEN), ensure_ascii=False)}'] if rows[place] else []
            shown[place] = ", ".join(parts)
        far = np.flatnonzero(~met_ & np.isfinite(amount["distance_most"]))
        for place in far.tolist():
            shown[place] += f', "nearest_m": {amount["distance_most"][place]:.9g}'
        return shown

    def _data(self, ground):
        return "; ".join(filter(None, (described(constraint) for constraint in self._meant(ground))))


def _any(masks, size):
    return np.logical_or.reduce([np.zeros(size, bool), *masks])


def _all(masks):
    return np.logical_and.reduce(masks)


def _joined(texts):
    if len(texts) == 1:
        return next(iter(texts))
    texts = list(texts)
    return BETWEEN.join(texts[:_MOST_ROWS] + ["…"] * (len(texts) > _MOST_ROWS))


def described(constraint):
    parts = (constraint.owner, constraint.version, constraint.document, constraint.date)
    return " ".join(part for part in parts if part) or constraint.source
