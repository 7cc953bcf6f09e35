"""`review.docx` read back: every cell of every table, captions, sections, conclusions, figures."""

import dataclasses
import importlib
import sys

import pandas as pd
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from zoning_review_plugin.model.case import Project, Scheme
from zoning_review_plugin.model.errors import OutputFault
from zoning_review_plugin.outputs import docx
from zoning_review_plugin.outputs.word import offer
from zoning_review_plugin.outputs.word.verify import verify
from zoning_review_plugin.outputs.writing import write_outputs
from zoning_review_plugin.tables.table import BODY, SUBTOTAL, TOTAL, Table, TableColumn

from .small_cases import square, write_layer
from .small_documents import captions, cells, headings, members, tables, template, texts
from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, reviewed

NASTY = [
    '=HYPERLINK("http://example.org","x")',
    "{{ 7*7 }}{% for x in y %}{_{ title }_}",
    "</w:t></w:r></w:p><w:p/>&amp;<b>",
    "\u202e右向左\u200f ⟦0:1⟧",
    "🏭 @SUM(1)\x07\x00 -1+2",
]


@pytest.fixture
def plain():
    """A result without rules: two subjects, half of the first under a red line."""
    return reviewed(
        [box(0, 0, 100, 100), box(400, 0, 500, 100)], erl=Against(layer(box(50, 0, 100, 100))), language="zh"
    )


@pytest.fixture
def judged(tmp_path):
    """A result of two schemes of one project, of which A does not conform and B does."""
    subjects = layer(box(0, 0, 100, 100), box(400, 0, 500, 100), id=["a", "b"], project=["P", "P"], scheme=["A", "B"])
    return judged_review(
        tmp_path,
        [rule_pack({"id": "R1", "test": {"overlap": {"role": "ecological_red_line"}}, "if_false": "conforms"})],
        subjects,
        projects=(Project("P", "扩建", schemes=(Scheme("A", "甲"), Scheme("B", "乙"))),),
        erl=Against(layer(box(50, 0, 100, 100)), coverage="full"),
    )


def written(result, folder, **case):
    """The document of a result, opened with python-docx."""
    folder.mkdir(exist_ok=True)
    docx.write(with_case(result, **case), folder)
    return Document(folder / "review.docx")


def with_case(result, **changes):
    return dataclasses.replace(result, case=dataclasses.replace(result.case, **changes))


def with_tables(monkeypatch, *made):
    monkeypatch.setattr(offer, "review_tables", lambda result: list(made))


def small_table(count=3, key="t1", **more):
    """A table with a heading over two columns, a subtotal, a total, and an adjusted cell."""
    columns = (
        TableColumn("name", "名称"),
        TableColumn("own", "永久", "number", 4, group="面积 (hm²)"),
        TableColumn("lent", "临时", "number", 4, group="面积 (hm²)"),
        TableColumn("share", "占比 (%)", "percent", 2),
        TableColumn("proof", "证据", folded=True),
    )
    rows = [(f"行{k}", k + 0.12345, 0.00001, 0.99999, "长") for k in range(count)]
    rows += [("小计", None, 2.0, 0.5, ""), ("合计", float("inf"), 2.0, 1.0, "")]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    kinds = (BODY,) * count + (SUBTOTAL, TOTAL)
    return Table(key, "一张表", columns, frame, ("一条注。",), kinds, frozenset({(1, "own")}), **more)


# Tables


def test_every_cell_is_what_the_table_says(plain, monkeypatch, tmp_path):
    table = small_table()
    with_tables(monkeypatch, table)
    found = tables(written(plain, tmp_path))["t1"]
    assert cells(found) == [row[:4] for row in table.texts()]
    assert cells(found)[0] == ["行0", "0.1235", "<0.0001", ">99.99"]  # by hand
    assert cells(found)[1][1].endswith("*")
    assert headings(found) == [["名称", "面积 (hm²)", "面积 (hm²)", "占比 (%)"], ["名称", "永久", "临时", "占比 (%)"]]


