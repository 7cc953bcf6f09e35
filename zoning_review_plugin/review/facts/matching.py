"""Which features a `Ground` means."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...rules.conditions.codes_match import begins_with, text_matches, unpadded

_COLUMNS = {"id": "feature_id", "code": "code", "name": "name", "class": "feature_class", "grade": "grade"}
_PADDED = ("admin_area", "planned_land_use", "land_survey")
_COUNTRY = "156"


def matching(pairs, attr):
    """(plain booleans: the pair's feature is meant, plain booleans: nobody knows whether it is) for each pair."""
    sure, unsure = np.ones(len(pairs), bool), np.zeros(len(pairs), bool)
    padded = len(pairs) > 0 and pairs["role"].iloc[0] in _PADDED
    for name, wanted in attr:
        place, values = pd.factorize(pairs[_COLUMNS[name]].to_numpy(dtype=object), use_na_sentinel=True)
        ask = _padded_code if padded and name == "code" else _ASK.get(name, text_matches)
        answers = [ask(value, wanted) for value in values]
        yes = np.array([answer is True for answer in answers] + [False], bool)[place]
        unknown = np.array([answer is None for answer in answers] + [True], bool)[place]  # no value, no answer
        unsure = (unsure & (yes | unknown)) | (sure & unknown)
        sure &= yes
    return sure, unsure


def _code(code, wanted):
    """A code fits one that it is, lies under, or matches by *; one that is too coarse does not tell."""
    plain = [one for one in wanted if "*" not in one]
    if any("*" in one for one in wanted) and text_matches(code, [one for one in wanted if "*" in one]):
        return True
    return begins_with(code, plain)


def _padded_code(code, wanted):
    """`_code` for codes that zeros fill up (370000 is all of 37), and that may name the country (156) first."""
    code = code.strip()
    if code.startswith(_COUNTRY) and len(code) > 8:
        code = code[len(_COUNTRY) :]
    return _code(unpadded(code), [unpadded(one) for one in wanted])


def _grade(grade, wanted):
    return grade in wanted


_ASK = {"code": _code, "grade": _grade}
