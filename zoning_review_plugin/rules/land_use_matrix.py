"""How planned land use stands to roles and their grades: a matrix that is data, resources/land_use_matrix.json."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..model.code_tables import code_table
from ..model.errors import Place
from ..model.words import RESOURCES
from .data_file import document_of
from .faults import PackFault, raised_together

HARD, SOFT, TO_VERIFY, NONE = "hard", "soft", "to_verify", "none"
LEVELS = (HARD, SOFT, TO_VERIFY, NONE)  # worst first
REMOVE, SHRINK, CHANGE_USE, LEAVE_BLANK, SET_CONDITION = (
    "remove",
    "shrink",
    "change_use",
    "leave_blank",
    "set_condition",
)
SUGGESTIONS = (REMOVE, SHRINK, CHANGE_USE, LEAVE_BLANK, SET_CONDITION)  # what takes most first
OUTSIDE = "outside"
_ANY = "*"
SCHEMA = "land_use_matrix"
CODE_TABLES = ("land_use_2023", "land_use_2020")


@dataclass(frozen=True)
class Cell:
    """What the matrix says of codes that begin with `land_use` ("" for any) on ground of a role and grade."""

    role: str
    grade: str | None
    land_use: str
    conflict: str
    suggestion: str | None
    reason: tuple[tuple[str, str], ...]
    basis: str | None = None

    def reason_in(self, language):
        """Why, in zh or en."""
        return dict(self.reason)[language]


@dataclass(frozen=True)
class Conflict:
    """How one land use stands to one kind of ground.

    doubt: why it is to be verified though the cell says more or less; names the sentence `matrix.<doubt>`. cell:
    that it rests on, of several the gravest; None where the matrix says nothing.
    """

    level: str
    suggestion: str | None = None
    doubt: str | None = None
    cell: Cell | None = None


@dataclass(frozen=True)
class LandUseMatrix:
    """All cells. required_roles: of which a case must have a layer. codes: of land use that are known. document: as its
    file holds it.
    """

    cells: tuple[Cell, ...]
    required_roles: tuple[str, ...] = ()
    codes: frozenset[str] = field(default_factory=frozenset)
    document: dict = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def read(cls, path=None):
        """The matrix of a file, of the one shipped where none is named. Raises PackFault."""
        path = Path(path or RESOURCES / "land_use_matrix.json")
        return cls.of(document_of(path, SCHEMA), str(path))

    @classmethod
    def of(cls, document, file=None):
        """The matrix of a document that keeps the schema. file: its name, for faults. Raises PackFault."""
        cells = _cells(document, file)
        named = {cell.land_use for cell in cells if cell.land_use}
        return cls(
            cells,
            tuple(document.get("required_roles", ())),
            frozenset(named.union(*(code_table(name).names for name in CODE_TABLES))),
            document,
        )

    @cached_property
    def roles(self):
        """Roles that the matrix speaks of."""
        return frozenset(cell.role for cell in self.cells)

    @cached_property
    def roles_to_lie_in(self):
        """Roles outside whose features there may be a conflict."""
        return frozenset(cell.role for cell in self.cells if cell.grade == OUTSIDE)

    def conflict(self, land_use, role, grade) -> Conflict:
        """How a code of land use stands to ground of a role and a grade (`OUTSIDE`: where no feature lies)."""
        if role not in self.roles:
            return Conflict(TO_VERIFY, None, "role_not_in_matrix")
        return self._on(self._blocks_of(role, grade), land_use, "grade_unknown")

    def gravest(self, land_use, role) -> Conflict:
        """The gravest conflict that ground of a role, of whatever grade or outside it, may bring."""
        blocks = [block for (of, grade), block in self._blocks.items() if of == role]
        found = [self._on([block], land_use, "grade_unknown") for block in blocks]
        return min(found, key=lambda conflict: LEVELS.index(conflict.level))

    def _on(self, blocks, land_use, doubt):
        codes, wrong = self._finest(land_use)
        if wrong:
            return Conflict(TO_VERIFY, None, wrong)
        cells = [_longest(block, code) for block in blocks for code in codes]
        if not cells or None in cells:
            return Conflict(TO_VERIFY, None, "matrix_silent")
        worst = min(reversed(cells), key=lambda cell: LEVELS.index(cell.conflict))  # strict grades come first
        if len({cell.conflict for cell in cells}) == 1:
            return Conflict(worst.conflict, worst.suggestion, None, worst)
        coarse = any(len({_longest(block, code).conflict for code in codes}) > 1 for block in blocks)
        return Conflict(TO_VERIFY, worst.suggestion, "land_use_coarse" if coarse else doubt, worst)

    @cached_property
    def _blocks(self):
        """{(role, grade): {beginning of a code: cell}}."""
        found = {}
        for cell in self.cells:
            found.setdefault((cell.role, cell.grade), {})[cell.land_use] = cell
        return found

    def _blocks_of(self, role, grade):
        """Blocks of cells that may hold: one, or all grades where the grade is not known. A grade goes before none."""
        common = self._blocks.get((role, None), {})
        if grade is not None and (role, grade) in self._blocks:
            return [{**common, **self._blocks[role, grade]}]
        graded = [block for (of, one), block in self._blocks.items() if of == role and one not in (None, OUTSIDE)]
        return [{**common, **block} for block in graded] + ([common] if common else [])

    def _finest(self, land_use):
        """(the finest codes that a code stands for, None), or ((), why it stands for none)."""
        code = (land_use or "").strip()
        if not code:
            return (), "land_use_missing"
        while code not in self.codes and len(code) > 2 and code.endswith("00"):
            code = code[:-2]
        if code not in self.codes:
            return (), "land_use_unknown"
        return [leaf for leaf in self._leaves if leaf.startswith(code)], None

    @cached_property
    def _leaves(self):
        ordered = sorted(self.codes)
        return [code for code, after in zip(ordered, [*ordered[1:], ""]) if not after.startswith(code)]


def _longest(block, code):
    """The cell with the longest beginning of `code`; None where none has any."""
    for size in range(len(code), -1, -1):
        if code[:size] in block:
            return block[code[:size]]
    return None


def _cells(document, file):
    """The cells of a document that keeps the schema. Raises PackFault."""
    reasons = {reason["key"]: (("zh", reason["zh"]), ("en", reason["en"])) for reason in document["reasons"]}
    found, faults, seen = [], [], set()
    for i, block in enumerate(document["constraints"], 1):
        for k, written in enumerate(block["cells"], 1):
            place = Place(file=file, key=f"constraints[{i}].cells[{k}]")
            if written["reason"] not in reasons:
                faults.append(PackFault("matrix_reason", place, got=written["reason"]))
                continue
            for code in written["land_use"]:
                cell = _cell(block, written, "" if code == _ANY else code, reasons)
                if (cell.role, cell.grade, cell.land_use) in seen:
                    faults.append(PackFault("matrix_twice", place, got=code))
                seen.add((cell.role, cell.grade, cell.land_use))
                found.append(cell)
    if faults:
        raise raised_together(faults)
    return tuple(found)


def _cell(block, written, land_use, reasons):
    return Cell(
        block["role"],
        block.get("grade"),
        land_use,
        written["conflict"],
        written.get("suggestion"),
        reasons[written["reason"]],
        written.get("basis", block.get("basis")),
    )
