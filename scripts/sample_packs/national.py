"""示例国家清单: the invented national list."""

from .clauses import DISCHARGE, INDUSTRIAL, RESOURCE, RISK, SPACE, basis, clause, limit, over, pack, stated

HEAD = {
    "id": "SL-N-2024",
    "title": "示例国家生态环境准入清单（虚构）",
    "level": "national",
    "jurisdiction": [],
    "doc_no": "示国环发〔2024〕1号",
    "issuer": "示例国家生态环境主管部门",
    "issued": "2024-03-06",
    "valid_from": "2024-03-06",
    "valid_to": None,
    "supersedes": [],
    "source": "虚构，仅供示例",
    "status": "示例",
}
_WATER = [basis("示例饮用水水源保护条例", "第十二条", valid_from="2020-01-01")]

RULES = [
    clause(
        "N-01", "prohibit", SPACE,
        "饮用水水源一级保护区内，禁止新建、改建、扩建与供水设施和保护水源无关的建设项目。",
        topic="water_source", test=over("water_source", grade="level1"), if_false="not_involved",
        exceptions=[
            {
                "if": stated("project_kind", "water_supply"),
                "verdict": "needs_justification",
                "evidence": ["水源地主管部门意见"],
                "clause": "供水设施除外",
            }
        ],
        basis=_WATER,
        explain={
            "zh": {
                "does_not_conform": "[[用地涉及饮用水水源一级保护区{area_hm2:.4f}公顷|线路经过饮用水水源一级保护区"
                "{length_km:.3f}千米|位于饮用水水源一级保护区内]]，且未申报为供水设施，不符合。",
                "not_involved": "不涉及饮用水水源一级保护区（依据{data}）。",
                "information_missing": "水源保护区图层未能答复该对象的全部范围。",
            },
            "en": {
                "does_not_conform": "[[{area_hm2:.4f} hm²|{length_km:.3f} km|Lies]] in the first-level protection "
                "zone of a water source, and not declared as a water-supply facility. It does not conform.",
                "not_involved": "Not in the first-level protection zone of a water source (according to {data}).",
                "information_missing": "The layer of water-source zones does not answer for all of it.",
            },
        },
        suggestion="remove",
    ),
    clause(
        "N-02", "prohibit", DISCHARGE,
        "饮用水水源二级保护区内，禁止新建、改建、扩建排放污染物的建设项目。",
        topic="water_source", scope={"roles": ["water_source"]}, applies_if={"land_use": ["10", "11"]},
        test=over("water_source", grade="level2"), if_false="not_involved", basis=_WATER, suggestion="remove",
    ),
    clause(
        "N-03", "restrict", DISCHARGE,
        "饮用水水源准保护区内，严格控制新增水污染物排放量的建设项目。",
        topic="water_source", binding="soft", scope={"roles": ["water_source"]}, applies_if=INDUSTRIAL,
        test=over("water_source", grade="quasi"), if_false="not_involved", basis=_WATER,
    ),
    clause(
        "N-04", "prohibit", SPACE,
        "自然保护地核心保护区内原则上禁止人为活动。",
        topic="nature_reserve", test=over("nature_reserve", grade="core"), if_false="not_involved",
        exceptions=[
            {
                "if": stated("limited_activity", "L1"),
                "verdict": "needs_justification",
                "evidence": ["自然保护地主管部门意见"],
                "clause": "管护、科研、防灾等除外",
            }
        ],
        suggestion="remove",
    ),
    clause(
        "N-05", "prohibit", SPACE,
        "禁止新建、扩建化学农药原药（C2631）、炼焦（C252）等列入示例淘汰目录的项目。",
        applies_if={"land_use": ["1001"]},
        test={"and": [{"industry": ["C2631", "C252"]}, {"nature": ["new", "expand"]}]},
    ),
    clause(
        "N-06", "require", RESOURCE,
        "高耗能、高排放项目应通过节能审查。",
        line="resource_upper_line",
        applies_if={"and": [INDUSTRIAL, {"industry": ["C25", "C26", "C30", "C31", "C32", "D44"]}]},
        test=stated("energy_review"),
    ),
    clause(
        "N-07", "intensity", RESOURCE,
        "单位工业产值新鲜水耗不高于12立方米/万元。",
        line="resource_upper_line", applies_if=INDUSTRIAL,
        metric=limit("water", "<=", 12, "m3/万元", per="output"),
    ),
    clause(
        "N-08", "encourage", RESOURCE,
        "鼓励工业项目使用清洁能源。",
        line="resource_upper_line", binding="soft", applies_if=INDUSTRIAL, test=stated("clean_energy"),
    ),
    clause(
        "N-09", "intensity", RESOURCE,
        "单位工业产值二氧化碳排放原则上不高于1.2吨/万元。",
        line="resource_upper_line", binding="soft", applies_if=INDUSTRIAL,
        metric=limit("carbon", "<=", 1.2, "tCO2e/万元", per="output"),
    ),
    clause(
        "N-10", "require", DISCHARGE,
        "三类工业项目应论证对环境质量底线的影响，不得造成环境质量恶化。",
        line="quality_bottom_line", automation="manual", applies_if={"land_use": ["100103"]},
    ),
    clause(
        "N-11", "exit", RISK,
        "现有化学农药原药（C2631）装置逐步有序退出。",
        binding="soft", applies_if=INDUSTRIAL, test=over("existing_enterprise", **{"class": "C2631"}),
    ),
    clause(
        "N-12", "cap", DISCHARGE,
        "过渡期内挥发性有机物排放总量不高于10吨/年（执行至2025年12月31日）。",
        line="quality_bottom_line", scope={"valid_to": "2025-12-31"}, applies_if=INDUSTRIAL,
        metric=limit("vocs", "<=", 10, "t/a", of="total"),
    ),
    clause(
        "N-13", "cap", DISCHARGE,
        "自2027年1月1日起，新建、扩建化工项目挥发性有机物排放总量不高于2吨/年。",
        line="quality_bottom_line", scope={"valid_from": "2027-01-01"}, applies_if=INDUSTRIAL,
        metric=limit("vocs", "<=", 2, "t/a", of="total"),
    ),
]  # fmt: skip


def document():
    """The pack."""
    return pack(HEAD, RULES)
