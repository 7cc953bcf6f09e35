"""A workbook that another spreadsheet program has opened and saved comes back right."""

import shutil
import subprocess

import pytest

from zoning_review_plugin.rules.workbook.reading import read_with_remarks

from .small_workbooks import cell_under, edited, full, workbook_of

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def saved_by_office(path, *suffixes):
    """The workbook after LibreOffice has saved it in each format in turn."""
    folder = path.parent
    for number, suffix in enumerate(suffixes):
        out = folder / f"saved{number}"
        call = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", suffix]
        subprocess.run([*call, "--outdir", out, path], check=True, capture_output=True, timeout=180)
        path = out / f"{path.stem}.{suffix}"
    return path


def tricky():
    document = full()
    texts = [
        "=1+1",
        "+86",
        "-1",
        "@a",
        "#N/A",
        "TRUE",
        "007",
        "1e5",
        " a ",
        "a\tb",
        "a\r\nb",
        "_x000D_",
        "x005F_",
        "\x01",
    ]
    document["rules"][0]["scope"]["unit_subclass"] = [*texts, "甲、乙", "行\n行"]
    document["rules"] += [
        {"id": f"T-{number}", "clause_text": text, "modality": "require", "note": f"备注\n{text}"}
        for number, text in enumerate(texts)
    ]
    return document


def test_a_workbook_edited_and_saved_by_libreoffice_comes_back(tmp_path):
    document = tricky()
    path = workbook_of(document, tmp_path / "a.xlsx")

    def edit(book):
        cell_under(book["规则"], "判定条件", 4).value = "涉及 湿地 面积>1"
        cell_under(book["规则"], "管控方式", 4).value = "限制"
        book["规则包"]["B10"].value = "2026/4/1"

    document["rules"][2].update(test={"overlap": {"role": "wetland", "min_area_m2": 1}}, modality="restrict")
    document["pack"]["valid_from"] = "2026-04-01"
    pack, remarks = read_with_remarks(saved_by_office(edited(path, edit), "ods", "xlsx"))
    assert pack.document == document and remarks == []
