"""The tables of `where`: cells of one unit that say the same put together, units, and the clauses behind them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..model.columns import WHERE_TABLES
from ..review.result import typed
from .where_answer import ADMITTED, JUSTIFICATION, OPEN, SHUT_OUT, STATUSES, UNKNOWN

_BY = {"shut_out_by": SHUT_OUT, "justification_by": JUSTIFICATION, "unknown_by": UNKNOWN}
_SAME = ["unit", "status", *_BY, "missing", "open_items"]


def where_tables(units, cells, answers, result, hidden):
    """{`unit`, `ground`, `clause`, `issue`: frame}. hidden: whether the ground must not be shown."""
    area = units.frame.measure.area(cells.geometry)
    frame = _cells(cells, answers, area)
    tables = {
        "unit": _units(units, frame, answers),
        "ground": _ground(units, frame, cells, hidden),
        "clause": _clauses(units, cells, answers, area),
    }
    typed_ = {name: typed([(c.name, c.kind) for c in WHERE_TABLES[name]], rows) for name, rows in tables.items()}
    issues = result.tables["issue"]
    keys = {constraint.key for constraint in result.case.constraints}
    of_cells = issues["layer"].eq(result.case.name) & (result.case.name not in keys)
    return {**typed_, "issue": issues[~of_cells].reset_index(drop=True)}


def _cells(cells, answers, area):
    """A row for each cell: its unit, status, area, and the clauses behind it, as text."""
    frame = pd.DataFrame({"unit": cells.unit, "status": answers.status, "area_m2": area})
    found = answers.findings
    rules = found["pack"] + "/" + found["rule_id"]
    for column, says in _BY.items():
        frame[column] = _joined(rules[found["says"].eq(says)], found["cell"], len(frame))
    lacking = found[found["says"].eq(UNKNOWN)]
    frame["missing"] = _joined(lacking["missing"], lacking["cell"], len(frame))
    return frame.assign(open_items=answers.open_items)


def _joined(texts, cell, size):
    """(size,) the distinct texts of each cell, joined by "; " in order; "" where there are none."""
    found = np.full(size, "", dtype=object)
    for place, mine in texts.groupby(cell.reindex(texts.index), sort=False):
        parts = [part for text in mine.dropna() for part in text.split("; ")]
        found[place] = "; ".join(dict.fromkeys(parts))
    return found


def _ground(units, frame, cells, hidden):
    """A row for each unit × what is said of it: ground that says the same is one polygon."""
    frame = frame.reset_index(drop=True)
    rows = []
    for key, places in frame.groupby(_SAME, sort=False).indices.items():
        shape = None if hidden else shapely.union_all(shapely.get_parts(cells.geometry[places]))
        rows.append({**dict(zip(_SAME, key)), "area_m2": frame["area_m2"].to_numpy()[places].sum(), "geom": shape})
    found = pd.DataFrame(rows, columns=[*_SAME, "area_m2", "geom"])
    order = found["status"].map(STATUSES.index)
    found = found.assign(order=order).sort_values(["unit", "order"], kind="stable")
    return _plain(found.assign(code=units.table["code"].to_numpy(dtype=object)[found["unit"].to_numpy(np.int64)]))


def _units(units, frame, answers):
    """A row for each unit: how much of it is shut out, not known, or neither."""
    size = len(units)

    def area(mask):
        return np.bincount(frame["unit"][mask], frame["area_m2"][mask], minlength=size)

    status, own = frame["status"], units.frame.measure.area(units.geometry)
    known = ~np.equal(units.geometry, None)
    figures = {
        "area_m2": own,
        "admitted_m2": area(status.isin(ADMITTED)),
        "justification_m2": area(status.eq(JUSTIFICATION)),
        "shut_out_m2": area(status.eq(SHUT_OUT)),
        "unknown_m2": area(status.eq(UNKNOWN)),
    }
    figures = {name: np.where(known, values, np.nan) for name, values in figures.items()}
    texts = {name: _of_units(frame, name, size) for name in ("shut_out_by", "unknown_by", "missing")}
    table = units.table.assign(**figures, **texts, status=_status(figures, known))
    return _plain(table.assign(open_items=_open_items(frame, answers, size)))


def _of_units(frame, column, size):
    return _joined(frame[column].replace("", None).dropna(), frame["unit"], size)


def _status(figures, known):
    """`shut_out` where nothing else is left, `partly_shut_out`, `unknown` where nothing is admitted, `not_shut_out`."""
    shut, left, unknown = (figures[name] for name in ("shut_out_m2", "admitted_m2", "unknown_m2"))
    with np.errstate(invalid="ignore"):
        found = np.select(
            [~known, (left == 0) & (unknown == 0), left == 0, shut > 0, unknown > 0],
            ["unknown", "shut_out", "unknown", "partly_shut_out", "partly_unknown"],
            "not_shut_out",
        )
    return found.astype(object)


def _open_items(frame, answers, size):
    """How many clauses are open on ground of each unit that is not shut out."""
    found = answers.findings
    admitted = frame["status"].isin(ADMITTED).to_numpy()
    open_ = found[found["says"].eq(OPEN) & admitted[found["cell"].to_numpy()]]
    unit = frame["unit"].to_numpy()[open_["cell"].to_numpy()]
    return open_.assign(unit=unit).drop_duplicates(["unit", "pack", "rule_id"]).groupby("unit").size().reindex(
        range(size), fill_value=0).to_numpy()  # fmt: skip


def _clauses(units, cells, answers, area):
    """A row for each clause that shuts ground out, asks for justification or cannot be told; the most ground first."""
    found = answers.findings[answers.findings["says"].ne(OPEN)]
    found = found.assign(area_m2=area[found["cell"].to_numpy()], unit=cells.unit[found["cell"].to_numpy()])
    codes, rows = units.table["code"].tolist(), []
    for (says, _, _), mine in found.groupby(["says", "pack", "rule_id"], sort=False):
        first = mine.iloc[0]
        named = {name: first[name] for name in ("pack", "rule_id", "level", "clause_no", "clause_text")}
        where = ", ".join(codes[unit] for unit in mine["unit"].unique())
        rows.append({**named, "status": says, "area_m2": mine["area_m2"].sum(), "units": where})
    table = pd.DataFrame(rows, columns=[column.name for column in WHERE_TABLES["clause"]])
    order = table["status"].map(STATUSES.index)
    return table.assign(order=order).sort_values(["order", "area_m2"], ascending=[True, False], kind="stable")


def _plain(frame):
    """Empty texts as None."""
    return frame.replace({"": None})
