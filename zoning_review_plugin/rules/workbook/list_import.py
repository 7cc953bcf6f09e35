"""An official list → a pack: each clause a rule for people to judge, in the list's own words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from openpyxl.utils import column_index_from_string, get_column_letter

from ...model.errors import CellPlace, Place
from ..faults import PackFault, raised_together
from ..pack_file import pack_of
from ..schema_check import pack_schema
from .cell_text import list_of
from .clauses import clauses_of
from .cleaning import cleaned
from .list_words import DIMENSIONS, dimension_of, names_an_exception, proposed_strength, unit_class_of
from .opening import opened
from .places import placed
from .sheets import grid_of

_CLAUSES = ("clause", *DIMENSIONS)
_RULE_KEY = re.compile(r"rules\[(\d+)\]")


def import_list(path, mapping, head):
    """(Pack, remarks) of a list laid out as `mapping` (a `ListMapping`) says.

    head: the keys of a pack's head (id, level, valid_from …). remarks: `PackFault`s of what a person should look
    at. Raises PackFault. No clause is given a condition: all are `manual`, their modality a proposal.
    """
    return list_of_book(opened(path), str(path), mapping, head)


def list_of_book(book, file, mapping, head):
    """`import_list` of an open workbook (openpyxl's)."""
    if mapping.sheet not in book.sheetnames:
        raise PackFault("sheet_missing", Place(file=file), missing=mapping.sheet, found="、".join(book.sheetnames))
    grid = grid_of(book[mapping.sheet], file)
    reading = _Reading(grid, mapping, head.get("id", ""))
    reading.read()
    if grid.faults:
        raise raised_together(grid.faults)
    document = {"schema": pack_schema()["properties"]["schema"]["const"], "pack": dict(head), "rules": reading.rules}
    try:
        return pack_of(document, file), grid.remarks
    except PackFault as fault:
        raise raised_together([reading.retold(one) for one in (fault, *fault.others)]) from None


class _Reading:
    """The rules of one sheet as they come up, with the row of each."""

    def __init__(self, grid, mapping, pack_id):
        self.rules = []
        self._grid, self._first, self._pack = grid, mapping.heading_row + 1, pack_id
        self._columns = {column_index_from_string(letter): name for letter, name in mapping.columns.items()}
        self._headings = {column_index_from_string(letter): text for letter, text in mapping.headings.items()}
        self._rows, self._numbers = [], Counter()

    def read(self):
        self._fill_down()
        self._tell_left()
        for row in sorted(number for number in self._grid.cells if number >= self._first):
            self._read_row(row)

    def retold(self, fault):
        """A fault of the document at the row that its rule came from."""
        found = _RULE_KEY.match(fault.place.key or "")
        if not found:
            return fault
        place = self._grid.place(self._rows[int(found.group(1)) - 1])
        return placed(fault, replace(place, key=fault.place.key))

    def _fill_down(self):
        """What is merged downwards holds for each row; what is merged across is the heading of a part."""
        for top, left, bottom, right in self._grid.merged:
            text = self._grid.text(top, left)
            if bottom < self._first or not text:
                continue
            if right > left and any(self._columns.get(column) for column in range(left, right + 1)):
                self._remark("list_part_heading", top, left, text=text[:80])
                self._grid.cells[top].pop(left)
            elif bottom > max(top, self._first - 1):
                for row in range(max(top + 1, self._first), bottom + 1):
                    self._grid.cells.setdefault(row, {})[left] = text

    def _tell_left(self):
        """Remarks on columns that hold something and are not read."""
        counts = Counter(column for row, cells in self._grid.cells.items() if row >= self._first for column in cells)
        for column, count in sorted(counts.items()):
            if not self._columns.get(column):
                self._remark("list_column_left", None, column, count=count)

    def _read_row(self, row):
        texts = {name: self._grid.text(row, column) for column, name in self._columns.items() if name}
        columns = {name: column for column, name in self._columns.items() if name}
        filled = [name for _, name in sorted(self._columns.items()) if name in _CLAUSES and texts.get(name)]
        if not filled and any(texts.values()):
            self._remark("list_row_left", row, min(self._grid.cells[row]), text=" ".join(texts.values())[:80].strip())
        scope = _scope(texts)
        for name in filled:
            dimension = name if name in DIMENSIONS else self._dimension(texts, row, columns)
            for clause in clauses_of(texts[name]):
                self._add(clause, dimension, scope, texts, row, columns[name])

    def _dimension(self, texts, row, columns):
        named = texts.get("dimension")
        dimension = dimension_of(named) if named else None
        if named and dimension is None:
            self._remark("list_dimension_unknown", row, columns["dimension"], got=named[:80])
        return dimension

    def _add(self, clause, dimension, scope, texts, row, column):
        text, original = cleaned(clause.text)
        if not text:
            return
        modality, binding, words = proposed_strength(text)
        self._doubts(text, modality, words, row, column)
        base = scope.get("unit_codes", [self._pack])[0]
        self._numbers[base] += 1
        rule = {"id": f"{base}-{self._numbers[base]:03}", "clause_text": text, "modality": modality}
        rule.update(binding=binding, automation="manual")
        number = "".join(filter(None, (texts.get("clause_no"), clause.number)))
        note = "\n".join(filter(None, (texts.get("note"), *self._beside(texts, dimension, scope))))
        told = {"dimension": dimension, "clause_no": number, "clause_original": original, "note": note}
        rule.update({key: value for key, value in told.items() if value})
        rule.update({"scope": scope} if scope else {})
        rule.update({"basis": [{"doc": cleaned(texts["basis"])[0]}]} if texts.get("basis") else {})
        self.rules.append(rule)
        self._rows.append(row)

    def _beside(self, texts, dimension, scope):
        """What a row says and no key of the rule holds, under its own headings."""
        left = {"dimension": not dimension, "element": "unit_codes" in scope}
        for column, name in self._columns.items():
            if left.get(name) and texts.get(name):
                yield f"{self._headings.get(column, name)}：{texts[name]}"

    def _doubts(self, text, modality, words, row, column):
        """Remarks on clauses whose words leave it open what they ask for."""
        if not words:
            self._remark("clause_strength_unknown", row, column, text=text[:40])
        elif len(words) > 1:
            self._remark(
                "clause_strength_mixed", row, column, text=text[:40], taken=modality, words=" ".join(sorted(words))
            )
        if names_an_exception(text):
            self._remark("clause_exception", row, column, text=text[:40])

    def _remark(self, code, row, column, **params):
        place = CellPlace(
            self._grid.file,
            self._grid.name,
            None if row is None else str(row),
            f"{get_column_letter(column)} {self._headings.get(column, '')}".strip(),
        )
        self._grid.remarks.append(PackFault(code, place, **params))


def _scope(texts):
    """Units by code; where a row names none, its class, area and element zone limit it."""
    codes = list_of("\n".join(texts.get("unit_code", "").split()))
    if codes:
        return {"unit_codes": codes}
    unit_class = unit_class_of(texts.get("unit_class", ""))
    areas, elements = (list_of("\n".join(texts.get(name, "").split())) for name in ("admin_code", "element"))
    scope = {"unit_class": [unit_class] if unit_class else [], "xzqdm": areas, "element": elements}
    return {key: value for key, value in scope.items() if value}
