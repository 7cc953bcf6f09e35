"""`cards CASE`: all clauses, of all levels, that bear on each control unit."""

from __future__ import annotations

import sys

from ..model.codes import Severity
from ..model.progress import Span
from ..model.words import Words
from ..outputs.cards_file import write_cards
from ..studies.unit_cards import card_set
from ..tables.unit_cards import card_title, cards_index
from .answer import done, issues_by_severity, text
from .executors import process_pool
from .issue_lines import issue_lines
from .opening import opened, progress_of
from .summary import aligned

_MOST = 20  # units that are printed; the files have all


def run(options, words):
    """Look up, write, tell; returns the exit status."""
    progress = progress_of(options, words)
    try:
        case, layers = opened(options)
        with process_pool(options.workers) as executor:
            found = card_set(case, layers, tuple(options.unit or ()), executor, Span(progress, 0.0, 0.9))
        outputs = write_cards(found, options.output or case.folder / f"{case.name}.cards")
    finally:
        progress.close()
    if not options.quiet:
        issues = found.issue
        lines = issue_lines(issues[issues["severity"] == Severity.ERROR], Words(found.case.language), _MOST)
        print("\n".join(lines), end="\n" if lines else "", file=sys.stderr)
    if options.json:
        print(text(_answer(found, outputs)))
    elif not options.quiet:
        print("\n".join(_summary(found, outputs, words)))
    return 0


def _summary(found, outputs, words):
    """The lines that a person reads: the units with how many clauses bear on them, and where the files are."""
    index = cards_index(found.cards[:_MOST], words.language)
    lines = [found.case.title, "", index.title, *aligned(index)]
    more = len(found.cards) - _MOST
    lines += [words.say("cards.more", count=more)] if more > 0 else []
    lines += ["", *index.notes, words.say("summary.outputs")]
    return lines + [f"  {paths[0]}" for paths in outputs.values()]


def _answer(found, outputs):
    """The JSON object: counts, and each unit with how many clauses bear on it."""
    clauses = [clause for card in found.cards for clause in card.clauses]
    summary = {
        "units": len(found.cards),
        "clauses": len(clauses),
        "given_way": sum(clause.stand_in is not None for clause in clauses),
        "issues": len(found.issue),
        "issues_by_severity": issues_by_severity(found.issue),
    }
    words = Words(found.case.language)
    return {**done(outputs, summary), "units": [_unit(card, words) for card in found.cards]}


def _unit(card, words):
    unit = card.unit
    return {
        "code": unit.code,
        "name": unit.name,
        "unit_class": unit.unit_class,
        "subclass": unit.subclass,
        "title": card_title(card, words),
        "clauses": len(card.clauses),
        "given_way": sum(clause.stand_in is not None for clause in card.clauses),
        "unknown": list(card.unknown),
        "left": [{"pack": pack.id, "check_code": code} for pack, code, _ in card.left],
    }
