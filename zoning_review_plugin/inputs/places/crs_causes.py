"""Why a layer does not lie where it ought to: the likeliest cause as an `Issue`, with the figures that speak for it."""

from __future__ import annotations

from ...model.codes import Severity
from ...model.records import Issue
from .crs import crs_name, full_name
from .crs_guess import AS_IS, FEET, KILOMETRES, SWAPPED, Guess, guesses
from .gauss_zones import numbers_of, zone_of
from .known_crs import same

CODES = (
    "axes_swapped",
    "feet_as_metres",
    "kilometres_as_metres",
    "degrees_as_metres",
    "metres_as_degrees",
    "zone_number_missing",
    "zone_number_unexpected",
    "zone_number_other",
    "crs_suggested",
)
_OF_CHANGE = {SWAPPED: "axes_swapped", FEET: "feet_as_metres", KILOMETRES: "kilometres_as_metres"}
_MOST_OTHERS = 3
_ONE_PLACE_DEG = 0.1


def likely_cause(key, box, count, declared, ground, known=(), sure=True):
    """The `Issue` that names the likely cause, or None where no reading of the coordinates puts them on the ground.

    box: (x0, y0, x1, y1) of `count` features of layer `key` in their own coordinates. declared: their CRS (pyproj) or
    None. ground: (west, south, east, north) in degrees where they ought to lie. known: other likely CRSs. sure: whether
    the ground is that of the review; else several readings may suit it, and then none of them is named.
    """
    found = guesses(box, ground, (declared, *known))
    found = [guess for guess in found if guess.change == found[0].change]
    if not found or _as_declared(found[0], declared):
        return None
    code = _cause(box, declared, found[0])
    if not sure and code == "crs_suggested":
        return None
    named = found if sure or _in_one_place(found) else []
    params = {"count": count, **_figures(box, declared), **_readings(named)}
    return Issue(key, code, Severity.WARNING, params=params)


def likely_names(box, ground):
    """Names of the CRSs by which a box lies on the ground, as text; "-" where there is none."""
    found = [guess for guess in guesses(box, ground) if guess.change == AS_IS]
    others = [crs_name(guess.crs) for guess in found[1 : 1 + _MOST_OTHERS]]
    return ", ".join([full_name(found[0].crs), *others]) if found else "-"


def _in_one_place(found):
    """Whether all readings put the layer in about the same place: then they differ in what hardly matters here."""
    lon, lat = zip(*(guess.place for guess in found))
    return max(lon) - min(lon) < _ONE_PLACE_DEG and max(lat) - min(lat) < _ONE_PLACE_DEG


def _as_declared(guess, declared):
    """Whether the best reading is the one that the layer itself claims: then its place tells nothing against it."""
    return guess.change == AS_IS and declared is not None and same(guess.crs, declared)


def _cause(box, declared, guess: Guess):
    if guess.change in _OF_CHANGE:
        return _OF_CHANGE[guess.change]
    if declared is None:
        return "crs_suggested"
    if declared.is_geographic != guess.crs.is_geographic:
        return "degrees_as_metres" if guess.crs.is_geographic else "metres_as_degrees"
    said, meant = zone_of(declared), zone_of(guess.crs)
    if not (said and meant):
        return "crs_suggested"
    if said.numbered != meant.numbered:
        return "zone_number_missing" if said.numbered else "zone_number_unexpected"
    return "zone_number_other" if meant.numbered else "crs_suggested"


def _figures(box, declared):
    """A place of the layer as it is delivered, and what its CRS and its eastings say of zones."""
    zone = zone_of(declared) if declared is not None else None
    return {
        "x": f"{0.5 * (box[0] + box[2]):.10g}",
        "y": f"{0.5 * (box[1] + box[3]):.10g}",
        "crs": crs_name(declared) or "-",
        "zone": zone.number if zone and zone.numbered else "-",
        "number": numbers_of((box[0], box[2])) or "-",
    }


def _readings(found):
    """What the coordinates may be: the best reading by its name, others by their codes; "-" for none."""
    if not found:
        return {"likely": "-", "others": "-", "lonlat": "-"}
    others = [crs_name(guess.crs) for guess in found[1 : 1 + _MOST_OTHERS]]
    more = ["…"] if len(found) > 1 + _MOST_OTHERS else []
    lon, lat = found[0].place
    return {
        "likely": full_name(found[0].crs),
        "others": ", ".join(others + more) or "-",
        "lonlat": f"{lon:.4f}, {lat:.4f}",
    }
