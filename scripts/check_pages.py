"""Write docs/checks*.md (what the gate looks at, and why) and docs/lint*.md (what is doubtful in rule packs).

They come from resources/checks.json, resources/lint.json and the words, each in zh and en.

Usage: check_pages.py            rewrite all
       check_pages.py --check    exit status 1 where one of them is not up to date
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
CHECKS = {
    "en": {
        "title": "What the gate checks",
        "other": "[中文](checks.zh.md)",
        "intro": "Every layer passes the gate before a figure is computed: `review` does it by itself, `check CASE` "
        "and the algorithm *Check the inputs of a review* do only this. What is found is a row of the table `issue`, "
        "with a stable code, how grave it is, what is wrong and what to do.\n\n"
        "Each layer gets a verdict: **usable**; **usable with remarks**; **not usable**, then every subject has the "
        "status *no data* against it. An `info` says what was done; a `remark` is worth a look; a `warning` may change "
        "figures; an `error` keeps a feature or a layer out.",
        "severity": "Severity",
        "says": "It says",
        "do": "What to do",
        "groups": {
            "completeness": "Is all of it there?",
            "encoding": "Can its texts be read?",
            "crs": "Does it lie where it says?",
            "geometry": "Are its shapes sound?",
            "tiling": "Does it tile the ground?",
            "attributes": "Do its attributes make sense?",
            "coverage": "What ground does it answer for?",
            "survey": "Survey text and coordinates",
            "overlay": "While overlaying",
            "case": "The case itself",
            "public": "The public version",
        },
        "or": ", ",
    },
    "zh": {
        "title": "入口检查什么",
        "other": "[English](checks.md)",
        "intro": "在计算任何数字之前，每个图层都要过入口这一关：`review` 自动执行，`check CASE` 和“检查审查的输入”算法"
        "只做这一件事。发现的问题各占 `issue` 表一行，有固定代码、严重程度、哪里不对、该怎么办。\n\n"
        "每个图层得出一个结论：**可用**；**可用但有提示**；**不可用**，此时每个对象对它的状态都是“无数据”。"
        "`info` 说明做了什么；`remark` 值得看一眼；`warning` 可能影响数字；`error` 使要素或图层不能采用。",
        "severity": "严重程度",
        "says": "提示语",
        "do": "怎么办",
        "groups": {
            "completeness": "数据齐全吗",
            "encoding": "文字读得对吗",
            "crs": "位置对吗",
            "geometry": "图形正常吗",
            "tiling": "应当铺满的铺满了吗",
            "attributes": "属性合理吗",
            "coverage": "图层对哪些地面负责",
            "survey": "勘测定界文本与坐标",
            "overlay": "叠置过程中",
            "case": "案例本身",
            "public": "公开版",
        },
        "or": "、",
    },
}

LINT = {
    "en": {
        "title": "What lint says of rule packs",
        "other": "[中文](lint.zh.md)",
        "intro": "```\nzoning_review rules lint city.json units.xlsx --units units.gpkg --date 2026-11-22\n```\n\n"
        "and the algorithm `zoningreview:lintrules` read rule packs (JSON or workbooks) and tell what is doubtful in "
        "them, each with its place (`rules[3].test`, counted from 1), before anything is judged by them. Packs given "
        "together are held against each other. `--units`: a layer of control units against whose codes those of the "
        "packs are held; `--date`: the day on which validity is judged, else today.\n\n"
        "An `error` cannot be meant; a `warning` is worth asking about before the pack is used; a `remark` leaves "
        "something out that reports print; an `info` says what could not be looked at. The exit status is 0 whatever "
        "is remarked, 2 where a pack does not parse: those faults are errors under codes of their own, each with its "
        "path or cell. A suspected lowering (疑似降低标准) is a suspicion, to be held against the documents.",
        "severity": "Severity",
        "says": "It says",
        "do": "What to do",
        "groups": {
            "document": "The document: dates, numbers, what replaces it",
            "basis": "Legal basis",
            "clause": "What a clause asks, and what follows",
            "codes": "Codes",
            "measures": "Units of measure",
            "sentences": "Sentences",
            "reach": "Clauses that never bear",
            "together": "Clauses against each other, and levels",
        },
        "or": ", ",
    },
    "zh": {
        "title": "规则检查说什么",
        "other": "[English](lint.md)",
        "intro": "```\nzoning_review rules lint 市.json 单元.xlsx --units 管控单元.gpkg --date 2026-11-22\n```\n\n"
        "命令 `rules lint` 和算法 `zoningreview:lintrules` 读取规则包（JSON 或工作簿），在用它判定之前指出可疑之处"
        "及其位置（如 `rules[3].test`，从 1 起数）。一起给出的规则包互相对照。`--units`：管控单元图层，用来核对"
        "规则包中的单元代码；`--date`：以哪一天判断有效性，默认当天。\n\n"
        "`error` 是不可能有意这样写的；`warning` 在使用前应当核实；`remark` 缺少报告要引用的内容；`info` 说明哪些无法"
        "检查。有可疑之处时退出码仍为 0，规则包无法读取时为 2：这类错误另有各自的代码，并指明每处的路径或单元格。"
        "“疑似降低标准”只是疑点，须对照原文核实。",
        "severity": "严重程度",
        "says": "提示语",
        "do": "怎么办",
        "groups": {
            "document": "文件本身：日期、文号、替代关系",
            "basis": "法律依据",
            "clause": "条文的检验与判定",
            "codes": "代码",
            "measures": "计量单位",
            "sentences": "说明语句",
            "reach": "永远不适用的条文",
            "together": "条文之间与层级之间",
        },
        "or": "、",
    },
}


def checks_page(language):
    """The page on the checks of the gate in one language, as Markdown."""
    return _page(CHECKS[language], "checks.json", _words(language))


def lint_page(language):
    """The page on the checks of rule packs in one language, as Markdown."""
    return _page(LINT[language], "lint.json", _words(language))


PAGES = {
    "checks.md": (checks_page, "en"),
    "checks.zh.md": (checks_page, "zh"),
    "lint.md": (lint_page, "en"),
    "lint.zh.md": (lint_page, "zh"),
}


def _words(language):
    return json.loads((ROOT / "resources" / "words" / f"{language}.json").read_text(encoding="utf-8"))


def _page(texts, table, words):
    """texts: of the page itself. table: the resource with its codes by group; one severity for each code, or a list."""
    groups = json.loads((ROOT / "resources" / table).read_text(encoding="utf-8"))["groups"]
    lines = [f"# {texts['title']}", "", texts["other"], "", texts["intro"]]
    for group, codes in groups.items():
        lines += ["", f"## {texts['groups'][group]}"]
        for code, severities in codes.items():
            lines += ["", *_entry(code, [severities] if isinstance(severities, str) else severities, texts, words)]
    return "\n".join(lines) + "\n"


def _entry(code, severities, texts, words):
    reason = [words[f"why.{code}"], ""] if f"why.{code}" in words else []
    names = texts["or"].join(f"{words[f'severity.{one}']} (`{one}`)" for one in severities)
    lines = [f"### `{code}`", "", *reason, f"- {texts['severity']}: {names}"]
    lines.append(f"- {texts['says']}: {_shown(words[f'fault.{code}'])}")
    if f"action.{code}" in words:
        lines.append(f"- {texts['do']}: {_shown(words[f'action.{code}'])}")
    return lines


def _shown(sentence):
    """A sentence with its places in code type."""
    return re.sub(r"{(\w+)}", r"`‹\1›`", sentence)


def main(arguments):
    """Write or check; returns the exit status."""
    status = 0
    for name, (page, language) in PAGES.items():
        path, text = ROOT / "docs" / name, page(language)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"out of date: docs/{name}; run scripts/check_pages.py")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
