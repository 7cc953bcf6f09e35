"""What there is to decide about a finding: nothing, or one of these."""

from __future__ import annotations

import numpy as np

from ..model.codes import BREACHES

TO_JUDGE, MISSING, BREACH, DECIDED, REOPENED = "to_judge", "missing", "breach", "decided", "reopened"
KINDS = (TO_JUDGE, MISSING, BREACH, REOPENED, DECIDED)
OPEN = (TO_JUDGE, MISSING, REOPENED)


def kinds_of(finding):
    """(n,) the kind of each row of the table `finding`, None where there is nothing to decide."""
    found = np.full(len(finding), None, dtype=object)
    counts = finding["superseded_by"].isna().to_numpy()
    verdict = finding["verdict"]
    found[counts & verdict.eq("to_be_judged").to_numpy()] = TO_JUDGE
    found[counts & verdict.eq("information_missing").to_numpy()] = MISSING
    found[counts & verdict.isin(BREACHES).to_numpy()] = BREACH
    found[finding["override_state"].eq("stands").to_numpy()] = DECIDED
    found[finding["override_state"].eq("reopened").to_numpy()] = REOPENED
    return found
