"""Which features a `Ground` means."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from ...inputs.meaning.roles import grade_of_class, grade_words, value_rule
from ...rules.conditions.codes_match import attribute_matches, text_matches
from ...rules.conditions.spelling import says_more, spelt_otherwise

_UNIT = "control_unit"
_COLUMNS = {"id": "feature_id", "code": "code", "name": "name", "class": "feature_class", "grade": "grade"}


class Matched(NamedTuple):
    """Plain booleans for each pair: its feature is meant, nobody knows whether it is. spelt: (attribute, text) of those
    that may be meant under another spelling; strange: of those that are not meant, by a text that no rule knows.
    """

    sure: np.ndarray
    unsure: np.ndarray
    spelt: frozenset
    strange: frozenset


def matching(pairs, attr, asked=frozenset()):
    """The `Matched` of pairs. asked: (attribute, text) that rules in force ask for: these are no misspelt others."""
    sure, unsure, apart, strange = np.ones(len(pairs), bool), np.zeros(len(pairs), bool), [], set()
    role = pairs["role"].iloc[0] if len(pairs) else None
    for name, wanted in attr:
        place, values = pd.factorize(pairs[_COLUMNS[name]].to_numpy(dtype=object), use_na_sentinel=True)
        answers = [attribute_matches(role, name, value, wanted) for value in values]
        spelt = [answer is False and _may_be(role, name, text, wanted, asked) for answer, text in zip(answers, values)]
        no = [text for answer, other, text in zip(answers, spelt, values) if answer is False and not other]
        strange.update((name, text) for text in no if _is_strange(role, name, text, asked))
        yes = np.array([answer is True for answer in answers] + [False], bool)[place]
        unknown = [answer is None or other for answer, other in zip(answers, spelt)]
        unknown = np.array(unknown + [True], bool)[place]  # no value, no answer
        unsure = (unsure & (yes | unknown)) | (sure & unknown)
        sure &= yes
        if any(spelt):
            apart.append((name, place, values, np.array(spelt + [False], bool)))
    return Matched(sure, unsure, frozenset(_texts(apart, unsure)), frozenset(strange))


def _texts(apart, unsure):
    for name, place, values, spelt in apart:
        for one in np.unique(place[unsure & spelt[place]]):
            yield name, values[one]


def _may_be(role, name, text, wanted, asked):
    """Whether a text that is none of `wanted` may be one of them, or the class or code that one of them is."""
    if name == "code":
        return _misshapen(role, text, wanted)
    if name == "class" and role == _UNIT and grade_of_class(role, text) and not all(map(_tells_grade, wanted)):
        return True  # the layer tells no more than the grade: of which sub-class the unit is, nobody knows
    others = [one for one in wanted if not ((name, text) in asked and says_more(text, one))]
    return any(spelt_otherwise(name, each, one) for each in _spellings(role, name, text) for one in others)


def _tells_grade(text):
    """Whether a class of units names a grade, so that it is held against the grade of others."""
    said = any(word in text.lower() for word in grade_words(_UNIT) if len(word) > 1)
    return said or grade_of_class(_UNIT, text) is not None


def _is_strange(role, name, text, asked):
    """Whether a class of units is one that no rule in force asks for, so that rules may mean it by another word."""
    if role != _UNIT or name != "class" or grade_of_class(role, text):
        return False
    return not text_matches(text, [one for attribute, one in asked if attribute == name])


def _misshapen(role, code, wanted):
    """Whether a code has another shape than those of its role, so that it tells no feature, and those asked for do."""
    shape = value_rule(role, "code").get("pattern")
    return bool(shape) and not re.fullmatch(shape, code) and all(re.fullmatch(shape, one) for one in wanted)


def _spellings(role, name, text):
    """The text, and for the class that tells a grade all words for that grade."""
    grade = grade_of_class(role, text) if name == "class" else None
    same = [word for word in grade_words(role) if grade_of_class(role, word) == grade] if grade else []
    return (text, *same)
