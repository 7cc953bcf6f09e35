"""Packs that do not count on the day of the sample's review: superseded, expired, not yet in force."""

from .clauses import CHEMICAL, DISCHARGE, INDUSTRIAL, SPACE, clause, limit, over, pack, stated

_INVENTED = {"valid_to": None, "supersedes": [], "source": "虚构，仅供示例", "status": "示例"}


def superseded():
    """The city's list before the one that holds."""
    head = {
        "id": "SL-C-2021",
        "title": "示例市生态环境准入清单（2021年版，虚构）",
        "level": "city",
        "jurisdiction": ["9901"],
        "doc_no": "示环发〔2021〕9号",
        "issuer": "示例市生态环境主管部门",
        "issued": "2021-07-01",
        "valid_from": "2021-07-01",
        **_INVENTED,
    }
    return pack(
        head,
        [
            clause(
                "O-01",
                "prohibit",
                SPACE,
                "禁止在化工园区外新建化工项目。",
                applies_if=CHEMICAL,
                test=over("control_unit", code=["ZH99010230001", "ZH99010110001"]),
            ),
            clause(
                "O-02",
                "distance",
                SPACE,
                "工业用地与环境敏感目标的距离不小于100米。",
                applies_if=INDUSTRIAL,
                test={"distance": {"role": "sensitive_target", "cmp": ">=", "m": 100}},
            ),
            clause(
                "O-03",
                "offset",
                DISCHARGE,
                "新增挥发性有机物实行等量削减替代。",
                line="quality_bottom_line",
                applies_if=INDUSTRIAL,
                metric=limit("vocs", ">=", 1),
            ),
        ],
    )


def expired():
    """A plan of action that has run out."""
    head = {
        "id": "SL-C-AIR-2023",
        "title": "示例市大气污染防治专项行动（虚构）",
        "level": "city",
        "jurisdiction": ["9901"],
        "doc_no": "示政办发〔2023〕6号",
        "issuer": "示例市人民政府办公室",
        "issued": "2023-02-01",
        "valid_from": "2023-02-01",
        **_INVENTED,
        "valid_to": "2025-12-31",
    }
    return pack(
        head,
        [
            clause(
                "A-01",
                "cap",
                DISCHARGE,
                "行动期内单个工业项目挥发性有机物排放总量不高于1吨/年。",
                line="quality_bottom_line",
                applies_if=INDUSTRIAL,
                metric=limit("vocs", "<=", 1, "t/a", of="total"),
            ),
            clause(
                "A-02",
                "prohibit",
                DISCHARGE,
                "行动期内暂停审批新增燃煤设施的项目。",
                line="quality_bottom_line",
                applies_if=INDUSTRIAL,
                test=stated("coal_boiler"),
            ),
        ],
    )


def to_come():
    """The next list of the province, issued but not in force."""
    head = {
        "id": "SL-P-2027",
        "title": "示例省生态环境准入清单（2027年版，虚构）",
        "level": "province",
        "jurisdiction": ["99"],
        "doc_no": "示政发〔2026〕30号",
        "issuer": "示例省人民政府",
        "issued": "2026-11-01",
        "valid_from": "2027-01-01",
        **_INVENTED,
        "supersedes": ["SL-P-2024"],
    }
    return pack(
        head,
        [
            clause(
                "F-01",
                "distance",
                SPACE,
                "化工项目与环境敏感目标的距离不小于3000米。",
                applies_if=CHEMICAL,
                test={"distance": {"role": "sensitive_target", "cmp": ">=", "m": 3000}},
            ),
            clause(
                "F-02",
                "offset",
                DISCHARGE,
                "新增挥发性有机物实行3倍削减替代。",
                line="quality_bottom_line",
                applies_if=INDUSTRIAL,
                metric=limit("vocs", ">=", 3),
            ),
        ],
    )
