"""What must be said under a table: the rule of areas, thresholds and what they marked, and where inputs come from."""

from __future__ import annotations

import pandas as pd

from ..model.case import Coverage
from ..model.codes import Basis


def area_note(result, words):
    """The sentence that names the area rule of this result."""
    facts = result.facts()
    ellipsoid = dict(part.split("=") for part in facts["ellipsoid"].split())
    flattening = float(ellipsoid["f"])
    return words.say(
        facts["area_rule"],
        crs=facts["analysis_crs"],
        plane=facts["area_plane"],
        a=f"{float(ellipsoid['a']):.3f}",
        rf=f"{1 / flattening:.9f}" if flattening else "∞",
    )


def overlap_notes(result, words):
    """Area rule, and the sliver limits with how many rows each marked and what they come to."""
    sliver, rows = result.case.options.sliver, result.tables["overlap"]
    marked = rows[rows["sliver"]]
    notes = [
        area_note(result, words),
        words.say(
            "note.slivers",
            area=f"{sliver.area_m2:g}",
            share=f"{100 * sliver.share:g}",
            width=f"{sliver.width_m:g}",
            count=len(marked),
            total=f"{marked['area_m2'].sum():.4f}",
        ),
    ]
    if result.case.options.area_basis == Basis.ATTRIBUTE:
        notes.append(words.say("note.attribute"))
    if rows["within_accuracy"].any():
        notes.append(words.say("note.accuracy", count=int(rows["within_accuracy"].sum())))
    return tuple(notes)


def summary_of_inputs(result, words, keys):
    """One row for each input of the case, from the facts of the run: columns `keys`, all text."""
    facts = result.facts()
    prefixes = [(f"subject.{k}", words.say("input.subject", number=k)) for k in range(1, len(result.case.subjects) + 1)]
    prefixes += [(f"constraint.{c.key}", c.key) for c in result.case.constraints]
    prefixes += [
        (f"coverage.{c.key}", words.say("input.coverage", layer=c.key))
        for c in result.case.constraints
        if isinstance(c.coverage, Coverage)
    ]
    rows = []
    for prefix, name in prefixes:
        row = {key: facts.get(f"{prefix}.{key}", "") for key in keys}
        row["key"] = name
        row["usability"] = words.code("usability", row["usability"])
        row["role"] = words.code("role", row["role"]) if row["role"] else words.say(_kind_of(prefix))
        rows.append(row)
    return pd.DataFrame(rows, columns=list(keys))


def _kind_of(prefix):
    """The word for an input that plays no role: a subject source, or the layer that says what another answers for."""
    return "input.covered" if prefix.startswith("coverage.") else "input.reviewed"


def decision_note(result, words):
    """That people decided some findings, where they did: the computed verdicts stand in the clause-by-clause table."""
    decided = int(result.tables["finding"]["override_verdict"].notna().sum())
    return (words.say("note.decisions", count=decided),) if decided else ()
