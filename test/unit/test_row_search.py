"""Searching rows: the same as asking each row by itself, in steps as at once."""

import numpy as np
import pytest

from zoning_review_plugin.tables import row_search
from zoning_review_plugin.tables.row_search import RowSearch

TEXTS = ["红线 A-1\n禁止占用", "红线 b-2", "", "Farmland\0hidden A-1", "农田" * 30, "a" * 20]


@pytest.mark.parametrize("step", [1, 2, 100])
@pytest.mark.parametrize("asked", ["", "红线", "a-1", "A-1 禁止", "田农", "aa", "\0", "hidden farmland", "zzz"])
def test_a_row_is_found_where_it_holds_every_word(monkeypatch, step, asked):
    monkeypatch.setattr(row_search, "_STEP", step)
    plain = [text.lower().replace("\0", " ") for text in TEXTS]
    wanted = [
        place
        for place, text in enumerate(plain)
        if all(word in text for word in asked.lower().replace("\0", " ").split())
    ]
    assert RowSearch(TEXTS).found(asked, np.arange(len(TEXTS))).tolist() == wanted


def test_the_order_of_the_rows_asked_about_is_kept():
    assert RowSearch(TEXTS).found("红线", np.array([4, 1, 0])).tolist() == [1, 0]


def test_no_word_is_found_across_two_rows():
    assert RowSearch(["ab", "cd"]).found("bc", np.arange(2)).tolist() == []


def test_no_rows_at_all():
    assert RowSearch([]).found("a", np.arange(0)).tolist() == []


def test_each_step_is_a_turn_of_its_own(monkeypatch):
    monkeypatch.setattr(row_search, "_STEP", 2)
    assert len(list(RowSearch(TEXTS).looking("a"))) == 3
