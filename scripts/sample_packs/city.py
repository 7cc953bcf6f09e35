"""示例市清单: the invented list of the city."""

from .clauses import CHEMICAL, DISCHARGE, INDUSTRIAL, PARK, RESOURCE, RISK, SPACE, clause, limit, over, pack, stated

HEAD = {
    "id": "SL-C-2024",
    "title": "示例市生态环境准入清单（虚构）",
    "level": "city",
    "jurisdiction": ["9901"],
    "doc_no": "示环发〔2024〕5号",
    "issuer": "示例市生态环境主管部门",
    "issued": "2024-06-20",
    "valid_from": "2024-06-20",
    "valid_to": None,
    "supersedes": ["SL-C-2021"],
    "parent": "SL-P-2024",
    "source": "虚构，仅供示例",
    "status": "示例",
}
_ROAD = {"land_use": ["1202"]}

RULES = [
    clause(
        "C-01", "prohibit", SPACE,
        "中心城区和城北新区单元内禁止布局二类、三类工业用地。",
        scope={"unit_codes": ["ZH99010120001", "ZH99010120002"]}, test={"land_use": ["100102", "100103"]},
        suggestion="change_use",
    ),
    clause(
        "C-02", "distance", RISK,
        "二类、三类工业用地与学校、医院、村庄等环境敏感目标的距离不小于150米。",
        applies_if={"land_use": ["100102", "100103"]},
        test={"distance": {"role": "sensitive_target", "cmp": ">=", "m": 150}}, suggestion="shrink",
        explain={
            "zh": {
                "conforms": "距最近环境敏感目标{distance_m:.0f}米，不小于150米。",
                "does_not_conform": "距最近环境敏感目标{distance_m:.0f}米，小于150米，不符合。",
            },
            "en": {
                "conforms": "{distance_m:.0f} m from the nearest sensitive target, not below 150 m.",
                "does_not_conform": "{distance_m:.0f} m from the nearest sensitive target, below 150 m. "
                "It does not conform.",
            },
        },
    ),
    clause(
        "C-03", "distance", RISK,
        "一类工业用地与环境敏感目标的距离原则上不小于50米。",
        binding="soft", applies_if={"land_use": ["100101"]},
        test={"distance": {"role": "sensitive_target", "cmp": ">=", "m": 50}},
    ),
    clause(
        "C-04", "distance", RISK,
        "公路与环境敏感目标的距离原则上不小于50米，不足的应采取降噪措施。",
        binding="soft", applies_if=_ROAD, test={"distance": {"role": "sensitive_target", "cmp": ">=", "m": 50}},
    ),
    clause(
        "C-05", "offset", DISCHARGE,
        "大气环境高排放重点管控区内，新增挥发性有机物实行2倍削减替代。",
        line="quality_bottom_line", scope={"element": ["YS9901022310001"]}, applies_if=INDUSTRIAL,
        metric=limit("vocs", ">=", 2),
        explain={
            "zh": {
                "conforms": "挥发性有机物削减量为新增量的{amount:.2f}倍，不低于{limit}倍，符合。",
                "does_not_conform": "挥发性有机物削减量为新增量的{amount:.2f}倍，低于{limit}倍，不符合。",
                "information_missing": "是否位于该管控区或挥发性有机物替代来源未知。",
            },
            "en": {
                "conforms": "VOCs reduced are {amount:.2f} times what is added, not below {limit}. It conforms.",
                "does_not_conform": "VOCs reduced are {amount:.2f} times what is added, below {limit}. It does not "
                "conform.",
                "information_missing": "Whether it lies in the zone, or where VOCs are reduced, is not known.",
            },
        },
    ),
    clause(
        "C-06", "intensity", RESOURCE,
        "单位工业产值新鲜水耗不高于8立方米/万元。",
        line="resource_upper_line", applies_if=INDUSTRIAL, metric=limit("water", "<=", 8, "m3/万元", per="output"),
    ),
    clause(
        "C-07", "floor", RESOURCE,
        "工业用地亩均产值不低于35万元/亩·年。",
        line="resource_upper_line", applies_if=INDUSTRIAL, metric=limit("output", ">=", 35, "万元/a/亩", per="land"),
    ),
    clause(
        "C-08", "floor", RESOURCE,
        "工业用水重复利用率宜达到40%；接近该水平并有提升计划的，可认定为基本符合。",
        line="resource_upper_line", binding="soft", applies_if=INDUSTRIAL,
        metric=limit("water_reuse", ">=", 40, "%"), if_false="basically_conforms",
    ),
    clause(
        "C-09", "require", SPACE,
        "新建公路选线应当符合国土空间规划。",
        applies_if={"and": [_ROAD, {"geometry": ["line"]}]}, test=stated("in_approved_plan"),
    ),
    clause(
        "C-10", "prohibit", DISCHARGE,
        "高污染燃料禁燃区内禁止新建、扩建燃煤锅炉。",
        line="quality_bottom_line", scope={"element": ["YS9901012540001"]},
        applies_if={"land_use": ["0802", "0901", "0902"]}, test=stated("coal_boiler"),
    ),
    clause(
        "C-11", "require", DISCHARGE,
        "大气环境受体敏感重点管控区内新建道路应论证施工扬尘和噪声防治措施。",
        line="quality_bottom_line", automation="assisted", scope={"element": ["YS9901012340001"]}, applies_if=_ROAD,
    ),
    clause(
        "C-12", "exit", SPACE,
        "重点管控单元内现有有机化学原料制造（C2614）、合成树脂（C2651）老旧装置限期提升改造或有序退出。",
        binding="soft", scope={"unit_class": ["key"]}, applies_if=INDUSTRIAL,
        test=over("existing_enterprise", **{"class": ["C2614", "C2651"]}),
    ),
    clause(
        "C-13", "prohibit", DISCHARGE,
        "岚湖水库汇水范围内禁止新建、扩建工业项目。",
        topic="water_source", scope={"roles": ["water_source"]}, test=INDUSTRIAL,
        exceptions=[
            {
                "if": stated("project_kind", "sewage_works"),
                "verdict": "needs_justification",
                "evidence": ["水源地主管部门意见", "排水去向说明"],
                "clause": "城镇污水处理设施除外",
            }
        ],
        suggestion="remove",
    ),
    clause(
        "C-14", "allow_only", SPACE,
        "特别用途区内仅允许布局体育、绿地、道路和公用设施用地。",
        topic="development_boundary", applies_if=over("development_boundary", grade="special_use"),
        test={"land_use": ["0805", "12", "13", "14"]}, suggestion="change_use",
    ),
    clause(
        "C-15", "distance", RISK,
        "新规划居住用地与现有化工企业的距离不小于100米。",
        applies_if={"land_use": ["0701"]},
        test={"distance": {"role": "existing_enterprise", "attr": {"class": "C26*"}, "cmp": ">=", "m": 100}},
    ),
    clause(
        "C-16", "cap", DISCHARGE,
        "单个工业项目化学需氧量排放总量不高于5吨/年。",
        line="quality_bottom_line", applies_if=INDUSTRIAL, metric=limit("cod", "<=", 5, "t/a", of="total"),
    ),
    clause(
        "C-17", "require", RISK,
        "公路跨越河道应采用桥梁，跨越方式和桥面径流收集措施应予论证。",
        topic="river_lake", automation="assisted", applies_if={"and": [_ROAD, over("river_lake")]},
        test={"mode": ["bridge", "tunnel"]},
    ),
    clause(
        "C-18", "prohibit", RISK,
        "未完成治理修复的污染地块不得规划为居住用地。",
        topic="contaminated_land", scope={"unit_codes": ["ZH99010120002"]}, applies_if={"land_use": ["0701"]},
        test=over("contaminated_land"),
    ),
    clause(
        "C-19", "prohibit", SPACE,
        "线性工程不得穿越湿地类生态保护红线。",
        topic="ecological_red_line", applies_if={"geometry": ["line"]},
        test={"cross": {"layer": "erl", "attr": {"name": "*湿地*"}}},
        exceptions=[
            {
                "if": {"mode": ["tunnel", "overhead"]},
                "verdict": "needs_justification",
                "evidence": ["无害化穿越论证"],
                "clause": "隧道、架空除外",
            }
        ],
    ),
    clause(
        "C-20", "require", SPACE,
        "公路用地应当避让自然保护地。",
        topic="nature_reserve", applies_if=_ROAD, test={"disjoint": {"role": "nature_reserve"}}, suggestion="remove",
    ),
    clause(
        "C-21", "prohibit", SPACE,
        "禁止在化工园区单元外扩建化工项目，列入市重点项目清单的除外。",
        applies_if={"and": [CHEMICAL, {"nature": ["expand"]}]},
        test={"not": {"within": {"role": "control_unit", "attr": {"code": PARK}}}},
        exceptions=[
            {
                "if": stated("city_key_project"),
                "verdict": "needs_justification",
                "evidence": ["市重点项目清单"],
                "clause": "市重点项目除外",
            }
        ],
        note="例外仅由市级给予，省级清单（P-01）没有此例外。",
    ),
    clause(
        "C-22", "encourage", RESOURCE,
        "鼓励科研用地建设绿色建筑。",
        line="resource_upper_line", binding="soft", applies_if={"land_use": ["0802"]}, test=stated("green_building"),
    ),
]  # fmt: skip


def document():
    """The pack."""
    return pack(HEAD, RULES)
