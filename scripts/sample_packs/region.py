"""示例东部经济圈清单: the invented regional list, for the eastern district."""

from .clauses import CHEMICAL, DISCHARGE, INDUSTRIAL, PARK, RESOURCE, RISK, SPACE, clause, limit, pack, stated

HEAD = {
    "id": "SL-R-2025",
    "title": "示例省东部经济圈生态环境准入清单（虚构）",
    "level": "region",
    "jurisdiction": ["990102"],
    "doc_no": "示环发〔2025〕7号",
    "issuer": "示例省生态环境主管部门",
    "issued": "2025-01-15",
    "valid_from": "2025-03-01",
    "valid_to": None,
    "supersedes": [],
    "parent": "SL-P-2024",
    "source": "虚构，仅供示例",
    "status": "示例",
}

RULES = [
    clause(
        "R-01", "intensity", RESOURCE,
        "单位工业产值综合能耗不高于500千克标准煤/万元。",
        line="resource_upper_line", applies_if=INDUSTRIAL,
        metric=limit("energy", "<=", 500, "kgce/万元", per="output"),
    ),
    clause(
        "R-02", "allow_only", SPACE,
        "三类工业项目仅允许布局在化工园区单元内。",
        applies_if={"land_use": ["100103"]}, test={"within": {"role": "control_unit", "attr": {"code": PARK}}},
        suggestion="remove",
    ),
    clause(
        "R-03", "cap", DISCHARGE,
        "单个工业项目挥发性有机物排放总量不高于3.5吨/年。",
        line="quality_bottom_line", applies_if=INDUSTRIAL, metric=limit("vocs", "<=", 3.5, "t/a", of="total"),
    ),
    clause(
        "R-04", "prohibit", SPACE,
        "禁止新建、扩建电镀（C3360）、造纸制浆（C221）项目。",
        applies_if=INDUSTRIAL, test={"and": [{"industry": ["C3360", "C221"]}, {"nature": ["new", "expand"]}]},
    ),
    clause(
        "R-05", "restrict", SPACE,
        "工业和仓储用地位于城镇开发边界外的面积原则上不超过地块面积的5%。",
        binding="soft", applies_if={"land_use": ["10", "11"]},
        test={"share_outside": {"role": "development_boundary", "cmp": ">", "share": 0.05}}, suggestion="shrink",
    ),
    clause(
        "R-06", "require", RISK,
        "化工项目应编制突发环境事件应急预案。",
        applies_if=CHEMICAL, test=stated("emergency_plan"),
    ),
    clause(
        "R-07", "distance", SPACE,
        "化工项目与生态保护红线的距离不小于1000米。",
        applies_if=CHEMICAL, test={"distance": {"role": "ecological_red_line", "cmp": ">=", "m": 1000}},
    ),
    clause(
        "R-08", "require", DISCHARGE,
        "大气环境高排放重点管控区内的工业项目应论证大气环境防护措施。",
        line="quality_bottom_line", automation="assisted", scope={"element": ["YS9901022310001"]},
        applies_if=INDUSTRIAL,
    ),
    clause(
        "R-09", "encourage", RESOURCE,
        "鼓励工业项目利用园区余热。",
        line="resource_upper_line", binding="soft", applies_if=CHEMICAL, test=stated("waste_heat"),
    ),
]  # fmt: skip


def document():
    """The pack."""
    return pack(HEAD, RULES)
