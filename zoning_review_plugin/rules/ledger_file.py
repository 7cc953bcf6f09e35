"""A ledger from a JSON or CSV file."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import replace
from pathlib import Path

from ..model.errors import Place
from .data_file import content_of, kept
from .faults import PackFault, raised_together
from .json_text import parsed
from .ledger import Entry, Ledger, ledger_words, plain, pollutant_named
from .units import measure_of

_AMOUNTS = ("quota", "used", "reserved", "recovered")
_SCHEMA = "ledger"


def read_ledger(path) -> Ledger:
    """The `Ledger` of a file (`.csv`, else JSON). Raises PackFault, with all others in `others`."""
    file, content = str(path), content_of(path)
    is_csv = Path(path).suffix.lower() == ".csv"
    document = kept(_from_csv(content, file) if is_csv else parsed(content, file), file, _SCHEMA)
    entries = tuple(replace(entry, pollutant=pollutant_named(entry.pollutant)) for entry in _entries(document))
    faults = _inconsistent(entries, file)
    if faults:
        raise raised_together(faults)
    return Ledger(entries, file)


def _entries(document):
    return (Entry(**{**entry, "area": entry["area"].strip()}) for entry in document["entries"])


def _inconsistent(entries, file):
    """Faults that the schema cannot tell: units that nobody knows, one day twice."""
    found, seen = [], {}
    for place, entry in enumerate(entries, 1):
        if measure_of(entry.unit) is None:
            found.append(PackFault("ledger_unit", Place(file=file, key=f"entries[{place}].unit"), got=entry.unit))
        key = (entry.area, entry.pollutant, entry.date)
        if key in seen:
            params = {"area": entry.area, "pollutant": entry.pollutant, "date": entry.date, "first": seen[key]}
            found.append(PackFault("ledger_twice", Place(file=file, key=f"entries[{place}]"), **params))
        seen.setdefault(key, f"entries[{place}]")
    return found


def _from_csv(content, file):
    """The document that the rows of a CSV text stand for; what is no number stays a text, which the schema refuses."""
    rows = csv.reader(io.StringIO(_text(content, file), newline=""))
    try:
        rows = [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise PackFault("ledger_csv", Place(file=file), problem=str(error)) from None
    headings = [_heading(cell) for cell in rows[0]] if rows else []
    lacking = [name for name in ("area", "pollutant", "unit", "date") if name not in headings]
    if lacking:
        raise PackFault("ledger_heading", Place(file=file, line=1), missing=", ".join(lacking))
    twice = [name for name in headings if name and headings.count(name) > 1]
    if twice:
        raise PackFault("ledger_heading_twice", Place(file=file, line=1), got=twice[0])
    return {"schema": "zoning-review/ledger/1", "entries": [_entry(headings, row) for row in rows[1:]]}


def _text(content, file):
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            byte = error.start
    raise PackFault("pack_not_utf8", Place(file=file), byte=byte)


def _heading(text):
    """Our name of a column; None for one that is none of ours."""
    wanted = plain(unicodedata.normalize("NFKC", text))
    for name, others in ledger_words()["headings"].items():
        if wanted in map(plain, others):
            return name
    return None


def _entry(headings, row):
    cells = {name: cell.strip() for name, cell in zip(headings, row) if name}
    amounts = {name: _number(cells.pop(name)) for name in _AMOUNTS if name in cells}
    return {**{name: cell for name, cell in cells.items() if cell}, **amounts}


def _number(text):
    """A float, None for a blank, the text itself where it is no plain number."""
    text = unicodedata.normalize("NFKC", text)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    return number if number - number == 0 else text
