"""`prejudge CASE`: a first look at one place, on all layers and packs of a case."""

from __future__ import annotations

import sys
from pathlib import Path

from ..inputs.case.case_document import facts_of
from ..inputs.survey.place_file import place_of_file
from ..inputs.survey.place_text import place_of_text
from ..model.codes import Severity
from ..model.errors import CaseFault
from ..model.progress import Span
from ..model.words import Words
from ..outputs.prejudgement_page import write_prejudgement
from ..studies.prejudge import Place, WarmCase
from ..tables.prejudgement import card_of
from .answer import done, summary_of, text
from .issue_lines import issue_lines
from .opening import network_allowed, opened_without_subjects, progress_of
from .summary import aligned

_MOST = 10


def run(options, words):
    """Ask, write, tell; returns the exit status."""
    place = _place(options)
    progress = progress_of(options, words)
    try:
        case, layers = opened_without_subjects(options)
        warm = WarmCase(case, layers).warm(Span(progress, 0.0, 0.8))
        found = warm.ask(place, Span(progress, 0.8, 1.0))
        page = write_prejudgement(found, options.output or case.folder / f"{case.name}.prejudgement")
    finally:
        progress.close()
    language = found.result.case.language
    if not options.quiet:
        issues = found.result.tables["issue"]
        lines = issue_lines(issues[issues["severity"] == Severity.ERROR], Words(language), _MOST)
        print("\n".join(lines), end="\n" if lines else "", file=sys.stderr)
    if options.json:
        print(text(_answer(found, page)))
    elif not options.quiet:
        print("\n".join(card_lines(card_of(found, language), page, Words(language))))
    return 0


def card_lines(card, page, words):
    """The lines that a person reads."""
    lines = [card.title, "", card.headline, "", card.place, card.question, *card.lines]
    for table in card.tables:
        lines += ["", table.title, *aligned(table)]
    if card.missing:
        lines += ["", words.say("prejudge.label_missing"), *(f"  {one}" for one in card.missing)]
    return [*lines, "", card.data, card.note, words.say("summary.outputs"), f"  {page}"]


def record_of(found):
    """The card as plain values: codes and figures, unrounded."""
    card = card_of(found, found.result.case.language)
    frames = {"lines": found.hits, "units": found.units, "adjoining": found.adjoining, "nearest": found.nearest}
    clauses = {"prohibited": found.prohibited, "needs_justification": found.justify, "open": found.undecided}
    open_items, open_hard = found.open_items
    return {
        "headline": found.headline,
        "sentence": card.headline,
        "open_items": open_items,
        "open_hard": open_hard,
        **{name: _records(frame, ("geom", "subject_id", "piece_id")) for name, frame in frames.items()},
        **{name: _records(frame, ("subject_id", "facts_hash")) for name, frame in clauses.items()},
        "missing": found.missing,
        "unknown": _records(found.unknown[["constraint_key", "role", "status", "covered_share"]]),
        "data": card.data,
    }


def _answer(found, page):
    return {**done({"html": [page]}, summary_of(found.result)), "prejudgement": record_of(found)}


def _records(frame, without=()):
    plain = frame.drop(columns=[name for name in without if name in frame]).astype(object)
    return plain.where(plain.notna(), None).to_dict("records")


def _place(options):
    """The `Place` of the call. Raises CaseFault, InputFault."""
    if options.at is not None:
        written = place_of_text(options.at, None, options.crs)
    else:
        written = place_of_file(str(Path(options.geometry).absolute()), ".", options.crs, network_allowed(options))
    told = {"industry": options.industry, "land_use": options.land_use, "nature": options.nature}
    return Place(written.geometry, written.crs, **told, declared=_declared(options.declare or ()))


def _declared(texts):
    """{name: value} of texts `name=value`, typed as in a case file. Raises CaseFault."""
    pairs = [one.partition("=") for one in texts]
    for name, sign, value in pairs:
        if not (name.strip() and sign and value.strip()):
            raise CaseFault("declare_unreadable", got=name + sign + value)
    stated = {name.strip(): value.strip() for name, _, value in pairs}
    return facts_of({"declared": stated}).get("declared", {}) if stated else {}
