"""A point has no area and a line none either: no sentence states one, and none prints a dash where a figure stood."""

import json
from itertools import product
from pathlib import Path

import pytest

from zoning_review_plugin.rules.placeholders import MEASURES, fitting

from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, line, point

_PACKS = Path(__file__).resolve().parents[2] / "resources" / "packs"
SHIPPED = ("permanent_farmland", "ecological_red_line", "development_boundary")
AREA, SHARE, LENGTH = "{area_hm2:.4f}", "{share_pct:.2f}", "{length_km:.3f}"


def pack_file(name):
    """The document of a pack that comes with the plugin."""
    return json.loads((_PACKS / f"{name}.json").read_text(encoding="utf-8"))


def sentences(folder, shape, language, packs, role, ground=None, **fields):
    """{rule: sentence} of one subject on (or beside) one feature of a role."""
    subject = layer(shape, name="subjects", id=["S1"], **{name: [value] for name, value in fields.items()})
    ground = Against(layer(ground or box(0, 0, 200, 200), name="ground", name_=["甲"]), role, coverage="full")
    result = judged_review(folder, packs, subject, language=language, ground=ground)
    return {row.rule_id: getattr(row, f"statement_{language}") for row in result.tables["finding"].itertuples()}


@pytest.mark.parametrize(
    "language, said", [("zh", "位于永久基本农田内（图斑"), ("en", "Lies in permanent basic farmland (")]
)
def test_a_point_lies_in_farmland_and_has_no_area(tmp_path, language, said):
    found = sentences(tmp_path, point(50, 50), language, [pack_file("permanent_farmland")], "permanent_farmland")
    assert found["PBF-01"].startswith(said)
    assert "公顷" not in found["PBF-01"] and "hm²" not in found["PBF-01"] and "%" not in found["PBF-01"]


def test_a_polygon_keeps_its_figures(tmp_path):
    found = sentences(tmp_path, box(0, 0, 100, 100), "zh", [pack_file("permanent_farmland")], "permanent_farmland")
    assert found["PBF-01"].startswith("用地占用永久基本农田1.0000公顷（图斑")
    assert "占地块面积的100.00%；" in found["PBF-01"]


def test_a_point_outside_the_development_boundary_has_no_share_inside(tmp_path):
    found = sentences(tmp_path, point(900, 50), "zh", [pack_file("development_boundary")], "development_boundary",
                      land_use="100102")  # fmt: skip
    assert found["UDB-01"].startswith("规划用地（100102）位于城镇开发边界外，不属于")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("role", SHIPPED)
@pytest.mark.parametrize("shape", [point(50, 50), line((50, -50), (50, 150))], ids=["point", "line"])
def test_no_shipped_sentence_has_a_dash_for_a_figure(tmp_path, shape, role, language):
    ways = [*product(("permanent", "temporary", "plan_boundary", "centreline"), ("surface", "tunnel", "bridge"))]
    parts, modes = zip(*ways)
    subjects = layer(*[shape] * len(ways), name="subjects", id=[f"S{k}" for k, _ in enumerate(ways)], part=[*parts],
                     mode=[*modes], land_use=["100102"] * len(ways))  # fmt: skip
    ground = Against(layer(box(0, 0, 200, 200), name="ground"), role, coverage="full")
    found = judged_review(tmp_path, [pack_file(role)], subjects, language=language, ground=ground).tables["finding"]
    assert len(set(found["subject_id"])) == len(ways)
    for rule, text in zip(found["rule_id"], found[f"statement_{language}"]):
        for unit in ("公顷", "千米", "%", " hm²", " km"):
            assert f"—{unit}" not in text and f"— {unit.strip()}" not in text, (rule, text)
        assert "[[" not in text and "]]" not in text


OWN = {"zh": {"does_not_conform": f"占用{AREA}公顷，占{SHARE}%。"}, "en": {"does_not_conform": f"Takes {AREA} hm²."}}


@pytest.mark.parametrize(
    "shape, language, said",
    [
        (box(0, 0, 100, 100), "zh", "占用1.0000公顷，占100.00%。"),
        (point(50, 50), "zh", "位于生态保护红线内（1），不符合"),
        (point(50, 50), "en", "Lies in ecological red line (1); does not conform to"),
        (line((50, -50), (50, 150)), "zh", "与生态保护红线重叠，长度 0.150 km（1），不符合"),
        (line((50, -50), (50, 150)), "en", "Shares ground with ecological red line, length 0.150 km (1); does not"),
    ],
)
def test_a_sentence_that_asks_for_an_area_gives_way_where_there_is_none(tmp_path, shape, language, said):
    rule = {"test": {"overlap": {"role": "ecological_red_line"}}, "explain": OWN}
    assert sentences(tmp_path, shape, language, [rule_pack(rule)], "ecological_red_line")["R1"].startswith(said)


@pytest.mark.parametrize("at, said", [(50, "位于园区内（1），符合"), (900, "不在园区内，不符合")])
def test_a_point_is_inside_or_not_and_never_by_a_share(tmp_path, at, said):
    rule = {"test": {"within": {"role": "park"}}, "modality": "require"}
    assert sentences(tmp_path, point(at, 50), "zh", [rule_pack(rule)], "park")["R1"].startswith(said)


CHOICE = f"[[占用{AREA}公顷，占{SHARE}%|经过{LENGTH}千米|位于其内]]，不符合（环办〔2020〕33号[2020]）。"


@pytest.mark.parametrize(
    "measured, said",
    [
        (("area_hm2", "area_mu", "share_pct"), f"占用{AREA}公顷，占{SHARE}%，不符合（环办〔2020〕33号[2020]）。"),
        (("length_km", "share_pct"), f"经过{LENGTH}千米，不符合（环办〔2020〕33号[2020]）。"),
        ((), "位于其内，不符合（环办〔2020〕33号[2020]）。"),
    ],
)
def test_the_first_way_of_which_all_figures_are_there_is_said(measured, said):
    assert fitting(CHOICE, measured) == said


def test_where_no_way_fits_nothing_is_said_there_and_a_sentence_that_needs_the_figure_is_none():
    assert fitting(f"涉及红线[[，面积{AREA}公顷]]。", ()) == "涉及红线。"
    assert fitting(f"涉及红线，面积{AREA}公顷。", ()) is None
    assert fitting(f"涉及红线，面积{AREA}公顷。", MEASURES) == f"涉及红线，面积{AREA}公顷。"
