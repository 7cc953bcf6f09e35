"""What a user prefers, over `QgsSettings`: defaults for new cases and for this machine; no case is changed by it."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from qgis.core import QgsSettings

PREFIX, ENVIRONMENT = "zoning_review/", "ZONING_REVIEW_"
LANGUAGES = ("", "zh", "en")
AREA_UNITS = ("hm2", "mu", "m2", "km2")
PAPERS = ("A4", "A3")


@dataclass(frozen=True)
class Preferences:
    """language: of reports, "" for that of QGIS. Folders: "" for none. user: who decides, "" for the login name.

    Slivers: an overlap is one where it undercuts any of these that is above 0 (m2, share of the subject, m). processes:
    threads of a review in the panel and the default of the toolbox; 0 for all processors.
    """

    language: str = ""
    output_folder: str = ""
    pack_folder: str = ""
    template_folder: str = ""
    style_folder: str = ""
    user: str = ""
    sliver_area_m2: float = 1.0
    sliver_share: float = 0.0
    sliver_width_m: float = 0.0
    area_unit: str = "hm2"
    paper: str = "A4"
    processes: int = 0

    @property
    def threads(self):
        """How many processors a review may use."""
        return self.processes or os.cpu_count() or 1


def preferences():
    """The `Preferences` as set; the environment (`ZONING_REVIEW_` and the name in capitals) comes before the settings.

    What is not of its kind counts as not set.
    """
    settings, found = QgsSettings(), {}
    for one in fields(Preferences):
        for text in (os.environ.get(ENVIRONMENT + one.name.upper()), settings.value(PREFIX + one.name)):
            value = _typed(one, text)
            if value is not None:
                found[one.name] = value
                break
    return Preferences(**found)


def keep(chosen):
    """Write `Preferences` into the settings; what is as shipped is taken out of them."""
    settings = QgsSettings()
    for one in fields(Preferences):
        value = getattr(chosen, one.name)
        if value == one.default:
            settings.remove(PREFIX + one.name)
        else:
            settings.setValue(PREFIX + one.name, value)


def new_case(chosen):
    """The document that a new case begins with: only what differs from what a case says by itself."""
    shipped = Preferences()
    sliver = {
        key: getattr(chosen, f"sliver_{key}")
        for key in ("area_m2", "share", "width_m")
        if getattr(chosen, f"sliver_{key}") != getattr(shipped, f"sliver_{key}")
    }
    report = {
        key: getattr(chosen, key) for key in ("area_unit", "paper") if getattr(chosen, key) != getattr(shipped, key)
    }
    document = {"language": chosen.language} if chosen.language else {}
    return {**document, **({"options": {"sliver": sliver}} if sliver else {}), **({"report": report} if report else {})}


_CHOICES = {"language": LANGUAGES, "area_unit": AREA_UNITS, "paper": PAPERS}
_LIMITS = {"sliver_share": 1.0, "processes": 256}


def _typed(one, value):
    """A value as the field `one` holds it, None where it cannot be that."""
    if value is None:
        return None
    kind = type(one.default)
    try:
        value = kind(value)
    except (TypeError, ValueError):
        return None
    if kind is not str:
        return value if 0 <= value <= _LIMITS.get(one.name, 1e9) else None
    return value if value in _CHOICES.get(one.name, (value,)) else None
