"""A case as JSON and back: nothing lost, and what is no record of a case is refused."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.model.case import (
    FULL,
    Case,
    Constraint,
    Coverage,
    Options,
    Plan,
    Project,
    Report,
    Scheme,
    Sliver,
    SubjectSource,
)
from zoning_review_plugin.model.case_record import case_of, record_of

from .small_cases import write_case

TEXT = st.text(max_size=12)
FIGURE = st.floats(allow_nan=False)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | FIGURE | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FACTS = st.dictionaries(TEXT, VALUE, max_size=3)
TEXTS = st.dictionaries(TEXT, TEXT, max_size=3)
MAYBE = st.none() | TEXT


def tuples(strategy):
    return st.lists(strategy, max_size=3).map(tuple)


SCHEME = st.builds(Scheme, TEXT, MAYBE, FACTS)
CASES = st.builds(
    Case,
    title=TEXT,
    subjects=tuples(st.builds(SubjectSource, TEXT, TEXT, TEXTS, TEXTS)),
    constraints=tuples(
        st.builds(
            Constraint,
            key=TEXT,
            role=TEXT,
            source=TEXT,
            fields=TEXTS,
            coverage=st.none() | st.just(FULL) | st.builds(Coverage, TEXT),
            transform=MAYBE,
            accuracy_m=st.none() | FIGURE,
            valid_to=MAYBE,
        )
    ),
    date=MAYBE,
    review=TEXTS,
    facts=FACTS,
    projects=tuples(st.builds(Project, TEXT, MAYBE, FACTS, tuples(SCHEME))),
    plan=st.none() | st.builds(Plan, MAYBE, MAYBE, tuples(st.integers()), MAYBE, st.none() | FIGURE),
    rules=tuples(TEXT),
    decisions=MAYBE,
    options=st.builds(Options, split_by=tuples(TEXT), sliver=st.builds(Sliver, FIGURE, FIGURE, FIGURE)),
    report=st.builds(Report, TEXT, MAYBE, MAYBE, TEXT),
    outputs=tuples(TEXT),
    folder=st.sampled_from([Path(), Path("/a folder/b"), Path("乡镇")]),
    path=st.sampled_from([None, Path("/a folder/b/c.review.yaml")]),
    lines=st.dictionaries(TEXT, st.integers(1, 9), max_size=3),
)


@settings(deadline=None)
@given(CASES)
def test_a_case_comes_back_as_it_was(case):
    assert case_of(json.loads(json.dumps(record_of(case)))) == case


def typed(value):
    """A value with the types of all that is in it."""
    if is_dataclass(value):
        return {field.name: typed(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return type(value), [typed(one) for one in value]
    return {key: typed(one) for key, one in value.items()} if isinstance(value, dict) else (type(value), value)


def test_a_case_file_comes_back_with_all_types(root):
    case = read_case(root / "resources" / "samples" / "demo" / "demo.review.yaml")
    assert typed(case_of(json.loads(json.dumps(record_of(case))))) == typed(case)


@pytest.mark.parametrize("change", [{"schema": "zoning-review/case-record/2"}, {"new": 1}, {"rules": None}])
def test_other_records_are_refused(tmp_path, change):
    path = write_case(tmp_path / "a.review.yaml", [{"source": "a"}], [{"key": "k", "role": "park", "source": "b"}])
    record = record_of(read_case(path))
    with pytest.raises(ValueError):
        case_of({**record, **change})
    del record["options"]
    for wrong in (record, [], None, "x"):
        with pytest.raises(ValueError):
            case_of(wrong)
