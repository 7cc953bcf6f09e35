"""Shapes that were repaired and what was meant is open: wherever their figures stand, that is told beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .id_lists import id_list

_CODE = "geometry_repaired_open"
_MOST_IDS = 50  # under a table; beyond, how many there are
# What states no figure of a subject's own shape.
_WITHOUT = {"coordination", "three_accounts", "access_list_draft", "data_sources", "not_reviewed"}


@dataclass(frozen=True)
class OpenShapes:
    """subjects: ids, in order of the subjects. features: {(key of the constraint, id of the feature)}."""

    subjects: tuple[str, ...]
    features: frozenset

    def __bool__(self):
        return bool(self.subjects or self.features)

    def told(self, texts, subject_ids, features, words):
        """A list of `texts`, one for each row, with what is open of its subject or its feature behind.

        features: (key, id) of each row, or None where rows are on no feature.
        """
        if not self:
            return list(texts)
        mine, then = frozenset(self.subjects), words.say("punctuation.semicolon")
        remarks = words.say("remark.open_shape"), words.say("remark.open_feature")
        found = []
        for text, subject, feature in zip(texts, subject_ids, features or [None] * len(subject_ids)):
            open_ = [remarks[0]] * (subject in mine) + [remarks[1]] * (feature in self.features)
            found.append(then.join([*filter(None, [text]), *open_]))
        return found


def open_shapes(result):
    """The `OpenShapes` of a `Result`."""
    issue, keys = result.tables["issue"], {constraint.key for constraint in result.case.constraints}
    rows = issue[issue["check_code"].eq(_CODE) & issue["feature_id"].notna()]
    if not len(rows):
        return OpenShapes((), frozenset())
    of_layers = rows["layer"].isin(keys)
    ids = result.tables["subject"]["subject_id"]
    own = rows.loc[~of_layers, "feature_id"].astype(str)
    # An id that two sources share has the name of its source before it (contract section 5).
    mine = ids.isin(own) | ids.str.partition(":")[2].isin(own)
    features = zip(rows.loc[of_layers, "layer"], rows.loc[of_layers, "feature_id"].astype(str))
    return OpenShapes(tuple(ids[mine.to_numpy(bool)]), frozenset(features))


def with_note(table, shapes, words):
    """The `Table`, with a note on the subjects whose figures rest on such shapes."""
    count = len(shapes.subjects)
    if not count or table.key in _WITHOUT or not len(table.rows):
        return table
    if count > _MOST_IDS:
        note = words.say("note.open_shapes_many", count=count)
    else:
        note = words.say("note.open_shapes", subjects=id_list(shapes.subjects, words))
    return replace(table, notes=(*table.notes, note))
