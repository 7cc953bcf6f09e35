"""Verdicts of subjects whose overlaps are doubtful: judged with and without; where that differs, neither stands.

What shares only a sliver, or ground nowhere wider than the layer is accurate, is never a computed breach and never a
pass (contract section 8).
"""

from __future__ import annotations

import pandas as pd

from ..model.codes import BREACH, RANK_OF_VERDICT, VERDICTS
from ..model.words import LANGUAGES, Words
from .arrays import combined, integers, joined, numbers

_OUT = -1  # of scope
_KEYS = ["row", "rule"]


def settled(every, firm, doubtful, explain, texts):
    """The findings `every`; those of `doubtful` rows (integer array) settled against `firm`, judged without doubt.

    Both in integers (`judge.verdicts`), `every` explained: columns by name, each let go as its own is made, so that a
    province's are never there twice. explain: does that for those that are in `firm` alone. texts: where they are kept.
    """
    count = len(every["row"])
    mine = pd.Series(every["row"]).isin(doubtful).to_numpy().nonzero()[0]
    asked = pd.DataFrame({name: every[name][mine] for name in (*_KEYS, "verdict")})
    both = asked.merge(firm[[*_KEYS, "verdict"]], how="outer", on=_KEYS, indicator=True)
    pairs = both[["verdict_x", "verdict_y"]].fillna(_OUT).astype("int64")
    alone = both["_merge"].eq("right_only").to_numpy()
    more = explain(firm[firm.set_index(_KEYS).index.isin(both[alone].set_index(_KEYS).index)])
    found = {name: joined([every.pop(name), more[name].to_numpy()]) for name in (*every,)}
    where = joined([mine, numbers(len(more)) + count])
    counted, left_out = (joined([pairs[name][~alone], pairs[name][alone]]) for name in pairs)
    _settle(found, where, counted, left_out, texts)
    order = (found["row"] * (int(found["rule"].max(initial=0)) + 1) + found["rule"]).argsort(kind="stable")
    return {name: found.pop(name)[order] for name in (*found,)}


def _settle(found, where, counted, left_out, texts):
    """Put the verdicts, and the sentences of those that doubt has changed, into the rows `where` of `found`."""
    place, first = combined([counted, left_out])
    cases = [*zip(counted[first].tolist(), left_out[first].tolist())]
    verdicts = [_settled(*case) for case in cases]
    found["verdict"][where] = integers(verdicts)[place]
    doubt = [one != other and VERDICTS[new] == "needs_justification" for (one, other), new in zip(cases, verdicts)]
    changed = integers(doubt)[place] > 0
    for language in LANGUAGES:
        said = texts.places([_sentence(*case, Words(language)) for case in cases])
        found[f"statement_{language}"][where[changed]] = said[place[changed]]


def _settled(counted, left_out):
    """One rank for two."""
    worst = min(rank for rank in (counted, left_out) if rank != _OUT)
    if counted != left_out and worst == RANK_OF_VERDICT[BREACH]:
        return RANK_OF_VERDICT["needs_justification"]
    return worst


def _sentence(counted, left_out, words):
    one, other = (
        words.code("verdict", "not_involved" if rank == _OUT else VERDICTS[rank]) for rank in (counted, left_out)
    )
    return words.say("statement.doubtful", counted=one, left_out=other)
