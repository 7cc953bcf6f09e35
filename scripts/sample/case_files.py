"""The case files of the sample, as a person would write them."""

from __future__ import annotations

from .city import UNITS

_HEAD = """\
schema: zoning-review/case/1
title: {title}
language: zh
date: 2026-11-22
review: {{kind: {kind}, stage: draft, authority: city}}
"""

# The plant of the demo and of its land survey.
_PLANT = """\
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
        ledger: ledger.csv             # 总量台账
"""

_PLANT_AMOUNTS = """\
      metrics:
        vocs: {existing: 4.0, added: 1.2, reduced: 2.4, unit: t/a, evidence: 附件3}
        cod: {existing: 3.2, added: 0.6, reduced: 0.9, unit: t/a, evidence: 附件3}
"""

_PLANT_SCHEMES = """\
    schemes:
      - {id: A, name: 方案一（园区内）}
      - {id: B, name: 方案二（园区南）}
      - {id: C, name: 方案三（水库西）}
"""

_DEMO_SUBJECTS = (
    """\
subjects:
  - source: demo.gpkg|layername=parcels          # 规划地块
    fields: {id: DKBH, name: DKMC, project: XMBH, land_use: YDYHFLDM, declared_area: MJ}
  - source: demo.gpkg|layername=sites            # 项目选址方案
    fields: {id: DKBH, name: DKMC, project: XMBH, scheme: FANGAN, land_use: YDYHFLDM, industry: HYDM, part: BF,
             declared_area: MJ}
    values: {mode: surface, nature: expand}
"""
    + _PLANT
    + """\
        city_key_project: true         # 市级清单的例外，省级清单没有
        energy_review: true
        clean_energy: true
        coal_boiler: false
        closed_conveying: true
        emergency_plan: true
        emergency_pool: true
        public_water_supply: true
"""
    + _PLANT_AMOUNTS
    + """\
        heavy_metal: {existing: 0, added: 0, reduced: 0, unit: kg/a, evidence: 附件3}
        water: {value: 8.64, unit: 万m3/a, evidence: 附件4}
        water_reuse: {value: 38, unit: "%", evidence: 附件4}
        energy: {value: 5400, unit: tce/a, evidence: 附件4}
        output: {value: 12000, unit: 万元/a, evidence: 附件1}
        land: {value: 20.48, unit: hm2, evidence: 附件1}
"""
    + _PLANT_SCHEMES
    + """\
  - id: P3
    name: 示例村庄安置项目
    schemes:
      - {id: "1", name: 唯一方案}
plan: {level: city, type: 国土空间规划, horizon: [2030, 2035]}
"""
)

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

_LAND_SUBJECTS = (
    """\
subjects:
  - source: land.gpkg|layername=land_take        # 永久用地、临时用地和现有地块
    fields: {id: DKBH, name: DKMC, project: XMBH, scheme: FANGAN, land_use: YDYHFLDM, part: BF, declared_area: MJ}
    values: {mode: surface}
"""
    + _PLANT
    + _PLANT_AMOUNTS
    + _PLANT_SCHEMES
    + """\
  - id: P4
    name: 示例现有企业清查
    facts:
      declared: {existing: true, limited_activity: none, major_level: none}
    schemes:
      - {id: "1", name: 现状}
"""
)

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
    ("land", "land_survey", "DLTB", "id: BSM, code: DLBM, name: DLMC, class: DLBM, area: MJ", "city", ""),
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
    "land": ("示例市自然资源主管部门", "2025年度国土变更调查成果", "示自然资〔2026〕9号", "2026-03-15"),
}
_PUBLIC = ("unit", "element", "admin", "target")

_LINES = ("ecological_red_line", "permanent_farmland", "development_boundary")
_LISTS = ("national", "province", "province_2027", "region", "city", "city_2021", "city_air_2023")

_FOOT = """\
options:
  search_distance_m: 5000
  touches: true                  # 紧邻也列出
outputs: [gpkg, xlsx, docx, html, csv]
"""
_LAND_FOOT = _FOOT.replace("  touches", "  split_by: [admin, land]       # 按行政区和地类切分\n  touches")
# How each owner's data came.
_OBTAINED = {
    "示例市自然资源主管部门": "来函附数据拷贝（示例）",
    "示例市生态环境主管部门": "生态环境分区管控平台下载（示例）",
}
_OBTAINED_ELSE = "部门间共享（示例）"


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


def land_case():
    """`land.review.yaml`: land that the project takes, by district and class of land, and plots already there."""
    return (
        _HEAD.format(title="示例化工扩建项目用地及现有地块审查", kind="project")
        + _LAND_SUBJECTS
        + _constraints()
        + _rules(_LINES)
        + _LAND_FOOT
    )


def ledger():
    """`ledger.csv`: what districts have left of two pollutants (invented)."""
    rows = (
        "行政区代码,污染物,总量指标,已用,预留,收回,单位,日期,来源",
        "990101,挥发性有机物,60,52.6,4,1,t/a,2026-06-30,示环总量〔2026〕6号",
        "990101,化学需氧量,210,198.5,8,2.5,t/a,2026-06-30,示环总量〔2026〕6号",
        "990102,挥发性有机物,120,95.2,6,2.5,t/a,2026-06-30,示环总量〔2026〕6号",
        "990102,化学需氧量,340,311.4,12,0,t/a,2026-06-30,示环总量〔2026〕6号",
        "990103,挥发性有机物,45,40.1,2,0,t/a,2026-06-30,示环总量〔2026〕6号",
        "990103,化学需氧量,180,171.3,5,0.6,t/a,2026-06-30,示环总量〔2026〕6号",
    )
    return "".join(f"{row}\n" for row in rows)


def _rules(general):
    """The packs: general ones of the plugin, the lists of every level, those of all units."""
    names = [*general, *_LISTS, *(f"units/{unit.code}" for unit in UNITS)]
    return "rules:\n" + "".join(f"  - packs/{name}.json\n" for name in names)


def _constraints():
    return "constraints:\n" + "".join(_constraint(*row) for row in _CONSTRAINTS)


def _constraint(key, role, layer, fields, coverage, more):
    owner, version, document, date = _PAPERS[key]
    lines = [f"key: {key}", f"role: {role}", f"source: {_file_of(layer)}|layername={layer}", f"fields: {{{fields}}}"]
    if coverage:
        lines.append("coverage: full" if coverage == "full" else "coverage: {source: demo.gpkg|layername=FW}")
    if more:
        lines.append(more)
    lines += [f"secrecy: {'public' if key in _PUBLIC else 'internal'}", f"owner: {owner}", f"version: {version}"]
    obtained = _OBTAINED.get(owner, _OBTAINED_ELSE)
    lines += [f"document: {document}", f"obtained: {obtained}", f"date: {date}", f"valid: {{from: {date}, to: null}}"]
    return "  - " + "\n    ".join(lines) + "\n"


def _file_of(layer):
    return "land.gpkg" if layer == "DLTB" else "demo.gpkg"
