"""Stations along a line as people write them: K12+340～K14+020."""

from __future__ import annotations


def station(metres):
    """A distance from the beginning of a line (m): `K12+340`, to the metre."""
    whole = int(metres + 0.5)
    return f"K{whole // 1000}+{whole % 1000:03d}"


def station_range(rows, words):
    """The stations of rows of `overlap` of one line, from the first to the last; "" where there are none."""
    known = rows[rows["station_from_m"].notna()].sort_values("station_from_m", kind="stable")
    ranges = [
        words.say("punctuation.range", first=station(first), last=station(last))
        for first, last in zip(known["station_from_m"], known["station_to_m"])
    ]
    return words.say("punctuation.list").join(ranges)
