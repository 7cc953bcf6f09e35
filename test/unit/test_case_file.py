"""The case file: every key of contract section 4, typed as written, and faults that name key, line and cure."""

import re

import pytest

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.model import case as records

WHOLE = """\
schema: zoning-review/case/1
title: 示例产业园规划环评
language: zh
date: 2026-11-22
review: {kind: plan, stage: draft, authority: city}
subjects:
  - source: parcels.gpkg|layername=parcels
    encoding: auto
    fields: {id: DKBH, name: DKMC, project: XMBH, scheme: FANGAN, land_use: YDYHFLDM, industry: HYDM, part: BF,
             declared_area: MJ}
    values: {mode: surface}
facts:
  industry: [C2614]
  nature: [expand]
  declared: {limited_activity: none, major_level: none, in_approved_plan: true}
  metrics: {vocs: {existing: 4.0, added: 1.2, reduced: 2.4, unit: t/a, evidence: 附件3}}
projects:
  - {id: P1, name: 扩建工程, facts: {}, schemes: [{id: A, name: 方案一, facts: {}}]}
plan: {level: city, type: park, horizon: [2030, 2035], boundary: plan.gpkg, declared_area_hm2: 812.4}
constraints:
  - key: erl
    role: ecological_red_line
    source: STBHHX.shp
    encoding: auto
    fields: {id: BSM, code: HXBM, name: HXMC, class: HXLX, area: MJ}
    area_unit: m2
    coverage: {source: admin.gpkg}
    transform: null
    accuracy_m: 5
    secrecy: internal
    owner: 自然资源主管部门
    version: 2022年划定成果
    document: 文号
    date: 2022-10-14
    valid: {from: 2022-10-14, to: null}
rules: [packs/national.json, packs/city.xlsx]
decisions: decisions.yaml
options:
  area_basis: ellipsoidal
  analysis_crs: auto
  accept_datum_shift: false
  accept_incomplete: false
  split_by: []
  sliver: {area_m2: 1.0, share: 0, width_m: 0}
  search_distance_m: 5000
  list_within_m: 0
  touches: false
  overlap_geometry: conflicts
  keep_secret_geometry: false
outputs: [gpkg, xlsx, docx, html, csv, json]
"""
SMALL = """\
schema: zoning-review/case/1
subjects: [{source: a.gpkg}]
constraints: [{key: k, role: custom, source: b.gpkg}]
"""


@pytest.fixture
def read(tmp_path):
    """A function: text of a case file → its Case."""

    def from_text(text):
        path = tmp_path / "north.review.yaml"
        path.write_text(text, encoding="utf-8")
        return read_case(path)

    return from_text


def test_every_key_of_the_contract_is_read(read, tmp_path):
    case = read(WHOLE)
    assert (case.title, case.language, case.date) == ("示例产业园规划环评", "zh", "2026-11-22")
    assert case.review == {"kind": "plan", "stage": "draft", "authority": "city"}
    (subject,) = case.subjects
    assert subject.source == "parcels.gpkg|layername=parcels" and subject.encoding == "auto"
    assert subject.fields["declared_area"] == "MJ" and len(subject.fields) == 8
    assert subject.values == {"mode": "surface"}
    assert case.facts["industry"] == ["C2614"] and case.facts["nature"] == ["expand"]
    declared = case.facts["declared"]
    assert declared == {"limited_activity": "none", "major_level": "none", "in_approved_plan": True}
    vocs = case.facts["metrics"]["vocs"]
    assert vocs == {"existing": 4.0, "added": 1.2, "reduced": 2.4, "unit": "t/a", "evidence": "附件3"}
    assert case.projects == (records.Project("P1", "扩建工程", {}, (records.Scheme("A", "方案一", {}),)),)
    assert case.plan == records.Plan("city", "park", (2030, 2035), "plan.gpkg", 812.4)
    (erl,) = case.constraints
    assert erl == records.Constraint(
        key="erl",
        role="ecological_red_line",
        source="STBHHX.shp",
        fields={"id": "BSM", "code": "HXBM", "name": "HXMC", "class": "HXLX", "area": "MJ"},
        coverage=records.Coverage("admin.gpkg"),
        accuracy_m=5.0,
        owner="自然资源主管部门",
        version="2022年划定成果",
        document="文号",
        date="2022-10-14",
        valid_from="2022-10-14",
    )
    assert case.rules == ("packs/national.json", "packs/city.xlsx") and case.decisions == "decisions.yaml"
    assert case.options == records.Options()  # the example of the contract states the defaults
    assert case.outputs == ("gpkg", "xlsx", "docx", "html", "csv", "json")
    assert case.folder == tmp_path.resolve() and case.name == "north"


