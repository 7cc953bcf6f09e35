"""Verdicts of subjects whose overlaps are doubtful: judged with and without; where that differs, neither stands.

What shares only a sliver, or ground nowhere wider than the layer is accurate, is never a computed breach and never a
pass (contract section 8).
"""

from __future__ import annotations

import pandas as pd

from ..model.codes import BREACH, RANK_OF_VERDICT
from ..model.words import LANGUAGES, Words


def settled(every, firm, doubtful):
    """The findings `every`; those of `doubtful` rows (integer array) settled against `firm`, judged without doubt."""
    mine = every["row"].isin(doubtful)
    both = every[mine].merge(firm, on=["row", "rule"], how="outer", suffixes=("", "_firm"), indicator=True)
    for column in [name for name in firm.columns if name not in ("row", "rule")]:
        both[column] = both[column].where(both["_merge"] != "right_only", both[f"{column}_firm"])
    counted = both["verdict"].where(both["_merge"] != "right_only", None).to_numpy(dtype=object)
    left_out = both["verdict_firm"].to_numpy(dtype=object)
    verdicts = [_settled(one, other) for one, other in zip(counted, left_out)]
    changed = [a != b and verdict == "needs_justification" for a, b, verdict in zip(counted, left_out, verdicts)]
    both["verdict"] = verdicts
    for language in LANGUAGES:
        both[f"statement_{language}"] = _sentences(both[f"statement_{language}"], changed, counted, left_out, language)
    frame = pd.concat([every[~mine], both[every.columns]], ignore_index=True)
    return frame.sort_values(["row", "rule"], kind="stable", ignore_index=True)


def _settled(counted, left_out):
    """One verdict for two; None or NaN: out of scope."""
    known = [verdict for verdict in (counted, left_out) if isinstance(verdict, str)]
    worst = min(known, key=RANK_OF_VERDICT.get)
    if len(known) == 2 and counted == left_out:
        return worst
    return "needs_justification" if worst == BREACH else worst


def _sentences(own, changed, counted, left_out, language):
    words = Words(language)

    def named(verdict):
        return words.code("verdict", verdict if isinstance(verdict, str) else "not_involved")

    return [
        words.say("statement.doubtful", counted=named(one), left_out=named(other)) if doubt else text
        for text, doubt, one, other in zip(own, changed, counted, left_out)
    ]
