"""The table `conclusion`: for each project × scheme what it comes to, chapter by chapter, with what is still open."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.codes import PASSES
from ..model.words import Words
from .facts.grounds import described
from .findings import totals, with_columns
from .topics import topic_of

OVERALL = "overall"
_COUNTS = ("verdict", "hard_breaches", "open_hard", "open_items")
_FIGURES = ("area_m2", "permanent_m2", "temporary_m2", "length_m")


def conclusions(case, rules, found, schemes, figures, open_repairs):
    """Rows of the table `conclusion`.

    rules: `Placed`. found: findings that count (`counted`), with `row` and `rule`. schemes: `Scheme`s of all subjects.
    figures: of `SchemeGround`. open_repairs: Int64, for each subject; what rests on one does not pass.
    """
    places = found["rule"].to_numpy(np.int64)
    topics = np.array([topic_of(placed) for placed in rules] + [None], dtype=object)
    asked = list(dict.fromkeys([*_roles(case), *topics[:-1]]))
    found = with_columns(found, {"topic": topics[places]})
    return concluded(case, asked, found, schemes, _shared(case, figures), open_repairs)


def concluded(case, topics, found, schemes, shared, open_repairs):
    """Rows of the table `conclusion`, chapters in order of `topics`.

    found: findings that count, with `row` and `topic`. shared: {(place of the scheme, topic): figures}.
    """
    scheme = np.full(1 + max((int(one.rows.max()) for one in schemes), default=0), -1)
    for place, one in enumerate(schemes):
        scheme[one.rows] = place
    found = with_columns(found, {"place": scheme[found["row"].to_numpy(np.int64)]})
    by_topic, overall = (_by_key(totals(found, by)) for by in (["place", "topic"], "place"))
    words, rows = Words(case.language), []
    for place, one in enumerate(schemes):
        mine = [topic for topic in topics if _matters(place, topic, by_topic, shared)]
        for topic in (OVERALL, *mine):
            counts = _counts(by_topic, (place, topic))
            if topic == OVERALL:
                counts = _with_repairs(_counts(overall, place), open_repairs[one.rows].sum())
            amounts = shared.get((place, topic), dict.fromkeys(_FIGURES, np.nan))
            row = {"project_id": one.project_id, "scheme": one.scheme, "topic": topic, **amounts, **counts}
            rows.append({**row, "statement": _statement(words, case, row)})
    return pd.DataFrame(rows)


def said_again(case, rows):
    """The table `conclusion` with its sentences in the language of the case, which may be another now."""
    words = Words(case.language)
    said = [_statement(words, case, row) for row in rows.astype(object).to_dict("records")]
    return rows.assign(statement=pd.Series(said, rows.index, dtype=object))


def _roles(case):
    return dict.fromkeys(constraint.role for constraint in case.constraints if constraint.role != "admin_area")


def _shared(case, figures):
    """{(place of the scheme, role or `OVERALL`): figures}; layers of one role are added."""
    roles = {constraint.key: constraint.role for constraint in case.constraints}
    topics = [OVERALL if key is None else roles[key] for key in figures["constraint_key"]]
    sums = figures.assign(topic=topics).groupby(["place", "topic"], sort=False)[list(_FIGURES)].sum(min_count=1)
    return {key: dict(zip(_FIGURES, values)) for key, *values in sums.itertuples()}


def _matters(place, topic, by_topic, shared):
    return (place, topic) in shared or (place, topic) in by_topic


def _by_key(sums):
    """{key: {name: value}}: of many schemes a frame is slow to ask one by one."""
    return dict(zip(sums.index, sums[list(_COUNTS)].to_dict("records")))


def _counts(sums, key):
    return sums.get(key) or {"verdict": None, **dict.fromkeys(_COUNTS[1:], pd.NA)}


def _with_repairs(counts, open_):
    if counts["verdict"] is None or not open_ > 0:
        return counts
    verdict = "information_missing" if counts["verdict"] in PASSES else counts["verdict"]
    return {**counts, "verdict": verdict, "open_items": counts["open_items"] + int(open_)}


def _statement(words, case, row):
    """The conclusion in words: the chapter, its verdict, what is shared, what is open, on which data it rests."""
    topic = row["topic"]
    named = words.say("topic.overall") if topic == OVERALL else words.code("topic", topic)
    named = words.code("role", topic) if named == topic else named
    if row["verdict"] is None:
        text = words.say("conclusion.shared", topic=named)
    else:
        text = words.say("conclusion.verdict", topic=named, verdict=words.code("verdict", row["verdict"]))
    if topic != OVERALL and row["area_m2"] == row["area_m2"] and row["area_m2"] > 0:
        text += words.say("conclusion.area", area=f"{row['area_m2'] * 1e-4:.4f}")
    if topic != OVERALL and row["length_m"] == row["length_m"] and row["length_m"] > 0:
        text += words.say("conclusion.length", length=f"{row['length_m'] * 1e-3:.3f}")
    # Of rows of a table pandas 2.2 makes None what is NA.
    if not pd.isna(row["open_items"]) and row["open_items"] > 0:
        text += words.say("conclusion.open", count=int(row["open_items"]), hard=int(row["open_hard"]))
    data = "; ".join(described(constraint) for constraint in case.constraints if constraint.role == topic)
    return text + (words.say("conclusion.data", data=data) if data else "")