def test_what_is_left_out_has_the_defaults_of_the_contract(read):
    case = read(SMALL)
    assert (case.title, case.language, case.date, case.plan, case.decisions) == ("north", "zh", None, None, None)
    assert case.facts == {} and case.review == {} and case.projects == () and case.rules == ()
    options = case.options
    assert options.area_basis == "ellipsoidal" and options.analysis_crs == "auto" and options.split_by == ()
    assert (options.sliver.area_m2, options.sliver.share, options.sliver.width_m) == (1.0, 0, 0)
    assert (options.search_distance_m, options.list_within_m, options.touches) == (5000, 0, False)
    assert options.overlap_geometry == "conflicts" and options.keep_secret_geometry is False
    assert options.accept_datum_shift is False and options.accept_incomplete is False
    constraint = case.constraints[0]
    assert (constraint.coverage, constraint.secrecy, constraint.area_unit) == (None, "internal", "m2")
    assert constraint.accuracy_m is None and constraint.encoding == "auto"


@pytest.mark.parametrize(
    ("line", "get", "wanted"),
    [
        ("title: 07", lambda c: c.title, "07"),
        ("title: no", lambda c: c.title, "no"),
        ("title: 1.10", lambda c: c.title, "1.10"),
        ("title: 2026-11-22", lambda c: c.title, "2026-11-22"),
        ("title: 0x1F", lambda c: c.title, "0x1F"),
        ("title: 1_000", lambda c: c.title, "1_000"),
        ("title: '12:30:45'", lambda c: c.title, "12:30:45"),
        ("date: 2026-11-22", lambda c: c.date, "2026-11-22"),
        ("facts: {industry: [07, 2614]}", lambda c: c.facts["industry"], ["07", "2614"]),
        ("facts: {declared: {a: no}}", lambda c: c.facts["declared"]["a"], "no"),
        ("facts: {declared: {a: 07}}", lambda c: c.facts["declared"]["a"], "07"),
        ("facts: {declared: {a: '12'}}", lambda c: c.facts["declared"]["a"], "12"),
        ("facts: {declared: {a: 2026-11-22}}", lambda c: c.facts["declared"]["a"], "2026-11-22"),
        ("facts: {declared: {a: 2.5}}", lambda c: c.facts["declared"]["a"], 2.5),
        ("facts: {declared: {a: false}}", lambda c: c.facts["declared"]["a"], False),
        ("decisions: null", lambda c: c.decisions, None),
        ("decisions: 'null'", lambda c: c.decisions, "null"),
        ("plan: {horizon: [2030]}", lambda c: c.plan.horizon, (2030,)),
        ("options: {touches: true}", lambda c: c.options.touches, True),
        ("options: {sliver: {share: 1e-4}}", lambda c: c.options.sliver, records.Sliver(1.0, 0.0001, 0.0)),
        ("options: {split_by: [k]}", lambda c: c.options.split_by, ("k",)),
    ],
)
def test_scalars_mean_what_is_written(read, line, get, wanted):
    got = get(read(SMALL + line + "\n"))
    assert got == wanted and type(got) is type(wanted)


@pytest.mark.parametrize(("text", "wanted"), [("full", "full"), ("{source: x.shp}", records.Coverage("x.shp"))])
def test_coverage(read, text, wanted):
    assert read(SMALL.replace("b.gpkg}", f"b.gpkg, coverage: {text}}}")).constraints[0].coverage == wanted
    assert read(SMALL.replace("b.gpkg}", "b.gpkg, coverage: null}")).constraints[0].coverage is None


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "a.review.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_case(path).constraints[0].source == "b.gpkg"


def test_the_case_files_of_the_reference_are_read(reference):
    paths = sorted(reference.glob("cases/*/*.review.yaml"))
    assert len(paths) == 5
    for path in paths:
        case = read_case(path)
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(case.constraints) == sum(bool(re.match(r"  - \{key:", line)) for line in lines)
        assert len(case.subjects) == sum(bool(re.match(r"  - source:", line)) for line in lines)


def test_the_example_of_the_contract_page_is_read(reference, tmp_path):
    page = (reference / "docs" / "contract.md").read_text(encoding="utf-8")
    path = tmp_path / "contract.review.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert read_case(path).constraints[0].key == "erl"
