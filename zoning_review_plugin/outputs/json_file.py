"""`review.json`: the result tables for other programs, without geometry, one row a line. Unknown is null.

Its schema is published: resources/schemas/result.schema.json.
"""

from __future__ import annotations

import json

from ..model.columns import TABLES
from ..model.errors import OutputFault, Place
from .plain import plain_rows

NAME = "review.json"
SCHEMA = "zoning-review/result/1"


def write(result, folder):
    """Write the result tables as lists of objects. Returns the names of the files written."""
    path = folder / NAME
    with open(path, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
        stream.write(f'{{\n"schema": {_text(SCHEMA)},\n"title": {_text(result.case.title)}')
        for table in TABLES:
            frame = result.tables[table].drop(columns="geom", errors="ignore")
            stream.write(f',\n"{table}": [')
            names, start = list(frame.columns), "\n"
            for row in plain_rows(frame):
                stream.write(start + _text(dict(zip(names, row))))
                start = ",\n"
            stream.write("\n]")
        stream.write("\n}\n")
    _verify(path, {table: len(result.tables[table]) for table in TABLES})
    return [NAME]


def _text(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _verify(path, expected):
    """Read what was written, line by line, so that no more than a row is held: parse and count the rows."""
    found, table, line = {}, None, ""
    try:
        with open(path, encoding="utf-8", newline="\n") as stream:
            for line in stream:
                if line.startswith("{") and table:
                    found[table] += isinstance(json.loads(line.rstrip("\n,")), dict)
                elif line.endswith('": [\n'):
                    table = line[1 : line.index('":')]
                    found[table] = 0
    except ValueError as error:
        raise OutputFault("output_unsound", Place(file=str(path)), problem=str(error)) from None
    wrong = [f"{name}: {found.get(name)} ≠ {count}" for name, count in expected.items() if found.get(name) != count]
    if wrong or line != "}\n":
        raise OutputFault("output_unsound", Place(file=str(path)), problem="; ".join(wrong) or NAME)
