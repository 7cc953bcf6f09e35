"""A rule, or the head of a pack, ↔ the texts of its cells; whatever the columns cannot say goes into the last one."""

from __future__ import annotations

from ..faults import PackFault
from .conditions_written import same
from .fields import cell_of, value_of

REST = ("*",)


def cells_of(record, columns, whole=1):
    """{column: cell} of a dict; those of empty cells are left out.

    whole: how many first keys of a path make a part that is said by columns as a whole or not at all: 1 of a rule,
    2 of a document, where all that the head holds lies under `pack`.
    """
    cells = {column: _said(column, record) for column in columns if column.path != REST}
    cells = {column: cell for column, cell in cells.items() if cell is not None}
    told, _ = record_of(cells)
    rest = {}
    for path, value in _parts(record, whole):
        if not same(_found(told, path), [value]):
            cells = {column: cell for column, cell in cells.items() if column.path[:whole] != path}
            _put(rest, path, value)
    if rest:
        (last,) = (column for column in columns if column.path == REST)
        cells[last] = cell_of(last, rest)
    return cells


def record_of(cells):
    """(dict, [(column, PackFault)]) of `{column: cell}`; what cannot be read is left out of the dict.

    Groups that are left empty between others count for nothing: what follows moves up.
    """
    record, faults, places = {}, [], places_of(cells)
    for column, cell in sorted(cells.items(), key=lambda one: one[0].path == REST):
        try:
            value = value_of(column, cell)
            if column.path == REST:
                _join(record, value)
            else:
                _put(record, places[column], value)
        except PackFault as fault:
            faults.append((column, fault))
    return record, faults


def places_of(columns):
    """{column: path in the record} of the columns that are filled: groups count on without gaps."""
    used = sorted({column.path[:2] for column in columns if _in_group(column)})
    numbers = {group: sum(other[0] == group[0] and other < group for other in used) for group in used}
    return {
        column: (column.path[0], numbers[column.path[:2]], *column.path[2:]) if _in_group(column) else column.path
        for column in columns
    }


def _in_group(column):
    return len(column.path) > 1 and isinstance(column.path[1], int)


def _said(column, record):
    """The cell of what the record holds at the path of a column; None where nothing is, or nothing can be said."""
    found = _found(record, column.path)
    try:
        return cell_of(column, found[0]) if found else None
    except (KeyError, TypeError, AttributeError):
        return None


def _found(record, path):
    """[the value at `path`], or [] where there is none."""
    for key in path:
        if isinstance(record, list):
            there = isinstance(key, int) and key < len(record)
        else:
            there = isinstance(record, dict) and key in record
        if not there:
            return []
        record = record[key]
    return [record]


def _parts(record, whole):
    """(path, value) of the parts that columns say as a whole."""
    for key, value in record.items():
        if whole > 1 and isinstance(value, dict):
            yield from (((key, *path), part) for path, part in _parts(value, whole - 1))
        else:
            yield (key,), value


def _put(record, path, value):
    *way, last = path
    for key, after in zip(way, path[1:]):
        if isinstance(key, int):
            while len(record) <= key:
                record.append({})
            record = record[key]
        else:
            record = record.setdefault(key, [] if isinstance(after, int) else {})
    record[last] = value


def _join(record, rest):
    """What the last column says, beside what the others do; one and the same key in both is a fault."""
    if not isinstance(rest, dict):
        raise PackFault("rest_not_object")
    for key, value in rest.items():
        if key not in record:
            record[key] = value
        elif isinstance(record[key], dict) and isinstance(value, dict) and key == "pack":
            _join(record[key], value)
        else:
            raise PackFault("rest_key_twice", got=key[:80])
