"""Templates of the user's own: what they may say, what they may not, and that no fault leaves half a file."""

import dataclasses
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from docx.shared import RGBColor

from zoning_review_plugin.model.errors import CaseFault
from zoning_review_plugin.model.words import RESOURCES, Words
from zoning_review_plugin.outputs import docx
from zoning_review_plugin.outputs.word import template_file
from zoning_review_plugin.outputs.word.budget import Budget, Exhausted
from zoning_review_plugin.outputs.word.sandbox import Refused, TemplateEnvironment, Unknown

from .small_cases import tree
from .small_documents import captions, cells, tables, template, texts, with_member
from .small_judging import judged_review, rule_pack
from .small_reviews import Against, box, layer, reviewed


@pytest.fixture(scope="module")
def result():
    """Two subjects, half of the first under a red line; nothing is judged."""
    shapes = [box(0, 0, 100, 100), box(400, 0, 500, 100)]
    return reviewed(shapes, erl=Against(layer(box(50, 0, 100, 100)), owner="某局"), language="zh")


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """One subject of no project, judged by one clause that it breaks."""
    pack = rule_pack({"test": {"overlap": {"role": "ecological_red_line"}}})
    subjects = layer(box(0, 0, 100, 100), id=["a"])
    erl = Against(layer(box(50, 0, 100, 100)), coverage="full")
    return judged_review(tmp_path_factory.mktemp("judged"), [pack], subjects, erl=erl)


def filled(result, path, folder):
    """The document that the template at `path` makes of a result."""
    report = dataclasses.replace(result.case.report, template=path.name)
    case = dataclasses.replace(result.case, report=report, folder=path.parent)
    folder.mkdir(exist_ok=True)
    docx.write(dataclasses.replace(result, case=case), folder)
    return Document(folder / "review.docx")


def refused(result, path, folder):
    """The fault that a template gives; nothing is written then."""
    with pytest.raises(CaseFault) as told:
        filled(result, path, folder)
    assert list(folder.iterdir()) == [] and told.value.place.file == str(path)
    for language in ("zh", "en"):
        assert "?" not in Words(language).fault(told.value).replace("??", "")
    return told.value


# What a template may say


@pytest.mark.parametrize("tag, shown", [
    ("{{ title }}", "Small"),
    ("{{ counts.subjects }} / {{ counts['layers'] }}", "2 / 1"),
    ("{{ facts['constraint.erl.owner'] }}", "某局"),
    ("{{ facts['constraint.none.owner'] | default('—') }}", "—"),
    ("{% if judged %}yes{% else %}no{% endif %}", "no"),
    ("{% for one in conclusions %}[{{ one.name }}]{% endfor %}", ""),
    ("{{ “a” ~ ‘b’ }}", "ab"),
    ("{{ 1 + 2 * 3 }} {{ 7 % 4 }} {{ 2.5 | round(2) }}", "7 3 2.50"),
    ("{% set x = 'y' %}{{ x | upper }}", "Y"),
    ("{# a remark #}x", "x"),
    ("{{ title|length }}", "5"),
])  # fmt: skip
def test_what_a_template_may_say(result, tmp_path, tag, shown):
    said = texts(filled(result, template(tmp_path / "own.docx", tag), tmp_path / "out"))
    assert said == [shown]


def test_a_tag_that_word_cut_into_runs_is_read(result, tmp_path):
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ ti", "tle ", "}", "}"):
        paragraph.add_run(piece).bold = len(piece) > 1
    document.save(tmp_path / "own.docx")
    assert texts(filled(result, tmp_path / "own.docx", tmp_path / "out")) == ["Small"]


@pytest.mark.parametrize("tag", ["{{ table('subjects') }}", "{{p table('subjects') }}"])
def test_a_table_takes_the_place_of_its_tag(result, tmp_path, tag):
    document = filled(result, template(tmp_path / "own.docx", "before", tag, "after"), tmp_path / "out")
    said = texts(document)
    assert said[0] == "before" and said[-1] == "after" and said[1].startswith("表 ")
    assert [row[0] for row in cells(tables(document)["subjects"])] == ["1", "2"]
    assert not [line for line in said if "⟦" in line]


