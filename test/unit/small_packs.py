"""Smallest packs: what a test does not name is as innocent as can be."""

from zoning_review_plugin.rules.pack_file import pack_of, rule_of

RULE = {
    "id": "R1",
    "clause_no": "1",
    "clause_text": "禁止新建燃煤锅炉。",
    "modality": "prohibit",
    "test": {"nature": ["new"]},
    "if_unknown": "information_missing",
    "basis": [{"doc": "示例条例", "valid_from": "2020-01-01"}],
}
HEAD = {
    "id": "P1",
    "level": "city",
    "jurisdiction": ["9901"],
    "doc_no": "示例发〔2024〕1号",
    "valid_from": "2024-01-01",
}


def written_rule(**changes):
    """A rule as a pack writes it; a change to None leaves the key out. `metric` takes the place of the test."""
    made = {**RULE, **({"test": None} if "metric" in changes and "test" not in changes else {}), **changes}
    return {key: value for key, value in made.items() if value is not None}


def rule(**changes):
    """A `Rule`."""
    return rule_of(written_rule(**changes))


def document(*rules, **head):
    """A pack as its file holds it. rules: dicts of changes to the innocent rule; head: changes to its head."""
    found = {key: value for key, value in {**HEAD, **head}.items() if value is not None}
    return {"schema": "zoning-review/pack/1", "pack": found, "rules": [written_rule(**one) for one in rules]}


def pack(*rules, **head):
    """A `Pack`; its file is named after its id."""
    made = document(*rules, **head)
    return pack_of(made, f"{made['pack']['id']}.json")
