"""Bring i18n/zh_CN.ts up to date with the texts in the code, and compile zh_CN.qm from it.

English is the source: every literal `tr("…")` below zoning_review_plugin/. Translations live in the .ts
file (Qt Linguist opens it) and are kept; texts that are no longer in the code go.

Usage: translate.py            rebuild; tells which texts still want a translation
       translate.py --check    exit status 1 where a text is untranslated, stale, or the files are not up to date
"""

import ast
import pathlib
import shutil
import subprocess
import sys
import tempfile
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parents[1]
PACKAGE, I18N = ROOT / "zoning_review_plugin", ROOT / "i18n"
LOCALE, CONTEXT = "zh_CN", "ZoningReview"
RELEASERS = ("lrelease", "/usr/lib/qt5/bin/lrelease", "/usr/lib/qt6/bin/lrelease", "lrelease-qt6", "lrelease-qt5")


def main(arguments):
    """Rebuild or check; returns the exit status."""
    sources = texts_in_code()
    known = translations()
    untranslated = [text for text in sources if not known.get(text)]
    stale = [text for text in known if text not in sources]
    for text in untranslated:
        print(f"untranslated ({sources[text]}): {text!r}")
    for text in stale:
        print(f"stale: {text!r}")
    document = ts(sources, known)
    if "--check" in arguments:
        outdated = [] if (I18N / f"{LOCALE}.ts").read_text(encoding="utf-8") == document else [f"{LOCALE}.ts"]
        outdated += [] if (I18N / f"{LOCALE}.qm").is_file() else [f"{LOCALE}.qm"]
        for name in outdated:
            print(f"out of date: i18n/{name}; run scripts/translate.py")
        return 1 if untranslated or stale or outdated else 0
    (I18N / f"{LOCALE}.ts").write_text(document, encoding="utf-8")
    release()
    print(f"{len(sources)} texts, {len(untranslated)} untranslated")
    return 0


def texts_in_code():
    """{text: file} of every literal given to tr(), in order of files and lines. Raises SystemExit for a non-literal."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "tr":
                argument = node.args[0]
                if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                    sys.exit(f"{path}:{node.lineno}: tr() wants a literal text")
                found.setdefault(argument.value, path.relative_to(ROOT).as_posix())
    return found


def translations():
    """{text: translation} of the .ts file."""
    path = I18N / f"{LOCALE}.ts"
    if not path.is_file():
        return {}
    messages = ElementTree.parse(path).getroot().iter("message")
    return {message.findtext("source"): message.findtext("translation") or "" for message in messages}


def ts(sources, known):
    """The Qt Linguist file as text."""
    messages = "".join(message(text, known.get(text, "")) for text in sources)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        f'<TS version="2.1" language="{LOCALE}" sourcelanguage="en">\n<context>\n<name>{CONTEXT}</name>\n'
        f"{messages}</context>\n</TS>\n"
    )


def message(text, translation):
    """One message of the Linguist file."""
    state = "" if translation else ' type="unfinished"'
    return (
        f"<message><source>{escape(text)}</source><translation{state}>{escape(translation)}</translation></message>\n"
    )


def release():
    """Compile the .qm file with Qt's lrelease."""
    tool = next((shutil.which(name) for name in RELEASERS if shutil.which(name)), None)
    if tool is None:
        sys.exit("lrelease was not found (package qttools5-dev-tools)")
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / f"{LOCALE}.qm"
        source = I18N / f"{LOCALE}.ts"
        subprocess.run([tool, "-silent", str(source), "-qm", str(target)], check=True)
        shutil.copyfile(target, I18N / f"{LOCALE}.qm")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
