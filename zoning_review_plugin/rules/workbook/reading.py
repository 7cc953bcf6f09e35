"""Our workbook → a pack. Every fault names sheet, row and column; nothing in the workbook is passed over unsaid."""

from __future__ import annotations

import difflib

from ...model.errors import Place
from ..faults import PackFault, raised_together
from ..pack import Pack
from ..pack_file import pack_of
from .fault_places import Origin, retold
from .headings import columns_of, tell_absent, tell_unheaded
from .layout import folded, head_rows, most_room, rule_columns, sheet_names
from .opening import opened
from .places import placed
from .records import places_of, record_of
from .sheets import fill_merged, grid_of

MOST_FAULTS = 200  # that are told of one file


def read_workbook(path) -> Pack:
    """The `Pack` of a workbook of our own layout. Raises PackFault, whose `others` holds the further faults."""
    return read_with_remarks(path)[0]


def read_with_remarks(path):
    """(Pack, remarks): remarks are `PackFault`s of what was read but may not be meant. Raises PackFault."""
    return pack_of_book(opened(path), str(path))


def is_ours(book):
    """Whether a workbook (openpyxl's) has the sheets of our own layout."""
    return all(_sheet(book, which) is not None for which in ("rules", "head"))


def pack_of_book(book, file):
    """`read_with_remarks` of an open workbook (openpyxl's); file: its path, for faults."""
    missing = [sheet_names(which)[0] for which in ("rules", "head") if _sheet(book, which) is None]
    if missing:
        raise PackFault("sheet_missing", Place(file=file), missing="、".join(missing), found="、".join(book.sheetnames))
    head, rules = grid_of(_sheet(book, "head"), file), grid_of(_sheet(book, "rules"), file)
    document, origin = {"pack": {}}, Origin(file)
    _read_head(head, document, origin)
    _read_rules(rules, document, origin)
    remarks = head.remarks + rules.remarks + _left_aside(book, file)
    faults = (head.faults + rules.faults)[:MOST_FAULTS]
    if faults:
        raise raised_together(faults)
    try:
        return pack_of(document, file), remarks
    except PackFault as fault:
        raise raised_together([retold(one, origin) for one in (fault, *fault.others)]) from None


def _sheet(book, which):
    names = {folded(name) for name in sheet_names(which)}
    return next((sheet for sheet in book.worksheets if folded(sheet.title) in names), None)


def _read_head(grid, document, origin):
    """The head: a name in the first column, its value in the second; the third only explains."""
    fill_merged(grid, 2)
    rows = {folded(heading): row for row in head_rows() for heading in row.headings}
    cells, lines = {}, {}
    for number, texts in sorted(grid.cells.items()):
        name = texts.get(1, "")
        column = rows.get(folded(name))
        if number == 1 and column is None:
            continue
        _tell_beyond(grid, number, texts)
        if column is None:
            grid.faults += [_unknown_row(grid, number, name)] if name or texts.get(2) else []
        elif column in lines:
            grid.faults.append(PackFault("heading_twice", grid.place(number, 1), first=name))
        else:
            lines[column] = number
            if texts.get(2):
                cells[column] = texts[2]
    record, faults = record_of(cells)
    grid.faults += [placed(fault, grid.place(lines[column], 2, column.title)) for column, fault in faults]
    document.update(record)
    document.setdefault("pack", {})
    origin.head = (grid, lines)


def _unknown_row(grid, number, name):
    near = "".join(difflib.get_close_matches(name, [row.title for row in head_rows()], 1, 0.5))
    code = "head_row_near" if near else "head_row_unknown" if name else "head_row_unnamed"
    return PackFault(code, grid.place(number, 1), found=name[:80], near=near)


def _tell_beyond(grid, row, texts):
    beyond = [column for column in texts if column > 3]
    if beyond:
        grid.remarks.append(PackFault("cell_not_read", grid.place(row, min(beyond))))


def _read_rules(grid, document, origin):
    """The clauses, one a row under the headings of row 1; empty rows count for nothing."""
    columns = rule_columns(*most_room())
    found = columns_of(grid, columns)
    tell_unheaded(grid)
    tell_absent(grid, found, [column for column in columns if column.path[0] in ("id", "clause_text", "modality")])
    fill_merged(grid, 2)
    document["rules"] = []
    numbers = {column: place for place, column in found.items()}
    for number in sorted(row for row in grid.cells if row > 1):
        cells = {found[place]: text for place, text in grid.cells[number].items() if place in found}
        if not cells:
            continue
        record, faults = record_of(cells)
        grid.faults += [placed(one, grid.place(number, numbers[column], column.title)) for column, one in faults]
        document["rules"].append(record)
        filled = {path: column for column, path in places_of(cells).items()}
        origin.rules.append((grid, number, filled, numbers))


def _left_aside(book, file):
    """Remarks on sheets that are none of ours and hold something."""
    ours = {folded(name) for which in ("rules", "head", "guide") for name in sheet_names(which)}
    found = [sheet for sheet in book.worksheets if folded(sheet.title) not in ours]
    grids = [grid_of(sheet, file) for sheet in found]
    return [PackFault("sheet_not_read", grid.place()) for grid in grids if grid.cells]