def test_all_tables_of_the_chapter_are_those_of_the_result(judged, tmp_path):
    """What stands in the file is held against the tables of the review, made anew."""
    from zoning_review_plugin.model.words import Words
    from zoning_review_plugin.tables.basic import basic_tables
    from zoning_review_plugin.tables.overview import overview_table
    from zoning_review_plugin.tables.verdicts import conclusion_table

    words = Words("zh")
    found = tables(written(judged, tmp_path))
    issues = next(table for table in basic_tables(judged) if table.key == "issues")
    for table in (conclusion_table(judged, words), overview_table(judged, words), issues):
        shown = [column.title for column in table.columns if not column.folded]
        if len(table.rows):
            assert headings(found[table.key]) == [shown]
            assert cells(found[table.key]) == table.texts()
    assert {"overall", "verdicts", "breaches", "sources", "packs", "overview", "made"} <= set(found)


def test_totals_stand_out_numbers_stand_right_and_headings_repeat(plain, monkeypatch, tmp_path):
    with_tables(monkeypatch, small_table())
    found = tables(written(plain, tmp_path))["t1"]
    body = [row for row in found.rows if row._tr.find(f".//{qn('w:tblHeader')}") is None]
    bold = [row.cells[0].paragraphs[0].runs[0].bold for row in body]
    assert bold == [None, None, None, True, True]
    assert [str(cell.paragraphs[0].alignment) for cell in body[0].cells] == ["None"] + ["RIGHT (2)"] * 3
    assert len(found.rows) == 2 + 5


def test_notes_the_adjusted_mark_and_folded_columns_are_said_below(plain, monkeypatch, tmp_path):
    with_tables(monkeypatch, small_table())
    said = texts(written(plain, tmp_path))
    assert "注：一条注。" in said
    assert [line for line in said if line.startswith("* 为使分项之和等于合计")]
    assert [line for line in said if "“证据”" in line and "review.xlsx 工作表“一张表”" in line]


def test_what_is_missing_is_said_in_place_of_an_empty_grid(plain, monkeypatch, tmp_path):
    needs = ("请提供行政区图层。", "请在 split_by 中写明。")
    with_tables(monkeypatch, dataclasses.replace(small_table(), rows=small_table().rows.head(0), kinds=(), needs=needs,
                                                 adjusted=frozenset()))  # fmt: skip
    document = written(plain, tmp_path)
    assert "t1" not in tables(document)
    assert {"待补充：请提供行政区图层。", "待补充：请在 split_by 中写明。"} <= set(texts(document))


@pytest.mark.parametrize(
    "outputs, where", [(("xlsx", "docx"), "见 review.xlsx 工作表“一张表”"), (("docx",), "加入 xlsx")]
)
def test_a_long_table_is_cut_and_says_so(plain, monkeypatch, tmp_path, outputs, where):
    with_tables(monkeypatch, small_table(5507))
    document = written(plain, tmp_path, outputs=outputs)
    rows = cells(tables(document)["t1"])
    assert [row[0] for row in rows] == [f"行{k}" for k in range(200)] + ["合计"]
    (line,) = [line for line in texts(document) if "5507" in line]
    assert "200" in line and "5307" in line and where in line


def test_cut_rows_keep_the_marks_of_their_own_cells(plain, monkeypatch, tmp_path):
    table = dataclasses.replace(small_table(300), adjusted=frozenset({(5, "own"), (301, "lent"), (250, "lent")}))
    with_tables(monkeypatch, table)
    rows = cells(tables(written(plain, tmp_path))["t1"])
    starred = [(row[0], place) for row in rows for place, text in enumerate(row) if text.endswith("*")]
    assert starred == [("行5", 1), ("合计", 2)]


def test_a_text_without_end_is_cut_and_says_so(plain, monkeypatch, tmp_path):
    table = small_table()
    table.rows.loc[0, "name"] = "长" * 10_000
    with_tables(monkeypatch, table)
    document = written(plain, tmp_path)
    assert cells(tables(document)["t1"])[0][0] == "长" * 999 + "…"
    assert [line for line in texts(document) if "1 个单元格的文字过长" in line]


# Sections and captions


