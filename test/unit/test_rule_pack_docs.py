"""The pages on rule packs: every example in them is one that the program reads, and nothing is left out."""

import json
import re
from pathlib import Path

import pytest

from zoning_review_plugin.rules.conditions.reading import OPERATORS
from zoning_review_plugin.rules.pack_file import pack_of
from zoning_review_plugin.rules.schema_check import pack_schema

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {name: (DOCS / name).read_text(encoding="utf-8") for name in ("rule-packs.md", "rule-packs.zh.md")}
BLOCKS = [(name, block) for name, text in PAGES.items() for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
ROWS = [
    (name, *found)
    for name, text in PAGES.items()
    for found in re.findall(r"^\| `(\w+)` \| `(\{.*?\})` \|", text, re.MULTILINE)
]


def as_pack(value):
    """A whole pack, or one with a single rule or a single condition in it."""
    if "schema" in value:
        return value
    head = {"id": "X", "level": "city", "valid_from": "2026-01-01"}
    rule = value if "modality" in value else {"id": "X-1", "clause_text": "x", "modality": "prohibit", "test": value}
    return {"schema": "zoning-review/pack/1", "pack": head, "rules": [rule]}


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_every_block_is_a_pack_or_a_rule(page, block):
    assert pack_of(as_pack(json.loads(block)), page).rules


@pytest.mark.parametrize(("page", "operator", "example"), ROWS)
def test_every_example_of_an_operator_is_one(page, operator, example):
    condition = json.loads(example)
    assert list(condition) == [operator]
    assert pack_of(as_pack(condition), page).rules[0].test.leaves()


@pytest.mark.parametrize("page", PAGES)
def test_the_table_has_every_operator_once(page):
    assert sorted(operator for name, operator, _ in ROWS if name == page) == sorted(OPERATORS)


@pytest.mark.parametrize("page", PAGES)
def test_every_key_is_spoken_of(page):
    definitions = pack_schema()["definitions"]
    keys = {key for part in ("pack", "rule", "scope", "metric", "exception") for key in definitions[part]["properties"]}
    words = set(re.findall(r"\w+", PAGES[page]))
    assert keys - words == {"conform", "non_conform"} & keys
    assert set(definitions["rule"]["properties"]["modality"]["enum"]) <= words


def test_both_pages_show_the_same():
    english, chinese = ([json.loads(block) for name, block in BLOCKS if name == page] for page in PAGES)
    for one in (*english, *chinese):
        one.get("pack", {}).pop("source", None)
    assert english == chinese and len(english) >= 6
