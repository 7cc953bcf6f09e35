"""Small packs written by hand, and a way to change their workbooks as a person would."""

import copy

import openpyxl

from zoning_review_plugin.rules.pack_file import pack_of
from zoning_review_plugin.rules.workbook.writing import write_workbook

FULL = {
    "schema": "zoning-review/pack/1",
    "pack": {
        "id": "990100-2026",
        "title": "示例市生态环境准入清单",
        "level": "city",
        "jurisdiction": ["9901"],
        "doc_no": "示环发〔2026〕1号",
        "issued": "2026-01-31",
        "valid_from": "2026-03-01",
        "valid_to": None,
        "supersedes": [],
    },
    "rules": [
        {
            "id": "A-1",
            "clause_no": "1-2",
            "line": "access_list",
            "dimension": "spatial_layout",
            "clause_text": "禁止新建、扩建化工园区外的化工项目。\n现有企业除外。",
            "modality": "prohibit",
            "binding": "hard",
            "automation": "auto",
            "scope": {"unit_codes": ["ZH99010120003", "ZH99010120004"], "unit_class": [2, "key"], "xzqdm": ["990101"]},
            "applies_if": {"and": [{"industry": ["C26"]}, {"nature": ["new", "expand"]}]},
            "test": {"not": {"within": {"role": "park", "attr": {"type": "合规化工园区"}}}},
            "if_unknown": "information_missing",
            "exceptions": [
                {
                    "if": {"declared": "existing"},
                    "verdict": "needs_justification",
                    "evidence": ["园区认定文件", "批复"],
                },
                {"if": {"declared": {"flag": "major_level", "is": ["national"]}}, "verdict": "to_be_judged"},
            ],
            "basis": [{"doc": "示例条例", "article": "第五条", "valid_from": "2026-08-15"}],
            "explain": {"zh": {"does_not_conform": "占用 {area_hm2:.4f} hm²"}, "en": {"conforms": "does not"}},
            "suggestion": "remove",
        },
        {
            "id": "A-2",
            "clause_text": "新增 VOCs 实行两倍削减替代。",
            "modality": "offset",
            "dimension": None,
            "metric": {"name": "vocs", "of": "offset_ratio", "cmp": ">=", "value": 2.0},
        },
        {
            "id": "A-3",
            "clause_text": "=SUM(A1)",
            "modality": "encourage",
            "binding": "soft",
            "topic": "+1",
            "note": "@x",
        },
    ],
}


def full():
    """A copy of the full pack's document."""
    return copy.deepcopy(FULL)


def workbook_of(document, path):
    """Write the workbook of a document; returns its path."""
    write_workbook(pack_of(document, "made"), path)
    return path


def edited(path, edit):
    """Change a workbook: `edit(book)` gets openpyxl's; returns the path."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def cell_under(sheet, heading, row):
    """The cell in `row` of the column that is headed so."""
    (column,) = [cell.column for cell in sheet[1] if cell.value == heading]
    return sheet.cell(row, column)
