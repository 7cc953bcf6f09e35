"""Results as Markdown, in English or Chinese, and into the documents: python -m bench.tables RESULT.json…"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .engines import ROOT
from .figures import ratio
from .plan import KERNEL, LEAST_WORKERS, MOST_INSIDE_S, MOST_MEMORY_MB, MOST_REVIEW, SHAPELY
from .summary import figure_of, own_figure
from .table_words import WORDS

DOCUMENTS = {"en": ROOT / "docs" / "benchmarks.md", "zh": ROOT / "docs" / "benchmarks.zh.md"}
_NOTHING = "–"


def markdown(results, language):
    """The tables of one size."""
    words = WORDS[language]
    parts = [_head(results, words), _overlap_table(results, words), _shapely_table(results, words)]
    return "\n\n".join([*parts, _own_table(results, words), *_faults(results, words)]) + "\n"


def _head(results, words):
    machine = results["machine"]
    where = "{cpus} CPU, {model}, {memory}, {system}, load before {load}".format(**machine)
    head = words["head"].format(size=results["size"], date=results["date"], commit=results["commit"], where=where)
    versions = [words["here"].format(versions=_versions(results["libraries"]))]
    versions += [
        f"{words.get(name, engine['title'])}: {_versions(engine['versions'])}"
        for name, engine in results["engines"].items()
        if engine["versions"]
    ]
    return "\n\n".join([head, words["versions"].format(versions="; ".join(versions))])


def _versions(versions):
    return ", ".join(f"{what} {which}" for what, which in versions.items())


def _overlap_table(results, words):
    """Seconds, memory, ratios to the kernel beside what is aimed at, and whether the pairs are the same."""
    lines = [words["overlap"], _rule(8)]
    kernel = [figure_of(results, "kernel", work) for work in ("all", "simple")]
    for name, engine in results["engines"].items():
        title = words.get(name, engine["title"])
        if engine["missing"]:
            lines.append(_row(title, words["missing"], *[""] * 6))
            continue
        figures = [figure_of(results, name, work) for work in ("all", "simple")]
        aims = KERNEL[results["size"]].get(name, (None, None)) if results["size"] in KERNEL else (None, None)
        ratios = [_ratio(figure, ours, aim, words) for figure, ours, aim in zip(figures, kernel, aims)]
        if name == "kernel":
            ratios = ["1", "1"]
        memory = _memory(figures[0]) if name != "postgis" else words["server"]
        lines.append(
            _row(
                title,
                *map(_seconds, figures),
                _seconds(figure_of(results, name, "redline")),
                memory,
                *ratios,
                _same(engine, words),
            )
        )
    return "\n".join(lines)


def _shapely_table(results, words):
    lines, ours = [words["shapely_table"], _rule(2)], figure_of(results, "shapely", "all")
    for name, aim in SHAPELY.get(results["size"], {}).items():
        if name in results["engines"]:
            title = words.get(name, results["engines"][name]["title"])
            lines.append(_row(title, _ratio(figure_of(results, name, "all"), ours, aim, words)))
    return "\n".join(lines)


def _own_table(results, words):
    """What is aimed at beside ratios to peers."""
    size, engine = results["size"], results["own"].get("engine")
    kernel, alone = figure_of(results, "kernel", "all"), figure_of(results, engine, "all")
    inside, review = own_figure(results, "inside"), own_figure(results, "review")
    workers = [own_figure(results, f"workers{count}") for count in (1, 2)]
    memory = kernel.peak / 1e6 if kernel and kernel.peak else None
    times, speed = ratio(review, alone), ratio(*workers)
    lines = [words["own"], _rule(3)]
    lines.append(_row(words["memory"], *_limit(memory, "{:.0f} MB", MOST_MEMORY_MB.get(size), words)))
    lines.append(_row(words["inside"], *_limit(inside and inside.seconds, "{:.2f} s", MOST_INSIDE_S.get(size), words)))
    lines.append(_row(words["review"], *_limit(times, "{:.1f}", MOST_REVIEW.get(size), words)))
    if size in LEAST_WORKERS:
        lines.append(_row(words["workers"], *_limit(speed, "{:.2f}", LEAST_WORKERS[size], words, least=True)))
    note = words["own_engine"].format(engine=engine) if engine else ""
    return "\n".join([*lines, "", note]).rstrip()


def _limit(value, form, aim, words, least=False):
    """(what was found, what is aimed at)."""
    aimed = f"{'≥' if least else '≤'} {form.format(aim)}" if aim else _NOTHING
    if value is None:
        return _NOTHING, aimed
    met = aim is None or (value >= aim if least else value <= aim)
    return form.format(value) + ("" if met else f" **{words['missed']}**"), aimed


def _ratio(peer, ours, aim, words):
    value = ratio(peer, ours)
    if value is None:
        return _NOTHING if aim is None else f"{_NOTHING} (≥ {aim:,})"
    text = (f"{value:,.0f}" if value >= 20 else f"{value:.1f}") + peer.mark
    if aim is None:
        return text
    return f"{text} (≥ {aim:,})" + ("" if value >= aim else f" **{words['missed']}**")


def _seconds(figure):
    if figure is None or figure.seconds is None:
        return _NOTHING
    value = figure.seconds
    return (f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}") + figure.mark


def _memory(figure):
    return f"{figure.peak / 1e6:,.0f}" if figure and figure.peak else _NOTHING


def _same(engine, words):
    """One word on the pairs of all works that were compared."""
    told = engine["pairs"].values()
    if not told:
        return _NOTHING
    missing, extra = (sum(work[key] for work in told) for key in ("missing", "extra"))
    largest = max(work["pairs"] for work in told)
    word = words["differ"].format(missing=missing, extra=extra) if missing or extra else words["equal"]
    return f"{largest:,} {word}"


def _faults(results, words):
    """A list of what could not be run, and why; each peer is named, none silently left out."""
    lines = []
    for name, engine in results["engines"].items():
        title = words.get(name, engine["title"])
        if engine["missing"]:
            lines.append(f"* {title}: {engine['missing']}")
        lines += [
            f"* {title}, {work}: {f['fault']}"
            for work, f in engine["works"].items()
            if f["fault"] and not engine["missing"]
        ]
    lines += [f"* {work}: {f['fault']}" for work, f in results["own"].items() if isinstance(f, dict) and f["fault"]]
    return [words["faults"] + "\n\n" + "\n".join(lines)] if lines else []


def _row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _rule(columns):
    return "|" + "---|" * columns


def put_in(text, size, table):
    """`text` with what lies between the markers of a size replaced."""
    begin, end = f"<!-- bench {size} -->", f"<!-- end of bench {size} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"no markers for {size}")
    return f"{before}{begin}\n{table}{end}{after}"


def into_documents(results):
    """Write the tables into both documents."""
    for language, path in DOCUMENTS.items():
        text = path.read_text(encoding="utf-8")
        path.write_text(put_in(text, results["size"], markdown(results, language)), encoding="utf-8")


def main():
    """The command."""
    for path in sys.argv[1:]:
        into_documents(json.loads(Path(path).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
