"""Checks of attributes."""

from __future__ import annotations

from ..meaning.field_names import folded
from ..meaning.roles import is_net_area
from .admin_codes import AdminCodes
from .class_texts import ClassTexts, tells_grades
from .in_force import InForce
from .industry_codes import IndustryCodes
from .land_codes import LAND_SURVEY, LAND_USE, LandCodes
from .stated_areas import StatedAreas
from .unit_codes import ROLES, UnitCodes

# Fields of the farmland layer that hold a class of the land survey.
_SURVEY_FIELDS = ("dlbm", "地类编码")


def attribute_checks(about):
    """`Check`s of the attributes of a layer that is `about`."""
    columns = about.columns
    periods = {ours: columns[ours] for ours in ("valid_from", "valid_to") if ours in columns}
    return (
        *_of_codes(about.role, columns, about.meanings),
        *(
            StatedAreas(ours, columns[ours], about.area_unit, about.area_of, is_net_area(columns[ours]))
            for ours in ("area", "declared_area")
            if ours in columns
        ),
        *((InForce(periods, about.day),) if periods else ()),
    )


def _of_codes(role, columns, meanings):
    """Checks of the codes that layers of `role` (None: subjects) hold."""
    if role in ROLES and "code" in columns:
        yield UnitCodes(role, meanings)
    elif role and "class" in columns and tells_grades(role):
        yield ClassTexts(role, meanings)
    if role == "admin_area" and "code" in columns:
        yield AdminCodes()
    if role == "planned_land_use" and "code" in columns:
        yield LandCodes("code", columns["code"], LAND_USE)
    if role == "land_survey" and "code" in columns:
        yield LandCodes("code", columns["code"], LAND_SURVEY)
    if role == "permanent_farmland" and folded(columns.get("class", "")) in _SURVEY_FIELDS:
        yield LandCodes("class", columns["class"], LAND_SURVEY)
    if role == "existing_enterprise" and "class" in columns:
        yield IndustryCodes("class", columns["class"])
    if "land_use" in columns:
        yield LandCodes("land_use", columns["land_use"], LAND_USE)
    if "industry" in columns:
        yield IndustryCodes("industry", columns["industry"])