def test_text_around_a_table_stays_above_it(result, tmp_path):
    document = filled(result, template(tmp_path / "own.docx", "见 {{ table('subjects') }} 。"), tmp_path / "out")
    assert texts(document)[0] == "见  。" and "subjects" in tables(document)


def test_a_table_in_a_cell_of_the_template(result, tmp_path):
    document = Document()
    document.add_table(1, 1).rows[0].cells[0].text = "{{p table('overview') }}"
    document.save(tmp_path / "own.docx")
    (outer,) = filled(result, tmp_path / "own.docx", tmp_path / "out").tables
    (inner,) = outer.rows[0].cells[0].tables
    assert len(inner.rows) == 2 and outer.rows[0].cells[0]._tc[-1].tag.endswith("}p")


def test_rows_of_the_owners_own_table(judged, tmp_path):
    document = Document()
    table = document.add_table(3, 2)
    table.rows[0].cells[0].text = "{%tr for one in conclusions %}"
    table.rows[1].cells[0].text, table.rows[1].cells[1].text = "{{ one.name }}", "{{ one.overall }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    document.save(tmp_path / "own.docx")
    (table,) = filled(judged, tmp_path / "own.docx", tmp_path / "out").tables
    statement = judged.tables["conclusion"].query("topic == 'overall'")["statement"].tolist()
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["未列入项目的对象", *statement]]


def test_heads_feet_and_styles_are_the_owners(result, tmp_path):
    document = Document()
    document.styles["Caption"].font.color.rgb = RGBColor(1, 2, 3)
    document.add_paragraph("{{ table('overview') }}")
    document.sections[0].header.paragraphs[0].text = "报告 {{ title }}"
    document.save(tmp_path / "own.docx")
    before = (tmp_path / "own.docx").read_bytes()
    found = filled(result, tmp_path / "own.docx", tmp_path / "out")
    assert found.sections[0].header.paragraphs[0].text == "报告 Small"
    assert found.styles["Caption"].font.color.rgb == RGBColor(1, 2, 3)
    assert (tmp_path / "own.docx").read_bytes() == before


def test_captions_of_the_template_are_counted_with_ours(result, tmp_path):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ 表 \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    document.add_paragraph("")._p.append(parse_xml(field))
    document.add_paragraph("{{ table('overview') }}")
    document.save(tmp_path / "own.docx")
    found = captions(filled(result, tmp_path / "own.docx", tmp_path / "out"))
    assert found == [("表", "1"), ("表", "2")]


# What it may not


@pytest.mark.parametrize("tag, code, named", [
    ("{{ titel }}", "template_tag_unknown", "{{ titel }}"),
    ("{{ facts.nothing }}", "template_tag_unknown", "{{ facts.nothing }}"),
    ("{{ table('t99') }}", "template_tag_unknown", "t99"),
    ("{{ chart('pie') }}", "template_tag_unknown", "pie"),
    ("{{ map('x') }}", "template_tag_unknown", "map"),
    ("{{ title | upper_case }}", "template_tag_unknown", "upper_case"),
    ("{% weather %}", "template_tag_unknown", "{% weather %}"),
    ("{{ title", "template_tag_syntax", "{{ title"),
    ("{{ title ! }}", "template_tag_syntax", "{{ title ! }}"),
    ("{% for x conclusions %}{% endfor %}", "template_tag_syntax", "{% for x conclusions %}"),
    ("{% if judged %}", "template_failed", ""),
    ("{{ ''.__class__ }}", "template_tag_refused", "{{ ''.__class__ }}"),
    ("{{ title.upper() }}", "template_tag_refused", "{{ title.upper() }}"),
    ("{{ table.__globals__ }}", "template_tag_refused", "__globals__"),
    ("{{ conclusions }}", "template_tag_refused", ""),
    ("{% include '/etc/passwd' %}", "template_tag_unknown", "include"),
    ("{% import 'os' as os %}", "template_tag_unknown", "import"),
    ("{{ 10 ** 10 ** 10 }}", "template_tag_refused", ""),
    ("{{ 'a' * 1000000000 }}", "template_tag_refused", ""),
    ("{% for i in range(10**9) %}x{% endfor %}", "template_tag_unknown", "range"),
    ("{{ 1 / 0 }}", "template_failed", ""),
    ("{{ title ~ table('overview') ~ table }}", "template_tag_refused", ""),
    ("{% set x = table('overview') %}", "template_block_place", ""),
])  # fmt: skip
def test_a_fault_names_the_tag_and_the_template(result, tmp_path, tag, code, named):
    (tmp_path / "out").mkdir()
    fault = refused(result, template(tmp_path / "own.docx", "First.", tag), tmp_path / "out")
    assert fault.code == code, (fault.code, fault.params)
    assert named in fault.params.get("tag", "")


