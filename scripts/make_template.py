"""Make the Word templates that are shipped: resources/templates/review.docx, and the worked example of the docs.

Usage: make_template.py [--check]      --check: exit status 1 where a file is not what this script makes.
"""

import io
import pathlib
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docx import Document  # noqa: E402
from docx.enum.style import WD_STYLE_TYPE  # noqa: E402
from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: E402
from docx.oxml import OxmlElement, parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls, qn  # noqa: E402
from docx.shared import Cm, Pt, RGBColor  # noqa: E402

from zoning_review_plugin.outputs.word.styles import CAPTION, HEI, SONG, add_missing_styles, set_fonts  # noqa: E402

SHIPPED = ROOT / "resources" / "templates" / "review.docx"
EXAMPLE = ROOT / "resources" / "samples" / "demo" / "report-template.docx"
ANNEX = "Zoning Review Annex"
BODY, LEAD = "Body Text", "List Number"
BLACK = RGBColor(0, 0, 0)
# name → (other names, kind): for machines without the first.
FONTS = {
    "宋体": ("SimSun;Noto Serif CJK SC;Source Han Serif SC", "roman"),
    "黑体": ("SimHei;Noto Sans CJK SC;Microsoft YaHei", "swiss"),
}
EPOCH = (1980, 1, 1, 0, 0, 0)


def main(check):
    """Write both templates, or compare; returns the exit status."""
    made = {SHIPPED: review_template(), EXAMPLE: example_template()}
    if check:
        wrong = [path for path, content in made.items() if members(path.read_bytes()) != members(content)]
        for path in wrong:
            print(f"{path.relative_to(ROOT)}: run scripts/make_template.py")
        return 1 if wrong else 0
    for path, content in made.items():
        path.write_bytes(content)
    return 0


def review_template():
    """The chapter as it is written where nobody names a template: conclusion first, all tables, figures, annexes."""
    document = blank()
    add(document, "Title", "{{ title }}")
    add(document, "Subtitle", "{{ date }}")
    heading(document, "{{ heading.conclusion }}")
    add(document, BODY, "{{ reviewed }}")
    many(document, "for scheme in conclusions", lambda: add(document, LEAD, "{{ scheme.sentence }}"))
    many(document, "if conclusions_left_out", lambda: add(document, BODY, "{{ left_out }}"))
    many(document, "if judged", lambda: verdicts(document))
    heading(document, "{{ heading.topics }}", 2)
    many(document, "for scheme in conclusions", lambda: conclusion(document))
    heading(document, "{{ heading.scope }}")
    for key in ("sources", "packs", "overview"):
        block(document, f"table('{key}')")
    many(document, "if review_tables", lambda: review_tables(document))
    many(document, "if has_maps or has_charts", lambda: figures(document))
    add(document, ANNEX, "{{ heading.annex_issues }}")
    block(document, "table('issues')")
    add(document, ANNEX, "{{ heading.annex_run }}")
    block(document, "table('made')")
    return packed(document)


def example_template():
    """The example of docs/word-template.md: an owner's own words and order, a table of its own filled row by row."""
    document = blank()
    add(document, "Title", "XX 环境影响报告书")
    add(document, "Subtitle", "“{{ title }}”专章　审查日 {{ date }}")
    heading(document, "生态环境分区管控符合性分析")
    add(document, BODY, "本章采用 {{ program }} 叠加分析，分析坐标系 {{ crs }}。{{ reviewed }}")
    own = document.add_table(rows=4, cols=4)
    own.style = "Table Grid"
    for cell, text in zip(own.rows[0].cells, ("项目与方案", "结论", "不符合项", "待定项（其中硬约束）")):
        cell.text = text
    own.rows[1].cells[0].text = "{%tr for one in conclusions %}"
    row = (
        "{{ one.name }}",
        "{{ one.overall }}",
        "{{ one.hard_breaches }}",
        "{{ one.open_items }}（{{ one.open_hard }}）",
    )
    for cell, text in zip(own.rows[2].cells, row):
        cell.text = text
    own.rows[3].cells[0].text = "{%tr endfor %}"
    add(document, BODY, "")
    many(document, "if verdicts['不符合'] is defined", lambda: add(document, BODY, "存在不符合的审查对象，详见下表。"))
    block(document, "table('breaches', rows=10)")
    heading(document, "方案比选", 2)
    block(document, "chart('options')")
    heading(document, "各分析表", 2)
    many(document, "for one in review_tables", lambda: block(document, "table(one.key)"))
    add(document, BODY, "成果版本：生态保护红线 {{ facts['constraint.erl.version'] | default('（未提供）') }}。")
    return packed(document)


def conclusion(document):
    """One project × scheme, chapter by chapter."""
    heading(document, "{{ scheme.name }}", 3)
    many(document, "for sentence in scheme.topics", lambda: add(document, "List Bullet", "{{ sentence }}"))


def verdicts(document):
    """The verdicts at a glance."""
    for key in ("overall", "verdicts", "breaches"):
        block(document, f"table('{key}')")


def review_tables(document):
    """T1 to T10 and what stands beside them, each under a heading."""
    heading(document, "{{ heading.tables }}")

    def one():
        heading(document, "{{ one.title }}", 2)
        block(document, "table(one.key)")

    many(document, "for one in review_tables", one)


