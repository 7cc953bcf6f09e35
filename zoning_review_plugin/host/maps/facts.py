"""What a page says of the subjects it shows: counts by verdict, what a scheme comes to, what a conflict is."""

from __future__ import annotations

import pandas as pd

from ...model.codes import VERDICTS
from ...tables.figures import number, percent
from .notes import area
from .texts import clean

_MOST_STATEMENTS = 6


def place_facts(site, rows):
    """Lines on some subjects (their rows): how many, how many have each verdict."""
    words, verdicts = site.words, site.subjects["verdict"].iloc[rows]
    lines = [words.say("map.fact.subjects", count=len(rows))]
    counts = verdicts.value_counts()
    lines += [
        words.say("map.fact.count", what=words.code("verdict", code), count=int(counts[code]))
        for code in VERDICTS
        if code in counts
    ]
    unjudged = int(verdicts.isna().sum())
    if unjudged:
        lines.append(words.say("map.fact.count", what=words.code("verdict", None), count=unjudged))
    return tuple(lines)


def scheme_caption(site, project, scheme, name, rows):
    """Lines above the frame of a scheme: its name, ground and verdict with its open items."""
    words, conclusion = site.words, site.result.tables["conclusion"]
    mine = conclusion["scheme"].eq(scheme) & conclusion["topic"].eq("overall")
    mine &= conclusion["project_id"].isna() if project is None else conclusion["project_id"].eq(project)
    title = " ".join(filter(None, (clean(scheme, 16), clean(name, 40) if name else None)))
    lines = [title]
    if mine.any():
        row = conclusion[mine].iloc[0]
        lines += _extent_lines(site, row["area_m2"], row["length_m"])
        lines.append(_verdict_line(words, row))
    else:
        mine = site.subjects.iloc[rows]
        lines += _extent_lines(site, mine["area_m2"].sum(), mine["length_m"].sum())
        lines.append(words.code("verdict", None))
    return tuple(lines)


def _extent_lines(site, area_m2, length_m):
    """What ground and what lines come to; nothing of what there is none."""
    words, lines = site.words, []
    if area_m2 > 0:
        lines.append(words.say("map.fact.area", area=area(site, area_m2)))
    if length_m > 0:
        lines.append(words.say("map.fact.length", length=number(length_m * 1e-3, 3)))
    return lines


def _verdict_line(words, row):
    """A verdict with its hard breaches and open items, as contract section 10 wants it."""
    parts = [words.code("verdict", row["verdict"])]
    if not pd.isna(row["hard_breaches"]) and row["hard_breaches"]:
        parts.append(words.say("map.fact.breaches", count=int(row["hard_breaches"])))
    if not pd.isna(row["open_items"]) and row["open_items"]:
        parts.append(words.say("map.fact.open", count=int(row["open_items"]), hard=int(row["open_hard"])))
    return words.say("punctuation.comma").join(parts)


def conflict_facts(site, conflict):
    """(line below the title, lines beside the map) of a `Conflict`."""
    words, subject = site.words, site.subjects.iloc[conflict.subject]
    name = " ".join(clean(part, 40) for part in (subject["subject_id"], subject["name"]) if part)
    overlap = _overlap(site, conflict, subject["subject_id"])
    lines = [words.say("map.fact.subject", name=name)]
    subtitle = name
    if not pd.isna(subject["area_m2"]):
        lines.append(words.say("map.fact.area", area=area(site, subject["area_m2"])))
    if overlap is not None:
        role = words.code("role", overlap["role"])
        feature = clean(overlap["name"] or overlap["code"] or overlap["feature_id"], 40)
        subtitle = f"{name} × {role} {feature}"
        lines.append(words.say("map.fact.feature", role=role, name=feature))
        if not pd.isna(overlap["area_m2"]):
            share = percent(overlap["share_of_subject"], 2)
            lines.append(words.say("map.fact.shared", area=area(site, overlap["area_m2"]), share=share))
        elif not pd.isna(overlap["length_m"]):
            lines.append(words.say("map.fact.shared_length", length=f"{overlap['length_m'] / 1000:.3f}"))
    return subtitle, (*lines, *_statements(site, conflict))


def _overlap(site, conflict, subject_id):
    """The row of `overlap` of a conflict's pair, None where there is none."""
    rows = site.result.tables["overlap"]
    mine = rows[
        rows["subject_id"].eq(subject_id)
        & rows["constraint_key"].eq(conflict.constraint_key)
        & rows["feature_id"].eq(conflict.feature_id)
    ]
    return mine.iloc[0] if len(mine) else None


def _statements(site, conflict):
    """The sentences of the findings, each with its clause."""
    words, findings = site.words, site.result.tables["finding"]
    told = []
    for row in conflict.findings[:_MOST_STATEMENTS]:
        finding = findings.loc[row]
        clause = " ".join(clean(part, 30) for part in (finding["pack"], finding["clause_no"] or finding["rule_id"]))
        told.append(
            words.say("punctuation.where", where=clause, message=clean(finding[f"statement_{words.language}"], 160))
        )
    more = len(conflict.findings) - _MOST_STATEMENTS
    if more > 0:
        told.append(words.say("map.fact.more", count=more))
    return tuple(told)
