"""Findings as a reader browses them: grouped, searched, and led back to the overlaps that they rest on."""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from ..model.codes import BREACHES, LEVELS, RANK_OF_VERDICT, VERDICTS
from ..model.words import Words
from ..rules.names_of import missing_words
from .decision_kinds import KINDS, kinds_of
from .finding_groups import Group, Groups
from .row_search import RowSearch

GROUPINGS = ("verdict", "subject", "clause", "constraint")
COLUMNS = (
    "verdict", "subject_id", "subject_name", "scheme", "level", "pack", "clause_no", "dimension", "finding", "missing",
    "clause_text", "binding", "automation", "computed", "override_by", "override_reason", "superseded_by", "rule_id",
)  # fmt: skip
_CODED = {"verdict": "verdict", "computed": "verdict", "level": "level", "dimension": "dimension",
          "binding": "binding", "automation": "automation"}  # fmt: skip
_SEARCHED = ("subject_id", "subject_name", "pack", "clause_no", "clause_text", "finding", "rule_id", "feature_code")


def prepared_view(result, language):
    """The `FindingsView` of a `Result`, with all that would make its reader wait."""
    view = FindingsView(result, Words(language, result.case.layer_roles))
    view.prepare()
    return view


class FindingsView:
    """The findings of a `Result` for one reader. verdict: the one that holds, decided or computed."""

    def __init__(self, result, words):
        self._words, self.result, self._groups = words, result, {}
        finding = result.tables["finding"]
        names = dict(zip(result.tables["subject"]["subject_id"], result.tables["subject"]["name"]))
        decided = finding["override_verdict"]
        holds = decided.where(decided.notna(), finding["verdict"])
        more = {"verdict": holds, "subject_name": finding["subject_id"].map(names)}
        more["finding"] = finding[f"statement_{words.language}"]
        # Columns side by side, as they are: one block of millions of cells is copied, and read by QGIS, in one go.
        self.frame = pd.DataFrame({**dict(finding.items()), **more}, copy=False)

    def __len__(self):
        return len(self.frame)

    def prepare(self):
        """Work out now what searching, stepping, grouping and deciding need, which else waits until it is asked for."""
        for by in GROUPINGS:
            self.groups(by)
        deciding = self.decision_counts, self.decision_places
        return self.order, self.conflicts, deciding, self.search, self._subjects_by_id, self._overlaps_of_subject

    @cached_property
    def order(self):
        """Places of all findings, worst first, what gave way last, else in their order."""
        rank = self.frame["verdict"].map(RANK_OF_VERDICT)
        rank = rank.where(self.frame["superseded_by"].isna(), len(VERDICTS)).fillna(len(VERDICTS))
        return np.argsort(rank.to_numpy(), kind="stable")

    @cached_property
    def conflicts(self):
        """Places of the breaches that hold, worst first."""
        return self._those(self.frame["verdict"].isin(BREACHES) & self.frame["superseded_by"].isna())

    def groups(self, by):
        """The `Groups` of all findings by one of `GROUPINGS`, rows worst first."""
        if by not in self._groups:
            self._groups[by] = Groups(self._by_constraint() if by == "constraint" else self._grouped(by))
        return self._groups[by]

    def _grouped(self, by):
        keys, labels = self._keys(by)[self.order], self._labels(by)
        codes, found = pd.factorize(keys)
        rows = self.order[np.argsort(codes, kind="stable")]
        parts = np.split(rows, np.cumsum(np.bincount(codes, minlength=len(found)))[:-1]) if len(found) else []
        groups = [Group(key, labels(key, mine[0]), mine) for key, mine in zip(found, parts)]
        if by == "verdict":
            groups.sort(key=lambda group: RANK_OF_VERDICT.get(group.key, len(VERDICTS)))
        if by == "clause":
            level = self.frame["level"].map({level: number for number, level in enumerate(LEVELS)}).to_numpy()
            groups.sort(key=lambda group: level[group.rows[0]])
        return groups

    def found(self, text, rows=None):
        """The places among `rows` whose findings hold every word of `text`."""
        return self.search.found(text, self.order if rows is None else rows)

    def text(self, row, column):
        """What a reader sees of one cell."""
        value = self.frame[column].iat[row]
        if column in _CODED:
            return self._words.code(_CODED[column], value if isinstance(value, str) else None)
        if column == "missing":
            return missing_words(self._words, value) if value else ""
        return value if isinstance(value, str) else ""

    def overlaps(self, row):
        """The rows of the table `overlap` that a finding rests on."""
        mine = self._of_subject(row)
        names = mine["constraint_key"] + "/" + mine["feature_id"].astype(str)
        return mine[names.isin(_rows_named(self.frame["evidence"].iat[row]))]

    def _of_subject(self, row):
        order, starts = self._overlaps_of_subject
        place = self._place_of_subject(self.frame["subject_id"].iat[row])
        return _rows(self.result.tables["overlap"], order[starts[place] : starts[place + 1]])

    def subject(self, row):
        """The row of the table `subject` that a finding is about."""
        subject = self.result.tables["subject"]
        return subject.iloc[self._place_of_subject(self.frame["subject_id"].iat[row])]

    def shape(self, row):
        """The overlaps that a finding rests on where their shapes were kept, else its subject; None for neither."""
        shapes = [shape for shape in self.overlaps(row)["geom"] if shape is not None]
        return shapely.union_all(shapes) if shapes else self.subject(row)["geom"]

    def of_subjects(self, ids):
        """The places of the findings on some subjects, worst first."""
        return self._those(self.frame["subject_id"].isin(list(ids)))

    def _those(self, mask):
        return self.order[mask.to_numpy(bool)[self.order]]

    def _place_of_subject(self, name):
        """The row of `subject` with an id. It must be there: findings are on subjects only."""
        ids, rows = self._subjects_by_id
        return int(rows[bisect_left(ids, name)])

    @cached_property
    def _subjects_by_id(self):
        """(ids in order, the row of `subject` of each). As arrays: a dict of a province is handed over in one go."""
        ids = self.result.tables["subject"]["subject_id"].to_numpy(dtype=object)
        order = np.argsort(ids, kind="stable")
        return ids[order], order

    @cached_property
    def _overlaps_of_subject(self):
        """(rows of `overlap` by subject, in their order; where those of each row of `subject` begin)."""
        ids = self.result.tables["subject"]["subject_id"]
        places = dict(zip(ids, range(len(ids))))
        place = self.result.tables["overlap"]["subject_id"].map(places).to_numpy(np.int64)
        counts = np.bincount(place, minlength=len(ids))
        return np.argsort(place, kind="stable"), np.concatenate([[0], np.cumsum(counts)])

    @cached_property
    def decision_kinds(self):
        """What there is to decide about each finding, of `KINDS`; None for nothing."""
        return kinds_of(self.result.tables["finding"])

    @cached_property
    def decision_counts(self):
        """{kind: number of findings} of what there is to decide."""
        return pd.Series(self.decision_kinds).value_counts().to_dict()

    @cached_property
    def decision_places(self):
        """{kind: places of the findings to decide in that way, worst first; None: of all that there is to decide}."""
        mine = self.decision_kinds[self.order]
        found = {kind: self.order[mine == kind] for kind in KINDS}
        return {None: self.order[~pd.isna(mine)], **found}

    @cached_property
    def search(self):
        """The `RowSearch` over subjects, clauses and sentences."""
        parts = [self.frame[name].fillna("").astype(str) for name in _SEARCHED]
        return RowSearch(parts[0].str.cat(parts[1:], sep="\n"))

    def _keys(self, by):
        frame = self.frame
        if by == "clause":
            return (frame["pack"] + "\n" + frame["rule_id"]).to_numpy()
        return frame["subject_id" if by == "subject" else "verdict"].fillna("").to_numpy()

    def _labels(self, by):
        """What a group is called, of its key and one of its rows."""
        columns = ("subject_name", "clause_no", "rule_id", "pack", "clause_text")
        name, number, rule, pack, text = (self.frame[column].to_numpy() for column in columns)

        def label(key, row):
            if by == "verdict":
                return self._words.code("verdict", key or None)
            if by == "subject":
                return f"{key} {name[row] or ''}".strip()
            return f"{pack[row]} {number[row] if isinstance(number[row], str) else rule[row]} {text[row] or ''}".strip()

        return label

    def _by_constraint(self):
        """A finding stands under every layer that its evidence names rows of; one that names none, under its topic."""
        mine, evidence = {}, self.frame["evidence"].to_numpy()
        topics = self.frame["topic"].to_numpy()
        for row in self.order:
            keys = dict.fromkeys(name.partition("/")[0] for name in _rows_named(evidence[row]))
            for key in keys or (f"\n{topics[row] or ''}",):
                mine.setdefault(key, []).append(row)
        return [Group(key, self._layer(key), np.array(found)) for key, found in mine.items()]

    def _layer(self, key):
        if not key.startswith("\n"):
            role = next((c.role for c in self.result.case.constraints if c.key == key), None)
            return self._words.say("view.layer", layer=key, role=self._words.code("role", role)) if role else key
        topic = key[1:]
        if self._words.has(f"topic.{topic}"):
            return self._words.say(f"topic.{topic}")
        return self._words.code("role", topic) if topic else self._words.say("view.no_layer")


def _rows_named(evidence):
    """`constraint/feature` of every overlap row that a finding's evidence names."""
    if not isinstance(evidence, str) or '"rows"' not in evidence:
        return []
    return [name for fact in json.loads(evidence) for name in fact.get("rows", ())]


def _rows(table, places):
    """Rows of a table by their places, column by column: pandas itself would first copy all columns into blocks."""
    return pd.DataFrame({name: column.array[places] for name, column in table.items()}, index=table.index[places])