def test_a_table_in_a_header_has_no_place(result, tmp_path):
    (tmp_path / "out").mkdir()
    path = template(tmp_path / "own.docx", "x", header="{{ table('overview') }}")
    assert refused(result, path, tmp_path / "out").code == "template_block_place"


OFFERED = {"title": "T", "big": list(range(6000)), "pairs": [{"a": 1}], "f": lambda *values: "x"}
ESCAPES = [
    "{{ f.__class__ }}", "{{ f['__class__'] }}", "{{ pairs[0].items }}", "{{ ().__class__.__bases__ }}", "{{ self }}",
    "{{ self.__init__ }}", "{{ title.format }}", "{{ '{0.__class__}'.format(title) }}", "{{ title|attr('__class__') }}",
    "{{ pairs|map(attribute='__class__')|list }}", "{{ cycler.__init__.__globals__ }}", "{{ lipsum(1000000) }}",
    "{{ namespace() }}", "{% macro m() %}{{ m() }}{% endmacro %}", "{% block a %}{% endblock %}", "{{ big[0:5] }}",
    "{% extends title %}", "{% for x in pairs recursive %}{{ loop(pairs) }}{% endfor %}", "{% set _counted = f %}",
    "{% set f = title %}",
    "{{ f(*big) }}", "{{ f(**pairs[0]) }}", "{{ (f if 1 else f)() }}", "{{ '%999999999d' % 1 }}", "{{ f }}",
    "{{ big }}", "{{ [big, big] }}", "{{ {'a': 1} }}", "{{ title|safe }}", "{{ title|replace('T', title) }}",
    "{{ title|center(99999) }}", "{% filter upper %}x{% endfilter %}", "{% call f() %}{% endcall %}",
    "{{ loop.index }}", "{{ 2 ** 9 }}", "{{ title.__class__ is defined }}", "{% if title.__class__ %}{% endif %}",
    "{{ 9999999999999999 * 9999999999999999 }}",
]  # fmt: skip


@pytest.mark.parametrize("source", ESCAPES)
def test_the_sandbox_lets_nothing_out(source):
    with pytest.raises((Refused, Unknown)):
        print(TemplateEnvironment(OFFERED).from_string(source).render())


GROWING = [
    "{% for a in big %}{% for b in big %}{% for c in big %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in big %}{% for b in big %}{{ a }}{% endfor %}{% endfor %}",
    "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60,
    "{% set x = 'ab' %}" + "{% set x = x + x %}" * 60,
    "{% for a in big %}" + "x" * 100_000 + "{% endfor %}",
]


@pytest.mark.parametrize("source", GROWING)
def test_what_grows_without_end_is_stopped(source):
    with pytest.raises(Exhausted):
        TemplateEnvironment(OFFERED).from_string(source).render()


def test_the_budget_ends_with_time():
    with pytest.raises(Exhausted):
        Budget(seconds=-1).counted([1], 0)
    assert Budget().counted([1, 2], 0) == [1, 2]


# Files that are no templates