def wide_table(key):
    columns = tuple(TableColumn(f"c{k}", f"列{k}", width=20) for k in range(14))
    return Table(
        key, f"宽表{key}", columns, pd.DataFrame([["某某某某某某某某某某"] * 14], columns=[c.key for c in columns])
    )


def section_of(document):
    """[(text or table key, "P" or "L")] for what stands in the body, by the section it is in."""
    found, waiting = [], []
    for child in document.element.body:
        if child.tag == qn("w:tbl"):
            waiting.append(child.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))
        elif child.tag == qn("w:p"):
            waiting.append("".join(t.text for t in child.iter(qn("w:t"))))
        section = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            across = section.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
            found += [(one, "L" if across else "P") for one in waiting]
            waiting = []
    return dict(found)


def test_wide_tables_lie_across_with_their_headings_and_nothing_else_does(plain, monkeypatch, tmp_path):
    with_tables(monkeypatch, small_table(key="n1"), wide_table("w1"), wide_table("w2"), small_table(key="n2"))
    document = written(plain, tmp_path)
    place = section_of(document)
    keys = ("n1", "w1", "w2", "n2")
    assert [place[f"zoning-review:{key}"] for key in keys] == ["P", "L", "L", "P"]
    assert (place["宽表w1"], place["审查结论"]) == ("L", "P")
    sizes = {(s.page_width > s.page_height, s.orientation) for s in document.sections}
    assert sizes == {(False, WD_ORIENT.PORTRAIT), (True, WD_ORIENT.LANDSCAPE)}
    for section in document.sections:
        assert section.header.paragraphs[0].text == plain.case.title
    empty = [s for s in document.sections if not list(s.iter_inner_content())]
    assert empty == []


def test_tables_fit_between_the_margins(plain, monkeypatch, tmp_path):
    with_tables(monkeypatch, small_table(key="n1"), wide_table("w1"))
    for table in tables(written(plain, tmp_path)).values():
        width = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        assert 0.9 * 8900 < width < 16838 - 2 * 1400


@pytest.mark.parametrize("language, name", [("zh", "表"), ("en", "Table")])
def test_captions_count_from_one_in_order(judged, tmp_path, language, name):
    case = dataclasses.replace(judged.case, language=language)
    found = captions(written(dataclasses.replace(judged, case=case), tmp_path))
    of_tables = [number for sequence, number in found if sequence == name]
    assert len(of_tables) > 5 and of_tables == [str(k + 1) for k in range(len(of_tables))]


# Conclusions


def test_the_conclusion_comes_first_with_its_open_items(judged, tmp_path):
    said = [line for line in texts(written(judged, tmp_path)) if line]
    overall = judged.tables["conclusion"].query("topic == 'overall'")["statement"].tolist()
    assert len(overall) == 2
    places = [next(k for k, line in enumerate(said) if sentence in line) for sentence in overall]
    assert places == sorted(places) and places[-1] < 8
    assert "不符合" in said[places[0]] and "P 扩建 · A 甲" in said[places[0]]
    for sentence in judged.tables["conclusion"]["statement"]:
        assert [line for line in said if sentence in line], sentence


def test_without_rules_it_says_that_nothing_was_judged(plain, tmp_path):
    said = " ".join(texts(written(plain, tmp_path)))
    assert "未应用规则" in said and "2 个对象" in said
    assert "verdicts" not in tables(Document(tmp_path / "review.docx"))


def test_more_schemes_than_can_be_read_are_counted(judged, monkeypatch, tmp_path):
    monkeypatch.setattr(offer, "MOST_SCHEMES", 1)
    assert [line for line in texts(written(judged, tmp_path)) if line.startswith("另有 1 个项目方案的结论")]


# Bad input


def test_names_that_look_like_formulas_tags_or_markup_are_only_text(plain, monkeypatch, tmp_path):
    frame = pd.DataFrame({"name": NASTY})
    with_tables(monkeypatch, Table("bad", NASTY[1], (TableColumn("name", NASTY[2]),), frame, (NASTY[0],)))
    document = written(plain, tmp_path, title=NASTY[1] + NASTY[4])
    shown = [row[0] for row in cells(tables(document)["bad"])]
    assert shown[:4] == NASTY[:4]
    assert shown[4] == "🏭 @SUM(1)\ufffd\ufffd -1+2"
    assert headings(tables(document)["bad"]) == [[NASTY[2]]]
    said = texts(document)
    assert f"注：{NASTY[0]}" in said and [line for line in said if "{{ 7*7 }}" in line] and "49" not in said