def figures(document):
    """Maps, then charts."""
    heading(document, "{{ heading.figures }}")
    many(document, "if has_maps", lambda: block(document, "maps()"))
    many(document, "if has_charts", lambda: block(document, "charts()"))


# Pieces


def add(document, style, text):
    """A paragraph."""
    return document.add_paragraph(text, style=style)


def heading(document, text, level=1):
    """A numbered heading."""
    add(document, f"Heading {level}", text)


def block(document, call):
    """Where a table or a figure is put."""
    add(document, BODY, "{{p " + call + " }}")


def many(document, statement, content):
    """`content` under `{%p for … %}` or `{%p if … %}`."""
    add(document, BODY, "{%p " + statement + " %}")
    content()
    add(document, BODY, "{%p end" + statement.split()[0] + " %}")


# The look


def blank():
    """An empty document with paper, styles, numbering, head and foot."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
    styles(document)
    add_missing_styles(document)
    numbering(document)
    head = section.header.paragraphs[0]
    head.text, head.alignment = "{{ title }}", WD_ALIGN_PARAGRAPH.CENTER
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in ("PAGE", " / ", "NUMPAGES"):
        field(foot, piece) if piece.isupper() else foot.add_run(piece)
    return document


def styles(document):
    """Fonts and spaces of the styles that a report uses; sizes as Chinese reports have them (小四, 小三, 四号)."""
    look(document, "Normal", SONG, 12)
    look(document, BODY, SONG, 12, line=1.5)
    look(document, LEAD, SONG, 12, line=1.5)
    look(document, "List Bullet", SONG, 10.5, line=1.15)
    look(document, "Title", HEI, 20, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    look(document, "Subtitle", SONG, 12, align=WD_ALIGN_PARAGRAPH.CENTER, after=12)
    for level, points in ((1, 16), (2, 14), (3, 12)):
        look(document, f"Heading {level}", HEI, points, bold=True, before=14 - 2 * level, after=6)
    look(document, CAPTION, HEI, 10.5, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER, before=8, after=4)
    look(document, "Header", SONG, 9)
    look(document, "Footer", SONG, 9)
    annex = document.styles.add_style(ANNEX, WD_STYLE_TYPE.PARAGRAPH)
    annex.base_style = document.styles["Heading 1"]
    look(document, ANNEX, HEI, 16, bold=True, before=12, after=6)
    indent = document.styles[BODY].element.get_or_add_pPr()._add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")


def look(document, name, east_asian, points, bold=False, align=None, before=0, after=0, line=1.15):
    """One style: black, upright, without lines."""
    style = document.styles[name]
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(points), bold, False, BLACK
    set_fonts(style, east_asian)
    layout = style.paragraph_format
    layout.alignment, layout.line_spacing = align, line
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def numbering(document):
    """1, 1.1, 1.1.1 before headings; A, B before annexes."""
    root = document.part.numbering_part.element
    headings = [("decimal", ".".join(f"%{k}" for k in range(1, level + 1)), f"Heading{level}") for level in (1, 2, 3)]
    annexes = [("upperLetter", "%1", document.styles[ANNEX].style_id)]
    for number, levels in ((901, headings), (902, annexes)):
        text = "".join(
            f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
            f'<w:suff w:val="space"/><w:lvlText w:val="{shown} "/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
            for k, (kind, shown, style) in enumerate(levels)
        )
        content = f'<w:multiLevelType w:val="multilevel"/>{text}'
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{content}</w:abstractNum>'
        root.insert(0, parse_xml(abstract))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
        for k, (_, _, style) in enumerate(levels):
            properties = next(s for s in document.styles if s.style_id == style).element.get_or_add_pPr()
            properties._remove_numPr()
            found = properties.get_or_add_numPr()
            found.get_or_add_ilvl().val, found.get_or_add_numId().val = k, number


def field(paragraph, instruction):
    """A field such as PAGE."""
    found = OxmlElement("w:fldSimple")
    found.set(qn("w:instr"), f" {instruction} ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    found.append(run)
    paragraph._p.append(found)


# The file


def packed(document):
    """The bytes of a document: the same each time, with fonts told by all their names."""
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "Zoning Review", "", ""
    stream, result = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = font_table(old.read(name)) if name == "word/fontTable.xml" else old.read(name)
            if name != "docProps/thumbnail.jpeg":
                new.writestr(zipfile.ZipInfo(name, EPOCH), without_thumbnail(name, content), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def without_thumbnail(name, content):
    """The relationships of the package without the picture that python-docx's own template brings."""
    if name != "_rels/.rels":
        return content
    root = parse_xml(content)
    for relation in list(root):
        if relation.get("Target", "").endswith("thumbnail.jpeg"):
            root.remove(relation)
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def font_table(content):
    """The table of fonts with what may stand in for those that a machine lacks."""
    from lxml import etree

    root = parse_xml(content)
    for name, (others, family) in FONTS.items():
        for old in [font for font in root if font.get(qn("w:name")) == name]:
            root.remove(old)
        root.append(
            parse_xml(
                f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
                f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
            )
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def members(content):
    """{name: bytes} of an archive, times aside."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
