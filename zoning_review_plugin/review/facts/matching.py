"""Which features a `Ground` means."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...rules.conditions.codes_match import attribute_matches

_COLUMNS = {"id": "feature_id", "code": "code", "name": "name", "class": "feature_class", "grade": "grade"}


def matching(pairs, attr):
    """(plain booleans: the pair's feature is meant, plain booleans: nobody knows whether it is) for each pair."""
    sure, unsure = np.ones(len(pairs), bool), np.zeros(len(pairs), bool)
    role = pairs["role"].iloc[0] if len(pairs) else None
    for name, wanted in attr:
        place, values = pd.factorize(pairs[_COLUMNS[name]].to_numpy(dtype=object), use_na_sentinel=True)
        answers = [attribute_matches(role, name, value, wanted) for value in values]
        yes = np.array([answer is True for answer in answers] + [False], bool)[place]
        unknown = np.array([answer is None for answer in answers] + [True], bool)[place]  # no value, no answer
        unsure = (unsure & (yes | unknown)) | (sure & unknown)
        sure &= yes
    return sure, unsure