def test_the_whole_list_of_naughty_strings_survives(plain, monkeypatch, tmp_path, naughty):
    frame = pd.DataFrame({"name": naughty})
    with_tables(monkeypatch, Table("bad", "名称", (TableColumn("name", "名称"),), frame))
    monkeypatch.setattr("zoning_review_plugin.outputs.word.offer.table_block", with_limit(len(naughty)))
    shown = [row[0] for row in cells(tables(written(plain, tmp_path))["bad"])]
    assert len(shown) == len(naughty) > 100
    ordinary = [(a, b) for a, b in zip(shown, naughty) if b.isprintable() and len(b) < 1000]
    assert len(ordinary) > 90 and all(a == b for a, b in ordinary)


def with_limit(most):
    from zoning_review_plugin.outputs.word.table_block import table_block

    return lambda table, words, where: table_block(table, words, where, most)


@pytest.fixture
def naughty():
    """Strings that break programs: markup, formulas, scripts of both directions, all control characters."""
    letters = [chr(k) for k in (*range(0x20), *range(0x7F, 0xA1), 0x200B, 0x202E, 0x2028, 0xFEFF, 0xFFFE, 0x1F600)]
    starts = ["=1+1", "+1", "-1", "@a", "'", '"', "<a>", "]]>", "<!--", "&lt;", "${x}", "%s", "{0}", "{{x}}", "{%x%}"]
    return [f"a{letter}b" for letter in letters] + [
        f"{one}{more}" for one in starts for more in ("", " x", "中", "é", "\\", "العربية")
    ]


def test_names_of_a_layer_reach_the_document_as_they_are(tmp_path):
    subjects = layer(box(0, 0, 10, 10), name="subjects", id=["1"], n=["{{ title }}</w:t>"])
    result = reviewed([subjects], fields={"id": "id", "name": "n"}, erl=Against(layer(box(0, 0, 9, 9))), language="zh")
    path = template(tmp_path / "own.docx", "{{ table('subjects') }}")
    document = written(result, tmp_path, report=dataclasses.replace(result.case.report, template=str(path)))
    assert "{{ title }}</w:t>" in cells(tables(document)["subjects"])[0]


# Figures


def test_charts_stand_in_the_document_with_words_beside_them(judged, tmp_path):
    document = written(judged, tmp_path)
    described = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(described) == len(document.inline_shapes) == 3
    assert [text for text in described if "不符合: 1" in text]
    assert [text for text in described if "A 甲：不符合" in text and "0.5000" in text]


def test_without_matplotlib_only_the_charts_are_missing(judged, monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "zoning_review_plugin.outputs.charts", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    document = written(judged, tmp_path)
    assert not document.inline_shapes and "overall" in tables(document)
    assert [line for line in texts(document) if "未绘制图表" in line and "matplotlib" in line]


def test_without_a_chinese_font_the_reader_is_told_which_to_install(judged, monkeypatch, tmp_path):
    charts = importlib.import_module("zoning_review_plugin.outputs.charts")
    monkeypatch.setattr(charts, "_installed", lambda: None)
    document = written(judged, tmp_path)
    assert not document.inline_shapes
    assert [line for line in texts(document) if "未找到中文字体" in line.replace("含中文的", "中文") and "Noto" in line]


def test_maps_of_this_run_are_put_in(judged, tmp_path):
    from zoning_review_plugin.outputs.charts import png
    from zoning_review_plugin.tables.chart_figures import Chart, Series

    picture = png(Chart("x", "x", "x", ("a",), ("a",), (Series("x", "x", (1,), ("1",)),)))
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "三线.png").write_bytes(picture)
    document = written(judged, tmp_path)
    assert len(document.inline_shapes) == 4
    assert picture in members((tmp_path / "review.docx").read_bytes()).values()
    assert [line for line in texts(document) if line.endswith("三线") and line.startswith("图 ")]


