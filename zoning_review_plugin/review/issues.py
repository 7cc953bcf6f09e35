"""Issues as rows of the table `issue`, in the language of the case."""

from __future__ import annotations

import pandas as pd

from ..model.words import Words
from .result import as_table

# Parameters that are codes, and the family of words that names them.
_CODED = {
    "role": "role",
    "reason": "invalid",
    "method": "repair",
    "side": "web_map_side",
    **dict.fromkeys(("decided", "was", "now"), "verdict"),
}


def issue_table(issues, language):
    """The table `issue`: a row for each `Issue` of a list, in its order."""
    words, rows = Words(language), []
    for issue in (issue.named({}) for issue in issues):
        message = words.say(f"fault.{issue.check_code}", **_spoken(words, issue.params))
        action = f"action.{issue.check_code}"
        rows.append(
            {
                "layer": issue.layer,
                "feature_id": issue.feature_id,
                "check_code": issue.check_code,
                "severity": issue.severity,
                "message": message,
                "action": words.say(action, **_spoken(words, issue.params)) if words.has(action) else None,
                "area_before_m2": issue.area_before_m2,
                "area_after_m2": issue.area_after_m2,
                "geom": issue.geometry,
            }
        )
    return as_table("issue", pd.DataFrame(rows))


def _spoken(words, params):
    """Parameters as people read them: codes by their names, figures without noise."""
    spoken = {}
    for name, value in params.items():
        if name in _CODED:
            value = words.code(_CODED[name], value)
        elif isinstance(value, float):
            value = f"{value:g}"
        spoken[name] = value
    return spoken
