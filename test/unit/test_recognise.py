"""Roles and fields that are proposed for real layers, for the demo, and for layers as offices call them."""

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layer import Field
from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.inputs.meaning.discover import discover
from zoning_review_plugin.inputs.meaning.recognise import recognise, recognise_constraint, role_of_layer

from .small_reviews import box, layer, line

# What the layers of the five real cases are, by their own descriptions. `custom`: no role of ours.
REAL = {
    "fr-aubais": {
        "30014_ZONE_URBA_20171013": "planning_zone",
        **{f"30014_{name}_20171013": "custom" for name in (
            "INFO_PCT", "INFO_SURF", "PRESCRIPTION_LIN", "PRESCRIPTION_PCT", "PRESCRIPTION_SURF")},
    },
    "us-dc": {
        "pud_sites_repaired": "subject", "2030-proposed-street-car": "subject", "parcel-lots": "subject",
        "national-parks-by-name": "nature_reserve", "wetland-types-general": "wetland",
        "historic-districts": "heritage", "future-land-use": "planned_land_use", "ward-2012": "admin_area",
        "community-rating-system-special-flood-hazard-areas": "custom", "overlay-zones": "custom",
        "metro-lines": "custom",
    },
    "tw-taoyuan": {
        "route_A-1-0": "subject", "route_A-2-0": "subject", "route_THSR-1-0": "subject",
        **{name: "planning_zone" for name in ("zoning_taoyuan", "H0105", "H0201", "H0215", "H0306")},
        "plan_units_derived": "custom",
    },
    "arcgis-erase-xian80": {
        "DLTB": "land_survey", "DLTB_Erase": "land_survey", "Polygon": "custom", "Road": "custom", "a": "custom",
    },
    "cn-admin": {
        name: "admin_area" for name in ("cn_city", "cn_district", "cn_province", "cn_province_original")
    },
}  # fmt: skip
# Fields that the case files or the descriptions of the real cases name.
FIELDS = {
    "pud_sites_repaired": {"id": "objectid", "name": "pud_name"},
    "2030-proposed-street-car": {"id": "OBJECTID", "name": "SEGMENT_NA"},
    "national-parks-by-name": {"code": "GIS_ID", "name": "NAME"},
    "wetland-types-general": {"code": "WETLAND_ID", "class": "DESC_"},
    "historic-districts": {"name": "NAME"},
    "ward-2012": {"name": "NAME"},
    "zoning_taoyuan": {"code": "分區代", "name": "使用分", "class": "分區類"},
    "30014_ZONE_URBA_20171013": {"code": "LIBELLE", "name": "LIBELONG", "class": "TYPEZONE"},
    "cn_city": {"code": "gb", "name": "name"},
    "cn_district": {"code": "gb", "name": "name"},
    "cn_province": {"code": "gb", "name": "name"},
}
# Names that nothing tells: pud_name, SEGMENT_NA, GIS_ID, WETLAND_ID, DESC_.
FIELDS_RIGHT, FIELDS_ALL = 17, 22


def layers_in(folder):
    for one in (one for one in discover([folder])[0] if one.certain):
        yield open_source(f"{one.path}|layername={one.layer}" if one.layer else str(one.path), "auto", folder)


@pytest.mark.parametrize("case", sorted(REAL))
def test_roles_of_real_layers(reference, case):
    """All roles are right, and none that is not a role of ours is taken for one."""
    found = {layer.name: recognise(layer) for layer in layers_in(reference / "cases" / case)}
    assert {name: proposal.role for name, proposal in found.items()} == REAL[case]
    assert all(proposal.reasons for proposal in found.values())
    assert all((proposal.confidence < 0.3) == (proposal.role == "custom") for proposal in found.values())


def test_fields_of_real_layers(reference):
    right = wrong = 0
    for case in REAL:
        for one in layers_in(reference / "cases" / case):
            for ours, field in FIELDS.get(one.name, {}).items():
                got = recognise(one).fields.get(ours)
                right, wrong = right + (got == field), wrong + (got not in (field, None))
    assert sum(map(len, FIELDS.values())) == FIELDS_ALL
    assert (right, wrong) == (FIELDS_RIGHT, 0)


