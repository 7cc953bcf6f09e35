"""Findings in few words: which clauses they are on, and what they say."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model.codes import LEVELS, VERDICTS

_FEW = 3
_OF_CLAUSE = ["level", "pack", "clause_no", "rule_id", "clause_text"]


def documents_of(result):
    """{pack: `title (number of the document)`}; the pack's id where its title is not known."""
    facts, found = result.facts(), {}
    for pack in dict.fromkeys(result.tables["finding"]["pack"]):
        title, number = (facts.get(f"pack.{pack}.{name}") for name in ("title", "doc_no"))
        found[pack] = f"{title or pack} {number}" if number and number not in (title or "") else title or pack
    return found


def clause_name(row):
    """The number of the clause of a finding, its rule's id where it has none."""
    return _named(row.clause_no, row.rule_id)


def _named(number, rule):
    return number if isinstance(number, str) and number else rule


def in_order(clauses):
    """Findings by level, then as their packs first come, then by the numbers of their clauses."""
    levels = {level: place for place, level in enumerate(LEVELS)}
    packs = {pack: place for place, pack in enumerate(dict.fromkeys(clauses["pack"]))}
    columns = (clauses[name].tolist() for name in ("level", "pack", "clause_no", "rule_id"))
    keys = [
        (levels.get(level, len(levels)), packs[pack], _by_number(_named(number, rule)), place)
        for place, (level, pack, number, rule) in enumerate(zip(*columns))
    ]
    return clauses.iloc[[key[-1] for key in sorted(keys)]]


@lru_cache(maxsize=10_000)
def _by_number(text):
    """A key by which 2 comes before 10: numbers as numbers, all else as text."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d{1,18})", text) if part]


def requirements(findings, documents, words):
    """The clauses of findings: their texts where they are few, else their numbers by document."""
    clauses = in_order(findings[_OF_CLAUSE].drop_duplicates(["pack", "rule_id"]))
    if len(clauses) <= _FEW:
        return "\n".join(clauses["clause_text"])
    numbers = {}
    for row in clauses.itertuples():
        numbers.setdefault(row.pack, []).append(clause_name(row))
    listed = words.say("punctuation.list")
    said = [
        words.say("clauses.of", document=documents[pack], clauses=listed.join(names)) for pack, names in numbers.items()
    ]
    return "\n".join([*said, words.say("clauses.see")])


def clause_count(findings):
    """On how many clauses findings are."""
    return len(findings[["pack", "rule_id"]].drop_duplicates())


def found_in_short(findings, words):
    """What findings (with `counts`) say: their sentences where they are few, else how many have which verdict."""
    said = findings[f"statement_{words.language}"].drop_duplicates()
    if len(said) <= _FEW:
        return "\n".join(said)
    numbers = findings["counts"].value_counts()
    each = [words.say("clauses.counted", verdict=words.code("verdict", one), count=int(numbers[one]))
            for one in VERDICTS if one in numbers]  # fmt: skip
    subjects, clauses = findings["subject_id"].nunique(), clause_count(findings)
    return words.say(
        "clauses.in_short", subjects=subjects, clauses=clauses, verdicts=words.say("punctuation.list").join(each)
    )
