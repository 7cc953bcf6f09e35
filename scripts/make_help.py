"""Write resources/help/: the pages of docs/ that users need, as HTML that opens without a network, in en and zh.

Usage: make_help.py            rewrite all
       make_help.py --check    exit status 1 where a page is missing, stale or not up to date
"""

import html
import pathlib
import re
import sys

from markdown_it import MarkdownIt

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOCS, HELP = ROOT / "docs", ROOT / "resources" / "help"
# In the order of the index; the other pages are for those who work on the code.
GROUPS = (
    ("begin", ("panel", "case-file", "checks", "bad-inputs", "survey-text", "postgis")),
    ("judge", ("rule-packs", "workbook", "lint", "judging", "decisions", "panel-decide", "metrics", "planned-parcels")),
    ("ask", ("where", "prejudge", "unit-cards", "expressions")),
    ("hand in", ("page", "results", "figures", "tables", "tables-plan", "tables-land", "word-template", "maps")),
    ("keep", ("evidence-package", "security", "cluster")),
)
WORDS = {
    "en": {
        "title": "Zoning Review: Help",
        "index": "All pages",
        "other": "中文",
        "picture": "The sample city in QGIS: subjects by verdict on the map, findings below it",
        "begin": "Layers and cases",
        "judge": "Rules and verdicts",
        "ask": "Questions on the map",
        "hand in": "Results and what is handed in",
        "keep": "Evidence and operation",
        "intro": "The panel leads through the review from top to bottom: what is reviewed, what it is held against, by "
        "which rules, whether the inputs can be believed, the review itself, what people decide, and the files. Begin "
        "with the sample city: open the panel and choose “Guided First Review”.",
    },
    "zh": {
        "title": "分区管控符合性审查：帮助",
        "index": "全部页面",
        "other": "English",
        "picture": "QGIS 中的示例城市：地图按判定结果显示审查对象，下方为逐条判定",
        "begin": "图层与案例",
        "judge": "规则与判定",
        "ask": "在地图上提问",
        "hand in": "审查结果与提交成果",
        "keep": "证据与运行",
        "intro": "面板自上而下引导完成审查：审查什么、对照什么、依据哪些规则、输入是否可靠、执行审查、"
        "人工判定、输出文件。初次使用请打开面板，选择“引导式首次审查”，用示例城市走一遍。",
    },
}
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.6 "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
  max-width: 52rem; margin: 0 auto; padding: 1rem; }
nav { border-bottom: 1px solid #8888; padding-bottom: .5rem; margin-bottom: 1rem; }
nav a { margin-right: 1.5rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #8888; padding: .25rem .5rem; text-align: left; vertical-align: top; }
pre { overflow-x: auto; border: 1px solid #8888; padding: .5rem; }
code { font-family: "Noto Sans Mono", Consolas, Menlo, monospace; font-size: .9em; }
img { max-width: 100%; height: auto; }
"""
NAMES = tuple(name for _, names in GROUPS for name in names)
PICTURE = "images/qgis.png"  # on the index
_IMAGE = re.compile(r"^images/[\w.-]+\.(png|jpg|svg)$")


def pages():
    """{path below resources/help: bytes} of everything that belongs there."""
    found, images = {}, {PICTURE}
    for language in WORDS:
        found[f"{language}/index.html"] = _framed(language, WORDS[language]["title"], _index(language), "index")
        for name in NAMES:
            title, body, shown = _page(name, language)
            found[f"{language}/{name}.html"] = _framed(language, title, body, name)
            images |= shown
    found = {path: text.encode("utf-8") for path, text in found.items()}
    return {**found, **{image: (DOCS / image).read_bytes() for image in sorted(images)}}


def source(name, language):
    """The page of docs/ called `name` in a language."""
    return DOCS / (f"{name}.md" if language == "en" else f"{name}.{language}.md")


def target(link, language):
    """Where a link of a page of docs/ leads below resources/help/<language>/; None where it leads out of the help."""
    path, mark, anchor = link.partition("#")
    if re.match(r"^[a-z]+:", link):
        return link if link.startswith("https:") else None
    if not path:
        return link
    found = re.fullmatch(r"([\w-]+)(\.zh)?\.md", path)
    if not found or found[1] not in NAMES:
        return None
    wanted = "zh" if found[2] else "en"
    return ("" if wanted == language else f"../{wanted}/") + f"{found[1]}.html{mark}{anchor}"


def anchor_of(heading):
    """The anchor that the web shows for a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _page(name, language):
    """(title, HTML, images) of one page."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens, images = parser.parse(source(name, language).read_text(encoding="utf-8")), set()
    title = name
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            text = "".join(part.content for part in tokens[at + 1].children if part.type in ("text", "code_inline"))
            token.attrSet("id", anchor_of(text))
            title = text if token.tag == "h1" else title
        for part in token.children or ():
            _lead(part, language, images)
        if language == "zh":
            _close_up(token.children or ())
    return title, parser.renderer.render(tokens, parser.options, {}), images


def _close_up(parts):
    """Take away the ends of lines beside Chinese: they would show as blanks."""
    for before, part, after in zip(parts, parts[1:], parts[2:]):
        if part.type == "softbreak" and not (before.content[-1:].isascii() and after.content[:1].isascii()):
            part.type, part.content = "text", ""


def _lead(part, language, images):
    """Let a link or a picture of a page lead to its place in the help."""
    if part.type == "link_open":
        href = target(part.attrGet("href"), language)
        if href is None:
            part.attrs = {}
        else:
            part.attrSet("href", href)
    elif part.type == "image" and _IMAGE.match(part.attrGet("src")):
        images.add(part.attrGet("src"))
        part.attrSet("src", f"../{part.attrGet('src')}")


def _index(language):
    words = WORDS[language]
    parts = [f"<h1>{html.escape(words['title'])}</h1>", f"<p>{html.escape(words['intro'])}</p>"]
    parts.append(f'<p><img src="../{PICTURE}" alt="{html.escape(words["picture"])}"></p>')
    for group, names in GROUPS:
        rows = "".join(f'<li><a href="{name}.html">{html.escape(_title(name, language))}</a></li>' for name in names)
        parts.append(f"<h2>{html.escape(words[group])}</h2><ul>{rows}</ul>")
    return "\n".join(parts) + "\n"


def _title(name, language):
    return _page(name, language)[0]


def _framed(language, title, body, name):
    other = "zh" if language == "en" else "en"
    words, tag = WORDS[language], "zh-Hans" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{html.escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<nav><a href="index.html">{words["index"]}</a><a href="../{other}/{name}.html">{words["other"]}</a></nav>\n'
        f"{body}</body>\n</html>\n"
    )


def main(arguments):
    """Write or check; returns the exit status."""
    wanted = pages()
    there = {path.relative_to(HELP).as_posix(): path for path in HELP.rglob("*") if path.is_file()}
    stale = sorted(set(there) - set(wanted))
    changed = [path for path, content in wanted.items() if path not in there or there[path].read_bytes() != content]
    if "--check" in arguments:
        for path in [*changed, *stale]:
            print(f"out of date: resources/help/{path}; run scripts/make_help.py")
        return 1 if changed or stale else 0
    for path in stale:
        there[path].unlink()
    for path in changed:
        (HELP / path).parent.mkdir(parents=True, exist_ok=True)
        (HELP / path).write_bytes(wanted[path])
    print(f"{len(wanted)} files, {sum(map(len, wanted.values())) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
