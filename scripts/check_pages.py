"""Write docs/checks.md and docs/checks.zh.md from resources/checks.json and the words: what the gate looks at, and why.

Usage: check_pages.py            rewrite both
       check_pages.py --check    exit status 1 where one of them is not up to date
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGES = {"en": "checks.md", "zh": "checks.zh.md"}
TEXTS = {
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
        },
        "or": "、",
    },
}


def page(language):
    """The page in one language, as Markdown."""
    checks = json.loads((ROOT / "resources" / "checks.json").read_text(encoding="utf-8"))["groups"]
    words = json.loads((ROOT / "resources" / "words" / f"{language}.json").read_text(encoding="utf-8"))
    texts = TEXTS[language]
    lines = [f"# {texts['title']}", "", texts["other"], "", texts["intro"]]
    for group, codes in checks.items():
        lines += ["", f"## {texts['groups'][group]}"]
        for code, severities in codes.items():
            lines += ["", f"### `{code}`", "", words[f"why.{code}"], ""]
            names = texts["or"].join(f"{words[f'severity.{one}']} (`{one}`)" for one in severities)
            lines.append(f"- {texts['severity']}: {names}")
            lines.append(f"- {texts['says']}: {_shown(words[f'fault.{code}'])}")
            if f"action.{code}" in words:
                lines.append(f"- {texts['do']}: {_shown(words[f'action.{code}'])}")
    return "\n".join(lines) + "\n"


def _shown(sentence):
    """A sentence with its places in code type."""
    return re.sub(r"{(\w+)}", r"`‹\1›`", sentence)


def main(arguments):
    """Write or check; returns the exit status."""
    status = 0
    for language, name in PAGES.items():
        path, text = ROOT / "docs" / name, page(language)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            print(f"out of date: docs/{name}; run scripts/check_pages.py")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
