"""What was planted, in words, and the sums behind it; every sum is checked against the geometry before it is told."""

from __future__ import annotations

from typing import NamedTuple


class Check(NamedTuple):
    """One thing to look at: which layer, the sum by construction and its result in the plane (m2 or m).

    Without a sum, the plane figure is measured on the geometry. what: the column that the figure is compared with.
    """

    key: str
    sum: str = ""
    plane: float | None = None
    what: str = "union_area_m2"


class Finding(NamedTuple):
    """One planted subject: its id, what it is, what to look at, and expectations beside those of the geometry.

    extra: (constraint key, what, expected).
    """

    subject: str
    en: str
    zh: str
    checks: tuple[Check, ...]
    extra: tuple[tuple[str, str, object], ...] = ()


def findings(second_id):
    """All `Finding`s: parcels by number, then sites, then routes.

    second_id: what the program calls the later of the two parcels with one number.
    """
    parcels = (*_RED_LINE, *_LAYERS, *_BORDERS, *_SUBJECTS, *_faults(second_id))
    return (*sorted(parcels, key=lambda finding: finding.subject), *_OPTIONS)


_RED_LINE = (
    Finding("T-01", "wholly inside the red line", "整块位于红线内", (Check("erl", "300 × 200", 60000.0),)),
    Finding("T-02", "partly over the red line", "北部 80 m 压占红线", (Check("erl", "200 × 80", 16000.0),)),
    Finding(
        "T-03",
        "shares 200 m of edge with the red line: a touch is not an overlap",
        "与红线共边 200 m：紧邻不等于占用",
        (Check("erl", "0", 0.0),),
    ),
    Finding(
        "T-04",
        "overlaps the red line by a sliver below 1 m²",
        "与红线重叠不足 1 m²（碎片）",
        (Check("erl", "100 × 0.005", 0.5),),
    ),
    Finding(
        "T-05",
        "a strip of 3 m within the red line's accuracy of 5 m",
        "3 m 宽狭条，小于红线精度 5 m（疑似界线误差）",
        (Check("erl", "200 × 3", 600.0),),
    ),
    Finding(
        "T-06",
        "30 m south of the red line; in no element zone, of which the coverage is not known",
        "位于红线以南 30 m；不在任何要素管控分区内，而该图层覆盖范围未知",
        (Check("erl", "30", 30.0, "nearest_m"), Check("element", what="status")),
    ),
    Finding("T-07", "in a hole of the red line", "位于红线开天窗内", (Check("erl", what="nearest_m"),)),
    Finding(
        "T-08",
        "on an island of the same red-line feature",
        "位于同一红线要素的飞地上",
        (Check("erl", "200 × 140", 28000.0),),
    ),
    Finding(
        "T-16",
        "in a general unit, around a small red-line patch",
        "位于一般管控单元，但包含一小片红线",
        (Check("erl", "100 × 60", 6000.0), Check("unit", "200 × 150", 30000.0)),
        (("unit", "grade:ZH99010330002", "general"),),
    ),
)

_LAYERS = (
    Finding(
        "T-09",
        "half over one farmland patch, whose net area is 95 % of its ground",
        "一半压占一个农田图斑，其净面积为图斑面积的 95%",
        (Check("pbf", "100 × 120", 12000.0), Check("pbf", "0.95 × 100 × 120 = 11 400", what="attribute_area_m2")),
    ),
    Finding(
        "T-10",
        "over two farmland patches that overlap each other: the sum is more than the ground",
        "压占两个相互重叠的农田图斑：合计大于实地",
        (Check("pbf", "200 × 100", 20000.0), Check("pbf", "100 × 100 + 150 × 100", 25000.0, "sum_area_m2")),
    ),
    Finding(
        "T-11",
        "class-three industry, half outside the development boundary",
        "三类工业，一半在城镇开发边界外",
        (Check("udb", "200 × 150", 30000.0),),
    ),
    Finding(
        "T-12",
        "housing in the special-use zone of the development boundary",
        "居住用地位于特别用途区",
        (Check("udb", "200 × 150", 30000.0),),
        (("udb", "grade:BJ05", "special_use"),),
    ),
    Finding(
        "T-15",
        "in a priority unit, outside the red line",
        "位于优先保护单元内、红线外",
        (Check("unit", "200 × 150", 30000.0), Check("erl", what="nearest_m")),
        (("unit", "grade:ZH99010210001", "priority"),),
    ),
    Finding(
        "T-18",
        "in the core of the nature reserve, which is red line too",
        "位于自然保护地核心保护区（同为红线）",
        (Check("reserve", "200 × 150", 30000.0), Check("erl", "200 × 150", 30000.0)),
        (("reserve", "grade:BH01", "core"), ("erl", "grade:HX0001", "core")),
    ),
)

