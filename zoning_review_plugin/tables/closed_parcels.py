"""The parts of a parcel that lie on control units, rounded so that they sum to the parcel as printed."""

from __future__ import annotations

import numpy as np

from ..rules.land_use_conflicts import ON_FEATURE
from .closing import close

_ROLE, _SAME = "control_unit", 1e-6
_GROUP = ["subject_id", "constraint_key"]


def closed_parcels(rows, decimals):
    """(rows, {(number of the row, key)} of cells that were rounded the other way).

    rows: of the table of parcels, with `area`, `overlap`, `share_of_parcel` (0 to 1) and the columns of
    `planned_parcels`, numbered from 0. Closed are the parts of a parcel that a layer of units tiles, where rounding
    opened a gap and no part would show as 0.
    """
    met = rows[rows["role_code"].eq(_ROLE) & rows["found"].eq(ON_FEATURE) & rows["overlap"].notna()]
    rows, adjusted = rows.copy(), set()
    for key, digits, scale, whole in (("overlap", decimals, 1.0, met["area"]), ("share_of_parcel", 2, 100.0, None)):
        values = met[key] * scale
        total = whole if whole is not None else values * 0.0 + scale
        for places in _open(met, values, total, digits):
            found = close(values.loc[places].to_numpy(float), float(total.loc[places[0]]), digits)
            rows.loc[places, key] = found.values / scale
            adjusted |= {(place, key) for place, moved in zip(places, found.adjusted) if moved}
    return rows, adjusted


def _open(met, values, total, digits):
    """Places of the parts of each parcel that sum to it, but not as printed."""
    keys = [met[name] for name in _GROUP]
    sums, printed = values.groupby(keys).transform("sum"), values.round(digits).groupby(keys).transform("sum")
    tiles = (sums - total).abs() <= _SAME * total
    shown = values.groupby(keys).transform("min") >= 0.5 * 10.0**-digits
    gap = (printed - total.round(digits)).abs() > 0.5 * 10.0**-digits
    wanted = met[tiles & shown & gap & np.isfinite(total)]
    return [list(places) for places in wanted.groupby(_GROUP, sort=False).groups.values()]