def test_maps_that_the_caller_draws_in_the_same_run_are_put_in(judged, tmp_path):
    from zoning_review_plugin.outputs.charts import png
    from zoning_review_plugin.tables.chart_figures import Chart, Series

    def draw(_result, folder):
        (folder / "maps").mkdir()
        picture = png(Chart("x", "x", "x", ("a",), ("a",), (Series("x", "x", (1,), ("1",)),)))
        (folder / "maps" / "three_lines_02.png").write_bytes(picture)
        return ["maps/three_lines_02.png"]

    found = write_outputs(judged, ["docx", "csv"], tmp_path / "out", more={"maps": draw})
    assert list(found) == ["docx", "csv", "maps"]
    said = texts(Document(tmp_path / "out" / "review.docx"))
    assert [line for line in said if line.startswith("图 ") and line.endswith("叠加分析图 02")]


# Sound, repeatable, and alone in its failures


def test_the_same_result_twice_gives_the_same_members(judged, tmp_path):
    found = []
    for name in ("one", "two"):
        written(judged, tmp_path / name)
        found.append(members((tmp_path / name / "review.docx").read_bytes()))
    assert found[0] == found[1]


def test_a_file_that_does_not_hold_what_was_written_is_refused(judged, tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr(docx, "verify", lambda path, expected: kept.append((path, expected)))
    written(judged, tmp_path)
    path, expected = kept[0]
    verify(path, expected)
    blank = dataclasses.replace(expected, pictures=[one_colour(tmp_path)])
    for wrong in (dataclasses.replace(expected, tables=expected.tables[:-1]), blank):
        with pytest.raises(OutputFault) as told:
            verify(path, wrong)
        assert told.value.code == "output_unsound"
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(OutputFault) as told:
        verify(path, expected)
    assert told.value.code == "output_unsound"


def one_colour(folder):
    """The bytes of a PNG of one colour."""
    from osgeo import gdal

    image = gdal.GetDriverByName("MEM").Create("", 8, 8, 3)
    gdal.GetDriverByName("PNG").CreateCopy(str(folder / "blank.png"), image)
    return (folder / "blank.png").read_bytes()


def test_a_picture_of_one_colour_is_blank_and_a_chart_is_not(tmp_path):
    from zoning_review_plugin.outputs.charts import png
    from zoning_review_plugin.outputs.word.verify import is_blank
    from zoning_review_plugin.tables.chart_figures import Chart, Series

    assert is_blank(one_colour(tmp_path)) and is_blank(b"no picture")
    assert not is_blank(png(Chart("x", "x", "x", ("a",), ("a",), (Series("x", "x", (1,), ("1",)),))))


@pytest.mark.parametrize("library, package", [("docx", "python-docx"), ("docxtpl", "docxtpl")])
def test_a_missing_library_takes_only_its_own_output_away(small_case, command, monkeypatch, tmp_path, library, package):
    for name in [name for name in sys.modules if ".outputs.docx" in name or ".outputs.word" in name]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    answer = command("review", small_case(outputs=["json", "docx"]), "--output", tmp_path / "out")
    assert answer.status == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["review.json"]
    (line,) = [line for line in answer.lines if "docx" in line]
    assert f"pip install {package}" in line
    answer = command("review", small_case(outputs=["docx"]), "--output", tmp_path / "out2", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "output_library_missing")


def test_the_command_writes_it_beside_the_others(small_case, command, tmp_path):
    case = small_case(outputs=["docx", "json"], language="zh")
    (tmp_path / "parcels.gpkg").unlink()
    write_layer(tmp_path / "parcels.gpkg", [(square(0, 0, 100), "a", NASTY[1])], ["DKBH", "DKMC"])
    answer = command("review", case, "--output", tmp_path / "out", "--json")
    assert answer.status == 0, answer.err
    assert answer.object["outputs"]["docx"] == [str(tmp_path / "out" / "review.docx")]
    assert tables(Document(tmp_path / "out" / "review.docx"))["overview"]
