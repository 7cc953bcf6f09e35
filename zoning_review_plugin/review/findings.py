"""The table `finding`, and what the findings of a subject come to."""

from __future__ import annotations

import hashlib
import json
from functools import partial

import numpy as np
import pandas as pd

from ..model.codes import BREACH, PASSES, RANK_OF_VERDICT, UNDECIDED, VERDICTS
from ..model.memory import give_back
from ..model.words import Words
from ..rules.arrays import combined
from ..rules.chain import superseded
from ..rules.doubt import settled
from ..rules.evidence import explained
from ..rules.judge import in_words, verdicts
from .result import said_once
from .topics import topic_of

_HASH_DIGITS = 16
_TOTALS = ["verdict", "hard_breaches", "open_hard", "open_items"]
_OF_RULE = {
    "rule_id": lambda placed: placed.rule.id,
    "pack": lambda placed: placed.pack.id,
    "level": lambda placed: placed.pack.level,
    "line": lambda placed: placed.rule.line,
    "dimension": lambda placed: placed.rule.dimension,
    "clause_no": lambda placed: placed.rule.clause_no,
    "clause_text": lambda placed: placed.rule.clause_text,
    "modality": lambda placed: placed.rule.modality,
    "binding": lambda placed: placed.rule.binding,
    "automation": lambda placed: placed.rule.automation,
    "basis": lambda placed: "; ".join(basis.text for basis in placed.rule.basis) or None,
    "suggestion": lambda placed: placed.rule.suggestion,
    "topic": topic_of,
}


def judged_findings(rules, gathered, texts, progress):
    """All findings in integers, each with its evidence and its sentences: columns by name.

    rules: `Placed`. gathered: `Gathered` facts. texts: the `Texts` that keeps theirs. progress: a `Progress`.
    """
    found = verdicts(rules, gathered.facts, texts)
    give_back()
    progress.step("stage.judge", 0.4)
    found = explained(found, rules, gathered.facts, texts)
    found = {name: found[name].to_numpy() for name in found}
    give_back()
    if len(gathered.doubtful):
        firm = verdicts(rules, gathered.firm, texts, gathered.doubtful)
        explain = partial(explained, rules=rules, facts=gathered.firm, texts=texts)
        found = settled(found, firm, gathered.doubtful, explain, texts)
    return found


def findings_in_words(rules, columns, texts, language):
    """The frame of all findings, with `row` and `rule` (places) and the columns of the table `finding`.

    columns: of `judged_findings`; they are let go one by one: of a province both would fill the memory. language: of
    the reasons.
    """
    hashes = _hashes(columns, rules, texts)
    found = in_words(columns, texts)
    return with_columns(found, {**_stand_ins(found, rules, Words(language)), **_of_rules(found, rules), **hashes})


def _of_rules(found, rules):
    """Columns of what the clause of each finding says."""
    place, columns = found["rule"].to_numpy(np.int64), {}
    for name, of in _OF_RULE.items():
        columns[name] = told(np.array([of(placed) for placed in rules] + [None], dtype=object), place)
    return columns


def told(values, places):
    """`values` at `places`, all but the last unless a place is -1. What they all say is held once: a province has
    millions of findings. Not to be written to.
    """
    first = values[0]
    if len(places) and all(value is first or value == first for value in values[:-1]) and places.min() >= 0:
        return said_once(first, len(places))
    return values[places]


def _stand_ins(found, rules, words):
    """Columns of which clause stands in the stead of each finding's, and why. found: in words."""
    stand_in = np.array(superseded(found, rules), np.int64)
    ids = np.array([f"{placed.pack.id}/{placed.rule.id}" for placed in rules] + [None], dtype=object)
    reasons = np.full(len(ids), None, dtype=object)
    for winner in np.unique(stand_in[stand_in >= 0]):
        reasons[winner] = words.say("reason.stricter", winner=ids[winner])
    return {"superseded_by": ids[stand_in], "superseded_reason": reasons[stand_in]}


def with_columns(frame, columns):
    """A frame with more columns (name → array), the others not copied: a million findings have many."""
    return pd.DataFrame({**{name: frame[name] for name in frame}, **columns}, copy=False)


def _hashes(found, rules, texts):
    """A column: a short name for what each verdict rests on, clause and facts, made once of each that is distinct.

    found: columns in integers.
    """
    parts = [found[name] for name in ("rule", "computed", "verdict", "evidence")]
    place, first = combined(parts)
    rule, computed, verdict, evidence = (part[first] for part in parts)
    clauses, begun, made = _clauses(rules), {}, []
    for number, one, other, text in zip(rule.tolist(), computed.tolist(), verdict.tolist(), texts.told(evidence)):
        if (number, one, other) not in begun:
            begun[number, one, other] = _hash(clauses[number], VERDICTS[one], VERDICTS[other], "")
        whole = begun[number, one, other].copy()  # much of what is hashed is the same for many
        whole.update(text.encode())
        made.append(whole.hexdigest()[:_HASH_DIGITS])
    return {"facts_hash": np.array([*made, None], dtype=object)[place]}


