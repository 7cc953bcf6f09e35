"""What a person reads after the demo: what was reviewed, the worst conflicts, where the outputs are.

Reads review.gpkg alone, as any other program could.

Usage: show_demo.py OUTPUT_FOLDER
"""

import pathlib
import sqlite3
import sys

_ROLES = {
    "ecological_red_line": "生态保护红线 ecological red line",
    "permanent_farmland": "永久基本农田 permanent farmland",
    "nature_reserve": "自然保护地 nature reserve",
    "water_source": "饮用水水源保护区 water source",
}
_WORST = """
    SELECT o.subject_id, s.name, o.role, coalesce(o.name, o.code, o.feature_id), o.area_m2, o.share_of_subject
    FROM overlap o JOIN subject s USING (subject_id)
    WHERE o.role IN ('ecological_red_line', 'permanent_farmland', 'nature_reserve', 'water_source') AND NOT o.sliver
    ORDER BY o.area_m2 DESC LIMIT 8
"""
_STATUS = """
    SELECT constraint_key, sum(status = 'involved'), sum(status = 'partly_known'), sum(status = 'no_data'),
           sum(status = 'not_involved')
    FROM exposure GROUP BY constraint_key ORDER BY min(fid)
"""
_VERDICTS = {
    "does_not_conform": "不符合 does not conform",
    "needs_justification": "需进一步论证 needs justification",
    "information_missing": "待补充信息 information missing",
    "to_be_judged": "待人工研判 to be judged",
    "basically_conforms": "基本符合 basically conforms",
    "conforms": "符合 conforms",
    "not_involved": "不涉及 not involved",
}
_SCHEMES = """
    SELECT project_id, coalesce(scheme, ''), verdict, hard_breaches, open_items, open_hard
    FROM conclusion WHERE topic = 'overall' AND project_id IS NOT NULL AND verdict IS NOT NULL ORDER BY fid
"""


def main(folder):
    """Print the summary of the review in `folder`."""
    path = pathlib.Path(folder) / "review.gpkg"
    with sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True) as review:
        facts = dict(review.execute("SELECT key, value FROM run"))
        count = review.execute("SELECT count(*) FROM subject").fetchone()[0]
        issues = dict(review.execute("SELECT severity, count(*) FROM issue GROUP BY severity"))
        print(f"\n{facts['title']}")
        print(
            f"{count} subjects reviewed on {facts['review_date']}, analysis CRS {facts['analysis_crs']}, "
            f"{facts['program']}\n"
        )
        _show_verdicts(review)
        print(f"{'layer':<12}{'involved':>10}{'partly known':>14}{'no data':>9}{'not involved':>14}")
        for key, *numbers in review.execute(_STATUS):
            print(f"{key:<12}{numbers[0]:>10}{numbers[1]:>14}{numbers[2]:>9}{numbers[3]:>14}")
        print("\nLargest overlaps with protected ground:")
        for number, name, role, feature, area, share in review.execute(_WORST):
            print(
                f"  {number:<8} {area / 1e4:>9.4f} hm² {100 * share:>6.2f} %  {_ROLES[role]}: {feature}  ({name or ''})"
            )
    found = ", ".join(f"{issues[key]} {key}" for key in ("error", "warning", "remark", "info") if key in issues)
    print(f"\nInputs: {found or 'nothing to remark'} (table `issue`)")
    print("Outputs:")
    for name in ("review.gpkg", "review.xlsx", "review.html", "csv"):
        print(f"  {path.with_name(name)}")
    print("Open review.gpkg in QGIS, review.html in a browser.")


def _show_verdicts(review):
    counts = dict(review.execute("SELECT verdict, count(*) FROM subject GROUP BY verdict"))
    print("Verdicts:")
    for verdict, name in _VERDICTS.items():
        if verdict in counts:
            print(f"  {counts[verdict]:>5}  {name}")
    print("Schemes:")
    for project, scheme, verdict, hard, open_items, open_hard in review.execute(_SCHEMES):
        print(
            f"  {project} {scheme:<4} {_VERDICTS[verdict]}; {hard} hard breaches, "
            f"{open_items} items to be supplied or judged, {open_hard} of them bind hard"
        )
    print()


if __name__ == "__main__":
    main(sys.argv[1])