def test_a_template_that_is_not_there(result, tmp_path):
    (tmp_path / "out").mkdir()
    assert refused(result, tmp_path / "none.docx", tmp_path / "out").code == "template_missing"


def test_what_is_no_document_of_word(result, tmp_path):
    (tmp_path / "out").mkdir()
    path = tmp_path / "own.docx"
    for content, code in (
        (b"", "template_unreadable"),
        (b"hello", "template_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "template_not_docx"),
        (template(path, "x").read_bytes()[:-400], "template_unreadable"),
    ):
        path.write_bytes(content)
        assert refused(result, path, tmp_path / "out").code == code
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refused(result, path, tmp_path / "out").code == "template_not_docx"


@pytest.mark.parametrize("name, content, code", [
    ("word/vbaProject.bin", b"x", "template_macros"),
    ("word/document.xml", b"<broken", "template_unreadable"),
    ("word/document.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document/>", "template_unreadable"),
    ("word/document.xml", b" " * (template_file.LARGEST_PART + 1), "template_too_large"),
    ("word/media/image1.bin", b"\0" * (template_file.LARGEST_WHOLE + 1), "template_too_large"),
    ("[Content_Types].xml", b"<broken", "template_unreadable"),
])  # fmt: skip
def test_a_member_that_spoils_it(result, tmp_path, name, content, code):
    """The last but one is a bomb: 200 MB of zeros in some 200 kB."""
    (tmp_path / "out").mkdir()
    path = with_member(template(tmp_path / "own.docx", "{{ title }}"), name, content)
    assert refused(result, path, tmp_path / "out").code == code


def test_a_document_with_macros_by_its_type(result, tmp_path):
    (tmp_path / "out").mkdir()
    path = template(tmp_path / "own.docx", "x")
    with zipfile.ZipFile(path) as archive:
        types = archive.read("[Content_Types].xml").decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    with_member(path, "[Content_Types].xml", types.replace(main, macros).encode())
    assert refused(result, path, tmp_path / "out").code == "template_macros"


def test_a_huge_file_is_not_read(result, tmp_path):
    (tmp_path / "out").mkdir()
    with open(tmp_path / "own.docx", "wb") as stream:
        stream.truncate(template_file.LARGEST_FILE + 1)
    assert refused(result, tmp_path / "own.docx", tmp_path / "out").code == "template_too_large"


# In the command


def test_a_bad_template_stops_before_the_work_and_a_bad_tag_leaves_earlier_results(small_case, command, tmp_path):
    template(tmp_path / "own.docx", "{{ titel }}")
    out = tmp_path / "out"
    assert command("review", small_case(outputs=["docx", "json"]), "--output", out).status == 0
    before = tree(out)
    for name, code in (("own.docx", "template_tag_unknown"), ("none.docx", "template_missing")):
        case = small_case(outputs=["json", "docx"], report={"template": name})
        answer = command("review", case, "--output", out, "--json")
        assert (answer.status, answer.object["error"]["code"]) == (2, code)
        assert name in answer.err and "Traceback" not in answer.err
        assert tree(out) == before
    assert "titel" in command("review", small_case(outputs=["docx"], report={"template": "own.docx"})).err


# What is shipped


def test_the_shipped_templates_are_what_the_script_makes(root):
    found = subprocess.run([sys.executable, root / "scripts" / "make_template.py", "--check"], capture_output=True)
    assert (found.returncode, found.stdout) == (0, b"")


def test_the_example_of_the_docs_fills_itself(result, root, tmp_path):
    path = tmp_path / "example.docx"
    path.write_bytes((root / "resources" / "samples" / "demo" / "report-template.docx").read_bytes())
    said = texts(filled(result, path, tmp_path / "out"))
    assert "“Small”专章　审查日 " + result.facts()["review_date"] in said
    assert not [line for line in said if "{{" in line or "{%" in line]


def test_the_shipped_template_is_never_written(result, tmp_path):
    path = RESOURCES / "templates" / "review.docx"
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    docx.write(result, tmp_path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
