"""The two READMEs of the sample: their prose is in `templates`, their figures come from the report."""

from __future__ import annotations

import string
from pathlib import Path

from sample_packs import expected

from .place import EPSG

_TEMPLATES = {"en": "README.md", "zh": "README.zh.md"}


def readme(language, report, layers, count):
    """The README in `language` (en or zh). layers: all of the GeoPackage. count: subjects of the main case."""
    path = Path(__file__).parent / "templates" / _TEMPLATES[language]
    findings = [line for finding in report.findings for line in _finding_lines(finding, report, language)]
    return string.Template(path.read_text(encoding="utf-8")).substitute(
        crs=f"EPSG:{EPSG}",
        count=count,
        findings="\n".join(findings),
        declared="\n".join(_declared_line(subject, report) for subject in report.misdeclared),
        judged="\n".join(_JUDGED[language](expected.rows())),
        **{f"n_{layer.name}": len(layer.rows) for layer in layers},
    )


def _judged_in_words(rows):
    """A line for each expected finding, with its reason."""
    for row in rows:
        yield f"| {row.subject_id} | `{row.rule_id}` | {_VERDICTS[row.verdict]} | {row.why} |"


def _judged_by_subject(rows):
    """A line for each subject and verdict, with the rules that must come to it."""
    rules = {}
    for row in rows:
        rules.setdefault((row.subject_id, row.verdict), []).append(f"`{row.rule_id}`")
    for (subject, verdict), found in rules.items():
        yield f"| {subject} | {f'`{verdict}`' if verdict else 'no finding'} | {', '.join(found)} |"


_JUDGED = {"en": _judged_by_subject, "zh": _judged_in_words}
_VERDICTS = {
    "does_not_conform": "不符合",
    "needs_justification": "需进一步论证",
    "information_missing": "待补充信息",
    "to_be_judged": "待人工研判",
    "basically_conforms": "基本符合",
    "conforms": "符合",
    "not_involved": "不涉及",
    "": "（不出现）",
}


def _finding_lines(finding, report, language):
    lines, told = [], set()
    for check in finding.checks:
        figure = report.plane[finding.subject, check]
        plane = _plane(check, figure)
        found = "" if check.key in told else _must_find(report.rows_of[finding.subject, check.key])
        found = found or _one(report.rows_of[finding.subject, check.key], check.what)
        told.add(check.key)
        who = (f"**{finding.subject}**", finding.zh if language == "zh" else finding.en) if not lines else ("", "")
        lines.append(f"| {who[0]} | {who[1]} | {f'`{check.key}`' if check.key else '—'} | {plane} | {found} |")
    extra = [row for row in report.rows_of.get((finding.subject, ""), []) if "" not in told]
    extra += [
        row
        for key, what, _ in finding.extra
        if key and key not in told
        for row in report.rows_of[finding.subject, key]
        if row.what == what
    ]
    if extra:
        lines.append(f"|  |  | — |  | {_must_find(extra)} |")
    return lines


def _plane(check, figure):
    if figure is None:
        return check.sum
    shown = _number(figure)
    return shown if not check.sum or check.sum == shown else f"{check.sum} = {shown}"


def _must_find(rows):
    """The expectations of one subject against one layer in a line: status first, then figures, then features."""
    whole = {row.what: row.expected for row in rows if ":" not in row.what}
    parts = [f"`{whole.pop('status')}`"] if "status" in whole else []
    for what, value in whole.items():
        if what != "feature_count" or value:
            parts.append(f"{what} {_number(value)}" if value != "" else f"{what} —")
    features = {}
    for row in rows:
        if ":" in row.what:
            what, feature = row.what.split(":", 1)
            features.setdefault(feature, {})[what] = row.expected
    parts += [_feature(feature, marks) for feature, marks in features.items()]
    return "; ".join(parts)


def _feature(feature, marks):
    """One feature with its marks: `HX0003 overlaps, within_accuracy`; for an issue: its code."""
    if "issue" in marks:
        return f"issue `{feature}`"
    words = [str(marks[name]) for name in ("grade", "relation") if name in marks]
    words += [_number(marks["area_m2"])] if "area_m2" in marks else []
    words += (
        [f"{_number(marks['station_from_m'])} … {_number(marks['station_to_m'])}"] if "station_from_m" in marks else []
    )
    words += [name for name in ("sliver", "within_accuracy") if marks.get(name)]
    return f"{feature} {', '.join(words)}"


def _one(rows, what):
    return next(f"{row.what} {_number(row.expected)}" for row in rows if row.what == what)


def _declared_line(subject, report):
    figures = {row.what: row.expected for row in report.rows_of[subject.number, ""]}
    area, declared = figures["area_m2"], figures["declared_area_m2"]
    return f"| {subject.number} | {_number(declared)} | {_number(area)} | {declared / area:.3f} |"


def _number(value):
    """A figure for readers: thousands apart, as many decimals as it takes."""
    if not isinstance(value, float):
        return str(value)
    if 0 < value < 1:
        return f"{value:.6g}"
    return f"{value:,.3f}".rstrip("0").rstrip(".").replace(",", " ")
