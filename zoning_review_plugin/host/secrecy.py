"""What must not be shown of secret layers: where their features lie. Their figures and texts stay."""


def without_secret_geometry(frame, case):
    """A result table without the geometry of rows that would show where a secret layer's features lie.

    Contract section 4: that geometry never leaves review.gpkg, and whether it is in there is the writer's matter.
    """
    from ..review.coverage import coverage_name

    keys = {constraint.key for constraint in case.constraints if constraint.is_secret}
    if not keys or "geom" not in frame:
        return frame
    names, hidden = keys | {coverage_name(key) for key in keys}, frame["geom"].isna()
    for column in ("constraint_key", "layer"):  # of `overlap`, of `issue`
        if column in frame:
            hidden |= frame[column].isin(names)
    # What a piece shares with an open layer ends where the secret layer cut it.
    if "piece_id" in frame and keys & set(case.options.split_by):
        hidden |= frame["piece_id"].notna()
    geometry = frame["geom"].to_numpy(dtype=object).copy()
    geometry[hidden.to_numpy()] = None
    return frame.assign(geom=geometry)
