"""What stands at the head of the page: how many subjects have which verdict, and what each scheme comes to."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.codes import PASSES, RANK_OF_VERDICT, VERDICTS
from ...tables.scheme_conclusions import scheme_titles
from ...tables.verdicts import verdict_table

MOST_SCHEMES = 30  # whose conclusions stand there


@dataclass(frozen=True)
class Count:
    """Subjects with one verdict. share: of all, as the table of verdicts shows it in percent."""

    code: str
    name: str
    subjects: int
    share: str


@dataclass(frozen=True)
class Scheme:
    """What one project × scheme comes to: a sentence in all, and one for each topic that does not pass, worst first."""

    title: str
    code: str
    verdict: str
    statement: str
    topics: tuple


@dataclass(frozen=True)
class Glance:
    """schemes: the worst `MOST_SCHEMES` of `all_schemes`."""

    counts: list[Count]
    schemes: list[Scheme]
    all_schemes: int


def glance_of(result, words):
    """The `Glance` of a Result, None where nothing was judged."""
    verdicts = result.tables["subject"]["verdict"]
    if not verdicts.notna().any():
        return None
    table = verdict_table(result, words)
    there = [code for code in VERDICTS if verdicts.eq(code).any()]
    counts = [Count(code, name, int(count), share) for code, (name, count, share) in zip(there, table.texts())]
    schemes = _schemes(result, words)
    return Glance(counts, schemes[:MOST_SCHEMES], len(schemes))


def _schemes(result, words):
    conclusion, title_of = result.tables["conclusion"], scheme_titles(result.case, words)
    judged = conclusion[conclusion["verdict"].notna()]
    found = []
    for (project, scheme), rows in judged.groupby(["project_id", "scheme"], dropna=False, sort=False):
        overall = rows[rows["topic"].eq("overall")]
        if not len(overall):
            continue
        rest = rows[~rows["topic"].eq("overall") & ~rows["verdict"].isin(PASSES)]
        rest = rest.loc[rest["verdict"].map(RANK_OF_VERDICT).sort_values(kind="stable").index]
        topics = tuple((code, text) for code, text in zip(rest["verdict"], rest["statement"]))
        title = title_of(project, scheme)
        verdict = overall["verdict"].iloc[0]
        found.append(Scheme(title, verdict, words.code("verdict", verdict), overall["statement"].iloc[0], topics))
    return sorted(found, key=lambda one: RANK_OF_VERDICT[one.code])