def _clauses(rules):
    """A short name for the clause of each rule as its pack writes it, but for notes; its id where none does."""
    written, encoded = {}, json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
    for pack in {placed.pack.id: placed.pack for placed in rules}.values():
        for rule in pack.document.get("rules", ()):
            said = {key: value for key, value in rule.items() if key != "note"}
            written[pack.id, rule["id"]] = encoded(said)
    said = (written.get((placed.pack.id, placed.rule.id), placed.rule.id) for placed in rules)
    return [_hash(text).hexdigest()[:_HASH_DIGITS] for text in said]


def _hash(*parts):
    return hashlib.sha256("\0".join(parts).encode())


def standing(found):
    """(which findings count: those that no stricter one stands for, the verdict that holds for each).

    found: a frame, or columns by name.

    Where a person decided, that verdict holds; the computed one stays beside it. Such a decision is on one clause: it
    lifts nothing of the clauses that gave way to that one, which count again.
    """
    stands, decided = found["superseded_by"].isna(), found["override_verdict"].notna()
    if decided.any():
        ids = found["pack"] + "/" + found["rule_id"]
        settled = set(zip(found["row"][decided], ids[decided]))
        stands |= [pair in settled for pair in zip(found["row"], found["superseded_by"])]
    return stands, found["override_verdict"].where(decided, found["verdict"])


def counted(found, names=("row", "rule")):
    """Columns `names` of the findings that count, whether the clause binds `hard`, the `rank` of what holds."""
    stands, verdict = standing(found)
    rows = pd.DataFrame({name: found[name][stands] for name in names})
    return with_rank(rows, found["binding"][stands], verdict[stands])


def with_rank(rows, binding, verdict):
    """Rows of findings with what `totals` asks for: whether each binds `hard`, and the `rank` of its verdict."""
    return with_columns(rows, {"hard": binding.eq("hard"), "rank": verdict.map(RANK_OF_VERDICT).astype(np.int64)})


def totals(found, by):
    """Worst verdict, hard breaches, open hard items and open items of findings, by the column(s) `by`.

    found: with `hard` and `rank`. A breach is hard where the clause binds hard.
    """
    found = _tallied(found, [*(by if isinstance(by, list) else [by]), "hard", "rank"])
    rank, hard, count = found["rank"], found["hard"], found["count"]
    open_ = rank.isin([RANK_OF_VERDICT[verdict] for verdict in UNDECIDED])
    keys = [found[name] for name in by] if isinstance(by, list) else found[by]
    rows = pd.DataFrame(
        {
            "rank": rank,
            "hard_breaches": count.where(hard & rank.eq(RANK_OF_VERDICT[BREACH]), 0),
            "open_hard": count.where(hard & open_, 0),
            "open_items": count.where(open_, 0),
        }
    )
    grouped = rows.groupby(keys, sort=False, dropna=False)
    sums = grouped[_TOTALS[1:]].sum()
    worst = np.array(VERDICTS, dtype=object)[grouped["rank"].min().to_numpy(np.int64)]
    return sums.assign(verdict=worst)


def _tallied(found, names):
    """The distinct rows of columns `names`, in order of appearance, with the `count` of each: millions are alike."""
    place, first = combined([pd.factorize(found[name])[0] for name in names])
    return pd.DataFrame({name: found[name].to_numpy()[first] for name in names} | {"count": np.bincount(place)})


def of_subjects(found, open_repairs):
    """`verdict`, `hard_breaches`, `open_hard` and `open_items` of all subjects; null where nothing was judged.

    found: as from `counted`, None without rules. open_repairs: Int64 (n,), what is open for each subject because its
    shape or one it meets was repaired; such a subject does not pass.
    """
    size = len(open_repairs)
    sums = (totals(found, "row") if found is not None else pd.DataFrame(columns=_TOTALS)).reindex(range(size))
    judged = sums["verdict"].notna().to_numpy()
    repairs = open_repairs.fillna(0).to_numpy(np.int64)
    verdict = sums["verdict"].to_numpy(dtype=object)
    verdict[~judged] = None
    verdict[np.isin(verdict, PASSES) & (repairs > 0)] = "information_missing"
    counts = {name: pd.array(sums[name].to_numpy(), dtype="Int64") for name in ("hard_breaches", "open_hard")}
    open_items = pd.array(sums["open_items"].fillna(0).to_numpy(np.int64) + repairs, dtype="Int64")
    open_items[~judged & (repairs == 0)] = pd.NA
    return pd.DataFrame({"verdict": verdict, **counts, "open_items": open_items})
