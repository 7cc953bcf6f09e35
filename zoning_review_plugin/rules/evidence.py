"""What stands behind each verdict: figures and rows as JSON, features, and a sentence in each language."""

from __future__ import annotations

import pandas as pd

from ..model.words import LANGUAGES
from .arrays import by_kind, distinct, repeated
from .conditions.ground import OnGround
from .facts import BETWEEN
from .scope import asked_of, bearing_ground, touched_units
from .statement import Sentences


def explained(found, rules, facts, texts):
    """The findings (`judge.verdicts`) with `evidence`, `feature_code` and a sentence in each language, as places in
    `texts`. What is said of many findings is made once.
    """
    rule, row = found["rule"].to_numpy(), found["row"].to_numpy()
    said = {name: repeated(-1, len(found)) for name in ("evidence", "feature_code")}
    known = {}
    for leaves, mine in by_kind(rule, lambda place: _asked(rules[place], known)):
        place, every = distinct(row[mine])
        said["evidence"][mine] = texts.added(_evidence(leaves, facts, every))[place]
    for source, mine in by_kind(rule, lambda place: _source(rules[place])):
        place, every = distinct(row[mine])
        said["feature_code"][mine] = texts.places(_codes(source, facts, every))[place]
    for language in LANGUAGES:
        said[f"statement_{language}"] = Sentences(language, facts, texts).of(rules, found)
    return pd.DataFrame({**{name: found[name] for name in found}, **said}, copy=False)


def _asked(placed, known):
    """An operator for each fact that a rule asks for, in order; of all that ask for the same, the one in `known`."""
    facts = dict.fromkeys(_fact(leaf, known) for leaf in asked_of(placed))
    return tuple(known[fact] for fact in facts)


def _fact(leaf, known):
    fact = leaf.ground if isinstance(leaf, OnGround) else leaf.fact
    known.setdefault(fact, leaf)
    return fact


def _evidence(leaves, facts, rows):
    """One JSON array for each of `rows`: an object for each fact."""
    shown = [leaf.shown(facts, rows) for leaf in leaves]
    return ["[" + ", ".join(parts) + "]" for parts in zip(*shown)] or ["[]"] * len(rows)


def _source(placed):
    """What brings a rule to a subject: the unit codes that it names, else a `Ground`; None for neither."""
    ground = bearing_ground(placed)
    return placed.rule.scope.unit_codes or (ground and ground.ground)


def _codes(source, facts, rows):
    """Codes of the features that bring the clause to each subject."""
    if isinstance(source, tuple):
        return touched_units(source, facts, rows)
    known = source and facts.ground(source)
    return [text and text.replace(BETWEEN, ", ") for text in known.codes[rows]] if known else [None] * len(rows)
