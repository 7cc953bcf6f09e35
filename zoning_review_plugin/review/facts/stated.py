"""What the case and its subjects state: inherited case < project < scheme < subject; what nobody states is unknown."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pandas as pd

from ...model.code_readings import LETTER_WRONG, industry_readings, land_use_reading, spoken_codes
from ...model.code_tables import code_table
from ...rules.facts import BETWEEN, Statements
from ...rules.measures import Metrics, amounts_of, metrics_of

_SEPARATORS = re.compile(r"[,，;；、\s]+")
_LISTS = ("industry", "nature")
_OWN = ("industry", "nature", "land_use", "part", "mode")


def statements(case, table, kinds, needs, groups):
    """{name: `Statements`} of the subjects. table: of the subjects, columns `project`, `scheme` and our field names.

    kinds: geometry kind of each subject, None where there is none. needs: `Needs` of the rules. groups: `Groups` of
    the subjects.
    """
    found = {name: _own(name, table, groups) for name in _OWN}
    found["geometry"] = _of_texts(pd.Series(kinds, dtype=object), lambda kind: (kind,))
    found["date"] = Statements(np.zeros(len(table), np.int64), (case.date,), (case.date,))
    names = table["name"].where(table["name"].notna(), table["subject_id"]).to_numpy(dtype=object)
    found["subject"] = Statements(np.arange(len(table)), tuple(names), tuple(names))
    for name in needs.stated:
        family, _, flag = name.partition(".")
        if family == "declared":
            found[name] = groups.stated(lambda facts, flag=flag: facts["declared"].get(flag))
    for name, leaf in needs.metrics.items():
        found[name] = groups.stated(lambda facts, leaf=leaf: _metrics(facts["metrics"], leaf))
    return found


class Groups:
    """Subjects by project and scheme: all of one group inherit the same facts."""

    def __init__(self, case, table):
        known = table[["project", "scheme"]].where(table[["project", "scheme"]].notna(), None)
        self.place, groups = pd.factorize(pd.Series(list(zip(known["project"], known["scheme"]))))
        self.facts = [_inherited(case, *group) for group in groups]

    def stated(self, ask):
        """`Statements` of what `ask` finds in the facts of each group; None is nothing."""
        return statements_of([ask(facts) for facts in self.facts], self.place)


def statements_of(values, place):
    """`Statements` of subjects, each of which states one of `values`, by its place; None is nothing."""
    known = [value for value in values if value is not None]
    there = np.array([value is not None for value in values], bool)
    return Statements(np.where(there, np.cumsum(there) - 1, -1)[place], tuple(known), tuple(map(_text, known)))


def _inherited(case, project_id, scheme_id):
    """The facts of one scheme: its own before its project's before the case's; statements and metrics one by one."""
    project = next((project for project in case.projects if project.id == project_id), None)
    scheme = next((scheme for scheme in project.schemes if scheme.id == scheme_id), None) if project else None
    merged = {"declared": {}, "metrics": {}}
    if case.projects and project_id is not None and project is None:
        return merged  # of a project that the case does not know nothing is known
    for facts in (case.facts, project.facts if project else {}, scheme.facts if scheme else {}):
        merged.update({name: tuple(facts[name]) for name in _LISTS if name in facts})
        for name in ("declared", "metrics"):
            merged[name] = {**merged[name], **facts.get(name, {})}
    return merged


def _own(name, table, groups):
    """A field of the subjects; where it is empty, what their group states."""
    texts = table[name].where(table[name].notna(), None).to_numpy(dtype=object)
    texts = np.array([text if text and text.strip() else None for text in texts] + [None], dtype=object)[:-1]
    inherited = [_of_list(name, facts.get(name)) for facts in groups.facts]
    place, values = pd.factorize(texts, use_na_sentinel=True)
    known = [_READ[name](value) for value in values]
    group = np.array([k if value else -1 for k, value in enumerate(inherited)], np.int64)[groups.place]
    place = np.where(place >= 0, place, np.where(group >= 0, group + len(known), -1))
    known += inherited
    return Statements(place, tuple(known), tuple(BETWEEN.join(value) for value in known))


def _of_list(name, stated):
    """The codes of a list of texts, as facts state them; () for none."""
    return tuple(code for text in stated or () for code in _READ[name](text))


def _industry(text):
    """Codes; one whose letter contradicts its digits stays as it is written, and tells nothing."""
    return tuple(text if reading.how == LETTER_WRONG else reading.code for reading in industry_readings(text))


def _land_use(text):
    tables = code_table("land_use_2023"), code_table("land_use_2020")
    return tuple(land_use_reading(part, *tables).code for part in _SEPARATORS.split(text.strip()) if part)


_READ = {
    "industry": _industry,
    "land_use": _land_use,
    **{name: partial(spoken_codes, name) for name in ("nature", "part", "mode")},
}


def _of_texts(texts, value_of):
    place, values = pd.factorize(texts, use_na_sentinel=True)
    return Statements(place, tuple(map(value_of, values)), tuple(map(str, values)))


def _metrics(metrics, leaf):
    """What is stated of a metric and of the one it is divided by; None where neither is."""
    return metrics_of({name: amounts_of(written) for name, written in metrics.items()}, leaf.name, leaf.per)


def _text(value):
    if isinstance(value, Metrics):
        return "; ".join(_amount_text(part) for part in (value.own, value.per) if part)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _amount_text(amounts):
    parts = [f"{name}={getattr(amounts, name):g}" for name in ("value", "existing", "added", "reduced")
             if getattr(amounts, name) is not None]  # fmt: skip
    return " ".join([*parts, amounts.unit, *([f"[{amounts.evidence}]"] if amounts.evidence else [])])
