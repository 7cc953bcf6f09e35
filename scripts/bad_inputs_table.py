"""What the gate says of each bad input, as the pages docs/bad-inputs.md and docs/bad-inputs.zh.md: made from real runs.

    python3 scripts/bad_inputs_table.py --reference FOLDER [--output docs]

FOLDER holds `bad-inputs/`. Every file in it is made a constraint layer of a case with two small subjects and passes the
gate (`check`) in both languages; the layers of a file that holds several are taken one by one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))

from zoning_review_plugin.inputs.ogr.ogr_layer import layer_names  # noqa: E402

_AT_ONCE = 20
_MOST_LAYERS = 6
_MOST_SAID = 5
_LIMIT_S = 300
_RANK = ("error", "warning", "remark", "info")
# Files beside another one, which is what a case would name.
_PARTS = (".shx", ".dbf", ".prj", ".qpj", ".cpg", ".dat", ".id", ".map", ".gfs", ".xsd", ".md")
_TITLES = {
    "en": ("Bad inputs, and what the gate says", "[中文](bad-inputs.zh.md)", ("file", "layer is", "what is said")),
    "zh": ("问题数据与检查结果", "[English](bad-inputs.md)", ("文件", "图层", "检查结果")),
}
_INTRO = {
    "en": (
        "Every file under `bad-inputs` of the reference data, as a constraint layer of a case with two small subjects",
        "(EPSG:4326) and no fields named, through `check`. Made by `scripts/bad_inputs_table.py` from real runs.",
        "Behind a code stands how often it was said, with the sentence of the first. None ends in a crash, a hang or",
        "a traceback (`test/unit/test_bad_inputs.py`), and none is used in silence. `-`: there is nothing to be said.",
    ),
    "zh": (
        "参考数据 `bad-inputs` 中的每个文件，作为约束图层与两个小的审查对象（EPSG:4326）一起，不指定字段，",
        "执行 `check` 的结果，由 `scripts/bad_inputs_table.py` 实际运行生成。代码后为出现次数，句子取第一条。",
        "没有一个文件造成崩溃、卡死或堆栈输出（`test/unit/test_bad_inputs.py`），也没有一个在未说明的情况下被采用。",
        "`-`：没有需要说明的问题。",
    ),
}
_VERDICTS = {
    "en": {"usable": "usable", "usable_with_remarks": "usable, with remarks", "not_usable": "not usable", "-": "fault"},
    "zh": {"usable": "可用", "usable_with_remarks": "可用，有说明", "not_usable": "不可用", "-": "错误"},
}
_GROUP = {
    "en": "{count} files of `{folder}`: {said}",
    "zh": "`{folder}` 的 {count} 个文件：{said}",
}


def bad_files(folder):
    """Files that a user might name as a source: of a shapefile its `.shp`, of a FileGDB the folder. Rules apart."""
    found = set()
    for path in folder.rglob("*"):
        inside = next((parent for parent in path.parents if parent.suffix == ".gdb"), None)
        part = path.suffix.lower() in _PARTS and any(
            path.with_suffix(suffix).exists() for suffix in (".shp", ".TAB", ".gml")
        )
        if inside or path.is_file() and not (part or path.suffix == ".md" or "malformed-rules" in path.parts):
            found.add(inside or path)
    return sorted(found)


def sources(path):
    """(what to call it, source text) of each layer of a file, of many only the first."""
    names = layer_names(str(path))[:_MOST_LAYERS]
    if len(names) < 2:
        return [("", str(path))]
    return [(name, f"{path}|layername={name}") for name in names]


def checked(texts, language):
    """[(verdict, issues)] of source texts as constraints, by the command in a process of its own."""
    found = []
    for k in range(0, len(texts), _AT_ONCE):
        found += _some(texts[k : k + _AT_ONCE], language)
    return found


def _some(texts, language):
    with tempfile.TemporaryDirectory() as folder:
        case = _case(Path(folder), texts)
        words = [sys.executable, "-m", "zoning_review_plugin", "check", str(case), "--json", "--language", language]
        run = subprocess.run(words, capture_output=True, cwd=_ROOT, timeout=_LIMIT_S, check=False)
    answer = json.loads(run.stdout)
    if answer["error"]:
        if len(texts) > 1:
            return [one for text in texts for one in _some([text], language)]
        error = answer["error"]
        return [("-", [{"check_code": error["code"], "severity": "error", "message": error["message"]}])]
    keys = [f"k{number}" for number in range(len(texts))]
    said = {key: [issue for issue in answer["issues"] if issue["layer"] == key] for key in keys}
    return [(answer["summary"]["layers"][key]["verdict"], said[key]) for key in keys]


def _case(folder, texts):
    ring = "[[{0},36.1],[{1},36.1],[{1},36.101],[{0},36.101],[{0},36.1]]"
    features = [
        '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[%s]}}' % ring.format(*x)
        for x in ((116.0, 116.001), (116.01, 116.011))
    ]
    subjects = '{"type":"FeatureCollection","features":[%s]}' % ",".join(features)
    (folder / "subjects.geojson").write_text(subjects, encoding="utf-8")
    constraints = [
        {"key": f"k{number}", "role": "custom", "source": text, "coverage": "full"} for number, text in enumerate(texts)
    ]
    case = {
        "schema": "zoning-review/case/1",
        "title": "bad inputs",
        "subjects": [{"source": "subjects.geojson"}],
        "constraints": constraints,
    }
    path = folder / "bad.review.yaml"
    path.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    return path


def said(issues):
    """The issues of a layer in a cell: gravest first, equal codes once."""
    counts, first = Counter(issue["check_code"] for issue in issues), {}
    for issue in sorted(issues, key=lambda issue: _RANK.index(issue["severity"])):
        first.setdefault(issue["check_code"], issue)
    cells = []
    for code, issue in list(first.items())[:_MOST_SAID]:
        times = f" ×{counts[code]}" if counts[code] > 1 else ""
        cells.append(f"{issue['severity']} `{code}`{times}: {_plain(issue['message'])}")
    return "<br>".join(cells + ["…"] * (len(first) > _MOST_SAID)) or "-"


def _plain(text):
    """A sentence as a cell of a table holds it; paths of the machine on which the page was made are left out."""
    for folder in (str(_ROOT), tempfile.gettempdir()):
        text = text.replace(folder + "/", "")
    text = "".join(character if character.isprintable() else "�" for character in text)
    text = text.replace("|", "¦").replace("<", "&lt;").replace("`", "'")
    return text if len(text) < 260 else text[:257] + "…"


def page(language, reference):
    """The text of the page."""
    title, other, heads = _TITLES[language]
    folder = reference / "bad-inputs"
    rows = [(path, *pair) for path in bad_files(folder) for pair in sources(path)]
    answers = checked([text for *_, text in rows], language)
    lines = [f"# {title}", "", other, "", *_INTRO[language], "", f"| {' | '.join(heads)} |", "|---|---|---|"]
    for (path, name, _), (verdict, issues) in zip(rows, answers):
        label = f"`{path.relative_to(folder)}`" + (f" {_plain(name)}" if name else "")
        lines.append(f"| {label} | {_VERDICTS[language][verdict]} | {said(issues).replace(str(folder) + '/', '')} |")
    return "\n".join([*lines, "", *_rules(folder, language), ""])


def _rules(folder, language):
    """Lines on the malformed rule files, taken for layers all the same."""
    lines = []
    for name in ("json", "yaml"):
        files = sorted(path for path in (folder / "malformed-rules" / name).iterdir() if path.is_file())
        answers = checked([str(path) for path in files], language)
        codes = Counter((verdict, issue["check_code"]) for verdict, issues in answers for issue in issues[-1:])
        text = ", ".join(
            f"{_VERDICTS[language][verdict]} `{code}` ×{count}" for (verdict, code), count in sorted(codes.items())
        )
        lines.append(_GROUP[language].format(count=len(files), folder=f"malformed-rules/{name}", said=text))
    return ["\n\n".join(lines)]


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description="write the pages on bad inputs")
    parser.add_argument("--reference", type=Path, required=True, help="folder of reference data")
    parser.add_argument("--output", type=Path, default=_ROOT / "docs", help="folder to write to")
    options = parser.parse_args()
    reference = options.reference.resolve()  # a case names its layers from its own folder
    if not bad_files(reference / "bad-inputs"):
        parser.error(f"no files in {reference / 'bad-inputs'}")
    for language, name in (("en", "bad-inputs.md"), ("zh", "bad-inputs.zh.md")):
        (options.output / name).write_text(page(language, reference), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
