"""示例省清单: the invented provincial list."""

from .clauses import CHEMICAL, DISCHARGE, INDUSTRIAL, PARK, RESOURCE, RISK, SPACE, clause, limit, over, pack, stated

HEAD = {
    "id": "SL-P-2024",
    "title": "示例省生态环境准入清单（虚构）",
    "level": "province",
    "jurisdiction": ["99"],
    "doc_no": "示政发〔2024〕18号",
    "issuer": "示例省人民政府",
    "issued": "2024-05-10",
    "valid_from": "2024-05-10",
    "valid_to": None,
    "supersedes": [],
    "parent": "SL-N-2024",
    "source": "虚构，仅供示例",
    "status": "示例",
}

RULES = [
    clause(
        "P-01", "require", SPACE,
        "新建、迁建、扩建化工项目应当进入依法认定的化工园区。",
        applies_if={"and": [CHEMICAL, {"nature": ["new", "relocate", "expand"]}]},
        test={"within": {"role": "control_unit", "attr": {"code": PARK}}},
        suggestion="remove",
        explain={
            "zh": {
                "conforms": "项目（{industry}，{nature}）位于化工园区内，符合入园要求。",
                "does_not_conform": "项目（{industry}，{nature}）部分或全部位于化工园区外，不符合入园要求。",
                "information_missing": "行业或建设性质未申报，不能认定是否须入园。",
            },
            "en": {
                "conforms": "The project ({industry}, {nature}) lies inside the chemical park, as asked for.",
                "does_not_conform": "The project ({industry}, {nature}) lies partly or wholly outside the chemical "
                "park. It does not conform.",
                "information_missing": "Industry or nature is not declared; whether it must be in a park is not known.",
            },
        },
    ),
    clause(
        "P-02", "prohibit", SPACE,
        "优先保护单元内禁止新增工业用地和采矿用地。",
        scope={"unit_class": ["priority"]}, test={"land_use": ["1001", "1002"]},
        exceptions=[
            {
                "if": stated("mineral_right", "strategic"),
                "verdict": "needs_justification",
                "evidence": ["战略性矿产目录依据"],
                "clause": "战略性矿产除外",
            }
        ],
        suggestion="change_use",
    ),
    clause(
        "P-03", "distance", RISK,
        "化工项目与环境敏感目标的距离不小于300米。",
        applies_if=CHEMICAL, test={"distance": {"role": "sensitive_target", "cmp": ">=", "m": 300}},
    ),
    clause(
        "P-04", "offset", DISCHARGE,
        "新增挥发性有机物实行1.5倍削减替代。",
        line="quality_bottom_line", applies_if=INDUSTRIAL, metric=limit("vocs", ">=", 1.5),
    ),
    clause(
        "P-05", "intensity", RESOURCE,
        "单位工业产值新鲜水耗不高于10立方米/万元。",
        line="resource_upper_line", applies_if=INDUSTRIAL, metric=limit("water", "<=", 10, "m3/万元", per="output"),
    ),
    clause(
        "P-06", "intensity", RESOURCE,
        "单位工业产值综合能耗不高于0.6吨标准煤/万元。",
        line="resource_upper_line", applies_if=INDUSTRIAL, metric=limit("energy", "<=", 0.6, "tce/万元", per="output"),
    ),
    clause(
        "P-07", "floor", RESOURCE,
        "工业用地亩均产值不低于30万元/亩·年。",
        line="resource_upper_line", applies_if=INDUSTRIAL, metric=limit("output", ">=", 30, "万元/a/亩", per="land"),
    ),
    clause(
        "P-08", "restrict", SPACE,
        "优先保护单元内严格控制新增农村宅基地。",
        binding="soft", scope={"unit_class": ["priority"]}, test={"land_use": ["0703"]}, suggestion="shrink",
    ),
    clause(
        "P-09", "restrict", RISK,
        "严格控制在河湖管理范围内建设，确需建设的应进行防洪和水生态影响论证。",
        topic="river_lake", scope={"roles": ["river_lake"]}, test=over("river_lake"),
    ),
    clause(
        "P-10", "require", SPACE,
        "跨云岚区、白禾县的项目应当征求两地生态环境主管部门意见。",
        applies_if={"and": [{"admin": ["990101"]}, {"admin": ["990103"]}]}, test=stated("cross_county_opinion"),
    ),
    clause(
        "P-11", "cap", DISCHARGE,
        "重点重金属排放总量只减不增。",
        line="quality_bottom_line", applies_if=INDUSTRIAL, metric=limit("heavy_metal", "<=", 0, "kg/a", of="increase"),
    ),
    clause(
        "P-12", "require", RISK,
        "化工项目应开展环境风险评估，论证防控措施的有效性。",
        automation="manual", applies_if=CHEMICAL,
    ),
    clause(
        "P-13", "restrict", SPACE,
        "2026年度内从严控制三类工业用地上的新建、扩建项目。",
        binding="soft",
        applies_if={"and": [{"land_use": ["100103"]}, {"date": {"from": "2026-01-01", "to": "2026-12-31"}}]},
        test={"nature": ["new", "expand"]},
    ),
    clause(
        "P-14", "require", DISCHARGE,
        "东砚区三类工业项目的液态物料应密闭输送。",
        binding="soft", scope={"xzqdm": ["990102"]}, applies_if={"land_use": ["100103"]},
        test=stated("closed_conveying"),
    ),
    clause(
        "P-15", "restrict", SPACE,
        "自然保护地范围内严格控制新建道路。",
        topic="nature_reserve", scope={"area_ref": "reserve"}, test={"land_use": ["12"]},
    ),
    clause(
        "P-16", "encourage", DISCHARGE,
        "鼓励化工项目采用先进的挥发性有机物治理技术。",
        binding="soft", automation="assisted", applies_if=CHEMICAL, test=stated("advanced_voc_treatment"),
    ),
]  # fmt: skip


def document():
    """The pack."""
    return pack(HEAD, RULES)