_BORDERS = (
    Finding(
        "T-13",
        "across two districts",
        "跨两个区县",
        (Check("admin", "300 × 200", 60000.0), Check("unit", "300 × 200", 60000.0)),
    ),
    Finding("T-14", "across three control units", "跨三个管控单元", (Check("unit", "400 × 400", 160000.0),)),
    Finding(
        "T-17",
        "across levels 1 and 2 of the water source (a layer in degrees), inside the red line",
        "跨饮用水水源一、二级保护区（经纬度图层），且位于红线内",
        (Check("water", "240 × 160", 38400.0), Check("erl", "240 × 160", 38400.0)),
        (("water", "grade:SY01", "level1"), ("water", "grade:SY02", "level2")),
    ),
    Finding(
        "T-19",
        "sticks out of the city: partly known where nothing is met",
        "部分超出市域：未触及的图层为部分已知",
        (Check("unit"), Check("erl", what="nearest_m"), Check("pbf", what="nearest_m")),
    ),
    Finding(
        "T-20",
        "wholly outside the city: no data, which is not the same as not involved",
        "位于市域外：无数据，不等于不涉及",
        (Check("erl", what="nearest_m"), Check("unit", what="nearest_m"), Check("target", what="nearest_m")),
    ),
)

_SUBJECTS = (
    Finding(
        "T-21",
        "overlaps T-22 by 50 × 150 = 7 500 m²; both are project P3, which takes 52 500 m² of ground, not 60 000",
        "与 T-22 重叠 50 × 150 = 7 500 m²；同属项目 P3，实地 52 500 m²，而非 60 000",
        (Check("", "200 × 150", 30000.0, "area_m2"),),
        (("", "project_id", "P3"), ("", "scheme", "1")),
    ),
    Finding(
        "T-22",
        "overlaps T-21",
        "与 T-21 重叠",
        (Check("", "200 × 150", 30000.0, "area_m2"),),
        (("", "project_id", "P3"),),
    ),
    Finding(
        "T-23", "industry 120 m from a school", "工业地块距学校 120 m", (Check("target", "120", 120.0, "nearest_m"),)
    ),
    Finding(
        "T-24",
        "declares 5 % more than it has",
        "申报面积偏大 5%",
        (Check("", "200 × 150", 30000.0, "area_m2"), Check("", "1.05 × area_m2", what="declared_area_m2")),
    ),
)


def _faults(second_id):
    return (
        Finding(
            "T-25",
            "has the number of another parcel",
            "编号与另一地块重复",
            (Check("", "150 × 100", 15000.0, "area_m2"),),
        ),
        Finding(
            second_id,
            "the other one: renamed, and told of",
            "另一地块：自动另行编号并提示",
            (Check("", "150 × 80", 12000.0, "area_m2"),),
            (("", "issue:duplicate_id", 1),),
        ),
        Finding(
            "T-26",
            "has no geometry: kept, told of, no data everywhere",
            "无图形：保留、提示，各图层均为无数据",
            (Check("erl", what="status"),),
            (("", "issue:geometry_null", 1), ("", "geometry_kind", ""), ("", "area_m2", "")),
        ),
        Finding(
            "T-27",
            "crosses itself (a bow tie): repaired, and told of",
            "自相交（蝴蝶结）：修复并提示",
            (Check("udb", "2 × 200 × 100 / 2", 20000.0),),
            (("", "issue:geometry_repaired_open", 1), ("udb", "grade:BJ07", "flexible")),
        ),
    )


_OPTIONS = (
    Finding(
        "S-A",
        "site A: in the park, clear of what is protected; the plant that is to grow stands on it",
        "方案一：园区内，不触及保护对象；现有企业位于其上",
        (
            Check("udb", "520 × 400 − 80 × 80 / 2", 204800.0),
            Check("erl", what="nearest_m"),
            Check("pbf", what="nearest_m"),
            Check("enterprise", what="feature_count"),
        ),
    ),
    Finding(
        "S-B",
        "site B: over farmland, outside the development boundary",
        "方案二：压占永久基本农田，位于开发边界外",
        (Check("pbf"), Check("udb", what="nearest_m"), Check("erl", what="nearest_m")),
    ),
    Finding(
        "S-C",
        "site C: over the red line, in level 2 of the water source",
        "方案三：压占红线，位于水源二级保护区",
        (Check("erl"), Check("water")),
        (("water", "grade:SY02", "level2"),),
    ),
    Finding(
        "R-A",
        "route A: through the wetland's red line and the river; where it follows a district border, both sides count",
        "线路一：穿越湿地红线和河流；沿区县界一段两侧均计入",
        (
            Check("erl", what="length_m"),
            Check("river", what="length_m"),
            Check("admin", what="length_m"),
            Check("admin", what="sum_length_m"),
        ),
    ),
    Finding(
        "R-B",
        "route B: longer; clear of red line, reserve and water source, crosses the rivers by bridge",
        "线路二：较长；避让红线、自然保护地和水源保护区，跨河两处",
        (Check("erl", what="nearest_m"), Check("water", what="nearest_m"), Check("river", what="length_m")),
    ),
)
