"""The two case files of the sample, as a person would write them."""

from __future__ import annotations

from .city import UNITS

_HEAD = """\
schema: zoning-review/case/1
title: {title}
language: zh
date: 2026-11-22
review: {{kind: {kind}, stage: draft, authority: city}}
"""

_DEMO_SUBJECTS = """\
subjects:
  - source: demo.gpkg|layername=parcels          # 规划地块
    fields: {id: DKBH, name: DKMC, project: XMBH, land_use: YDYHFLDM, declared_area: MJ}
  - source: demo.gpkg|layername=sites            # 项目选址方案
    fields: {id: DKBH, name: DKMC, project: XMBH, scheme: FANGAN, land_use: YDYHFLDM, industry: HYDM, part: BF,
             declared_area: MJ}
    values: {mode: surface, nature: expand}
projects:
  - id: P1
    name: 示例化工扩建项目
    facts:
      industry: [C2614]
      nature: [expand]
      declared:
        limited_activity: none
        major_level: none
        project_kind: industry
        city_key_project: true         # 市级清单的例外，省级清单没有
        energy_review: true
        clean_energy: true
        coal_boiler: false
        closed_conveying: true
        emergency_plan: true
        emergency_pool: true
        public_water_supply: true
      metrics:
        vocs: {existing: 4.0, added: 1.2, reduced: 2.4, unit: t/a, evidence: 附件3}
        cod: {existing: 3.2, added: 0.6, reduced: 0.9, unit: t/a, evidence: 附件3}
        heavy_metal: {existing: 0, added: 0, reduced: 0, unit: kg/a, evidence: 附件3}
        water: {value: 8.64, unit: 万m3/a, evidence: 附件4}
        water_reuse: {value: 38, unit: "%", evidence: 附件4}
        energy: {value: 5400, unit: tce/a, evidence: 附件4}
        output: {value: 12000, unit: 万元/a, evidence: 附件1}
        land: {value: 20.48, unit: hm2, evidence: 附件1}
    schemes:
      - {id: A, name: 方案一（园区内）}
      - {id: B, name: 方案二（园区南）}
      - {id: C, name: 方案三（水库西）}
  - id: P3
    name: 示例村庄安置项目
    schemes:
      - {id: "1", name: 唯一方案}
plan: {level: city, type: 国土空间规划, horizon: [2030, 2035]}
"""

_ROUTES_SUBJECTS = """\
subjects:
  - source: demo.gpkg|layername=routes           # 线路方案
    fields: {id: LXBH, name: LXMC, project: XMBH, scheme: FANGAN, mode: FS}
    values: {part: centreline, nature: new, land_use: "1202"}
projects:
  - id: P2
    name: 示例快速路新建项目
    facts:
      nature: [new]
      declared: {major_level: none, in_approved_plan: true, cross_county_opinion: true}
    schemes:
      - {id: A, name: 方案一（沿界线）}
      - {id: B, name: 方案二（北绕线）}
"""

# key, role, layer, fields, what else is to be said of it
_CONSTRAINTS = (
    (
        "erl",
        "ecological_red_line",
        "STBHHX",
        "id: BSM, code: HXBM, name: HXMC, class: HXLX, area: MJ",
        "city",
        "accuracy_m: 5",
    ),
    ("pbf", "permanent_farmland", "YJJBNTTB", "id: BSM, code: YJJBNTTBBH, class: DLBM, area: YJJBNTMJ", "city", ""),
    (
        "udb",
        "development_boundary",
        "CZKFBJ",
        "id: BSM, code: GHFQDM, name: GHFQMC, class: GHFQMC, area: MJ",
        "city",
        "",
    ),
    (
        "unit",
        "control_unit",
        "HJGKDY",
        "id: HJGKDYBM, code: HJGKDYBM, name: HJGKDYMC, class: ZHGKDYFL, area: MJ",
        "",
        "area_unit: km2",
    ),
    ("element", "element_zone", "HJYSGKFQ", "id: HJYSGKFQBM, code: HJYSGKFQBM, name: HJYSGKFQMC, class: YSXL", "", ""),
    ("water", "water_source", "YYSSYBHQ", "id: BSM, name: BHQMC, class: BHQJB", "city", ""),
    ("reserve", "nature_reserve", "ZRBHD", "id: BSM, name: BHDMC, class: GNFQ", "city", ""),
    ("river", "river_lake", "HHGLFW", "id: BSM, name: HHMC, class: HHLX, area: MJ", "city", ""),
    ("admin", "admin_area", "XZQ", "id: XZQDM, code: XZQDM, name: XZQMC", "", ""),
    ("enterprise", "existing_enterprise", "QY", "id: BSM, name: QYMC, class: HYDM", "full", ""),
    ("target", "sensitive_target", "MGMB", "id: BSM, name: MC, class: LX", "full", ""),
)

