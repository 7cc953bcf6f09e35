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


if __name__ == "__main__":
    main(sys.argv[1])
