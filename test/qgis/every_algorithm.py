"""One small question for each algorithm of the provider, and the figures of the answer, worked out by hand."""

from .panel_cases import case_with_rules, square
from .test_survey_algorithms import written

# Three sites of 1 hm2: the first wholly on red line, of the second a half. One unit of 36 hm2, 9 of them red line.
ANSWERS = {
    "review": {"SUBJECT_COUNT": 3, "OVERLAP_COUNT": 4, "HARD_BREACHES": 2, "OPEN_ITEMS": 3},
    "conformity": {"SUBJECT_COUNT": 3, "HARD_BREACHES": 2, "OPEN_ITEMS": 3},
    "checkinputs": {"SUBJECT_COUNT": 3, "UNUSABLE_LAYERS": 0},
    "overlap": {"SUBJECT_COUNT": 3, "OVERLAP_COUNT": 2},
    "exporttables": {"FILE_COUNT": 1},
    "importsurvey": {"PLOT_COUNT": 1, "ISSUE_COUNT": 0},
    "exportsurvey": {"PLOT_COUNT": 3},
    "lintrules": {},
    "unitcards": {"UNIT_COUNT": 1, "CLAUSE_COUNT": 2},
    "where": {"UNIT_COUNT": 1, "ADMITTED_HM2": 27.0, "SHUT_OUT_HM2": 9.0, "UNKNOWN_HM2": 0.0},
    "prejudge": {"HARD_BREACHES": 1, "OVERLAP_COUNT": 2},
}


def question(name, folder):
    """({parameter: value as text}, the file or folder that must be there afterwards) for an algorithm.

    For `exporttables` the folder must hold a review in `review/`.
    """
    case = case_with_rules(folder, units=[square(-50, -50, 600)])
    target, layers = folder / "out", {"INPUT": folder / "site.geojson", "OVERLAY": folder / "erl.geojson"}
    asked = {
        "review": {"CASE": case, "OUTPUT_FOLDER": folder / "review"},
        "conformity": {"CASE": case, "OUTPUT_FOLDER": target},
        "checkinputs": {"CASE": case, "ISSUE": f"{target}.gpkg"},
        "overlap": {**layers, "OUTPUT": f"{target}.gpkg"},
        "exporttables": {"INPUT": folder / "review" / "review.gpkg", "FORMATS": "json", "OUTPUT_FOLDER": target},
        "importsurvey": {"INPUT": written(folder), "OUTPUT": f"{target}.gpkg"},
        "exportsurvey": {"INPUT": layers["INPUT"], "OUTPUT": f"{target}.txt"},
        "lintrules": {"RULES": folder / "pack.json", "REMARKS": f"{target}.gpkg"},
        "unitcards": {"CASE": case, "OUTPUT_FOLDER": target},
        "where": {"CASE": case, "INDUSTRY": "C2614", "OUTPUT_FOLDER": target},
        "prejudge": {"CASE": case, "POINT": "500050,3600050 [EPSG:4547]", "HTML": f"{target}.html"},
    }[name]
    made = next(value for key, value in asked.items() if key in ("OUTPUT_FOLDER", "ISSUE", "OUTPUT", "REMARKS", "HTML"))
    return {key: str(value) for key, value in asked.items()}, made