# Owner, version, document (all invented), date.
_PAPERS = {
    "erl": ("示例市自然资源主管部门", "2022年划定成果", "示自然资〔2022〕12号", "2022-10-14"),
    "pbf": ("示例市自然资源主管部门", "2022年划定成果", "示自然资〔2022〕13号", "2022-10-14"),
    "udb": ("示例市自然资源主管部门", "2022年划定成果", "示自然资〔2022〕14号", "2022-10-14"),
    "unit": ("示例市生态环境主管部门", "2023年动态更新成果", "示环发〔2024〕5号", "2024-06-20"),
    "element": ("示例市生态环境主管部门", "2023年动态更新成果", "示环发〔2024〕5号", "2024-06-20"),
    "water": ("示例市生态环境主管部门", "2019年批复范围", "示政复〔2019〕31号", "2019-08-05"),
    "reserve": ("示例市林业主管部门", "整合优化后范围", "示林发〔2023〕8号", "2023-03-30"),
    "river": ("示例市水行政主管部门", "2020年划界成果", "示水发〔2020〕22号", "2020-12-25"),
    "admin": ("示例市民政部门", "2024年界线成果", "示民发〔2024〕3号", "2024-01-15"),
    "enterprise": ("示例市生态环境主管部门", "2026年污染源名录", "示环办〔2026〕2号", "2026-03-31"),
    "target": ("示例市生态环境主管部门", "2026年调查成果", "示环办〔2026〕4号", "2026-05-10"),
}
_PUBLIC = ("unit", "element", "admin", "target")

_LINES = ("ecological_red_line", "permanent_farmland", "development_boundary")
_LISTS = ("national", "province", "province_2027", "region", "city", "city_2021", "city_air_2023")

_FOOT = """\
options:
  search_distance_m: 5000
  touches: true                  # 紧邻也列出
outputs: [gpkg, xlsx, html, csv]
"""


def demo_case():
    """`demo.review.yaml`: planned parcels and site options."""
    return (
        _HEAD.format(title="示例市国土空间规划地块与化工项目选址符合性审查", kind="both")
        + _DEMO_SUBJECTS
        + _constraints()
        + _rules(_LINES)
        + "decisions: decisions.yaml\n"
        + _FOOT
    )


def routes_case():
    """`routes.review.yaml`: two options of a road against the same layers."""
    return (
        _HEAD.format(title="示例快速路选线符合性审查", kind="project")
        + _ROUTES_SUBJECTS
        + _constraints()
        + _rules((*_LINES, "control_units"))
        + _FOOT
    )


def _rules(general):
    """The packs: general ones of the plugin, the lists of every level, those of all units."""
    names = [*general, *_LISTS, *(f"units/{unit.code}" for unit in UNITS)]
    return "rules:\n" + "".join(f"  - packs/{name}.json\n" for name in names)


def _constraints():
    return "constraints:\n" + "".join(_constraint(*row) for row in _CONSTRAINTS)


def _constraint(key, role, layer, fields, coverage, more):
    owner, version, document, date = _PAPERS[key]
    lines = [f"key: {key}", f"role: {role}", f"source: demo.gpkg|layername={layer}", f"fields: {{{fields}}}"]
    if coverage:
        lines.append("coverage: full" if coverage == "full" else "coverage: {source: demo.gpkg|layername=FW}")
    if more:
        lines.append(more)
    lines += [f"secrecy: {'public' if key in _PUBLIC else 'internal'}", f"owner: {owner}", f"version: {version}"]
    lines += [f"document: {document}", f"date: {date}", f"valid: {{from: {date}, to: null}}"]
    return "  - " + "\n    ".join(lines) + "\n"
