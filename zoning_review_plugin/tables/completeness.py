"""Whether all levels of access lists were compared: which have clauses, which have none, and which units have none."""

from __future__ import annotations

from ..model.codes import LEVELS
from .id_lists import id_list

# An examiner asks for these three; the list of a unit is that of its county.
WANTED = (("province",), ("city",), ("county", "unit"))


def completeness_notes(result, words):
    """A sentence that says of each level how many documents and clauses were compared."""
    finding = result.tables["finding"]
    said = []
    for level in LEVELS:
        mine = finding[finding["level"].eq(level)]
        if len(mine):
            clauses = len(mine.drop_duplicates(["pack", "rule_id"]))
            said.append(words.say("levels.one", level=words.code("level", level), documents=mine["pack"].nunique(),
                                  clauses=clauses))  # fmt: skip
    return (words.say("levels.compared", levels=words.say("punctuation.list").join(said)),) if said else ()


def completeness_needs(result, words):
    """What to supply so that province, city and unit are all compared, and every unit that is met."""
    finding, found = result.tables["finding"], []
    there = set(finding["level"])
    for levels in WANTED:
        if not there & set(levels):
            named = words.say("levels.or").join(words.code("level", level) for level in levels)
            found.append(words.say("needs.level", level=named))
    bare = _units_without_clauses(result)
    if bare and there & {"unit"}:
        found.append(words.say("needs.unit_clauses", count=len(bare), units=id_list(bare, words)))
    return tuple(found)


def _units_without_clauses(result):
    """Codes of control units that subjects share ground with, and that no clause of their own is judged for."""
    overlap, finding = result.tables["overlap"], result.tables["finding"]
    units = overlap[overlap["role"].eq("control_unit") & overlap["code"].notna() & ~overlap["sliver"]]
    units = units[~units["relation"].isin(("touches", "near"))]
    own = finding.loc[finding["level"].eq("unit"), "feature_code"].dropna()
    judged = {code for codes in own.unique() for code in codes.split(", ")}
    return sorted(set(units["code"]) - judged)