def test_everything_about_the_demo(root):
    """Role and fields of each layer as the case files of the demo have them, and the unit of areas."""
    folder = root / "resources" / "samples" / "demo"
    found = {one.name: recognise(one) for one in layers_in(folder)}
    for case in (read_case(folder / "demo.review.yaml"), read_case(folder / "routes.review.yaml")):
        for constraint in case.constraints:
            proposal = found[constraint.source.partition("layername=")[2]]
            assert (proposal.role, proposal.fields) == (constraint.role, constraint.fields)
            assert (proposal.area_unit or "m2") == constraint.area_unit and proposal.confidence_word == "high"
        for subject in case.subjects:
            proposal = found[subject.source.partition("layername=")[2].partition("|")[0]]
            assert proposal.role == "subject" and proposal.confidence_word == "high"
            assert subject.fields.items() <= proposal.fields.items()
    assert found["FW"].role == "custom"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("生态保护红线（2022划定）", "ecological_red_line"),
        ("示例县永久基本农田图斑", "permanent_farmland"),
        ("城镇开发边界", "development_boundary"),
        ("2023年环境管控单元", "control_unit"),
        ("饮用水水源保护区", "water_source"),
        ("一般生态空间", "ecological_space"),
        ("污染地块", "contaminated_land"),  # and no parcels
        ("拟建项目用地范围", "subject"),
        ("规划地块", "subject"),
        ("XS_XMKJFW", "subject"),
        ("产业园区边界", "park"),
        ("STBHHX_2022", "ecological_red_line"),
        ("stbhhx", "ecological_red_line"),
        ("ZXCQGHYDYH", "planned_land_use"),
        ("YDYHGHFQ", "planning_zone"),
        ("Export_Output", "custom"),
    ],
)
def test_what_layers_are_called(name, role):
    assert recognise(layer(box(0, 0, 9, 9), name=name)).role == role


def test_the_title_of_a_layer_is_a_name_too():
    assert recognise(layer(box(0, 0, 9, 9), name="t1"), ["生态保护红线"]).role == "ecological_red_line"


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ({"F1": ["ZH42052620003", "ZH42052610003"]}, "control_unit"),
        ({"F1": ["YS5120022320001", "YS5120022320002"]}, "element_zone"),
        ({"F1": ["城镇集中建设区", "特别用途区"]}, "development_boundary"),
        ({"F1": ["一级保护区", "二级保护区"]}, "water_source"),
        ({"F1": ["110101", "110102"]}, "admin_area"),
        ({"F1": ["110101", "110101"]}, "custom"),  # many layers say where they are
        ({"DLBM": ["0101", "0102"], "ZLDWDM": ["1", "2"], "QSDWDM": ["1", "2"]}, "land_survey"),
        ({"环境管控单元编码\n": ["x", "y"]}, "control_unit"),
    ],
)
def test_what_fields_and_values_tell(fields, role):
    shapes = (box(0, 0, 9, 9), box(9, 0, 18, 9))
    assert recognise(layer(*shapes, name="t1", **fields)).role == role


def test_a_line_does_not_tell_what_lies_inside():
    """城镇开发边界 drawn as a line: proposed with little confidence, or not at all, and said why."""
    proposal = recognise(layer(line((0, 0), (9, 9)), name="CZKFBJX"))
    assert proposal.role == "custom" and any(reason.code == "kind" for reason in proposal.reasons)


def test_name_and_fields_that_contradict_each_other_make_it_less_sure():
    shapes = (box(0, 0, 9, 9), box(9, 0, 18, 9))
    units = {"HJGKDYBM": ["ZH42052620003", "ZH42052610003"]}
    sure = recognise(layer(*shapes, name="环境管控单元", **units)).confidence
    unsure = recognise(layer(*shapes, name="生态保护红线", **units))
    assert unsure.confidence < sure and any(reason.code == "rival" for reason in unsure.reasons)


def test_constraints_are_never_subjects():
    """The dialogs of QGIS say which layers are reviewed; what is left is reviewed against."""
    parcels = layer(box(0, 0, 9, 9), name="规划地块", YDYHFLDM=["1001"])
    assert recognise(parcels).role == "subject"
    assert recognise_constraint(parcels).role == "planned_land_use"
    assert role_of_layer(parcels) == ("planned_land_use", "YDYHFLDM")
    assert role_of_layer(layer(box(0, 0, 9, 9), name="t1")) == ("custom", "")
    assert role_of_layer(layer(box(0, 0, 9, 9), name="STBHHX")) == ("ecological_red_line", "STBHHX")


@pytest.mark.parametrize(
    ("unit", "figure"), [("m2", "10000"), ("hm2", "1"), ("km2", "0.01"), ("mu", "15"), (None, "7")]
)
def test_the_unit_of_areas(unit, figure):
    one = layer(box(0, 0, 100, 100), name="STBHHX", MJ=[figure])
    assert recognise(one).area_unit == unit
    parcels = recognise(layer(box(0, 0, 100, 100), name="规划地块", MJ=[figure]))
    assert ("declared_area" in parcels.fields) == (unit == "m2")


def test_a_layer_without_features_or_fields_is_no_crash():
    empty = layer(name="STBHHX")
    empty.fields = (Field("MJ"),)
    empty.content.attributes["MJ"] = empty.content.wkb
    assert recognise(empty).role == "ecological_red_line"
